/*
 * attack 12: prints a byte now and then, so that something moves, and
 * never does what it should.
 * must: it is given up, and not taken for a fault of the grader.
 * program: echoserver
 * status: fail timeout
 */
int main(void)
{
	for (;;) {
		if (write(STDOUT_FILENO, "x", 1) < 0)
			return 1;
		usleep(500000);
	}
}
