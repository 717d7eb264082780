/*
 * Takes away what a call would have taken; see taking.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "taking.h"

#include "reach.h"
#include "target.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool listens(int fd)
{
	int value = 0;
	socklen_t size = sizeof value;

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &value,
		       &size) == 0 &&
		value == 1;
}

/* Another process of the program may be quicker: we never wait. */
static bool take_connection(int listener)
{
	int flags = fcntl(listener, F_GETFL);

	if (flags == -1)
		return false;
	fcntl(listener, F_SETFL, flags | O_NONBLOCK);
	int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	fcntl(listener, F_SETFL, flags);
	if (connection != -1)
		close(connection);
	return connection != -1;
}

static bool take_bytes(int connection, size_t *taken)
{
	char bytes[65536];
	size_t before = *taken;
	ssize_t n;

	while ((n = recv(connection, bytes, sizeof bytes,
			MSG_DONTWAIT)) > 0)
		*taken += (size_t)n;
	return *taken > before;
}

bool taking_away(const struct seccomp_notif *call, size_t *taken)
{
	bool accepts = call->data.nr == SYS_accept ||
		call->data.nr == SYS_accept4;
	int copy = reach_if(accepts ? listens : target_is_ours,
		(pid_t)call->pid, call->data.args[0]);

	if (copy == -1)
		return false;
	bool done = accepts ? take_connection(copy)
			    : take_bytes(copy, taken);
	close(copy);
	return done;
}
