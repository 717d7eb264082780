/*
 * Questions about one failed test; see facts.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "facts.h"

#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool matches(const char *pattern, const char *text)
{
	return text != NULL &&
		fnmatch(pattern, text, FNM_NOESCAPE | FNM_EXTMATCH) ==
		0;
}

/* --- the test and its verdict --- */

static bool is_listed(const char *tests, const char *id)
{
	char pattern[80];

	for (const char *at = tests; *at != '\0';) {
		size_t length = strcspn(at, " ");

		snprintf(pattern, sizeof pattern, "%.*s", (int)length,
			at);
		if (matches(pattern, id))
			return true;
		at += length;
		at += strspn(at, " ");
	}
	return false;
}

bool test_is(const struct facts *facts, const char *tests)
{
	return is_listed(tests, facts->result->test->id);
}

bool status_is(const struct facts *facts, const char *pattern)
{
	return matches(pattern, status_name(facts->result->status));
}

bool message_is(const struct facts *facts, const char *pattern)
{
	return matches(pattern, facts->result->message);
}

bool expected_is(const struct facts *facts, const char *pattern)
{
	return matches(pattern, facts->result->expected);
}

bool actual_is(const struct facts *facts, const char *pattern)
{
	return matches(pattern, facts->result->actual);
}

/* --- what happened --- */

static bool event_is(const struct event *event, const char *pattern)
{
	char text[1024];

	snprintf(text, sizeof text, "%s %s %s", event->who,
		event->event, event->data);
	return matches(pattern, text);
}

static bool saw_from(
	const struct facts *facts, size_t first, const char *pattern)
{
	const struct result *result = facts->result;

	for (size_t i = first; i < result->event_count; i++)
		if (event_is(&result->events[i], pattern))
			return true;
	return false;
}

bool saw(const struct facts *facts, const char *pattern)
{
	return saw_from(facts, 0, pattern);
}

static size_t last_start(const struct result *result)
{
	size_t start = 0;

	for (size_t i = 0; i < result->event_count; i++)
		if (event_is(&result->events[i], "program starts *"))
			start = i;
	return start;
}

bool saw_last(const struct facts *facts, const char *pattern)
{
	return saw_from(facts, last_start(facts->result), pattern);
}

/* The line of the event that tells how it was called. */
static const char *command_of(const struct facts *facts)
{
	const struct result *result = facts->result;

	return result->event_count == 0
		? ""
		: result->events[last_start(result)].data;
}

/* An empty one stands there as two quotes. */
void argument_of(
	const struct facts *facts, int number, char *text, size_t size)
{
	const char *at = command_of(facts);

	for (; number > 0 && *at != '\0'; number--) {
		at += strcspn(at, " ");
		at += strspn(at, " ");
	}
	if (strncmp(at, "\"\"", 2) == 0)
		at += 2;
	snprintf(text, size, "%.*s", (int)strcspn(at, " "), at);
}

long last_argument(const struct facts *facts)
{
	const char *blank = strrchr(command_of(facts), ' ');
	char *end;

	if (blank == NULL)
		return -1;
	long number = strtol(blank + 1, &end, 10);
	return end > blank + 1 && *end == '\0' ? number : -1;
}

/* --- the calls --- */

static bool is_call(const struct facts *facts, const struct call *call,
	const char *pattern)
{
	return call->run == facts->run && matches(pattern, call->line);
}

/* The first such call from there on; count if there is none. */
static size_t find_call(
	const struct facts *facts, size_t from, const char *pattern)
{
	const struct result *result = facts->result;

	while (from < result->call_count &&
		!is_call(facts, &result->calls[from], pattern))
		from++;
	return from;
}

bool called(const struct facts *facts, const char *pattern)
{
	return find_call(facts, 0, pattern) < facts->result->call_count;
}

size_t call_count(const struct facts *facts, const char *pattern)
{
	size_t count = 0;

	for (size_t at = find_call(facts, 0, pattern);
		at < facts->result->call_count;
		at = find_call(facts, at + 1, pattern))
		count++;
	return count;
}

static size_t find_last(const struct facts *facts, const char *pattern)
{
	size_t count = facts->result->call_count;
	size_t last = count;

	for (size_t at = find_call(facts, 0, pattern); at < count;
		at = find_call(facts, at + 1, pattern))
		last = at;
	return last;
}

