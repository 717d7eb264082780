/*
 * The journal of one test: what happened, when, and the verdict.  The
 * worker process that runs the test writes it line by line, so that it
 * survives a crash, a time-out and SIGKILL; whoever started the worker
 * reads it afterwards (result.h).  A process has one journal.
 *
 * A line is a JSON object that has "t_us", the microseconds since
 * journal_open, and: "who", "event", "arrow", "data" for an event;
 * "verdict", "expected", "actual", "message" for a verdict; "call",
 * "run", "process" for a call of a program (calls.h); "end" for
 * the end.  A journal without an end means: the grader broke down.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

/* Sizes in bytes, the last NUL included; counts per journal. */
enum {
	JOURNAL_DATA_SIZE = 301,
	JOURNAL_MESSAGE_SIZE = 2001,
	JOURNAL_VALUE_SIZE = 4001,
	JOURNAL_EVENTS_MAX = 400,
};

/*
 * Creates `directory`/`test_id`.journal.  Result 0; or -1 with errno:
 * EEXIST if the test has a journal already, what open(2) says, ENOMEM.
 */
int journal_open(const char *directory, const char *test_id);

/*
 * Notes an event; does nothing without a journal, and keeps errno.
 * who: "program"; "dns", "client" or "server" for its peer; "grader".
 * event: a verb; "starts" begins the program's life line in the drawn
 * exchange, "exits" and "dies" end it.  arrow: ">" from the program to
 * the peer, "<" from the peer to the program, "" for neither.  format:
 * the data, one line of text, already printable (printable.h).
 *
 *	journal_event("dns", "asked", ">", "A %s? (UDP)", name);
 *	journal_event("program", "exits", "", "status %d", status);
 */
void journal_event(const char *who, const char *event,
	const char *arrow, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/*
 * Notes the verdict on a test that did not pass; only the first one of
 * a journal counts, and none at all means that the test passed.  Keeps
 * errno.  status: "fail", "timeout", "crash", "sanitizer", "skipped",
 * "inconclusive" or "grader_error".  expected, actual: printable texts,
 * or NULL; if both are bytes in double quotes, the report marks where
 * they begin to differ.  format: the verdict in one sentence; more
 * lines may follow it, such as a sanitizer's report.
 */
void journal_verdict(const char *status, const char *expected,
	const char *actual, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/*
 * Notes a call that the program made: in which run of the test, in
 * which of its processes, and when (CLOCK_MONOTONIC).  line: already
 * printable.
 */
void journal_call(
	int run, int process, int64_t when_us, const char *line);

/* Is there a verdict? */
bool journal_has_verdict(void);

/* Notes that the test reached its end, and closes the journal. */
void journal_end(void);

#endif
