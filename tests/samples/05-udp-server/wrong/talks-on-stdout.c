/*
 * misconception: takes stdout for the place where a server tells
 *   what it does
 * fails: nothing_else_on_stdout
 * shows: "Answered." follows each line.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PUFFER 65536

static const char *grund(int fehler)
{
	switch (fehler) {
	case EADDRINUSE:
		return "ist schon vergeben";
	case EACCES:
		return "ist uns nicht erlaubt";
	case EMFILE:
	case ENFILE:
		return "braucht einen freien Deskriptor";
	case EINVAL:
		return "ist so nicht zu erreichen";
	case ENETUNREACH:
	case EHOSTUNREACH:
		return "liegt hinter keinem Weg";
	default:
		return strerror(fehler);
	}
}

static int lies_port(const char *text)
{
	int port = 0, stellen = 0;

	while (*text >= '0' && *text <= '9' && stellen++ < 6)
		port = port * 10 + (*text++ - '0');
	if (*text != '\0' || port > 65535)
		return 0;
	return port;
}

static int von_uns(struct in_addr adresse)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s = socket(AF_INET, SOCK_DGRAM, 0);
	int ergebnis;

	a.sin_addr = adresse;
	ergebnis = bind(s, (struct sockaddr *)&a, sizeof a);
	if (s != -1)
		close(s);
	return ergebnis == 0;
}

static void melde(struct sockaddr_in *absender, ssize_t laenge)
{
	const unsigned char *z = (unsigned char *)&absender->sin_addr;

	printf("Datagram from %d.%d.%d.%d port %d: %zd bytes\n", z[0],
		z[1], z[2], z[3], ntohs(absender->sin_port), laenge);
	fflush(stdout);
}

static void bediene(int s, int port)
{
	static char puffer[PUFFER];
	_Alignas(8) char beiwerk[CMSG_SPACE(sizeof(struct in_pktinfo))];
	struct sockaddr_in absender;
	struct iovec teil = { .iov_base = puffer };
	struct msghdr nachricht = { .msg_name = &absender,
		.msg_iov = &teil };
	struct in_pktinfo *info;
	ssize_t laenge;

	nachricht.msg_iovlen = 1;
	while (1) {
		teil.iov_len = PUFFER;
		nachricht.msg_namelen = sizeof absender;
		nachricht.msg_control = beiwerk;
		nachricht.msg_controllen = sizeof beiwerk;
		laenge = recvmsg(s, &nachricht, 0);
		if (laenge == -1) {
			if (errno == EINTR || errno == ECONNREFUSED)
				continue;
			fprintf(stderr, "Empfang geht nicht: %s\n",
				strerror(errno));
			exit(1);
		}
		melde(&absender, laenge);
		if (ntohs(absender.sin_port) == port &&
			von_uns(absender.sin_addr))
			continue;
		if (CMSG_FIRSTHDR(&nachricht)) {
			info = (struct in_pktinfo *)CMSG_DATA(
				CMSG_FIRSTHDR(&nachricht));
			info->ipi_spec_dst = info->ipi_addr;
			info->ipi_ifindex = 0;
		}
		teil.iov_len = laenge;
		while ((laenge = sendmsg(s, &nachricht, 0)) == -1 &&
			errno == EINTR)
			;
		if (laenge == -1)
			fprintf(stderr, "Ein Absender %s\n",
				grund(errno));
		else
			printf("Beantwortet.\n");
		fflush(stdout);
	}
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, port, an = 1;

	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <Port>\n", argv[0]);
		return 1;
	}
	port = lies_port(argv[1]);
	if (port == 0) {
		fprintf(stderr, "Kein Port: \"%s\"\n", argv[1]);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_DGRAM, 0);
	if (s == -1 ||
		setsockopt(s, IPPROTO_IP, IP_PKTINFO, &an, sizeof an) ==
			-1) {
		fprintf(stderr, "Der Socket %s\n", grund(errno));
		return 1;
	}
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1) {
		fprintf(stderr, "Port %d %s\n", port, grund(errno));
		return 1;
	}
	bediene(s, port);
}
