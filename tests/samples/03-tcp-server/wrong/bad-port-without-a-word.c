/*
 * misconception: takes the exit status for message enough
 * fails: bad_ports
 * shows: A bad port ends it with status 1, and nobody is told why.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	if (argc != 2) {
		fprintf(stderr, "USAGE: %s <port>\n", argv[0]);
		exit(1);
	}

	const char *text = argv[1];
	unsigned port = 0;
	while (*text) {
		if (!strchr("0123456789", *text) || port > 65535)
			exit(1);
		port = port * 10 + (*text - '0');
		text++;
	}
	if (port == 0 || port > 65535)
		exit(1);

	int server = socket(AF_INET, SOCK_STREAM, 0);
	if (server == -1) {
		perror("socket");
		exit(1);
	}
	int option = 1;
	setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &option,
		sizeof(option));
	struct sockaddr_in address = { 0 };
	address.sin_family = AF_INET;
	address.sin_port = htons(port);
	if (bind(server, (struct sockaddr *)&address,
		    sizeof(address)) == -1) {
		perror("bind");
		exit(1);
	}
	if (listen(server, 10) == -1) {
		perror("listen");
		exit(1);
	}

	while (1) {
		socklen_t size = sizeof(address);
		int client = accept(
			server, (struct sockaddr *)&address, &size);
		if (client == -1) {
			if (errno != EINTR)
				usleep(50000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(address.sin_addr));
		fflush(stdout);

		char data[128];
		ssize_t count = 0;
		while ((count = recv(client, data, sizeof(data), 0)) !=
			0) {
			if (count == -1 && errno == EINTR)
				continue;
			ssize_t sent = 0;
			while (sent < count) {
				ssize_t n = send(client, data + sent,
					count - sent, MSG_NOSIGNAL);
				if (n == -1 && errno != EINTR)
					break;
				sent += n == -1 ? 0 : n;
			}
			if (count == -1 || sent < count)
				break;
		}
		close(client);
	}
}
