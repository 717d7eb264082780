/*
 * The level of isolation that is in force; see isolation.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "isolation.h"

#include "environment.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static const char *const names[] = {
	[ISOLATION_SEALED] = "sealed",
	[ISOLATION_SPLIT_UID] = "split-uid",
	[ISOLATION_SHARED_UID] = "shared-uid",
	[ISOLATION_UNTRIED] = "untried",
};

const char *isolation_name(enum isolation level)
{
	return names[level];
}

enum isolation isolation_level(void)
{
	const char *name = environment_value(ENVIRONMENT_LEVEL);

	for (int level = ISOLATION_SEALED;
		level <= ISOLATION_SHARED_UID; level++)
		if (strcmp(name, names[level]) == 0)
			return (enum isolation)level;
	return ISOLATION_SHARED_UID;
}

/* Is the uid one of those that /proc/self/uid_map has? */
static bool is_mapped(unsigned uid)
{
	unsigned first;
	unsigned count;
	bool mapped = false;
	FILE *map = fopen("/proc/self/uid_map", "re");

	if (map == NULL)
		return false;
	while (fscanf(map, "%u %*u %u", &first, &count) == 2)
		mapped |= uid >= first && uid - first < count;
	fclose(map);
	return mapped;
}

bool isolation_can_change_uid(void)
{
	return getuid() == 0 && is_mapped(ISOLATION_UID);
}

/*
 * In the open the limit counts every process of the uid, so it is set
 * above all that the machine runs now; proc_loadavg(5).
 */
uint64_t isolation_process_limit(unsigned own)
{
	unsigned long all = 0;

	if (isolation_level() == ISOLATION_SEALED)
		return own;
	FILE *file = fopen("/proc/loadavg", "re");
	if (file == NULL)
		return 0;
	if (fscanf(file, "%*s %*s %*s %*u/%lu", &all) != 1)
		all = 0;
	fclose(file);
	return all == 0 ? 0 : all + own;
}

/* A container without /run has a single run at most. */
void isolation_take_turn(void)
{
	int lock = open("/run/workbook-uid.lock",
		O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	while (lock != -1 && flock(lock, LOCK_EX) == -1)
		if (errno != EINTR)
			break;
}
