/*
 * cause: asks errno why the connection has ended
 * shows: fread returned less and perror says "Success".
 * fails: early_close
 *
 * cause: prints its usage where it prints its results
 * shows: The usage line comes on stdout, and stderr stays empty.
 * fails: usage_without_arguments usage_with_too_few usage_with_too_many
 *
 * cause: reports that no connection comes about, and calls that success
 * shows: After the message about the connection the exit status is 0.
 * fails: not_an_address connection_refused reasons_differ no_socket
 *   no_address_connects unknown_name
 *
 * cause: takes it for granted that no signal interrupts a call
 * shows: EINTR is an error for stdio, and ends it.
 * fails: interrupted_connect interrupted_sending interrupted_receiving
 *   interrupted_refusal
 */
#define _GNU_SOURCE
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* opens a stream to host:port or exits */
static FILE *open_server(const char *host, const char *port)
{
	struct addrinfo want = { 0 }, *all, *a;
	int fd = -1, rc;

	want.ai_socktype = SOCK_STREAM;
	rc = getaddrinfo(host, port, &want, &all);
	if (rc != 0) {
		fprintf(stderr, "%s: %s\n", host, gai_strerror(rc));
		exit(0);
	}
	for (a = all; a != NULL; a = a->ai_next) {
		fd = socket(
			a->ai_family, a->ai_socktype, a->ai_protocol);
		if (fd == -1)
			break;
		if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
			break;
		if (a->ai_next != NULL)
			close(fd);
		else {
			perror(host);
			exit(0);
		}
	}
	if (fd == -1) {
		perror("socket");
		exit(0);
	}
	freeaddrinfo(all);
	return fdopen(fd, "r+");
}

int main(int argc, char *argv[])
{
	FILE *net;
	char *answer;
	size_t len;
	int port;
	char rest;

	if (argc != 4) {
		printf("USAGE: echoclient <server> <word> <port>\n");
		return 1;
	}
	if (strspn(argv[3], "0123456789") != strlen(argv[3]) ||
		strlen(argv[3]) > 5 ||
		sscanf(argv[3], "%d%c", &port, &rest) != 1 ||
		port < 1 || port > 65535) {
		fprintf(stderr, "%s is no port\n", argv[3]);
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);
	net = open_server(argv[1], argv[3]);
	len = strlen(argv[2]);
	fwrite(argv[2], 1, len, net);
	if (fflush(net) == EOF) {
		perror("sending");
		return 1;
	}
	answer = calloc(len + 1, 1);
	if (fread(answer, 1, len, net) < len) {
		perror("receiving");
		free(answer);
		fclose(net);
		return 1;
	}
	fclose(net);
	fputs("Received: ", stdout);
	fwrite(answer, 1, len, stdout);
	fputs("\n", stdout);
	free(answer);
	if (fclose(stdout) == EOF) {
		perror("stdout");
		return 1;
	}
	return 0;
}
