/*
 * attack 26: answers its own questions, as the DNS server.
 * must: the port is taken.
 * level: sealed
 * to: solution
 */
BEFORE_MAIN
{
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_port = htons(53) };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	int on = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, (struct sockaddr *)&name, sizeof name) == 0)
		escaped("port 53");
	close(fd);
}
