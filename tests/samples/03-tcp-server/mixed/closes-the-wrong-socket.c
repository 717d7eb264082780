/*
 * cause: closes the listening socket when a client is done
 * shows: The next client is refused, and accept fails for ever.
 * fails: queue_waits_its_turn announces_other_address
 *   nothing_else_on_stdout one_at_a_time pause_at_every_split
 *   all_said_before_its_turn nothing_of_the_previous_client
 *   short_receive crowd_in_reverse client_resets left_before_its_turn
 *   reset_in_the_queue leaves_without_reading connects_and_leaves
 *   never_reads idle_burns_nothing no_descriptor_free lost_clients
 *   many_clients
 *
 * cause: prints its usage where it prints its results
 * shows: The usage line comes on stdout, and stderr stays empty.
 * fails: usage_without_arguments usage_with_two_ports
 *
 * cause: takes every failure of accept for the end of the server
 * shows: A signal or a lack of descriptors ends it.
 * fails: accept_aborted no_descriptor_free interrupted_accept
 *
 * cause: expects that send takes all it is given
 * shows: Where the kernel takes only a part, the rest is never sent.
 * fails: short_send
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUFFERSIZE 256

typedef struct {
	int serverSocket;
	int clientSocket;
	struct sockaddr_in clientAddress;
	char buffer[BUFFERSIZE];
} Server;

bool parsePort(const char *arg, uint16_t *port)
{
	unsigned int value = 0;

	if (*arg == '\0')
		return false;
	for (; *arg; arg++) {
		if (*arg < '0' || *arg > '9')
			return false;
		value = value * 10 + (unsigned int)(*arg - '0');
		if (value > 65535)
			return false;
	}
	*port = (uint16_t)value;
	return value != 0;
}

bool openServer(Server *server, uint16_t port)
{
	struct sockaddr_in address;
	int enabled = 1;

	server->serverSocket = socket(AF_INET, SOCK_STREAM, 0);
	if (server->serverSocket == -1)
		return false;
	setsockopt(server->serverSocket, SOL_SOCKET, SO_REUSEADDR,
		&enabled, sizeof(enabled));
	memset(&address, 0, sizeof(address));
	address.sin_family = AF_INET;
	address.sin_port = htons(port);
	address.sin_addr.s_addr = htonl(INADDR_ANY);
	if (bind(server->serverSocket, (struct sockaddr *)&address,
		    sizeof(address)) == -1)
		return false;
	return listen(server->serverSocket, 20) == 0;
}

bool waitForClient(Server *server)
{
	socklen_t length = sizeof(server->clientAddress);

	server->clientSocket = accept(server->serverSocket,
		(struct sockaddr *)&server->clientAddress, &length);
	if (server->clientSocket == -1)
		return false;
	printf("Client connected: %s\n",
		inet_ntoa(server->clientAddress.sin_addr));
	fflush(stdout);
	return true;
}

void serveClient(Server *server)
{
	ssize_t count, sent;

	while ((count = recv(server->clientSocket, server->buffer,
			BUFFERSIZE, 0)) != 0) {
		if (count == -1 && errno == EINTR)
			continue;
		if (count == -1)
			break;
		do
			sent = send(server->clientSocket,
				server->buffer, (size_t)count,
				MSG_NOSIGNAL);
		while (sent == -1 && errno == EINTR);
		if (sent == -1)
			break;
	}
	shutdown(server->clientSocket, SHUT_RDWR);
	close(server->serverSocket);
}

int main(int argc, char *argv[])
{
	Server server;
	uint16_t port;

	if (argc != 2) {
		printf("USAGE: echoserver <port>\n");
		return EXIT_FAILURE;
	}
	if (!parsePort(argv[1], &port)) {
		fprintf(stderr, "Not a port: %s\n", argv[1]);
		return EXIT_FAILURE;
	}
	if (!openServer(&server, port)) {
		perror("Could not open the server");
		return EXIT_FAILURE;
	}
	while (waitForClient(&server))
		serveClient(&server);
	perror("Could not accept");
	return EXIT_FAILURE;
}
