/* send and recv time out now and then, and are simply called again. */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static int again(void)
{
	return errno == EINTR || errno == EAGAIN ||
		errno == EWOULDBLOCK || errno == EINPROGRESS ||
		errno == EALREADY;
}

static void set_timeouts(int fd)
{
	struct timeval tick = { .tv_usec = 70000 };

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tick, sizeof tick);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &tick, sizeof tick);
}

static int open_to(struct addrinfo *a)
{
	int fd = socket(a->ai_family, SOCK_STREAM, 0);

	if (fd == -1)
		return -1;
	set_timeouts(fd);
	while (connect(fd, a->ai_addr, a->ai_addrlen) == -1) {
		if (errno == EISCONN)
			break;
		if (again())
			continue;
		int reason = errno;
		close(fd);
		errno = reason;
		return -1;
	}
	return fd;
}

static int give_up(const char *what)
{
	perror(what);
	return 1;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *a;
	char bytes[2048], *tail;
	size_t done = 0;
	int fd = -1;

	if (argc != 4 || !*argv[3] ||
		strtoul(argv[3], &tail, 10) > 65535 || *tail ||
		strtoul(argv[3], NULL, 10) == 0) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	int code = getaddrinfo(argv[1], argv[3], &hints, &a);
	if (code != 0) {
		fprintf(stderr, "%s: %s\n", argv[1],
			gai_strerror(code));
		return 1;
	}
	for (struct addrinfo *i = a; i && fd == -1; i = i->ai_next)
		fd = open_to(i);
	int why = errno;
	freeaddrinfo(a);
	errno = why;
	if (fd == -1)
		return give_up(argv[1]);
	size_t length = strlen(argv[2]);
	while (done < length) {
		ssize_t n = send(fd, argv[2] + done, length - done,
			MSG_NOSIGNAL);
		if (n >= 0)
			done += (size_t)n;
		else if (!again())
			return give_up("send");
	}
	printf("Received: ");
	for (done = 0; done < length;) {
		size_t room = sizeof bytes;
		if (room > length - done)
			room = length - done;
		ssize_t n = recv(fd, bytes, room, 0);
		if (n == 0) {
			fputs("recv: the server has closed\n", stderr);
			return 1;
		}
		if (n > 0) {
			done += (size_t)n;
			fwrite(bytes, 1, (size_t)n, stdout);
		} else if (!again()) {
			return give_up("recv");
		}
	}
	puts("");
	if (fflush(stdout) == EOF)
		return give_up("stdout");
	close(fd);
	return 0;
}
