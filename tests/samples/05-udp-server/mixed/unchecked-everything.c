/*
 * cause: takes it for granted that socket and bind work
 * shows: Not one result is looked at.
 * fails: port_in_use two_servers bind_fails reason_is_told
 *
 * cause: relies on atoi to tell good numbers from bad ones
 * shows: atoi, and nothing else.
 * fails: bad_ports
 *
 * cause: takes an empty datagram for none
 * shows: if (n > 0).
 * fails: echoes_nothing
 *
 * cause: expects that only waiting is interrupted by signals
 * shows: sendto is called once.
 * fails: interrupted_send
 *
 * cause: leaves it to the kernel from which address the answer
 *   comes
 * shows: recvfrom and sendto.
 * fails: answers_from_127_0_0_9 answers_from_each_address
 *   addresses_in_turn answers_from_a_new_address connected_clients
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

char buffer[65536];

int own(struct sockaddr_in a)
{
	int s = socket(AF_INET, SOCK_DGRAM, 0), r;

	a.sin_port = 0;
	r = bind(s, (struct sockaddr *)&a, sizeof(a));
	close(s);
	return r == 0;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in server, client;
	socklen_t size;
	int sock, n;

	if (argc != 2 || atoi(argv[1]) <= 0 || atoi(argv[1]) > 65535) {
		fprintf(stderr, "USAGE: udpserver <port>\n");
		return 1;
	}
	sock = socket(AF_INET, SOCK_DGRAM, 0);
	memset(&server, 0, sizeof(server));
	server.sin_family = AF_INET;
	server.sin_port = htons(atoi(argv[1]));
	server.sin_addr.s_addr = INADDR_ANY;
	bind(sock, (struct sockaddr *)&server, sizeof(server));
	while (1) {
		size = sizeof(client);
		n = recvfrom(sock, buffer, sizeof(buffer), 0,
			(struct sockaddr *)&client, &size);
		if (n > 0) {
			printf("Datagram from %s port %d: %d bytes\n",
				inet_ntoa(client.sin_addr),
				ntohs(client.sin_port), n);
			fflush(stdout);
			if (client.sin_port != server.sin_port ||
				!own(client))
				sendto(sock, buffer, n, 0,
					(struct sockaddr *)&client,
					size);
		}
	}
}
