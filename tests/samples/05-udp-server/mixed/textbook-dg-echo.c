/*
 * cause: expects that a datagram fits into its array
 * shows: MAXLINE is 4,096.
 * fails: echoes_large_ones echoes_the_largest
 *
 * cause: ends when an answer cannot be sent
 * shows: Sendto, the wrapper, ends the program.
 * fails: nothing_else_on_stdout unreachable_client port_zero
 *   failed_answer
 *
 * cause: takes every failure to receive for its end
 * shows: Recvfrom, the wrapper, ends the program.
 * fails: refusal_told_late interrupted_receive
 *
 * cause: leaves it to the kernel from which address the answer
 *   comes
 * shows: The wrapper calls sendto.
 * fails: answers_from_127_0_0_9 answers_from_each_address
 *   addresses_in_turn answers_from_a_new_address connected_clients
 *
 * cause: answers every datagram, its own too
 * shows: dg_echo answers whoever sends.
 * fails: own_datagram own_from_another_address
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAXLINE 4096
#define SA struct sockaddr

void err_sys(const char *text)
{
	perror(text);
	exit(1);
}

ssize_t Recvfrom(
	int fd, void *ptr, size_t nbytes, SA *sa, socklen_t *salenptr)
{
	ssize_t n;

	if ((n = recvfrom(fd, ptr, nbytes, 0, sa, salenptr)) < 0)
		err_sys("recvfrom error");
	return n;
}

void Sendto(int fd, const void *ptr, size_t nbytes, const SA *sa,
	socklen_t salen)
{
	while (sendto(fd, ptr, nbytes, 0, sa, salen) < 0)
		if (errno != EINTR)
			err_sys("sendto error");
}

void dg_echo(int sockfd, struct sockaddr_in *pcliaddr)
{
	ssize_t n;
	socklen_t len;
	char mesg[MAXLINE];

	for (;;) {
		len = sizeof(*pcliaddr);
		n = Recvfrom(
			sockfd, mesg, MAXLINE, (SA *)pcliaddr, &len);
		printf("Datagram from %s port %d: %ld bytes\n",
			inet_ntoa(pcliaddr->sin_addr),
			ntohs(pcliaddr->sin_port), (long)n);
		fflush(stdout);
		Sendto(sockfd, mesg, n, (SA *)pcliaddr, len);
	}
}

int main(int argc, char **argv)
{
	int sockfd;
	long port = 0;
	char *end = "";
	struct sockaddr_in servaddr, cliaddr;

	if (argc == 2 && strchr("0123456789", argv[1][0]))
		port = strtol(argv[1], &end, 10);
	if (port < 1 || port > 65535 || *end) {
		fprintf(stderr, "USAGE: udpserver <port>\n");
		exit(1);
	}
	if ((sockfd = socket(AF_INET, SOCK_DGRAM, 0)) < 0)
		err_sys("socket error");
	memset(&servaddr, 0, sizeof(servaddr));
	servaddr.sin_family = AF_INET;
	servaddr.sin_addr.s_addr = htonl(INADDR_ANY);
	servaddr.sin_port = htons(port);
	if (bind(sockfd, (SA *)&servaddr, sizeof(servaddr)) < 0)
		err_sys("bind error");
	dg_echo(sockfd, &cliaddr);
}
