/*
 * One failed test told in full; see lesson.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "lesson.h"
#include "causes.h"
#include "diagram.h"
#include "place.h"
#include "printable.h"

#include <string.h>

/* Columns: the lesson's text, and what stands behind its labels. */
enum { TEXT = 2, VALUE = 12 };

/* Of two long values, so much that is equal is shown first. */
enum { EQUAL_SHOWN = 24 };

static void print_rule(
	struct page *page, const char *title, const char *where)
{
	int where_width = page_width(page, where, strlen(where));
	int rule_end = page->width - where_width - 4;

	page_gap(page);
	page_put(page, STYLE_QUIET, "── ");
	page_cut(page, STYLE_STRONG, title, rule_end - 3);
	page_put(page, STYLE_PLAIN, " ");
	page_fill(page, STYLE_QUIET, "─", rule_end);
	page_print(page, STYLE_QUIET, " %s ──", where);
	page_newline(page);
	page_gap(page);
}

static void put_label(struct page *page, const char *label)
{
	page_move(page, TEXT);
	page_put(page, STYLE_QUIET, label);
	page_move(page, VALUE);
}

/* Bytes of the first character or escape ("\n", "\x7f") of a value. */
static size_t unit_length(const char *value)
{
	char32_t code;
	size_t left = strlen(value);
	size_t length = 1;

	if (value[0] == '\\')
		length = value[1] == 'x' ? 4 : 2;
	else if (left > 0)
		length = printable_character(value, left, &code);
	return length < left ? length : left;
}

/* Bytes up to the first character or escape that is not the same. */
static size_t equal_part(const char *a, const char *b)
{
	size_t equal = 0;

	while (a[equal] != '\0') {
		size_t length = unit_length(a + equal);
		if (length != unit_length(b + equal) ||
			memcmp(a + equal, b + equal, length) != 0)
			break;
		equal += length;
	}
	return equal;
}

static bool fits(const struct page *page, const char *value)
{
	return page_width(page, value, strlen(value)) <=
		page->width - VALUE;
}

/* Where to begin so that not too much that is equal is shown. */
static size_t window_start(
	const struct page *page, const char *value, size_t equal)
{
	size_t start = 0;

	while (page_width(page, value + start, equal - start) >
		EQUAL_SHOWN)
		start += unit_length(value + start);
	return start;
}

/* Bytes are in quotes; anything else is a description in words. */
static bool is_quoted(const char *value)
{
	return value[0] == '"';
}

static bool is_empty(const char *value)
{
	return value[0] == '\0' || strcmp(value, "\"\"") == 0;
}

static void print_value(struct page *page, const char *label,
	const char *value, size_t start)
{
	put_label(page, label);
	if (start > 0)
		page_put(page, STYLE_QUIET, "…");
	if (is_empty(value))
		page_put(page, STYLE_QUIET, "(nothing)");
	else
		page_cut(page, STYLE_PLAIN, value + start, page->width);
	page_newline(page);
}

static void print_caret(struct page *page, int column)
{
	static const char remark[] = "the first difference";
	int width = (int)sizeof remark;
	bool behind = column + 2 + width <= page->width;

	if (!behind) {
		page_move(page, column - width);
		page_print(page, STYLE_QUIET, "%s ", remark);
	}
	page_move(page, column);
	page_put(page, STYLE_BAD, "^");
	if (behind)
		page_print(page, STYLE_QUIET, " %s", remark);
	page_newline(page);
}

/* Two quoted values, and a mark where they part. */
static void print_difference(
	struct page *page, const char *expected, const char *actual)
{
	size_t equal = equal_part(expected, actual);
	size_t start = 0;

	if (!fits(page, expected) || !fits(page, actual))
		start = window_start(page, expected, equal);
	print_value(page, "expected", expected, start);
	print_value(page, "got", actual, start);
	if (expected[equal] == actual[equal])
		return;
	const char *cut = start > 0 ? "…" : "";
	print_caret(page,
		VALUE + page_width(page, cut, strlen(cut)) +
			page_width(
				page, expected + start, equal - start));
}

static bool can_be_compared(const char *expected, const char *actual)
{
	return expected != NULL && actual != NULL &&
		is_quoted(expected) && is_quoted(actual) &&
		!is_empty(expected) && !is_empty(actual);
}

