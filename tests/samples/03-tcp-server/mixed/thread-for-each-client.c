/*
 * cause: serves every client at once, each in a thread
 * shows: The second client is announced and served while the first one
 *   still talks.
 * fails: one_at_a_time crowd_in_reverse
 *
 * cause: takes stdout for the place where a server tells what it does
 * shows: "Listening on port 7777" stands above the clients.
 * fails: nothing_else_on_stdout
 *
 * cause: takes a recv that a signal interrupted for the end of the
 *   client
 * shows: After a signal the client loses its connection.
 * fails: interrupted_receive
 *
 * cause: expects that send takes all it is given
 * shows: Where the kernel takes only a part, the rest is never sent.
 * fails: short_send interrupted_send
 *
 * cause: takes every failure of accept for the end of the server
 * shows: A signal or a lack of descriptors ends it.
 * fails: accept_aborted no_descriptor_free interrupted_accept
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void *serve(void *arg)
{
	int fd = (int)(intptr_t)arg;
	char data[2000];
	ssize_t n;

	while ((n = recv(fd, data, sizeof data, 0)) > 0)
		send(fd, data, n, MSG_NOSIGNAL);
	close(fd);
	return NULL;
}

static int valid(const char *s)
{
	const char *p = s;
	int v = 0;

	while (*p >= '0' && *p <= '9' && v < 65536)
		v = v * 10 + *p++ - '0';
	return *p || v > 65535 ? 0 : v;
}

int main(int argc, char *argv[])
{
	int port;

	if (argc != 2 || !(port = valid(argv[1]))) {
		fputs("USAGE: echoserver <port>\n", stderr);
		return EXIT_FAILURE;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);

	struct sockaddr_in me = { .sin_family = AF_INET,
		.sin_port = htons(port) };
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener == -1) {
		perror("socket");
		return EXIT_FAILURE;
	}
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 },
		sizeof(int));
	if (bind(listener, (struct sockaddr *)&me, sizeof me) ||
		listen(listener, 100)) {
		perror("bind/listen");
		return EXIT_FAILURE;
	}
	printf("Listening on port %d\n", port);

	pthread_attr_t detached;
	pthread_attr_init(&detached);
	pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
	for (;;) {
		struct sockaddr_in peer;
		socklen_t len = sizeof peer;
		pthread_t thread;
		int fd = accept(
			listener, (struct sockaddr *)&peer, &len);
		if (fd == -1) {
			perror("accept");
			return EXIT_FAILURE;
		}
		printf("Client connected: %s\n",
			inet_ntoa(peer.sin_addr));
		pthread_create(&thread, &detached, serve,
			(void *)(intptr_t)fd);
	}
}
