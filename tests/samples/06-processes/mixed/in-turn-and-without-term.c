/*
 * cause: waits for the child before it takes the next client
 * shows: waitpid without WNOHANG behind each fork.
 * fails: each_its_own_bytes silent_client_waits_alone
 *   stalled_reader_waits_alone process_for_each killed_alone
 *   end_among_others killed_child_is_seen nobody_keeps
 *   served_on_after_kill restart_meanwhile ends_together clients_go_on
 *   limit limit_next limit_after_kill limit_is_kept hundred_without
 *   fork_fails fork_fails_uncounted term_exits client_resets
 *   leaves_without_reading reset_in_the_queue no_descriptor_free
 *   many_clients
 *
 * cause: leaves SIGTERM to its default
 * shows: It is killed by signal 15.
 * fails: term_exits term_with_nobody
 *
 * cause: takes 127.0.0.1 for the address of the machine
 * shows: INADDR_LOOPBACK.
 * fails: listens_on_every_address
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int parse(const char *s, int most)
{
	size_t n = strspn(s, "0123456789");

	if (n == 0 || n > 7 || s[n])
		return 0;
	return atoi(s) > most ? 0 : atoi(s);
}

static void child(int fd)
{
	char buf[4096];
	ssize_t n, m, i;

	while ((n = recv(fd, buf, sizeof buf, 0)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			break;
		for (i = 0; i < n; i += m) {
			m = send(fd, buf + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(1);
		}
	}
	_exit(0);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, c, on = 1, port = 0, good = argc == 2;
	pid_t pid;

	if (argc == 4 && !strcmp(argv[1], "-c"))
		good = parse(argv[2], 1000000);
	if (good)
		port = parse(argv[argc - 1], 65535);
	if (!port) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	a.sin_port = htons(port);
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof a;

		c = accept(s, (struct sockaddr *)&a, &size);
		if (c == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		pid = fork();
		if (pid == 0) {
			close(s);
			child(c);
		}
		close(c);
		if (pid == -1)
			perror("fork");
		while (pid > 0 && waitpid(pid, NULL, 0) == -1 &&
			errno == EINTR)
			;
	}
}
