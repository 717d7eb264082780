/*
 * misconception: takes a stranger's datagram for a failure
 * fails: a_stranger_at_a_time other_port other_address
 *   stranger_just_before ipv6_address
 * shows: "unexpected packet" ends it.
 */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_DATAGRAM 65535
#define TRANSMISSIONS 4

typedef struct {
	struct sockaddr_storage addr;
	socklen_t addrLen;
} Endpoint;

static char message[MAX_DATAGRAM];
static const char *reason = "no address";

static void DieWithUserMessage(const char *msg, const char *detail)
{
	fputs(msg, stderr);
	fputs(": ", stderr);
	fputs(detail, stderr);
	fputc('\n', stderr);
	exit(1);
}

static long ParseNumber(const char *text, long limit)
{
	char *rest;
	long number;

	if (text == NULL || strchr("0123456789", *text) == NULL)
		return 0;
	errno = 0;
	number = strtol(text, &rest, 10);
	if (rest == text || *rest != '\0' || errno != 0)
		return 0;
	return number >= 1 && number <= limit ? number : 0;
}

static double Now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec + ts.tv_nsec / 1e9;
}

static int SockAddrsEqual(const Endpoint *a, const Endpoint *b)
{
	if (a->addr.ss_family != b->addr.ss_family)
		return 0;
	if (a->addr.ss_family == AF_INET) {
		struct sockaddr_in *p = (struct sockaddr_in *)&a->addr;
		struct sockaddr_in *q = (struct sockaddr_in *)&b->addr;
		return p->sin_addr.s_addr == q->sin_addr.s_addr &&
			p->sin_port == q->sin_port;
	}
	struct sockaddr_in6 *p = (struct sockaddr_in6 *)&a->addr;
	struct sockaddr_in6 *q = (struct sockaddr_in6 *)&b->addr;
	return memcmp(&p->sin6_addr, &q->sin6_addr,
		       sizeof(struct in6_addr)) == 0 &&
		p->sin6_port == q->sin6_port;
}

/* Length, -1 for an error, -2 when the time is over */
static int GetReply(int sock, const Endpoint *server, double end)
{
	Endpoint from;
	double left;

	while ((left = end - Now()) > 0) {
		fd_set set;
		struct timeval tv;
		FD_ZERO(&set);
		FD_SET(sock, &set);
		tv.tv_sec = (long)left;
		tv.tv_usec = (long)((left - tv.tv_sec) * 1e6) + 1;
		if (tv.tv_usec >= 1000000)
			tv.tv_usec = 999999;
		int n = select(sock + 1, &set, NULL, NULL, &tv);
		if (n < 0 && errno != EINTR)
			return -1;
		if (n <= 0)
			continue;
		from.addrLen = sizeof(from.addr);
		n = recvfrom(sock, message, MAX_DATAGRAM, MSG_DONTWAIT,
			(struct sockaddr *)&from.addr, &from.addrLen);
		if (n < 0 && errno != EINTR && errno != EAGAIN)
			return -1;
		if (n >= 0 && !SockAddrsEqual(&from, server))
			DieWithUserMessage("recvfrom",
				"received a packet from "
				"unknown source");
		if (n >= 0)
			return n;
	}
	return -2;
}

static int Transmit(int sock, const Endpoint *server, const char *word)
{
	while (sendto(sock, word, strlen(word), 0,
		       (struct sockaddr *)&server->addr,
		       server->addrLen) < 0)
		if (errno != EINTR)
			return -1;
	return 0;
}

static int Converse(int sock, const Endpoint *server, const char *word,
	double seconds)
{
	int n = -2;

	for (int t = 0; t < TRANSMISSIONS && n == -2; t++) {
		if (Transmit(sock, server, word) < 0)
			return -1;
		n = GetReply(sock, server, Now() + seconds);
		seconds *= 2;
	}
	if (n == -2)
		errno = ETIMEDOUT;
	return n;
}

static int OpenSocket(int family)
{
	int on = 1;
	int sock = socket(family, SOCK_DGRAM, IPPROTO_UDP);

	if (sock >= 0 && family == AF_INET)
		setsockopt(
			sock, IPPROTO_IP, IP_RECVERR, &on, sizeof(on));
	if (sock >= 0 && family == AF_INET6)
		setsockopt(sock, IPPROTO_IPV6, IPV6_RECVERR, &on,
			sizeof(on));
	return sock;
}

int main(int argc, char *argv[])
{
	struct addrinfo criteria, *list, *a;
	Endpoint server;
	long ms = 1000;
	int length = -1, sock;

	int shift = argc > 1 && argv[1][0] == '-' ? 2 : 0;
	if (shift == 2)
		ms = strcmp(argv[1], "-w")
			? 0
			: ParseNumber(argv[2], 1000000);
	if (ms == 0 || argc != 4 + shift ||
		ParseNumber(argv[3 + shift], 65535) == 0)
		DieWithUserMessage("USAGE",
			"udpclient [-w <ms>] <server> <word> <port>");
	char *host = argv[1 + shift];
	char *word = argv[2 + shift];

	memset(&criteria, 0, sizeof(criteria));
	criteria.ai_family = AF_UNSPEC;
	criteria.ai_socktype = SOCK_DGRAM;
	criteria.ai_protocol = IPPROTO_UDP;
	int code = getaddrinfo(host, argv[3 + shift], &criteria, &list);
	if (code != 0)
		DieWithUserMessage(host, gai_strerror(code));

	for (a = list; a != NULL && length < 0; a = a->ai_next) {
		memset(&server, 0, sizeof(server));
		memcpy(&server.addr, a->ai_addr, a->ai_addrlen);
		server.addrLen = a->ai_addrlen;
		sock = OpenSocket(a->ai_family);
		if (sock < 0)
			DieWithUserMessage("socket", strerror(errno));
		length = Converse(sock, &server, word, ms / 1000.0);
		if (length < 0)
			reason = strerror(errno);
		close(sock);
	}
	freeaddrinfo(list);
	if (length < 0)
		DieWithUserMessage(host, reason);
	printf("Received: ");
	fwrite(message, 1, length, stdout);
	printf("\n");
	if (fflush(stdout) == EOF)
		DieWithUserMessage("stdout", strerror(errno));
	exit(0);
}
