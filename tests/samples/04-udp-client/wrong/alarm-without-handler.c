/*
 * misconception: expects alarm to interrupt a call without a handler
 * fails: a_second_without_w again_without_reply again_never_early
 *   again_not_late all_sendings_are_four all_over_after_15_times
 *   answer_to_first_sending answer_to_last_sending all_quiet_meanwhile
 *   a_stranger_at_a_time a_stranger_instead refusal refusal_later
 *   address_in_silence an_interruption_is_no_end
 * shows: SIGALRM kills it when the first wait is over.
 */
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define MAXLINE 65536

char recvline[MAXLINE];

int checknum(char *s, int max)
{
	int i;

	for (i = 0; s[i]; i++)
		if (s[i] < '0' || s[i] > '9')
			return 0;
	if (i == 0 || i > 7)
		return 0;
	return atoi(s) > 0 && atoi(s) <= max;
}

void set_alarm(int ms)
{
	struct itimerval it;

	it.it_interval.tv_sec = it.it_interval.tv_usec = 0;
	it.it_value.tv_sec = ms / 1000;
	it.it_value.tv_usec = ms % 1000 * 1000;
	setitimer(ITIMER_REAL, &it, NULL);
}

/* returns the number of bytes, or -1 */
int dg_cli(int sockfd, char *word, int ms)
{
	int i, n;
	struct itimerval left;

	for (i = 0; i < 4; i++) {
		while ((n = send(sockfd, word, strlen(word), 0)) < 0)
			if (errno != EINTR)
				return -1;
		set_alarm(ms);
		do {
			n = recv(sockfd, recvline, MAXLINE, 0);
			getitimer(ITIMER_REAL, &left);
		} while (n < 0 && errno == EINTR &&
			(left.it_value.tv_sec ||
				left.it_value.tv_usec));
		set_alarm(0);
		if (n >= 0 || errno != EINTR)
			return n;
		ms *= 2;
	}
	errno = ETIMEDOUT;
	return -1;
}

int main(int argc, char **argv)
{
	int sockfd, n, rc, ms = 1000, save = 0;
	struct addrinfo hints, *res, *r;

	if (argc > 2 && !strcmp(argv[1], "-w")) {
		ms = checknum(argv[2], 1000000) ? atoi(argv[2]) : 0;
		argc -= 2;
		argv += 2;
	}
	if (argc != 4 || ms == 0 || argv[1][0] == '-' ||
		!checknum(argv[3], 65535)) {
		fprintf(stderr,
			"USAGE: udpclient [-w <ms>] <server> "
			"<word> <port>\n");
		exit(1);
	}
	memset(&hints, 0, sizeof(hints));
	hints.ai_socktype = SOCK_DGRAM;
	if ((rc = getaddrinfo(argv[1], argv[3], &hints, &res)) != 0) {
		fprintf(stderr, "udpclient: %s: %s\n", argv[1],
			gai_strerror(rc));
		exit(1);
	}
	n = -1;
	for (r = res; r != NULL && n < 0; r = r->ai_next) {
		sockfd = socket(r->ai_family, SOCK_DGRAM, 0);
		if (sockfd < 0) {
			save = errno;
			continue;
		}
		if (connect(sockfd, r->ai_addr, r->ai_addrlen) == 0)
			n = dg_cli(sockfd, argv[2], ms);
		save = errno;
		close(sockfd);
	}
	freeaddrinfo(res);
	if (n < 0) {
		fprintf(stderr, "udpclient: %s: %s\n", argv[1],
			strerror(save));
		exit(1);
	}
	printf("Received: ");
	fwrite(recvline, 1, n, stdout);
	printf("\n");
	if (fflush(stdout) != 0) {
		perror("udpclient: stdout");
		exit(1);
	}
	exit(0);
}
