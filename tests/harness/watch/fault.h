/*
 * Call faults: makes chosen system calls of the program fail, end
 * early, or do only part of their work, at the k-th time, whatever the
 * program is written in.  Source: seccomp_unotify(2).
 *
 * Rule: a test that injects a fault must ask, before it trusts the
 * outcome, whether the fault really happened (fault_require).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef FAULT_H
#define FAULT_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <sys/types.h>

/* On which descriptors a call counts. */
enum fault_target {
	ON_ANY,
	ON_OUTPUT, /* the pipe or file that is the program's stdout */
	/*
	 * Connections with this process; what the program says to
	 * itself does not count.  Calls that wait for one of them among
	 * several descriptors count, too.
	 */
	ON_TCP,
	/*
	 * Sockets for datagrams, but those that ask the DNS server; and
	 * calls that wait for one of them among several.  Not connect,
	 * by which getaddrinfo compares addresses.
	 */
	ON_UDP,
	/*
	 * The call makes a process, or a thread: FAULT_MAKING.  A
	 * sanitizer's own process, which looks for leaks, is none.
	 */
	ON_NEW_PROCESS,
	ON_NEW_THREAD,
};

enum fault_action {
	/* value: an errno; the call does nothing.  EINTR only where a
	 * signal can interrupt it (interruption.h). */
	FAIL_WITH,
	RETURN_AT_ONCE, /* value: the result; the call does nothing */
	/* value: at most that many bytes; 0: half of them */
	DO_PART,
	/*
	 * value: an errno, such as EAGAIN.  The call fails, and what it
	 * would have taken is gone: a connection is closed, and bytes
	 * are counted in `taken`, so that a peer can send them again.
	 * Where there is nothing to take the call is left alone.
	 */
	FAIL_AND_TAKE,
	/*
	 * connect is interrupted by a signal: the call fails with
	 * EINTR, and the connection is made all the same; POSIX.
	 * So are other calls that the rule lists: they only fail.
	 */
	INTERRUPT_CONNECT,
	/* A call that waits, and not without limit, times out now. */
	LET_TIME_PASS,
	/*
	 * value: milliseconds.  A call that waits does so for this
	 * long, or until it need not wait any more, and is then
	 * interrupted by a signal (EINTR), again and again.
	 */
	INTERRUPT_WAITING,
	/*
	 * The call is held up until `until` holds, or for value
	 * milliseconds at most, and then does what it always does.
	 */
	HOLD_UP,
};

enum { FAULT_MAX_CALLS = 12 };

/* Lists of calls for `calls`: whatever a program may use for it. */
#define FAULT_SENDING                                               \
	SYS_sendto, SYS_sendmsg, SYS_write, SYS_writev, SYS_splice, \
		SYS_sendfile
#ifdef SYS_poll
#define FAULT_WAITING                                       \
	SYS_ppoll, SYS_pselect6, SYS_epoll_pwait, SYS_poll, \
		SYS_select, SYS_epoll_wait
#else
#define FAULT_WAITING SYS_ppoll, SYS_pselect6, SYS_epoll_pwait
#endif
#define FAULT_RECEIVING                                             \
	SYS_recvfrom, SYS_recvmsg, SYS_read, SYS_readv, SYS_splice, \
		FAULT_WAITING
#define FAULT_ACCEPTING SYS_accept4, SYS_accept
/*
 * Processes and threads; the box has no clone3(2) (make_filter.c), so
 * that the C library makes do with these.
 */
#ifdef SYS_fork
#define FAULT_MAKING SYS_clone, SYS_fork, SYS_vfork
#else
#define FAULT_MAKING SYS_clone
#endif
/* What a new thread, or the child of a fork, does first. */
#define FAULT_BEGINNING SYS_set_robust_list
/* Of datagrams; those of many at once cannot do a part. */
#define FAULT_TAKING \
	SYS_recvfrom, SYS_recvmsg, SYS_recvmmsg, SYS_read, SYS_readv
#define FAULT_ANSWERING \
	SYS_sendto, SYS_sendmsg, SYS_sendmmsg, SYS_write, SYS_writev

struct fault {
	/*
	 * System call numbers; zeros follow the last.  SYS_read, which
	 * is 0 on x86-64, may stand anywhere but there.
	 */
	int calls[FAULT_MAX_CALLS];
	enum fault_target target;
	enum fault_action action;
	long value;
	unsigned skip; /* leave that many matching calls alone */
	unsigned times; /* act on that many; 0: on all that follow */
	/* Only while this holds; NULL: always. */
	bool (*when)(void *context);
	/* Of HOLD_UP: the end of it; NULL: when its time is over. */
	bool (*until)(void *context);
	void *context;
	/* All calls are left alone, and none is counted, until
	 * fault_arm: what a server does when it starts is not meant. */
	bool later;
	/* Calls of the process that the test started, and of its
	 * threads, but not of its children. */
	bool of_first_process;
	/* How it reads in the transcript: "socket: no descriptor". */
	const char *name;

	unsigned matched; /* calls that the rule was about */
	unsigned fired; /* calls that it really changed */
	unsigned looks; /* the same, of those that take nothing */
	/* Calls that it cannot change: DO_PART of a single byte,
	 * INTERRUPT_CONNECT of a connect that does not wait, EINTR of
	 * a call that no signal interrupts, or that does not wait for
	 * so long. */
	unsigned exempt;
	size_t taken; /* bytes, by FAIL_AND_TAKE */
	unsigned evaded; /* calls on the target that it is not about */
};

/*
 * The filter that reports the calls of the fault, and those that would
 * do the same unseen; not those that have *password, a new one, for a
 * sixth argument (gate.h).  Result: its length.  `code` has room for
 * GATE_MAX_FILTER.
 */
uint32_t fault_filter(const struct fault *fault,
	struct sock_filter *code, uint64_t *password);

/*
 * May a signal interrupt a watched call, while it waits for us, that
 * none interrupts otherwise?  Then the kernel is told to keep it back.
 */
bool fault_outlasts_signals(const struct fault *fault);

/* Has it to look into the program (reach.h)? */
bool fault_reaches(const struct fault *fault);

/*
 * Serves the listener in the test's loop until fault_ignore.  `process`
 * is the program's first, and `output` its stdout.
 */
void fault_serve(
	struct fault *fault, int listener, pid_t process, int output);
void fault_ignore(int listener);

/*
 * From now on the n-th call is the first that it changes; what was
 * counted before is forgotten.  A signal that comes just when a
 * process is made may make that fail with EINTR, before we see the
 * call, or have the kernel make the call twice: let the program come
 * to rest before (program_await_rest), and end no child of it until
 * the fault has happened.
 */
void fault_arm(struct fault *fault, unsigned nth);

/* From now on all calls are left alone again. */
void fault_disarm(struct fault *fault);

/*
 * Ends the test as inconclusive unless the fault happened, or could
 * not: a program that writes single bytes leaves nothing to divide.
 */
void fault_require(const struct fault *fault);

#endif
