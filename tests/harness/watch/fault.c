/*
 * The call-fault engine; see fault.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "fault.h"

#include "gate.h"
#include "held.h"
#include "interruption.h"
#include "journal.h"
#include "loop.h"
#include "observe.h"
#include "reach.h"
#include "taking.h"
#include "target.h"
#include "timeout.h"
#include "verdict.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MOST_AT_ONCE = 4096, MOST_PARTS = 16 };

/* The fault that is served, in which process, and its stdout. */
static struct fault *served;
static pid_t first_process;
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

/* --- the filter --- */

/* Would do what the watched calls do, but not as one of them. */
static const int evasions[] = { SYS_sendmmsg, SYS_recvmmsg, SYS_preadv2,
	SYS_pwritev2, SYS_vmsplice };

enum { EVASION_COUNT = sizeof evasions / sizeof *evasions };

static void append_report(
	struct sock_filter *code, uint32_t *length, int number)
{
	append(code, length,
		(struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
			(uint32_t)number, 0, 1));
	append(code, length,
		(struct sock_filter)BPF_STMT(
			BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF));
}

static bool is_about_making(const struct fault *fault)
{
	return fault->target == ON_NEW_PROCESS ||
		fault->target == ON_NEW_THREAD;
}

/*
 * clone(2) makes both, as its first argument says.  What a sanitizer
 * starts to look for leaks is not to be traced.
 */
static void append_clone(struct sock_filter *code, uint32_t *length,
	enum fault_target target)
{
	bool thread = target == ON_NEW_THREAD;
	uint32_t mask =
		thread ? CLONE_THREAD : CLONE_THREAD | CLONE_UNTRACED;

