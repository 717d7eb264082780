/*
 * One run of a suite over one program; see run.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "run.h"

#include <string.h>

const struct section *run_section(const struct run *run, const char *id)
{
	for (size_t i = 0; i < run->section_count; i++)
		if (strcmp(run->sections[i].id, id) == 0)
			return &run->sections[i];
	return NULL;
}

const char *run_step_title(const struct run *run, int step)
{
	const struct exercise *exercise = run->exercise;

	for (size_t i = 0; i < exercise->step_count; i++)
		if (exercise->steps[i].number == step)
			return exercise->steps[i].title;
	return "";
}

bool run_is_cut_short(const struct run *run)
{
	return run->cut_short != NULL && run->cut_short[0] != '\0';
}
