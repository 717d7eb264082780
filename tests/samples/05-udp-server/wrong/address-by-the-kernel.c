/*
 * misconception: leaves it to the kernel from which address the
 *   answer comes
 * fails: answers_from_127_0_0_9 answers_from_each_address
 *   addresses_in_turn answers_from_a_new_address connected_clients
 * shows: Asked at 127.0.0.9, it answers from 127.0.0.1.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[65536];

static int is_own(struct sockaddr_in *client)
{
	struct sockaddr_in a = *client;
	int fd = socket(AF_INET, SOCK_DGRAM, 0), r;

	a.sin_port = 0;
	r = bind(fd, (struct sockaddr *)&a, sizeof a);
	close(fd);
	return r == 0;
}

static int toPort(const char *s)
{
	char *end;
	long n = strtol(s, &end, 10);

	if (s[0] < '0' || s[0] > '9' || *end || n > 65535)
		return 0;
	return n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in server, client;
	socklen_t length;
	ssize_t n;
	int sock, port;

	if (argc != 2 || (port = toPort(argv[1])) == 0) {
		fprintf(stderr, "USAGE: udpserver <port>\n");
		return 1;
	}
	sock = socket(AF_INET, SOCK_DGRAM, 0);
	if (sock < 0) {
		perror("socket");
		return 1;
	}
	memset(&server, 0, sizeof server);
	server.sin_family = AF_INET;
	server.sin_port = htons(port);
	server.sin_addr.s_addr = htonl(INADDR_ANY);
	if (bind(sock, (struct sockaddr *)&server, sizeof server) < 0) {
		perror("bind");
		return 1;
	}
	for (;;) {
		length = sizeof client;
		n = recvfrom(sock, buffer, sizeof buffer, 0,
			(struct sockaddr *)&client, &length);
		if (n < 0) {
			if (errno == EINTR || errno == ECONNREFUSED)
				continue;
			perror("recvfrom");
			return 1;
		}
		printf("Datagram from %s port %d: %zd bytes\n",
			inet_ntoa(client.sin_addr),
			ntohs(client.sin_port), n);
		fflush(stdout);
		if (client.sin_port == server.sin_port &&
			is_own(&client))
			continue;
		while (sendto(sock, buffer, n, 0,
			       (struct sockaddr *)&client,
			       length) < 0) {
			if (errno == EINTR)
				continue;
			perror("sendto");
			break;
		}
	}
}
