/*
 * The result of one test, read from its journal; see result.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "result.h"
#include "journal.h"
#include "printable.h"
#include "unwritten.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const status_names[] = {
	[STATUS_PASS] = "pass",
	[STATUS_FAIL] = "fail",
	[STATUS_TIMEOUT] = "timeout",
	[STATUS_CRASH] = "crash",
	[STATUS_SANITIZER] = "sanitizer",
	[STATUS_SKIPPED] = "skipped",
	[STATUS_NOT_RUN] = "not_run",
	[STATUS_INCONCLUSIVE] = "inconclusive",
	[STATUS_GRADER_ERROR] = "grader_error",
};

const char *status_name(enum status status)
{
	return status_names[status];
}

bool status_is_failure(enum status status)
{
	return status == STATUS_FAIL || status == STATUS_TIMEOUT ||
		status == STATUS_CRASH || status == STATUS_SANITIZER;
}

bool status_is_undecided(enum status status)
{
	return status == STATUS_NOT_RUN ||
		status == STATUS_INCONCLUSIVE ||
		status == STATUS_GRADER_ERROR;
}

/* A verdict in unknown words is a fault of the one who wrote it. */
static enum status status_from_name(const char *name)
{
	for (int i = STATUS_FAIL; i < STATUS_GRADER_ERROR; i++)
		if (strcmp(status_names[i], name) == 0)
			return (enum status)i;
	return STATUS_GRADER_ERROR;
}

/* A copy of the member's text, as printable lines; "" without one. */
static char *text_of(const json_t *line, const char *key, size_t size)
{
	const char *text =
		json_string_value(json_object_get(line, key));
	char *copy = malloc(size);

	if (copy == NULL)
		return NULL;
	copy[0] = '\0';
	if (text != NULL)
		printable_lines(copy, size, text, strlen(text));
	return copy;
}

static void join_lines(char *to, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '\n')
			*to++ = '\\';
		*to++ = *text == '\n' ? 'n' : *text;
	}
	*to = '\0';
}

/* The same on one line: a newline becomes the two characters "\n". */
static char *line_of(const json_t *line, const char *key, size_t size)
{
	char *text = text_of(line, key, size);
	char *joined = text == NULL ? NULL : malloc(2 * size);

	if (joined != NULL)
		join_lines(joined, text);
	free(text);
	return joined;
}

static void event_free(struct event *event)
{
	free(event->who);
	free(event->event);
	free(event->arrow);
	free(event->data);
}

static int64_t time_of(const json_t *line)
{
	json_int_t t_us =
		json_integer_value(json_object_get(line, "t_us"));

	return t_us < 0 ? 0 : t_us;
}

/* Result: -1 with errno if there is no memory for it. */
static int take_event(struct result *result, const json_t *line)
{
	enum { NAME_SIZE = 32 };
	struct event *events = reallocarray(result->events,
		result->event_count + 1, sizeof *events);

	if (events == NULL)
		return -1;
	result->events = events;
	struct event *event = &events[result->event_count++];
	*event = (struct event){
		.t_us = time_of(line),
		.who = line_of(line, "who", NAME_SIZE),
		.event = line_of(line, "event", NAME_SIZE),
		.arrow = line_of(line, "arrow", NAME_SIZE),
		.data = line_of(line, "data", JOURNAL_DATA_SIZE),
	};
	return event->who == NULL || event->event == NULL ||
			event->arrow == NULL || event->data == NULL
		? -1
		: 0;
}

/* Result: -1 with errno if there is no memory for it. */
static int take_call(struct result *result, const json_t *line)
{
	struct call *calls = reallocarray(
		result->calls, result->call_count + 1, sizeof *calls);

	if (calls == NULL)
		return -1;
	result->calls = calls;
	struct call *call = &calls[result->call_count++];
	*call = (struct call){
		.t_us = time_of(line),
		.run = (int)json_integer_value(
			json_object_get(line, "run")),
		.process = (int)json_integer_value(
			json_object_get(line, "process")),
		.line = line_of(line, "call", JOURNAL_DATA_SIZE),
	};
	return call->line == NULL ? -1 : 0;
}

/* Result: -1 with errno if there is no memory for it. */
static int take_verdict(struct result *result, const json_t *line)
{
	const char *name =
		json_string_value(json_object_get(line, "verdict"));

	if (result->message != NULL || name == NULL)
		return 0;
	result->status = status_from_name(name);
	result->message =
		text_of(line, "message", JOURNAL_MESSAGE_SIZE);
	if (result->message == NULL)
		return -1;
	if (json_is_string(json_object_get(line, "expected")))
		result->expected =
			line_of(line, "expected", JOURNAL_VALUE_SIZE);
	if (json_is_string(json_object_get(line, "actual")))
		result->actual =
			line_of(line, "actual", JOURNAL_VALUE_SIZE);
	return 0;
}

/* Takes one line in; *ended becomes true at the journal's end. */
static int take_line(
	struct result *result, const char *text, bool *ended)
{
	json_t *line = json_loads(text, 0, NULL);
	int taken = 0;

	if (json_object_get(line, "end") != NULL) {
		*ended = true;
		result->duration_us = time_of(line);
	} else if (json_object_get(line, "verdict") != NULL) {
		taken = take_verdict(result, line);
	} else if (json_object_get(line, "call") != NULL) {
		taken = take_call(result, line);
	} else if (json_object_get(line, "event") != NULL &&
		result->event_count <= JOURNAL_EVENTS_MAX) {
		taken = take_event(result, line);
	}
	json_decref(line);
	return taken;
}