static const char *line_at(const struct facts *facts, size_t at)
{
	return at < facts->result->call_count
		? facts->result->calls[at].line
		: NULL;
}

const char *first_call(const struct facts *facts, const char *pattern)
{
	return line_at(facts, find_call(facts, 0, pattern));
}

const char *last_call(const struct facts *facts, const char *pattern)
{
	return line_at(facts, find_last(facts, pattern));
}

bool called_after(
	const struct facts *facts, const char *first, const char *then)
{
	size_t count = facts->result->call_count;
	size_t at = find_call(facts, 0, first);

	return at < count && find_call(facts, at + 1, then) < count;
}

bool called_before(
	const struct facts *facts, const char *first, const char *then)
{
	size_t at = find_call(facts, 0, first);

	return at < facts->result->call_count &&
		at < find_call(facts, 0, then);
}

bool called_at_last(
	const struct facts *facts, const char *last, const char *then)
{
	size_t count = facts->result->call_count;
	size_t at = find_last(facts, last);

	return at < count && find_call(facts, at + 1, then) < count;
}

bool called_next(
	const struct facts *facts, const char *first, const char *then)
{
	const struct result *result = facts->result;

	for (size_t at = find_call(facts, 0, first);
		at + 1 < result->call_count;
		at = find_call(facts, at + 1, first))
		if (is_call(facts, &result->calls[at + 1], then))
			return true;
	return false;
}

long call_result(const char *line)
{
	const char *result = line == NULL ? NULL : strstr(line, ") = ");

	return result == NULL ? LONG_MIN : strtol(result + 4, NULL, 10);
}

long call_number(const char *line, int argument)
{
	const char *at = line == NULL ? NULL : strchr(line, '(');

	for (; at != NULL && argument > 0; argument--)
		at = strchr(at + 1, ',');
	return at == NULL ? -1 : strtol(at + 1, NULL, 10);
}

long bytes_of(const struct facts *facts, const char *pattern)
{
	const struct result *result = facts->result;
	long sum = 0;

	for (size_t at = find_call(facts, 0, pattern);
		at < result->call_count;
		at = find_call(facts, at + 1, pattern)) {
		long n = call_result(result->calls[at].line);

		sum += n > 0 ? n : 0;
	}
	return sum;
}

bool hangs_in(const struct facts *facts, const char *pattern)
{
	const char *last = last_call(facts, "*");

	return last != NULL && call_result(last) == LONG_MIN &&
		matches(pattern, last);
}

bool called_ever(const struct facts *facts, const char *pattern)
{
	const struct result *result = facts->result;

	for (size_t i = 0; i < result->call_count; i++)
		if (matches(pattern, result->calls[i].line))
			return true;
	return false;
}

bool calls_are_known(const struct facts *facts)
{
	return called(facts, "*");
}

/* --- the other tests --- */

bool passed(const struct facts *facts, const char *tests)
{
	for (size_t i = 0; i < facts->count; i++)
		if (facts->results[i].status == STATUS_PASS &&
			is_listed(tests, facts->results[i].test->id))
			return true;
	return false;
}

bool failed_with(const struct facts *facts, const char *tests,
	const char *message)
{
	for (size_t i = 0; i < facts->count; i++) {
		const struct result *result = &facts->results[i];

		if (status_is_failure(result->status) &&
			is_listed(tests, result->test->id) &&
			matches(message, result->message))
			return true;
	}
	return false;
}

bool called_in(const struct facts *facts, const char *tests,
	const char *pattern)
{
	for (size_t i = 0; i < facts->count; i++) {
		struct facts other = { .result = &facts->results[i] };

		if (is_listed(tests, other.result->test->id) &&
			called_ever(&other, pattern))
			return true;
	}
	return false;
}

bool called_next_anywhere(
	const struct facts *facts, const char *first, const char *then)
{
	for (size_t i = 0; i < facts->count; i++) {
		struct facts other = { .result = &facts->results[i] };
		size_t calls = other.result->call_count;
		int last = calls > 0
			? other.result->calls[calls - 1].run
			: 0;

		for (other.run = 1; other.run <= last; other.run++)
			if (called_next(&other, first, then))
				return true;
	}
	return false;
}
