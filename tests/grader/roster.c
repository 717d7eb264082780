/*
 * Lists the students of a class.  usage: roster SUBMISSIONS LINKS
 *
 * Every folder in SUBMISSIONS is a student.  One line of JSON each, in
 * the order of their names: `student`, the name as it may be shown;
 * `id`, a name for files that needs no quoting; `digest`, which changes
 * when the names below the folder do, or what is in a file of C: times
 * may be set back.  LINKS/id becomes a link to the folder, for names
 * that no shell could carry.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "printable.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <jansson.h>
#include <limits.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wctype.h>

enum {
	MAX_ID = 120,
	MAX_NAME = 512,
	MAX_FILES = 20000,
	MAX_SOURCE = 256 << 10, /* intake refuses what is larger */
	MAX_READ = 64 << 20, /* in all, of one submission */
};

static _Noreturn void stop(const char *what)
{
	fprintf(stderr, "roster: %s: %s\n", what, strerror(errno));
	exit(EXIT_FAILURE);
}

/* --- the digest --- */

static uint64_t digest;
static unsigned files_seen;
static int64_t bytes_read;
static size_t folder_length;

static uint64_t mix(uint64_t hash, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;

	/* FNV-1a: nobody is kept from collisions, and nobody gains. */
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ at[i]) * 0x100000001b3u;
	return hash;
}

static bool is_source(const char *path, const struct stat *status)
{
	size_t length = strlen(path);

	return S_ISREG(status->st_mode) && status->st_nlink == 1 &&
		status->st_size <= MAX_SOURCE && length > 2 &&
		strcasecmp(path + length - 2, ".c") == 0;
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
	hash = mix(hash, path + folder_length,
		strlen(path + folder_length));
	hash = mix(hash, facts, sizeof facts);
	if (is_source(path, status))
		hash = mix_file(hash, path);
	digest += hash;
	return ++files_seen == MAX_FILES;
}

static uint64_t digest_of(const char *folder)
{
	digest = 0;
	files_seen = 0;
	bytes_read = 0;
	folder_length = strlen(folder);
	/* What cannot be walked, intake will refuse. */
	nftw(folder, add_file, 16, FTW_PHYS);
	return digest;
}

/* --- names --- */

/* Names of our own files in the folder of the results. */
static bool is_ours(const char *name)
{
	static const char *const ours[] = { "class.json",
		"gradebook.csv", "index.html" };

	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		if (strcasecmp(name, ours[i]) == 0)
			return true;
	return false;
}

static bool is_plain(char32_t code, bool first)
{
	if (code < 128)
		return code != 0 &&
			strchr(first ? "_" : "._-+@,", (int)code) !=
			NULL;
	return iswalnum((wint_t)code);
}

static bool is_kept(char32_t code, bool first)
{
	return (code < 128 && iswalnum((wint_t)code)) ||
		is_plain(code, first);
}

/* Like a URL: other bytes become %XX, so that no two names clash. */
static void make_id(char *id, const char *name)
{
	size_t length = strlen(name);
	size_t used = 0;

	for (size_t at = 0; at < length && used < MAX_ID;) {
		char32_t code;
		size_t size = printable_character(
			name + at, length - at, &code);
		bool first = at == 0;

		if (is_kept(code, first) && !(first && is_ours(name)))
			used += (size_t)sprintf(id + used, "%.*s",
				(int)size, name + at);
		else
			for (size_t i = 0; i < size; i++)
				used += (size_t)sprintf(id + used,
					"%%%02X",
					(unsigned char)name[at + i]);
		at += size;
	}
	/* Too long for the name of a file: its digest stands for it. */
	if (used >= MAX_ID)
		sprintf(id, "%%%016" PRIX64,
			mix(0xcbf29ce484222325u, name, length));
}

static void show_name(char *shown, const char *name)
{
	printable_lines(shown, MAX_NAME, name, strlen(name));
	for (char *at = shown; *at != '\0'; at++)
		if (*at == '\n')
			*at = '?';
}

/* --- the list --- */

static void list_student(
	const char *folder, const char *name, const char *links)
{
	char path[PATH_MAX];
	char link[PATH_MAX];
	char id[MAX_ID * 4];
	char shown[MAX_NAME];
	char text[17];

	make_id(id, name);
	show_name(shown, name);
	snprintf(path, sizeof path, "%s/%s", folder, name);
	snprintf(link, sizeof link, "%s/%s", links, id);
	snprintf(text, sizeof text, "%016" PRIx64, digest_of(path));
	unlink(link);
	if (symlink(path, link) == -1)
		stop(link);
	json_t *line = json_pack("{s:s, s:s, s:s}", "id", id, "student",
		shown, "digest", text);
	if (line == NULL ||
		json_dumpf(line, stdout, JSON_COMPACT) == -1)
		stop(shown);
	putchar('\n');
	json_decref(line);
}

/* Also what pretends to be a folder; intake says what is wrong. */
static int is_student(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && entry->d_type != DT_REG;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int main(int argc, char *argv[])
{
	struct dirent **students;

	if (argc != 3) {
		fputs("usage: roster SUBMISSIONS LINKS\n", stderr);
		return EXIT_FAILURE;
	}
	/* Letters of all languages are letters. */
	setlocale(LC_CTYPE, "C.UTF-8");
	int count = scandir(argv[1], &students, is_student, by_name);
	if (count == -1)
		stop(argv[1]);
	for (int i = 0; i < count; i++) {
		list_student(argv[1], students[i]->d_name, argv[2]);
		free(students[i]);
	}
	free(students);
	return fflush(stdout) == EOF ? EXIT_FAILURE : EXIT_SUCCESS;
}
