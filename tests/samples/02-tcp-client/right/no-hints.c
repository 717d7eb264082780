/* No hints at all: leaves out the entries that are no streams. */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static int open_stream(const char *host, const char *port)
{
	struct addrinfo *first, *each;
	int result = -1, reason = 0, s;

	if ((s = getaddrinfo(host, port, NULL, &first)) != 0)
		errx(1, "%s: %s", host, gai_strerror(s));
	for (each = first; each && result < 0; each = each->ai_next) {
		if (each->ai_socktype != SOCK_STREAM)
			continue;
		s = socket(each->ai_family, SOCK_STREAM,
			each->ai_protocol);
		if (s < 0) {
			reason = errno;
			continue;
		}
	again:
		if (connect(s, each->ai_addr, each->ai_addrlen) == 0 ||
			errno == EISCONN) {
			result = s;
		} else if (errno == EINTR || errno == EALREADY) {
			goto again;
		} else {
			reason = errno;
			close(s);
		}
	}
	freeaddrinfo(first);
	if (result < 0)
		errx(1, "%s: %s", host, strerror(reason));
	return result;
}

/* Header, reply and newline in one call, as far as it takes them. */
static void print(char *reply, size_t length)
{
	struct iovec parts[] = { { "Received: ", 10 },
		{ reply, length }, { "\n", 1 } };
	int i = 0;

	while (i < 3) {
		ssize_t n = writev(1, parts + i, 3 - i);
		if (n < 0 && errno != EINTR)
			err(1, "stdout");
		while (n > 0 || (i < 3 && parts[i].iov_len == 0)) {
			size_t step = n < (ssize_t)parts[i].iov_len
				? (size_t)n
				: parts[i].iov_len;
			parts[i].iov_base =
				(char *)parts[i].iov_base + step;
			parts[i].iov_len -= step;
			n -= step;
			if (parts[i].iov_len == 0)
				i++;
			if (n <= 0)
				break;
		}
	}
}

int main(int argc, char *argv[])
{
	char *p;
	long n;

	if (argc != 4) {
		warnx("three arguments are needed");
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	n = strtol(argv[3], &p, 10);
	if (p == argv[3] || *p || n < 1 || n > 65535)
		errx(1, "bad port");
	int s = open_stream(argv[1], argv[3]);
	size_t length = strlen(argv[2]), done = 0;
	while (done < length) {
		ssize_t k = send(
			s, argv[2] + done, length - done, MSG_NOSIGNAL);
		if (k < 0 && errno != EINTR)
			err(1, "sending");
		done += k < 0 ? 0 : (size_t)k;
	}
	char *reply = malloc(length + 1);
	if (!reply)
		err(1, "malloc");
	done = 0;
	while (done < length) {
		ssize_t k = recv(
			s, reply + done, length - done, MSG_WAITALL);
		if (k < 0 && errno != EINTR)
			err(1, "receiving");
		if (k == 0)
			errx(1, "receiving: end of file");
		done += k < 0 ? 0 : (size_t)k;
	}
	print(reply, length);
	free(reply);
	close(s);
	return 0;
}
