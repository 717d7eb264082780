/*
 * What the reader sees when a run has ended; see report.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "report.h"
#include "causes.h"
#include "earlier.h"
#include "lesson.h"
#include "listing.h"
#include "place.h"
#include "printable.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Of the compiler's log, which has what matters most first. */
enum { LOG_LINES = 40 };

/* A report under way. */
struct report {
	struct page page;
	const struct run *run;
	struct listing tests;
	struct score score;
};

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void print_header(struct report *report, int64_t duration_ms)
{
	const struct run *run = report->run;
	struct page *page = &report->page;
	char line[256];

	page_print(page, STYLE_STRONG, "Chapter %d: %s",
		run->exercise->chapter, run->exercise->name);
	page_newline(page);
	snprintf(line, sizeof line,
		"%s, seed %llu, isolation %s, %" PRId64 ".%d s",
		run->exercise->program, run->seed, run->isolation,
		duration_ms / 1000, (int)(duration_ms % 1000 / 100));
	page_wrap(page, STYLE_QUIET, 0, line);
	if (run->isolation_note != NULL &&
		run->isolation_note[0] != '\0')
		page_wrap(page, STYLE_WARN, 0, run->isolation_note);
}

/* Not broken: the marks below it would point nowhere. */
static void print_log_line(struct page *page, const char *line)
{
	page_move(page, 4);
	page_put(page, STYLE_PLAIN, line);
	page_newline(page);
}

/* Prints up to LOG_LINES lines of text that is already printable. */
static void print_log_lines(struct page *page, char *log)
{
	size_t left = 0;
	char *rest = log;

	for (int shown = 0; rest != NULL && *rest != '\0'; shown++) {
		const char *line = strsep(&rest, "\n");
		if (shown < LOG_LINES)
			print_log_line(page, line);
		else
			left++;
	}
	if (left == 0)
		return;
	page_print(page, STYLE_QUIET, "    … %zu more line%s", left,
		plural(left));
	page_newline(page);
}

static void print_log(struct page *page, const char *log)
{
	size_t length = log == NULL ? 0 : strlen(log);
	char *shown = malloc(length + 1);

	if (shown == NULL)
		return;
	printable_lines(shown, length + 1, log, length);
	page_gap(page);
	print_log_lines(page, shown);
	free(shown);
}

static void print_warnings(struct report *report)
{
	const struct run *run = report->run;
	struct page *page = &report->page;

	if (run->warnings == 0 || run->build_failed)
		return;
	page_gap(page);
	if (run->warnings == 1)
		page_put(page, STYLE_WARN,
			"The compiler has a warning:");
	else
		page_print(page, STYLE_WARN,
			"The compiler has %d warnings; what matters "
			"most comes first:",
			run->warnings);
	page_newline(page);
	print_log(page, run->build_log);
}

/* Does every failure of the open step only say: not written yet? */
static bool nothing_begun(const struct report *report)
{
	const struct listing *tests = &report->tests;
	int step = tests->open->test->step;

	for (size_t i = 0; i < tests->count; i++) {
		const struct result *result = &tests->results[i];
		if (result->test->step == step &&
			status_is_failure(result->status) &&
			result_unwritten_step(result) != step)
			return false;
	}
	return true;
}

/* Is an earlier step held up by what is missing in the open one? */
static bool comes_too_soon(const struct report *report)
{
	const struct listing *tests = &report->tests;

	for (size_t i = 0; i < tests->count; i++) {
		const struct result *result = &tests->results[i];
		if (status_is_failure(result->status) &&
			result->test->step < tests->open->test->step)
			return true;
	}
	return false;
}

static struct share share_of(
	const struct report *report, const struct cause *cause)
{
	const struct listing *tests = &report->tests;
	struct share share = { 0 };

	for (size_t i = 0; i < tests->count; i++) {
		share.failed += result_is_a_mistake(&tests->results[i]);
		share.tests += cause != NULL &&
			tests->results[i].cause == cause;
	}
	return share;
}

