/* Speaks German, and has its own words for the resolver's reasons. */
#define _GNU_SOURCE
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static const char *grund(int code)
{
	switch (code) {
	case EAI_NONAME:
		return "diesen Namen gibt es nicht";
	case EAI_NODATA:
	case EAI_ADDRFAMILY:
		return "der Name hat keine solche Adresse";
	case EAI_AGAIN:
		return "der Nameserver antwortet gerade nicht richtig";
	case EAI_FAIL:
		return "der Nameserver kann die Frage nicht "
		       "beantworten";
	case EAI_MEMORY:
		return "zu wenig Speicher";
	case EAI_SYSTEM:
		return strerror(errno);
	default:
		return gai_strerror(code);
	}
}

static int schon_da(
	const struct addrinfo *liste, const struct addrinfo *eintrag)
{
	while (liste != eintrag) {
		if (memcmp(liste->ai_addr, eintrag->ai_addr,
			    eintrag->ai_addrlen) == 0)
			return 1;
		liste = liste->ai_next;
	}
	return 0;
}

static int ausgeben(const struct addrinfo *liste)
{
	char text[NI_MAXHOST];

	for (const struct addrinfo *e = liste; e != NULL;
		e = e->ai_next) {
		if (schon_da(liste, e))
			continue;
		if (getnameinfo(e->ai_addr, e->ai_addrlen, text,
			    sizeof text, NULL, 0, NI_NUMERICHOST) != 0)
			return -1;
		if (fprintf(stdout, "%s\n", text) < 0)
			return -1;
	}
	return fflush(stdout) == 0 ? 0 : -1;
}

int main(int anzahl, char *argumente[])
{
	int familie = AF_INET;
	const char *name = anzahl > 1 ? argumente[anzahl - 1] : "-6";

	if (anzahl == 3 && strcmp(argumente[1], "-6") == 0)
		familie = AF_INET6;
	else if (anzahl != 2 || strcmp(name, "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n"
			"Das Programm braucht genau einen Namen.\n");
		return EXIT_FAILURE;
	}

	struct addrinfo wunsch = { .ai_family = familie,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *liste = NULL;
	int code = getaddrinfo(name, NULL, &wunsch, &liste);
	if (code != 0) {
		fprintf(stderr, "Für %s keine Adresse: %s.\n", name,
			grund(code));
		return EXIT_FAILURE;
	}

	int ergebnis = ausgeben(liste);
	if (ergebnis == -1)
		fprintf(stderr, "Ausgabe nicht möglich: %s\n",
			strerror(errno));
	freeaddrinfo(liste);
	return ergebnis == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
