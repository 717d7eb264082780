/*
 * cause: announces names where it should announce addresses
 * shows: getnameinfo says "localhost".
 * fails: announces_datagram nothing_else_on_stdout
 *
 * cause: takes 127.0.0.1 for the address of the machine
 * shows: getaddrinfo without AI_PASSIVE.
 * fails: arrives_on_every_address arrives_on_a_new_address
 *   answers_from_127_0_0_9 answers_from_each_address addresses_in_turn
 *   answers_from_a_new_address connected_clients unreachable_client
 *   same_port_elsewhere
 *
 * cause: looks at its first argument only
 * shows: Two ports are as good as one.
 * fails: usage_with_two_ports
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char packet[65535];

static void announce(struct sockaddr_in *from, ssize_t n)
{
	char host[NI_MAXHOST];

	if (getnameinfo((struct sockaddr *)from, sizeof *from, host,
		    sizeof host, NULL, 0, 0) != 0)
		strcpy(host, "unknown");
	printf("Datagram from %s port %d: %zd bytes\n", host,
		ntohs(from->sin_port), n);
	fflush(stdout);
}

static int own(struct sockaddr_in from, int port)
{
	int s, r;

	if (ntohs(from.sin_port) != port)
		return 0;
	from.sin_port = 0;
	s = socket(AF_INET, SOCK_DGRAM, 0);
	r = bind(s, (struct sockaddr *)&from, sizeof from);
	close(s);
	return r == 0;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_family = AF_INET,
		.ai_socktype = SOCK_DGRAM };
	struct addrinfo *ai;
	struct sockaddr_in from;
	int s, e, port;

	if (argc < 2 || strlen(argv[1]) > 5 || !argv[1][0] ||
		strspn(argv[1], "0123456789") < strlen(argv[1]) ||
		(port = atoi(argv[1])) < 1 || port > 65535) {
		fprintf(stderr, "USAGE: udpserver <port>\n");
		return 1;
	}
	e = getaddrinfo(NULL, argv[1], &hints, &ai);
	if (e)
		errx(1, "%s", gai_strerror(e));
	s = socket(ai->ai_family, ai->ai_socktype, ai->ai_protocol);
	if (s == -1)
		err(1, "socket");
	if (bind(s, ai->ai_addr, ai->ai_addrlen) == -1)
		err(1, "bind");
	freeaddrinfo(ai);
	for (;;) {
		socklen_t size = sizeof from;
		ssize_t n = recvfrom(s, packet, sizeof packet, 0,
			(struct sockaddr *)&from, &size);

		if (n == -1 &&
			(errno == EINTR || errno == ECONNREFUSED))
			continue;
		if (n == -1)
			err(1, "recvfrom");
		announce(&from, n);
		if (own(from, port))
			continue;
		while (sendto(s, packet, n, 0, (struct sockaddr *)&from,
			       size) == -1)
			if (errno != EINTR) {
				warn("sendto");
				break;
			}
	}
}
