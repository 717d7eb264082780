/*
 * What the names in an export of a learning platform say; see export.h.
 *
 * Moodle: mod/assign/locallib.php, download_submissions.  Canvas:
 * lib/content_zipper.rb, where letters alone are left of a name.
 *
 * SPDX-License-Identifier: MIT
 */
#include "export.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS = 6 };

static const char moodle[] =
	"^(.+)_([0-9]+)_assignsubmission_([a-z]+)(_(.*))?$";
static const char canvas[] = "^([^_]+)(_LATE)?_([0-9]+)_([0-9]+)_(.+)$";
static const char canvas_anonymous[] =
	"^(anon)(_LATE)?_([[:alnum:]]+)_([0-9]+)_(.+)$";
static const char canvas_typed[] =
	"^([^_]+)(_LATE)?_([0-9]+)(_)((text|link)\\.html)$";

static bool matches(
	const char *pattern, const char *name, regmatch_t *parts)
{
	regex_t compiled;

	if (regcomp(&compiled, pattern, REG_EXTENDED) != 0)
		abort();
	bool match = regexec(&compiled, name, PARTS, parts, 0) == 0;
	regfree(&compiled);
	return match;
}

static void take(char *to, const char *name, const regmatch_t *part)
{
	int length = (int)(part->rm_eo - part->rm_so);

	snprintf(to, MAX_PART, "%.*s", part->rm_so == -1 ? 0 : length,
		name + (part->rm_so == -1 ? 0 : part->rm_so));
}

static void take_moodle(struct export_name *parsed, const char *name,
	const regmatch_t *parts)
{
	char kind[MAX_PART];

	parsed->platform = "moodle";
	take(parsed->name, name, &parts[1]);
	take(parsed->number, name, &parts[2]);
	take(kind, name, &parts[3]);
	take(parsed->file, name, &parts[5]);
	parsed->typed = strcmp(kind, "onlinetext") == 0;
}

static void take_canvas(struct export_name *parsed, const char *name,
	const regmatch_t *parts)
{
	parsed->platform = "canvas";
	take(parsed->name, name, &parts[1]);
	parsed->late = parts[2].rm_so != -1;
	take(parsed->number, name, &parts[3]);
	take(parsed->upload, name, &parts[4]);
	take(parsed->file, name, &parts[5]);
}

bool export_parse(struct export_name *parsed, const char *name)
{
	regmatch_t parts[PARTS];

	*parsed = (struct export_name){ 0 };
	if (strlen(name) >= MAX_PART)
		return false;
	if (matches(moodle, name, parts)) {
		take_moodle(parsed, name, parts);
	} else if (matches(canvas, name, parts) ||
		matches(canvas_anonymous, name, parts)) {
		take_canvas(parsed, name, parts);
	} else if (matches(canvas_typed, name, parts)) {
		take_canvas(parsed, name, parts);
		parsed->typed = true;
	}
	return parsed->platform != NULL;
}
