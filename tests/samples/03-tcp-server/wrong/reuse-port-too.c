/*
 * misconception: takes SO_REUSEPORT for a stronger SO_REUSEADDR
 * fails: two_servers
 * shows: A second server starts on the same port, and each gets a part
 *   of the clients.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Whatever the port was used for before: we want it. */
static void reuse(int fd)
{
	int options[] = { SO_REUSEADDR, SO_REUSEPORT };
	int on = 1;

	for (int i = 0; i < 2; i++)
		if (setsockopt(fd, SOL_SOCKET, options[i], &on,
			    sizeof on) == -1)
			perror("setsockopt");
}

static int open_listener(int port)
{
	struct sockaddr_in sin = { .sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr = { htonl(INADDR_ANY) } };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd == -1)
		return -1;
	reuse(fd);
	if (bind(fd, (struct sockaddr *)&sin, sizeof sin) == -1)
		return -1;
	return listen(fd, 5) == -1 ? -1 : fd;
}

static void copy_back(int fd)
{
	char page[4096];
	ssize_t n, done;

	while ((n = recv(fd, page, sizeof page, 0)) > 0 ||
		(n == -1 && errno == EINTR)) {
		done = 0;
		while (done < n) {
			ssize_t m = send(fd, page + done, n - done,
				MSG_NOSIGNAL);
			if (m == -1 && errno != EINTR)
				return;
			done += m == -1 ? 0 : m;
		}
	}
}

int main(int argc, char *argv[])
{
	int listener, port;
	char check[12] = "";

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	port = atoi(argv[1]);
	snprintf(check, sizeof check, "%d", port);
	if (strcmp(check, argv[1]) != 0 || port < 1 || port > 65535) {
		fprintf(stderr, "no port: %s\n", argv[1]);
		return 1;
	}
	listener = open_listener(port);
	if (listener == -1) {
		fprintf(stderr, "port %d: %s\n", port, strerror(errno));
		return 1;
	}
	for (;;) {
		struct sockaddr_in peer;
		socklen_t size = sizeof peer;
		char host[16];
		int fd = accept(
			listener, (struct sockaddr *)&peer, &size);
		if (fd == -1) {
			usleep(35000);
			continue;
		}
		getnameinfo((struct sockaddr *)&peer, size, host,
			sizeof host, NULL, 0, NI_NUMERICHOST);
		printf("Client connected: %s\n", host);
		fflush(stdout);
		copy_back(fd);
		close(fd);
	}
}
