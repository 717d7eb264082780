/* Speaks German, waits by select and buries its dead by signalfd. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int horcher, signale, gaeste, hoechstens = 100, muede;
static sigset_t menge, vorher;

static const char *grund(void)
{
	switch (errno) {
	case EADDRINUSE:
		return "der Port ist schon vergeben";
	case EACCES:
		return "den Port darf nur der Verwalter haben";
	case EAGAIN:
		return "es gibt schon zu viele Prozesse";
	case EMFILE:
		return "es sind zu viele Dateien offen";
	default:
		return strerror(errno);
	}
}

static void klage(const char *satz)
{
	fprintf(stderr, "forkserver: %s: %s\n", satz, grund());
}

static void pruefe(int ergebnis, const char *was)
{
	if (ergebnis != -1)
		return;
	klage(was);
	exit(EXIT_FAILURE);
}

static void eroeffne(int port)
{
	struct sockaddr_in ort = { .sin_family = AF_INET };
	int ja = 1;

	ort.sin_port = htons((unsigned short)port);
	pruefe(horcher = socket(AF_INET, SOCK_STREAM, 0),
		"kein Socket");
	pruefe(setsockopt(horcher, SOL_SOCKET, SO_REUSEADDR, &ja,
		       sizeof ja),
		"keine Wiederverwendung");
	pruefe(bind(horcher, (struct sockaddr *)&ort, sizeof ort),
		"keine Adresse");
	pruefe(listen(horcher, 70), "keine Warteschlange");
	pruefe(fcntl(horcher, F_SETFL, O_NONBLOCK), "fcntl");
	sigemptyset(&menge);
	sigaddset(&menge, SIGCHLD);
	sigaddset(&menge, SIGTERM);
	sigprocmask(SIG_BLOCK, &menge, &vorher);
	pruefe(signale = signalfd(-1, &menge, SFD_NONBLOCK),
		"keine Signale");
}

static void schicke(int s, const char *anfang, const char *ende)
{
	while (anfang != ende) {
		ssize_t n = send(s, anfang, (size_t)(ende - anfang),
			MSG_NOSIGNAL);

		if (n >= 0)
			anfang += n;
		else if (errno != EINTR)
			_exit(1);
	}
}

static _Noreturn void kind(int s)
{
	char puffer[2500];
	ssize_t n;

	close(horcher);
	close(signale);
	sigprocmask(SIG_SETMASK, &vorher, NULL);
	for (;;) {
		n = recv(s, puffer, sizeof puffer, 0);
		if (n == 0)
			_exit(0);
		if (n > 0)
			schicke(s, puffer, puffer + n);
		else if (errno != EINTR)
			_exit(1);
	}
}

static void empfange_gast(void)
{
	struct sockaddr_in gast;
	socklen_t laenge = sizeof gast;
	int s = accept(horcher, (struct sockaddr *)&gast, &laenge);

	if (s == -1) {
		if (errno == EAGAIN || errno == EINTR ||
			errno == ECONNABORTED)
			return;
		klage("Niemand kommt herein");
		muede = 1;
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(gast.sin_addr));
	fflush(stdout);
	pid_t nummer = fork();
	if (nummer == 0)
		kind(s);
	if (nummer == -1)
		klage("Kein Prozess fuer den Gast");
	else
		gaeste++;
	close(s);
}

static void lies_signale(void)
{
	struct signalfd_siginfo brief;

	while (read(signale, &brief, sizeof brief) > 0) {
		if (brief.ssi_signo != SIGTERM || horcher == -1)
			continue;
		close(horcher);
		horcher = -1;
	}
	while (waitpid(-1, NULL, WNOHANG) > 0)
		gaeste--;
}

static int zahl(const char *text, int hoechste)
{
	long n = 0;

	if (strspn(text, "0123456789") != strlen(text))
		return 0;
	for (; *text && n <= hoechste; text++)
		n = 10 * n + (*text - '0');
	return n <= hoechste ? (int)n : 0;
}

int main(int argc, char **argv)
{
	int port = 0;

	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		hoechstens = zahl(argv[2], 1000000);
		port = zahl(argv[3], 65535);
	} else if (argc == 2) {
		port = zahl(argv[1], 65535);
	}
	if (port == 0 || hoechstens == 0) {
		fprintf(stderr, "USAGE: %s [-c <Gaeste>] <Port>\n",
			argv[0]);
		return EXIT_FAILURE;
	}
	eroeffne(port);
	while (horcher != -1 || gaeste > 0) {
		struct timeval weile = { 0, 100000 };
		fd_set was;
		int offen =
			horcher != -1 && gaeste < hoechstens && !muede;

		FD_ZERO(&was);
		FD_SET(signale, &was);
		if (offen)
			FD_SET(horcher, &was);
		int n = select(signale + 1, &was, NULL, NULL,
			muede ? &weile : NULL);
		muede = 0;
		if (n == -1)
			continue;
		lies_signale();
		if (offen && horcher != -1 && FD_ISSET(horcher, &was))
			empfange_gast();
	}
	return EXIT_SUCCESS;
}
