/*
 * attack 18: signals and traces every process that there may be.
 * must: there is nobody but itself and the box's process 1.
 * level: sealed
 * to: solution
 */
BEFORE_MAIN
{
	for (pid_t pid = 2; pid < 70000; pid++)
		if (pid != getpid() && kill(pid, 0) == 0)
			escaped("another process");
	kill(1, SIGKILL);
	kill(getppid(), SIGKILL);
}
