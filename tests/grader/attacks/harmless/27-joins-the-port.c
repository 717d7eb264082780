/*
 * attack 27: binds the port of the server that it is to connect to,
 * with SO_REUSEADDR and SO_REUSEPORT.
 * must: the port is in use.
 * program: echoclient
 * to: solution
 */
static bool is_listened_on(const struct sockaddr_in *name)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	int on = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
	int bound = bind(fd, (struct sockaddr *)name, sizeof *name);
	int listens = bound == 0 ? listen(fd, 5) : -1;
	close(fd);
	return listens == -1;
}

BEFORE_MAIN
{
	char line[300];
	unsigned address, port;
	struct sockaddr_in name = { .sin_family = AF_INET };
	FILE *list = fopen("/proc/net/tcp", "r");

	while (list != NULL && fgets(line, sizeof line, list) != NULL) {
		if (sscanf(line, " %*d: %x:%x 00000000:0000 0A",
			    &address, &port) != 2)
			continue;
		name.sin_addr.s_addr = address;
		name.sin_port = htons((uint16_t)port);
		if (!is_listened_on(&name))
			escaped("the server's port");
	}
	if (list != NULL)
		fclose(list);
}
