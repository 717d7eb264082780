/*
 * The processes that sockets belong to; see owners.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "owners.h"

#include "diag.h"
#include "loop.h"
#include "observe.h"

#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The files of the sockets, in order, and which have an owner. */
struct search {
	uint32_t *files;
	bool *owned;
	size_t count;
	bool refused;
};

static int by_number(const void *a, const void *b)
{
	uint32_t first = *(const uint32_t *)a;
	uint32_t second = *(const uint32_t *)b;

	return (first > second) - (first < second);
}

static void strike_out(struct search *search, uint32_t file)
{
	const uint32_t *found = bsearch(&file, search->files,
		search->count, sizeof file, by_number);

	if (found != NULL)
		search->owned[found - search->files] = true;
}

static void read_descriptor(
	struct search *search, int folder, const char *name)
{
	char target[32];
	uint32_t file;
	ssize_t n = readlinkat(folder, name, target, sizeof target - 1);

	if (n < 0)
		return;
	target[n] = '\0';
	if (sscanf(target, "socket:[%u]", &file) == 1)
		strike_out(search, file);
}

static void read_descriptors(pid_t process, void *context)
{
	struct search *search = context;
	char path[64];
	struct dirent *entry;

	snprintf(path, sizeof path, "/proc/%d/fd", process);
	DIR *descriptors = opendir(path);
	if (descriptors == NULL) {
		search->refused |= errno == EACCES || errno == EPERM;
		return;
	}
	while ((entry = readdir(descriptors)) != NULL)
		read_descriptor(
			search, dirfd(descriptors), entry->d_name);
	closedir(descriptors);
}

static bool have_all(struct search *search)
{
	qsort(search->files, search->count, sizeof *search->files,
		by_number);
	observe_each(getpid(), read_descriptors, search);
	for (size_t i = 0; i < search->count; i++)
		if (!search->owned[i])
			return search->refused;
	return true;
}

bool owners_have_all(void)
{
	struct search search = { 0 };

	search.files = diag_files(&search.count);
	if (search.count == 0)
		return true;
	search.owned = calloc(search.count, sizeof *search.owned);
	if (search.owned == NULL) {
		perror("owners");
		abort();
	}
	bool all = have_all(&search);
	free(search.owned);
	free(search.files);
	return all;
}

static bool is_gone(void *context)
{
	const uint32_t *file = context;
	size_t count;
	uint32_t *files = diag_files(&count);
	bool gone = true;

	for (size_t i = 0; i < count; i++)
		gone &= files[i] != *file;
	free(files);
	return gone;
}

void owners_close(int fd)
{
	enum { LONGEST_LOOK_MS = 8000 };
	struct stat status = { 0 };

	fstat(fd, &status);
	uint32_t file = (uint32_t)status.st_ino;
	close(fd);
	if (!is_gone(&file))
		loop_until(
			is_gone, &file, loop_deadline(LONGEST_LOOK_MS));
}
