/*
 * The supervisor of one started program; see supervisor.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "supervisor.h"

#include "isolation.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Like fork(2), and with CLONE_NEWPID the child is a process 1. */
static pid_t fork_with(uint64_t flags)
{
	struct clone_args arguments = {
		.flags = flags,
		.exit_signal = SIGCHLD,
	};

	return (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
}

/* What the child is to become. */
struct future {
	void (*become)(void *context);
	void *context;
};

static int be_child(void *context)
{
	const struct future *future = context;
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	future->become(future->context);
	_exit(127);
}

/*
 * The child borrows our memory, and we stand still until it executes
 * another program: a copy of it would cost more than the program.
 */
static pid_t start_child(void (*become)(void *context), void *context)
{
	static _Alignas(16) char stack[256 << 10];
	struct future future = { become, context };

	return clone(be_child, stack + sizeof stack,
		CLONE_VM | CLONE_VFORK | SIGCHLD, &future);
}

static int as_exit_status(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status)
				 : 128 + WTERMSIG(status);
}

/* Kills every child; orphans of theirs become children in turn. */
static void kill_children(void)
{
	char pids[4096];
	int list = open(
		"/proc/thread-self/children", O_RDONLY | O_CLOEXEC);

	if (list == -1)
		return;
	ssize_t n = read(list, pids, sizeof pids - 1);
	close(list);
	if (n <= 0)
		return;
	pids[n] = '\0';
	for (char *next = strtok(pids, " "); next != NULL;
		next = strtok(NULL, " "))
		kill((pid_t)strtol(next, NULL, 10), SIGKILL);
}

/* An orphan may become our child after we have looked: look again. */
void supervisor_sweep(void)
{
	struct timespec moment = { .tv_nsec = 5000000 };
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	for (;;) {
		pid_t ended = waitpid(-1, NULL, WNOHANG);

		if (ended == -1 && errno != EINTR)
			return;
		if (ended == 0) {
			kill_children();
			sigtimedwait(&signals, NULL, &moment);
		}
	}
}

/* Waits for the child's end, or for the word to stop. */
static int await_child(pid_t child, const sigset_t *signals)
{
	int status;

	for (;;) {
		int signal = sigwaitinfo(signals, NULL);
		pid_t ended;

		if (signal == SIGTERM)
			return 128 + SIGTERM;
		while ((ended = waitpid(-1, &status, WNOHANG)) > 0)
			if (ended == child)
				return as_exit_status(status);
	}
}

/*
 * bubblewrap looks its own child up in /proc, by the number that the
 * child has in our PID namespace: so /proc has to show that one.
 */
static int show_own_processes(void)
{
	if (unshare(CLONE_NEWNS) == -1)
		return -1;
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1)
		return -1;
	return mount("proc", "/proc", "proc",
		MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
}

static _Noreturn void supervise(
	void (*become)(void *context), void *context)
{
	bool sealed = isolation_level() == ISOLATION_SEALED;
	sigset_t signals;

	prctl(PR_SET_PDEATHSIG, sealed ? SIGKILL : SIGTERM);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	setsid();
	if (sealed && show_own_processes() == -1)
		_exit(127);
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGCHLD);
	signal(SIGPIPE, SIG_DFL);
	sigprocmask(SIG_SETMASK, &signals, NULL);
	pid_t child = start_child(become, context);
	/* The program's pipes must end when the program does. */
	close_range(0, ~0U, 0);
	int status = child == -1 ? 127 : await_child(child, &signals);
	supervisor_sweep();
	_exit(status);
}

pid_t supervisor_start(void (*become)(void *context), void *context)
{
	bool sealed = isolation_level() == ISOLATION_SEALED;
	pid_t supervisor = fork_with(sealed ? CLONE_NEWPID : 0);

	if (supervisor == 0)
		supervise(become, context);
	return supervisor;
}

void supervisor_stop(pid_t supervisor)
{
	bool sealed = isolation_level() == ISOLATION_SEALED;

	kill(supervisor, sealed ? SIGKILL : SIGTERM);
}
