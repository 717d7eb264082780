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

enum { MOST_SLOTS = 2048 };

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

/* Are none of the descriptors ready?  Then they may be told so. */
static bool poll_waits(const struct seccomp_notif *call, bool tells)
{
	struct pollfd wanted[MOST_SLOTS];
	pid_t thread = (pid_t)call->pid;
	uint64_t address = call->data.args[0];
	uint64_t count = call->data.args[1];
	uint64_t size = count * sizeof wanted[0];

	if (count > MOST_SLOTS)
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
		/* poll(2) leaves zeros behind for those. */
		wanted[i].revents = 0;
	}
	return !tells || reach_write(thread, address, wanted, size);
}

/* Is none of the set ready?  Then it may be emptied. */
static bool set_waits(pid_t thread, uint64_t address, int count,
	short events, bool tells)
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
	return !tells || reach_write(thread, address, &set, size);
}

static bool select_waits(const struct seccomp_notif *call, bool tells)
{
	const __u64 *a = call->data.args;
	pid_t thread = (pid_t)call->pid;
	int count = (int)a[0];

	if (count < 0 || count > FD_SETSIZE)
		return false;
	return set_waits(thread, a[1], count, POLLIN, tells) &&
		set_waits(thread, a[2], count, POLLOUT, tells) &&
		set_waits(thread, a[3], count, POLLPRI, tells);
}

static int64_t socket_timeout(const struct seccomp_notif *call)
{
	struct timeval limit = { 0 };
	socklen_t size = sizeof limit;
	int copy =
		reach_descriptor((pid_t)call->pid, call->data.args[0]);

	if (copy == -1)
		return -1;
	getsockopt(copy, SOL_SOCKET, SO_RCVTIMEO, &limit, &size);
	close(copy);
	int64_t us = (int64_t)limit.tv_sec * 1000000 + limit.tv_usec;
	return us > 0 ? us : -1;
}

static bool receiving_times_out(const struct seccomp_notif *call)
{
	return socket_timeout(call) > 0 &&
		!is_ready((pid_t)call->pid, (int)call->data.args[0],
			POLLIN);
}

bool timeout_let_pass(const struct seccomp_notif *call,
	struct seccomp_notif_resp *answer)
{
	const __u64 *a = call->data.args;
	pid_t thread = (pid_t)call->pid;

	switch (call->data.nr) {
#ifdef SYS_poll
	case SYS_poll:
		return (int)a[2] > 0 && poll_waits(call, true);
	case SYS_select:
		return a[4] != 0 && select_waits(call, true);
	case SYS_epoll_wait:
#endif
	case SYS_epoll_pwait:
		return (int)a[3] > 0 &&
			!is_ready(thread, (int)a[0], POLLIN);
	case SYS_ppoll:
		return a[2] != 0 && poll_waits(call, true);
	case SYS_pselect6:
		return a[4] != 0 && select_waits(call, true);
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

/* --- without an end to the call --- */

/* Argument of the call: where its time-out is, 0 if it has none. */
static uint64_t written_timeout(const struct seccomp_notif *call)
{
	switch (call->data.nr) {
#ifdef SYS_select
	case SYS_select:
#endif
	case SYS_pselect6:
		return call->data.args[4];
	case SYS_ppoll:
		return call->data.args[2];
	default:
		return 0;
	}
}

/* Seconds and a fraction, which select(2) has in microseconds. */
static int64_t fraction_of_us(const struct seccomp_notif *call)
{
#ifdef SYS_select
	if (call->data.nr == SYS_select)
		return 1;
#endif
	(void)call;
	return 1000;
}

static int64_t read_timeout(const struct seccomp_notif *call)
{
	int64_t time[2];
	uint64_t address = written_timeout(call);

	if (address == 0 ||
		!reach_read(
			(pid_t)call->pid, address, time, sizeof time))
		return -1;
	return time[0] * 1000000 + time[1] / fraction_of_us(call);
}

int64_t timeout_of(const struct seccomp_notif *call)
{
	const __u64 *a = call->data.args;

	switch (call->data.nr) {
#ifdef SYS_poll
	case SYS_poll:
		return (int)a[2] < 0 ? -1 : (int)a[2] * (int64_t)1000;
	case SYS_epoll_wait:
#endif
	case SYS_epoll_pwait:
		return (int)a[3] < 0 ? -1 : (int)a[3] * (int64_t)1000;
	case SYS_recvfrom:
	case SYS_recvmsg:
	case SYS_read:
	case SYS_readv:
		return socket_timeout(call);
	default:
		return read_timeout(call);
	}
}

void timeout_take_off(const struct seccomp_notif *call, int64_t us)
{
	int64_t left = read_timeout(call);
	int64_t time[2];

	if (left < 0)
		return;
	left = left > us ? left - us : 0;
	time[0] = left / 1000000;
	time[1] = left % 1000000 * fraction_of_us(call);
	reach_write((pid_t)call->pid, written_timeout(call), time,
		sizeof time);
}

bool timeout_would_wait(const struct seccomp_notif *call)
{
	pid_t thread = (pid_t)call->pid;
	int fd = (int)call->data.args[0];

	if (timeout_of(call) == 0)
		return false;
	switch (call->data.nr) {
#ifdef SYS_poll
	case SYS_poll:
#endif
	case SYS_ppoll:
		return poll_waits(call, false);
#ifdef SYS_select
	case SYS_select:
#endif
	case SYS_pselect6:
		return select_waits(call, false);
	default:
		return !is_ready(thread, fd, POLLIN);
	}
}
