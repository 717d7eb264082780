/*
 * Which UDP ports are in use; see bound.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "bound.h"

#include "verdict.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* The first line has the names of the columns. */
static uint16_t next_port(FILE *list)
{
	char line[256];
	unsigned port = 0;

	while (fgets(line, sizeof line, list) != NULL)
		if (sscanf(line, " %*u: %*[0-9A-F]:%x", &port) == 1)
			return (uint16_t)port;
	return 0;
}

/* A kernel without IPv6 has no list of it. */
static FILE *open_list(const char *path)
{
	FILE *list = fopen(path, "re");

	if (list == NULL && errno != ENOENT)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL, "%s: %s",
			path, strerror(errno));
	return list;
}

/* How many sockets have the port; latest: the last of all ports. */
static unsigned count_in(
	const char *path, uint16_t wanted, uint16_t *latest)
{
	FILE *list = open_list(path);
	unsigned count = 0;
	uint16_t port;

	if (list == NULL)
		return 0;
	while ((port = next_port(list)) != 0) {
		*latest = port;
		count += port == wanted;
	}
	fclose(list);
	return count;
}

static unsigned count_sockets(uint16_t wanted, uint16_t *latest)
{
	return count_in("/proc/net/udp", wanted, latest) +
		count_in("/proc/net/udp6", wanted, latest);
}

unsigned bound_udp(uint16_t port)
{
	uint16_t latest = 0;

	return count_sockets(port, &latest);
}

uint16_t bound_udp_port(void)
{
	uint16_t latest = 0;

	count_sockets(0, &latest);
	return latest;
}
