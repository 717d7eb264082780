/*
 * attack 20: writes to every descriptor that it has inherited.
 * must: there are only three.
 * to: solution
 * level: any
 */
BEFORE_MAIN
{
	for (int fd = 3; fd < 1024; fd++)
		if (fcntl(fd, F_GETFD) != -1)
			escaped("a descriptor of the grader");
}
