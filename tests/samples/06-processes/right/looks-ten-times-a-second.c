/*
 * Needs no trick with signals: accept waits for a tenth of a second at
 * most, and then it looks at its children and at a flag.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_PENDING 100
#define TENTH 100

static volatile sig_atomic_t terminated;

static void terminate(int signal)
{
	(void)signal;
	terminated = 1;
}

static void set_timeout(int sock, int milliseconds)
{
	struct timeval tv = { .tv_usec = milliseconds * 1000 };

	if (setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv) <
		0)
		warn("SO_RCVTIMEO");
}

static int create_server_socket(int port)
{
	struct sockaddr_in address;
	int on = 1, sock;

	if ((sock = socket(PF_INET, SOCK_STREAM, IPPROTO_TCP)) < 0)
		err(1, "socket() failed");
	if (setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) <
		0)
		err(1, "setsockopt() failed");
	memset(&address, 0, sizeof address);
	address.sin_family = AF_INET;
	address.sin_addr.s_addr = htonl(INADDR_ANY);
	address.sin_port = htons((unsigned short)port);
	if (bind(sock, (struct sockaddr *)&address, sizeof address) < 0)
		err(1, "bind() failed");
	if (listen(sock, MAX_PENDING) < 0)
		err(1, "listen() failed");
	set_timeout(sock, TENTH);
	return sock;
}

static void handle_client(int sock)
{
	char buffer[2000], *p;
	ssize_t received, sent;

	for (;;) {
		received = recv(sock, buffer, sizeof buffer, 0);
		if (received < 0 && errno == EINTR)
			continue;
		if (received < 0)
			err(1, "recv() failed");
		if (received == 0)
			return;
		for (p = buffer; received > 0; p += sent) {
			sent = send(sock, p, (size_t)received,
				MSG_NOSIGNAL);
			if (sent < 0 && errno == EINTR)
				sent = 0;
			if (sent < 0)
				err(1, "send() failed");
			received -= sent;
		}
	}
}

static int create_process(int server, int client)
{
	pid_t pid;

	pid = fork();
	if (pid < 0) {
		warn("fork() failed");
	} else if (pid == 0) {
		signal(SIGTERM, SIG_DFL);
		close(server);
		/* accept has handed it on from the listener. */
		set_timeout(client, 0);
		handle_client(client);
		exit(0); /* all output was flushed before fork */
	}
	close(client);
	return pid > 0;
}

static int accept_connection(int server)
{
	struct sockaddr_in address;
	socklen_t size = sizeof address;
	int client = accept(server, (struct sockaddr *)&address, &size);

	if (client < 0) {
		if (errno != EAGAIN && errno != EINTR &&
			errno != ECONNABORTED)
			poll(NULL, 0, TENTH);
		return 0;
	}
	printf("Client connected: %s\n", inet_ntoa(address.sin_addr));
	fflush(stdout);
	return create_process(server, client);
}

static int to_int(const char *string, int maximum)
{
	long value = 0;
	int i;

	for (i = 0; string[i] >= '0' && string[i] <= '9' && i < 8; i++)
		value = value * 10 + string[i] - '0';
	return string[i] == '\0' && value <= maximum ? (int)value : 0;
}

int main(int argc, char *argv[])
{
	struct sigaction action = { .sa_handler = terminate };
	int server, children = 0, limit = 100, port = 0;

	if (argc == 4 && strcmp(argv[1], "-c") == 0) {
		limit = to_int(argv[2], 1000000);
		port = to_int(argv[3], 65535);
	}
	if (argc == 2)
		port = to_int(argv[1], 65535);
	if (limit < 1 || port < 1) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		exit(1);
	}
	server = create_server_socket(port);
	sigaction(SIGTERM, &action, NULL);
	while (!terminated) {
		if (children < limit)
			children += accept_connection(server);
		else
			poll(NULL, 0, TENTH);
		while (waitpid(-1, NULL, WNOHANG) > 0)
			children--;
	}
	close(server);
	while (wait(NULL) > 0 || errno == EINTR)
		continue;
	exit(0);
}
