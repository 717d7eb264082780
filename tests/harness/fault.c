/*
 * The call-fault engine; see fault.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "fault.h"

#include "gate.h"
#include "interruption.h"
#include "journal.h"
#include "loop.h"
#include "reach.h"
#include "timeout.h"
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
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MOST_AT_ONCE = 4096 };

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

static int call_count(const struct fault *fault)
{
	int count = FAULT_MAX_CALLS;

	while (count > 0 && fault->calls[count - 1] == 0)
		count--;
	return count;
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
	for (int i = 0; i < call_count(fault); i++) {
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

bool fault_reaches(const struct fault *fault)
{
	return fault->target != ON_ANY ||
		(fault->action == FAIL_WITH && fault->value == EINTR) ||
		(fault->action != FAIL_WITH &&
			fault->action != RETURN_AT_ONCE);
}

/* An epoll descriptor is an anonymous inode of no type. */
static bool has_no_type(int fd)
{
	struct stat file;

	return fstat(fd, &file) == 0 && (file.st_mode & S_IFMT) == 0;
}

/* The resolver has sockets of its own, which are none of ours. */
static bool is_tcp(int fd)
{
	int family = 0;
	int type = 0;
	socklen_t size = sizeof family;

	getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &size);
	size = sizeof type;
	getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size);
	return type == SOCK_STREAM &&
		(family == AF_INET || family == AF_INET6);
}

static bool is_tcp_or_epoll(int fd)
{
	return is_tcp(fd) || has_no_type(fd);
}

static bool is_output(int fd)
{
	struct stat file;

	return fstat(fd, &file) == 0 &&
		file.st_dev == output_file.st_dev &&
		file.st_ino == output_file.st_ino;
}

static bool refers_to(
	bool (*is_right)(int fd), const struct seccomp_notif *call)
{
	int copy = reach_if(
		is_right, (pid_t)call->pid, call->data.args[0]);

	if (copy != -1)
		close(copy);
	return copy != -1;
}

/* Calls without a descriptor in their first argument. */
static bool waits_for_several(int number)
{
	static const int calls[] = {
		SYS_ppoll, SYS_pselect6, SYS_sendfile, SYS_splice,
#ifdef SYS_poll
		SYS_poll, SYS_select
#endif
	};

	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (calls[i] == number)
			return true;
	return false;
}

