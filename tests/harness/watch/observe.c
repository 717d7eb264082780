/*
 * Looking at a program from outside; see observe.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "observe.h"

#include "gate.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MOST_PROCESSES = 5000 };

/* Where in the arguments of a call its time-out stands. */
enum timeout_kind {
	NO_TIMEOUT,
	SOCKET_TIMEOUT, /* SO_RCVTIMEO or SO_SNDTIMEO of argument 0 */
	EITHER_TIMEOUT, /* that one, or a pointer that is not NULL */
	MILLISECONDS, /* an int, negative: none */
	POINTER, /* NULL: none */
	SIGNAL, /* the same, unless it may wait for an alarm */
	ALWAYS, /* ends by itself */
};

struct call {
	long number;
	const char *name;
	bool on_descriptor;
	enum timeout_kind kind;
	int argument;
};

static const struct call calls[] = {
	{ SYS_read, "read", true, SOCKET_TIMEOUT, 0 },
	{ SYS_readv, "readv", true, SOCKET_TIMEOUT, 0 },
	{ SYS_recvfrom, "recvfrom", true, SOCKET_TIMEOUT, 0 },
	{ SYS_recvmsg, "recvmsg", true, SOCKET_TIMEOUT, 0 },
	{ SYS_accept, "accept", true, SOCKET_TIMEOUT, 0 },
	{ SYS_accept4, "accept4", true, SOCKET_TIMEOUT, 0 },
	{ SYS_write, "write", true, SOCKET_TIMEOUT, 0 },
	{ SYS_writev, "writev", true, SOCKET_TIMEOUT, 0 },
	{ SYS_sendto, "sendto", true, SOCKET_TIMEOUT, 0 },
	{ SYS_sendmsg, "sendmsg", true, SOCKET_TIMEOUT, 0 },
	{ SYS_recvmmsg, "recvmmsg", true, EITHER_TIMEOUT, 4 },
	{ SYS_sendmmsg, "sendmmsg", true, SOCKET_TIMEOUT, 0 },
	{ SYS_splice, "splice", true, SOCKET_TIMEOUT, 0 },
	{ SYS_sendfile, "sendfile", true, SOCKET_TIMEOUT, 0 },
	{ SYS_connect, "connect", true, ALWAYS, 0 },
#ifdef SYS_poll
	{ SYS_poll, "poll", false, MILLISECONDS, 2 },
	{ SYS_select, "select", false, POINTER, 4 },
	{ SYS_epoll_wait, "epoll_wait", true, MILLISECONDS, 3 },
	{ SYS_pause, "pause", false, NO_TIMEOUT, 0 },
#endif
#ifdef SYS_vfork
	{ SYS_vfork, "vfork", false, NO_TIMEOUT, 0 },
#endif
	{ SYS_ppoll, "ppoll", false, POINTER, 2 },
	{ SYS_pselect6, "pselect6", false, POINTER, 4 },
	{ SYS_epoll_pwait, "epoll_pwait", true, MILLISECONDS, 3 },
	{ SYS_wait4, "wait4", false, NO_TIMEOUT, 0 },
	{ SYS_waitid, "waitid", false, NO_TIMEOUT, 0 },
	{ SYS_futex, "futex", false, POINTER, 3 },
	{ SYS_rt_sigsuspend, "sigsuspend", false, NO_TIMEOUT, 0 },
	{ SYS_rt_sigtimedwait, "sigtimedwait", false, SIGNAL, 2 },
	{ SYS_nanosleep, "nanosleep", false, ALWAYS, 0 },
	{ SYS_clock_nanosleep, "clock_nanosleep", false, ALWAYS, 0 },
};

/* What /proc/PID/task/TID/syscall says. */
struct sleeping {
	const struct call *call; /* NULL: running, or another call */
	unsigned long arguments[6];
};

/* Reads a small file below /proc/PID/; false if it is gone. */
static bool read_proc(
	pid_t pid, const char *name, char *text, size_t size)
{
	char path[320];

	snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file == -1)
		return false;
	ssize_t n = read(file, text, size - 1);
	close(file);
	if (n < 0)
		return false;
	text[n] = '\0';
	return true;
}

static bool parse_call(const char *text, struct sleeping *sleeping)
{
	long number;
	unsigned long *a = sleeping->arguments;

	sleeping->call = NULL;
	if (sscanf(text, "%ld %lx %lx %lx %lx %lx %lx", &number, &a[0],
		    &a[1], &a[2], &a[3], &a[4], &a[5]) != 7)
		return false;
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (calls[i].number == number)
			sleeping->call = &calls[i];
	return sleeping->call != NULL;
}

