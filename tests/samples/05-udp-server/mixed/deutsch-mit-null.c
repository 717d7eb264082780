/*
 * cause: takes the NUL at the end for a part of the datagram
 * shows: Each answer is a byte longer.
 * fails: echoes_a_word echoes_every_byte_value echoes_nothing
 *   echoes_large_ones echoes_the_largest clients_mixed in_their_order
 *   short_after_long
 *
 * cause: prints the port as it stands in the address
 * shows: ntohs fehlt.
 * fails: announces_port nothing_else_on_stdout
 *
 * cause: sends an answer again until it is taken
 * shows: while (sendmsg(...) == -1);
 * fails: unreachable_client port_zero
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

static int hole_port(const char *text)
{
	int port = 0, stellen = 0;

	while (*text >= '0' && *text <= '9' && stellen++ < 6)
		port = port * 10 + (*text++ - '0');
	if (*text != '\0' || port > 65535)
		return 0;
	return port;
}

static int eigene(struct in_addr adresse)
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
		z[1], z[2], z[3], absender->sin_port, laenge);
	fflush(stdout);
}

static void bediene(int s, int port)
{
	static char puffer[PUFFER];
	_Alignas(8) char zettel[CMSG_SPACE(sizeof(struct in_pktinfo))];
	struct sockaddr_in absender;
	struct iovec teil = { .iov_base = puffer };
	struct msghdr brief = { .msg_name = &absender,
		.msg_iov = &teil };
	struct in_pktinfo *info;
	ssize_t laenge;

	brief.msg_iovlen = 1;
	while (1) {
		teil.iov_len = PUFFER - 1;
		brief.msg_namelen = sizeof absender;
		brief.msg_control = zettel;
		brief.msg_controllen = sizeof zettel;
		laenge = recvmsg(s, &brief, 0);
		if (laenge == -1) {
			if (errno == EINTR || errno == ECONNREFUSED)
				continue;
			fprintf(stderr, "Empfang geht nicht: %s\n",
				strerror(errno));
			exit(1);
		}
		melde(&absender, laenge);
		if (ntohs(absender.sin_port) == port &&
			eigene(absender.sin_addr))
			continue;
		if (CMSG_FIRSTHDR(&brief)) {
			info = (struct in_pktinfo *)CMSG_DATA(
				CMSG_FIRSTHDR(&brief));
			info->ipi_spec_dst = info->ipi_addr;
			info->ipi_ifindex = 0;
		}
		puffer[laenge] = '\0';
		teil.iov_len = laenge + 1;
		while (sendmsg(s, &brief, 0) == -1)
			;
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
	port = hole_port(argv[1]);
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
