/*
 * attack 16: stops process 1, its parent and itself.
 * must: nobody else stands still, and it is given up.
 * status: timeout
 */
int main(void)
{
	kill(getppid(), SIGSTOP);
	kill(1, SIGSTOP);
	for (;;)
		raise(SIGSTOP);
}