/* A socket may carry a time-out of its own: ask a duplicate of it. */
static bool socket_has_timeout(pid_t pid, int fd)
{
	int option[] = { SO_RCVTIMEO, SO_SNDTIMEO };
	bool found = false;
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);

	if (pidfd == -1)
		return true;
	int copy = (int)syscall(SYS_pidfd_getfd, pidfd, fd, 0);
	close(pidfd);
	if (copy == -1)
		return true;
	for (int i = 0; i < 2; i++) {
		struct timeval timeout = { 0 };
		socklen_t size = sizeof timeout;

		if (getsockopt(copy, SOL_SOCKET, option[i], &timeout,
			    &size) == 0)
			found |= timeout.tv_sec != 0 ||
				timeout.tv_usec != 0;
	}
	close(copy);
	return found;
}

/* Its set has SIGALRM, which is out of SigBlk as long as it waits. */
static bool awaits_alarm(pid_t pid, const struct sleeping *sleeping)
{
	unsigned long long set = 0;
	struct iovec here = { &set, sizeof set };
	struct iovec there = { .iov_base =
				       (void *)sleeping->arguments[0],
		.iov_len = sizeof set };

	return process_vm_readv(pid, &here, 1, &there, 1, 0) ==
		sizeof set &&
		(set >> (SIGALRM - 1) & 1) != 0;
}

static bool ends_by_itself(pid_t pid, const struct sleeping *sleeping)
{
	const struct call *call = sleeping->call;
	unsigned long value = sleeping->arguments[call->argument];

	switch (call->kind) {
	case NO_TIMEOUT:
		return false;
	case SOCKET_TIMEOUT:
		return socket_has_timeout(pid, (int)value);
	case EITHER_TIMEOUT:
		return value != 0 ||
			socket_has_timeout(
				pid, (int)sleeping->arguments[0]);
	case MILLISECONDS:
		return value <= INT_MAX;
	case POINTER:
		return value != 0;
	case SIGNAL:
		return value != 0 || awaits_alarm(pid, sleeping);
	case ALWAYS:
		return true;
	}
	return true;
}

static void mix(uint64_t *signature, const char *text)
{
	for (const char *c = text; *c != '\0'; c++)
		*signature = (*signature ^ (unsigned char)*c) *
			0x100000001b3U;
}

/* A set of signals, by its name with a newline before it. */
static bool read_signals(
	pid_t pid, const char *name, unsigned long long *set)
{
	char status[4096];

	if (!read_proc(pid, "status", status, sizeof status))
		return false;
	/* The first line has the name that the program gives itself. */
	const char *line = strstr(status, name);
	return line != NULL &&
		sscanf(line + strlen(name), " %llx", set) == 1;
}

/* A caught SIGALRM may wake the process: that is a timer. */
static bool catches_alarm(pid_t pid)
{
	unsigned long long caught = 0;

	return !read_signals(pid, "\nSigCgt:", &caught) ||
		(caught >> (SIGALRM - 1) & 1) != 0;
}

bool observe_blocks_signals(pid_t thread)
{
	unsigned long long blocked = 0;

	if (!read_signals(thread, "\nSigBlk:", &blocked))
		return false;
	for (int signal = 1; signal < SIGSYS; signal++)
		if (signal != SIGKILL && signal != SIGSTOP &&
			(blocked >> (signal - 1) & 1) == 0)
			return false;
	return true;
}

bool observe_has_signal(pid_t thread)
{
	unsigned long long own = 0;
	unsigned long long shared = 0;

	return read_signals(thread, "\nSigPnd:", &own) &&
		read_signals(thread, "\nShdPnd:", &shared) &&
		(own | shared) != 0;
}

/* A timer of timer_create(2); the file is empty if there is none. */
static bool has_timer(pid_t pid)
{
	char text[64];

	return read_proc(pid, "timers", text, sizeof text) &&
		text[0] != '\0';
}

/*
 * A descriptor for signals, of which an alarm is one.  bubblewrap has
 * one of its own, for its children.
 */
