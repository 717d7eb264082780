/*
 * misconception: expects that printf has shown the line when it returns
 * fails: announces_client announced_once
 * shows: On a terminal all is well; through a pipe not one client is
 *   announced.
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

static volatile sig_atomic_t done;

static void set_done(int signal_number)
{
	done = signal_number;
}

static int get_number(const char *s, int highest)
{
	size_t n = strspn(s, "0123456789");

	if (n == 0 || n > 7 || s[n] != '\0' || atoi(s) > highest)
		return 0;
	return atoi(s);
}

static int send_back(int sock, const char *data, int len)
{
	int sent = 0;

	while (sent < len) {
		int n = send(
			sock, data + sent, len - sent, MSG_NOSIGNAL);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		sent += n;
	}
	return 0;
}

static void handle_client(int sock)
{
	char data[1024];
	int len;

	for (;;) {
		len = recv(sock, data, sizeof(data), 0);
		if (len == -1 && errno == EINTR)
			continue;
		if (len <= 0 || send_back(sock, data, len) == -1)
			break;
	}
	_exit(0);
}

int main(int argc, char **argv)
{
	int server, client, yes = 1, limit = 100, port = 0, busy = 0;
	struct sockaddr_in addr = { 0 };
	socklen_t size;

	if (argc == 2)
		port = get_number(argv[1], 65535);
	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = get_number(argv[2], 1000000);
		port = get_number(argv[3], 65535);
	}
	if (!port || !limit) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		return 1;
	}
	addr.sin_family = AF_INET;
	addr.sin_port = htons(port);
	server = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(server, (struct sockaddr *)&addr, sizeof(addr)) ==
			-1 ||
		listen(server, 100) == -1) {
		perror("forkserver");
		return 1;
	}
	signal(SIGTERM, set_done);
	while (!done) {
		struct pollfd arrival = { .fd = server };

		while (waitpid(-1, NULL, WNOHANG) > 0)
			busy--;
		if (busy < limit)
			arrival.events = POLLIN;
		if (poll(&arrival, 1, 100) <= 0)
			continue;
		size = sizeof(addr);
		client =
			accept(server, (struct sockaddr *)&addr, &size);
		if (client == -1) {
			if (errno != EINTR)
				usleep(100000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(addr.sin_addr));
		pid_t pid = fork();
		if (pid == 0) {
			close(server);
			handle_client(client);
		}
		if (pid == -1)
			perror("fork");
		else
			busy++;
		close(client);
	}
	close(server);
	while (wait(NULL) > 0 || errno == EINTR)
		continue;
	return 0;
}
