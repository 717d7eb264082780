/*
 * What the name of a file says; see names.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "names.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

enum { MOST_DIGITS = 3, LONGEST_HEADER = 100 };

/* Canvas: "_12_345_" in front of the name; Moodle says what it is. */
const char *name_without_platform(const char *name)
{
	static const char moodle[] = "_assignsubmission_file_";
	const char *rest = name;
	const char *at = strstr(name, moodle);

	if (at != NULL && at != name)
		return at + strlen(moodle);
	for (at = strchr(name + (*name != '\0'), '_'); at != NULL;
		at = strchr(at + 1, '_')) {
		size_t digits = strspn(at + 1, "0123456789");
		if (digits > 0 && at[1 + digits] == '_')
			rest = at + 1 + digits + 1;
		else if (rest != name)
			break;
	}
	return rest;
}

/* "-1", " (1)" or "(1)"; else nothing is skipped. */
static const char *skip_number(const char *text, unsigned *number)
{
	const char *at = text;
	bool dash = *at == '-';
	unsigned value = 0;

	at += dash || *at == ' ';
	if (!dash && *at++ != '(')
		return text;
	size_t digits = strspn(at, "0123456789");
	if (digits == 0 || digits > MOST_DIGITS)
		return text;
	for (size_t i = 0; i < digits; i++)
		value = value * 10 + (unsigned)(at[i] - '0');
	at += digits;
	if (!dash && *at++ != ')')
		return text;
	*number = value;
	return at;
}

static bool skip_word(const char **text, const char *word, size_t size)
{
	bool is_there = strncasecmp(*text, word, size) == 0;

	if (is_there)
		*text += size;
	return is_there;
}

bool name_is_like(const char *name, const char *file, unsigned *number)
{
	const char *at = name_without_platform(name);

	*number = 0;
	if (!skip_word(&at, file, strlen(file) - 2))
		return false;
	at = skip_number(at, number);
	if (!skip_word(&at, ".c", 2))
		return false;
	at = skip_number(at, number);
	if (skip_word(&at, ".txt", 4))
		at = skip_number(at, number);
	return *at == '\0';
}

bool name_is_archive(const char *name)
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

bool name_is_header(const char *name)
{
	size_t length = strlen(name);

	if (length < 3 || length > LONGEST_HEADER ||
		strcmp(name + length - 2, ".h") != 0 ||
		!(isalnum((unsigned char)*name) || *name == '_'))
		return false;
	for (const char *at = name; *at != '\0'; at++)
		if (!isalnum((unsigned char)*at) &&
			strchr("_.+-", *at) == NULL)
			return false;
	return true;
}

bool name_is_of_the_system(const char *name)
{
	return name[0] == '.' || strcmp(name, "__MACOSX") == 0 ||
		strcasecmp(name, "Thumbs.db") == 0 ||
		strcasecmp(name, "desktop.ini") == 0;
}

const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}
