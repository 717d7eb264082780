/*
 * cause: gives back a count as its exit status
 * shows: main returns what printf returned.
 * fails: orderly_end nothing_leaks server_ends_after_reply
 *   interrupted_connect interrupted_sending interrupted_receiving
 *   full_disk short_write name_by_dns name_in_hosts_file ipv6_address
 *   second_address_connects interrupted_refusal one_family_only
 *
 * cause: takes the reply for a string
 * shows: The reply is printed up to its first zero byte.
 * fails: zero_bytes
 *
 * cause: never frees what it has taken from the heap
 * shows: The leak sanitizer finds the buffer of the reply.
 * fails: nothing_leaks
 *
 * cause: takes errno for the reason why a look-up failed
 * shows: perror says "Success" or whatever came last for an unknown
 *   name.
 * fails: unknown_name
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int sendAll(int sock, const void *data, int n)
{
	const char *p = data;
	while (n > 0) {
		int k = send(sock, p, n, MSG_NOSIGNAL);
		if (k < 0) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		p += k;
		n -= k;
	}
	return 0;
}

int recvAll(int sock, void *data, int n)
{
	char *p = data;
	while (n > 0) {
		int k = recv(sock, p, n, 0);
		if (k < 0) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		if (k == 0)
			return 1;
		p += k;
		n -= k;
	}
	return 0;
}

int connectTo(char *server, char *port)
{
	struct addrinfo *ai = NULL, *cur, hints;
	int s, err;

	memset(&hints, 0, sizeof(hints));
	hints.ai_socktype = SOCK_STREAM;
	if (getaddrinfo(server, port, &hints, &ai) != 0) {
		perror(server);
		return -1;
	}
	for (cur = ai; cur; cur = cur->ai_next) {
		s = socket(cur->ai_family, cur->ai_socktype,
			cur->ai_protocol);
		if (s < 0) {
			perror("socket");
			freeaddrinfo(ai);
			return -1;
		}
		for (;;) {
			if (connect(s, cur->ai_addr, cur->ai_addrlen) ==
				0) {
				freeaddrinfo(ai);
				return s;
			}
			if (errno != EINTR)
				break;
		}
		err = errno;
		close(s);
		errno = err;
	}
	perror("connect");
	freeaddrinfo(ai);
	return -1;
}

int main(int argc, char *argv[])
{
	int port, s, r, len;
	char x, *reply;

	if (argc != 4) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	if (strspn(argv[3], "0123456789") != strlen(argv[3]) ||
		sscanf(argv[3], "%5d%c", &port, &x) != 1 || port < 1 ||
		port > 65535) {
		fprintf(stderr, "bad port\n");
		return 1;
	}
	if ((s = connectTo(argv[1], argv[3])) < 0)
		return 1;
	len = strlen(argv[2]);
	reply = malloc(len + 1);
	reply[len] = 0;
	if (sendAll(s, argv[2], len) < 0) {
		perror("send");
		return 1;
	}
	r = recvAll(s, reply, len);
	if (r == -1)
		perror("recv");
	if (r == 1)
		fprintf(stderr,
			"The server closed the connection too "
			"early.\n");
	if (r != 0)
		return 1;
	close(s);
	r = printf("Received: %s\n", reply);
	if (r < 0 || fflush(stdout) == EOF) {
		perror("printf");
		return 1;
	}
	reply = NULL;
	return r;
}
