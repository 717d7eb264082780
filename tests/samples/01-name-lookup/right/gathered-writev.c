/* Writes address and newline as two pieces, gathered by writev. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static int put_line(char *text)
{
	struct iovec parts[2] = { { text, strlen(text) }, { "\n", 1 } };
	struct iovec *part = parts;
	int left = 2;

	while (left > 0) {
		ssize_t n = writev(STDOUT_FILENO, part, left);

		if (n == -1 && errno != EINTR)
			return -1;
		if (n == -1)
			continue;
		size_t done = (size_t)n;
		while (left > 0 && done >= part->iov_len) {
			done -= part->iov_len;
			part++;
			left--;
		}
		if (left > 0) {
			part->iov_base = (char *)part->iov_base + done;
			part->iov_len -= done;
		}
	}
	return 0;
}

static int print_host(const struct hostent *host)
{
	char **list = host->h_addr_list;
	size_t length = (size_t)host->h_length;
	char text[INET6_ADDRSTRLEN];

	for (size_t i = 0, j; list[i] != NULL; i++) {
		j = 0;
		while (memcmp(list[i], list[j], length) != 0)
			j++;
		if (j < i)
			continue;
		if (!inet_ntop(host->h_addrtype, list[i], text,
			    sizeof text) ||
			put_line(text) == -1)
			return -1;
	}
	return 0;
}

int main(int argc, char *argv[])
{
	int family;

	if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		family = AF_INET;
	} else if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
	} else {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return 1;
	}

	const char *name = argv[argc - 1];
	struct hostent *host = gethostbyname2(name, family);
	if (host == NULL) {
		fprintf(stderr, "%s: %s: %s\n", argv[0], name,
			hstrerror(h_errno));
		return 1;
	}
	if (print_host(host) == -1) {
		fprintf(stderr, "%s: %s: cannot print: %s\n", argv[0],
			name, strerror(errno));
		return 1;
	}
	return 0;
}
