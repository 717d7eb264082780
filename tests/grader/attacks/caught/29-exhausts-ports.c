/*
 * attack 29: uses up all ports of its network, as connections that
 * wait for their end.
 * must: its own tests fail, and nobody else's.
 * program: echoserver
 * status: fail timeout
 */
static int listen_somewhere(struct sockaddr_in *name)
{
	socklen_t size = sizeof *name;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	bind(fd, (struct sockaddr *)name, size);
	listen(fd, 100);
	getsockname(fd, (struct sockaddr *)name, &size);
	return fd;
}

int main(void)
{
	struct sockaddr_in name = { .sin_family = AF_INET };
	int listener = listen_somewhere(&name);

	for (;;) {
		int fd = socket(AF_INET, SOCK_STREAM, 0);

		if (connect(fd, (struct sockaddr *)&name,
			    sizeof name) == -1)
			return 1;
		int other = accept(listener, NULL, NULL);
		close(fd);
		close(other);
	}
}
