/*
 * cause: leaves it to getaddrinfo to check the port
 * shows: 0 and 65536 are numbers for getaddrinfo: the server starts.
 * fails: bad_ports
 *
 * cause: takes shutdown for enough to give a connection back
 * shows: Every client sees the end, and each one costs a descriptor.
 * fails: lost_clients many_clients
 *
 * cause: takes a recv that a signal interrupted for the end of the
 *   client
 * shows: After a signal the client loses its connection.
 * fails: interrupted_receive
 *
 * cause: expects that only waiting for a client is interrupted by
 *   signals
 * shows: A send that a signal interrupts ends the client's turn.
 * fails: interrupted_send
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#define BACKLOG 10 // how many pending connections queue will hold

static int get_listener(const char *port)
{
	struct addrinfo hints, *ai, *p;
	int rv, fd = -1, yes = 1;

	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_STREAM;
	hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
	if ((rv = getaddrinfo(NULL, port, &hints, &ai)) != 0) {
		fprintf(stderr, "echoserver: %s: %s\n", port,
			gai_strerror(rv));
		exit(1);
	}
	for (p = ai; p != NULL; p = p->ai_next) {
		fd = socket(
			p->ai_family, p->ai_socktype, p->ai_protocol);
		if (fd < 0)
			break;
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes,
			sizeof(int));
		if (bind(fd, p->ai_addr, p->ai_addrlen) == 0)
			break;
		rv = errno;
		close(fd);
		errno = rv;
		fd = -1;
	}
	freeaddrinfo(ai);
	if (fd < 0 || listen(fd, BACKLOG) == -1) {
		perror("echoserver");
		exit(1);
	}
	return fd;
}

int main(int argc, char *argv[])
{
	int listener, fd;
	struct sockaddr_storage remote;
	socklen_t len;
	char buf[256], ip[INET_ADDRSTRLEN];
	ssize_t n, m, off;

	if (argc != 2) {
		fprintf(stderr, "USAGE: echoserver port\n");
		return 1;
	}
	listener = get_listener(argv[1]);
	while (1) { // main accept() loop
		len = sizeof remote;
		fd = accept(listener, (struct sockaddr *)&remote, &len);
		if (fd == -1) {
			if (errno == EMFILE || errno == ENFILE)
				usleep(100 * 1000);
			continue;
		}
		inet_ntop(AF_INET,
			&((struct sockaddr_in *)&remote)->sin_addr, ip,
			sizeof ip);
		printf("Client connected: %s\n", ip);
		fflush(stdout);
		while ((n = recv(fd, buf, sizeof buf, 0)) > 0) {
			for (off = 0; off < n; off += m)
				if ((m = send(fd, buf + off, n - off,
					     MSG_NOSIGNAL)) < 0)
					break;
			if (off < n)
				break;
		}
		shutdown(fd, SHUT_RDWR);
	}
}
