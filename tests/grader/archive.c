/*
 * Opens an archive of a stranger; see archive.h.
 *
 * bsdtar(1) reads zip and all others, and is not trusted with it.  It
 * writes the GNU format of tar(5), which is easy to read without trust.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "archive.h"

#include "names.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	BLOCK = 512,
	COULD_NOT_LOOK = 2,
	MAX_TAR = 48 << 20, /* the box lets 32 MiB out */
};

static char script[] =
	"exec bsdtar -c -P --format gnutar -f \"$2\" \"@$3\"";

/* What the shell in the box makes of a signal. */
enum { BY_SIGNAL = 128 };

static const char *reason_of(int status)
{
	switch (status) {
	case BY_SIGNAL + SIGXFSZ:
		return "is an archive of more than 32 MiB of files; "
		       "it was not opened";
	case BY_SIGNAL + SIGXCPU:
	case BY_SIGNAL + SIGKILL:
	case 124: /* timeout(1) */
		return "is an archive that takes too long to open; "
		       "it was not opened";
	case 126:
	case 127:
		return "is an archive; bsdtar, which opens them, is "
		       "not installed (package libarchive-tools)";
	default:
		return "is an archive that cannot be opened: it is "
		       "damaged, or it has a password";
	}
}

static int run_box(const char *from, const char *into)
{
	char *command[] = { "boxed", "sh", "-c", script, "sh", "-o",
		(char *)into, (char *)from, NULL };
	posix_spawn_file_actions_t files;
	pid_t child;
	int status;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(
		&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(
		&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	int error = posix_spawnp(
		&child, command[0], &files, NULL, command, environ);
	posix_spawn_file_actions_destroy(&files);
	if (error != 0)
		return 127;
	while (waitpid(child, &status, 0) == -1)
		if (errno != EINTR)
			err(COULD_NOT_LOOK, "boxed");
	return WIFEXITED(status) ? WEXITSTATUS(status)
				 : BY_SIGNAL + WTERMSIG(status);
}

/* Result 0, or -1 with errno. */
static int read_tar(const char *path, struct archive *archive)
{
	struct stat status;
	int file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

	if (file == -1)
		return -1;
	if (fstat(file, &status) == 0 && status.st_size <= MAX_TAR)
		archive->tar = malloc((size_t)status.st_size + 1);
	while (archive->tar != NULL &&
		archive->size < (size_t)status.st_size) {
		ssize_t n = read(file, archive->tar + archive->size,
			(size_t)status.st_size - archive->size);
		if (n <= 0)
			break;
		archive->size += (size_t)n;
	}
	close(file);
	return archive->tar == NULL ? -1 : 0;
}

static const char *convert(const struct text *text, const char *folder,
	struct archive *archive)
{
	char from[PATH_MAX];
	char into[PATH_MAX];
	int status = -1;

	snprintf(from, sizeof from, "%s/.archive", folder);
	snprintf(into, sizeof into, "%s/.tar", folder);
	if (text_write(text, AT_FDCWD, from) == 0)
		status = run_box(from, into);
	if (status == 0 && read_tar(into, archive) == -1)
		status = -1;
	unlink(from);
	unlink(into);
	/* The grader's fault is nobody's damaged archive. */
	if (status == -1 || status == 120)
		errx(COULD_NOT_LOOK, "an archive could not be opened");
	return status == 0 ? NULL : reason_of(status);
}

const char *archive_open(const struct entry *entry, const char *folder,
	struct archive *archive)
{
	struct text text;

	*archive = (struct archive){ 0 };
	const char *fault = entry_read(entry, MAX_ARCHIVE, &text);
	if (fault == NULL)
		fault = convert(&text, folder, archive);
	free(text.bytes);
	return fault;
}

/* --- reading tar --- */

/* Where things are in a block that tells of a file. */
enum {
	NAME_SIZE = 100,
	SIZE_AT = 124,
	SIZE_DIGITS = 11,
	TYPE_AT = 156
};

static size_t read_size(const char *block)
{
	size_t size = 0;

	for (int i = 0; i < SIZE_DIGITS; i++) {
		char digit = block[SIZE_AT + i];
		if (digit >= '0' && digit <= '7')
			size = size * 8 + (size_t)(digit - '0');
	}
	return size;
}

static mode_t kind_of(char type)
{
	switch (type) {
	case '0':
	case '\0':
		return S_IFREG;
	case '1': /* a hard link, which may lead anywhere */
	case '2':
		return S_IFLNK;
	case '5':
		return S_IFDIR;
	case '6':
		return S_IFIFO;
	default:
		return S_IFCHR;
	}
}

/* Nothing is written there, but the name tells of ill will. */
static bool leads_out(const char *name)
{
	if (*name == '/')
		return true;
	for (const char *at = name; at != NULL;
		at = strchr(at, '/'), at += at != NULL)
		if (strncmp(at, "..", 2) == 0 &&
			(at[2] == '/' || at[2] == '\0'))
			return true;
	return false;
}

static bool meet_one(const char *above, const char *name, char type,
	const char *bytes, size_t size,
	bool (*meet)(const struct entry *entry, void *context),
	void *context)
{
	char path[PATH_MAX];
	struct entry entry = { .folder = -1, .bytes = bytes };

	while (strncmp(name, "./", 2) == 0)
		name += 2;
	int length = snprintf(path, sizeof path, "%s/%s", above, name);
	if (length >= (int)sizeof path || leads_out(name))
		path[0] = '\0';
	else if (path[length - 1] == '/')
		path[length - 1] = '\0';
	entry.path = path;
	entry.name = name_of(path);
	entry.status.st_mode = kind_of(type) | S_IRUSR | S_IWUSR;
	entry.status.st_nlink = 1;
	entry.status.st_size = (off_t)size;
	return meet(&entry, context);
}

void archive_walk(const struct archive *archive, const char *path,
	bool (*meet)(const struct entry *entry, void *context),
	void *context)
{
	char name[PATH_MAX] = "";
	size_t at = 0;

	while (archive->size - at >= BLOCK &&
		archive->tar[at] != '\0') {
		const char *block = archive->tar + at;
		const char *bytes = block + BLOCK;
		char type = block[TYPE_AT];
		size_t size = read_size(block);
		size_t left = archive->size - at - BLOCK;
		if (size > left)
			return;
		at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
		if (at > archive->size)
			at = archive->size;
		/* A long name, and that of a link, come in front. */
		if (type == 'K')
			continue;
		if (type == 'L') {
			snprintf(name, sizeof name, "%.*s", (int)size,
				bytes);
			continue;
		}
		if (name[0] == '\0')
			snprintf(name, sizeof name, "%.*s", NAME_SIZE,
				block);
		if (!meet_one(path, name, type, bytes, size, meet,
			    context))
			return;
		name[0] = '\0';
	}
}
