/*
 * The command line that makes the box.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef BUBBLEWRAP_H
#define BUBBLEWRAP_H

#include "box_order.h"

#include <stddef.h>

/* The descriptors that bubblewrap reads the box's files from. */
enum bubblewrap_file {
	BOX_PROGRAM,
	BOX_PRELOAD,
	BOX_GATE,
	BOX_FILTER,
	BOX_HOSTS,
	BOX_RESOLV_CONF,
	BOX_NSSWITCH_CONF,
	BOX_HOST_CONF,
	BOX_PASSWD,
	BOX_FILE_COUNT,
};

/* Where file number i has to be when bubblewrap starts. */
enum { BOX_FIRST_FILE = GATE_CALLS + 1 };

enum { BUBBLEWRAP_MAX = 256 };

struct bubblewrap {
	const char *arguments[BUBBLEWRAP_MAX];
	size_t count;
	char paths[BOX_FILE_COUNT][24]; /* descriptor numbers as text */
	char program[300]; /* the program's path inside the box */
};

/*
 * For a box of another kind: the namespaces other than the network's,
 * and the filter, to be read from descriptor paths[BOX_FILTER].  It
 * does not die with its parent.
 */
void bubblewrap_begin(struct bubblewrap *command);

/* Adds words to the command; the last argument is NULL. */
void bubblewrap_add(struct bubblewrap *command, const char *first, ...);

/* Adds the programs and libraries of the system, and nothing else. */
void bubblewrap_add_system(struct bubblewrap *command);

/* Fills in the whole command for the order, ended by NULL. */
void bubblewrap_compose(
	struct bubblewrap *command, const struct box_order *order);

/*
 * The program's whole environment, "NAME=value", ended by NULL; the
 * same in every kind of box.  Valid until the next call.
 */
char **box_environment(const struct box_order *order);

#endif
