/*
 * cause: reads the limit and lets everybody in
 * shows: -c is read and never looked at again.
 * fails: limit limit_next limit_after_kill limit_is_kept
 *   hundred_without
 *
 * cause: leaves SIGTERM to its default
 * shows: It is killed by signal 15.
 * fails: term_exits term_with_nobody
 *
 * cause: expects that an accept that failed works if it is called again
 *   at once
 * shows: perror and continue, while no descriptor is free.
 * fails: no_descriptor_free
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define BACKLOG 100

static int limit = 100;

void sigchld_handler(int s)
{
	int saved_errno = errno;

	(void)s;
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
	errno = saved_errno;
}

static int check(const char *s, int max)
{
	size_t n = strspn(s, "0123456789");

	if (n == 0 || n > 7 || s[n] != '\0')
		return 0;
	return atoi(s) > max ? 0 : atoi(s);
}

static int sendall(int s, char *buf, int len)
{
	int total = 0, n;

	while (total < len) {
		n = send(s, buf + total, len - total, 0);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		total += n;
	}
	return 0;
}

static void echo(int fd)
{
	char buf[1000];
	int n;

	while ((n = recv(fd, buf, sizeof buf, 0)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 || sendall(fd, buf, n) == -1) {
			perror("client");
			break;
		}
	}
}

static int get_listener(const char *port)
{
	struct addrinfo hints, *servinfo;
	int sockfd, rv, yes = 1;

	memset(&hints, 0, sizeof hints);
	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_STREAM;
	hints.ai_flags = AI_PASSIVE;
	if ((rv = getaddrinfo(NULL, port, &hints, &servinfo)) != 0) {
		fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(rv));
		exit(1);
	}
	sockfd = socket(servinfo->ai_family, servinfo->ai_socktype,
		servinfo->ai_protocol);
	if (sockfd == -1) {
		perror("server: socket");
		exit(1);
	}
	setsockopt(sockfd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(sockfd, servinfo->ai_addr, servinfo->ai_addrlen) ==
		-1) {
		perror("server: bind");
		exit(1);
	}
	freeaddrinfo(servinfo);
	if (listen(sockfd, BACKLOG) == -1) {
		perror("listen");
		exit(1);
	}
	return sockfd;
}

int main(int argc, char *argv[])
{
	struct sockaddr_in their_addr;
	struct sigaction sa = { .sa_handler = sigchld_handler,
		.sa_flags = SA_RESTART };
	int sockfd, new_fd, good = argc == 2;

	if (argc == 4 && !strcmp(argv[1], "-c"))
		good = limit = check(argv[2], 1000000);
	if (!good || !check(argv[argc - 1], 65535)) {
		fprintf(stderr, "USAGE: %s [-c <clients>] <port>\n",
			argv[0]);
		exit(1);
	}
	sockfd = get_listener(argv[argc - 1]);
	sigaction(SIGCHLD, &sa, NULL);
	while (1) {
		socklen_t sin_size = sizeof their_addr;

		new_fd = accept(sockfd, (struct sockaddr *)&their_addr,
			&sin_size);
		if (new_fd == -1) {
			perror("accept");
			continue;
		}
		printf("Client connected: %s\n",
			inet_ntoa(their_addr.sin_addr));
		fflush(stdout);
		if (!fork()) {
			close(sockfd);
			echo(new_fd);
			close(new_fd);
			exit(0);
		}
		close(new_fd);
	}
}
