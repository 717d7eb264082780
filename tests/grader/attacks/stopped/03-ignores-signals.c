/*
 * attack 3: blocks and ignores all signals.
 * must: SIGKILL ends it.
 * status: timeout
 * level: any
 */
int main(void)
{
	sigset_t all;

	for (int n = 1; n < 65; n++)
		signal(n, SIG_IGN);
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	for (;;)
		pause();
}