/* The grader is at fault; an earlier verdict is kept in words. */
static int blame_grader(struct result *result, const char *what)
{
	char *before = result->message;
	int n = before == NULL
		? asprintf(&result->message, "%s", what)
		: asprintf(&result->message,
			  "%s; before that it had said: %s", what,
			  before);

	result->status = STATUS_GRADER_ERROR;
	free(before);
	if (n == -1)
		result->message = NULL;
	return n == -1 ? -1 : 0;
}

static int read_lines(struct result *result, FILE *journal)
{
	char *line = NULL;
	size_t size = 0;
	bool ended = false;
	int taken = 0;

	result->status = STATUS_PASS;
	while (taken == 0 && !ended &&
		getline(&line, &size, journal) != -1)
		taken = take_line(result, line, &ended);
	free(line);
	if (taken == 0 && !ended)
		taken = blame_grader(result,
			"the grader broke off in the middle of the "
			"test");
	return taken;
}

static int note_not_run(struct result *result, const struct run *run)
{
	result->status = STATUS_NOT_RUN;
	result->message = strdup(run->build_failed
			? "not run: the program does not compile"
			: "not run");
	return result->message == NULL ? -1 : 0;
}

/* Result: NULL with errno. */
static FILE *open_journal(const struct run *run, const char *test_id)
{
	char *path;

	if (asprintf(&path, "%s/%s.journal", run->directory, test_id) ==
		-1)
		return NULL;
	FILE *journal = fopen(path, "re");
	int reason = errno;
	free(path);
	errno = reason;
	return journal;
}

bool result_has_begun(
	const struct run *run, const struct exercise_test *test)
{
	FILE *journal = open_journal(run, test->id);

	if (journal != NULL)
		fclose(journal);
	return journal != NULL;
}

static void result_clear(struct result *result)
{
	for (size_t i = 0; i < result->event_count; i++)
		event_free(&result->events[i]);
	free(result->events);
	for (size_t i = 0; i < result->call_count; i++)
		free(result->calls[i].line);
	free(result->calls);
	free(result->message);
	free(result->expected);
	free(result->actual);
}

bool result_has_ended(
	const struct run *run, const struct exercise_test *test)
{
	struct result result = { .test = test };
	FILE *journal = open_journal(run, test->id);
	bool ended = journal != NULL &&
		read_lines(&result, journal) == 0 &&
		result.status != STATUS_GRADER_ERROR;

	if (journal != NULL)
		fclose(journal);
	result_clear(&result);
	return ended;
}

static int read_journal(struct result *result, const struct run *run)
{
	FILE *journal = open_journal(run, result->test->id);

	if (journal == NULL && errno == ENOENT)
		return note_not_run(result, run);
	if (journal == NULL)
		return blame_grader(result,
			"the grader cannot read its own journal");
	int read = read_lines(result, journal);
	fclose(journal);
	return read;
}

/* By step; within a step the order stays. */
static void sort_by_step(struct result *results, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct result moving = results[i];
		size_t to = i;
		while (to > 0 &&
			results[to - 1].test->step >
				moving.test->step) {
			results[to] = results[to - 1];
			to--;
		}
		results[to] = moving;
	}
}

struct result *results_read(const struct run *run)
{
	size_t count = run->test_count;
	struct result *results = calloc(count + 1, sizeof *results);

	int read = results == NULL ? -1 : 0;

	for (size_t i = 0; read == 0 && i < count; i++) {
		results[i].test = run->tests[i];
		read = read_journal(&results[i], run);
	}
	if (read == -1) {
		results_free(results, count);
		errno = ENOMEM;
		return NULL;
	}
	sort_by_step(results, count);
	return results;
}

void results_free(struct result *results, size_t count)
{
	for (size_t i = 0; results != NULL && i < count; i++)
		result_clear(&results[i]);
	free(results);
}

int result_unwritten_step(const struct result *result)
{
	return result->message == NULL
		? 0
		: unwritten_step(result->message);
}

/* The first failed test of this step or a later one. */
static const struct result *first_that(const struct result *results,
	size_t count, int step, bool is_open)
{
	for (size_t i = 0; i < count; i++) {
		const struct result *result = &results[i];
		bool open = result_unwritten_step(result) > 0;
		if (status_is_failure(result->status) &&
			open == is_open && result->test->step >= step)
			return result;
	}
	return NULL;
}

static int first_unwritten_step(
	const struct result *results, size_t count)
{
	int first = 0;

	for (size_t i = 0; i < count; i++) {
		int step = status_is_failure(results[i].status)
			? result_unwritten_step(&results[i])
			: 0;
		if (step > 0 && (first == 0 || step < first))
			first = step;
	}
	return first;
}

const struct result *results_next(
	const struct result *results, size_t count)
{
	int step = first_unwritten_step(results, count);
	const struct result *mistake =
		first_that(results, count, 0, false);

	if (mistake != NULL &&
		(step == 0 || mistake->test->step <= step))
		return mistake;
	const struct result *open =
		first_that(results, count, step, true);
	return open != NULL ? open
			    : first_that(results, count, 0, true);
}

bool result_is_a_mistake(const struct result *result)
{
	return status_is_failure(result->status) &&
		result_unwritten_step(result) == 0;
}

struct score score_of(const struct result *results, size_t count)
{
	struct score score = { 0 };

	for (size_t i = 0; i < count; i++) {
		enum status status = results[i].status;
		int points = results[i].test->points;
		if (status == STATUS_SKIPPED) {
			score.skipped += points;
			continue;
		}
		score.gradable += points;
		if (status == STATUS_PASS)
			score.points += points;
		score.passed += status == STATUS_PASS;
		score.failed += status_is_failure(status);
		if (status_is_undecided(status)) {
			score.undecided++;
			score.undecided_points += points;
		}
	}
	return score;
}
