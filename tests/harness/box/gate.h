/*
 * What the harness and the gate tell each other; see gate.c.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef GATE_H
#define GATE_H

#include <linux/filter.h>
#include <stdint.h>

enum {
	/* The gate finds its end of the control socket here ... */
	GATE_CONTROL = 3,
	/* ... and here the memory for the program's calls. */
	GATE_CALLS = 4,
	GATE_CONTROL_KEPT = 250, /* the socket is kept there */
	/* calls_preload.so finds that memory here, and closes it. */
	GATE_CALLS_KEPT = 249,
	GATE_MAX_FILTER = 64,
	/* What one mapping of shared memory may have, in bytes. */
	GATE_LARGEST_SHARE = 1 << 20,
	/* Exit status when the gate itself fails: never the program. */
	GATE_FAILED = 120,
};

/* One datagram from the harness: how the program is to start. */
struct gate_orders {
	uint64_t data_bytes; /* RLIMIT_DATA; 0: none, for sanitizers */
	uint64_t processes; /* RLIMIT_NPROC; 0: none */
	uint64_t descriptors; /* RLIMIT_NOFILE */
	uint64_t cpu_seconds; /* RLIMIT_CPU */
	/* The filter lets calls pass that have it for a sixth argument,
	 * which no call has that it watches: those of the gate. */
	uint64_t password;
	uint32_t notes_calls; /* is there memory for them? */
	uint32_t filter_length; /* 0: no system call is watched */
	/* No signal interrupts a call that the harness looks at. */
	uint32_t outlasts_signals;
	struct sock_filter filter[GATE_MAX_FILTER];
};

#endif
