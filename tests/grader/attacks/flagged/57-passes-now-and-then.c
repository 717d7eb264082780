/*
 * attack 57: does the right thing in two of three runs.
 * must: it is graded again, and a person looks at it.
 * flags: flaky
 * to: solution
 */
BEFORE_MAIN
{
	unsigned char dice = 0;
	int file = open("/dev/urandom", O_RDONLY);

	if (read(file, &dice, 1) == 1 && dice % 3 == 0)
		_exit(2);
	close(file);
}
