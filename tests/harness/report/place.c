/*
 * Where the reader finds a section of the text; see place.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "sec:layers" is "sec-layers" in HTML. */
static void anchor_of(const char *section, char *anchor, size_t size)
{
	snprintf(anchor, size, "%s", section);
	char *colon = strchr(anchor, ':');
	if (colon != NULL)
		*colon = '-';
}

/* The book may be older than the section. */
static bool has_anchor(const char *path, const char *anchor)
{
	char id[128];
	char *line = NULL;
	size_t size = 0;
	bool found = false;
	FILE *page = fopen(path, "re");

	if (page == NULL)
		return false;
	snprintf(id, sizeof id, "id=\"%s\"", anchor);
	while (!found && getline(&line, &size, page) != -1)
		found = strstr(line, id) != NULL;
	free(line);
	fclose(page);
	return found;
}

static bool find_page(const struct run *run, const char *section,
	char *text, size_t size)
{
	char pages[3][512];
	char anchor[100];

	anchor_of(section, anchor, sizeof anchor);
	snprintf(pages[0], sizeof pages[0],
		"%s/book/student/html/%s.html", run->build,
		run->exercise->key);
	snprintf(pages[1], sizeof pages[1],
		"%s/book/student/sockets-workbook.html", run->build);
	snprintf(pages[2], sizeof pages[2],
		"book/sockets-workbook.html");
	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
		if (!has_anchor(pages[i], anchor))
			continue;
		snprintf(text, size, "%s#%s", pages[i], anchor);
		return true;
	}
	return false;
}

void place_of(const struct run *run, const char *section, char *text,
	size_t size)
{
	const struct section *found = run_section(run, section);

	if (found == NULL)
		snprintf(text, size, "chapters/%s/chapter.md",
			run->exercise->key);
	else if (run->build == NULL ||
		!find_page(run, section, text, size))
		snprintf(text, size, "chapters/%s/chapter.md:%d",
			run->exercise->key, found->line);
}
