/*
 * attack 21: looks for tests, solutions, homes and passwords.
 * must: nothing of that is there, not through process 1 either.
 * level: sealed
 * to: solution
 */
BEFORE_MAIN
{
	static const char *const paths[] = { "/home", "/root", "/tests",
		"/etc/shadow", "/proc/1/root/home", "/proc/1/cwd/home",
		"/var", "/run", "/sys", "/opt", "/usr/local/bin",
		"/usr/local/src", "/dev/tty", "/dev/ptmx", "/dev/kmsg",
		"/dev/shm", "/dev/mem" };

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		if (access(paths[i], F_OK) == 0)
			escaped(paths[i]);
	if (getenv("WORKBOOK_RUN") != NULL)
		escaped("where the journals are");
}