/* A line for each cause that the lesson is not about. */
static void print_other_causes(struct report *report)
{
	const struct listing *tests = &report->tests;
	struct page *page = &report->page;
	const struct cause *told = tests->open->cause;
	char text[1200];
	char place[700];

	for (size_t i = 0; i < tests->count; i++) {
		const struct cause *cause = tests->results[i].cause;

		if (cause == NULL || cause == told ||
			causes_first(cause, tests->results,
				tests->count) != &tests->results[i])
			continue;
		struct share share = share_of(report, cause);
		place_of(report->run, cause->section, place,
			sizeof place);
		snprintf(text, sizeof text,
			"%zu failed test%s: it looks as if the program "
			"%s. Read %s",
			share.tests, plural(share.tests), cause->phrase,
			place);
		page_gap(page);
		page_wrap(page, STYLE_PLAIN, 2, text);
	}
}

static void print_lesson(struct report *report)
{
	const struct result *open = report->tests.open;

	if (open == NULL)
		return;
	if (!nothing_begun(report)) {
		struct share share = share_of(report, open->cause);

		lesson_print(&report->page, report->run, open, &share);
		print_other_causes(report);
		return;
	}
	lesson_print_beginning(&report->page, report->run, open);
	if (!comes_too_soon(report))
		return;
	page_gap(&report->page);
	page_wrap(&report->page, STYLE_PLAIN, 2,
		"Tests of earlier steps come to it, too. They can say "
		"no more until it is written.");
}

/* Did a selection leave tests out? */
static bool is_partial(const struct report *report)
{
	return report->tests.count < report->run->test_count;
}

static bool is_full(const struct report *report)
{
	const struct score *score = &report->score;

	return score->passed > 0 && score->failed == 0 &&
		score->undecided == 0 && !is_partial(report) &&
		!report->run->build_failed;
}

static void print_score(struct report *report)
{
	const struct score *score = &report->score;
	struct page *page = &report->page;

	page_gap(page);
	page_print(page, STYLE_STRONG, "Score %d of %d points",
		score->points, score->gradable);
	if (score->skipped > 0)
		page_print(page, STYLE_PLAIN,
			" (%d points could not be graded here)",
			score->skipped);
	if (score->undecided_points > 0 && !report->run->build_failed)
		page_print(page, STYLE_PLAIN, " (%d were not judged)",
			score->undecided_points);
	page_newline(page);
	if (!is_partial(report))
		return;
	page_print(page, STYLE_PLAIN,
		"This is a selection of %zu test%s, not a full score.",
		report->tests.count, plural(report->tests.count));
	page_newline(page);
}

static void print_broken(struct report *report)
{
	const struct listing *tests = &report->tests;
	struct page *page = &report->page;
	const char *between = "";

	page_move(page, 2);
	for (size_t i = 0; i < tests->count; i++) {
		const struct result *result = &tests->results[i];
		const char *id = result->test->id;
		if (!earlier_broke(report->run->earlier, result))
			continue;
		if (page->column + page_width(page, id, strlen(id)) +
				2 >
			page->width) {
			page_newline(page);
			page_move(page, 2);
			between = "";
		}
		page_print(page, STYLE_QUIET, "%s%s", between, id);
		between = "  ";
	}
	page_newline(page);
}

/* What the last edit has done, good and bad. */
static void print_change(struct report *report)
{
	const struct run *run = report->run;
	struct page *page = &report->page;

	if (run->earlier == NULL || run->selection || run->build_failed)
		return;
	struct change change = earlier_change(run->earlier,
		report->tests.results, report->tests.count);
	if (change.mended > 0) {
		page_print(page, STYLE_GOOD,
			"+%zu passed since your last run.",
			change.mended);
		page_newline(page);
	}
	if (change.broke == 0)
		return;
	page_print(page, STYLE_BAD,
		"%zu test%s broke since your last run: look at your "
		"last edit.",
		change.broke, plural(change.broke));
	page_newline(page);
	print_broken(report);
}

static void describe_full(
	const struct report *report, char *text, size_t size)
{
	const struct run *run = report->run;
	int n = snprintf(text, size, "Well done: %s does all that %s.",
		run->exercise->program,
		report->score.skipped > 0
			? "could be graded on this machine"
			: "this chapter asks for");

	if (run->solution == NULL ||
		strcmp(run->solution, run->source) == 0)
		return;
	snprintf(text + n, size - (size_t)n,
		"\nNext: lay your file beside %s and compare which "
		"calls the two make, what they do when one fails, "
		"and what they give back before they end.",
		run->solution);
}

