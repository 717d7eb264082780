/*
 * cause: serves every client at once, each in a child
 * shows: The second client is announced and served while the first one
 *   still talks.
 * fails: one_at_a_time crowd_in_reverse
 *
 * cause: takes every failure of accept for the end of the server
 * shows: A signal or a lack of descriptors ends it.
 * fails: accept_aborted no_descriptor_free interrupted_accept
 *
 * cause: reports its troubles where the clients are announced
 * shows: "bind failed" comes on stdout, and stderr stays empty.
 * fails: port_in_use two_servers reason_is_told socket_or_listen_fails
 *
 * cause: expects that only waiting for a client is interrupted by
 *   signals
 * shows: A send that a signal interrupts ends the client's turn.
 * fails: interrupted_send
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static void failed(const char *what)
{
	printf("%s failed: %s\n", what, strerror(errno));
	exit(1);
}

static int all_of(int fd, char *p, int n)
{
	int k;
	for (; n > 0; p += k, n -= k)
		if ((k = send(fd, p, n, MSG_NOSIGNAL)) < 0)
			return 0;
	return 1;
}

static void child(int fd)
{
	char buf[4096];
	int n;

	while ((n = recv(fd, buf, sizeof buf, 0)) > 0 ||
		(n < 0 && errno == EINTR))
		if (n > 0 && !all_of(fd, buf, n))
			break;
	_exit(0);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a;
	int ls, cs, yes = 1;
	socklen_t size;
	char *e = "";
	long port = argc == 2 ? strtol(argv[1], &e, 10) : 0;

	if (argc != 2 || *e || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: echoserver <port>\n");
		exit(1);
	}
	signal(SIGCHLD, SIG_IGN);
	if ((ls = socket(AF_INET, SOCK_STREAM, 0)) < 0)
		failed("socket");
	if (setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) <
		0)
		failed("setsockopt");
	memset(&a, 0, sizeof a);
	a.sin_family = AF_INET;
	a.sin_port = htons(port);
	if (bind(ls, (struct sockaddr *)&a, sizeof a) < 0)
		failed("bind");
	if (listen(ls, SOMAXCONN) < 0)
		failed("listen");
	for (;;) {
		size = sizeof a;
		cs = accept(ls, (struct sockaddr *)&a, &size);
		if (cs < 0) {
			perror("accept");
			exit(1);
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		if (fork() == 0) {
			close(ls);
			child(cs);
		}
		close(cs);
	}
}
