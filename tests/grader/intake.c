/*
 * Takes the programs out of a stranger's folder, before any other tool
 * sees it.
 * usage: intake FOLDER INTO KEY FILE [KEY FILE]... [-- FILE...]
 *
 * Looks for FILE (as nslookup.c) at any depth, also in archives, which
 * are opened in a box; follows no link, opens nothing but ordinary
 * files, and copies what it takes to INTO/KEY/FILE, with the headers
 * beside it.  FILEs behind "--" are programs that are not asked for.
 * Prints what it found as JSON: by KEY the status ok, missing, refused
 * or ambiguous, the path, the reason, and notes; and as "files" what
 * became of all files, if there were others than the programs.
 * Environment: as of boxed.  Exit status 0 if it could look, 2 if not.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "account.h"
#include "archive.h"
#include "candidate.h"
#include "names.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	COULD_NOT_LOOK = 2,
	MAX_DEPTH = 40,
	MAX_ENTRIES = 20000,
	MAX_ARCHIVES = 8,
	MAX_NESTED = 2, /* an archive in an archive */
	MAX_HEADERS = 200,
	MAX_TAKEN_HEADERS = 16, /* as many go into a box */
};

static struct search searches[MAX_SEARCHES];
static size_t search_count;
static char *const *others; /* programs that are not asked for */
static const char *scratch;
static size_t entries_seen;
static size_t archives_seen;
static const char *halted; /* why the walk was broken off */

static struct header {
	char *path;
	struct text text;
} headers[MAX_HEADERS];
static size_t header_count;

static _Noreturn void stop(const char *what)
{
	fprintf(stderr, "intake: %s: %s\n", what, strerror(errno));
	exit(COULD_NOT_LOOK);
}

static void note_for_all(const char *path, const char *what)
{
	for (size_t i = 0; i < search_count; i++)
		search_note(&searches[i], path, what);
}

/*
 * Version control, what systems add, and the wrong programs of a whole
 * copy of the workbook.
 */
static bool has_no_work(const char *name)
{
	return name_is_of_the_system(name) ||
		strcmp(name, "suspects") == 0;
}

/* --- one thing --- */

static int archives_around; /* what is met now */

static void meet(const struct entry *entry);

/* Is it in a hidden folder, or hidden itself? */
static bool is_hidden(const char *path)
{
	char part[NAME_MAX + 1];

	for (const char *at = path; at != NULL;
		at = strchr(at, '/'), at += at != NULL) {
		snprintf(part, sizeof part, "%.*s",
			(int)strcspn(at, "/"), at);
		if (has_no_work(part))
			return true;
	}
	return false;
}

static int depth_of(const char *path)
{
	int depth = 0;

	for (const char *at = strchr(path, '/'); at != NULL;
		at = strchr(at + 1, '/'))
		depth++;
	return depth;
}

static bool meet_in_archive(const struct entry *entry, void *context)
{
	static const char out[] = "has files whose names lead out of "
				  "it; they were left out";
	const char *archive = context;

	if (++entries_seen > MAX_ENTRIES)
		halted = "there are more than 20,000 files";
	else if (depth_of(entry->path) > MAX_DEPTH)
		halted = "folders are nested too deeply";
	if (halted != NULL)
		return false;
	if (entry->path[0] == '\0') {
		note_for_all(archive, out);
		account_change(archive, LEFT, out);
	} else if (!is_hidden(entry->path)) {
		meet(entry);
	} else if (S_ISREG(entry->status.st_mode)) {
		account_add(entry->path, SYSTEM, "was not looked at");
	}
	return halted == NULL;
}

static void leave_archive(const char *path, const char *why)
{
	note_for_all(path, why);
	account_add(path, LEFT, why);
}

static void meet_archive(const struct entry *entry)
{
	struct archive archive;

	if (archives_around == MAX_NESTED ||
		archives_seen == MAX_ARCHIVES) {
		leave_archive(entry->path,
			archives_around == MAX_NESTED
				? "is too deep in other archives; it "
				  "was not opened"
				: "is one archive too many; it was not "
				  "opened");
		return;
	}
	archives_seen++;
	const char *why = archive_open(entry, scratch, &archive);
	if (why != NULL) {
		leave_archive(entry->path, why);
		return;
	}
	account_add(
		entry->path, OPENED, "is an archive; it was opened");
	archives_around++;
	archive_walk(&archive, entry->path, meet_in_archive,
		(void *)entry->path);
	archives_around--;
	free(archive.tar);
}

