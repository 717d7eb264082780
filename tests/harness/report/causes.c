/*
 * The likely causes of failed tests; see causes.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "causes.h"

#include <errno.h>
#include <stdlib.h>

/* Which cause shows in which test: a row of tests for each cause. */
struct table {
	const struct cause *causes;
	size_t cause_count;
	struct result *results;
	size_t result_count;
	bool *shows;
};

static int last_run(const struct result *result)
{
	int run = 0;

	for (size_t i = 0; i < result->call_count; i++)
		if (result->calls[i].run > run)
			run = result->calls[i].run;
	return run;
}

static void fill_in(const struct table *table)
{
	for (size_t t = 0; t < table->result_count; t++) {
		struct facts facts = {
			.result = &table->results[t],
			.results = table->results,
			.count = table->result_count,
			.run = last_run(&table->results[t]),
		};

		if (!result_is_a_mistake(facts.result))
			continue;
		for (size_t c = 0; c < table->cause_count; c++)
			table->shows[c * table->result_count + t] =
				table->causes[c].shows(&facts);
	}
}

/* Does it show in this test, which has no cause yet? */
static bool explains(const struct table *table, size_t c, size_t t)
{
	return table->results[t].cause == NULL &&
		table->shows[c * table->result_count + t];
}

static size_t count_explained(const struct table *table, size_t c)
{
	size_t explained = 0;

	for (size_t t = 0; t < table->result_count; t++)
		explained += explains(table, c, t);
	return explained;
}

/* The cause that explains most of what is left; count if none does. */
static size_t best_cause(const struct table *table, bool vague)
{
	size_t best = table->cause_count;
	size_t most = 0;

	for (size_t c = 0; c < table->cause_count; c++) {
		size_t explained = table->causes[c].vague == vague
			? count_explained(table, c)
			: 0;
		if (explained > most) {
			most = explained;
			best = c;
		}
	}
	return best;
}

static void name_causes(const struct table *table, bool vague)
{
	size_t c;

	while ((c = best_cause(table, vague)) < table->cause_count)
		for (size_t t = 0; t < table->result_count; t++)
			if (explains(table, c, t))
				table->results[t].cause =
					&table->causes[c];
}

int causes_find(const struct cause *causes, struct result *results,
	size_t count)
{
	struct table table = {
		.causes = causes,
		.results = results,
		.result_count = count,
	};

	while (causes != NULL &&
		causes[table.cause_count].phrase != NULL)
		table.cause_count++;
	if (table.cause_count == 0 || count == 0)
		return 0;
	table.shows =
		calloc(table.cause_count * count, sizeof *table.shows);
	if (table.shows == NULL)
		return -1;
	fill_in(&table);
	name_causes(&table, false);
	name_causes(&table, true);
	free(table.shows);
	return 0;
}

struct result *causes_read(const struct run *run)
{
	struct result *results = results_read(run);

	if (results != NULL &&
		causes_find(run->causes, results, run->test_count) ==
			-1) {
		results_free(results, run->test_count);
		errno = ENOMEM;
		return NULL;
	}
	return results;
}

const struct result *causes_first(const struct cause *cause,
	const struct result *results, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (results[i].cause == cause)
			return &results[i];
	return NULL;
}

size_t causes_count(const struct cause *cause,
	const struct result *results, size_t count)
{
	size_t tests = 0;

	for (size_t i = 0; i < count; i++)
		tests += results[i].cause == cause;
	return tests;
}

const struct result *causes_main(
	const struct result *results, size_t count)
{
	const struct result *told = NULL;
	size_t most = 0;

	for (size_t i = 0; i < count; i++) {
		const struct cause *cause = results[i].cause;
		size_t tests = cause == NULL
			? 0
			: causes_count(cause, results, count);

		if (tests > most) {
			most = tests;
			told = &results[i];
		}
	}
	return told;
}
