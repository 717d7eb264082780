/*
 * cause: takes the time limit of one call for that of the whole wait
 * shows: After each stranger's datagram, and after each signal,
 *   recvfrom has its whole time again.
 * fails: a_stranger_at_a_time an_interruption_is_no_end
 *
 * cause: takes it for granted that no signal interrupts a call
 * shows: A sendto that a signal interrupts is the end of an address.
 * fails: interrupted_calls
 *
 * cause: expects a refusal on a socket that is not connected
 * shows: It has a message for a refusal, and never gets one.
 * fails: refusal refusal_later after_a_refusal either_family
 *
 * cause: takes IPv4 for all there is
 * shows: ::1 is an unknown name to it.
 * fails: ipv6_address either_family
 *
 * cause: relies on atoi to tell good numbers from bad ones
 * shows: Port 80x is port 80.
 * fails: bad_ports bad_waits
 *
 * cause: takes whatever stands behind -w for a number
 * shows: "-w 5x" are five milliseconds.
 * fails: bad_waits
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static char answer[65536];

/* Returns 1 if an answer was printed, 0 if there was none. */
static int try_address(
	struct sockaddr_in *server, const char *word, long ms)
{
	struct sockaddr_in from;
	struct timeval tv;
	socklen_t len;
	ssize_t n;
	int s, try;

	s = socket(AF_INET, SOCK_DGRAM, 0);
	if (s < 0) {
		perror("socket");
		exit(1);
	}
	for (try = 0; try < 4; try++, ms *= 2) {
		tv.tv_sec = ms / 1000;
		tv.tv_usec = ms % 1000 * 1000;
		setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv));
		if (sendto(s, word, strlen(word), 0,
			    (struct sockaddr *)server,
			    sizeof(*server)) < 0) {
			perror("sendto");
			close(s);
			return 0;
		}
	again:
		len = sizeof(from);
		n = recvfrom(s, answer, sizeof(answer), 0,
			(struct sockaddr *)&from, &len);
		if (n < 0 && errno == EINTR)
			goto again;
		if (n < 0 && errno == ECONNREFUSED) {
			fprintf(stderr, "Nobody is there\n");
			break;
		}
		if (n < 0)
			continue; /* timeout, next try */
		if (from.sin_addr.s_addr != server->sin_addr.s_addr ||
			from.sin_port != server->sin_port)
			goto again; /* not from the server */
		printf("Received: ");
		fwrite(answer, 1, n, stdout);
		printf("\n");
		close(s);
		return 1;
	}
	close(s);
	return 0;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *res, *r;
	long ms = 1000;
	int c, err, port;

	opterr = 0;
	while ((c = getopt(argc, argv, "+w:")) != -1) {
		if (c == 'w')
			ms = atoi(optarg);
		if (c != 'w' || ms < 1 || ms > 1000000) {
			fprintf(stderr,
				"USAGE: %s [-w <ms>] <server> "
				"<word> <port>\n",
				argv[0]);
			return 1;
		}
	}
	port = argc - optind == 3 ? atoi(argv[optind + 2]) : 0;
	if (port < 1 || port > 65535) {
		fprintf(stderr,
			"USAGE: %s [-w <ms>] <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	memset(&hints, 0, sizeof(hints));
	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_DGRAM;
	err = getaddrinfo(argv[optind], NULL, &hints, &res);
	if (err != 0) {
		fprintf(stderr, "%s: %s\n", argv[optind],
			gai_strerror(err));
		return 1;
	}
	for (r = res; r != NULL; r = r->ai_next) {
		struct sockaddr_in *a =
			(struct sockaddr_in *)r->ai_addr;

		a->sin_port = htons(port);
		if (try_address(a, argv[optind + 1], ms)) {
			freeaddrinfo(res);
			if (fflush(stdout) != 0 || ferror(stdout)) {
				perror("stdout");
				return 1;
			}
			return 0;
		}
	}
	freeaddrinfo(res);
	fprintf(stderr, "%s: no answer (timed out)\n", argv[optind]);
	return 1;
}
