/*
 * A small run with journals written by hand, for the tests of whatever
 * is made from journals: seven tests in three steps, 100 points, times
 * that never change.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef SAMPLE_RUN_H
#define SAMPLE_RUN_H

#include "run.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One event, and the end, as lines of a journal. */
#define EVENT(t_us, who, event, arrow, data)                         \
	"{\"t_us\":" #t_us ",\"who\":\"" who "\",\"event\":\"" event \
	"\",\"arrow\":\"" arrow "\",\"data\":\"" data "\"}\n"
#define VERDICT(status, expected, actual, message)        \
	"{\"t_us\":2650,\"verdict\":\"" status            \
	"\",\"expected\":" expected ",\"actual\":" actual \
	",\"message\":\"" message "\"}\n"
#define CALL(line)                                       \
	"{\"t_us\":900,\"call\":\"" line "\",\"run\":1," \
	"\"process\":2}\n"
/* Bytes in quotes, as a member's value. */
#define QUOTED(bytes) "\"\\\"" bytes "\\\"\""
#define END "{\"t_us\":2700,\"end\":true}\n"

/* A lookup that goes well, without its end. */
#define LOOKUP                                                   \
	EVENT(81, "program", "starts", "",                       \
		"nslookup kestrel-4711.example.test")            \
	EVENT(1702, "dns", "asked", ">",                         \
		"A kestrel-4711.example.test? (UDP)")            \
	EVENT(1921, "dns", "answers", "<", "A 192.0.2.71 (UDP)") \
	EVENT(2410, "program", "prints", "", "192.0.2.71\\\\n")  \
	EVENT(2622, "program", "exits", "", "status 0")

/* The journal of a test of a step that is not written yet. */
#define UNWRITTEN(step)                                             \
	EVENT(81, "program", "starts", "", "nslookup")              \
	EVENT(2622, "program", "exits", "", "status 1")             \
	VERDICT("fail", "null", "null",                             \
		"nslookup says: step " step ", is not written yet") \
	END

static const struct exercise_test sample_tests[] = {
	{ 3, "many_addresses", "32 addresses arrive over TCP",
		"sec:sample-every", NULL, "An answer may need TCP.", 15,
		0 },
	{ 1, "usage_without_arguments",
		"no argument at all is a usage error",
		"sec:sample-usage", NULL,
		"argc counts the program, too.", 5, 0 },
	{ 1, "usage_with_two_hosts", "two hosts are a usage error",
		"sec:sample-usage", NULL, "Compare argc with 2.", 5,
		0 },
	{ 2, "one_address",
		"a name with one address prints that address",
		"sec:sample-resolve", NULL,
		"Pass hints to getaddrinfo.", 20, 0 },
	{ 2, "alias", "an alias leads to its address",
		"sec:sample-resolve", NULL,
		"getaddrinfo follows aliases by itself: print the "
		"address that it gives back, not a name.",
		20, 0 },
	{ 2, "hosts_file",
		"a name from /etc/hosts is found without DNS",
		"sec:sample-resolve", NULL, "The C library reads it.",
		10, 0 },
	{ 3, "three_addresses",
		"all three addresses of a name are printed",
		"sec:sample-every", NULL, "Follow ai_next.", 25, 0 },
};

enum { SAMPLE_TESTS = sizeof sample_tests / sizeof sample_tests[0] };

static const struct exercise_step sample_steps[] = {
	{ 1, "usage" },
	{ 2, "resolve" },
	{ 3, "every address" },
};

static const struct exercise sample_exercise = {
	.chapter = 1,
	.key = "01-name-lookup",
	.name = "Looking up a name",
	.program = "nslookup",
	.steps = sample_steps,
	.step_count = 3,
};

static const struct section sample_sections[] = {
	{ "sec:sample-usage", "1.8", "Step 1: usage", 584 },
	{ "sec:sample-resolve", "1.9", "Step 2: resolve", 601 },
	{ "sec:sample-every", "1.10", "Step 3: every address", 633 },
};

struct sample {
	struct run run;
	const struct exercise_test *tests[SAMPLE_TESTS];
	char directory[32];
	char results_path[64];
};

static inline void sample_begin(struct sample *sample)
{
	strcpy(sample->directory, "/tmp/sample-run-XXXXXX");
	cr_assert(mkdtemp(sample->directory) != NULL);
	snprintf(sample->results_path, sizeof sample->results_path,
		"%s/result.json", sample->directory);
	for (int i = 0; i < SAMPLE_TESTS; i++)
		sample->tests[i] = &sample_tests[i];
	sample->run = (struct run){
		.exercise = &sample_exercise,
		.tests = sample->tests,
		.test_count = SAMPLE_TESTS,
		.sections = sample_sections,
		.section_count = 3,
		.directory = sample->directory,
		.results_path = sample->results_path,
		.isolation = "sealed",
		.seed = 4711,
		.started = "2026-01-31T20:15:00Z",
		.source = "skeletons/01-name-lookup/nslookup.c",
		.solution = "solutions/01-name-lookup/nslookup.c",
	};
}

static inline void sample_path(
	const struct sample *sample, const char *id, char path[128])
{
	snprintf(path, 128, "%s/%s.journal", sample->directory, id);
}

static inline void sample_journal(
	const struct sample *sample, const char *id, const char *lines)
{
	char path[128];

	sample_path(sample, id, path);
	FILE *journal = fopen(path, "w");
	cr_assert(journal != NULL);
	fputs(lines, journal);
	cr_assert(fclose(journal) == 0);
}

/* Gives all tests the same journal, to be replaced where need be. */
static inline void sample_journals(
	const struct sample *sample, const char *lines)
{
	for (int i = 0; i < SAMPLE_TESTS; i++)
		sample_journal(sample, sample_tests[i].id, lines);
}

/* Nothing but journals and the record may be left in the folder. */
static inline void sample_end(const struct sample *sample)
{
	char path[128];

	for (int i = 0; i < SAMPLE_TESTS; i++) {
		sample_path(sample, sample_tests[i].id, path);
		unlink(path);
	}
	unlink(sample->results_path);
	cr_assert(rmdir(sample->directory) == 0);
}

#endif
