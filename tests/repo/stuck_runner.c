/*
 * Preloaded by a check: a runner of Criterion that stands still after
 * some messages, as it does, very rarely, by itself.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

/* A worker does not get that many. */
enum { LAST_MESSAGE = 150 };

typedef int receive(int socket, void *buffer, size_t size, int flags);

int nn_recv(int socket, void *buffer, size_t size, int flags);

int nn_recv(int socket, void *buffer, size_t size, int flags)
{
	static atomic_int count;
	union {
		void *symbol;
		receive *call;
	} next = { dlsym(RTLD_NEXT, "nn_recv") };

	while (atomic_fetch_add(&count, 1) >= LAST_MESSAGE)
		pause();
	return next.call(socket, buffer, size, flags);
}
