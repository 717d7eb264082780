/*
 * cause: takes a byte above 127 for the end of the word
 * shows: Such a byte is a negative char, and the loop that counts stops
 *   there.
 * fails: any_byte_value
 *
 * cause: takes the 0 of recv for "nothing yet"
 * shows: When the server has closed, it asks for ever.
 * fails: early_close losses_differ
 *
 * cause: takes IPv4 for all there is
 * shows: The hints ask for AF_INET.
 * fails: ipv6_address one_family_only
 *
 * cause: does not look whether all of its output was written in the end
 * shows: On a full disk it exits with status 0.
 * fails: full_disk
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* own strlen, exercise 1.4 */
int length(const char *s)
{
	int n = 0;
	while (s[n] > 0)
		n++;
	return n;
}

int all_digits(const char *s)
{
	int n = length(s), i;
	if (n == 0 || n > 5)
		return 0;
	for (i = 0; i < n; i++)
		if (s[i] < '0' || s[i] > '9')
			return 0;
	return 1;
}

int open_socket(const char *server, const char *port)
{
	struct addrinfo hints, *res, *r;
	int rc, s, why = 0;

	memset(&hints, 0, sizeof(hints));
	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_STREAM;
	rc = getaddrinfo(server, port, &hints, &res);
	if (rc != 0) {
		fprintf(stderr, "%s: %s\n", server, gai_strerror(rc));
		return -1;
	}
	for (r = res; r != NULL; r = r->ai_next) {
		s = socket(
			r->ai_family, r->ai_socktype, r->ai_protocol);
		if (s < 0) {
			why = errno;
			break;
		}
		do {
			rc = connect(s, r->ai_addr, r->ai_addrlen);
		} while (rc != 0 && errno == EINTR);
		if (rc == 0)
			break;
		why = errno;
		close(s);
		s = -1;
	}
	freeaddrinfo(res);
	if (s < 0)
		fprintf(stderr, "%s port %s: %s\n", server, port,
			strerror(why));
	return s;
}

int main(int argc, char *argv[])
{
	int s, i, n, len;
	char buf[77];

	if (argc != 4) {
		fprintf(stderr,
			"USAGE: echoclient <server> <word> <port>\n");
		return 1;
	}
	if (!all_digits(argv[3]) || atoi(argv[3]) == 0 ||
		atoi(argv[3]) > 65535) {
		fprintf(stderr,
			"The port must be between 1 and 65535\n");
		return 1;
	}
	if ((s = open_socket(argv[1], argv[3])) < 0)
		return 1;
	len = length(argv[2]);
	for (i = 0; i < len; i += n) {
		n = send(s, argv[2] + i, len - i, MSG_NOSIGNAL);
		if (n < 0) {
			if (errno != EINTR) {
				perror("send");
				return 1;
			}
			n = 0;
		}
	}
	printf("Received: ");
	for (i = 0; i < len; i += n) {
		n = len - i > 77 ? 77 : len - i;
		n = recv(s, buf, n, 0);
		if (n < 0) {
			if (errno != EINTR) {
				perror("recv");
				return 1;
			}
			n = 0;
		}
		fwrite(buf, n, 1, stdout);
	}
	printf("\n");
	close(s);
	return 0;
}
