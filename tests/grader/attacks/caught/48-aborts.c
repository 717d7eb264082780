/*
 * attack 48: aborts.
 * must: a crash is the program's own.
 * status: crash sanitizer
 */
int main(void)
{
	abort();
}
