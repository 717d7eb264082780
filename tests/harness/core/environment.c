/*
 * What the harness is told by its environment; see environment.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "environment.h"

#include <stdio.h>
#include <stdlib.h>

const char *environment_value(const char *name)
{
	const char *value = getenv(name);

	return value != NULL ? value : "";
}

long environment_number(const char *name)
{
	return strtol(environment_value(name), NULL, 10);
}

void environment_tell(const char *name, const char *value)
{
	if (setenv(name, value, 1) == -1) {
		perror(name);
		abort();
	}
}

void environment_tool(char *path, size_t size, const char *tool)
{
	const char *folder = environment_value(ENVIRONMENT_HARNESS);

	snprintf(path, size, "%s/%s", folder[0] != '\0' ? folder : ".",
		tool);
}
