/* Fehlermeldungen auf Deutsch: der Vertrag nennt keine Sprache. */
#define _GNU_SOURCE /* EAI_NODATA */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef long long nanosekunden;

struct auftrag {
	const char *rechner, *wort, *tor;
	nanosekunden frist;
};

struct antwort {
	char bytes[65536];
	size_t laenge;
};

static char grund[200];

static void merke_grund(const char *was)
{
	const char *warum;

	switch (errno) {
	case ECONNREFUSED:
		warum = "an diesem Tor hört niemand";
		break;
	case ENETUNREACH:
	case EHOSTUNREACH:
		warum = "kein Weg dorthin";
		break;
	case EMSGSIZE:
		warum = "das Wort ist zu lang für ein Datagramm";
		break;
	case EMFILE:
	case ENFILE:
		warum = "zu viele offene Dateien";
		break;
	default:
		warum = strerror(errno);
	}
	snprintf(grund, sizeof grund, "%s: %s", was, warum);
}

static nanosekunden jetzt(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static bool zahl(const char *text, int hoechstens, int *wert)
{
	*wert = 0;
	do {
		if (*text < '0' || *text > '9')
			return false;
		*wert = *wert * 10 + (*text++ - '0');
	} while (*text != '\0' && *wert <= hoechstens);
	return *wert >= 1 && *wert <= hoechstens;
}

static int gebrauch(void)
{
	fputs("USAGE: udpclient [-w <ms>] <Rechner> <Wort> <Tor>\n",
		stderr);
	return 1;
}

/* 1: da, 0: Zeit um, -1: Fehler */
static int warte(int dose, struct antwort *a, nanosekunden ende)
{
	struct pollfd p = { .fd = dose, .events = POLLIN };
	nanosekunden rest;

	while ((rest = ende - jetzt()) > 0) {
		int n = poll(&p, 1, (int)(rest / 1000000 + 1));
		if (n == 0 || (n == -1 && errno == EINTR))
			continue;
		if (n == -1) {
			merke_grund("poll");
			return -1;
		}
		ssize_t m = recv(
			dose, a->bytes, sizeof a->bytes, MSG_DONTWAIT);
		if (m >= 0) {
			a->laenge = (size_t)m;
			return 1;
		}
		if (errno != EINTR && errno != EAGAIN) {
			merke_grund("Empfang");
			return -1;
		}
	}
	return 0;
}

static int frage(int dose, const struct auftrag *auf, struct antwort *a)
{
	nanosekunden ende = 0;

	for (int mal = 0; mal < 4; mal++) {
		while (send(dose, auf->wort, strlen(auf->wort), 0) ==
			-1)
			if (errno != EINTR) {
				merke_grund("Senden");
				return -1;
			}
		if (mal == 0)
			ende = jetzt();
		ende += auf->frist << mal;
		int da = warte(dose, a, ende);
		if (da != 0)
			return da;
	}
	strcpy(grund, "keine Antwort in der gesetzten Zeit");
	return 0;
}

static int frage_adresse(const struct addrinfo *adr,
	const struct auftrag *auf, struct antwort *a)
{
	int dose = socket(adr->ai_family, adr->ai_socktype, 0);
	int da = -1;

	if (dose == -1) {
		merke_grund("Steckdose");
		return -1;
	}
	if (connect(dose, adr->ai_addr, adr->ai_addrlen) == -1)
		merke_grund("Verbindung");
	else
		da = frage(dose, auf, a);
	close(dose);
	return da;
}

static int melde(const struct auftrag *auf, const char *text)
{
	fprintf(stderr, "udpclient: %s, Tor %s: %s\n", auf->rechner,
		auf->tor, text);
	return 1;
}

static int zeige(const struct antwort *a)
{
	printf("Received: ");
	fwrite(a->bytes, 1, a->laenge, stdout);
	putchar('\n');
	if (ferror(stdout) || fflush(stdout) == EOF) {
		fprintf(stderr, "udpclient: Ausgabe: %s\n",
			strerror(errno));
		return 1;
	}
	return 0;
}

int main(int argc, char *argv[])
{
	static struct antwort a;
	struct addrinfo hinweis = { .ai_socktype = SOCK_DGRAM };
	struct addrinfo *liste, *adr;
	struct auftrag auf;
	int frist = 1000, tor, da = 0, fehler, option;

	opterr = 0;
	while ((option = getopt(argc, argv, "+w:")) != -1)
		if (option != 'w' || !zahl(optarg, 1000000, &frist))
			return gebrauch();
	if (argc - optind != 3 || !zahl(argv[optind + 2], 65535, &tor))
		return gebrauch();
	auf.rechner = argv[optind];
	auf.wort = argv[optind + 1];
	auf.tor = argv[optind + 2];
	auf.frist = frist * 1000000LL;
	fehler = getaddrinfo(auf.rechner, auf.tor, &hinweis, &liste);
	if (fehler == EAI_NONAME || fehler == EAI_NODATA)
		return melde(&auf, "den Rechner gibt es nicht");
	if (fehler == EAI_AGAIN || fehler == EAI_FAIL)
		return melde(&auf, "die Namensauskunft ist gestört");
	if (fehler != 0)
		return melde(&auf, gai_strerror(fehler));
	for (adr = liste; adr != NULL && da != 1; adr = adr->ai_next)
		da = frage_adresse(adr, &auf, &a);
	freeaddrinfo(liste);
	return da == 1 ? zeige(&a) : melde(&auf, grund);
}
