/*
 * The result record of a run; see record.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "record.h"
#include "causes.h"
#include "earlier.h"
#include "printable.h"
#include "result.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LOG_SIZE = 65536 };

/* "1.12 Step 2: Resolve", or the id of a section that is not there. */
static json_t *section_json(const struct run *run, const char *id)
{
	const struct section *section = run_section(run, id);

	if (section == NULL)
		return json_string(id);
	return json_sprintf("%s %s", section->number, section->title);
}

/* What the student reads must not blame the student for the grader. */
static json_t *message_json(
	const struct run *run, const struct result *result)
{
	bool blameless = status_is_undecided(result->status) &&
		!run->build_failed;

	if (result->message == NULL)
		return json_null();
	return json_sprintf("%s%s",
		blameless ? "Not your program's fault: " : "",
		result->message);
}

static json_t *transcript_json(const struct result *result)
{
	json_t *transcript = json_array();

	for (size_t i = 0; i < result->event_count; i++) {
		const struct event *event = &result->events[i];
		json_array_append_new(transcript,
			json_pack("{s:I, s:s, s:s, s:s}", "t_us",
				(json_int_t)event->t_us, "who",
				event->who, "event", event->event,
				"data", event->data));
	}
	return transcript;
}

/* Of very many calls the first and the last ones. */
enum { CALLS_AT_EACH_END = 40 };

static json_t *calls_json(const struct result *result)
{
	json_t *calls = json_array();
	size_t count = result->call_count;

	for (size_t i = 0; i < count; i++) {
		const struct call *call = &result->calls[i];
		if (i >= CALLS_AT_EACH_END &&
			count - i > CALLS_AT_EACH_END)
			continue;
		json_array_append_new(calls,
			json_pack("{s:I, s:i, s:i, s:s}", "t_us",
				(json_int_t)call->t_us, "run",
				call->run, "process", call->process,
				"call", call->line));
	}
	return calls;
}

/* Where the cause is explained, and what to do about it. */
static json_t *cause_json(
	const struct run *run, const struct cause *cause)
{
	if (cause == NULL)
		return json_null();
	return json_pack("{s:s, s:o, s:s, s:s?}", "phrase",
		cause->phrase, "section",
		section_json(run, cause->section), "hint", cause->hint,
		"listing", cause->listing);
}

static json_t *test_json(
	const struct run *run, const struct result *result)
{
	const struct exercise_test *test = result->test;
	bool failed = status_is_failure(result->status);
	bool passes = result->status == STATUS_PASS;

	return json_pack("{s:s, s:i, s:s, s:o, s:i, s:i, s:s, s:s?,"
			 " s:o, s:s?, s:s?, s:s?, s:o, s:I, s:o, s:o}",
		"id", test->id, "step", test->step, "title",
		test->title, "section",
		section_json(run, test->section), "points",
		passes ? test->points : 0, "max_points", test->points,
		"status", status_name(result->status), "misconception",
		result->cause == NULL ? NULL : result->cause->phrase,
		"message", message_json(run, result), "expected",
		result->expected, "actual", result->actual, "hint",
		failed ? test->hint : NULL, "transcript",
		transcript_json(result), "duration_ms",
		(json_int_t)(result->duration_us / 1000), "cause",
		cause_json(run, result->cause), "calls",
		calls_json(result));
}

static json_t *tests_json(
	const struct run *run, const struct result *results)
{
	json_t *tests = json_array();

	for (size_t i = 0; i < run->test_count; i++)
		json_array_append_new(
			tests, test_json(run, &results[i]));
	return tests;
}

static json_t *build_json(const struct run *run)
{
	const char *log = run->build_log == NULL ? "" : run->build_log;
	char *shown = malloc(LOG_SIZE);

	if (shown == NULL)
		return NULL;
	printable_lines(shown, LOG_SIZE, log, strlen(log));
	json_t *build = json_pack("{s:s, s:i, s:s}", "status",
		run->build_failed ? "failed" : "ok", "warnings",
		run->warnings, "log", shown);
	free(shown);
	return build;
}

static json_t *record_json(const struct run *run,
	const struct result *results, int64_t duration_ms)
{
	struct score score = score_of(results, run->test_count);

	return json_pack("{s:s, s:i, s:s, s:s, s:s, s:i, s:i, s:s, s:I,"
			 " s:s, s:I, s:o, s:o, s:o}",
		"schema", "sockets-workbook/result/1", "chapter",
		run->exercise->chapter, "name", run->exercise->name,
		"program", run->exercise->program, "source",
		run->source, "points", score.points, "max_points",
		score.gradable, "isolation", run->isolation, "seed",
		(json_int_t)run->seed, "started", run->started,
		"duration_ms", (json_int_t)duration_ms, "build",
		build_json(run), "earlier",
		run->earlier == NULL ? json_null()
				     : earlier_json(run->earlier),
		"tests", tests_json(run, results));
}

/* Closes the file in any case; result -1 with errno. */
static int write_json(FILE *file, const json_t *record)
{
	bool written = json_dumpf(record, file, JSON_INDENT(2)) == 0 &&
		putc('\n', file) != EOF && fflush(file) == 0;
	int reason = errno;

	if (fclose(file) == EOF && written)
		return -1;
	errno = reason;
	return written ? 0 : -1;
}

/* A name beside the record's own: rename stays in one file system. */
static char *draft_path(const struct run *run)
{
	char *path;

	if (asprintf(&path, "%s.%ld", run->results_path,
		    (long)getpid()) == -1)
		return NULL;
	return path;
}

static int replace_record(const struct run *run, const json_t *record)
{
	char *draft = draft_path(run);
	FILE *file = draft == NULL ? NULL : fopen(draft, "we");
	int written = file == NULL ? -1 : write_json(file, record);

	if (written == 0)
		written = rename(draft, run->results_path);
	int reason = errno;
	if (written == -1 && file != NULL)
		unlink(draft);
	free(draft);
	errno = reason;
	return written;
}

int record_write(const struct run *run, int64_t duration_ms)
{
	struct result *results = causes_read(run);

	if (results == NULL)
		return -1;
	json_t *record = record_json(run, results, duration_ms);
	results_free(results, run->test_count);
	if (record == NULL) {
		errno = ENOMEM;
		return -1;
	}
	int written = replace_record(run, record);
	int reason = errno;
	json_decref(record);
	errno = reason;
	return written;
}
