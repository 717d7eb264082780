/*
 * misconception: leaves SIGTERM to its default
 * fails: term_exits term_with_nobody
 * shows: It is killed by signal 15 instead of ending with status 0 when
 *   the last client has gone.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int num_clients;

static void reap_all(void)
{
	while (waitpid(-1, NULL, WNOHANG) > 0)
		num_clients--;
}

static void do_client(int sock)
{
	char *buf = malloc(65536);
	ssize_t n, m, i;

	if (buf == NULL)
		err(1, "malloc");
	for (;;) {
		n = recv(sock, buf, 65536, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		for (i = 0; i < n; i += m) {
			m = send(sock, buf + i, n - i, MSG_NOSIGNAL);
			if (m == -1 && errno == EINTR)
				m = 0;
			if (m == -1)
				_exit(1);
		}
	}
	free(buf);
	close(sock);
	_exit(0);
}

static int my_listen(const char *port)
{
	struct sockaddr_in my = { 0 };
	int on = 1, sock = socket(PF_INET, SOCK_STREAM, 0);

	if (sock == -1)
		err(1, "socket");
	my.sin_family = AF_INET;
	my.sin_port = htons(atoi(port));
	setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(sock, (struct sockaddr *)&my, sizeof my) == -1)
		err(1, "bind");
	if (listen(sock, 100) == -1)
		err(1, "listen");
	return sock;
}

static int is_number(const char *s, int max)
{
	size_t len = strlen(s);

	return len > 0 && len < 8 && strspn(s, "0123456789") == len &&
		atoi(s) > 0 && atoi(s) <= max;
}

int main(int argc, char **argv)
{
	int sock, fd, max_clients = 100, good = argc == 2;
	struct sockaddr_in their;
	socklen_t len;
	pid_t pid;

	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		good = is_number(argv[2], 1000000);
		max_clients = atoi(argv[2]);
	}
	if (!good || !is_number(argv[argc - 1], 65535)) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	sock = my_listen(argv[argc - 1]);
	for (;;) {
		struct pollfd p = { sock, POLLIN, 0 };

		reap_all();
		if (num_clients >= max_clients)
			p.fd = -1;
		if (poll(&p, 1, 100) < 1)
			continue;
		len = sizeof their;
		fd = accept(sock, (struct sockaddr *)&their, &len);
		if (fd == -1) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(their.sin_addr));
		fflush(stdout);
		pid = fork();
		if (pid == 0) {
			close(sock);
			do_client(fd);
		}
		if (pid == -1)
			warn("fork");
		else
			num_clients++;
		close(fd);
	}
}
