/*
 * Starting a program in its box; see box.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "box.h"

#include "bubblewrap.h"
#include "environment.h"
#include "isolation.h"
#include "loop.h"
#include "rights.h"
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char resolv_conf[] = "nameserver 127.0.0.1\n"
				  "options timeout:1 attempts:1\n";
static const char nsswitch_conf[] = "passwd: files\n"
				    "hosts: files dns\n";
/* All lines of /etc/hosts count, as Debian has it; host.conf(5). */
static const char host_conf[] = "multi on\n";
static const char passwd[] = "reader:x:1000:1000::/tmp:/bin/sh\n";
static const char plain_hosts[] = "127.0.0.1 localhost\n"
				  "::1 localhost\n";

/* What the new process needs to know, all made before it exists. */
struct start {
	const struct box_order *order;
	struct bubblewrap command;
	char **environment;
	int files[BOX_FILE_COUNT];
	int control;
	char gate[PATH_MAX];
};

static int open_tool(const char *name)
{
	char path[PATH_MAX];

	environment_tool(path, sizeof path, name);
	return open(path, O_RDONLY | O_CLOEXEC);
}

static int file_of_text(const char *text)
{
	int file = memfd_create("box", MFD_CLOEXEC);

	if (file == -1)
		return -1;
	if (write(file, text, strlen(text)) != (ssize_t)strlen(text) ||
		lseek(file, 0, SEEK_SET) == -1) {
		close(file);
		return -1;
	}
	return file;
}

static void close_files(struct start *start)
{
	for (int i = 0; i < BOX_FILE_COUNT; i++)
		if (start->files[i] != -1)
			close(start->files[i]);
}

static int open_files(struct start *start)
{
	const char *hosts = start->order->hosts;
	int *files = start->files;

	if (hosts == NULL)
		hosts = plain_hosts;
	files[BOX_PROGRAM] =
		open(start->order->program, O_RDONLY | O_CLOEXEC);
	files[BOX_GATE] = open_tool("gate");
	files[BOX_PRELOAD] = open_tool("calls_preload.so");
	files[BOX_FILTER] = open_tool("filter.bpf");
	files[BOX_HOSTS] = file_of_text(hosts);
	files[BOX_RESOLV_CONF] = file_of_text(resolv_conf);
	files[BOX_NSSWITCH_CONF] = file_of_text(nsswitch_conf);
	files[BOX_HOST_CONF] = file_of_text(host_conf);
	files[BOX_PASSWD] = file_of_text(passwd);
	for (int i = 0; i < BOX_FILE_COUNT; i++)
		if (files[i] == -1)
			return -1;
	return 0;
}

/* Everything from here to the exec runs in the new process. */

static _Noreturn void give_up(const char *what)
{
	dprintf(STDERR_FILENO, "box: %s: %s\n", what, strerror(errno));
	_exit(GATE_FAILED);
}

/*
 * First all out of the way of the low numbers, then each to its own:
 * otherwise one dup2 could close the source of the next.
 */
static void place_descriptors(struct start *start)
{
	int wanted[BOX_FIRST_FILE + BOX_FILE_COUNT];
	int count = BOX_FIRST_FILE + BOX_FILE_COUNT;

	wanted[0] = open("/dev/null", O_RDONLY);
	wanted[1] = start->order->output;
	wanted[2] = start->order->errors;
	wanted[GATE_CONTROL] = start->control;
	wanted[GATE_CALLS] = start->order->calls != -1
		? start->order->calls
		: wanted[0];
	for (int i = 0; i < BOX_FILE_COUNT; i++)
		wanted[BOX_FIRST_FILE + i] = start->files[i];
	for (int i = 0; i < count; i++) {
		wanted[i] = fcntl(wanted[i], F_DUPFD_CLOEXEC, 64);
		if (wanted[i] == -1)
			_exit(GATE_FAILED);
	}
	for (int i = 0; i < count; i++)
		if (dup2(wanted[i], i) == -1)
			_exit(GATE_FAILED);
	close_range((unsigned)count, ~0U, 0);
}

/* Without namespaces: the same gate, started directly. */
static void start_in_the_open(struct start *start)
{
	const struct box_order *order = start->order;
	char *arguments[BUBBLEWRAP_MAX] = { start->gate,
		(char *)order->program };
	size_t count = 2;

	for (char *const *word = order->argv;
		*word != NULL && count < BUBBLEWRAP_MAX - 1; word++)
		arguments[count++] = *word;
	if (rights_filter_calls(BOX_FIRST_FILE + BOX_FILTER) == -1)
		give_up("cannot install the system call filter");
	close_range(BOX_FIRST_FILE, ~0U, 0);
	if (chdir("/tmp") == -1)
		give_up("/tmp");
	execve(start->gate, arguments, start->environment);
	give_up("cannot execute the gate");
}

