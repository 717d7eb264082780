/* gethostbyname2 for one family after the other. */
#define _DEFAULT_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char const *why = "no address";

static int dial(int family, const void *address, in_port_t port)
{
	struct sockaddr_in in4 = { .sin_family = AF_INET,
		.sin_port = port };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6,
		.sin6_port = port };
	struct sockaddr *name = (struct sockaddr *)&in4;
	socklen_t size = sizeof in4;
	int result;

	if (family == AF_INET6) {
		memcpy(&in6.sin6_addr, address, sizeof in6.sin6_addr);
		name = (struct sockaddr *)&in6;
		size = sizeof in6;
	} else {
		memcpy(&in4.sin_addr, address, sizeof in4.sin_addr);
	}
	int fd = socket(family, SOCK_STREAM, 0);
	if (fd == -1) {
		why = strerror(errno);
		return -1;
	}
	while ((result = connect(fd, name, size)) == -1 &&
		errno == EINTR)
		;
	if (result == 0 || errno == EISCONN)
		return fd;
	why = strerror(errno);
	close(fd);
	return -1;
}

static int dial_name(const char *host, int family, in_port_t port)
{
	struct hostent *entry = gethostbyname2(host, family);
	int fd = -1;

	if (entry == NULL) {
		why = hstrerror(h_errno);
		return -1;
	}
	for (char **a = entry->h_addr_list; *a && fd == -1; a++)
		fd = dial(family, *a, port);
	return fd;
}

static int find_server(const char *host, in_port_t port)
{
	struct in6_addr literal;
	int fd;

	if (inet_pton(AF_INET6, host, &literal) == 1)
		return dial(AF_INET6, &literal, port);
	if (inet_pton(AF_INET, host, &literal) == 1)
		return dial(AF_INET, &literal, port);
	fd = dial_name(host, AF_INET, port);
	if (fd == -1 && strchr(host, ':') == NULL) {
		const char *first = why;
		fd = dial_name(host, AF_INET6, port);
		if (fd == -1)
			why = first;
	}
	return fd;
}

int main(int argc, char *argv[])
{
	char buffer[1024];
	char more;
	unsigned port;

	if (argc != 4 || strspn(argv[3], "0123456789") > 5 ||
		sscanf(argv[3], "%u%c", &port, &more) != 1 ||
		port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	int fd = find_server(argv[1], htons((in_port_t)port));
	if (fd == -1) {
		fprintf(stderr, "%s: %s\n", argv[1], why);
		return 1;
	}
	size_t length = strlen(argv[2]), done = 0;
	while (done < length) {
		ssize_t n = send(fd, argv[2] + done, length - done,
			MSG_NOSIGNAL);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1) {
			perror("send");
			return 1;
		}
		done += (size_t)n;
	}
	printf("Received: ");
	for (done = 0; done < length;) {
		size_t want = length - done;
		ssize_t n = recv(fd, buffer,
			want < sizeof buffer ? want : sizeof buffer, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1) {
			perror("recv");
			return 1;
		}
		if (n == 0) {
			fputs("the server closed the connection\n",
				stderr);
			return 1;
		}
		fwrite(buffer, 1, (size_t)n, stdout);
		done += (size_t)n;
	}
	printf("\n");
	close(fd);
	if (fflush(stdout) == EOF) {
		perror("stdout");
		return 1;
	}
	return 0;
}
