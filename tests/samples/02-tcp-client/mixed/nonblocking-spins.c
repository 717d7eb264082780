/*
 * cause: asks again and again instead of waiting
 * shows: While the server says nothing, it burns processor time.
 * fails: server_is_silent
 *
 * cause: takes what a non-blocking send does not take for sent
 * shows: When the buffers are full, the rest of the word is dropped,
 *   and it waits for the reply to it.
 * fails: slow_reader reset_while_sending
 *
 * cause: takes it for granted that the server still reads
 * shows: SIGPIPE kills it when the connection is gone.
 * fails: broken_before_sending
 *
 * cause: takes the first address for the only one
 * shows: If the first address refuses, the others are never tried.
 * fails: second_address_connects failed_attempts_are_closed
 *   interrupted_refusal one_family_only
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void usage(void)
{
	fputs("USAGE: echoclient <server> <word> <port>\n", stderr);
	exit(1);
}

static void die(const char *s)
{
	perror(s);
	exit(1);
}

static bool wait_and_see(void)
{
	return errno == EAGAIN || errno == EWOULDBLOCK ||
		errno == EINTR;
}

int main(int argc, char *argv[])
{
	if (argc != 4)
		usage();
	size_t digits = strspn(argv[3], "0123456789");
	if (digits == 0 || argv[3][digits] != '\0' || digits > 5)
		usage();
	long port = strtol(argv[3], NULL, 10);
	if (port < 1 || port > 65535)
		usage();

	struct addrinfo *info;
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	int rc = getaddrinfo(argv[1], argv[3], &hints, &info);
	if (rc != 0) {
		fprintf(stderr, "%s: %s\n", argv[1], gai_strerror(rc));
		return 1;
	}
	int sock = socket(info->ai_family, SOCK_STREAM, 0);
	if (sock == -1)
		die("socket");
	while (connect(sock, info->ai_addr, info->ai_addrlen) == -1)
		if (errno != EINTR)
			die("connect");
	freeaddrinfo(info);
	fcntl(sock, F_SETFL, O_NONBLOCK);

	const char *word = argv[2];
	size_t length = strlen(word), sent = 0, received = 0;
	while (sent < length) {
		ssize_t n = write(sock, word + sent, length - sent);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 && errno == EAGAIN)
			break;
		if (n == -1)
			die("write");
		sent += n;
	}
	printf("Received: ");
	while (received < length) {
		char buf[256];
		size_t room = length - received;
		ssize_t n = read(sock, buf,
			room < sizeof buf ? room : sizeof buf);
		if (n == 0) {
			fprintf(stderr, "server closed\n");
			return 1;
		}
		if (n == -1 && wait_and_see())
			continue;
		if (n == -1)
			die("read");
		fwrite(buf, 1, n, stdout);
		received += n;
	}
	printf("\n");
	close(sock);
	if (fclose(stdout) == EOF)
		die("stdout");
	return 0;
}
