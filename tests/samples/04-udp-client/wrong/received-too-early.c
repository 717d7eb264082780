/*
 * misconception: prints "Received: " before there is a reply
 * fails: too_long_word no_socket all_sendings_are_four
 *   a_stranger_instead refusal refusal_later after_no_route
 *   all_refuse
 * shows: Without a reply "Received: " stands on stdout all the same.
 */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	static char buffer[65600];
	struct addrinfo hints, *res, *p;
	struct timespec begin, now;
	struct pollfd pfd;
	unsigned long ms = 1000, port;
	long long elapsed, due;
	int fd, i, k, rv, error = 0;
	ssize_t n;
	char *end;

	/* options */
	i = 1;
	while (i < argc && argv[i][0] == '-') {
		if (strcmp(argv[i], "-w") != 0 || argv[i + 1] == NULL)
			goto usage;
		ms = strtoul(argv[i + 1], &end, 10);
		if (argv[i + 1][0] < '0' || argv[i + 1][0] > '9' ||
			*end != '\0' || ms < 1 || ms > 1000000)
			goto usage;
		i += 2;
	}

	/* the others */
	if (argc != i + 3)
		goto usage;
	port = strtoul(argv[i + 2], &end, 10);
	if (argv[i + 2][0] < '0' || argv[i + 2][0] > '9' ||
		*end != '\0' || port < 1 || port > 65535)
		goto usage;

	/* addresses */
	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_UNSPEC;
	hints.ai_socktype = SOCK_DGRAM;
	rv = getaddrinfo(argv[i], argv[i + 2], &hints, &res);
	if (rv != 0) {
		fprintf(stderr, "getaddrinfo: %s: %s\n", argv[i],
			rv == EAI_SYSTEM ? strerror(errno)
					 : gai_strerror(rv));
		return 1;
	}

	printf("Received: ");

	for (p = res; p != NULL; p = p->ai_next) {
		fd = socket(
			p->ai_family, p->ai_socktype, p->ai_protocol);
		if (fd == -1) {
			error = errno;
			continue;
		}
		if (connect(fd, p->ai_addr, p->ai_addrlen) == -1) {
			error = errno;
			close(fd);
			continue;
		}
		due = 0;
		for (k = 0; k < 4; k++) {
			/* send */
			do
				n = send(fd, argv[i + 1],
					strlen(argv[i + 1]), 0);
			while (n == -1 && errno == EINTR);
			if (n == -1) {
				error = errno;
				break;
			}
			if (k == 0)
				clock_gettime(CLOCK_MONOTONIC, &begin);
			due += 1000000LL * (long long)(ms << k);

			/* receive */
			for (;;) {
				clock_gettime(CLOCK_MONOTONIC, &now);
				elapsed = 1000000000LL *
						(now.tv_sec -
							begin.tv_sec) +
					now.tv_nsec - begin.tv_nsec;
				if (elapsed >= due)
					break;
				pfd.fd = fd;
				pfd.events = POLLIN;
				rv = poll(&pfd, 1,
					(int)((due - elapsed) /
							1000000 +
						1));
				if (rv == 0)
					continue;
				if (rv == -1 && errno == EINTR)
					continue;
				if (rv == -1) {
					perror("poll");
					return 1;
				}
				n = recv(fd, buffer, sizeof buffer,
					MSG_DONTWAIT);
				if (n >= 0)
					goto received;
				if (errno == EAGAIN || errno == EINTR)
					continue;
				error = errno;
				goto next;
			}
			error = ETIMEDOUT;
		}
	next:
		close(fd);
	}
	freeaddrinfo(res);
	fprintf(stderr, "%s: %s\n", argv[i], strerror(error));
	return 1;

received:
	close(fd);
	freeaddrinfo(res);
	fwrite(buffer, 1, n, stdout);
	printf("\n");
	if (fflush(stdout) == EOF) {
		perror("stdout");
		return 1;
	}
	return 0;

usage:
	fprintf(stderr, "USAGE: %s [-w <ms>] <server> <word> <port>\n",
		argv[0]);
	return 1;
}
