/*
 * Takes the programs out of a stranger's folder, before any other tool
 * sees it.  usage: intake FOLDER INTO KEY FILE [KEY FILE]...
 *
 * Looks for FILE (as nslookup.c) at any depth, follows no link, opens
 * nothing but ordinary files, and copies what it takes to
 * INTO/KEY/FILE.  Prints what it found as JSON: by KEY the status ok,
 * missing, refused or ambiguous, the path, the reason, and notes.
 * Exit status 0 if it could look, 2 if not.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "candidate.h"

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
};

static struct search searches[MAX_SEARCHES];
static size_t search_count;
static size_t entries_seen;
static const char *halted; /* why the walk was broken off */

static _Noreturn void stop(const char *what)
{
	fprintf(stderr, "intake: %s: %s\n", what, strerror(errno));
	exit(COULD_NOT_LOOK);
}

/* --- the walk --- */

static void walk(int folder, const char *path, int depth);

/*
 * Version control, what macOS adds, and the wrong programs of a whole
 * copy of the workbook hold no work of a student.
 */
static bool is_worth_a_look(const char *name)
{
	return name[0] != '.' && strcmp(name, "__MACOSX") != 0 &&
		strcmp(name, "suspects") != 0;
}

/* Root may read all, so that the mode has to be asked. */
static bool may_be_read(int folder)
{
	struct stat status;

	return fstat(folder, &status) == 0 &&
		(status.st_mode & (S_IRUSR | S_IXUSR)) ==
		(S_IRUSR | S_IXUSR);
}

static void descend(
	int folder, const char *name, const char *path, int depth)
{
	if (depth == MAX_DEPTH) {
		halted = "folders are nested too deeply";
		return;
	}
	int below = openat(folder, name,
		O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK |
			O_CLOEXEC);
	if (below != -1 && may_be_read(below)) {
		walk(below, path, depth + 1);
		return;
	}
	if (below != -1)
		close(below);
	for (size_t i = 0; i < search_count; i++)
		search_note(&searches[i], path,
			"is a folder that cannot be read");
}

static void meet(
	int folder, const char *name, const char *above, int depth)
{
	char path[PATH_MAX];
	struct stat status;

	int length = snprintf(path, sizeof path, "%s%s%s", above,
		above[0] != '\0' ? "/" : "", name);
	if (length >= (int)sizeof path) {
		halted = "paths are too long";
		return;
	}
	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == -1)
		return;
	for (size_t i = 0; i < search_count; i++)
		search_meet(&searches[i], folder, name, path, &status);
	if (S_ISDIR(status.st_mode) && is_worth_a_look(name))
		descend(folder, name, path, depth);
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
			meet(folder, entry->d_name, path, depth);
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
	return json_pack("{s:s, s:n, s:o, s:[]}", "status", "refused",
		"source", "reason",
		json_sprintf("The submission is refused: %s.", why),
		"notes");
}

static json_t *settle(struct search *search, int into)
{
	if (halted != NULL)
		return refuse(halted);
	json_t *found = search_settle(search);
	if (found == NULL || search_copy(search, into) == -1)
		stop(search->file);
	return found;
}

int main(int argc, char *argv[])
{
	if (argc < 5 || argc % 2 == 0) {
		fputs("usage: intake FOLDER INTO KEY FILE"
		      " [KEY FILE]...\n",
			stderr);
		return COULD_NOT_LOOK;
	}
	for (int i = 3; i < argc && search_count < MAX_SEARCHES; i += 2)
		searches[search_count++] = (struct search){
			.key = argv[i],
			.file = argv[i + 1],
		};
	int into = open(argv[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (into == -1)
		stop(argv[2]);
	walk_submission(argv[1]);
	json_t *all = json_object();
	for (size_t i = 0; i < search_count; i++)
		json_object_set_new(all, searches[i].key,
			settle(&searches[i], into));
	if (json_dumpf(all, stdout, JSON_INDENT(2)) == -1 ||
		putchar('\n') == EOF || fflush(stdout) == EOF)
		stop("stdout");
	json_decref(all);
	return EXIT_SUCCESS;
}
