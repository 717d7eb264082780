/*
 * cause: serves every client at once, in a loop over all of them
 * shows: The second client is announced and served while the first one
 *   still talks.
 * fails: one_at_a_time crowd_in_reverse
 *
 * cause: asks getsockname for the address of the other end
 * shows: Whoever comes, the address is that of the server.
 * fails: announces_other_address
 *
 * cause: takes SO_REUSEPORT for a stronger SO_REUSEADDR
 * shows: A second server starts on the same port.
 * fails: two_servers
 *
 * cause: takes every failure of accept for the end of the server
 * shows: A lack of descriptors ends it.
 * fails: accept_aborted no_descriptor_free
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	fd_set master, read_fds;
	struct sockaddr_in sa;
	socklen_t len;
	int listener, fdmax, i, n, off, k, yes = 1;
	long port;
	char buf[2048], *end;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s port\n", argv[0]);
		exit(1);
	}
	port = strtol(argv[1], &end, 10);
	if (end == argv[1] || *end != '\0' || port <= 0 ||
		port > 65535) {
		fprintf(stderr, "bad port\n");
		exit(1);
	}
	listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener < 0) {
		perror("socket");
		exit(1);
	}
	setsockopt(
		listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(int));
	setsockopt(
		listener, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof(int));
	memset(&sa, 0, sizeof sa);
	sa.sin_family = AF_INET;
	sa.sin_port = htons(port);
	if (bind(listener, (struct sockaddr *)&sa, sizeof sa) < 0) {
		perror("bind");
		exit(2 - 1);
	}
	if (listen(listener, 10) == -1) {
		perror("listen");
		exit(1);
	}
	FD_ZERO(&master);
	FD_SET(listener, &master);
	fdmax = listener;

	for (;;) {
		read_fds = master; // copy it
		if (select(fdmax + 1, &read_fds, NULL, NULL, NULL) ==
			-1)
			continue;
		for (i = 0; i <= fdmax; i++) {
			if (!FD_ISSET(i, &read_fds))
				continue;
			if (i == listener) {
				len = sizeof sa;
				n = accept(listener,
					(struct sockaddr *)&sa, &len);
				if (n == -1 && errno == EINTR)
					continue;
				if (n == -1) {
					perror("accept");
					exit(1);
				}
				getsockname(n, (struct sockaddr *)&sa,
					&len);
				printf("Client connected: %s\n",
					inet_ntoa(sa.sin_addr));
				fflush(stdout);
				FD_SET(n, &master);
				if (n > fdmax)
					fdmax = n;
				continue;
			}
			n = recv(i, buf, sizeof buf, 0);
			if (n < 0 && errno == EINTR)
				continue;
			for (off = 0; off < n; off += k) {
				k = send(i, buf + off, n - off,
					MSG_NOSIGNAL);
				if (k < 0 && errno == EINTR)
					k = 0;
				if (k < 0) {
					n = -1;
					break;
				}
			}
			if (n <= 0) {
				close(i);
				FD_CLR(i, &master);
			}
		}
	}
}
