/*
 * Looks at one thing in a submission; see entry.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "entry.h"

#include "printable.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* On one line, so that a name cannot forge the next one. */
void show_path(char *shown, const char *path)
{
	printable_lines(shown, MAX_SHOWN, path, strlen(path));
	for (char *at = shown; *at != '\0'; at++)
		if (*at == '\n')
			*at = ' ';
}

static const char *fault_of_kind(const struct stat *status)
{
	switch (status->st_mode & S_IFMT) {
	case S_IFREG:
		return NULL;
	case S_IFLNK:
		return "is a symbolic link";
	case S_IFDIR:
		return "is a folder";
	case S_IFIFO:
		return "is a FIFO";
	case S_IFSOCK:
		return "is a socket";
	default:
		return "is a device";
	}
}

static const char *too_large(off_t most)
{
	return most == MAX_SOURCE ? "is larger than 256 KiB"
				  : "is larger than 16 MiB";
}

/* Root may read all, so that the mode has to be asked. */
static const char *fault_of(const struct stat *status, off_t most)
{
	const char *fault = fault_of_kind(status);

	if (fault != NULL)
		return fault;
	if (status->st_nlink > 1)
		return "is a hard link; only a copy is accepted";
	if (!(status->st_mode & S_IRUSR))
		return "has a mode that lets nobody read it";
	if (status->st_size == 0)
		return "is empty";
	if (status->st_size > most)
		return too_large(most);
	return NULL;
}

const char *entry_fault(const struct entry *entry, off_t most)
{
	return fault_of(&entry->status, most);
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Reads up to a byte more than is allowed: it may still grow. */
static const char *read_all(int file, off_t most, struct text *text)
{
	size_t limit = (size_t)most + 1;

	text->bytes = malloc(limit);
	if (text->bytes == NULL)
		return "cannot be read";
	while (text->size < limit) {
		ssize_t n = read(file, text->bytes + text->size,
			limit - text->size);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return "cannot be read";
		if (n == 0)
			return NULL;
		text->size += (size_t)n;
	}
	return too_large(most);
}

static const char *copy_bytes(
	const struct entry *entry, struct text *text)
{
	text->size = (size_t)entry->status.st_size;
	text->bytes = malloc(text->size);
	if (text->bytes == NULL)
		return "cannot be read";
	memcpy(text->bytes, entry->bytes, text->size);
	return NULL;
}

/* What is open may be another file than the one that was looked at. */
const char *entry_read(
	const struct entry *entry, off_t most, struct text *text)
{
	struct stat opened;
	const char *fault = fault_of(&entry->status, most);

	*text = (struct text){ 0 };
	if (fault != NULL)
		return fault;
	if (entry->folder == -1)
		return copy_bytes(entry, text);
	int file = openat(entry->folder, entry->name,
		O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY |
			O_CLOEXEC);
	if (file == -1)
		return "cannot be opened";
	fault = "changed while it was looked at";
	if (fstat(file, &opened) == 0 &&
		is_same_file(&opened, &entry->status) &&
		fault_of(&opened, most) == NULL)
		fault = read_all(file, most, text);
	close(file);
	return fault;
}

/* --- what Windows makes of a text --- */

static bool begins_as_utf16(const struct text *text)
{
	return text->size >= 4 &&
		(memcmp(text->bytes, "\377\376", 2) == 0 ||
			memcmp(text->bytes, "\376\377", 2) == 0);
}

/* A character of two bytes takes three at most. */
static bool become_utf8(struct text *text)
{
	size_t left = text->size * 3 / 2 + 4;
	size_t size = left;
	size_t rest = text->size;
	char *in = text->bytes;
	char *made = malloc(size);
	char *out = made;
	iconv_t codes = iconv_open("UTF-8", "UTF-16");

	if (made == NULL || codes == (iconv_t)-1 ||
		iconv(codes, &in, &rest, &out, &left) == (size_t)-1) {
		free(made);
		made = NULL;
	}
	if (codes != (iconv_t)-1)
		iconv_close(codes);
	if (made == NULL)
		return false;
	free(text->bytes);
	*text = (struct text){ made, size - left };
	return true;
}

const char *entry_read_source(
	const struct entry *entry, struct text *text, const char **note)
{
	const char *fault = entry_read(entry, MAX_SOURCE, text);

	*note = NULL;
	if (fault != NULL)
		return fault;
	if (begins_as_utf16(text)) {
		if (!become_utf8(text))
			return "begins as UTF-16 does, and is not; "
			       "it has to be saved as UTF-8";
		*note = "is UTF-16, and was read as such; "
			"better save it as UTF-8";
	}
	if (memchr(text->bytes, '\0', text->size) != NULL)
		return "has zero bytes, which no source text has; "
		       "it has to be saved as UTF-8";
	return NULL;
}

/* --- writing --- */

static int write_all(int file, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t n = write(file, bytes, size);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		bytes += n;
		size -= (size_t)n;
	}
	return 0;
}

int text_write(const struct text *text, int folder, const char *name)
{
	int file = openat(folder, name,
		O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

	if (file == -1)
		return -1;
	int written = write_all(file, text->bytes, text->size);
	if (close(file) == -1)
		return -1;
	return written;
}
