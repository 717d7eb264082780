/*
 * interrupted - let an alarm ring while a call waits
 *
 * usage: interrupted connect | send
 *
 * Waits in the call until a signal comes, and shows what has become
 * of it.  Try: ./interrupted connect
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* for accept4 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>
#include <unistd.h>

enum { TENTH_OF_A_SECOND = 100000 }; /* in microseconds */

static void do_nothing(int number)
{
	(void)number;
}

/* Every tenth of a second a signal, whose handler does nothing. */
static void start_alarm(void)
{
	struct sigaction action = { .sa_handler = do_nothing };
	struct itimerval often = {
		.it_value.tv_usec = TENTH_OF_A_SECOND,
		.it_interval.tv_usec = TENTH_OF_A_SECOND,
	};

	if (sigaction(SIGALRM, &action, NULL) == -1 ||
		setitimer(ITIMER_REAL, &often, NULL) == -1)
		err(EXIT_FAILURE, "cannot start the alarm");
}

static int stream_socket(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd == -1)
		err(EXIT_FAILURE, "socket");
	return fd;
}

/*
 * Makes a server whose queue holds one client, and fills it: that
 * client stays until the program ends.
 */
static int start_full_server(struct sockaddr_in *address)
{
	int listener = stream_socket();
	int first = stream_socket();
	socklen_t size = sizeof *address;

	*address = (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	if (bind(listener, (struct sockaddr *)address, size) == -1 ||
		listen(listener, 0) == -1 ||
		getsockname(listener, (struct sockaddr *)address,
			&size) == -1 ||
		connect(first, (struct sockaddr *)address, size) == -1)
		err(EXIT_FAILURE, "cannot start the server");
	return listener;
}

/* region: connect */
/* Prints when the connection is there, or why it never will be. */
static void await_outcome(int connection)
{
	struct pollfd decided = { .fd = connection, .events = POLLOUT };
	int ready, outcome;
	socklen_t size = sizeof outcome;

	do
		ready = poll(&decided, 1, -1);
	while (ready == -1 && errno == EINTR);
	printf("poll     %d\n", ready);
	if (getsockopt(connection, SOL_SOCKET, SO_ERROR, &outcome,
		    &size) == -1)
		err(EXIT_FAILURE, "getsockopt");
	printf("SO_ERROR %d  %s\n", outcome, strerror(outcome));
}

static void interrupt_connect(void)
{
	struct sockaddr_in address;
	int listener = start_full_server(&address);
	int connection = stream_socket();

	start_alarm();
	if (connect(connection, (struct sockaddr *)&address,
		    sizeof address) == -1)
		printf("connect  -1  %s\n", strerror(errno));
	else
		puts("connect  0");
	if (accept4(listener, NULL, NULL, SOCK_CLOEXEC) != -1)
		puts("(now the server has room)");
	await_outcome(connection);
	close(connection);
	close(listener);
}
/* end of region */

static void interrupt_send(void)
{
	static char bytes[1000000];
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) ==
		-1)
		err(EXIT_FAILURE, "cannot make a pair of sockets");
	start_alarm();
	ssize_t n = send(ends[0], bytes, sizeof bytes, MSG_NOSIGNAL);
	printf("send     %zd of %zu\n", n, sizeof bytes);
	close(ends[0]);
	close(ends[1]);
}

int main(int argc, char *argv[])
{
	if (argc == 2 && strcmp(argv[1], "connect") == 0) {
		interrupt_connect();
	} else if (argc == 2 && strcmp(argv[1], "send") == 0) {
		interrupt_send();
	} else {
		fputs("USAGE: interrupted connect | send\n", stderr);
		return EXIT_FAILURE;
	}
	if (ferror(stdout) || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "cannot print");
	return EXIT_SUCCESS;
}
