/*
 * What became of all that was handed in; see account.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "account.h"

#include "entry.h"
#include "names.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LISTED = 6, MAX_TOLD = 200 };

static struct thing {
	char *path;
	enum fate fate;
	const char *what;
} * things;
static size_t count;
static size_t room;

void account_add(const char *path, enum fate fate, const char *what)
{
	if (count == room) {
		size_t more = room * 2 + 64;
		struct thing *larger =
			reallocarray(things, more, sizeof *things);
		if (larger == NULL)
			abort();
		things = larger;
		room = more;
	}
	struct thing *added = &things[count++];
	added->path = strdup(path);
	added->fate = fate;
	added->what = what;
	if (added->path == NULL)
		abort();
}

void account_change(const char *path, enum fate fate, const char *what)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(things[i].path, path) == 0) {
			things[i].fate = fate;
			things[i].what = what;
		}
}

/* --- what is there instead --- */

static bool may_be_a_program(const char *path)
{
	return strcasestr(name_of(path), ".c") != NULL;
}

static int programs_first(const void *a, const void *b)
{
	const struct thing *first = a;
	const struct thing *second = b;
	int order = may_be_a_program(second->path) -
		may_be_a_program(first->path);

	return order != 0 ? order : strcmp(first->path, second->path);
}

static bool is_other(const struct thing *thing)
{
	return thing->fate == OTHER || thing->fate == LEFT;
}

void account_list_others(char *list, size_t size)
{
	size_t used = 0;
	size_t found = 0;
	char shown[MAX_SHOWN];

	list[0] = '\0';
	qsort(things, count, sizeof *things, programs_first);
	for (size_t i = 0; i < count; i++) {
		if (!is_other(&things[i]) || ++found > LISTED)
			continue;
		show_path(shown, things[i].path);
		used += (size_t)snprintf(list + used, size - used,
			"%s%s", found > 1 ? ", " : "", shown);
	}
	if (found > LISTED)
		snprintf(list + used, size - used, " and %zu more",
			found - LISTED);
}

/* --- the account --- */

static const char *const fates[] = { "program", "system", "near",
	"header", "opened", "other", "left" };

static int by_path(const void *a, const void *b)
{
	const struct thing *first = a;
	const struct thing *second = b;

	return strcmp(first->path, second->path);
}

/* Up to the first slash; 0: it is in no folder. */
static size_t folder_of(const char *path)
{
	const char *slash = strchr(path, '/');

	return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/* How many from i on are in one folder, and were not asked for. */
static size_t alike_from(size_t i)
{
	size_t folder = folder_of(things[i].path);
	size_t end = i;

	while (end < count && things[end].fate == OTHER && folder > 0 &&
		strncmp(things[end].path, things[i].path, folder) == 0)
		end++;
	return end - i;
}

static json_t *tell_thing(const struct thing *thing)
{
	char shown[MAX_SHOWN];

	show_path(shown, thing->path);
	return json_pack("{s:s, s:s, s:s}", "path", shown, "fate",
		fates[thing->fate], "what", thing->what);
}

static json_t *tell_folder(const struct thing *first, size_t number)
{
	char folder[MAX_SHOWN];
	char shown[MAX_SHOWN];

	snprintf(folder, sizeof folder, "%.*s",
		(int)folder_of(first->path), first->path);
	show_path(shown, folder);
	return json_pack("{s:s, s:s, s:o}", "path", shown, "fate",
		fates[OTHER], "what",
		json_sprintf(
			"%zu files that were not asked for", number));
}

static bool has_to_be_told(void)
{
	for (size_t i = 0; i < count; i++)
		if (things[i].fate != PROGRAM &&
			things[i].fate != SYSTEM)
			return true;
	return false;
}

json_t *account_tell(void)
{
	json_t *told = json_array();
	size_t next;

	qsort(things, count, sizeof *things, by_path);
	for (size_t i = 0; has_to_be_told() && i < count; i = next) {
		size_t alike = alike_from(i);
		next = i + (alike > 1 ? alike : 1);
		if (json_array_size(told) == MAX_TOLD) {
			json_array_append_new(told,
				json_pack("{s:s, s:s, s:o}", "path",
					"...", "fate", fates[OTHER],
					"what",
					json_sprintf("%zu more files",
						count - i)));
			break;
		}
		json_array_append_new(told,
			alike > 1 ? tell_folder(&things[i], alike)
				  : tell_thing(&things[i]));
	}
	return told;
}
