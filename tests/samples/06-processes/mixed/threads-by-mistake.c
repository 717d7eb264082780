/*
 * cause: serves its clients by threads of one process
 * shows: pthread_create instead of fork.
 * fails: process_for_each killed_alone no_zombie_after_kill
 *   killed_child_is_seen nobody_keeps served_on_after_kill
 *   restart_meanwhile limit_after_kill fork_fails
 *   fork_fails_uncounted fork_fails_closed
 *
 * cause: lets one more in than the limit says
 * shows: "Not more than the limit" is asked before the next is counted.
 * fails: limit limit_next limit_after_kill limit_is_kept
 *   hundred_without
 *
 * cause: goes on behind an option that it does not know
 * shows: getopt's '?' is not looked at.
 * fails: unknown_options
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static atomic_int threads;
static volatile sig_atomic_t quit;

static void on_term(int sig)
{
	(void)sig;
	quit = 1;
}

static int send_all(int fd, const char *p, ssize_t n)
{
	ssize_t m;

	for (; n > 0; p += m, n -= m) {
		m = send(fd, p, n, MSG_NOSIGNAL);
		if (m == -1 && errno == EINTR)
			m = 0;
		if (m == -1)
			return -1;
	}
	return 0;
}

static void *client_thread(void *arg)
{
	int fd = *(int *)arg;
	char data[4096];
	ssize_t n;

	free(arg);
	while ((n = recv(fd, data, sizeof data, 0)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 || send_all(fd, data, n) == -1)
			break;
	}
	close(fd);
	threads--;
	return NULL;
}

static void start(int fd)
{
	int *arg = malloc(sizeof *arg);
	pthread_t t;

	if (arg != NULL) {
		*arg = fd;
		threads++;
		if (pthread_create(&t, NULL, client_thread, arg) == 0) {
			pthread_detach(t);
			return;
		}
		threads--;
	}
	fprintf(stderr, "no thread\n");
	free(arg);
	close(fd);
}

static int number(const char *s, int most)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && n < 8 && !s[n] && atoi(s) <= most ? atoi(s) : 0;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int s, c, on = 1, limit = 100, port = 0;

	while ((c = getopt(argc, argv, "+c:")) != -1)
		if (c == 'c')
			limit = number(optarg, 1000000);
	if (optind == argc - 1)
		port = number(argv[optind], 65535);
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	a.sin_port = htons(port);
	s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(s, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(s, 128) == -1) {
		perror("forkserver");
		return 1;
	}
	signal(SIGTERM, on_term);
	while (!quit) {
		struct pollfd p = { s, POLLIN, 0 };
		socklen_t size = sizeof a;

		if (threads > limit)
			p.fd = -1;
		if (poll(&p, 1, 50) < 1)
			continue;
		c = accept(s, (struct sockaddr *)&a, &size);
		if (c == -1) {
			if (errno != EAGAIN && errno != EINTR &&
				errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n", inet_ntoa(a.sin_addr));
		fflush(stdout);
		start(c);
	}
	close(s);
	while (threads > 0)
		usleep(20000);
	return 0;
}