static bool tells_alarm(pid_t pid, const char *descriptor)
{
	char name[300];
	char text[256];
	unsigned long long signals = 0;

	snprintf(name, sizeof name, "fdinfo/%s", descriptor);
	if (!read_proc(pid, name, text, sizeof text))
		return false;
	const char *line = strstr(text, "\nsigmask:");
	return line != NULL &&
		sscanf(line, "\nsigmask: %llx", &signals) == 1 &&
		(signals >> (SIGALRM - 1) & 1) != 0;
}

/* A descriptor that becomes readable by itself. */
static bool is_clock(pid_t pid, const char *descriptor)
{
	char path[300];
	char target[32];

	snprintf(path, sizeof path, "/proc/%d/fd/%s", pid, descriptor);
	ssize_t n = readlink(path, target, sizeof target - 1);
	if (n < 0)
		return false;
	target[n] = '\0';
	return strcmp(target, "anon_inode:[timerfd]") == 0 ||
		(strcmp(target, "anon_inode:[signalfd]") == 0 &&
			tells_alarm(pid, descriptor));
}

static bool has_clock(pid_t pid)
{
	char path[64];
	struct dirent *entry;
	bool found = false;

	snprintf(path, sizeof path, "/proc/%d/fd", pid);
	DIR *descriptors = opendir(path);
	if (descriptors == NULL)
		return false;
	while (!found && (entry = readdir(descriptors)) != NULL)
		found = is_clock(pid, entry->d_name);
	closedir(descriptors);
	return found;
}

/* Will something of its own wake the process?  Costly: asked last. */
static bool wakes_itself(pid_t pid)
{
	return catches_alarm(pid) || has_timer(pid) || has_clock(pid);
}

/* The letter of proc_pid_stat(5), or 0 if there is none. */
static char state_of(pid_t pid, const char *name)
{
	char text[512];

	if (!read_proc(pid, name, text, sizeof text))
		return '\0';
	const char *end = strrchr(text, ')');
	return end != NULL && end[1] == ' ' ? end[2] : '\0';
}

static char state_of_thread(pid_t pid, pid_t thread)
{
	char name[64];

	snprintf(name, sizeof name, "task/%d/stat", thread);
	return state_of(pid, name);
}

/* It waits for its child, as if for the kernel. */
static bool is_in_vfork(pid_t pid, pid_t thread)
{
#ifdef SYS_vfork
	char name[64];
	char text[512];

	snprintf(name, sizeof name, "task/%d/syscall", thread);
	return read_proc(pid, name, text, sizeof text) &&
		strtol(text, NULL, 10) == SYS_vfork;
#else
	(void)pid;
	(void)thread;
	return false;
#endif
}

/* Asleep in a call that only somebody else can end. */
static bool waits(pid_t pid, pid_t thread, struct observation *seen)
{
	char name[64];
	char text[512];
	struct sleeping sleeping = { .call = NULL };

	snprintf(name, sizeof name, "task/%d/syscall", thread);
	if (!read_proc(pid, name, text, sizeof text) ||
		!parse_call(text, &sleeping) ||
		ends_by_itself(pid, &sleeping))
		return false;
	mix(&seen->signature, text);
	return true;
}

static void observe_thread(
	pid_t pid, pid_t thread, struct observation *seen)
{
	char name[64];
	char text[512];
	unsigned long long ran_ns;
	unsigned long long waited_ns;

	seen->threads++;
	/* Neither one that runs, nor one that only waits for the
	 * kernel, as for a page (D). */
	char state = state_of_thread(pid, thread);
	bool stopped = state == 'T';
	bool asleep = state == 'S' ||
		(state == 'D' && is_in_vfork(pid, thread));
	seen->all_sleep &= asleep || stopped;
	if (!stopped && (!asleep || !waits(pid, thread, seen)))
		seen->all_wait = false;
	/* Last: it may have run before it was found asleep. */
	snprintf(name, sizeof name, "task/%d/schedstat", thread);
	if (read_proc(pid, name, text, sizeof text) &&
		sscanf(text, "%llu %llu", &ran_ns, &waited_ns) == 2) {
		seen->cpu_us += ran_ns / 1000;
		seen->delay_us += waited_ns / 1000;
		mix(&seen->signature, text);
	}
}

/*
 * Shared memory that was filled and let go of is not resident, and only
 * its mapping tells of it: each counts for the most that the filter
 * lets one have (make_filter.c).  Far too many mappings count as far
 * too much memory.
 */
