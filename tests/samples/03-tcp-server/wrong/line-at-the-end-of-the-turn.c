/*
 * misconception: leaves it to exit to show the line of a client
 * fails: announces_client announces_other_address
 *   announced_before_data nothing_else_on_stdout
 * shows: The line of each client is seen when its turn has ended.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void turn(int fd, const char *who)
{
	char b[4000];

	printf("Client connected: %s\n", who);
	for (;;) {
		ssize_t n = recv(fd, b, sizeof b, 0), done = 0, k;

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			exit(0);
		while (done < n) {
			k = send(fd, b + done, n - done, MSG_NOSIGNAL);
			if (k < 0 && errno != EINTR)
				exit(0);
			done += k > 0 ? k : 0;
		}
	}
}

int main(int argc, char **argv)
{
	struct sockaddr_in me = { .sin_family = AF_INET }, you;
	size_t digits = argc == 2 ? strspn(argv[1], "0123456789") : 0;
	long port = digits > 0 && digits < 6 && argv[1][digits] == '\0'
		? atol(argv[1])
		: 0;
	int yes = 1, door;

	if (port < 1 || port > 65535) {
		fprintf(stderr, "USAGE: %s port\n", argv[0]);
		return 1;
	}
	me.sin_port = htons((in_port_t)port);
	door = socket(AF_INET, SOCK_STREAM, 0);
	if (door < 0 ||
		setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes,
			sizeof yes) < 0 ||
		bind(door, (struct sockaddr *)&me, sizeof me) < 0 ||
		listen(door, 64) < 0) {
		perror("echoserver");
		return 1;
	}
	for (;;) {
		socklen_t size = sizeof you;
		int fd = accept(door, (struct sockaddr *)&you, &size);

		if (fd < 0) {
			if (errno != EINTR && errno != ECONNABORTED)
				nanosleep(&(struct timespec){ 0,
						  50000000 },
					NULL);
			continue;
		}
		pid_t child = fork();
		if (child == 0) {
			close(door);
			turn(fd, inet_ntoa(you.sin_addr));
		}
		close(fd);
		while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
			;
	}
}
