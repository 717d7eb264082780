/*
 * Reaching into a process; see reach.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "reach.h"

#include "isolation.h"
#include "verdict.h"

#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static bool may_trace_others(void)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct sets[2];

	return syscall(SYS_capget, &header, sets) == 0 &&
		(sets[0].effective & 1U << CAP_SYS_PTRACE) != 0;
}

void reach_require(void)
{
	if (isolation_level() != ISOLATION_SPLIT_UID ||
		may_trace_others())
		return;
	verdict(VERDICT_SKIPPED, NULL, NULL,
		"needs to look into the program, which this container "
		"does not allow");
}

bool reach_read(pid_t thread, uint64_t address, void *copy, size_t size)
{
	struct iovec local = { copy, size };
	struct iovec remote = { (void *)(uintptr_t)address, size };

	return process_vm_readv(thread, &local, 1, &remote, 1, 0) ==
		(ssize_t)size;
}

bool reach_write(
	pid_t thread, uint64_t address, const void *bytes, size_t size)
{
	struct iovec local = { (void *)(uintptr_t)bytes, size };
	struct iovec remote = { (void *)(uintptr_t)address, size };

	return process_vm_writev(thread, &local, 1, &remote, 1, 0) ==
		(ssize_t)size;
}

pid_t reach_process(pid_t thread)
{
	char path[64];
	char status[2048];
	int leader = -1;

	snprintf(path, sizeof path, "/proc/%d/status", thread);
	FILE *file = fopen(path, "re");
	if (file == NULL)
		return -1;
	size_t n = fread(status, 1, sizeof status - 1, file);
	fclose(file);
	status[n] = '\0';
	/* The first line has the name that the program gives itself;
	 * a newline in it is shown as two other characters. */
	const char *line = strstr(status, "\nTgid:");
	if (line == NULL || sscanf(line, " Tgid: %d", &leader) != 1)
		return -1;
	return leader;
}

/* pidfd_getfd(2) wants the process, not one of its threads. */
int reach_descriptor(pid_t thread, uint64_t fd)
{
	pid_t process = reach_process(thread);
	if (process == -1)
		return -1;
	int pidfd = (int)syscall(SYS_pidfd_open, process, 0);
	if (pidfd == -1)
		return -1;
	int copy = (int)syscall(SYS_pidfd_getfd, pidfd, (int)fd, 0);
	close(pidfd);
	return copy;
}

int reach_if(bool (*is_right)(int fd), pid_t thread, uint64_t fd)
{
	int copy = reach_descriptor(thread, fd);

	if (copy != -1 && !is_right(copy)) {
		close(copy);
		copy = -1;
	}
	return copy;
}
