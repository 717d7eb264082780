/* readv into two arrays, writev out of them: what is left of both? */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define HALF 777

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Takes `done` bytes off the front of the two parts. */
static void advance(struct iovec *iov, size_t done)
{
	for (int i = 0; i < 2; i++) {
		size_t n = smaller(done, iov[i].iov_len);

		iov[i].iov_base = (char *)iov[i].iov_base + n;
		iov[i].iov_len -= n;
		done -= n;
	}
}

static int send_back(int fd, struct iovec *iov, size_t total)
{
	while (total > 0) {
		ssize_t n = writev(fd, iov, 2);

		if (n == -1) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		advance(iov, (size_t)n);
		total -= (size_t)n;
	}
	return 0;
}

static void serve(int fd)
{
	char first[HALF], second[HALF];

	while (1) {
		struct iovec iov[2] = { { first, HALF },
			{ second, HALF } };
		ssize_t n = readv(fd, iov, 2);

		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		iov[0].iov_len = smaller((size_t)n, HALF);
		iov[1].iov_len = (size_t)n - iov[0].iov_len;
		if (send_back(fd, iov, (size_t)n) == -1)
			break;
	}
	close(fd);
}

int main(int argc, char *argv[])
{
	struct timespec nap = { .tv_nsec = 30000000 };
	struct sockaddr_in sa = { .sin_family = AF_INET,
		.sin_addr = { .s_addr = INADDR_ANY } };
	int sock, fd, one = 1;
	long port = 0;
	char *end = NULL;

	if (argc == 2 && argv[1][0] >= '0' && argv[1][0] <= '9')
		port = strtol(argv[1], &end, 10);
	if (end == NULL || *end || port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: echoserver <port>\n");
		exit(1);
	}
	sa.sin_port = htons((unsigned short)port);
	signal(SIGPIPE, SIG_IGN);
	sock = socket(PF_INET, SOCK_STREAM, 0);
	setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (sock == -1 ||
		bind(sock, (struct sockaddr *)&sa, sizeof sa) == -1 ||
		listen(sock, 64) == -1) {
		perror("echoserver");
		exit(1);
	}
	while (1) {
		socklen_t len = sizeof sa;
		fd = accept(sock, (struct sockaddr *)&sa, &len);
		if (fd == -1) {
			nanosleep(&nap, NULL);
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(sa.sin_addr));
		fflush(stdout);
		serve(fd);
	}
}