	append(code, length,
		(struct sock_filter)BPF_JUMP(
			BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4));
	append(code, length,
		(struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			offsetof(struct seccomp_data, args[0])));
	append(code, length,
		(struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K,
			mask, thread ? 0 : 1, thread ? 1 : 0));
	append(code, length,
		(struct sock_filter)BPF_STMT(
			BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF));
	append(code, length,
		(struct sock_filter)BPF_STMT(
			BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
}

static void append_call(struct sock_filter *code, uint32_t *length,
	const struct fault *fault, int number)
{
	if (!is_about_making(fault))
		append_report(code, length, number);
	else if (number == SYS_clone)
		append_clone(code, length, fault->target);
	else if (fault->target == ON_NEW_PROCESS)
		append_report(code, length, number);
}

/* Half of the sixth argument; goes on only if it is as wanted. */
static void append_half(struct sock_filter *code, uint32_t *length,
	uint32_t offset, uint32_t wanted, uint8_t otherwise)
{
	append(code, length,
		(struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			(uint32_t)offsetof(
				struct seccomp_data, args[5]) +
				offset));
	append(code, length,
		(struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
			wanted, 0, otherwise));
}

/*
 * The gate speaks to the harness after the filter is installed, when
 * no one listens yet.  The program cannot know the password: the gate's
 * memory is gone before it begins.
 */
static void append_password(
	struct sock_filter *code, uint32_t *length, uint64_t *password)
{
	uint32_t half[2];

	if (getrandom(password, sizeof *password, 0) !=
		(ssize_t)sizeof *password)
		abort();
	memcpy(half, password, sizeof half);
	append_half(code, length, 0, half[0], 3);
	append_half(code, length, sizeof half[0], half[1], 1);
	append(code, length,
		(struct sock_filter)BPF_STMT(
			BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
}

uint32_t fault_filter(const struct fault *fault,
	struct sock_filter *code, uint64_t *password)
{
	uint32_t n = 0;

	append_password(code, &n, password);
	append(code, &n,
		(struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			offsetof(struct seccomp_data, nr)));
	for (int i = 0; i < call_count(fault); i++)
		append_call(code, &n, fault, fault->calls[i]);
	for (int i = 0; i < EVASION_COUNT; i++)
		if (fault_reaches(fault))
			append_report(code, &n, evasions[i]);
	append(code, &n,
		(struct sock_filter)BPF_STMT(
			BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
	return n;
}

bool fault_outlasts_signals(const struct fault *fault)
{
	return is_about_making(fault) || fault->action == HOLD_UP;
}

bool fault_reaches(const struct fault *fault)
{
	if (fault->target != ON_ANY && !is_about_making(fault))
		return true;
	return (fault->action == FAIL_WITH && fault->value == EINTR) ||
		(fault->action != FAIL_WITH &&
			fault->action != RETURN_AT_ONCE &&
			fault->action != HOLD_UP);
}

static bool is_output(int fd)
{
	struct stat file;

	return fstat(fd, &file) == 0 &&
		file.st_dev == output_file.st_dev &&
		file.st_ino == output_file.st_ino;
}

static bool refers_to(
	bool (*is_right)(int fd), uint32_t thread, uint64_t fd)
{
	int copy = reach_if(is_right, (pid_t)thread, fd);

	if (copy != -1)
		close(copy);
	return copy != -1;
}

/* Not one that the fault is about. */
static bool is_evasion(int number)
{
	for (int i = 0; i < call_count(served); i++)
		if (served->calls[i] == number)
			return false;
	for (int i = 0; i < EVASION_COUNT; i++)
		if (evasions[i] == number)
			return true;
	return false;
}

static bool waits_for_several(int number)
{
	static const int calls[] = { FAULT_WAITING };

	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (calls[i] == number)
			return true;
	return false;
}

/* splice(2) has a descriptor at either end. */
static bool is_tcp_target(const struct seccomp_notif *call)
{
	if (waits_for_several(call->data.nr))
		return served->action == LET_TIME_PASS ||
			target_waits(call);
	/* What was refused is nobody's, and is closed all the same. */
	if (call->data.nr == SYS_close)
		return refers_to(
			target_is_tcp, call->pid, call->data.args[0]);
	if (call->data.nr == SYS_connect)
		return refers_to(target_is_tcp, call->pid,
			       call->data.args[0]) &&
			target_connects(call);
	return refers_to(
		       target_is_ours, call->pid, call->data.args[0]) ||
		(call->data.nr == SYS_splice &&
			refers_to(target_is_ours, call->pid,
				call->data.args[2]));
}

static bool is_target(const struct seccomp_notif *call)
{
	if (served->target == ON_ANY || is_about_making(served))
		return true;
	if (served->target == ON_TCP)
		return is_tcp_target(call);
	if (served->target == ON_UDP)
		return target_has_datagram(call);
	return refers_to(is_output, call->pid, call->data.args[0]);
}

/* A look (MSG_PEEK) stays one, and takes nothing away. */
static bool is_a_look(const struct seccomp_notif *call)
{
	int number = call->data.nr;

	return (number == SYS_recvfrom &&
		       (call->data.args[3] & MSG_PEEK) != 0) ||
		(number == SYS_recvmsg &&
			(call->data.args[2] & MSG_PEEK) != 0);
}

/* Looks have a count of their own, or they would use the fault up. */
static unsigned *changes(const struct seccomp_notif *call)
{
	return is_a_look(call) ? &served->looks : &served->fired;
}

static bool is_meant(const struct seccomp_notif *call)
{
	if (served->later ||
		(served->when != NULL &&
			!served->when(served->context)))
		return false;
	return !served->of_first_process ||
		reach_process((pid_t)call->pid) == first_process;
}

static bool is_due(const struct seccomp_notif *call)
{
	if (!is_meant(call))
		return false;
	if (!is_target(call))
		return false;
	if (is_evasion(call->data.nr)) {
		served->evaded++;
		return false;
	}
	served->matched++;
	if (served->matched <= served->skip)
		return false;
	return served->times == 0 || *changes(call) < served->times;
}

/* --- doing a part of a call --- */

/* Where the bytes of a call are in the program. */
struct parts {
	struct iovec part[MOST_PARTS];
	size_t count;
	size_t size; /* of all of them */
};

static bool read_parts(struct parts *parts, pid_t thread,
	uint64_t address, size_t count)
{
	if (count > MOST_PARTS)
		count = MOST_PARTS;
	parts->count = count;
	return reach_read(thread, address, parts->part,
		count * sizeof parts->part[0]);
}

static bool find_parts(
	const struct seccomp_notif *call, struct parts *parts)
{
	pid_t thread = (pid_t)call->pid;
	const __u64 *a = call->data.args;
	struct msghdr message;

	switch (call->data.nr) {
	case SYS_read:
	case SYS_recvfrom:
	case SYS_write:
	case SYS_sendto:
		parts->count = 1;
		parts->part[0].iov_base = (void *)(uintptr_t)a[1];
		parts->part[0].iov_len = a[2];
		return true;
	case SYS_readv:
	case SYS_writev:
		return read_parts(parts, thread, a[1], a[2]);
	case SYS_recvmsg:
	case SYS_sendmsg:
		return reach_read(thread, a[1], &message,
			       sizeof message) &&
			read_parts(parts, thread,
				(uintptr_t)message.msg_iov,
				message.msg_iovlen);
	default:
		return false;
	}
}

/* The bytes that the call would send or receive. */
static bool all_bytes(
	const struct seccomp_notif *call, struct parts *parts)
{
	if (!find_parts(call, parts))
		return false;
	parts->size = 0;
	for (size_t i = 0; i < parts->count; i++)
		parts->size += parts->part[i].iov_len;
	return true;
}

/* Between the program's parts, up to `count` bytes, and our own. */
static bool copy_parts(const struct seccomp_notif *call,
	struct parts *parts, char *bytes, size_t count, bool into)
{
	for (size_t i = 0; i < parts->count && count > 0; i++) {
		size_t size = parts->part[i].iov_len;
		uint64_t at = (uintptr_t)parts->part[i].iov_base;

		if (size > count)
			size = count;
		if (size > 0 &&
			!(into ? reach_write((pid_t)call->pid, at,
					 bytes, size)
			       : reach_read((pid_t)call->pid, at, bytes,
					 size)))
			return false;
		bytes += size;
		count -= size;
	}
	return true;
}

/* Never waits: the test's loop has to go on. */
static ssize_t send_to_socket(const struct seccomp_notif *call,
	const char *bytes, size_t count)
{
	int copy = reach_if(
		target_is_ours, (pid_t)call->pid, call->data.args[0]);

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
	struct parts *parts, size_t count)
{
	char copy[MOST_AT_ONCE];

	if (!copy_parts(call, parts, copy, count, false))
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
 * call is left alone.
 */
static ssize_t read_for(
	const struct seccomp_notif *call, struct parts *parts)
{
	char part[MOST_AT_ONCE];
	int peek = is_a_look(call) ? MSG_PEEK : 0;
	int waiting = 0;
	int copy = reach_if(
		target_is_ours, (pid_t)call->pid, call->data.args[0]);
	ssize_t n = -1;

	if (copy == -1)
		return -1;
	if (ioctl(copy, FIONREAD, &waiting) == 0 && waiting > 1) {
		size_t all = parts->size < (size_t)waiting
			? parts->size
			: (size_t)waiting;
		n = recv(copy, part, part_of(all), MSG_DONTWAIT | peek);
	}
	close(copy);
	if (n > 0 && !copy_parts(call, parts, part, (size_t)n, true))
		return -1;
	return n > 0 ? n : -1;
}

static int make_nonblocking(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags != -1)
		fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	return flags;
}

/*
 * Neither end makes us wait: nobody may take what fills the one, and
 * another thread may have taken what was in the other.
 */
static ssize_t splice_some(int from, int to, size_t count)
{
	int from_flags = make_nonblocking(from);
	int to_flags = make_nonblocking(to);
	ssize_t n = -1;

	if (from_flags != -1 && to_flags != -1)
		n = splice(
			from, NULL, to, NULL, count, SPLICE_F_NONBLOCK);
	if (from_flags != -1)
		fcntl(from, F_SETFL, from_flags);
	if (to_flags != -1)
		fcntl(to, F_SETFL, to_flags);
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

static bool is_file(int fd)
{
	struct stat file;

	return fstat(fd, &file) == 0 && S_ISREG(file.st_mode);
}

/* The position in the file, which the program may keep itself. */
static off_t position_of(const struct seccomp_notif *call, int file)
{
	off_t position = -1;

	if (call->data.args[2] == 0)
		return lseek(file, 0, SEEK_CUR);
	if (!reach_read((pid_t)call->pid, call->data.args[2], &position,
		    sizeof position))
		return -1;
	return position;
}

static bool move_position(
	const struct seccomp_notif *call, int file, off_t position)
{
	if (call->data.args[2] == 0)
		return lseek(file, position, SEEK_SET) != -1;
	return reach_write((pid_t)call->pid, call->data.args[2],
		&position, sizeof position);
}

/* sendfile(2) itself would wait for whoever reads from the socket. */
static ssize_t send_file_for(const struct seccomp_notif *call)
{
	char bytes[MOST_AT_ONCE];
	size_t all = call->data.args[3];
	ssize_t n = -1;

	if (all < 2) {
		served->exempt += (unsigned)all;
		return -1;
	}
	int file =
		reach_if(is_file, (pid_t)call->pid, call->data.args[1]);
	off_t position = file == -1 ? -1 : position_of(call, file);
	if (position != -1)
		n = pread(file, bytes, part_of(all), position);
	if (n > 0)
		n = send_to_socket(call, bytes, (size_t)n);
	if (n > 0 && !move_position(call, file, position + n))
		n = -1;
	if (file != -1)
		close(file);
	return n > 0 ? n : -1;
}

static bool do_part(const struct seccomp_notif *call,
	struct seccomp_notif_resp *answer)
{
	struct parts parts;
	ssize_t done;

	if (call->data.nr == SYS_splice) {
		done = splice_for(call);
	} else if (call->data.nr == SYS_sendfile) {
		done = send_file_for(call);
	} else if (!all_bytes(call, &parts)) {
		return false;
	} else if (parts.size < 2) {
		served->exempt += (unsigned)parts.size;
		return false;
	} else if (receives(call->data.nr)) {
		done = read_for(call, &parts);
	} else {
		done = write_for(call, &parts, part_of(parts.size));
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
	int copy = reach_if(target_is_tcp, thread, call->data.args[0]);
	int flags = copy != -1 && !is_the_same(copy)
		? fcntl(copy, F_GETFL)
		: -1;

	if (flags != -1 &&
		((flags & O_NONBLOCK) ||
			observe_blocks_signals(thread))) {
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
	case FAIL_AND_TAKE:
		answer->error = -(int)served->value;
		return taking_away(call, &served->taken);
	case DO_PART:
		return do_part(call, answer);
	case INTERRUPT_CONNECT:
		return interrupt(call, answer);
	case LET_TIME_PASS:
		return timeout_let_pass(call, answer);
	case INTERRUPT_WAITING:
	case HOLD_UP:
		break;
	}
	return false;
}

static void note_injection(void)
{
	journal_event("grader", "injects", "", "%s", served->name);
}

/* It has waited, and a signal has come: that is the fault. */
static void note_interruption(void)
{
	if (served != NULL && served->fired++ == 0)
		note_injection();
}

static bool is_interrupted_later(
	const struct seccomp_notif *call, int listener)
{
	/* One that waits for less time than that is not there long
	 * enough for a signal. */
	if (interruption_is_possible(call) &&
		held_interrupt(call, listener, served->value,
			note_interruption))
		return true;
	served->exempt++;
	return false;
}

static bool is_held_up(const struct seccomp_notif *call, int listener)
{
	if (!held_up(call, listener, served->value, served->until,
		    served->context))
		return false;
	served->fired++;
	note_injection();
	return true;
}

/* Held up, the call gets its answer later. */
static bool is_held(const struct seccomp_notif *call, int listener)
{
	if (served->action == INTERRUPT_WAITING)
		return is_due(call) &&
			is_interrupted_later(call, listener);
	return served->action == HOLD_UP && is_due(call) &&
		is_held_up(call, listener);
}

static bool is_changed_at_once(const struct seccomp_notif *call,
	struct seccomp_notif_resp *answer)
{
	return served->action != INTERRUPT_WAITING &&
		served->action != HOLD_UP && is_due(call) &&
		change(call, answer);
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
	if (is_held(&call, listener))
		return;
	if (is_changed_at_once(&call, &answer)) {
		++*changes(&call);
		note_injection();
	} else {
		answer = (struct seccomp_notif_resp){
			.id = call.id,
			.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE,
		};
	}
	ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
}

void fault_serve(
	struct fault *fault, int listener, pid_t process, int output)
{
	served = fault;
	first_process = process;
	if (fstat(output, &output_file) == -1)
		output_file = (struct stat){ 0 };
	loop_watch(listener, POLLIN, serve_call, NULL);
}

void fault_ignore(int listener)
{
	held_forget();
	loop_forget(listener);
	served = NULL;
}

void fault_arm(struct fault *fault, unsigned nth)
{
	fault->later = false;
	fault->skip = nth > 0 ? nth - 1 : 0;
	fault->matched = fault->fired = fault->looks = 0;
	fault->exempt = fault->evaded = 0;
}

void fault_disarm(struct fault *fault)
{
	fault->later = true;
}

void fault_require(const struct fault *fault)
{
	if (fault->fired > 0)
		return;
	if (fault->exempt > 0 && fault->evaded == 0)
		return;
	verdict(VERDICT_INCONCLUSIVE, NULL, NULL,
		"the program never made the call that this test wanted "
		"to disturb (%s)",
		fault->name);
}
