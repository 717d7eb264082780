/*
 * attack 54: types a command at the teacher's terminal.
 * must: there is no terminal, and the call is refused.
 * to: solution
 * level: any
 */
BEFORE_MAIN
{
	static const char command[] = "echo owned\n";

	for (int fd = 0; fd < 3; fd++) {
		if (isatty(fd))
			escaped("a terminal");
		if (ioctl(fd, TIOCSTI, command) == 0)
			escaped("TIOCSTI");
	}
	if (open("/dev/tty", O_RDWR) != -1)
		escaped("/dev/tty");
}
