/*
 * attack 46: ends with status 0 from an exit handler, whatever status
 * it would have had.
 * must: what is not there is missed.
 * status: fail
 */
static void leave(void)
{
	_exit(0);
}

int main(void)
{
	atexit(leave);
	puts("127.0.0.1");
	return 3;
}
