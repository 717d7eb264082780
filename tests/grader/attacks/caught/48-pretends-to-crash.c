/*
 * attack 48: returns the status of a crash, so that somebody believes
 * that the machine was at fault.
 * must: it is the program's.
 * status: crash
 */
int main(void)
{
	return 128 + SIGSEGV;
}
