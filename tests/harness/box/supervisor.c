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

static int be_child(void *context)
{
	const struct supervision *plan = context;
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	plan->become(plan->context);
	_exit(127);
}

/*
 * The child borrows our memory, and we stand still until it executes
 * another program: a copy of it would cost more than the program.
 */
static pid_t start_child(const struct supervision *plan)
{
	static _Alignas(16) char stack[256 << 10];

	return clone(be_child, stack + sizeof stack,
		CLONE_VM | CLONE_VFORK | SIGCHLD, (void *)plan);
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

/* Takes those that have ended.  Result: is it over? */
static bool reap(pid_t child, bool outlived, int *result)
{
	int status;
	pid_t ended;

	while ((ended = waitpid(-1, &status, WNOHANG)) > 0) {
		if (ended != child)
			continue;
		*result = as_exit_status(status);
		if (!outlived)
			return true;
	}
	return ended == -1 && errno == ECHILD;
}

/* Waits for the end, or for the word to stop. */
static int await_end(
	pid_t child, bool outlived, const sigset_t *signals)
{
	int status = 127;

	do
		if (sigwaitinfo(signals, NULL) == SIGTERM)
			return 128 + SIGTERM;
	while (!reap(child, outlived, &status));
	return status;
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

static _Noreturn void supervise(const struct supervision *plan)
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
	pid_t child = start_child(plan);
	/* The program's pipes must end when the program does. */
	close_range(0, ~0U, 0);
	int status = child == -1
		? 127
		: await_end(child, plan->outlived, &signals);
	supervisor_sweep();
	_exit(status);
}

pid_t supervisor_start(const struct supervision *plan)
{
	bool sealed = isolation_level() == ISOLATION_SEALED;
	pid_t supervisor = fork_with(sealed ? CLONE_NEWPID : 0);

	if (supervisor == 0)
		supervise(plan);
	return supervisor;
}

void supervisor_stop(pid_t supervisor)
{
	bool sealed = isolation_level() == ISOLATION_SEALED;

	kill(supervisor, sealed ? SIGKILL : SIGTERM);
}
