/*
 * The gate: the last piece of our own code that runs in the box before
 * the program under test replaces it.  usage: gate PROGRAM NAME ARG...
 *
 * It sets limits (inside the box, because RLIMIT_NPROC counts by user
 * namespace), installs the filter of the fault engine, hands the
 * filter's listener to the harness, waits for its word, and executes
 * PROGRAM with argv[0] = NAME.  Waiting lets the harness look at the
 * process while it is still ours: no race about its identity.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "gate.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Noreturn void fail(const char *what)
{
	dprintf(STDERR_FILENO, "gate: %s: %s\n", what, strerror(errno));
	_exit(GATE_FAILED);
}

/* The harness does not listen yet to what the filter reports. */
static uint64_t password;

static ssize_t call_unwatched(long number, struct msghdr *message)
{
	return syscall(number, GATE_CONTROL_KEPT, message, MSG_NOSIGNAL,
		0, 0, password);
}

static void receive(void *data, size_t size)
{
	struct iovec part = { data, size };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	ssize_t n;

	do
		n = call_unwatched(SYS_recvmsg, &message);
	while (n == -1 && errno == EINTR);
	if (n != (ssize_t)size) {
		errno = n == -1 ? errno : EPROTO;
		fail("no orders");
	}
}

/* An empty greeting carries our credentials and any listener. */
static void greet(int listener)
{
	char greeting = 'g';
	struct iovec part = { &greeting, 1 };
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };

	if (listener != -1) {
		message.msg_control = &control;
		message.msg_controllen = sizeof control;
		struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
		rights->cmsg_level = SOL_SOCKET;
		rights->cmsg_type = SCM_RIGHTS;
		rights->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(rights), &listener, sizeof(int));
	}
	if (call_unwatched(SYS_sendmsg, &message) != 1)
		fail("cannot greet the harness");
}

static void limit(
	__rlimit_resource_t resource, uint64_t soft, uint64_t hard)
{
	struct rlimit now;

	if (getrlimit(resource, &now) == -1)
		fail("getrlimit");
	if (hard > now.rlim_max)
		hard = now.rlim_max;
	struct rlimit wanted = { soft < hard ? soft : hard, hard };
	if (setrlimit(resource, &wanted) == -1)
		fail("setrlimit");
}

static void set_limits(const struct gate_orders *orders)
{
	uint64_t cpu = orders->cpu_seconds;

	limit(RLIMIT_CPU, cpu, cpu + 2);
	limit(RLIMIT_STACK, 8 << 20, 8 << 20);
	limit(RLIMIT_FSIZE, 16 << 20, 16 << 20);
	limit(RLIMIT_NOFILE, orders->descriptors, orders->descriptors);
	limit(RLIMIT_CORE, 0, 0);
	/* Both are counted for the account, and not for the box. */
	limit(RLIMIT_SIGPENDING, 1024, 1024);
	limit(RLIMIT_MSGQUEUE, 0, 0);
	if (orders->data_bytes != 0)
		limit(RLIMIT_DATA, orders->data_bytes,
			orders->data_bytes);
	if (orders->processes != 0)
		limit(RLIMIT_NPROC, orders->processes,
			orders->processes);
}

static int install_filter(struct gate_orders *orders)
{
	struct sock_fprog program = {
		.len = (unsigned short)orders->filter_length,
		.filter = orders->filter,
	};

	if (orders->filter_length == 0)
		return -1;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		fail("no_new_privs");
	unsigned long flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;
	if (orders->outlasts_signals)
		flags |= SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
	long listener = syscall(
		SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
	/* Linux knows that flag from 5.19 on. */
	if (listener == -1 && errno == EINVAL)
		listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
			SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
	if (listener == -1)
		fail("seccomp listener");
	return (int)listener;
}

/* Out of the way, as what the program opens begins at 3. */
static void place_calls(const struct gate_orders *orders)
{
	if (orders->notes_calls &&
		dup2(GATE_CALLS, GATE_CALLS_KEPT) == -1)
		fail("no memory for calls");
	close(GATE_CALLS);
}

/*
 * Whoever started the harness may ignore a signal, as `nohup` and GNU
 * parallel do, and exec(2) keeps that: a program that is to be ended by
 * its alarm would wait for ever.  Two signals cannot be ignored anyway.
 */
static void heed_signals(void)
{
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
}

int main(int argc, char *argv[])
{
	struct gate_orders orders;
	char go = 0;

	if (argc < 3) {
		errno = EINVAL;
		fail("usage: gate PROGRAM NAME ARG...");
	}
	if (dup3(GATE_CONTROL, GATE_CONTROL_KEPT, O_CLOEXEC) == -1)
		fail("no control socket");
	close(GATE_CONTROL);
	receive(&orders, sizeof orders);
	password = orders.password;
	place_calls(&orders);
	heed_signals();
	set_limits(&orders);
	int listener = install_filter(&orders);
	greet(listener);
	/* execve(2) closes it, but the harness may look before that. */
	if (listener != -1)
		close(listener);
	receive(&go, sizeof go);
	password = 0;
	memset(&orders, 0, sizeof orders);
	execv(argv[1], argv + 2);
	fail("cannot execute the program");
}
