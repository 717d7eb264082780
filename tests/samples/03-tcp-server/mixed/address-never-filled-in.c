/*
 * cause: announces an address that nobody has filled in
 * shows: accept gets no place for the address, and 0.0.0.0 is
 *   announced.
 * fails: announces_client announces_other_address announced_before_data
 *   nothing_else_on_stdout
 *
 * cause: leaves its debugging output on stdout
 * shows: "got 5 bytes" stands between the lines that announce clients.
 * fails: nothing_else_on_stdout
 *
 * cause: expects that a port is free as soon as its server is gone
 * shows: After it was killed while it served, it cannot start again at
 *   once.
 * fails: restart_at_once
 *
 * cause: takes the exit status for message enough
 * shows: A bad port ends it with status 1, and nobody is told why.
 * fails: bad_ports
 *
 * cause: expects that send takes all it is given
 * shows: Where the kernel takes only a part, the rest is never sent.
 * fails: short_send interrupted_send
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	struct sockaddr_in server, client;
	char message[1500];
	int sd, cd, port = 0, i;

	if (argc != 2) {
		fprintf(stderr, "USAGE: echoserver port\n");
		return 1;
	}
	for (i = 0; argv[1][i]; i++) {
		if (argv[1][i] < '0' || argv[1][i] > '9')
			return 1;
		port = 10 * port + argv[1][i] - '0';
		if (port > 65535)
			return 1;
	}
	if (port == 0)
		return 1;

	memset(&server, 0, sizeof server);
	memset(&client, 0, sizeof client);
	server.sin_family = AF_INET;
	server.sin_addr.s_addr = htonl(INADDR_ANY);
	server.sin_port = htons(port);

	sd = socket(AF_INET, SOCK_STREAM, 0);
	if (sd < 0) {
		perror("socket");
		return 1;
	}
	if (bind(sd, (struct sockaddr *)&server, sizeof server) < 0) {
		perror("bind");
		return 1;
	}
	if (listen(sd, 5) < 0) {
		perror("listen");
		return 1;
	}
	for (;;) {
		cd = accept(sd, NULL, NULL);
		if (cd < 0) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(50000);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(client.sin_addr));
		fflush(stdout);
		for (;;) {
			int n = recv(cd, message, sizeof message, 0);
			if (n < 0 && errno == EINTR)
				continue;
			if (n <= 0)
				break;
			printf("got %d bytes\n", n);
			fflush(stdout);
			if (send(cd, message, n, MSG_NOSIGNAL) < 0)
				break;
		}
		close(cd);
	}
}
