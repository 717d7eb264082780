/*
 * A number that changes when what is handed in does; see digest.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "digest.h"

#include "entry.h"
#include "names.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

enum {
	MAX_FILES = 20000,
	MAX_READ = 64 << 20, /* in all, of one submission */
};

static uint64_t digest;
static unsigned files_seen;
static int64_t bytes_read;
static size_t folder_length;
static time_t newest_file;

static uint64_t mix(uint64_t hash, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;

	/* FNV-1a: nobody is kept from collisions, and nobody gains. */
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ at[i]) * 0x100000001b3u;
	return hash;
}

/* Programs, also under odd names, headers, and archives. */
static bool may_be_read(const char *path, const struct stat *status)
{
	const char *name = name_of(path);
	off_t most = name_is_archive(name) ? MAX_ARCHIVE : MAX_SOURCE;

	return S_ISREG(status->st_mode) && status->st_nlink == 1 &&
		status->st_size <= most &&
		(name_is_archive(name) || name_is_header(name) ||
			strcasestr(name, ".c") != NULL);
}

/* The file may be another one by now: it is only mixed in. */
static uint64_t mix_file(uint64_t hash, const char *path)
{
	char bytes[65536];
	ssize_t n;
	int file = open(path,
		O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY |
			O_CLOEXEC);

	if (file == -1)
		return hash;
	while (bytes_read < MAX_READ &&
		(n = read(file, bytes, sizeof bytes)) > 0) {
		hash = mix(hash, bytes, (size_t)n);
		bytes_read += n;
	}
	close(file);
	return hash;
}

/* A sum: folders list their files in any order. */
static int add_file(const char *path, const struct stat *status,
	int kind, struct FTW *where)
{
	uint64_t facts[] = { (uint64_t)status->st_mode,
		S_ISDIR(status->st_mode) ? 0
					 : (uint64_t)status->st_size };
	uint64_t hash = 0xcbf29ce484222325u;

	(void)where;
	if (kind == FTW_NS)
		return 0;
	if (S_ISREG(status->st_mode) &&
		status->st_mtime > newest_file &&
		strstr(path + folder_length, "/.") == NULL)
		newest_file = status->st_mtime;
	hash = mix(hash, path + folder_length,
		strlen(path + folder_length));
	hash = mix(hash, facts, sizeof facts);
	if (may_be_read(path, status))
		hash = mix_file(hash, path);
	digest += hash;
	return ++files_seen == MAX_FILES;
}

uint64_t digest_of_folder(const char *folder, time_t *newest)
{
	digest = 0;
	newest_file = *newest;
	files_seen = 0;
	bytes_read = 0;
	folder_length = strlen(folder);
	/* What cannot be walked, intake will refuse. */
	nftw(folder, add_file, 16, FTW_PHYS);
	*newest = newest_file;
	return digest;
}

uint64_t digest_of_text(const char *text)
{
	return mix(0xcbf29ce484222325u, text, strlen(text));
}
