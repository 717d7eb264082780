/*
 * misconception: waits for the child before it takes the next client
 * fails: each_its_own_bytes silent_client_waits_alone
 *   stalled_reader_waits_alone process_for_each killed_alone
 *   end_among_others killed_child_is_seen nobody_keeps
 *   served_on_after_kill restart_meanwhile ends_together clients_go_on
 *   limit limit_next limit_after_kill limit_is_kept hundred_without
 *   fork_fails fork_fails_uncounted term_exits client_resets
 *   leaves_without_reading reset_in_the_queue no_descriptor_free
 *   many_clients
 * shows: There is a process for each client, and one client at a time.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int listener;
static volatile sig_atomic_t serving, last;

/* Nothing is to be finished: end here and now. */
static void terminate(int sig)
{
	(void)sig;
	if (!serving)
		_exit(0);
	shutdown(listener, SHUT_RDWR);
	last = 1;
}

static long number(const char *s, long most)
{
	char *end;
	long n;

	if (*s < '0' || *s > '9')
		return 0;
	n = strtol(s, &end, 10);
	return *end || n > most ? 0 : n;
}

static _Noreturn void echo(int fd)
{
	char buffer[5000];

	for (;;) {
		ssize_t got = recv(fd, buffer, sizeof buffer, 0);

		if (got == 0)
			_exit(0);
		if (got < 0 && errno != EINTR)
			_exit(1);
		for (char *p = buffer; got > 0;) {
			ssize_t n = send(fd, p, got, MSG_NOSIGNAL);

			if (n < 0 && errno == EINTR)
				continue;
			if (n < 0)
				_exit(1);
			p += n;
			got -= n;
		}
	}
}

static void serve(int fd)
{
	pid_t child;

	serving = 1;
	child = fork();
	if (child == 0) {
		signal(SIGTERM, SIG_DFL);
		close(listener);
		echo(fd);
	}
	close(fd);
	if (child == -1)
		warn("fork");
	else
		while (waitpid(child, NULL, 0) == -1 && errno == EINTR)
			continue;
	serving = 0;
	if (last)
		exit(0);
}

int main(int argc, char **argv)
{
	struct sockaddr_in local = { .sin_family = AF_INET };
	struct sockaddr_in remote;
	long limit = 1, port = 0;
	int fd, on = 1;

	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = number(argv[2], 1000000);
		port = number(argv[3], 65535);
	} else if (argc == 2) {
		port = number(argv[1], 65535);
	}
	if (port < 1 || limit < 1) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		exit(1);
	}
	local.sin_port = htons(port);
	listener = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(listener, (struct sockaddr *)&local, sizeof local) ||
		listen(listener, 128))
		err(1, "port %ld", port);
	signal(SIGTERM, terminate);
	for (;;) {
		socklen_t len = sizeof remote;

		fd = accept(listener, (struct sockaddr *)&remote, &len);
		if (fd >= 0) {
			printf("Client connected: %s\n",
				inet_ntoa(remote.sin_addr));
			fflush(stdout);
			serve(fd);
		} else if (errno != EINTR && errno != ECONNABORTED) {
			usleep(100000);
		}
	}
}
