/*
 * Which file of a submission is graded; see candidate.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "candidate.h"

#include "printable.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SHOWN_PATH = 300 };

/* On one line, so that a name cannot forge the next one. */
static void show_path(char *shown, const char *path)
{
	printable_lines(shown, SHOWN_PATH, path, strlen(path));
	for (char *at = shown; *at != '\0'; at++)
		if (*at == '\n')
			*at = ' ';
}

void search_note(
	struct search *search, const char *path, const char *what)
{
	char shown[SHOWN_PATH];
	char *note;

	if (search->note_count == MAX_NOTES)
		return;
	show_path(shown, path);
	if (asprintf(&note, "%s %s", shown, what) != -1)
		search->notes[search->note_count++] = note;
}

/* --- looking at one file --- */

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

/* Root may read all, so that the mode has to be asked. */
static const char *fault_of(const struct stat *status)
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
	if (status->st_size > MAX_SOURCE)
		return "is larger than 256 KiB";
	return NULL;
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Reads up to a byte more than is allowed: it may still grow. */
static ssize_t read_all(int file, char *bytes)
{
	size_t used = 0;

	while (used <= MAX_SOURCE) {
		ssize_t n =
			read(file, bytes + used, MAX_SOURCE + 1 - used);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		if (n == 0)
			break;
		used += (size_t)n;
	}
	return (ssize_t)used;
}

static const char *fault_of_bytes(struct candidate *candidate, int file)
{
	char *bytes = malloc(MAX_SOURCE + 1);
	ssize_t size = bytes == NULL ? -1 : read_all(file, bytes);

	candidate->bytes = bytes;
	if (size == -1)
		return "cannot be read";
	candidate->size = (size_t)size;
	if (size > MAX_SOURCE)
		return "is larger than 256 KiB";
	if (memchr(bytes, '\0', (size_t)size) != NULL)
		return "has zero bytes, which no source text has";
	return NULL;
}

/* What is open may be another file than the one that was looked at. */
static const char *take_bytes(struct candidate *candidate, int folder,
	const char *name, const struct stat *seen)
{
	struct stat opened;
	int file = openat(folder, name,
		O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY |
			O_CLOEXEC);

	if (file == -1)
		return "cannot be opened";
	const char *fault = "changed while it was looked at";
	if (fstat(file, &opened) == 0 && is_same_file(&opened, seen) &&
		fault_of(&opened) == NULL)
		fault = fault_of_bytes(candidate, file);
	close(file);
	return fault;
}

/* Is one of the folders in the path called after the chapter? */
static bool is_below(const char *path, const char *key)
{
	size_t length = strlen(key);

	for (const char *at = path; (at = strstr(at, key)) != NULL;
		at++)
		if ((at == path || at[-1] == '/') && at[length] == '/')
			return true;
	return false;
}

static void add_candidate(struct search *search, int folder,
	const char *name, const char *path, const struct stat *status)
{
	if (search->count == MAX_CANDIDATES) {
		search->too_many = true;
		return;
	}
	struct candidate *added = &search->candidates[search->count];
	added->path = strdup(path);
	if (added->path == NULL)
		return;
	search->count++;
	added->in_chapter = is_below(path, search->key);
	added->fault = fault_of(status);
	if (added->fault == NULL)
		added->fault = take_bytes(added, folder, name, status);
}

/* Names that a person would take for the right one. */
static bool is_near_miss(const char *name, const char *file)
{
	size_t stem = strlen(file) - 2;

	return strcasecmp(name, file) == 0 ||
		(strncasecmp(name, file, stem) == 0 &&
			!(name[stem] >= 'a' && name[stem] <= 'z') &&
			strstr(name + stem, ".c") != NULL);
}

static bool is_archive(const char *name)
{
	static const char *const ends[] = { ".zip", ".tar", ".tgz",
		".gz", ".xz", ".bz2", ".7z", ".rar" };
	size_t length = strlen(name);

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t tail = strlen(ends[i]);
		if (length > tail &&
			strcasecmp(name + length - tail, ends[i]) == 0)
			return true;
	}
	return false;
}

