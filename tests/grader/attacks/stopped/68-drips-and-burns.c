/*
 * attack 68: burns all processors, with a byte of output now and then.
 * must: no byte gives it more time.
 * status: timeout
 * flags: time
 */
int main(void)
{
	for (int i = 0; i < 30; i++)
		if (fork() == 0)
			for (setsid();;)
				continue;
	for (;;) {
		if (write(STDOUT_FILENO, ".", 1) != 1)
			return 1;
		usleep(50000);
	}
}