static void print_values(struct page *page, const struct result *result)
{
	if (result->expected == NULL && result->actual == NULL)
		return;
	page_gap(page);
	if (can_be_compared(result->expected, result->actual)) {
		print_difference(
			page, result->expected, result->actual);
		return;
	}
	if (result->expected != NULL)
		print_value(page, "expected", result->expected, 0);
	if (result->actual != NULL)
		print_value(page, "got", result->actual, 0);
}

/* The cause comes before its effects. */
static void print_cause(struct page *page, const struct cause *cause,
	const struct share *share)
{
	char sentence[400];
	const char *looks = "t looks as if the program";

	if (cause == NULL)
		return;
	if (share->tests < 2)
		snprintf(sentence, sizeof sentence, "I%s %s.", looks,
			cause->phrase);
	else if (share->tests == share->failed)
		snprintf(sentence, sizeof sentence,
			"The %zu failed tests probably have one cause: "
			"i%s %s.",
			share->failed, looks, cause->phrase);
	else
		snprintf(sentence, sizeof sentence,
			"%zu of the %zu failed tests probably have one "
			"cause: i%s %s.",
			share->tests, share->failed, looks,
			cause->phrase);
	page_wrap(page, STYLE_STRONG, TEXT, sentence);
	page_gap(page);
}

static void print_exchange(struct page *page, const struct run *run,
	const struct result *result)
{
	if (result->event_count == 0)
		return;
	page_gap(page);
	page_move(page, TEXT);
	page_put(page, STYLE_QUIET, "what happened");
	page_newline(page);
	page_gap(page);
	diagram_print(page, run->exercise->program, result->events,
		result->event_count);
}

static void print_section(
	struct page *page, const struct run *run, const char *id)
{
	const struct section *section = run_section(run, id);
	char place[700];

	put_label(page, "read");
	if (section != NULL) {
		page_print(page, STYLE_PLAIN, "%s %s,", section->number,
			section->title);
		page_newline(page);
	}
	place_of(run, id, place, sizeof place);
	page_move(page, VALUE);
	page_put(page, STYLE_PLAIN, place);
	page_newline(page);
}

const char *lesson_section(const struct result *result)
{
	return result->cause != NULL ? result->cause->section
				     : result->test->section;
}

static void print_advice(struct page *page, const struct run *run,
	const struct result *result)
{
	const struct cause *cause = result->cause;

	print_section(page, run, lesson_section(result));
	if (cause != NULL && cause->listing != NULL) {
		put_label(page, "compare");
		page_print(page, STYLE_PLAIN,
			"\"%s\", which is wrong on purpose",
			cause->listing);
		page_newline(page);
	}
	put_label(page, "hint");
	page_wrap(page, STYLE_PLAIN, VALUE,
		cause != NULL ? cause->hint : result->test->hint);
	put_label(page, "more");
	page_print(page, STYLE_PLAIN, "make hint-%d",
		run->exercise->chapter);
	page_newline(page);
	put_label(page, "again");
	page_print(page, STYLE_PLAIN, "make chapter-%d TEST=%s",
		run->exercise->chapter, result->test->id);
	page_newline(page);
}

void lesson_print(struct page *page, const struct run *run,
	const struct result *result, const struct share *share)
{
	const struct exercise_test *test = result->test;
	char where[100];

	snprintf(where, sizeof where, "%s, step %d", test->id,
		test->step);
	print_rule(page, test->title, where);
	print_cause(page, result->cause, share);
	page_wrap(page, STYLE_PLAIN, TEXT, result->message);
	print_values(page, result);
	print_exchange(page, run, result);
	page_gap(page);
	print_advice(page, run, result);
}

void lesson_print_beginning(struct page *page, const struct run *run,
	const struct result *result)
{
	const struct exercise_test *test = result->test;
	const char *title = run_step_title(run, test->step);
	char where[32];

	snprintf(where, sizeof where, "step %d", test->step);
	print_rule(page, title, where);
	page_print(page, STYLE_PLAIN,
		"  Step %d, %s, is not written yet: begin here.",
		test->step, title);
	page_newline(page);
	page_gap(page);
	print_section(page, run, test->section);
	put_label(page, "write");
	page_print(page, STYLE_PLAIN,
		"the parts marked \"step %d: %s\" in", test->step,
		title);
	page_newline(page);
	page_move(page, VALUE);
	page_cut(page, STYLE_PLAIN, run->source, page->width);
	page_newline(page);
	put_label(page, "hint");
	page_print(page, STYLE_PLAIN, "make hint-%d",
		run->exercise->chapter);
	page_newline(page);
}
