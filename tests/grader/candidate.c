/*
 * Which file of a submission is graded; see candidate.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "candidate.h"

#include "names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void search_note(
	struct search *search, const char *path, const char *what)
{
	char shown[MAX_SHOWN];
	char *note;

	if (search->note_count == MAX_NOTES)
		return;
	show_path(shown, path);
	if (asprintf(&note, "%s %s", shown, what) != -1)
		search->notes[search->note_count++] = note;
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

bool search_meet(struct search *search, const struct entry *entry)
{
	struct candidate added = {
		.is_exact = strcmp(entry->name, search->file) == 0,
		.in_chapter = is_below(entry->path, search->key),
	};

	if (!name_is_like(entry->name, search->file, &added.number))
		return false;
	/* A folder of nearly that name is only a folder. */
	if (!added.is_exact && S_ISDIR(entry->status.st_mode))
		return false;
	if (search->count == MAX_CANDIDATES) {
		search->too_many = true;
		return true;
	}
	added.path = strdup(entry->path);
	if (added.path == NULL)
		return true;
	added.fault =
		entry_read_source(entry, &added.text, &added.note);
	search->candidates[search->count++] = added;
	return true;
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
	return a->text.size == b->text.size &&
		memcmp(a->text.bytes, b->text.bytes, a->text.size) == 0;
}

static bool are_in_one_folder(
	const struct candidate *a, const struct candidate *b)
{
	size_t folder = (size_t)(name_of(a->path) - a->path);

	return folder == (size_t)(name_of(b->path) - b->path) &&
		strncmp(a->path, b->path, folder) == 0;
}

/* Of one number, the very name goes before one that is like it. */
static bool is_newer(
	const struct candidate *a, const struct candidate *b)
{
	if (a->fault != NULL)
		return false;
	if (a->number != b->number)
		return a->number > b->number;
	return a->is_exact && !b->is_exact;
}

/* A platform and a browser number what comes again. */
static void leave_older_ones(struct search *search)
{
	for (size_t i = 0; i < search->count; i++)
		for (size_t j = 0; j < search->count; j++)
			search->candidates[i].is_older |=
				are_in_one_folder(
					&search->candidates[i],
					&search->candidates[j]) &&
				is_newer(&search->candidates[j],
					&search->candidates[i]);
}

/*
 * What counts for more, if there is any: to be in the chapter's own
 * folder, and then, to have the very name, or to follow one in its
 * folder that has.
 */
static int weight(
	const struct search *search, const struct candidate *candidate)
{
	int weight = candidate->in_chapter ? 2 : 0;

	for (size_t i = 0; i < search->count; i++)
		if (search->candidates[i].is_exact &&
			are_in_one_folder(
				&search->candidates[i], candidate))
			return weight + 1;
	return weight;
}

static bool counts(
	const struct search *search, const struct candidate *candidate)
{
	int least = weight(search, candidate);

	if (candidate->is_older)
		return false;
	for (size_t i = 0; i < search->count; i++)
		if (weight(search, &search->candidates[i]) > least)
			return false;
	return true;
}

static bool has_lower_number(
	const struct search *search, const struct candidate *other)
{
	return search->taken != NULL &&
		other->number < search->taken->number;
}

static void note_others(struct search *search)
{
	for (size_t i = 0; i < search->count; i++) {
		struct candidate *other = &search->candidates[i];

		if (other == search->taken)
			continue;
		other->left = other->fault != NULL ? other->fault
			: !other->is_older	   ? "was found, too"
			: has_lower_number(search, other)
			? "is older, by its name"
			: "has not quite the name";
		search_note(search, other->path, other->left);
	}
}

/* The grade stands; but was an older file, which differs, left? */
static bool chose_by_number(const struct search *search)
{
	for (size_t i = 0; i < search->count; i++) {
		const struct candidate *other = &search->candidates[i];

		if (other->is_older && other->fault == NULL &&
			has_lower_number(search, other) &&
			!have_same_bytes(other, search->taken))
			return true;
	}
	return false;
}

json_t *search_list_notes(const struct search *search)
{
	json_t *notes = json_array();

	for (size_t i = 0; i < search->note_count; i++)
		json_array_append_new(
			notes, json_string(search->notes[i]));
	return notes;
}

/* ask: is there a question that takes a human? */
static json_t *tell(const struct search *search, const char *status,
	const char *path, const char *reason, bool ask)
{
	char shown[MAX_SHOWN] = "";
	json_t *why = json_null();

	if (path != NULL)
		show_path(shown, path);
	if (reason != NULL)
		why = json_sprintf("%s%s%s%s", shown,
			path != NULL ? " " : "", reason,
			path != NULL ? "." : "");
	return json_pack("{s:s, s:s?, s:o, s:o, s:b}", "status", status,
		"source", path != NULL ? shown : NULL, "reason", why,
		"notes", search_list_notes(search), "ask", ask);
}

static json_t *tell_missing(
	const struct search *search, const char *others)
{
	char reason[4096];
	bool any = others[0] != '\0';

	snprintf(reason, sizeof reason,
		"There is no %s in the submission%s%s.", search->file,
		any ? "; there is: " : "", others);
	return tell(search, "missing", NULL, reason, any);
}

static json_t *tell_ambiguous(struct search *search)
{
	char reason[400];

	search->taken = NULL;
	note_others(search);
	snprintf(reason, sizeof reason,
		"There is more than one %s; the one to grade has to "
		"be in a folder %s.",
		search->file, search->key);
	return tell(search, "ambiguous", NULL, reason, true);
}

/* What a human would have seen at once, and the student should know. */
static json_t *tell_taken(struct search *search)
{
	const struct candidate *taken = search->taken;
	char what[120];

	snprintf(what, sizeof what, "was taken for %s", search->file);
	if (!taken->is_exact)
		search_note(search, taken->path, what);
	if (taken->note != NULL)
		search_note(search, taken->path, taken->note);
	note_others(search);
	return tell(search, "ok", taken->path, NULL,
		chose_by_number(search));
}

json_t *search_settle(struct search *search, const char *others)
{
	const struct candidate *broken = NULL;
	bool clear = !search->too_many;

	qsort(search->candidates, search->count,
		sizeof search->candidates[0], by_path);
	leave_older_ones(search);
	for (size_t i = 0; i < search->count; i++) {
		const struct candidate *next = &search->candidates[i];

		if (!counts(search, next))
			continue;
		if (next->fault != NULL)
			broken = broken != NULL ? broken : next;
		else if (search->taken == NULL)
			search->taken = next;
		else if (!have_same_bytes(search->taken, next))
			clear = false;
	}
	if (!clear)
		return tell_ambiguous(search);
	if (search->taken != NULL)
		return tell_taken(search);
	if (broken == NULL)
		return tell_missing(search, others);
	return tell(
		search, "refused", broken->path, broken->fault, true);
}
