/*
 * The journal of one test; see journal.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "journal.h"
#include "printable.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct {
	int descriptor;
	int64_t opened_us;
	unsigned events;
	bool has_verdict;
} journal = { .descriptor = -1 };

static int64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int journal_open(const char *directory, const char *test_id)
{
	char *path;

	if (asprintf(&path, "%s/%s.journal", directory, test_id) == -1)
		return -1;
	/* O_EXCL: nobody may have written a journal in advance. */
	journal.descriptor = open(path,
		O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC,
		0644);
	free(path);
	journal.opened_us = now_us();
	journal.events = 0;
	journal.has_verdict = false;
	return journal.descriptor == -1 ? -1 : 0;
}

/* A disk that is full cannot be reported: the line stays cut. */
static void write_all(const char *bytes, size_t left)
{
	while (left > 0) {
		ssize_t n = write(journal.descriptor, bytes, left);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return;
		bytes += n;
		left -= (size_t)n;
	}
}

/* One write for one line: a killed worker leaves whole lines. */
static void append(json_t *line)
{
	char *text = json_dumps(line, JSON_COMPACT);
	size_t length = text == NULL ? 0 : strlen(text);

	if (length > 0) {
		text[length] = '\n'; /* in place of the NUL */
		write_all(text, length + 1);
	}
	free(text);
	json_decref(line);
}

static void append_event(const char *who, const char *event,
	const char *arrow, const char *data)
{
	append(json_pack("{s:I, s:s, s:s, s:s, s:s}", "t_us",
		(json_int_t)(now_us() - journal.opened_us), "who", who,
		"event", event, "arrow", arrow, "data", data));
}

/* Formats the text; what is not fit to be shown is left out. */
static void format_text(
	char *to, size_t size, const char *format, va_list arguments)
{
	char *text;

	to[0] = '\0';
	if (vasprintf(&text, format, arguments) == -1)
		return;
	printable_lines(to, size, text, strlen(text));
	free(text);
}

void journal_event(const char *who, const char *event,
	const char *arrow, const char *format, ...)
{
	char data[JOURNAL_DATA_SIZE];
	int saved = errno;
	va_list arguments;

	if (journal.descriptor == -1 ||
		journal.events > JOURNAL_EVENTS_MAX)
		return;
	va_start(arguments, format);
	format_text(data, sizeof data, format, arguments);
	va_end(arguments);
	if (journal.events++ == JOURNAL_EVENTS_MAX)
		append_event("grader", "…", "", "more happened");
	else
		append_event(who, event, arrow, data);
	errno = saved;
}

/* The value to be compared, or NULL where there is none. */
static const char *value(char *to, const char *text)
{
	if (text == NULL)
		return NULL;
	printable_lines(to, JOURNAL_VALUE_SIZE, text, strlen(text));
	return to;
}

void journal_verdict(const char *status, const char *expected,
	const char *actual, const char *format, ...)
{
	char message[JOURNAL_MESSAGE_SIZE];
	char wanted[JOURNAL_VALUE_SIZE], seen[JOURNAL_VALUE_SIZE];
	int saved = errno;
	va_list arguments;

	if (journal.descriptor == -1)
		return;
	va_start(arguments, format);
	format_text(message, sizeof message, format, arguments);
	va_end(arguments);
	journal.has_verdict = true;
	append(json_pack("{s:I, s:s, s:s?, s:s?, s:s}", "t_us",
		(json_int_t)(now_us() - journal.opened_us), "verdict",
		status, "expected", value(wanted, expected), "actual",
		value(seen, actual), "message", message));
	errno = saved;
}

void journal_call(
	int run, int process, int64_t when_us, const char *line)
{
	if (journal.descriptor == -1)
		return;
	append(json_pack("{s:I, s:s, s:i, s:i}", "t_us",
		(json_int_t)(when_us - journal.opened_us), "call", line,
		"run", run, "process", process));
}

bool journal_has_verdict(void)
{
	return journal.has_verdict;
}

void journal_end(void)
{
	if (journal.descriptor == -1)
		return;
	append(json_pack("{s:I, s:b}", "t_us",
		(json_int_t)(now_us() - journal.opened_us), "end", 1));
	close(journal.descriptor);
	journal.descriptor = -1;
}