/* bubblewrap cannot limit how many files there are, and an empty one
 * takes a kilobyte of the kernel's memory. */
static void mount_small_tmp(void)
{
	if (mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV,
		    "mode=1777,size=16m,nr_inodes=4096") == -1)
		give_up("cannot mount /tmp");
}

static void become_program(void *context)
{
	struct start *start = context;

	place_descriptors(start);
	if (isolation_level() == ISOLATION_SEALED)
		mount_small_tmp();
	/* The same addresses in every run; the box forbids the call. */
	personality(ADDR_NO_RANDOMIZE);
	if (rights_become_nobody() == -1)
		give_up("cannot give up root");
	if (rights_drop_capabilities() == -1)
		give_up("cannot drop capabilities");
	if (isolation_level() != ISOLATION_SEALED)
		start_in_the_open(start);
	execvpe("bwrap", (char *const *)start->command.arguments,
		start->environment);
	give_up("cannot execute bwrap");
}

/* From here on the harness's side. */

static unsigned or_else(unsigned wanted, unsigned usual)
{
	return wanted != 0 ? wanted : usual;
}

static int send_orders(const struct box_order *order, int control)
{
	struct gate_orders orders = {
		.data_bytes = order->sanitized ? 0 : 512ULL << 20,
		.processes = isolation_process_limit(
			or_else(order->processes, BOX_PROCESSES)),
		.descriptors =
			or_else(order->descriptors, BOX_DESCRIPTORS),
		.cpu_seconds = 10,
		.notes_calls = order->calls != -1,
		.filter_length = order->filter_length,
		.password = order->password,
		.outlasts_signals = order->outlasts_signals,
	};

	if (order->filter_length > GATE_MAX_FILTER) {
		errno = E2BIG;
		return -1;
	}
	if (order->filter_length > 0)
		memcpy(orders.filter, order->filter,
			order->filter_length * sizeof order->filter[0]);
	return send(control, &orders, sizeof orders, MSG_NOSIGNAL) ==
			(ssize_t)sizeof orders
		? 0
		: -1;
}

static void read_greeting(struct msghdr *message, struct box *box)
{
	struct cmsghdr *part;

	for (part = CMSG_FIRSTHDR(message); part != NULL;
		part = CMSG_NXTHDR(message, part)) {
		struct ucred sender;

		if (part->cmsg_level != SOL_SOCKET)
			continue;
		if (part->cmsg_type == SCM_RIGHTS)
			memcpy(&box->listener, CMSG_DATA(part),
				sizeof box->listener);
		if (part->cmsg_type == SCM_CREDENTIALS) {
			memcpy(&sender, CMSG_DATA(part), sizeof sender);
			box->program = sender.pid;
		}
	}
}

/* The kernel vouches for the sender's pid, in our own namespace. */
static int await_greeting(struct box *box)
{
	char greeting;
	char control[CMSG_SPACE(sizeof(int)) +
		CMSG_SPACE(sizeof(struct ucred))];
	struct iovec part = { &greeting, 1 };
	struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof control,
	};
	struct pollfd wait[2] = { { .fd = box->control,
					  .events = POLLIN },
		{ .fd = box->pidfd, .events = POLLIN } };
	int64_t limit = loop_deadline(15000) - loop_now_us();

	int ready;

	while ((ready = poll(wait, 2, (int)(limit / 1000))) == -1)
		if (errno != EINTR)
			return -1;
	if (!(wait[0].revents & POLLIN)) {
		errno = ready == 0 ? ETIMEDOUT : ECHILD;
		return -1;
	}
	if (recvmsg(box->control, &message, MSG_CMSG_CLOEXEC) != 1)
		return -1;
	read_greeting(&message, box);
	return box->program > 0 ? 0 : -1;
}

static int fail_start(struct box *box, char *why, unsigned long size,
	const char *what)
{
	int error = errno;

	snprintf(why, size, "%s: %s", what, strerror(error));
	if (box->supervisor > 0)
		box_end(box);
	errno = error;
	return -1;
}

