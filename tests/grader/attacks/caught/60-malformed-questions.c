/*
 * attack 60: sends the DNS server broken questions, in datagrams and
 * with lengths that do not fit.
 * must: its tests fail; the reference server stays what it is.
 * status: fail timeout
 */
static void send_datagrams(const struct sockaddr_in *name)
{
	char bytes[600];
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	connect(fd, (const struct sockaddr *)name, sizeof *name);
	for (size_t n = 0; n < 2000; n++) {
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = (char)(n * i % 251);
		send(fd, bytes, n % sizeof bytes, 0);
	}
	close(fd);
}

static void send_length(const struct sockaddr_in *name, int length)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char bytes[2] = { (char)(length >> 8), (char)length };

	if (connect(fd, (const struct sockaddr *)name, sizeof *name) ==
		0)
		send(fd, bytes, sizeof bytes, MSG_NOSIGNAL);
	close(fd);
}

int main(void)
{
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_port = htons(53) };

	name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	send_datagrams(&name);
	send_length(&name, 0);
	send_length(&name, 1);
	send_length(&name, 65535);
	return 2;
}
