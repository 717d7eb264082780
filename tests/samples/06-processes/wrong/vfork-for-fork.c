/*
 * misconception: takes vfork for a faster fork
 * fails: each_its_own_bytes silent_client_waits_alone
 *   stalled_reader_waits_alone process_for_each killed_alone
 *   end_among_others killed_child_is_seen nobody_keeps
 *   served_on_after_kill restart_meanwhile ends_together clients_go_on
 *   limit limit_next limit_after_kill limit_is_kept hundred_without
 *   fork_fails fork_fails_uncounted term_refuses term_exits
 *   client_resets leaves_without_reading reset_in_the_queue
 *   no_descriptor_free many_clients
 * shows: The parent stands still until the child has ended.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int sfd, lfd, n_children, max_children = 100, relax;

static void child(int fd)
{
	char buf[4000];
	int n, k, done;

	for (;;) {
		n = recv(fd, buf, sizeof buf, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(0);
		for (done = 0; done < n; done += k) {
			k = send(
				fd, buf + done, n - done, MSG_NOSIGNAL);
			if (k == -1 && errno == EINTR)
				k = 0;
			if (k == -1)
				_exit(0);
		}
	}
}

static void new_client(void)
{
	struct sockaddr_in who;
	socklen_t size = sizeof who;
	int fd = accept(lfd, (struct sockaddr *)&who, &size);
	pid_t pid;

	if (fd == -1) {
		relax = errno != EAGAIN && errno != EINTR &&
			errno != ECONNABORTED;
		return;
	}
	printf("Client connected: %s\n", inet_ntoa(who.sin_addr));
	fflush(stdout);
	pid = vfork();
	if (pid == 0) {
		close(lfd);
		close(sfd);
		child(fd);
	}
	if (pid == -1)
		perror("vfork");
	else
		n_children++;
	close(fd);
}

static void signals(void)
{
	struct signalfd_siginfo si;

	while (read(sfd, &si, sizeof si) > 0)
		if (si.ssi_signo == SIGTERM && lfd != -1) {
			close(lfd);
			lfd = -1;
		}
	while (waitpid(-1, NULL, WNOHANG) > 0)
		n_children--;
}

static void loop(void)
{
	while (lfd != -1 || n_children > 0) {
		struct pollfd p[] = { { sfd, POLLIN, 0 },
			{ lfd, POLLIN, 0 } };

		if (n_children >= max_children || relax)
			p[1].fd = -1;
		int n = poll(p, 2, relax ? 100 : -1);
		relax = 0;
		if (n > 0)
			signals();
		if (n > 0 && p[1].revents && lfd != -1)
			new_client();
	}
}

static int parse(const char *s, int top)
{
	unsigned n;
	char c;

	if (*s == '-' || sscanf(s, "%7u%c", &n, &c) != 1)
		return 0;
	return n > (unsigned)top ? 0 : (int)n;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int c, one = 1, port = 0;
	sigset_t set;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c' && max_children)
		max_children = parse(optarg, 1000000);
	if (c == -1 && optind == argc - 1)
		port = parse(argv[optind], 65535);
	if (!port || !max_children) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sfd = signalfd(-1, &set, SFD_NONBLOCK);
	a.sin_port = htons(port);
	lfd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(lfd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(lfd, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(lfd, 100) == -1) {
		perror("forkserver");
		return 1;
	}
	loop();
	return 0;
}
