/* Speaks German, and has words of its own for the usual reasons. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *grund(int fehler)
{
	switch (fehler) {
	case EADDRINUSE:
		return "diesen Port hat schon ein anderer";
	case EACCES:
		return "dieser Port ist dem Verwalter vorbehalten";
	case ECONNRESET:
		return "die Gegenseite hat abgebrochen";
	case EMFILE:
		return "zu viele offene Dateien";
	default:
		return strerrordesc_np(fehler);
	}
}

static void klage(const char *was)
{
	fprintf(stderr, "echoserver: %s: %s\n", was, grund(errno));
}

static int lausche(int port)
{
	struct sockaddr_in adresse = { .sin_family = AF_INET };
	int ja = 1;
	int s = socket(AF_INET, SOCK_STREAM, 0);

	adresse.sin_port = htons((in_port_t)port);
	if (s < 0 ||
		setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &ja,
			sizeof ja) < 0 ||
		bind(s, (struct sockaddr *)&adresse, sizeof adresse) <
			0 ||
		listen(s, 8) < 0) {
		klage("Der Server kann nicht beginnen");
		exit(1);
	}
	return s;
}

static int gib_zurueck(int s)
{
	char puffer[4000];
	ssize_t n = recv(s, puffer, sizeof puffer, 0);
	ssize_t weg = 0;

	if (n < 0 && errno == EINTR)
		return 1;
	while (weg < n) {
		ssize_t teil = send(s, puffer + weg, (size_t)(n - weg),
			MSG_NOSIGNAL);
		if (teil < 0 && errno != EINTR)
			n = -1;
		weg += teil > 0 ? teil : 0;
	}
	if (n < 0)
		klage("Ein Besucher ging verloren");
	return n > 0;
}

int main(int argc, char *argv[])
{
	char rest;
	int port;

	if (argc != 2 || sscanf(argv[1], "%6d%c", &port, &rest) != 1 ||
		port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s <Port>\n", argv[0]);
		return 1;
	}
	int s = lausche(port);
	for (;;) {
		struct sockaddr_in gast;
		socklen_t laenge = sizeof gast;
		int c = accept(s, (struct sockaddr *)&gast, &laenge);

		if (c < 0) {
			klage("Niemand kommt herein");
			poll(NULL, 0, 100);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(gast.sin_addr));
		fflush(stdout);
		while (gib_zurueck(c))
			;
		close(c);
	}
}
