/*
 * Lists the students of a class.
 * usage: roster SUBMISSIONS LINKS GATHERED
 *
 * Every folder in SUBMISSIONS is a student; files that Moodle or Canvas
 * named for one are gathered in a folder GATHERED/id.  One line of JSON
 * each, in the order of their names: `student`, the name as it may be
 * shown; `id`, a name for files that needs no quoting; `digest`, which
 * changes when the names below the folder do, or what is in a program
 * or an archive: times may be set back; and `modified`, the time of the
 * file that was changed last, if there is one.  Of a platform come
 * `platform`, `number` (by which it knows the student), `late`, and
 * `upload`, the number of a file.
 * `left` are files that were not taken, and `asks` is true if that
 * takes a human.
 * LINKS/id becomes a link to the folder, for names that no shell could
 * carry.  A line with `stray` instead of `id` tells of what belongs to
 * nobody, and `what` it is.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "digest.h"
#include "entry.h"
#include "export.h"
#include "names.h"
#include "printable.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
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
};

struct student {
	char id[MAX_ID * 4];
	char shown[MAX_NAME];
	char path[PATH_MAX]; /* of the folder; empty: it is gathered */
	struct export_name from;
	json_t *left;
	time_t newest; /* of the files that were gathered */
	bool has_files;
	bool has_namesake;
	bool asks;
};

static struct student *students;
static size_t student_count;
static int class_folder;
static const char *class_path;
static const char *links;
static const char *gathered;

static _Noreturn void stop(const char *what)
{
	fprintf(stderr, "roster: %s: %s\n", what, strerror(errno));
	exit(EXIT_FAILURE);
}

/* --- names --- */

/* Names of our own files in the folder of the results. */
static bool is_ours(const char *name)
{
	static const char *const ours[] = { "class.json",
		"gradebook.csv", "index.html", "moodle.csv",
		"canvas.csv", "feedback.zip" };

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
		sprintf(id, "%%%016" PRIX64, digest_of_text(name));
}

static void show_name(char *shown, const char *name)
{
	printable_lines(shown, MAX_NAME, name, strlen(name));
	for (char *at = shown; *at != '\0'; at++)
		if (*at == '\n')
			*at = '?';
}

/* --- who there is --- */

static struct student *add_student(const char *key, const char *name)
{
	students = reallocarray(
		students, student_count + 1, sizeof *students);
	if (students == NULL)
		stop(name);
	struct student *added = &students[student_count++];
	*added = (struct student){ .left = json_array() };
	make_id(added->id, key);
	/* A folder may be called like that; no name gives a tilde. */
	for (size_t i = 0; i + 1 < student_count; i++)
		if (strcmp(students[i].id, added->id) == 0)
			strcat(added->id, "~");
	show_name(added->shown, name);
	return added;
}

/* The one that the platform knows by this number. */
static struct student *student_of(const struct export_name *from)
{
	char key[MAX_PART * 2 + 2];

	for (size_t i = 0; i < student_count; i++)
		if (students[i].from.platform != NULL &&
			strcmp(students[i].from.platform,
				from->platform) == 0 &&
			strcmp(students[i].from.number, from->number) ==
				0)
			return &students[i];
	snprintf(key, sizeof key, "%s_%s", from->name, from->number);
	struct student *added = add_student(key, from->name);
	added->from = *from;
	return added;
}

static bool has_namesake(const struct student *one)
{
	for (size_t i = 0; i < student_count; i++)
		if (&students[i] != one &&
			strcmp(students[i].shown, one->shown) == 0)
			return true;
	return false;
}

/* Two of one name keep their numbers. */
static void tell_namesakes_apart(void)
{
	for (size_t i = 0; i < student_count; i++)
		students[i].has_namesake =
			students[i].from.platform != NULL &&
			has_namesake(&students[i]);
	for (size_t i = 0; i < student_count; i++) {
		struct student *one = &students[i];
		size_t length = strlen(one->shown);
		if (one->has_namesake)
			snprintf(one->shown + length, MAX_NAME - length,
				" (%s)", one->from.number);
	}
}

/* --- their files --- */

static void leave(
	struct student *student, const char *name, const char *what)
{
	char shown[MAX_SHOWN];

	show_path(shown, name);
	json_array_append_new(student->left,
		json_pack("{s:s, s:s, s:s}", "path", shown, "fate",
			"left", "what", what));
}

static int make_folder(const char *path)
{
	if (mkdir(path, 0755) == -1 && errno != EEXIST)
		stop(path);
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder == -1)
		stop(path);
	return folder;
}

static int write_into(
	const char *path, const struct text *text, const char *name)
{
	int folder = make_folder(path);
	int written = text_write(text, folder, name);

	close(folder);
	return written;
}

/* Of one name for the second time: into a folder of its number. */
static const char *gather(const struct student *student,
	const struct export_name *from, const struct text *text)
{
	char path[PATH_MAX];

	snprintf(path, sizeof path, "%s/%s", gathered, student->id);
	if (write_into(path, text, from->file) == 0)
		return NULL;
	if (errno != EEXIST)
		stop(from->file);
	snprintf(path, sizeof path, "%s/%s/%s", gathered, student->id,
		from->upload[0] != '\0' ? from->upload : "again");
	return write_into(path, text, from->file) == 0
		? NULL
		: "was there before";
}

