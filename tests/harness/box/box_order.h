/*
 * What is to run in a box, and with what: box.h starts it, and
 * bubblewrap.h makes the walls.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef BOX_ORDER_H
#define BOX_ORDER_H

#include "gate.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * What a program may have if the order does not say.  A server of a
 * hundred clients may have a process for each.
 */
enum { BOX_DESCRIPTORS = 256, BOX_PROCESSES = 256 };

/* What is to run, and what it finds. */
struct box_order {
	const char *program; /* path of the executable */
	char *const *argv; /* argv[0]: its name; ends with NULL */
	const char *hosts; /* /etc/hosts; NULL: localhost only */
	uint16_t dns_port; /* used where /etc/resolv.conf is not ours */
	int output; /* becomes stdout */
	int errors; /* becomes stderr */
	unsigned descriptors; /* RLIMIT_NOFILE; 0: BOX_DESCRIPTORS */
	unsigned processes; /* and threads; 0: BOX_PROCESSES */
	bool sanitized; /* no RLIMIT_DATA: sanitizers reserve more */
	bool detect_leaks;
	bool reuse_memory;
	/* What it has started goes on when it has ended itself. */
	bool outlived;
	int calls; /* memory that notes its calls (calls.h), or -1 */
	const struct sock_filter *filter; /* calls to watch, or NULL */
	uint32_t filter_length;
	uint64_t password; /* of the filter; gate.h */
	bool outlasts_signals;
};

#endif
