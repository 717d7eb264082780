/*
 * attack 60: sends what no client sends: half a byte, gigabytes, and
 * resets, by many connections at once.
 * must: its tests fail; the reference server stays what it is.
 * program: echoclient
 * points: 20
 */
int main(int argc, char *argv[])
{
	static char bytes[1 << 16];
	struct linger now = { 1, 0 };
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_port = htons(argc > 3 ? atoi(argv[3]) : 1) };

	inet_pton(AF_INET, argc > 1 ? argv[1] : "", &name.sin_addr);
	memset(bytes, 0xff, sizeof bytes);
	for (int n = 0; n < 200; n++) {
		int fd = socket(AF_INET, SOCK_STREAM, 0);

		if (connect(fd, (struct sockaddr *)&name,
			    sizeof name) == -1)
			return 2;
		for (int i = 0; i < n; i++)
			send(fd, bytes, sizeof bytes, MSG_NOSIGNAL);
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
		close(fd);
	}
	return 2;
}