static const char *take_bytes(struct student *student, const char *name,
	const struct export_name *from)
{
	struct entry entry = {
		.path = name, .name = name, .folder = class_folder
	};
	struct text text;

	if (name_is_of_the_system(from->file))
		return "is hidden, and was not looked at";
	if (fstatat(class_folder, name, &entry.status,
		    AT_SYMLINK_NOFOLLOW) == -1)
		return "cannot be looked at";
	const char *fault = entry_read(&entry, MAX_ARCHIVE, &text);
	if (fault == NULL && entry.status.st_mtime > student->newest)
		student->newest = entry.status.st_mtime;
	if (fault == NULL)
		fault = gather(student, from, &text);
	free(text.bytes);
	return fault;
}

static const char typed[] =
	"was typed on the platform, and is not graded";

static void take_file(const char *name, const struct export_name *from)
{
	struct student *student = student_of(from);
	const char *fault = typed;

	student->from.late |= from->late;
	if (!from->typed)
		fault = take_bytes(student, name, from);
	student->has_files |= fault == NULL;
	student->asks |= fault != NULL && fault != typed;
	if (fault != NULL)
		leave(student, name, fault);
}

static void take_folder(
	const char *name, const struct export_name *from)
{
	struct student *student = student_of(from);

	if (from->typed) {
		leave(student, name, typed);
		return;
	}
	snprintf(student->path, sizeof student->path, "%s/%s",
		class_path, name);
	student->has_files = true;
}

/* --- the entries of the class --- */

static void print_line(json_t *line)
{
	if (line == NULL ||
		json_dumpf(line, stdout, JSON_COMPACT) == -1)
		stop("output");
	putchar('\n');
	json_decref(line);
}

static void print_stray(const char *name, const char *what, bool system)
{
	char shown[MAX_SHOWN];

	show_path(shown, name);
	print_line(json_pack("{s:s, s:s, s:b}", "stray", shown, "what",
		what, "system", system));
}

/* Also what pretends to be a folder; intake says what is wrong. */
static void add_folder(const char *name)
{
	struct student *student = add_student(name, name);

	snprintf(student->path, sizeof student->path, "%s/%s",
		class_path, name);
}

static void take(const struct dirent *entry)
{
	const char *name = entry->d_name;
	struct export_name from;
	bool is_of_platform = export_parse(&from, name);
	bool is_file = from.file[0] != '\0';

	if (name_is_of_the_system(name))
		print_stray(name, "was not looked at", true);
	else if (is_of_platform && is_file && entry->d_type != DT_DIR)
		take_file(name, &from);
	else if (is_of_platform && !is_file && entry->d_type != DT_REG)
		take_folder(name, &from);
	else if (entry->d_type != DT_REG)
		add_folder(name);
	else
		print_stray(name,
			"is in no folder of a student, and its name "
			"is not one of Moodle or Canvas",
			false);
}

static json_t *tell_platform(const struct student *student)
{
	const struct export_name *from = &student->from;
	char number[MAX_NAME];

	if (from->platform == NULL)
		return json_object();
	show_name(number, from->number);
	json_t *told = json_pack("{s:s, s:s}", "platform",
		from->platform, "number", number);
	if (from->late)
		json_object_set_new(told, "late", json_true());
	if (from->upload[0] >= '0' && from->upload[0] <= '9')
		json_object_set_new(
			told, "upload", json_string(from->upload));
	return told;
}

static json_t *tell_student(const struct student *student)
{
	time_t newest = 0;
	char digest[17];

	snprintf(digest, sizeof digest, "%016" PRIx64,
		digest_of_folder(student->path, &newest));
	/* Those that were gathered are copies, made just now. */
	if (student->newest != 0)
		newest = student->newest;
	json_t *line = json_pack("{s:s, s:s, s:s}", "id", student->id,
		"student", student->shown, "digest", digest);
	if (newest > 0)
		json_object_set_new(
			line, "modified", json_integer(newest));
	return line;
}

static void list_student(struct student *student)
{
	char link[PATH_MAX];

	if (student->path[0] == '\0') {
		snprintf(student->path, sizeof student->path, "%s/%s",
			gathered, student->id);
		close(make_folder(student->path));
	}
	snprintf(link, sizeof link, "%s/%s", links, student->id);
	unlink(link);
	if (symlink(student->path, link) == -1)
		stop(link);
	json_t *line = tell_student(student);
	json_object_update_new(line, tell_platform(student));
	if (json_array_size(student->left) > 0) {
		json_object_set(line, "left", student->left);
		json_object_set_new(line, "asks",
			json_boolean(
				student->asks || !student->has_files));
	}
	json_decref(student->left);
	print_line(line);
}

static int is_entry(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 &&
		strcmp(entry->d_name, "..") != 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int main(int argc, char *argv[])
{
	struct dirent **entries;

	if (argc != 4) {
		fputs("usage: roster SUBMISSIONS LINKS GATHERED\n",
			stderr);
		return EXIT_FAILURE;
	}
	class_path = argv[1];
	links = argv[2];
	gathered = argv[3];
	/* Letters of all languages are letters. */
	setlocale(LC_CTYPE, "C.UTF-8");
	class_folder =
		open(class_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int count = scandir(class_path, &entries, is_entry, by_name);
	if (class_folder == -1 || count == -1)
		stop(class_path);
	for (int i = 0; i < count; i++) {
		take(entries[i]);
		free(entries[i]);
	}
	free(entries);
	tell_namesakes_apart();
	for (size_t i = 0; i < student_count; i++)
		list_student(&students[i]);
	free(students);
	close(class_folder);
	return fflush(stdout) == EOF ? EXIT_FAILURE : EXIT_SUCCESS;
}
