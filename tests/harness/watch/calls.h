/*
 * The calls that the program under test makes into the C library, as
 * calls_preload.so notes them in memory that it shares with the test:
 * which ones, with which arguments, in which order, what came of each.
 * They explain failures and never decide about one: a program that
 * cannot be preloaded or writes nonsense there is graded all the same.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CALLS_H
#define CALLS_H

#include <stddef.h>
#include <stdint.h>

enum {
	CALLS_NAME_SIZE = 24,
	CALLS_TEXT_SIZE = 72,
	CALLS_ARGUMENTS = 4,
	/* The first and the last ones are kept. */
	CALLS_FIRST = 240,
	CALLS_LAST = 80,
	CALLS_SLOTS = CALLS_FIRST + CALLS_LAST,
	/* Of calls that only compute, so many. */
	CALLS_QUICK_MOST = 30,
	/* The length of a line that tells of a call, NUL included. */
	CALLS_LINE_SIZE = 240,
};

#define CALLS_MAGIC 0x776f726b626f6f6bU

enum call_state { CALL_NONE, CALL_BEGUN, CALL_DONE };

/* Nothing in it can be trusted: the program can write to it. */
struct call_slot {
	uint32_t state;
	int32_t process;
	uint64_t t_us; /* CLOCK_MONOTONIC */
	uint64_t number; /* in the order of the calls */
	int64_t arguments[CALLS_ARGUMENTS];
	int64_t result;
	int32_t error; /* errno, where the result says so */
	uint32_t text_length;
	char name[CALLS_NAME_SIZE];
	char text[CALLS_TEXT_SIZE]; /* an address, a string, bytes */
};

struct calls_memory {
	uint64_t magic;
	uint64_t count; /* of all calls so far */
	struct call_slot slots[CALLS_SLOTS];
};

/*
 * Makes the memory for one run of a program: a descriptor, which the
 * program gets, and which it can neither shrink nor enlarge.  Result:
 * 0, or -1 with errno.
 */
int calls_open(int *descriptor, struct calls_memory **memory);

/* No longer looks at it, and gives it back; memory may be NULL. */
void calls_close(struct calls_memory *memory);

/*
 * Keeps what the run has noted so far, for calls_tell; the first run
 * of a test is number 1.
 */
void calls_keep(const struct calls_memory *memory, int run);

/*
 * Writes the calls of the last runs into the journal, a line a call:
 *
 *	recv(3, 4096, 0) = 5 "hello"
 *	connect(3, "127.0.0.1:7777") = -1 ECONNREFUSED
 *
 * One that has not returned has no " = ".
 */
void calls_tell(void);

#endif
