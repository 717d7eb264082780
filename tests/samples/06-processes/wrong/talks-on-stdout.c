/*
 * misconception: takes stdout for the place where a server tells what
 *   it does
 * fails: announced_once
 * shows: Each child says there that its client has gone.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t enough;

static void say_enough(int sig)
{
	enough = sig;
}

static bool forward(int fd, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t n = send(fd, data, size, MSG_NOSIGNAL);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return false;
		data += n;
		size -= n;
	}
	return true;
}

static void child(int fd, const char *who)
{
	char data[1800];
	ssize_t n;

	for (;;) {
		n = recv(fd, data, sizeof data, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0 || !forward(fd, data, n))
			break;
	}
	close(fd);
	printf("Client disconnected: %s\n", who);
	fflush(stdout);
	_exit(0);
}

static bool read_int(const char *s, int most, int *value)
{
	char *end;

	if (*s < '0' || *s > '9')
		return false;
	errno = 0;
	long n = strtol(s, &end, 10);
	*value = n;
	return !errno && !*end && n > 0 && n <= most;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in addr = { .sin_family = AF_INET };
	int sock, client, port, limit = 100, busy = 0, on = 1;
	bool good = argc == 2 ||
		(argc == 4 && !strcmp(argv[1], "-c") &&
			read_int(argv[2], 1000000, &limit));

	if (!good || !read_int(argv[argc - 1], 65535, &port)) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return EXIT_FAILURE;
	}
	signal(SIGTERM, say_enough);
	addr.sin_port = htons(port);
	sock = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(sock, (struct sockaddr *)&addr, sizeof addr) < 0 ||
		listen(sock, 128) < 0) {
		perror("forkserver");
		return EXIT_FAILURE;
	}
	while (!enough) {
		struct pollfd p = { sock, POLLIN, 0 };
		socklen_t size = sizeof addr;

		while (waitpid(-1, NULL, WNOHANG) > 0)
			busy--;
		if (busy >= limit)
			p.events = 0;
		if (poll(&p, 1, 100) != 1)
			continue;
		client = accept(sock, (struct sockaddr *)&addr, &size);
		if (client < 0) {
			if (errno == EMFILE || errno == ENFILE)
				usleep(100000);
			continue;
		}
		const char *who = inet_ntoa(addr.sin_addr);
		printf("Client connected: %s\n", who);
		fflush(stdout);
		pid_t pid = fork();
		if (pid == 0) {
			close(sock);
			child(client, who);
		}
		if (pid < 0)
			perror("fork");
		if (pid > 0)
			busy++;
		close(client);
	}
	close(sock);
	while (wait(NULL) > 0 || errno == EINTR)
		;
	return EXIT_SUCCESS;
}
