/*
 * What the reader sees when a run has ended; see report.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "report.h"
#include "diagram.h"
#include "lesson.h"
#include "printable.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Of the compiler's log; the first error explains the others. */
enum { LOG_LINES = 16 };

/* Columns left free for the points of a test, such as " 12/12". */
enum { POINTS_WIDTH = 8 };

/* A report under way. */
struct report {
	struct page page;
	const struct run *run;
	const struct result *results;
	size_t count;
	const struct result *open; /* the first failed test, or NULL */
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

/* Prints up to LOG_LINES lines of text that is already printable. */
static void print_log_lines(struct page *page, char *log)
{
	size_t left = 0;
	char *rest = log;

	for (int shown = 0; rest != NULL && *rest != '\0'; shown++) {
		const char *line = strsep(&rest, "\n");
		if (shown < LOG_LINES)
			page_wrap(page, STYLE_PLAIN, 4, line);
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
	page_newline(page);
	print_log_lines(page, shown);
	free(shown);
}

static void print_warnings(struct report *report)
{
	const struct run *run = report->run;
	struct page *page = &report->page;

	if (run->warnings == 0 || run->build_failed)
		return;
	page_newline(page);
	if (run->warnings == 1)
		page_put(page, STYLE_WARN,
			"The compiler has a warning; begin with it:");
	else
		page_print(page, STYLE_WARN,
			"The compiler has %d warnings; begin with them:",
			run->warnings);
	page_newline(page);
	print_log(page, run->build_log);
}

/* At the right end of a line: points reached, of how many. */
static void put_points(
	struct page *page, enum style style, const char *points, int most)
{
	char text[32];

	snprintf(text, sizeof text, "%s/%d", points, most);
	page_move(page,
		PAGE_WIDTH - page_width(page, text, strlen(text)));
	page_put(page, style, text);
	page_newline(page);
}

/* Writes the first sentence of a text, cut to fit. */
static void put_sentence(struct page *page, const char *text)
{
	char sentence[256];
	size_t end = strcspn(text, "\n");

	for (size_t i = 0; i < end; i++)
		if (text[i] == '.' && (i + 1 == end || text[i + 1] == ' '))
			end = i;
	snprintf(sentence, sizeof sentence, "%.*s", (int)end, text);
	page_cut(page, STYLE_QUIET, sentence, PAGE_WIDTH - POINTS_WIDTH);
}

/* Has the step of this test, or one before it, not been begun yet? */
static bool is_unwritten(const struct result *result)
{
	int step = result_unwritten_step(result);

	return step > 0 && step <= result->test->step;
}

/* Is this a failure that can wait until an earlier step is done? */
static bool can_wait(
	const struct report *report, const struct result *result)
{
	return report->open != NULL &&
		result->test->step > report->open->test->step;
}

static void put_mark(
	struct page *page, enum style style, const char *mark)
{
	page_move(page, 2);
	page_put(page, style, mark);
	page_put(page, STYLE_PLAIN, " ");
}

static void put_title(struct page *page, enum style style,
	const struct result *result)
{
	page_cut(page, style, result->test->title,
		PAGE_WIDTH - POINTS_WIDTH);
}

static void put_failure(
	struct report *report, const struct result *result)
{
	struct page *page = &report->page;
	bool quiet = can_wait(report, result);

	if (is_unwritten(result))
		put_mark(page, STYLE_QUIET, "○");
	else
		put_mark(page, quiet ? STYLE_QUIET : STYLE_BAD, "✗");
	put_title(page, quiet ? STYLE_QUIET : STYLE_PLAIN, result);
}

/* Marks for what is neither passed nor failed. */
static const char skipped_mark[] = "–";
static const char undecided_mark[] = "?";

static void put_other(struct page *page, const struct result *result)
{
	if (result->status == STATUS_PASS)
		put_mark(page, STYLE_GOOD, "✓");
	else if (result->status == STATUS_SKIPPED)
		put_mark(page, STYLE_WARN, skipped_mark);
	else
		put_mark(page, STYLE_WARN, undecided_mark);
	put_title(page, STYLE_PLAIN, result);
}

/* The points of one test: a number, or the mark of what it is not. */
static void put_test_points(
	struct page *page, const struct result *result)
{
	int most = result->test->points;
	char points[16];

	snprintf(points, sizeof points, "%d",
		result->status == STATUS_PASS ? most : 0);
	if (result->status == STATUS_SKIPPED)
		put_points(page, STYLE_QUIET, skipped_mark, most);
	else if (status_is_undecided(result->status))
		put_points(page, STYLE_QUIET, undecided_mark, most);
	else
		put_points(page, STYLE_QUIET, points, most);
}

/*
 * The verdict in one line: only for the open step, and not for the test
 * that becomes the lesson.
 */
static void print_verdict(
	struct report *report, const struct result *result)
{
	bool told = result == report->open ||
		can_wait(report, result) || is_unwritten(result);

	if (!status_is_failure(result->status) || told)
		return;
	page_move(&report->page, 4);
	put_sentence(&report->page, result->message);
	page_newline(&report->page);
}

static void print_exchange(
	struct report *report, const struct result *result)
{
	struct page *page = &report->page;

	if (!report->run->verbose || result == report->open ||
		result->event_count == 0)
		return;
	page_newline(page);
	diagram_print(page, report->run->exercise->program,
		result->events, result->event_count);
	page_newline(page);
}

static void print_test(
	struct report *report, const struct result *result)
{
	if (status_is_failure(result->status))
		put_failure(report, result);
	else
		put_other(&report->page, result);
	put_test_points(&report->page, result);
	print_verdict(report, result);
	print_exchange(report, result);
}

/* The results from `first` on that belong to the same step. */
static size_t step_size(const struct report *report, size_t first)
{
	size_t end = first;

	while (end < report->count &&
		report->results[end].test->step ==
			report->results[first].test->step)
		end++;
	return end - first;
}

static void print_step(struct report *report, size_t first, size_t size)
{
	const struct result *results = report->results + first;
	struct score score = score_of(results, size);
	int step = results->test->step;
	char points[16];

	snprintf(points, sizeof points, "%d", score.points);
	page_newline(&report->page);
	page_print(&report->page, STYLE_STRONG, "Step %d: %s", step,
		run_step_title(report->run, step));
	put_points(&report->page, STYLE_STRONG, points, score.gradable);
	for (size_t i = 0; i < size; i++)
		print_test(report, &results[i]);
}

static void print_steps(struct report *report)
{
	size_t size;

	for (size_t i = 0; i < report->count; i += size) {
		size = step_size(report, i);
		print_step(report, i, size);
	}
}

/* Does every failure of the open step only say: not written yet? */
static bool nothing_begun(const struct report *report)
{
	int step = report->open->test->step;

	for (size_t i = 0; i < report->count; i++) {
		const struct result *result = &report->results[i];
		if (result->test->step == step &&
			status_is_failure(result->status) &&
			result_unwritten_step(result) != step)
			return false;
	}
	return true;
}

static void print_lesson(struct report *report)
{
	if (report->open == NULL)
		return;
	if (nothing_begun(report))
		lesson_print_beginning(
			&report->page, report->run, report->open);
	else
		lesson_print(&report->page, report->run, report->open);
}

static bool same_reason(const struct result *a, const struct result *b)
{
	return a->status == b->status &&
		strcmp(a->message, b->message) == 0;
}

/* The tests that have the same reason, unless one stands before. */
static size_t count_same_reason(
	const struct report *report, size_t first)
{
	const struct result *results = report->results;
	size_t count = 0;

	for (size_t i = 0; i < report->count; i++) {
		if (!same_reason(&results[i], &results[first]))
			continue;
		if (i < first)
			return 0;
		count++;
	}
	return count;
}

static void print_reason(struct page *page, const char *mark,
	const struct result *result, size_t tests)
{
	put_mark(page, STYLE_WARN, mark);
	if (tests > 1)
		page_print(page, STYLE_PLAIN, "%zu tests: ", tests);
	else
		page_print(page, STYLE_PLAIN, "%s: ", result->test->id);
	page_cut(page, STYLE_QUIET, result->message, PAGE_WIDTH);
	page_newline(page);
}

/* Why tests have no verdict: each reason once. */
static void print_reasons(struct report *report, const char *mark,
	bool has_no_verdict(enum status))
{
	for (size_t i = 0; i < report->count; i++) {
		const struct result *result = &report->results[i];
		if (!has_no_verdict(result->status))
			continue;
		size_t tests = count_same_reason(report, i);
		if (tests > 0)
			print_reason(
				&report->page, mark, result, tests);
	}
}

static bool is_skipped(enum status status)
{
	return status == STATUS_SKIPPED;
}

static void print_skipped(struct report *report)
{
	struct page *page = &report->page;

	if (report->score.skipped == 0)
		return;
	page_newline(page);
	page_put(page, STYLE_WARN, "Skipped on this machine:");
	page_newline(page);
	print_reasons(report, skipped_mark, is_skipped);
}

static void print_undecided(struct report *report)
{
	struct page *page = &report->page;

	if (report->score.undecided == 0)
		return;
	page_newline(page);
	page_put(page, STYLE_WARN,
		"Not judged, and that is not your program's fault:");
	page_newline(page);
	print_reasons(report, undecided_mark, status_is_undecided);
}

static bool is_full(const struct report *report)
{
	const struct score *score = &report->score;

	return score->passed > 0 && score->failed == 0 &&
		score->undecided == 0 &&
		report->count == report->run->test_count &&
		!report->run->build_failed;
}

static void print_score(struct report *report)
{
	const struct score *score = &report->score;
	struct page *page = &report->page;

	page_newline(page);
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
	if (report->count == report->run->test_count)
		return;
	page_print(page, STYLE_PLAIN,
		"This is a selection of %zu test%s, not a full score.",
		report->count, plural(report->count));
	page_newline(page);
}

static void describe_full(
	const struct report *report, char *text, size_t size)
{
	const struct run *run = report->run;
	int n = snprintf(text, size,
		"Well done: %s does all that %s.",
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
	const struct exercise_test *test = report->open->test;
	const struct section *section = run_section(run, test->section);
	char where[64] = "";

	if (section != NULL)
		snprintf(where, sizeof where, "section %s; ",
			section->number);
	snprintf(text, size, "Next: step %d, %s: %sthen make chapter-%d "
			     "again.",
		test->step, run_step_title(run, test->step), where,
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
	else if (report->open != NULL)
		describe_next(report, text, sizeof text);
	else if (is_full(report))
		describe_full(report, text, sizeof text);
	else if (report->score.undecided > 0)
		snprintf(text, sizeof text,
			"Next: make chapter-%d again. If it stays so, "
			"please report it, with the seed %llu.",
			chapter, report->run->seed);
	else if (report->count < report->run->test_count)
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
	page_newline(page);
	page_wrap(page, STYLE_BAD, 0, text);
	print_log(page, report->run->build_log);
}

static void print_body(struct report *report)
{
	if (report->run->build_failed) {
		print_build_failure(report);
	} else {
		print_warnings(report);
		print_steps(report);
		print_lesson(report);
		print_skipped(report);
		print_undecided(report);
	}
	print_score(report);
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

static const struct result *first_failure(
	const struct result *results, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (status_is_failure(results[i].status))
			return &results[i];
	return NULL;
}

int report_print(const struct run *run, int64_t duration_ms, FILE *to)
{
	struct result *results = results_read(run);
	size_t count = run->test_count;

	if (results == NULL) {
		fprintf(to, "No report: %s\n", strerror(errno));
		return 1;
	}
	if (run->selection && !run->build_failed)
		count = put_selected_first(results, count);
	struct report report = {
		.run = run,
		.results = results,
		.count = count,
		.open = first_failure(results, count),
		.score = score_of(results, count),
	};
	page_open(&report.page, to);
	print_header(&report, duration_ms);
	print_body(&report);
	bool printed = fflush(to) == 0 && !ferror(to);
	int status = printed && is_full(&report) ? 0 : 1;
	results_free(results, run->test_count);
	return status;
}
