/*
 * attack 15: leaves a daemon behind, out of its session and without
 * descriptors, which ignores every signal.
 * must: the program's own end counts, and the daemon is dead.
 * status: fail
 * level: any
 */
static void become_daemon(void)
{
	setsid();
	for (int n = 1; n < 65; n++)
		signal(n, SIG_IGN);
	if (fork() != 0)
		_exit(0);
	close_range(0, ~0U, 0);
	for (;;)
		pause();
}

int main(void)
{
	if (fork() == 0)
		become_daemon();
	return 0;
}
