/*
 * misconception: expects that printf has shown the line when it returns
 * fails: announces_client announces_other_address
 *   announced_before_data nothing_else_on_stdout
 * shows: On a terminal all is well; through a pipe not one client is
 *   announced.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int get_port(int argc, char **argv)
{
	size_t n;

	if (argc != 2)
		return 0;
	n = strspn(argv[1], "0123456789");
	if (n == 0 || n > 5 || argv[1][n] != '\0')
		return 0;
	return atoi(argv[1]) > 65535 ? 0 : atoi(argv[1]);
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

static void handle_client(int sock, struct sockaddr_in addr)
{
	char data[1024];
	int len;

	printf("Client connected: %s\n", inet_ntoa(addr.sin_addr));
	for (;;) {
		len = recv(sock, data, sizeof(data), 0);
		if (len == -1 && errno == EINTR)
			continue;
		if (len <= 0 || send_back(sock, data, len) == -1)
			break;
	}
	close(sock);
}

int main(int argc, char **argv)
{
	int server, client, yes = 1, port = get_port(argc, argv);
	struct sockaddr_in addr = { 0 };
	socklen_t size;

	if (!port) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		return 1;
	}
	addr.sin_family = AF_INET;
	addr.sin_port = htons(port);
	server = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(server, (struct sockaddr *)&addr, sizeof(addr)) ==
			-1 ||
		listen(server, 10) == -1) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		size = sizeof(addr);
		client =
			accept(server, (struct sockaddr *)&addr, &size);
		if (client != -1)
			handle_client(client, addr);
		else if (errno != EINTR)
			usleep(50000);
	}
}