static int make_control(int control[2])
{
	int on = 1;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
		    control) == -1)
		return -1;
	return setsockopt(
		control[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
}

static int start_supervised(struct start *start, struct box *box)
{
	environment_tool(start->gate, sizeof start->gate, "gate");
	bubblewrap_compose(&start->command, start->order);
	start->environment = box_environment(start->order);
	struct supervision plan = {
		.become = become_program,
		.context = start,
		.outlived = start->order->outlived,
	};
	if (open_files(start) == 0)
		box->supervisor = supervisor_start(&plan);
	int error = errno;
	close_files(start);
	errno = error;
	if (box->supervisor <= 0)
		return -1;
	box->pidfd = (int)syscall(SYS_pidfd_open, box->supervisor, 0);
	return box->pidfd == -1 ? -1 : 0;
}

int box_start(const struct box_order *order, struct box *box, char *why,
	unsigned long size)
{
	static struct start start;
	int control[2];

	*box = (struct box){
		.supervisor = -1,
		.pidfd = -1,
		.control = -1,
		.listener = -1,
	};
	start = (struct start){ .order = order };
	if (make_control(control) == -1)
		return fail_start(box, why, size, "control socket");
	box->control = control[0];
	start.control = control[1];
	int started = start_supervised(&start, box);
	close(control[1]);
	if (started == -1)
		return fail_start(box, why, size, "supervisor");
	if (send_orders(order, box->control) == -1 && errno != EPIPE)
		return fail_start(box, why, size, "orders");
	if (await_greeting(box) == -1)
		return fail_start(box, why, size, "no greeting");
	return 0;
}

int box_release(struct box *box)
{
	char go = 1;

	return send(box->control, &go, 1, MSG_NOSIGNAL) == 1 ? 0 : -1;
}

static void close_descriptor(int *fd)
{
	if (*fd != -1)
		close(*fd);
	*fd = -1;
}

int box_end(struct box *box)
{
	int status = -1;

	supervisor_stop(box->supervisor);
	while (waitpid(box->supervisor, &status, 0) == -1 &&
		errno == EINTR)
		;
	box->supervisor = -1;
	close_descriptor(&box->pidfd);
	close_descriptor(&box->control);
	close_descriptor(&box->listener);
	if (status == -1)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status)
				 : 128 + WTERMSIG(status);
}

/*
 * prlimit(2) wants the program's own uid, or CAP_SYS_RESOURCE, which
 * even root may lack: a child asks in the program's name.
 */
int box_limit(const struct box *box, int resource, uint64_t most)
{
	__rlimit_resource_t kind = (__rlimit_resource_t)resource;
	struct rlimit limit;
	int status;
	pid_t child = fork();

	if (child == -1)
		return -1;
	if (child == 0) {
		bool done = rights_become_nobody() == 0 &&
			prlimit(box->program, kind, NULL, &limit) == 0;

		limit.rlim_cur =
			most < limit.rlim_max ? most : limit.rlim_max;
		done = done &&
			prlimit(box->program, kind, &limit, NULL) == 0;
		_exit(done ? 0 : errno);
	}
	while (waitpid(child, &status, 0) == -1)
		if (errno != EINTR)
			return -1;
	errno = WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
	return errno == 0 ? 0 : -1;
}

/* CANARY_HELD is its exit status if all walls hold; see canary.c. */
enum { CANARY_HELD = 77, LONGEST_TRIAL_MS = 15000 };

/* Runs the canary to its end. */
static enum box_trial run_canary(struct box *box)
{
	struct pollfd end = { .fd = box->pidfd, .events = POLLIN };
	int ready = 0;

	if (box_release(box) == 0)
		ready = poll(&end, 1, LONGEST_TRIAL_MS);
	if (box_end(box) == CANARY_HELD)
		return BOX_HOLDS;
	return ready == 0 ? BOX_UNTRIED : BOX_BROKEN;
}

enum box_trial box_try(enum isolation level, int complaints)
{
	char path[PATH_MAX];
	char why[200];
	char *argv[] = { "canary", (char *)isolation_name(level),
		NULL };
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct box_order order = {
		.program = path,
		.argv = argv,
		.output = null,
		.errors = complaints,
		.calls = -1,
	};
	struct box box;

	environment_tool(path, sizeof path, "canary");
	if (null == -1) {
		dprintf(complaints, "there is no /dev/null\n");
		return BOX_BROKEN;
	}
	int started = box_start(&order, &box, why, sizeof why);
	bool slow = started == -1 && errno == ETIMEDOUT;
	close(null);
	if (started == 0)
		return run_canary(&box);
	dprintf(complaints, "%s\n", why);
	return slow ? BOX_UNTRIED : BOX_BROKEN;
}