static uint64_t shared_bytes(pid_t pid)
{
	enum { MOST_LINES = 20000 };
	char path[64];
	char line[512];
	uint64_t sum = 0;
	int lines = 0;

	snprintf(path, sizeof path, "/proc/%d/maps", pid);
	FILE *maps = fopen(path, "re");
	if (maps == NULL)
		return 0;
	while (lines < MOST_LINES &&
		fgets(line, sizeof line, maps) != NULL) {
		lines++;
		if (strstr(line, " /dev/zero (deleted)\n") != NULL)
			sum += GATE_LARGEST_SHARE;
	}
	fclose(maps);
	return lines == MOST_LINES ? UINT64_MAX / 1024 : sum;
}

static void each_child(pid_t pid, pid_t thread,
	observe_visitor *visitor, void *context)
{
	char path[64];
	char *child = NULL;
	size_t size = 0;

	snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid,
		thread);
	FILE *children = fopen(path, "re");
	if (children == NULL)
		return;
	while (getdelim(&child, &size, ' ', children) > 0)
		visitor((pid_t)strtol(child, NULL, 10), context);
	free(child);
	fclose(children);
}

/* Who is to see all of a tree. */
struct visit {
	observe_visitor *visitor;
	void *context;
};

static void visit_descendants(pid_t process, void *context)
{
	const struct visit *visit = context;

	observe_each(process, visit->visitor, visit->context);
}

void observe_each(
	pid_t process, observe_visitor *visitor, void *context)
{
	struct visit visit = { visitor, context };
	char path[64];
	struct dirent *entry;

	visitor(process, context);
	snprintf(path, sizeof path, "/proc/%d/task", process);
	DIR *tasks = opendir(path);
	if (tasks == NULL)
		return;
	while ((entry = readdir(tasks)) != NULL) {
		pid_t thread = (pid_t)strtol(entry->d_name, NULL, 10);

		if (thread != 0)
			each_child(process, thread, visit_descendants,
				&visit);
	}
	closedir(tasks);
}

static void add_shared(pid_t process, void *context)
{
	uint64_t *sum = context;

	*sum += shared_bytes(process);
}

uint64_t observe_shared(pid_t process)
{
	uint64_t sum = 0;

	observe_each(process, add_shared, &sum);
	return sum;
}

static bool is_zombie(pid_t pid)
{
	char state = state_of(pid, "stat");

	return state == '\0' || state == 'Z' || state == 'X';
}

bool observe_is_alive(pid_t process)
{
	return !is_zombie(process);
}

bool observe_is_zombie(pid_t process)
{
	return state_of(process, "stat") == 'Z';
}

pid_t observe_parent(pid_t process)
{
	char text[512];
	int parent = 0;

	if (!read_proc(process, "stat", text, sizeof text))
		return 0;
	/* The name before it may have brackets of its own. */
	const char *end = strrchr(text, ')');
	if (end == NULL || sscanf(end, ") %*c %d", &parent) != 1)
		return 0;
	return parent;
}

/* A hundred processes of one program have its files in common. */
static uint64_t resident_bytes(pid_t pid)
{
	char text[128];
	unsigned long pages = 0;
	unsigned long of_files = 0;

	if (!read_proc(pid, "statm", text, sizeof text) ||
		sscanf(text, "%*u %lu %lu", &pages, &of_files) != 2 ||
		of_files > pages)
		return 0;
	return (uint64_t)(pages - of_files) *
		(uint64_t)sysconf(_SC_PAGESIZE);
}

static void observe_process(pid_t pid, void *context);

static void observe_threads(pid_t pid, struct observation *seen)
{
	char path[64];
	struct dirent *entry;

	snprintf(path, sizeof path, "/proc/%d/task", pid);
	DIR *tasks = opendir(path);
	if (tasks == NULL)
		return;
	while ((entry = readdir(tasks)) != NULL) {
		pid_t thread = (pid_t)strtol(entry->d_name, NULL, 10);

		if (thread == 0)
			continue;
		observe_thread(pid, thread, seen);
		each_child(pid, thread, observe_process, seen);
	}
	closedir(tasks);
}

/* Far more processes than any exercise allows: stop looking. */
static void observe_process(pid_t pid, void *context)
{
	struct observation *seen = context;

	if (seen->processes > MOST_PROCESSES)
		return;
	if (is_zombie(pid)) {
		seen->zombies++;
		return;
	}
	seen->processes++;
	seen->memory_bytes += resident_bytes(pid);
	observe_threads(pid, seen);
	if (seen->all_wait && wakes_itself(pid))
		seen->all_wait = false;
}

