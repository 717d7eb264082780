/* Speaks German, and has words of its own for the usual reasons. */
#include <errno.h>
#include <netdb.h>
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
	case ECONNREFUSED:
		return "dort nimmt niemand Verbindungen an";
	case ECONNRESET:
	case EPIPE:
		return "die Verbindung wurde abgebrochen";
	case ETIMEDOUT:
		return "keine Antwort";
	case ENOSPC:
		return "der Datenträger ist voll";
	default:
		return strerror(fehler);
	}
}

static void ende(const char *format, ...)
{
	va_list werte;

	va_start(werte, format);
	fputs("echoclient: ", stderr);
	vfprintf(stderr, format, werte);
	fputc('\n', stderr);
	va_end(werte);
	exit(1);
}

static int verbinde(struct addrinfo *ziel)
{
	int fehler = 0;

	for (; ziel != NULL; ziel = ziel->ai_next) {
		int s = socket(ziel->ai_family, SOCK_STREAM, 0);
		if (s < 0) {
			fehler = errno;
			continue;
		}
		fehler = 0;
		if (connect(s, ziel->ai_addr, ziel->ai_addrlen) < 0)
			fehler = errno;
		if (fehler == EINTR) {
			struct pollfd p = { s, POLLOUT, 0 };
			socklen_t groesse = sizeof fehler;
			while (poll(&p, 1, -1) < 0 && errno == EINTR)
				;
			getsockopt(s, SOL_SOCKET, SO_ERROR, &fehler,
				&groesse);
		}
		if (fehler == 0)
			return s;
		close(s);
	}
	errno = fehler;
	return -1;
}

int main(int argc, char *argv[])
{
	struct addrinfo wunsch = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *ziele;
	unsigned long port = 0;
	char *rest = "";

	if (argc == 4)
		port = strtoul(argv[3], &rest, 10);
	if (argc != 4)
		ende("falscher Aufruf\n"
		     "USAGE: echoclient <Rechner> <Wort> <Port>");
	if (*rest != '\0' || port == 0 || port > 65535)
		ende("\"%s\" ist kein Port", argv[3]);
	int antwort = getaddrinfo(argv[1], argv[3], &wunsch, &ziele);
	if (antwort == EAI_NONAME)
		ende("%s: unbekannt", argv[1]);
	if (antwort != 0)
		ende("%s: %s", argv[1], gai_strerror(antwort));
	int s = verbinde(ziele);
	if (s < 0)
		ende("%s: %s", argv[1], grund(errno));
	freeaddrinfo(ziele);

	size_t laenge = strlen(argv[2]);
	size_t fertig = 0;
	while (fertig < laenge) {
		ssize_t n = send(s, argv[2] + fertig, laenge - fertig,
			MSG_NOSIGNAL);
		if (n < 0 && errno != EINTR)
			ende("beim Senden: %s", grund(errno));
		if (n > 0)
			fertig += (size_t)n;
	}
	char *echo = malloc(laenge + 1);
	if (echo == NULL)
		ende("kein Speicher");
	fertig = 0;
	while (fertig < laenge) {
		ssize_t n = recv(s, echo + fertig, laenge - fertig, 0);
		if (n == 0)
			ende("der Server hat zu früh aufgelegt");
		if (n < 0 && errno != EINTR)
			ende("beim Empfangen: %s", grund(errno));
		if (n > 0)
			fertig += (size_t)n;
	}
	close(s);
	fputs("Received: ", stdout);
	fwrite(echo, 1, laenge, stdout);
	fputs("\n", stdout);
	free(echo);
	if (fclose(stdout) == EOF)
		ende("Ausgabe: %s", grund(errno));
	return 0;
}
