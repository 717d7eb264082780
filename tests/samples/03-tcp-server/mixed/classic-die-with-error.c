/*
 * cause: ends when a connection breaks, as a client would
 * shows: "Failed to receive bytes from client", and the server is gone.
 * fails: client_resets left_before_its_turn reset_in_the_queue
 *   leaves_without_reading never_reads interrupted_receive
 *   interrupted_send lost_clients
 *
 * cause: expects that a port is free as soon as its server is gone
 * shows: After it was killed while it served, it cannot start again at
 *   once.
 * fails: restart_at_once
 *
 * cause: expects that printf has shown the line when it returns
 * shows: Through a pipe not one client is announced.
 * fails: announces_client announces_other_address announced_before_data
 *   nothing_else_on_stdout
 *
 * cause: takes every failure of accept for the end of the server
 * shows: A signal or a lack of descriptors ends it.
 * fails: accept_aborted no_descriptor_free interrupted_accept
 *
 * cause: takes a send that took a part for a lost client
 * shows: Where the kernel takes only a part, it dies.
 * fails: short_send
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAXQUEUE 5
#define BUFSIZE 512

void Fatal(char *text)
{
	perror(text);
	exit(1);
}

void Serve(int sock)
{
	char data[BUFSIZE];
	int got = -1;

	if ((got = recv(sock, data, BUFSIZE, 0)) < 0)
		Fatal("Could not receive the first bytes");
	while (got > 0) {
		if (send(sock, data, got, MSG_NOSIGNAL) != got)
			Fatal("Could not send bytes");
		if ((got = recv(sock, data, BUFSIZE, 0)) < 0)
			Fatal("Could not receive more bytes");
	}
	close(sock);
}

int main(int argc, char *argv[])
{
	int serversock, clientsock;
	struct sockaddr_in server, client;
	char *rest;
	unsigned long port;

	if (argc != 2) {
		fprintf(stderr, "USAGE: echoserver <port>\n");
		exit(1);
	}
	port = strtoul(argv[1], &rest, 10);
	if (argv[1][0] < '0' || argv[1][0] > '9' || *rest || port < 1 ||
		port > 65535) {
		fprintf(stderr, "%s is no port\n", argv[1]);
		exit(1);
	}
	if ((serversock = socket(PF_INET, SOCK_STREAM, IPPROTO_TCP)) <
		0)
		Fatal("No socket");
	memset(&server, 0, sizeof(server));
	server.sin_family = AF_INET;
	server.sin_addr.s_addr = htonl(INADDR_ANY);
	server.sin_port = htons(port);
	if (bind(serversock, (struct sockaddr *)&server,
		    sizeof(server)) < 0)
		Fatal("Cannot bind");
	if (listen(serversock, MAXQUEUE) < 0)
		Fatal("Cannot listen");
	while (1) {
		unsigned int clientlen = sizeof(client);
		if ((clientsock = accept(serversock,
			     (struct sockaddr *)&client, &clientlen)) <
			0)
			Fatal("Cannot accept");
		fprintf(stdout, "Client connected: %s\n",
			inet_ntoa(client.sin_addr));
		Serve(clientsock);
	}
}