void observe(pid_t process, struct observation *seen)
{
	*seen = (struct observation){ .all_wait = true,
		.all_sleep = true };
	observe_process(process, seen);
}

/*
 * The C library makes some calls by others that can do more: the source
 * says recv, and the kernel sees recvfrom without an address.
 */
static const char *name_in_source(const struct sleeping *sleeping)
{
	const unsigned long *a = sleeping->arguments;

	switch (sleeping->call->number) {
	case SYS_recvfrom:
		return a[4] == 0 ? "recv" : sleeping->call->name;
	case SYS_sendto:
		return a[4] == 0 ? "send" : sleeping->call->name;
	case SYS_accept4:
		return a[3] == 0 ? "accept" : sleeping->call->name;
	default:
		return sleeping->call->name;
	}
}

static void describe_timeout(
	const struct sleeping *sleeping, char *text, size_t size)
{
	const struct call *call = sleeping->call;
	unsigned long value = sleeping->arguments[call->argument];
	const char *name = name_in_source(sleeping);

	if (call->on_descriptor)
		snprintf(text, size, "%s on descriptor %lu", name,
			sleeping->arguments[0]);
	else if (call->kind == MILLISECONDS && value <= INT_MAX)
		snprintf(text, size, "%s for %lu ms", name, value);
	else
		snprintf(text, size, "%s", name);
}

bool observe_waits(pid_t process)
{
	char line[512];
	struct sleeping sleeping = { .call = NULL };

	if (!read_proc(process, "syscall", line, sizeof line) ||
		!parse_call(line, &sleeping))
		return false;
	return sleeping.call->kind == SOCKET_TIMEOUT ||
		!ends_by_itself(process, &sleeping);
}

void observe_call(pid_t process, char *text, size_t size)
{
	char line[512];
	struct sleeping sleeping = { .call = NULL };

	text[0] = '\0';
	if (read_proc(process, "syscall", line, sizeof line) &&
		parse_call(line, &sleeping))
		describe_timeout(&sleeping, text, size);
}

bool observe_is_stopped(pid_t process)
{
	char path[64];
	struct dirent *entry;
	bool stopped = true;

	snprintf(path, sizeof path, "/proc/%d/task", process);
	DIR *tasks = opendir(path);
	if (tasks == NULL)
		return false;
	while (stopped && (entry = readdir(tasks)) != NULL) {
		char name[300];

		snprintf(name, sizeof name, "task/%s/stat",
			entry->d_name);
		stopped = entry->d_name[0] == '.' ||
			state_of(process, name) == 'T';
	}
	closedir(tasks);
	return stopped;
}

/* How many names there are in a folder of it, and the highest. */
struct numbers {
	int count;
	int highest;
};

static bool read_numbers(
	pid_t process, const char *folder, struct numbers *numbers)
{
	char path[64];
	struct dirent *entry;

	*numbers = (struct numbers){ 0, -1 };
	snprintf(path, sizeof path, "/proc/%d/%s", process, folder);
	DIR *names = opendir(path);
	if (names == NULL)
		return false;
	while ((entry = readdir(names)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		int number = (int)strtol(entry->d_name, NULL, 10);
		numbers->count++;
		if (number > numbers->highest)
			numbers->highest = number;
	}
	closedir(names);
	return true;
}

unsigned observe_tasks(pid_t process)
{
	struct numbers tasks;

	return read_numbers(process, "task", &tasks)
		? (unsigned)tasks.count
		: 0;
}

int observe_highest_descriptor(pid_t process)
{
	struct numbers descriptors;

	return read_numbers(process, "fd", &descriptors)
		? descriptors.highest
		: -1;
}

int observe_descriptors(pid_t process)
{
	struct numbers descriptors;

	return read_numbers(process, "fd", &descriptors)
		? descriptors.count
		: -1;
}

/*
 * statm would be quicker, but counts in batches of a few pages.  Pages
 * of files, as the program's own, are left out: whether these count as
 * private and as dirty depends on others who use them, and on when the
 * kernel writes them to the disk.
 */
long observe_memory(pid_t process)
{
	char text[4096];
	long kilobytes;

	if (!read_proc(process, "smaps_rollup", text, sizeof text))
		return -1;
	const char *line = strstr(text, "Anonymous:");
	if (line == NULL ||
		sscanf(line, "Anonymous: %ld", &kilobytes) != 1)
		return -1;
	return kilobytes * 1024;
}
