/*
 * spin - count how often accept can fail in a tenth of a second
 *
 * usage: spin
 *
 * Connects to itself, then leaves accept no descriptor to give away.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* for accept4 */
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

/* Listens on any port that is free, and tells which it is. */
static int listen_anywhere(struct sockaddr_in *own)
{
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	socklen_t size = sizeof *own;

	*own = (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	if (listener == -1 ||
		bind(listener, (const struct sockaddr *)own, size) ==
			-1 ||
		listen(listener, 1) == -1 ||
		getsockname(listener, (struct sockaddr *)own, &size) ==
			-1)
		err(EXIT_FAILURE, "cannot listen");
	return listener;
}

/* From now on no descriptor above the last one is to be had. */
static void allow_no_more_than(int last)
{
	struct rlimit limit = {
		.rlim_cur = (rlim_t)last + 1,
		.rlim_max = (rlim_t)last + 1,
	};

	if (setrlimit(RLIMIT_NOFILE, &limit) == -1)
		err(EXIT_FAILURE, "cannot set the limit");
}

int main(void)
{
	struct sockaddr_in own;
	int listener = listen_anywhere(&own);
	int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (client == -1 ||
		connect(client, (const struct sockaddr *)&own,
			sizeof own) == -1)
		err(EXIT_FAILURE, "cannot connect");
	puts("connected, and nobody has called accept");
	allow_no_more_than(client);

	long failures = 0;
	int reason = 0;
	clock_t end = clock() + CLOCKS_PER_SEC / 10; /* of CPU time */
	while (clock() < end) {
		if (accept4(listener, NULL, NULL, SOCK_CLOEXEC) != -1)
			errx(EXIT_FAILURE, "accept has worked");
		reason = errno;
		failures++;
	}
	printf("%ld times: %s\n", failures, strerror(reason));
	return EXIT_SUCCESS;
}
