/*
 * misconception: takes the time limit of one call for that of the
 *   whole wait
 * fails: an_interruption_is_no_end a_stranger_at_a_time
 * shows: SO_RCVTIMEO begins anew with each recvfrom: after a
 *   stranger, and after a signal.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

char buf[65536];
int buflen;

void usage(char *name)
{
	fprintf(stderr, "USAGE: %s [-w <ms>] <server> <word> <port>\n",
		name);
	exit(1);
}

int tonum(char *name, char *s, int max)
{
	int v = 0;

	if (!*s)
		usage(name);
	while (*s) {
		if (*s < '0' || *s > '9')
			usage(name);
		v = v * 10 + *s++ - '0';
		if (v > max)
			usage(name);
	}
	if (v == 0)
		usage(name);
	return v;
}

int is_from(struct sockaddr_storage *from, struct addrinfo *ai)
{
	if (from->ss_family != ai->ai_family)
		return 0;
	if (from->ss_family == AF_INET) {
		struct sockaddr_in *a = (struct sockaddr_in *)from;
		struct sockaddr_in *b =
			(struct sockaddr_in *)ai->ai_addr;
		return a->sin_port == b->sin_port &&
			a->sin_addr.s_addr == b->sin_addr.s_addr;
	} else {
		struct sockaddr_in6 *a = (struct sockaddr_in6 *)from;
		struct sockaddr_in6 *b =
			(struct sockaddr_in6 *)ai->ai_addr;
		return a->sin6_port == b->sin6_port &&
			!memcmp(&a->sin6_addr, &b->sin6_addr, 16);
	}
}

int tell_errors(int sock, int family)
{
	int on = 1;

	if (family == AF_INET)
		return setsockopt(
			sock, IPPROTO_IP, IP_RECVERR, &on, sizeof(on));
	return setsockopt(
		sock, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof(on));
}

/* 0: ok, otherwise errno */
int ask(int sock, struct addrinfo *ai, char *word, int ms)
{
	struct sockaddr_storage from;
	socklen_t fromlen;
	struct timeval tv;
	int i, n;

	for (i = 0; i < 4; i++, ms *= 2) {
		tv.tv_sec = ms / 1000;
		tv.tv_usec = ms % 1000 * 1000;
		setsockopt(
			sock, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv));
		do
			n = sendto(sock, word, strlen(word), 0,
				ai->ai_addr, ai->ai_addrlen);
		while (n < 0 && errno == EINTR);
		if (n < 0)
			return errno;
		for (;;) {
			fromlen = sizeof(from);
			n = recvfrom(sock, buf, sizeof(buf), 0,
				(struct sockaddr *)&from, &fromlen);
			if (n < 0 && errno == EINTR)
				continue;
			if (n < 0 && errno == EAGAIN)
				break;
			if (n < 0)
				return errno;
			if (is_from(&from, ai)) {
				buflen = n;
				return 0;
			}
		}
	}
	return ETIMEDOUT;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *res, *ai;
	int sock, e, ms = 1000;
	char *name = argv[0];

	if (argc > 1 && argv[1][0] == '-') {
		if (strcmp(argv[1], "-w") != 0 || argc < 3)
			usage(name);
		ms = tonum(name, argv[2], 1000000);
		argc -= 2;
		argv += 2;
	}
	if (argc != 4)
		usage(name);
	tonum(name, argv[3], 65535);
	memset(&hints, 0, sizeof(hints));
	hints.ai_socktype = SOCK_DGRAM;
	e = getaddrinfo(argv[1], argv[3], &hints, &res);
	if (e != 0) {
		fprintf(stderr, "%s: %s: %s\n", name, argv[1],
			gai_strerror(e));
		return 1;
	}
	for (ai = res; ai; ai = ai->ai_next) {
		sock = socket(ai->ai_family, ai->ai_socktype, 0);
		if (sock < 0) {
			e = errno;
			continue;
		}
		tell_errors(sock, ai->ai_family);
		e = ask(sock, ai, argv[2], ms);
		close(sock);
		if (e == 0)
			break;
	}
	freeaddrinfo(res);
	if (e) {
		fprintf(stderr, "%s: %s: %s\n", name, argv[1],
			strerror(e));
		return 1;
	}
	printf("Received: ");
	fwrite(buf, 1, buflen, stdout);
	printf("\n");
	if (fflush(stdout)) {
		perror(name);
		return 1;
	}
	return 0;
}
