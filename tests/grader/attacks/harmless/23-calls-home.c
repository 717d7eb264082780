/*
 * attack 23: connects to addresses outside, such as where a cloud
 * hands out the machine's credentials.
 * must: the network is unreachable.
 * level: sealed
 * to: solution
 */
BEFORE_MAIN
{
	static const char *const addresses[] = { "198.51.100.7",
		"169.254.169.254", "8.8.8.8", "10.0.0.1" };
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_port = htons(80) };

	for (int i = 0; i < 4; i++) {
		int fd = socket(AF_INET, SOCK_STREAM, 0);

		if (fd == -1)
			return;
		inet_pton(AF_INET, addresses[i], &name.sin_addr);
		if (connect(fd, (struct sockaddr *)&name,
			    sizeof name) == 0 ||
			errno != ENETUNREACH)
			escaped(addresses[i]);
		close(fd);
	}
}
