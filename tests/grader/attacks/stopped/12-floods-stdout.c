/*
 * attack 12: prints gigabytes.
 * must: a megabyte is the end of it.
 * status: fail timeout
 */
int main(void)
{
	static char bytes[65536];

	memset(bytes, 'x', sizeof bytes);
	for (;;)
		if (write(STDOUT_FILENO, bytes, sizeof bytes) < 0)
			return 1;
}