static void meet_header(const struct entry *entry)
{
	struct header header;
	const char *note;

	const char *fault =
		entry_read_source(entry, &header.text, &note);
	if (fault == NULL && header_count < MAX_HEADERS &&
		(header.path = strdup(entry->path)) != NULL) {
		headers[header_count++] = header;
		fault = "is a header that no program has beside it";
	} else {
		free(header.text.bytes);
	}
	account_add(entry->path, OTHER,
		fault != NULL ? fault : "was not asked for");
}

static bool is_of_another_chapter(const char *name)
{
	unsigned number;

	for (char *const *file = others; *file != NULL; file++)
		if (name_is_like(name, *file, &number))
			return true;
	return false;
}

static void meet(const struct entry *entry)
{
	bool is_asked_for = false;

	for (size_t i = 0; i < search_count; i++)
		is_asked_for |= search_meet(&searches[i], entry);
	if (is_asked_for)
		account_add(entry->path, PROGRAM, "was not taken");
	else if (S_ISDIR(entry->status.st_mode))
		return;
	else if (is_of_another_chapter(entry->name))
		account_add(entry->path, PROGRAM,
			"is for a chapter that is not graded now");
	else if (name_is_archive(entry->name))
		meet_archive(entry);
	else if (name_is_header(entry->name))
		meet_header(entry);
	else
		account_add(entry->path, OTHER,
			S_ISREG(entry->status.st_mode)
				? "was not asked for"
				: entry_fault(entry, MAX_SOURCE));
}

/* --- the walk --- */

static void walk(int folder, const char *path, int depth);

/* Root may read all, so that the mode has to be asked. */
static bool may_be_read(int folder)
{
	struct stat status;

	return fstat(folder, &status) == 0 &&
		(status.st_mode & (S_IRUSR | S_IXUSR)) ==
		(S_IRUSR | S_IXUSR);
}

static void descend(const struct entry *entry, int depth)
{
	static const char closed[] = "is a folder that cannot be read";

	if (depth == MAX_DEPTH) {
		halted = "folders are nested too deeply";
		return;
	}
	int below = openat(entry->folder, entry->name,
		O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK |
			O_CLOEXEC);
	if (below != -1 && may_be_read(below)) {
		walk(below, entry->path, depth + 1);
		return;
	}
	if (below != -1)
		close(below);
	note_for_all(entry->path, closed);
	account_add(entry->path, LEFT, closed);
}

static void look_at(
	int folder, const char *name, const char *above, int depth)
{
	char path[PATH_MAX];
	struct entry entry = { .path = path, .folder = folder };

	int length = snprintf(path, sizeof path, "%s%s%s", above,
		above[0] != '\0' ? "/" : "", name);
	if (length >= (int)sizeof path) {
		halted = "paths are too long";
		return;
	}
	entry.name = name_of(path);
	if (fstatat(folder, name, &entry.status, AT_SYMLINK_NOFOLLOW) ==
		-1)
		return;
	if (has_no_work(name)) {
		account_add(path, SYSTEM, "was not looked at");
		return;
	}
	meet(&entry);
	if (S_ISDIR(entry.status.st_mode))
		descend(&entry, depth);
}

/* Closes the folder. */
static void walk(int folder, const char *path, int depth)
{
	DIR *list = fdopendir(folder);
	struct dirent *entry;

	if (list == NULL)
		stop("a folder");
	while (halted == NULL && (entry = readdir(list)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
			strcmp(entry->d_name, "..") == 0)
			continue;
		if (++entries_seen > MAX_ENTRIES)
			halted = "there are more than 20,000 files";
		else
			look_at(folder, entry->d_name, path, depth);
	}
	closedir(list);
}

/* A link to a folder would be somebody else's folder. */
static void walk_submission(const char *path)
{
	int folder = open(path,
		O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK |
			O_CLOEXEC);

	if (folder != -1 && may_be_read(folder))
		walk(folder, "", 0);
	else if (folder != -1 || errno == EACCES)
		halted = "its folder has a mode that lets nobody read "
			 "it";
	else if (errno == ELOOP || errno == ENOTDIR)
		halted = "it is not a folder, or a link to one";
	else
		stop(path);
}

