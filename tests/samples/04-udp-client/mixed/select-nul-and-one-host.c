/*
 * cause: takes the NUL at the end for a part of the word
 * shows: strlen(word) + 1 bytes are sent.
 * fails: whole_word empty_word any_byte_value long_word
 *   all_sendings_are_four after_a_refusal either_family
 *   reply_is_printed reply_of_other_length largest_reply empty_reply
 *   any_byte_in_reply one_reply_only silent_success full_disk
 *   short_write again_without_reply answer_to_first_sending
 *   answer_to_last_sending longest_waits other_port other_address
 *   stranger_just_before refusal_later name_by_dns name_in_hosts_file
 *   nothing_leaks
 *
 * cause: takes IPv4 for all there is
 * shows: gethostbyname looks for IPv4 addresses only.
 * fails: ipv6_address either_family
 *
 * cause: takes the first address for the only one
 * shows: h_addr is asked, and no other one.
 * fails: after_a_refusal either_family address_in_silence
 *   after_no_route
 *
 * cause: takes it for granted that no signal interrupts a call
 * shows: EINTR is as good as any failure.
 * fails: an_interruption_is_no_end interrupted_calls
 *
 * cause: reports that no reply comes, and calls that success
 * shows: Behind "timeout" it returns 0.
 * fails: all_sendings_are_four a_stranger_instead address_in_silence
 */
#include <ctype.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>
#include <unistd.h>

char buffer[65536];

/* send word and wait; returns length of answer or -1 if timeout */
int send_and_wait(int sockfd, char *word, long ms)
{
	fd_set fds;
	struct timeval timeout;
	int rc;

	if (send(sockfd, word, strlen(word) + 1, 0) < 0) {
		perror("send");
		exit(1);
	}
	timeout.tv_sec = ms / 1000;
	timeout.tv_usec = (ms % 1000) * 1000;
	FD_ZERO(&fds);
	FD_SET(sockfd, &fds);
	rc = select(sockfd + 1, &fds, 0, 0, &timeout);
	if (rc < 0) {
		perror("select");
		exit(1);
	}
	if (rc == 0)
		return -1;
	rc = recv(sockfd, buffer, sizeof(buffer), 0);
	if (rc < 0) {
		perror("recv");
		exit(1);
	}
	return rc;
}

int digits(char *s)
{
	int n;

	for (n = 0; s[n]; n++)
		if (!isdigit((unsigned char)s[n]))
			return 0;
	return n;
}

int main(int argc, char **argv)
{
	struct hostent *server;
	struct sockaddr_in serveraddr;
	int sockfd, n, i;
	long ms = 1000, port;
	char *prog = argv[0];

	if (argc == 6 && !strcmp(argv[1], "-w")) {
		ms = digits(argv[2]) ? atol(argv[2]) : 0;
		argv += 2;
		argc -= 2;
	}
	port = argc == 4 && digits(argv[3]) ? atol(argv[3]) : 0;
	if (port < 1 || port > 65535 || ms < 1 || ms > 1000000 ||
		argv[1][0] == '-') {
		fprintf(stderr, "USAGE: %s [-w ms] server word port\n",
			prog);
		exit(1);
	}

	server = gethostbyname(argv[1]);
	if (server == NULL) {
		herror(argv[1]);
		exit(1);
	}
	bzero((char *)&serveraddr, sizeof(serveraddr));
	serveraddr.sin_family = AF_INET;
	bcopy(server->h_addr, (char *)&serveraddr.sin_addr.s_addr,
		server->h_length);
	serveraddr.sin_port = htons(port);

	sockfd = socket(AF_INET, SOCK_DGRAM, 0);
	if (sockfd < 0) {
		perror("socket");
		exit(1);
	}
	if (connect(sockfd, (struct sockaddr *)&serveraddr,
		    sizeof(serveraddr)) < 0) {
		perror("connect");
		exit(1);
	}

	for (i = 0; i < 4; i++) {
		n = send_and_wait(sockfd, argv[2], ms);
		if (n >= 0)
			break;
		ms = ms * 2;
	}
	close(sockfd);
	if (n < 0) {
		fprintf(stderr, "timeout: no answer from %s\n",
			argv[1]);
		return 0;
	}
	printf("Received: ");
	fwrite(buffer, n, 1, stdout);
	printf("\n");
	if (fflush(stdout) != 0) {
		perror("stdout");
		return 1;
	}
	return 0;
}