static void describe_next(
	const struct report *report, char *text, size_t size)
{
	const struct run *run = report->run;
	const struct exercise_test *test = report->tests.open->test;

	snprintf(text, size,
		"Next: step %d, %s; then make chapter-%d again.",
		test->step, run_step_title(run, test->step),
		run->exercise->chapter);
}

static void print_next(struct report *report)
{
	int chapter = report->run->exercise->chapter;
	char text[1024];

	if (report->run->build_failed)
		snprintf(text, sizeof text,
			"Next: mend the first error, then make "
			"chapter-%d again.",
			chapter);
	else if (report->tests.open != NULL)
		describe_next(report, text, sizeof text);
	else if (is_full(report))
		describe_full(report, text, sizeof text);
	else if (report->score.undecided > 0)
		snprintf(text, sizeof text,
			"Next: make chapter-%d again. If it stays so, "
			"please report it, with the seed %llu.",
			chapter, report->run->seed);
	else if (is_partial(report))
		snprintf(text, sizeof text,
			"Next: make chapter-%d runs every test.",
			chapter);
	else
		snprintf(text, sizeof text,
			"Nothing could be graded on this machine.");
	page_wrap(&report->page, STYLE_PLAIN, 0, text);
}

static void print_build_failure(struct report *report)
{
	struct page *page = &report->page;
	char text[512];

	snprintf(text, sizeof text,
		"%s does not compile yet, so no test was run:",
		report->run->source);
	page_gap(page);
	page_wrap(page, STYLE_BAD, 0, text);
	print_log(page, report->run->build_log);
}

static void print_cut_short(struct report *report)
{
	if (!run_is_cut_short(report->run))
		return;
	page_gap(&report->page);
	page_wrap(&report->page, STYLE_WARN, 0, report->run->cut_short);
}

static void print_body(struct report *report)
{
	if (report->run->build_failed) {
		print_build_failure(report);
	} else {
		print_warnings(report);
		listing_print(&report->page, &report->tests);
		print_lesson(report);
		listing_print_reasons(&report->page, &report->tests);
	}
	print_cut_short(report);
	print_score(report);
	print_change(report);
	print_next(report);
}

/* Moves the tests that a selection left out behind the others. */
static size_t put_selected_first(struct result *results, size_t count)
{
	size_t selected = 0;

	for (size_t i = 0; i < count; i++) {
		struct result moving = results[i];
		if (moving.status == STATUS_NOT_RUN)
			continue;
		results[i] = results[selected];
		results[selected++] = moving;
	}
	return selected;
}

/*
 * The test to tell in full: one whose cause explains most, or else
 * results_next.  That comes first, too, if it is of a step that is not
 * written yet, or if the cause is of one test in a later step.
 */
static const struct result *choose_lesson(
	const struct result *results, size_t count)
{
	const struct result *first = results_next(results, count);
	const struct result *told = causes_main(results, count);

	if (told == NULL || result_unwritten_step(first) > 0 ||
		(told->test->step > first->test->step &&
			causes_count(told->cause, results, count) == 1))
		return first;
	return told;
}

int report_print(const struct run *run, int64_t duration_ms, FILE *to)
{
	struct result *results = causes_read(run);
	size_t count = run->test_count;

	if (results == NULL) {
		fprintf(to, "No report: %s\n", strerror(errno));
		return 1;
	}
	if (run->selection && !run->build_failed)
		count = put_selected_first(results, count);
	struct report report = {
		.run = run,
		.tests = {
			.run = run,
			.results = results,
			.count = count,
			.open = choose_lesson(results, count),
		},
		.score = score_of(results, count),
	};
	page_open(&report.page, to);
	print_header(&report, duration_ms);
	print_body(&report);
	bool printed = fflush(to) == 0 && !ferror(to);
	int status = is_full(&report) ? 0 : 1;
	if (!printed) {
		fprintf(stderr,
			"The report cannot be written to stdout: %s. "
			"The result is in %s.\n",
			strerror(errno), run->results_path);
		status = 2;
	}
	results_free(results, run->test_count);
	return status;
}
