/*
 * udpprobe - show what each call of a UDP client returns
 *
 * usage: udpprobe [connect] <address> <port> <word>
 *
 * Sends the word in a datagram and waits a second for another one;
 * with "connect", through a socket that is connected.
 * Try: ./udpprobe 127.0.0.1 7777 hello
 *
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>
#include <unistd.h>

enum { HIGHEST_PORT = 65535 };

/* Prints a result, and the reason if it is -1; hands it on. */
static ssize_t show(const char *call, ssize_t result)
{
	int reason = errno;

	printf("%-8s %zd", call, result);
	if (result == -1)
		printf("  %s", strerror(reason));
	putchar('\n');
	return result;
}

/* Ends the program if the texts are no address and port. */
static struct sockaddr_in read_endpoint(
	const char *address, const char *port)
{
	long number = strtol(port, NULL, 10);
	struct sockaddr_in endpoint = {
		.sin_family = AF_INET,
		.sin_port = htons((in_port_t)number),
	};

	if (number < 1 || number > HIGHEST_PORT)
		errx(EXIT_FAILURE, "%s: not a port", port);
	if (inet_pton(AF_INET, address, &endpoint.sin_addr) != 1)
		errx(EXIT_FAILURE, "%s: not an address", address);
	return endpoint;
}

/* Receiving calls of this socket give up after a second. */
static void limit_waiting(int sock)
{
	struct timeval second = { .tv_sec = 1 };

	if (setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &second,
		    sizeof second) == -1)
		err(EXIT_FAILURE, "cannot set a time limit");
}

/* Receives one datagram, and shows who has sent it. */
static void receive(int sock)
{
	char word[64];
	struct sockaddr_in sender;
	socklen_t size = sizeof sender;
	char address[INET_ADDRSTRLEN];
	ssize_t n = recvfrom(sock, word, sizeof word, 0,
		(struct sockaddr *)&sender, &size);

	if (n == -1) {
		show("recvfrom", n);
		return;
	}
	printf("recvfrom %zd  \"%.*s\"", n, (int)n, word);
	if (inet_ntop(AF_INET, &sender.sin_addr, address,
		    sizeof address) == NULL)
		err(EXIT_FAILURE, "cannot print the address");
	printf(" from %s port %d\n", address, ntohs(sender.sin_port));
}

int main(int argc, char *argv[])
{
	bool connected = argc == 5 && strcmp(argv[1], "connect") == 0;

	if (argc != 4 && !connected) {
		fputs("USAGE: udpprobe [connect] <address> <port> "
		      "<word>\n",
			stderr);
		return EXIT_FAILURE;
	}
	argv += connected;
	struct sockaddr_in server = read_endpoint(argv[1], argv[2]);
	const struct sockaddr *address = (struct sockaddr *)&server;
	int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (show("socket", sock) == -1)
		return EXIT_FAILURE;
	limit_waiting(sock);
	if (connected)
		show("connect", connect(sock, address, sizeof server));
	show("sendto",
		sendto(sock, argv[3], strlen(argv[3]), 0, address,
			sizeof server));
	receive(sock);
	show("close", close(sock));
	return ferror(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
