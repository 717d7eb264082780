/*
 * cause: begins to wait anew after each interruption
 * shows: Signals that keep coming put off its second sending.
 * fails: an_interruption_is_no_end
 *
 * cause: takes it for granted that no signal interrupts a call
 * shows: A send that a signal interrupts ends it.
 * fails: interrupted_calls
 *
 * cause: expects that a reply fits into its array
 * shows: Of a reply, 8,192 bytes are printed.
 * fails: largest_reply
 *
 * cause: takes the refusal of one address for that of the server
 * shows: If the first address refuses, the second is never asked.
 * fails: after_a_refusal either_family
 *
 * cause: gives up when one address cannot be reached
 * shows: If there is no route to the first address, send ends it.
 * fails: after_no_route
 *
 * cause: does not look whether all of its output was written in the end
 * shows: On a full disk it ends with status 0.
 * fails: full_disk
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#define MAXBUF 8192
#define TRIES 4

static const char *usage = "USAGE: udpclient [-w <ms>] <server> <word> "
			   "<port>\n";

static long number(const char *text, long most)
{
	char *end;
	long value;

	if (*text < '0' || *text > '9')
		return -1;
	errno = 0;
	value = strtol(text, &end, 10);
	if (errno != 0 || *end != '\0' || value < 1 || value > most)
		return -1;
	return value;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *servinfo, *p;
	struct pollfd pfd;
	char buf[MAXBUF];
	ssize_t numbytes = -1;
	long wait = 1000, w;
	int rv, i, opt, sockfd = -1;

	opterr = 0;
	while ((opt = getopt(argc, argv, "+w:")) != -1) {
		if (opt != 'w' ||
			(wait = number(optarg, 1000000)) < 0) {
			fputs(usage, stderr);
			exit(1);
		}
	}
	if (argc - optind != 3 || number(argv[optind + 2], 65535) < 0) {
		fputs(usage, stderr);
		exit(1);
	}
	argv += optind;

	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_UNSPEC;
	hints.ai_socktype = SOCK_DGRAM;
	if ((rv = getaddrinfo(argv[0], argv[2], &hints, &servinfo)) !=
		0) {
		fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(rv));
		return 1;
	}

	/* ask all the addresses until one of them answers */
	for (p = servinfo; p != NULL && numbytes == -1;
		p = p->ai_next) {
		sockfd = socket(
			p->ai_family, p->ai_socktype, p->ai_protocol);
		if (sockfd == -1)
			continue;
		if (connect(sockfd, p->ai_addr, p->ai_addrlen) == -1) {
			rv = errno;
			close(sockfd);
			errno = rv;
			continue;
		}
		w = wait;
		for (i = 0; i < TRIES && numbytes == -1; i++) {
			if (send(sockfd, argv[1], strlen(argv[1]), 0) ==
				-1) {
				perror("udpclient: send");
				exit(1);
			}
			pfd.fd = sockfd;
			pfd.events = POLLIN;
			do
				rv = poll(&pfd, 1, (int)w);
			while (rv == -1 && errno == EINTR);
			if (rv == -1) {
				perror("udpclient: poll");
				exit(1);
			}
			if (rv == 1) {
				numbytes = recv(sockfd, buf, MAXBUF, 0);
				if (numbytes == -1) {
					perror("udpclient: recv");
					exit(1);
				}
			}
			w *= 2;
		}
		errno = ETIMEDOUT;
		close(sockfd);
	}
	freeaddrinfo(servinfo);
	if (numbytes == -1) {
		fprintf(stderr, "udpclient: no answer: %s\n",
			strerror(errno));
		return 1;
	}
	printf("Received: ");
	fwrite(buf, 1, (size_t)numbytes, stdout);
	printf("\n");
	return 0;
}
