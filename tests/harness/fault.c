/*
 * The call-fault engine; see fault.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "fault.h"

#include "gate.h"
#include "journal.h"
#include "loop.h"
#include "verdict.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* The fault that is served, and the file that is stdout. */
static struct fault *served;
static struct stat output_file;

static void append(struct sock_filter *code, uint32_t *length,
	struct sock_filter one)
{
	if (*length == GATE_MAX_FILTER)
		abort();
	code[(*length)++] = one;
}

/*
 * Calls on the gate's own control socket pass: the gate speaks to the
 * harness after the filter is installed, when no one listens yet.
 */
uint32_t fault_filter(
	const struct fault *fault, struct sock_filter *code)
{
	uint32_t n = 0;
	uint32_t number = offsetof(struct seccomp_data, nr);
	uint32_t first = offsetof(struct seccomp_data, args);

	append(code, &n,
		(struct sock_filter)BPF_STMT(
			BPF_LD | BPF_W | BPF_ABS, first));
	append(code, &n,
		(struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
			GATE_CONTROL_KEPT, 0, 1));
	append(code, &n,
		(struct sock_filter)BPF_STMT(
			BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
	append(code, &n,
		(struct sock_filter)BPF_STMT(
			BPF_LD | BPF_W | BPF_ABS, number));
	for (int i = 0; i < FAULT_MAX_CALLS && fault->calls[i]; i++) {
		append(code, &n,
			(struct sock_filter)BPF_JUMP(
				BPF_JMP | BPF_JEQ | BPF_K,
				(uint32_t)fault->calls[i], 0, 1));
		append(code, &n,
			(struct sock_filter)BPF_STMT(BPF_RET | BPF_K,
				SECCOMP_RET_USER_NOTIF));
	}
	append(code, &n,
		(struct sock_filter)BPF_STMT(
			BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
	return n;
}

static bool descriptor_file(
	pid_t thread, uint64_t fd, struct stat *file)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/fd/%d", thread, (int)fd);
	return stat(path, file) == 0;
}

static bool is_target(const struct seccomp_notif *call)
{
	struct stat file;
	pid_t thread = (pid_t)call->pid;

	if (served->target == ON_ANY)
		return true;
	if (!descriptor_file(thread, call->data.args[0], &file))
		return false;
	if (served->target == ON_SOCKET)
		return S_ISSOCK(file.st_mode);
	return file.st_dev == output_file.st_dev &&
		file.st_ino == output_file.st_ino;
}

static bool is_due(const struct seccomp_notif *call)
{
	if (served->when != NULL && !served->when(served->context))
		return false;
	if (!is_target(call))
		return false;
	served->matched++;
	if (served->matched <= served->skip)
		return false;
	return served->times == 0 || served->fired < served->times;
}

/* The bytes that write or writev would send first. */
static bool first_bytes(
	const struct seccomp_notif *call, struct iovec *bytes)
{
	bytes->iov_base = (void *)(uintptr_t)call->data.args[1];
	bytes->iov_len = call->data.args[2];
	if (call->data.nr != SYS_writev)
		return true;
	struct iovec remote = { bytes->iov_base, sizeof *bytes };
	struct iovec local = { bytes, sizeof *bytes };
	return process_vm_readv((pid_t)call->pid, &local, 1, &remote, 1,
		       0) == (ssize_t)sizeof *bytes;
}

/* Writes the bytes where the program would have; -1 if it cannot. */
static ssize_t write_for(const struct seccomp_notif *call,
	const struct iovec *bytes, size_t count)
{
	char copy[4096];
	char path[64];
	struct iovec local = { copy, count };
	struct iovec remote = { bytes->iov_base, count };

	if (count > sizeof copy ||
		process_vm_readv((pid_t)call->pid, &local, 1, &remote,
			1, 0) != (ssize_t)count)
		return -1;
	snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)call->pid,
		(int)call->data.args[0]);
	int file = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
	if (file == -1)
		return -1;
	ssize_t n = write(file, copy, count);
	close(file);
	return n;
}

static bool do_part(const struct seccomp_notif *call,
	struct seccomp_notif_resp *answer)
{
	struct iovec bytes;

	if (!first_bytes(call, &bytes))
		return false;
	if (bytes.iov_len < 2) {
		served->indivisible++;
		return false;
	}
	size_t count = bytes.iov_len / 2;
	if (served->value > 0 && count > (size_t)served->value)
		count = (size_t)served->value;
	ssize_t done = write_for(call, &bytes, count);
	answer->val = done;
	return done >= 0;
}

static bool change(const struct seccomp_notif *call,
	struct seccomp_notif_resp *answer)
{
	switch (served->action) {
	case FAIL_WITH:
		answer->error = -(int)served->value;
		return true;
	case RETURN_AT_ONCE:
		answer->val = served->value;
		return true;
	case DO_PART:
		return do_part(call, answer);
	}
	return false;
}

static void serve_call(void *context, int listener, short revents)
{
	struct seccomp_notif call = { 0 };

	(void)context;
	if (!(revents & POLLIN)) {
		/* No process is left under the filter. */
		loop_forget(listener);
		return;
	}
	/* ENOENT: the caller was killed meanwhile. */
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) == -1)
		return;
	struct seccomp_notif_resp answer = { .id = call.id };
	if (is_due(&call) && change(&call, &answer)) {
		served->fired++;
		journal_event(
			"grader", "injects", "", "%s", served->name);
	} else {
		answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	}
	ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
}

void fault_serve(struct fault *fault, int listener, int output)
{
	served = fault;
	if (fstat(output, &output_file) == -1)
		output_file = (struct stat){ 0 };
	loop_watch(listener, POLLIN, serve_call, NULL);
}

void fault_ignore(int listener)
{
	loop_forget(listener);
	served = NULL;
}

void fault_require(const struct fault *fault)
{
	if (fault->fired > 0)
		return;
	if (fault->action == DO_PART && fault->indivisible > 0)
		return;
	verdict(VERDICT_INCONCLUSIVE, NULL, NULL,
		"the program never made the call that this test wanted "
		"to disturb (%s)",
		fault->name);
}
