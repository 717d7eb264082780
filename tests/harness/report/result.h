/*
 * The result of one test, read from its journal after the worker that
 * wrote it has ended.  Nothing in a journal is trusted to be complete
 * or well-formed, and all texts that come out are printable.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef RESULT_H
#define RESULT_H

#include "run.h"

#include <stdint.h>

/* In the order of the schema of the result record. */
enum status {
	STATUS_PASS,
	STATUS_FAIL,
	STATUS_TIMEOUT,
	STATUS_CRASH,
	STATUS_SANITIZER,
	STATUS_SKIPPED,
	STATUS_NOT_RUN,
	STATUS_INCONCLUSIVE,
	STATUS_GRADER_ERROR,
};

/* One event of the exchange; all texts are a single line. */
struct event {
	int64_t t_us; /* since the beginning of the test */
	char *who;
	char *event;
	char *arrow; /* ">", "<" or "" */
	char *data;
};

/* A call that the program made, as calls_tell writes it. */
struct call {
	int64_t t_us; /* since the beginning of the test */
	int run; /* of the test's, from 1 */
	int process;
	char *line;
};

struct cause;

struct result {
	const struct exercise_test *test;
	enum status status;
	char *message; /* the verdict or the reason; NULL: passed */
	char *expected; /* on one line, or NULL */
	char *actual;
	const struct cause *cause; /* that explains it (causes.h) */
	struct event *events;
	size_t event_count;
	struct call *calls; /* of a test that did not pass */
	size_t call_count;
	int64_t duration_us;
};

/*
 * Reads the journals of all tests of the run.  Result: run->test_count
 * results in the order of the steps, for results_free; or NULL with
 * errno (ENOMEM).  A test without a journal was not run, one whose
 * journal has no end or cannot be read is a fault of the grader.
 */
struct result *results_read(const struct run *run);

/* Is there a journal of the test? */
bool result_has_begun(
	const struct run *run, const struct exercise_test *test);

/* Has the test come to an end, and its journal, too? */
bool result_has_ended(
	const struct run *run, const struct exercise_test *test);

void results_free(struct result *results, size_t count);

/* "pass", "fail", ...: the status's name in the result record. */
const char *status_name(enum status status);

/* Is it a failure of something that is written? */
bool result_is_a_mistake(const struct result *result);

/* Did the program do something wrong?  Only this costs a hint. */
bool status_is_failure(enum status status);

/* Did the test end without saying anything about the program? */
bool status_is_undecided(enum status status);

/*
 * The step that the program itself says is not written yet
 * (unwritten.h), as the verdict quotes it; 0 if it does not.  Such a
 * test is open and not failed, whatever its step; in the record it is
 * one more "fail".
 */
int result_unwritten_step(const struct result *result);

/*
 * The test that the reader should turn to: the first that failed, but
 * not behind the first step that is not written yet, for then it is the
 * first test of that step.  NULL if none failed.
 */
const struct result *results_next(
	const struct result *results, size_t count);

/* Points reached, and points that could be reached. */
struct score {
	int points;
	int gradable; /* of all tests that were not skipped */
	int skipped;
	int undecided_points; /* contained in gradable */
	size_t passed, failed, undecided; /* tests */
};

struct score score_of(const struct result *results, size_t count);

#endif
