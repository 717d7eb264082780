/*
 * Running one test of a suite; see exercise.h and verdict.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "exercise.h"

#include "draw.h"
#include "isolation.h"
#include "journal.h"
#include "loop.h"
#include "network.h"
#include "program.h"
#include "verdict.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct exercise_test *current;
static jmp_buf leave;
static bool failed;

const struct exercise_test *exercise_current(void)
{
	return current;
}

/* An unfinished program that does too little has failed. */
void verdict(const char *status, const char *expected,
	const char *actual, const char *format, ...)
{
	char message[2000];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	const char *unwritten = program_unwritten();
	if (strcmp(status, VERDICT_INCONCLUSIVE) == 0 &&
		unwritten != NULL)
		journal_verdict(VERDICT_FAIL, expected, actual,
			"%s; it says: \"%s\"", message, unwritten);
	else
		journal_verdict(
			status, expected, actual, "%s", message);
	failed = true;
	longjmp(leave, 1);
}

static void skip_what_is_refused(void)
{
	if (isolation_level() == ISOLATION_SEALED)
		return;
	if (current->needs & NEEDS_HOSTS)
		verdict(VERDICT_SKIPPED, NULL, NULL,
			"needs an /etc/hosts of its own, which takes "
			"namespaces");
	if (current->needs & (NEEDS_NETWORK | IPV6_LOOPBACK_ONLY))
		verdict(VERDICT_SKIPPED, NULL, NULL,
			"needs a network of its own, which takes "
			"namespaces");
}

static void enter_network(void)
{
	enum network kind = current->needs & IPV6_LOOPBACK_ONLY
		? NETWORK_IPV6_LOOPBACK_ONLY
		: NETWORK_ORDINARY;

	if (isolation_level() != ISOLATION_SEALED)
		return;
	if (network_enter(kind) == -1)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"no network of its own: %s", strerror(errno));
}

static void begin(const struct exercise_test *test)
{
	const char *directory = getenv("WORKBOOK_RUN");
	const char *seed = getenv("WORKBOOK_SEED");

	current = test;
	loop_now_us();
	if (directory == NULL || seed == NULL ||
		journal_open(directory, test->id) == -1) {
		fprintf(stderr, "%s: no journal: %s\n", test->id,
			strerror(errno));
		abort();
	}
	draw_begin(strtoull(seed, NULL, 10), test->id);
}

void exercise_run(const struct exercise_test *test, void (*body)(void))
{
	begin(test);
	if (setjmp(leave) == 0) {
		skip_what_is_refused();
		enter_network();
		body();
	}
	program_end_all();
	journal_end();
	cr_assert(!failed, "the verdict is in the journal");
}
