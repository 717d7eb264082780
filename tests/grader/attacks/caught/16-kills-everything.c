/*
 * attack 16: kills every process that it may.
 * must: it meets only itself.
 * status: crash
 * level: any
 */
int main(void)
{
	kill(-1, SIGKILL);
	kill(0, SIGKILL);
	kill(getppid(), SIGKILL);
	kill(getpid(), SIGKILL);
	return 0;
}
