/*
 * attack 28: needs a port that another program uses at the same time:
 * all tests run it, several at once.
 * must: each has a network of its own.
 * level: sealed
 * to: solution
 */
BEFORE_MAIN
{
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_port = htons(9001) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd == -1)
		return;
	if (bind(fd, (struct sockaddr *)&name, sizeof name) == -1 ||
		listen(fd, 1) == -1)
		escaped("another program's port");
}
