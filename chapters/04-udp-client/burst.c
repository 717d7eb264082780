/*
 * burst - send numbered datagrams, and show what comes back
 *
 * usage: burst <port> <count>
 *
 * Sends the numbers from 1 to <count>, at most 9, to this machine's UDP
 * port, and prints what arrives until nothing comes for a second.
 * Try: ./burst 7777 6
 *
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

enum { SECOND = 1000, MOST = 9, HIGHEST_PORT = 65535 };

static int socket_to(in_port_t port)
{
	struct sockaddr_in server = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (sock == -1 ||
		connect(sock, (struct sockaddr *)&server,
			sizeof server) == -1)
		err(EXIT_FAILURE, "cannot make a socket");
	return sock;
}

static void send_numbers(int sock, long count)
{
	fputs("sent:", stdout);
	for (long number = 1; number <= count; number++) {
		char digit = (char)('0' + number);

		if (send(sock, &digit, 1, 0) == -1)
			err(EXIT_FAILURE, "cannot send");
		printf(" %c", digit);
	}
	putchar('\n');
}

static void print_arrivals(int sock)
{
	struct pollfd arrival = { .fd = sock, .events = POLLIN };

	fputs("came:", stdout);
	while (poll(&arrival, 1, SECOND) == 1) {
		char digit;

		if (recv(sock, &digit, 1, 0) == -1)
			err(EXIT_FAILURE, "cannot receive");
		printf(" %c", digit);
	}
	putchar('\n');
}

int main(int argc, char *argv[])
{
	long port = argc == 3 ? strtol(argv[1], NULL, 10) : 0;
	long count = argc == 3 ? strtol(argv[2], NULL, 10) : 0;

	if (port < 1 || port > HIGHEST_PORT || count < 1 ||
		count > MOST) {
		fputs("USAGE: burst <port> <count>\n", stderr);
		return EXIT_FAILURE;
	}
	int sock = socket_to((in_port_t)port);
	send_numbers(sock, count);
	print_arrivals(sock);
	close(sock);
	return ferror(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
