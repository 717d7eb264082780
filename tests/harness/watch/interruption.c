/*
 * Which calls a signal can interrupt; see interruption.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "interruption.h"

#include "observe.h"
#include "reach.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static bool is_nonblocking(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags != -1 && (flags & O_NONBLOCK);
}

static bool may_not_wait(const struct seccomp_notif *call, int argument)
{
	int copy = reach_if(is_nonblocking, (pid_t)call->pid,
		call->data.args[argument]);

	if (copy != -1)
		close(copy);
	return copy != -1;
}

/* Two numbers, seconds and a fraction, both 0. */
static bool is_zero_time(const struct seccomp_notif *call, int argument)
{
	struct timespec time = { .tv_sec = 1 };
	uint64_t address = call->data.args[argument];

	return address != 0 &&
		reach_read((pid_t)call->pid, address, &time,
			sizeof time) &&
		time.tv_sec == 0 && time.tv_nsec == 0;
}

static bool only_looks(const struct seccomp_notif *call)
{
	const __u64 *a = call->data.args;

	switch (call->data.nr) {
	case SYS_recvfrom:
	case SYS_sendto:
	case SYS_recvmmsg:
	case SYS_sendmmsg:
		return (a[3] & MSG_DONTWAIT) || may_not_wait(call, 0);
	case SYS_recvmsg:
	case SYS_sendmsg:
		return (a[2] & MSG_DONTWAIT) || may_not_wait(call, 0);
	case SYS_splice:
		return may_not_wait(call, 0) || may_not_wait(call, 2);
#ifdef SYS_poll
	case SYS_poll:
		return (int)a[2] == 0;
	case SYS_select:
		return is_zero_time(call, 4);
	case SYS_epoll_wait:
#endif
	case SYS_epoll_pwait:
		return (int)a[3] == 0;
	case SYS_ppoll:
		return is_zero_time(call, 2);
	case SYS_pselect6:
		return is_zero_time(call, 4);
	default:
		return may_not_wait(call, 0);
	}
}

bool interruption_is_possible(const struct seccomp_notif *call)
{
	return !only_looks(call) &&
		!observe_blocks_signals((pid_t)call->pid);
}
