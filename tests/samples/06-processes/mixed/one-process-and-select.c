/*
 * cause: serves all its clients in one process
 * shows: select tells which of them has sent something; nobody forks.
 * fails: stalled_reader_waits_alone process_for_each killed_alone
 *   killed_child_is_seen nobody_keeps served_on_after_kill
 *   restart_meanwhile no_zombie_after_kill limit_after_kill fork_fails
 *   fork_fails_uncounted fork_fails_closed
 *
 * cause: expects that printf has shown the line when it returns
 * shows: No fflush.
 * fails: announces_client announced_once
 *
 * cause: relies on atoi to tell good numbers from bad ones
 * shows: "7x" is 7, and "-c" is a port.
 * fails: bad_ports bad_limits unknown_options
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile sig_atomic_t stop;
static fd_set all;
static int highest, clients;

static void on_term(int sig)
{
	stop = sig;
}

static int give_back(int fd)
{
	char buf[2048], *p = buf;
	ssize_t n = recv(fd, buf, sizeof buf, 0), m;

	if (n == -1)
		return errno == EINTR;
	if (n == 0)
		return 0;
	for (; n > 0; p += m, n -= m) {
		m = send(fd, p, n, MSG_NOSIGNAL);
		if (m == -1 && errno == EINTR)
			m = 0;
		if (m == -1)
			return 0;
	}
	return 1;
}

static void new_client(int s)
{
	struct sockaddr_in a;
	socklen_t size = sizeof a;
	int fd = accept(s, (struct sockaddr *)&a, &size);

	if (fd == -1) {
		if (errno != EINTR && errno != ECONNABORTED)
			usleep(100000);
		return;
	}
	if (fd >= FD_SETSIZE) {
		fprintf(stderr, "too many clients\n");
		close(fd);
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
	FD_SET(fd, &all);
	highest = fd > highest ? fd : highest;
	clients++;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, port, limit = 100, on = 1;

	if (argc == 4 && strcmp(argv[1], "-c") == 0)
		limit = atoi(argv[2]);
	else if (argc != 2)
		limit = 0;
	if (limit < 1) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	port = atoi(argv[argc - 1]);
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	signal(SIGTERM, on_term);
	highest = s;
	while (!stop || clients > 0) {
		struct timeval tenth = { 0, 100000 };
		fd_set now;

		if (stop && s != -1) {
			FD_CLR(s, &all);
			close(s);
			s = -1;
		} else if (s != -1 && clients < limit) {
			FD_SET(s, &all);
		} else if (s != -1) {
			FD_CLR(s, &all);
		}
		now = all;
		if (select(highest + 1, &now, NULL, NULL, &tenth) < 1)
			continue;
		for (int fd = 0; fd <= highest; fd++) {
			if (!FD_ISSET(fd, &now))
				continue;
			if (fd == s) {
				new_client(s);
			} else if (!give_back(fd)) {
				close(fd);
				FD_CLR(fd, &all);
				clients--;
			}
		}
	}
	return 0;
}
