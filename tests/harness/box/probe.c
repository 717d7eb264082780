/*
 * Finding and entering the level of isolation; see probe.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "probe.h"

#include "box.h"
#include "environment.h"
#include "network.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int write_file(const char *path, const char *text)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);

	if (file == -1)
		return -1;
	ssize_t n = write(file, text, strlen(text));
	int error = errno;
	close(file);
	errno = error;
	return n == (ssize_t)strlen(text) ? 0 : -1;
}

static int map_to_itself(const char *path, unsigned id)
{
	char line[64];

	snprintf(line, sizeof line, "%u %u 1", id, id);
	return write_file(path, line);
}

/* Ambient capabilities survive the exec of each test's worker. */
static int keep_capabilities(void)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct sets[2];

	if (syscall(SYS_capget, &header, sets) == -1)
		return -1;
	sets[0].inheritable = sets[0].permitted;
	sets[1].inheritable = sets[1].permitted;
	if (syscall(SYS_capset, &header, sets) == -1)
		return -1;
	for (int cap = 0; cap <= CAP_LAST_CAP; cap++)
		prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, cap, 0, 0);
	return 0;
}

/*
 * The uid maps to itself, so that the program under test keeps the
 * reader's own uid and has no more rights than at the reader's prompt.
 */
static int enter_user_namespace(void)
{
	unsigned uid = getuid();
	unsigned gid = getgid();

	if (uid == 0)
		return 0;
	if (unshare(CLONE_NEWUSER) == -1)
		return -1;
	if (write_file("/proc/self/setgroups", "deny") == -1)
		return -1;
	if (map_to_itself("/proc/self/uid_map", uid) == -1 ||
		map_to_itself("/proc/self/gid_map", gid) == -1)
		return -1;
	return keep_capabilities();
}

/* What went wrong in the trial; its exit status tells. */
enum trial {
	TRIAL_HELD = 77,
	TRIAL_USER,
	TRIAL_NETWORK,
	TRIAL_BOX,
	TRIAL_SLOW,
};

/*
 * Using a namespace is the only honest probe: some systems let it be
 * made and then refuse every use of it.
 */
static _Noreturn void try_everything(int complaints)
{
	if (enter_user_namespace() == -1)
		_exit(TRIAL_USER);
	if (network_enter(NETWORK_ORDINARY) == -1)
		_exit(TRIAL_NETWORK);
	environment_tell(
		ENVIRONMENT_LEVEL, isolation_name(ISOLATION_SEALED));
	switch (box_try(ISOLATION_SEALED, complaints)) {
	case BOX_HOLDS:
		_exit(TRIAL_HELD);
	case BOX_BROKEN:
		_exit(TRIAL_BOX);
	default:
		_exit(TRIAL_SLOW);
	}
}

static int run_trial(int complaints)
{
	int status;
	pid_t child = fork();

	if (child == -1)
		return -1;
	if (child == 0)
		try_everything(complaints);
	while (waitpid(child, &status, 0) == -1)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The first line of what the canary or bubblewrap said. */
static void explain_box(int complaints, char *note, unsigned long size)
{
	char said[120];
	ssize_t n = pread(complaints, said, sizeof said - 1, 0);

	said[n > 0 ? n : 0] = '\0';
	said[strcspn(said, "\n")] = '\0';
	snprintf(note, size, "the box does not hold here: %s",
		said[0] != '\0' ? said : "nobody says why");
}

static const char *explain(int trial)
{
	switch (trial) {
	case TRIAL_USER:
		return "this system refuses user namespaces";
	case TRIAL_NETWORK:
		return "this system refuses network namespaces";
	case TRIAL_SLOW:
		return "this machine is too busy to find out whether "
		       "a program can be shut in";
	default:
		return "namespaces were not tried";
	}
}

/* Too slow is not refused: the next run may find that it holds. */
static enum isolation level_without_namespaces(int trial)
{
	if (trial == TRIAL_SLOW)
		return ISOLATION_UNTRIED;
	return isolation_can_change_uid() ? ISOLATION_SPLIT_UID
					  : ISOLATION_SHARED_UID;
}

enum isolation probe_isolation(char *note, unsigned long size)
{
	bool open = strcmp(environment_value(ENVIRONMENT_ISOLATION),
			    "open") == 0;
	enum isolation level = ISOLATION_SEALED;
	int complaints = memfd_create("complaints", MFD_CLOEXEC);
	int trial = open ? 0 : run_trial(complaints);

	note[0] = '\0';
	if (trial == TRIAL_HELD && enter_user_namespace() == -1)
		trial = TRIAL_USER;
	if (trial == TRIAL_HELD)
		network_keep_tables_small();
	else {
		level = level_without_namespaces(trial);
		snprintf(note, size, "%s", explain(trial));
	}
	if (trial == TRIAL_BOX)
		explain_box(complaints, note, size);
	close(complaints);
	environment_tell(ENVIRONMENT_LEVEL, isolation_name(level));
	return level;
}
