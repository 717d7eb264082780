/*
 * cause: expects what was printed before fork to be in one process only
 * shows: Each child writes the lines of all the clients before it, too.
 * fails: announced_once
 *
 * cause: keeps the client's connection open in the parent
 * shows: No close in the parent.
 * fails: end_is_seen end_among_others killed_child_is_seen
 *   nobody_keeps fork_fails fork_fails_closed lost_clients
 *   many_clients
 *
 * cause: takes SIGTERM for a failure
 * shows: It ends with status 1.
 * fails: term_exits term_with_nobody
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t feierabend;

static void mach_schluss(int nummer)
{
	(void)nummer;
	feierabend = 1;
}

static int zahl(const char *text, int grenze)
{
	int n = 0;

	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return 0;
		n = n * 10 + *text - '0';
		if (n > grenze)
			return 0;
	}
	return n;
}

static void bediene(int s)
{
	char puffer[4096];
	ssize_t n, m, i;

	while ((n = recv(s, puffer, sizeof puffer, 0)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			_exit(1);
		for (i = 0; i < n; i += m) {
			m = send(s, puffer + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(1);
		}
	}
	_exit(0);
}

static int oeffne(int port)
{
	struct sockaddr_in ort = { .sin_family = AF_INET };
	int ja = 1, s = socket(AF_INET, SOCK_STREAM, 0);

	ort.sin_port = htons(port);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &ja, sizeof ja);
	if (bind(s, (struct sockaddr *)&ort, sizeof ort) == -1 ||
		listen(s, 128) == -1) {
		perror("Der Port geht nicht auf");
		exit(1);
	}
	return s;
}

int main(int argc, char *argv[])
{
	int horcher, gast, hoechstens = 100, port = 0, drin = 0;
	struct sockaddr_in woher;

	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		hoechstens = zahl(argv[2], 1000000);
		port = zahl(argv[3], 65535);
	}
	if (argc == 2)
		port = zahl(argv[1], 65535);
	if (!port || !hoechstens) {
		fprintf(stderr, "USAGE: %s [-c <Gaeste>] <Port>\n",
			argv[0]);
		return 1;
	}
	horcher = oeffne(port);
	signal(SIGTERM, mach_schluss);
	while (!feierabend) {
		struct pollfd p = { horcher, POLLIN, 0 };
		socklen_t groesse = sizeof woher;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			drin--;
		if (poll(&p, drin < hoechstens, 100) < 1)
			continue;
		gast = accept(
			horcher, (struct sockaddr *)&woher, &groesse);
		if (gast == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(woher.sin_addr));
		pid_t kind = fork();
		if (kind == 0) {
			fflush(stdout);
			close(horcher);
			bediene(gast);
		}
		if (kind == -1)
			perror("Kein Kind");
		else
			drin++;
	}
	close(horcher);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	_exit(1);
}
