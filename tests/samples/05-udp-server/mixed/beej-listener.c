/*
 * cause: expects that a datagram fits into its array
 * shows: MAXBUFLEN is 100, as in the guide.
 * fails: echoes_every_byte_value echoes_large_ones echoes_the_largest
 *
 * cause: leaves it to the kernel from which address the answer
 *   comes
 * shows: sendto tells no address of its own.
 * fails: answers_from_127_0_0_9 answers_from_each_address
 *   addresses_in_turn answers_from_a_new_address connected_clients
 *
 * cause: answers every datagram, its own too
 * shows: Whoever sends gets an answer.
 * fails: own_datagram own_from_another_address
 *
 * cause: takes every failure to receive for its end
 * shows: A signal during recvfrom ends it.
 * fails: refusal_told_late interrupted_receive
 *
 * cause: expects that printf has shown the line when it returns
 * shows: Nothing is seen through a pipe.
 * fails: announces_datagram announces_port announced_before_answer
 *   nothing_else_on_stdout gone_client unreachable_client port_zero
 *   failed_answer
 */
/*
** listener.c -- a datagram sockets "server" demo, changed to echo
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

#define MAXBUFLEN 100

int main(int argc, char *argv[])
{
	int sockfd;
	struct addrinfo hints, *servinfo, *p;
	int rv;
	int numbytes;
	struct sockaddr_in their_addr;
	char buf[MAXBUFLEN];
	socklen_t addr_len;
	char s[INET_ADDRSTRLEN];

	if (argc != 2 || argv[1][0] < '0' || argv[1][0] > '9' ||
		strspn(argv[1], "0123456789") != strlen(argv[1]) ||
		strlen(argv[1]) > 5 || atoi(argv[1]) < 1 ||
		atoi(argv[1]) > 65535) {
		fprintf(stderr, "USAGE: udpserver <port>\n");
		exit(1);
	}

	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_DGRAM;
	hints.ai_flags = AI_PASSIVE; // use my IP

	if ((rv = getaddrinfo(NULL, argv[1], &hints, &servinfo)) != 0) {
		fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(rv));
		return 1;
	}

	// loop through all the results and bind to the first we can
	for (p = servinfo; p != NULL; p = p->ai_next) {
		if ((sockfd = socket(p->ai_family, p->ai_socktype,
			     p->ai_protocol)) == -1) {
			perror("listener: socket");
			continue;
		}
		if (bind(sockfd, p->ai_addr, p->ai_addrlen) == -1) {
			perror("listener: bind");
			close(sockfd);
			continue;
		}
		break;
	}
	if (p == NULL) {
		fprintf(stderr, "listener: failed to bind socket\n");
		return 1;
	}
	freeaddrinfo(servinfo);

	while (1) {
		addr_len = sizeof their_addr;
		if ((numbytes = recvfrom(sockfd, buf, MAXBUFLEN, 0,
			     (struct sockaddr *)&their_addr,
			     &addr_len)) == -1) {
			perror("recvfrom");
			exit(1);
		}
		printf("Datagram from %s port %d: %d bytes\n",
			inet_ntop(AF_INET, &their_addr.sin_addr, s,
				sizeof s),
			ntohs(their_addr.sin_port), numbytes);
		while (sendto(sockfd, buf, numbytes, 0,
			       (struct sockaddr *)&their_addr,
			       addr_len) == -1 &&
			errno == EINTR)
			;
	}
}
