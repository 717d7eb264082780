/*
 * How many processes and threads there are in a box; see tasks.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tasks.h"

#include "isolation.h"
#include "observe.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/utsname.h>

struct count {
	struct stat namespace;
	unsigned tasks;
};

static bool has_namespace(pid_t process, struct stat *namespace)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/ns/user", process);
	return stat(path, namespace) == 0;
}

static void count_tasks(pid_t process, void *context)
{
	struct count *count = context;
	struct stat namespace;

	if (has_namespace(process, &namespace) &&
		namespace.st_ino == count->namespace.st_ino)
		count->tasks += observe_tasks(process);
}

/* Before, the kernel counted all processes of the uid. */
static bool counts_by_namespace(void)
{
	enum { MAJOR = 5, MINOR = 14 };
	struct utsname system;
	int major = 0;
	int minor = 0;

	return uname(&system) == 0 &&
		sscanf(system.release, "%d.%d", &major, &minor) == 2 &&
		(major > MAJOR || (major == MAJOR && minor >= MINOR));
}

unsigned tasks_in(const struct box *box)
{
	struct count count = { .tasks = 0 };

	if (isolation_level() == ISOLATION_SEALED &&
		counts_by_namespace() &&
		has_namespace(box->program, &count.namespace))
		observe_each(box->supervisor, count_tasks, &count);
	return count.tasks;
}
