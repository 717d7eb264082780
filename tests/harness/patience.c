/*
 * How long a run may take, and how far it is; see patience.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "patience.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	SILENCE_MS = 500, /* as long as nobody wonders */
	/* On a busy machine more has to be seen, of a program that
	 * does little else: the tests to come may well pass. */
	ENOUGH_TIMEOUTS = 3,
	MANY_TIMEOUTS = 6,
	/* Percent of the last ten seconds in which somebody had to
	 * wait for a processor. */
	BUSY_MACHINE = 25,
};

static bool has_ended(const struct result *result)
{
	return result->status != STATUS_NOT_RUN &&
		result->status != STATUS_GRADER_ERROR;
}

static size_t count_ended(const struct result *results, size_t count)
{
	size_t ended = 0;

	for (size_t i = 0; i < count; i++)
		ended += has_ended(&results[i]);
	return ended;
}

static size_t count_timeouts(const struct result *results, size_t count)
{
	size_t timeouts = 0;

	for (size_t i = 0; i < count; i++)
		timeouts += results[i].status == STATUS_TIMEOUT;
	return timeouts;
}

/*
 * By the kernel's own account (Documentation/accounting/psi.rst).  One
 * that does not tell may be busy.
 */
static bool machine_is_busy(const char *path)
{
	double share = 100;
	FILE *pressure = fopen(path, "re");

	if (pressure == NULL)
		return true;
	if (fscanf(pressure, "some avg10=%lf", &share) != 1)
		share = 100;
	fclose(pressure);
	return share > BUSY_MACHINE;
}

static void explain(struct patience *patience, size_t timeouts,
	size_t ended, int64_t elapsed_ms)
{
	int seconds = (int)(elapsed_ms / 1000);

	if (timeouts >= ENOUGH_TIMEOUTS)
		snprintf(patience->verdict, sizeof patience->verdict,
			"Ended after %d seconds: the program did not "
			"come to an end in %zu of the %zu tests so "
			"far. The others were not run.",
			seconds, timeouts, ended);
	else
		snprintf(patience->verdict, sizeof patience->verdict,
			"Ended after %d seconds: the program is so "
			"slow that only %zu tests have come to an "
			"end. The others were not run.",
			seconds, ended);
}

bool patience_is_over(struct patience *patience,
	const struct result *results, size_t count, int64_t elapsed_ms)
{
	size_t timeouts = count_timeouts(results, count);
	size_t ended = count_ended(results, count);
	bool does_little_else =
		timeouts >= MANY_TIMEOUTS && 2 * timeouts >= ended;

	if (patience->limit_ms == 0 || elapsed_ms < patience->limit_ms)
		return false;
	if (!does_little_else && machine_is_busy(patience->pressure))
		return false;
	explain(patience, timeouts, ended, elapsed_ms);
	return true;
}

static bool at_a_terminal(void)
{
	const char *kind = getenv("TERM");

	return isatty(STDOUT_FILENO) == 1 && kind != NULL &&
		strcmp(kind, "dumb") != 0;
}

void patience_show(struct patience *patience,
	const struct result *results, size_t count, int64_t elapsed_ms)
{
	if (elapsed_ms < SILENCE_MS || !at_a_terminal())
		return;
	printf("\r%zu of %zu tests, %d s ", count_ended(results, count),
		count, (int)(elapsed_ms / 1000));
	fflush(stdout);
	patience->shown = true;
}

void patience_hide(struct patience *patience)
{
	if (!patience->shown)
		return;
	fputs("\r\033[K", stdout);
	patience->shown = false;
}