void search_meet(struct search *search, int folder, const char *name,
	const char *path, const struct stat *status)
{
	if (strcmp(name, search->file) == 0)
		add_candidate(search, folder, name, path, status);
	else if (is_near_miss(name, search->file))
		search_note(search, path, "has not quite the name");
	else if (is_archive(name))
		search_note(search, path,
			"is an archive; it was not unpacked");
}

/* --- deciding --- */

/* The order of a folder is no order: names decide. */
static int by_path(const void *a, const void *b)
{
	const struct candidate *first = a;
	const struct candidate *second = b;

	return strcmp(first->path, second->path);
}

static bool have_same_bytes(
	const struct candidate *a, const struct candidate *b)
{
	return a->size == b->size &&
		memcmp(a->bytes, b->bytes, a->size) == 0;
}

/* Those in the chapter's own folder count, if there are any. */
static bool counts(
	const struct search *search, const struct candidate *candidate)
{
	bool any = false;

	for (size_t i = 0; i < search->count; i++)
		any |= search->candidates[i].in_chapter;
	return candidate->in_chapter || !any;
}

static void note_others(struct search *search)
{
	for (size_t i = 0; i < search->count; i++) {
		struct candidate *other = &search->candidates[i];

		if (other == search->taken)
			continue;
		search_note(search, other->path,
			other->fault != NULL ? other->fault
					     : "was found, too");
	}
}

static json_t *tell(const struct search *search, const char *status,
	const char *path, const char *reason)
{
	char shown[SHOWN_PATH] = "";
	json_t *notes = json_array();

	if (path != NULL)
		show_path(shown, path);
	for (size_t i = 0; i < search->note_count; i++)
		json_array_append_new(
			notes, json_string(search->notes[i]));
	json_t *told = json_pack("{s:s, s:s?, s:o, s:o}", "status",
		status, "source", path != NULL ? shown : NULL, "reason",
		reason == NULL
			? json_null()
			: json_sprintf("%s%s%s%s", shown,
				  path != NULL ? " " : "", reason,
				  path != NULL ? "." : ""),
		"notes", notes);
	return told;
}

static json_t *tell_missing(const struct search *search)
{
	char reason[200];

	snprintf(reason, sizeof reason,
		"There is no %s in the submission.", search->file);
	return tell(search, "missing", NULL, reason);
}

static json_t *tell_ambiguous(struct search *search)
{
	char reason[400];

	note_others(search);
	snprintf(reason, sizeof reason,
		"There is more than one %s; the one to grade has to "
		"be in a folder %s.",
		search->file, search->key);
	return tell(search, "ambiguous", NULL, reason);
}

json_t *search_settle(struct search *search)
{
	const struct candidate *broken = NULL;
	const struct candidate *taken = NULL;
	bool clear = !search->too_many;

	qsort(search->candidates, search->count,
		sizeof search->candidates[0], by_path);
	for (size_t i = 0; i < search->count; i++) {
		const struct candidate *next = &search->candidates[i];

		if (!counts(search, next))
			continue;
		if (next->fault != NULL)
			broken = broken != NULL ? broken : next;
		else if (taken == NULL)
			taken = next;
		else if (!have_same_bytes(taken, next))
			clear = false;
	}
	if (!clear)
		return tell_ambiguous(search);
	if (taken == NULL && broken == NULL)
		return tell_missing(search);
	if (taken == NULL)
		return tell(
			search, "refused", broken->path, broken->fault);
	search->taken = taken;
	note_others(search);
	return tell(search, "ok", taken->path, NULL);
}

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

int search_copy(const struct search *search, int into)
{
	if (mkdirat(into, search->key, 0755) == -1)
		return -1;
	if (search->taken == NULL)
		return 0;
	int folder = openat(into, search->key, O_RDONLY | O_DIRECTORY);
	if (folder == -1)
		return -1;
	int file = openat(folder, search->file,
		O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	close(folder);
	if (file == -1)
		return -1;
	int written = write_all(
		file, search->taken->bytes, search->taken->size);
	if (close(file) == -1)
		return -1;
	return written;
}
