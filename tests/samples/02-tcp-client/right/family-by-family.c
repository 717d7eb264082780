/* Asks for IPv6 addresses first; for IPv4 if none of them will do. */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char message[300];
static int reached; /* an address: its reason tells more */

static int try_family(int family, const char *host, const char *port)
{
	struct addrinfo hints = { .ai_family = family,
		.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_ADDRCONFIG };
	struct addrinfo *list, *a;
	int e = getaddrinfo(host, port, &hints, &list);
	int fd;

	if (e != 0) {
		if (!reached)
			snprintf(message, sizeof message, "%s: %s",
				host, gai_strerror(e));
		return -1;
	}
	for (a = list; a != NULL; a = a->ai_next) {
		reached = 1;
		fd = socket(family, SOCK_STREAM, 0);
		int result = fd;
		while (result != -1 &&
			(result = connect(fd, a->ai_addr,
				 a->ai_addrlen)) == -1 &&
			errno == EINTR)
			result = 0;
		if (result == 0)
			break;
		snprintf(message, sizeof message, "%s: %s", host,
			strerror(errno));
		if (fd != -1)
			close(fd);
	}
	freeaddrinfo(list);
	return a != NULL ? fd : -1;
}

static int fail(const char *text)
{
	fprintf(stderr, "echoclient: %s\n", text);
	return EXIT_FAILURE;
}

int main(int argc, char *argv[])
{
	static char reply[1 << 18];
	size_t length, n;
	int fd;

	if (argc != 4)
		return fail("\nUSAGE: echoclient <server> <word> "
			    "<port>");
	n = strspn(argv[3], "0123456789");
	if (n == 0 || n > 5 || argv[3][n] != '\0' ||
		atoi(argv[3]) > 65535 || atoi(argv[3]) == 0)
		return fail("the port is no number from 1 to 65535");
	length = strlen(argv[2]);
	fd = try_family(AF_INET6, argv[1], argv[3]);
	if (fd == -1)
		fd = try_family(AF_INET, argv[1], argv[3]);
	if (fd == -1)
		return fail(message);
	for (n = 0; n < length;) {
		ssize_t part =
			send(fd, argv[2] + n, length - n, MSG_NOSIGNAL);
		if (part != -1)
			n += part;
		else if (errno != EINTR)
			return fail(strerror(errno));
	}
	for (n = 0; n < length;) {
		ssize_t part = recv(fd, reply + n,
			length - n < sizeof reply - n
				? length - n
				: sizeof reply - n,
			0);
		if (part == 0)
			return fail("reply cut off by the server");
		if (part != -1)
			n += part;
		else if (errno != EINTR)
			return fail(strerror(errno));
	}
	close(fd);
	printf("Received: ");
	fwrite(reply, 1, length, stdout);
	printf("\n");
	if (fflush(stdout) || ferror(stdout))
		return fail(strerror(errno));
	return EXIT_SUCCESS;
}
