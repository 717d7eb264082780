/* Writes every single byte with a write of its own. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static bool put(char byte)
{
	ssize_t n;

	do
		n = write(STDOUT_FILENO, &byte, 1);
	while (n == 0 || (n == -1 && errno == EINTR));
	return n == 1;
}

static bool put_line(const char *text)
{
	while (*text != '\0')
		if (!put(*text++))
			return false;
	return put('\n');
}

static bool put_host(const struct hostent *host)
{
	char text[INET6_ADDRSTRLEN];

	for (size_t i = 0; host->h_addr_list[i] != NULL; i++) {
		bool repeated = false;

		for (size_t j = 0; j < i && !repeated; j++)
			repeated = memcmp(host->h_addr_list[i],
					   host->h_addr_list[j],
					   (size_t)host->h_length) == 0;
		if (repeated)
			continue;
		if (inet_ntop(host->h_addrtype, host->h_addr_list[i],
			    text, sizeof text) == NULL ||
			!put_line(text))
			return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	bool ipv6 = argc > 1 && strcmp(argv[1], "-6") == 0;

	if (argc != (ipv6 ? 3 : 2)) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		exit(EXIT_FAILURE);
	}
	const char *name = argv[argc - 1];
	struct hostent *host =
		gethostbyname2(name, ipv6 ? AF_INET6 : AF_INET);
	if (host == NULL) {
		fprintf(stderr, "%s: %s: %s\n", argv[0], name,
			hstrerror(h_errno));
		exit(EXIT_FAILURE);
	}
	if (!put_host(host)) {
		fprintf(stderr, "%s: %s: %s\n", argv[0], name,
			strerror(errno));
		exit(EXIT_FAILURE);
	}
	exit(EXIT_SUCCESS);
}