static bool is_target(const struct seccomp_notif *call)
{
	if (served->target == ON_ANY)
		return true;
	if (waits_for_several(call->data.nr))
		return served->target == ON_TCP;
	return served->target == ON_TCP
		? refers_to(is_tcp_or_epoll, call)
		: refers_to(is_output, call);
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

/* The bytes that the call would send or receive first. */
static bool first_bytes(
	const struct seccomp_notif *call, struct iovec *bytes)
{
	pid_t thread = (pid_t)call->pid;
	struct msghdr message;

	switch (call->data.nr) {
	case SYS_read:
	case SYS_recvfrom:
	case SYS_write:
	case SYS_sendto:
		bytes->iov_base = (void *)(uintptr_t)call->data.args[1];
		bytes->iov_len = call->data.args[2];
		return true;
	case SYS_readv:
	case SYS_writev:
		return reach_read(thread, call->data.args[1], bytes,
			sizeof *bytes);
	case SYS_recvmsg:
	case SYS_sendmsg:
		return reach_read(thread, call->data.args[1], &message,
			       sizeof message) &&
			message.msg_iovlen > 0 &&
			reach_read(thread, (uintptr_t)message.msg_iov,
				bytes, sizeof *bytes);
	default:
		return false;
	}
}

/* Never waits: the test's loop has to go on. */
static ssize_t send_to_socket(const struct seccomp_notif *call,
	const char *bytes, size_t count)
{
	int copy =
		reach_if(is_tcp, (pid_t)call->pid, call->data.args[0]);

	if (copy == -1)
		return -1;
	ssize_t n =
		send(copy, bytes, count, MSG_DONTWAIT | MSG_NOSIGNAL);
	close(copy);
	return n;
}

/* Opened once more, since O_NONBLOCK would be the program's, too. */
static ssize_t write_to_output(const struct seccomp_notif *call,
	const char *bytes, size_t count)
{
	char path[64];
	int copy = reach_if(
		is_output, (pid_t)call->pid, call->data.args[0]);

	if (copy == -1)
		return -1;
	snprintf(path, sizeof path, "/proc/self/fd/%d", copy);
	int file = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
	close(copy);
	if (file == -1)
		return -1;
	ssize_t n = write(file, bytes, count);
	close(file);
	return n;
}

/* Writes the bytes where the program would have; -1 if it cannot. */
static ssize_t write_for(const struct seccomp_notif *call,
	const struct iovec *bytes, size_t count)
{
	char copy[MOST_AT_ONCE];
	pid_t thread = (pid_t)call->pid;

	if (!reach_read(
		    thread, (uintptr_t)bytes->iov_base, copy, count))
		return -1;
	return served->target == ON_TCP
		? send_to_socket(call, copy, count)
		: write_to_output(call, copy, count);
}

/* So many of `all` bytes, which are at least two. */
static size_t part_of(size_t all)
{
	size_t count = all / 2;

	if (count > MOST_AT_ONCE)
		count = MOST_AT_ONCE;
	if (served->value > 0 && count > (size_t)served->value)
		count = (size_t)served->value;
	return count;
}

static bool receives(int number)
{
	return number == SYS_read || number == SYS_recvfrom ||
		number == SYS_readv || number == SYS_recvmsg;
}

/*
 * Where fewer than two bytes wait there is nothing to divide, and the
 * call is left alone.  A look (MSG_PEEK) stays one.
 */
static ssize_t read_for(
	const struct seccomp_notif *call, const struct iovec *bytes)
{
	char part[MOST_AT_ONCE];
	pid_t thread = (pid_t)call->pid;
	int number = call->data.nr;
	uint64_t flags = number == SYS_recvfrom ? call->data.args[3]
		: number == SYS_recvmsg		? call->data.args[2]
						: 0;
	int peek = (int)flags & MSG_PEEK;
	int waiting = 0;
	int copy = reach_if(is_tcp, thread, call->data.args[0]);
	ssize_t n = -1;

	if (copy == -1)
		return -1;
	if (ioctl(copy, FIONREAD, &waiting) == 0 && waiting > 1) {
		size_t all = bytes->iov_len < (size_t)waiting
			? bytes->iov_len
			: (size_t)waiting;
		n = recv(copy, part, part_of(all), MSG_DONTWAIT | peek);
	}
	close(copy);
	if (n > 0 &&
		!reach_write(thread, (uintptr_t)bytes->iov_base, part,
			(size_t)n))
		return -1;
	return n > 0 ? n : -1;
}

/* Never waits, even if nobody takes what fills the socket's buffer. */
static ssize_t splice_some(int from, int to, size_t count)
{
	int flags = fcntl(to, F_GETFL);

	if (flags == -1)
		return -1;
	fcntl(to, F_SETFL, flags | O_NONBLOCK);
	ssize_t n =
		splice(from, NULL, to, NULL, count, SPLICE_F_NONBLOCK);
	fcntl(to, F_SETFL, flags);
	return n;
}

/* Offsets are for files: a socket and a pipe have none. */
static ssize_t splice_for(const struct seccomp_notif *call)
{
	pid_t thread = (pid_t)call->pid;
	int from = reach_descriptor(thread, call->data.args[0]);
	int to = reach_descriptor(thread, call->data.args[2]);
	size_t all = call->data.args[4];
	int waiting = 0;
	ssize_t n = -1;

	if (from != -1 && ioctl(from, FIONREAD, &waiting) == 0 &&
		(size_t)waiting < all)
		all = (size_t)waiting;
	if (from != -1 && to != -1 && all > 1)
		n = splice_some(from, to, part_of(all));
	close(from);
	close(to);
	return n;
}

/*
 * A file and its position are shared with the program; a position that
 * it keeps itself would have to be written into it.
 */
static ssize_t send_file_for(const struct seccomp_notif *call)
{
	pid_t thread = (pid_t)call->pid;
	size_t all = call->data.args[3];
	ssize_t n = -1;

	if (call->data.args[2] != 0 || all < 2) {
		served->exempt++;
		return -1;
	}
	int to = reach_if(is_tcp, thread, call->data.args[0]);
	int from = reach_descriptor(thread, call->data.args[1]);
	if (to != -1 && from != -1)
		n = sendfile(to, from, NULL, part_of(all));
	close(from);
	close(to);
	return n;
}

static bool do_part(const struct seccomp_notif *call,
	struct seccomp_notif_resp *answer)
{
	struct iovec bytes;
	ssize_t done;

	if (call->data.nr == SYS_splice) {
		done = splice_for(call);
	} else if (call->data.nr == SYS_sendfile) {
		done = send_file_for(call);
	} else if (!first_bytes(call, &bytes)) {
		return false;
	} else if (bytes.iov_len < 2) {
		served->exempt++;
		return false;
	} else if (receives(call->data.nr)) {
		done = read_for(call, &bytes);
	} else {
		done = write_for(call, &bytes, part_of(bytes.iov_len));
	}
	/* A call that goes on by itself may have no result yet. */
	answer->val = done >= 0 ? done : 0;
	return done >= 0;
}

/* Is this the socket that was asked about the last time? */
static bool is_the_same(int socket)
{
	static ino_t last;
	struct stat file;

	if (fstat(socket, &file) == -1)
		return false;
	bool same = file.st_ino == last;
	last = file.st_ino;
	return same;
}

/*
 * The connection is begun, and the program learns nothing of it.  A
 * second call for the same socket is told how it went.
 */
static bool interrupt_connect(const struct seccomp_notif *call,
	struct seccomp_notif_resp *answer)
{
	struct sockaddr_storage name = { 0 };
	pid_t thread = (pid_t)call->pid;
	uint64_t size = call->data.args[2];
	int copy = reach_if(is_tcp, thread, call->data.args[0]);
	int flags = copy != -1 && !is_the_same(copy)
		? fcntl(copy, F_GETFL)
		: -1;

	if (flags != -1 && (flags & O_NONBLOCK)) {
		served->exempt++;
		flags = -1;
	}
	bool begun = flags != -1 && size <= sizeof name &&
		reach_read(thread, call->data.args[1], &name, size);
	if (begun) {
		fcntl(copy, F_SETFL, flags | O_NONBLOCK);
		connect(copy, (struct sockaddr *)&name,
			(socklen_t)size);
		fcntl(copy, F_SETFL, flags);
		answer->error = -EINTR;
	}
	if (copy != -1)
		close(copy);
	return begun;
}

/* The call has done nothing; a signal can do that only if it waits. */
static bool fail(const struct seccomp_notif *call,
	struct seccomp_notif_resp *answer)
{
	if (served->value == EINTR && !interruption_is_possible(call)) {
		served->exempt++;
		return false;
	}
	answer->error = -(int)served->value;
	return true;
}

/* A connect is begun all the same; what waits has done nothing. */
static bool interrupt(const struct seccomp_notif *call,
	struct seccomp_notif_resp *answer)
{
	if (call->data.nr == SYS_connect)
		return interrupt_connect(call, answer);
	if (!interruption_is_possible(call)) {
		served->exempt++;
		return false;
	}
	answer->error = -EINTR;
	return true;
}

static bool change(const struct seccomp_notif *call,
	struct seccomp_notif_resp *answer)
{
	switch (served->action) {
	case FAIL_WITH:
		return fail(call, answer);
	case RETURN_AT_ONCE:
		answer->val = served->value;
		return true;
	case DO_PART:
		return do_part(call, answer);
	case INTERRUPT_CONNECT:
		return interrupt(call, answer);
	case LET_TIME_PASS:
		return timeout_let_pass(call, answer);
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
	if (fault->exempt > 0)
		return;
	verdict(VERDICT_INCONCLUSIVE, NULL, NULL,
		"the program never made the call that this test wanted "
		"to disturb (%s)",
		fault->name);
}
