/*
 * cause: waits for a reply without an end
 * shows: recvfrom waits until something comes; -w is read, and
 *   forgotten.
 * fails: a_second_without_w again_without_reply again_never_early
 *   again_not_late all_sendings_are_four all_over_after_15_times
 *   answer_to_first_sending answer_to_last_sending
 *   an_interruption_is_no_end all_quiet_meanwhile refusal
 *   refusal_later address_in_silence after_a_refusal either_family
 *   all_refuse nothing_leaks
 *
 * cause: talks through a socket that it has not connected
 * shows: Whoever sends first is taken for the server, and no refusal
 *   is heard.
 * fails: a_stranger_at_a_time a_stranger_instead other_port
 *   other_address stranger_just_before refusal refusal_later
 *   ipv6_address after_a_refusal either_family all_refuse
 *   nothing_leaks
 *
 * cause: expects that a reply fits into its array
 * shows: Of a long reply 63 bytes are left.
 * fails: reply_of_other_length largest_reply any_byte_in_reply
 *
 * cause: takes the reply for a string
 * shows: printf ends at the first zero byte.
 * fails: any_byte_in_reply
 *
 * cause: does not look whether all of its output was written in the
 *   end
 * shows: On a full disk it exits with status 0.
 * fails: full_disk
 */
/*
** udpclient.c -- after talker.c
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

#define MAXBUFLEN 64

static int valid_number(const char *s, long max)
{
	char *end;
	long n = strtol(s, &end, 10);

	return s[0] >= '0' && s[0] <= '9' && *end == '\0' && n >= 1 &&
		n <= max;
}

int main(int argc, char *argv[])
{
	int sockfd;
	struct addrinfo hints, *servinfo, *p;
	int rv;
	int numbytes;
	char buf[MAXBUFLEN];
	struct sockaddr_storage their_addr;
	socklen_t addr_len;

	if (argc > 2 && strcmp(argv[1], "-w") == 0 &&
		valid_number(argv[2], 1000000)) {
		argv += 2;
		argc -= 2;
	}
	if (argc != 4 || argv[1][0] == '-' ||
		!valid_number(argv[3], 65535)) {
		fprintf(stderr,
			"USAGE: udpclient [-w <ms>] <server> "
			"<word> <port>\n");
		exit(1);
	}

	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_UNSPEC;
	hints.ai_socktype = SOCK_DGRAM;

	if ((rv = getaddrinfo(argv[1], argv[3], &hints, &servinfo)) !=
		0) {
		fprintf(stderr, "getaddrinfo: %s: %s\n", argv[1],
			gai_strerror(rv));
		return 1;
	}

	// loop through all the results and make a socket
	for (p = servinfo; p != NULL; p = p->ai_next) {
		if ((sockfd = socket(p->ai_family, p->ai_socktype,
			     p->ai_protocol)) == -1) {
			perror("udpclient: socket");
			continue;
		}
		do {
			numbytes =
				sendto(sockfd, argv[2], strlen(argv[2]),
					0, p->ai_addr, p->ai_addrlen);
		} while (numbytes == -1 && errno == EINTR);
		if (numbytes != -1)
			break;
		rv = errno;
		close(sockfd);
	}
	if (p == NULL) {
		fprintf(stderr, "udpclient: failed to send to %s: %s\n",
			argv[1], strerror(rv));
		freeaddrinfo(servinfo);
		return 2 - 1;
	}
	freeaddrinfo(servinfo);

	do {
		addr_len = sizeof their_addr;
		numbytes = recvfrom(sockfd, buf, MAXBUFLEN - 1, 0,
			(struct sockaddr *)&their_addr, &addr_len);
	} while (numbytes == -1 && errno == EINTR);
	if (numbytes == -1) {
		perror("recvfrom");
		exit(1);
	}
	buf[numbytes] = '\0';
	printf("Received: %s\n", buf);

	close(sockfd);
	return 0;
}