/* --- what comes of it --- */

/* A broken-off walk has perhaps not seen the right one. */
static json_t *refuse(const char *why)
{
	return json_pack("{s:s, s:n, s:o, s:[], s:b}", "status",
		"refused", "source", "reason",
		json_sprintf("The submission is refused: %s.", why),
		"notes", "ask", true);
}

static bool is_beside(const char *header, const char *program)
{
	size_t folder = (size_t)(name_of(program) - program);

	return (size_t)(name_of(header) - header) == folder &&
		strncmp(header, program, folder) == 0;
}

/* As at home, where the compiler finds them. */
static void copy_headers(struct search *search, int folder)
{
	size_t copied = 0;

	for (size_t i = 0; i < header_count; i++) {
		const struct header *header = &headers[i];
		if (!is_beside(header->path, search->taken->path))
			continue;
		if (copied == MAX_TAKEN_HEADERS) {
			search_note(search, header->path,
				"is one header too many");
			continue;
		}
		if (text_write(&header->text, folder,
			    name_of(header->path)) == 0)
			copied++;
		else if (errno != EEXIST)
			stop(header->path);
		search_note(search, header->path, "came with it");
		account_change(header->path, HEADER,
			"is a header, and came with the program");
	}
}

static void copy_taken(struct search *search, int into)
{
	if (mkdirat(into, search->key, 0755) == -1)
		stop(search->key);
	if (search->taken == NULL)
		return;
	int folder = openat(
		into, search->key, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder == -1 ||
		text_write(&search->taken->text, folder,
			search->file) == -1)
		stop(search->file);
	copy_headers(search, folder);
	close(folder);
}

static void account_for(const struct search *search)
{
	for (size_t i = 0; i < search->count; i++) {
		const struct candidate *one = &search->candidates[i];

		if (one == search->taken)
			account_change(one->path,
				one->is_exact && one->note == NULL
					? PROGRAM
					: NEAR,
				"was taken");
		else if (one->left != NULL || one->fault != NULL)
			account_change(one->path, LEFT,
				one->left != NULL ? one->left
						  : one->fault);
	}
}

static json_t *settle(struct search *search, int into)
{
	char instead[2048];

	if (halted != NULL)
		return refuse(halted);
	account_list_others(instead, sizeof instead);
	json_t *found = search_settle(search, instead);
	if (found == NULL)
		stop(search->file);
	copy_taken(search, into);
	account_for(search);
	/* Notes may have been added since. */
	json_object_set_new(found, "notes", search_list_notes(search));
	return found;
}

static json_t *settle_all(int into)
{
	json_t *all = json_object();

	for (size_t i = 0; i < search_count; i++)
		json_object_set_new(all, searches[i].key,
			settle(&searches[i], into));
	json_object_set_new(all, "files", account_tell());
	return all;
}

/* Result: whether the words make sense. */
static bool read_words(int argc, char *argv[])
{
	int i = 3;

	for (; i + 1 < argc && strcmp(argv[i], "--") != 0 &&
		search_count < MAX_SEARCHES;
		i += 2)
		searches[search_count++] = (struct search){
			.key = argv[i],
			.file = argv[i + 1],
		};
	others = argv + i + (i < argc);
	return search_count > 0 &&
		(i >= argc || strcmp(argv[i], "--") == 0);
}

int main(int argc, char *argv[])
{
	if (argc < 5 || !read_words(argc, argv)) {
		fputs("usage: intake FOLDER INTO KEY FILE"
		      " [KEY FILE]... [-- FILE...]\n",
			stderr);
		return COULD_NOT_LOOK;
	}
	scratch = argv[2];
	int into = open(scratch, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (into == -1)
		stop(scratch);
	walk_submission(argv[1]);
	json_t *all = settle_all(into);
	if (json_dumpf(all, stdout, JSON_INDENT(2)) == -1 ||
		putchar('\n') == EOF || fflush(stdout) == EOF)
		stop("stdout");
	json_decref(all);
	return EXIT_SUCCESS;
}
