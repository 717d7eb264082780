/*
 * Letting time pass for a call; see timeout.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "timeout.h"

#include "reach.h"

#include <errno.h>
#include <poll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

enum { MOST_DESCRIPTORS = 64 };

/* Would a wait for these events end at once? */
static bool is_ready(pid_t thread, int fd, short events)
{
	int copy = reach_descriptor(thread, (uint64_t)fd);
	struct pollfd now = { .fd = copy, .events = events };

	if (copy == -1)
		return true;
	bool ready = poll(&now, 1, 0) != 0;
	close(copy);
	return ready;
}

/* poll(2) leaves zeros behind for descriptors that are not ready. */
static bool poll_times_out(const struct seccomp_notif *call)
{
	struct pollfd wanted[MOST_DESCRIPTORS];
	pid_t thread = (pid_t)call->pid;
	uint64_t address = call->data.args[0];
	uint64_t count = call->data.args[1];
	uint64_t size = count * sizeof wanted[0];

	if (count > MOST_DESCRIPTORS)
		return false;
	if (count == 0)
		return true;
	if (!reach_read(thread, address, wanted, size))
		return false;
	for (uint64_t i = 0; i < count; i++) {
		if (wanted[i].fd >= 0 &&
			is_ready(
				thread, wanted[i].fd, wanted[i].events))
			return false;
		wanted[i].revents = 0;
	}
	return reach_write(thread, address, wanted, size);
}

/* Is one of the descriptors in the set ready?  If not, empties it. */
static bool set_times_out(
	pid_t thread, uint64_t address, int count, short events)
{
	fd_set set;
	size_t size = sizeof(long) *
		(((size_t)count + NFDBITS - 1) / NFDBITS);

	if (address == 0)
		return true;
	if (!reach_read(thread, address, &set, size))
		return false;
	for (int fd = 0; fd < count; fd++)
		if (FD_ISSET(fd, &set) && is_ready(thread, fd, events))
			return false;
	FD_ZERO(&set);
	return reach_write(thread, address, &set, size);
}

static bool select_times_out(const struct seccomp_notif *call)
{
	const __u64 *a = call->data.args;
	pid_t thread = (pid_t)call->pid;
	int count = (int)a[0];

	if (count < 0 || count > MOST_DESCRIPTORS)
		return false;
	return set_times_out(thread, a[1], count, POLLIN) &&
		set_times_out(thread, a[2], count, POLLOUT) &&
		set_times_out(thread, a[3], count, POLLPRI);
}

static bool receiving_times_out(const struct seccomp_notif *call)
{
	struct timeval limit = { 0 };
	socklen_t size = sizeof limit;
	pid_t thread = (pid_t)call->pid;
	int copy = reach_descriptor(thread, call->data.args[0]);

	if (copy == -1)
		return false;
	getsockopt(copy, SOL_SOCKET, SO_RCVTIMEO, &limit, &size);
	close(copy);
	return (limit.tv_sec != 0 || limit.tv_usec != 0) &&
		!is_ready(thread, (int)call->data.args[0], POLLIN);
}

bool timeout_let_pass(const struct seccomp_notif *call,
	struct seccomp_notif_resp *answer)
{
	const __u64 *a = call->data.args;
	pid_t thread = (pid_t)call->pid;

	switch (call->data.nr) {
#ifdef SYS_poll
	case SYS_poll:
		return (int)a[2] > 0 && poll_times_out(call);
	case SYS_select:
		return a[4] != 0 && select_times_out(call);
	case SYS_epoll_wait:
#endif
	case SYS_epoll_pwait:
		return (int)a[3] > 0 &&
			!is_ready(thread, (int)a[0], POLLIN);
	case SYS_ppoll:
		return a[2] != 0 && poll_times_out(call);
	case SYS_pselect6:
		return a[4] != 0 && select_times_out(call);
	case SYS_recvfrom:
	case SYS_recvmsg:
	case SYS_read:
	case SYS_readv:
		if (!receiving_times_out(call))
			return false;
		answer->error = -EAGAIN;
		return true;
	default:
		return false;
	}
}
