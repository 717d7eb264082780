/*
 * The tests of a run, each on a line of its own; see listing.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "listing.h"
#include "diagram.h"
#include "earlier.h"

#include <string.h>

/* Columns left free for the points of a test, such as " 12/12". */
enum { POINTS_WIDTH = 8 };

/* Marks for what is neither passed nor failed. */
static const char skipped_mark[] = "–";
static const char undecided_mark[] = "?";

/* At the right end of a line: points reached, of how many. */
static void put_points(struct page *page, enum style style,
	const char *points, int most)
{
	char text[32];

	snprintf(text, sizeof text, "%s/%d", points, most);
	page_move(page,
		page->width - page_width(page, text, strlen(text)));
	page_put(page, style, text);
	page_newline(page);
}

/* Does the program come to a step that is not written yet? */
static bool is_unwritten(const struct result *result)
{
	return result_unwritten_step(result) > 0;
}

/* Is this a failure that can wait until an earlier step is done? */
static bool can_wait(
	const struct listing *tests, const struct result *result)
{
	return tests->open != NULL &&
		result->test->step > tests->open->test->step;
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
		page->width - POINTS_WIDTH);
}

static void put_failure(struct page *page, const struct listing *tests,
	const struct result *result)
{
	bool quiet = can_wait(tests, result);

	if (is_unwritten(result))
		put_mark(page, STYLE_QUIET, "○");
	else
		put_mark(page, quiet ? STYLE_QUIET : STYLE_BAD, "✗");
	put_title(page, quiet ? STYLE_QUIET : STYLE_PLAIN, result);
}

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

/* Bytes of the text's first sentence, without its full stop. */
static int first_sentence(const char *text)
{
	size_t end = 0;

	while (text[end] != '\0' && text[end] != '\n' &&
		!(text[end] == '.' && strchr(" \n", text[end + 1])))
		end++;
	return (int)end;
}

/*
 * The verdict in one line: for the open step, with V=1 for all, and not
 * for the test that becomes the lesson.
 */
static void print_verdict(struct page *page,
	const struct listing *tests, const struct result *result)
{
	char sentence[512];
	bool told = result == tests->open || is_unwritten(result) ||
		(can_wait(tests, result) && !tests->run->verbose);

	if (!status_is_failure(result->status) || told)
		return;
	page_move(page, 4);
	if (tests->run->verbose) {
		page_wrap(page, STYLE_QUIET, 4, result->message);
		return;
	}
	snprintf(sentence, sizeof sentence, "%.*s",
		first_sentence(result->message), result->message);
	page_cut(page, STYLE_QUIET, sentence, page->width);
	page_newline(page);
}

static void print_exchange(struct page *page,
	const struct listing *tests, const struct result *result)
{
	if (!tests->run->verbose || result == tests->open ||
		result->event_count == 0)
		return;
	page_gap(page);
	diagram_print(page, tests->run->exercise->program,
		result->events, result->event_count);
	page_gap(page);
}

static void print_test(struct page *page, const struct listing *tests,
	const struct result *result)
{
	if (status_is_failure(result->status))
		put_failure(page, tests, result);
	else
		put_other(page, result);
	put_test_points(page, result);
	print_verdict(page, tests, result);
	print_exchange(page, tests, result);
}

static void print_heading(struct page *page, const struct run *run,
	int step, struct score score)
{
	char points[16];

	snprintf(points, sizeof points, "%d", score.points);
	page_gap(page);
	page_print(page, STYLE_STRONG, "Step %d: %s", step,
		run_step_title(run, step));
	if (score.gradable > 0)
		put_points(page, STYLE_STRONG, points, score.gradable);
	else
		put_points(
			page, STYLE_QUIET, skipped_mark, score.skipped);
}

/* The results from `first` on that belong to the same step. */
static size_t step_size(const struct listing *tests, size_t first)
{
	const struct result *results = tests->results;
	size_t end = first;

	while (end < tests->count &&
		results[end].test->step == results[first].test->step)
		end++;
	return end - first;
}

/* What the marks mean, where one of them appears for the first time;
 * that all is well needs no word. */
static void print_legend(struct page *page, const struct listing *tests)
{
	static const struct {
		enum mark mark;
		const char *meaning;
	} legend[] = {
		{ MARK_PASSED, "✓ passed" },
		{ MARK_FAILED, "✗ failed" },
		{ MARK_UNWRITTEN, "○ not written yet" },
		{ MARK_UNDECIDED, "? not judged" },
		{ MARK_SKIPPED, "– skipped here" },
	};
	const struct earlier *earlier = tests->run->earlier;
	unsigned seen = earlier == NULL ? 0 : earlier->marks;
	unsigned shown = 0;

	for (size_t i = 0; i < tests->count; i++)
		shown |= mark_of(&tests->results[i]);
	if ((shown & ~seen) == 0 || shown == MARK_PASSED)
		return;
	page_gap(page);
	for (size_t i = 0; i < sizeof legend / sizeof legend[0]; i++) {
		if (!(shown & legend[i].mark))
			continue;
		page_put(page, STYLE_QUIET, "  ");
		page_put(page, STYLE_QUIET, legend[i].meaning);
	}
	page_newline(page);
}

void listing_print(struct page *page, const struct listing *tests)
{
	size_t first, size;

	for (first = 0; first < tests->count; first += size) {
		const struct result *step = tests->results + first;
		size = step_size(tests, first);
		print_heading(page, tests->run, step->test->step,
			score_of(step, size));
		for (size_t i = 0; i < size; i++)
			print_test(page, tests, &step[i]);
	}
	print_legend(page, tests);
}

static bool same_reason(const struct result *a, const struct result *b)
{
	return a->status == b->status &&
		strcmp(a->message, b->message) == 0;
}

/* The tests that have this reason; 0 if one of them stands before. */
static size_t count_same_reason(
	const struct listing *tests, size_t first)
{
	const struct result *results = tests->results;
	size_t count = 0;

	for (size_t i = 0; i < tests->count; i++) {
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
	page_wrap(page, STYLE_QUIET, 4, result->message);
}

/* Every reason once, under a heading; nothing if there is none. */
static void print_reasons(struct page *page,
	const struct listing *tests, const char *heading,
	const char *mark, bool has_reason(enum status))
{
	bool begun = false;

	for (size_t i = 0; i < tests->count; i++) {
		const struct result *result = &tests->results[i];
		size_t same = has_reason(result->status)
			? count_same_reason(tests, i)
			: 0;
		if (same == 0)
			continue;
		if (!begun) {
			page_gap(page);
			page_put(page, STYLE_WARN, heading);
			page_newline(page);
			begun = true;
		}
		print_reason(page, mark, result, same);
	}
}

static bool was_not_judged(enum status status)
{
	return status_is_undecided(status) && status != STATUS_NOT_RUN;
}

static bool is_skipped(enum status status)
{
	return status == STATUS_SKIPPED;
}

void listing_print_reasons(
	struct page *page, const struct listing *tests)
{
	print_reasons(page, tests,
		"Skipped on this machine:", skipped_mark, is_skipped);
	print_reasons(page, tests,
		"Not judged, and that is not your program's fault:",
		undecided_mark,
		run_is_cut_short(tests->run) ? was_not_judged
					     : status_is_undecided);
}
