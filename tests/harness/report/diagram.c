/*
 * The exchange of a test as a sequence diagram; see diagram.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "diagram.h"

#include <inttypes.h>
#include <string.h>

/* Columns; a label stands between the life lines, inside its arrow. */
enum {
	TIME_END = 9,
	LEFT = 12,
	LABEL = LEFT + 4,
	/* Left free at the right end, for half of the peer's name. */
	MARGIN = 6,
};

/* Of more events than this, only the first and the last are drawn. */
enum { SHOWN_AT_EACH_END = 12 };

struct diagram {
	struct page *page;
	const char *program;
	const char *peer; /* who, of the only peer; NULL without one */
	bool many_peers;
	bool alive; /* does the program run at this point? */
	/* The last line on stderr, which often says why. */
	const struct event *last_words;
};

static int right_of(const struct diagram *diagram)
{
	return diagram->page->width - MARGIN;
}

static int label_end(const struct diagram *diagram)
{
	return right_of(diagram) - 3;
}

static bool is(const char *text, const char *word)
{
	return strcmp(text, word) == 0;
}

static bool is_peer(const struct event *event)
{
	return !is(event->who, "program") && !is(event->who, "grader");
}

static void find_peers(struct diagram *diagram,
	const struct event *events, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *who = events[i].who;
		if (!is_peer(&events[i]))
			continue;
		if (diagram->peer == NULL)
			diagram->peer = who;
		diagram->many_peers |= !is(diagram->peer, who);
	}
}

/* A sanitizer's list of calls says little. */
static const struct event *find_last_words(
	const struct event *events, size_t count)
{
	const struct event *last = NULL;

	for (size_t i = 0; i < count; i++)
		if (is(events[i].who, "program") &&
			is(events[i].event, "says on stderr") &&
			strstr(events[i].data, "    #") == NULL)
			last = &events[i];
	return last;
}

static const char *peer_title(const struct diagram *diagram)
{
	if (diagram->many_peers)
		return "peers";
	return is(diagram->peer, "dns") ? "DNS server" : diagram->peer;
}

static void print_heads(const struct diagram *diagram)
{
	struct page *page = diagram->page;

	page_move(page, TIME_END - 2);
	page_put(page, STYLE_QUIET, "ms");
	page_move(page, LEFT);
	page_cut(page, STYLE_STRONG, diagram->program,
		label_end(diagram) - 12);
	if (diagram->peer != NULL) {
		const char *title = peer_title(diagram);
		int half = page_width(page, title, strlen(title)) / 2;
		page_move(page, right_of(diagram) - half);
		page_cut(page, STYLE_STRONG, title, page->width);
	}
	page_newline(page);
}

static void put_time(struct page *page, int64_t t_us)
{
	char text[32];
	int n = snprintf(text, sizeof text, "%" PRId64 ".%d",
		t_us / 1000, (int)(t_us % 1000 / 100));

	page_move(page, TIME_END - n);
	page_put(page, STYLE_QUIET, text);
}

/* The program's life line where nothing branches off it. */
static void put_left(const struct diagram *diagram)
{
	page_move(diagram->page, LEFT);
	page_put(
		diagram->page, STYLE_QUIET, diagram->alive ? "│" : " ");
}

/* Ends a row with the peer's life line. */
static void end_row(const struct diagram *diagram)
{
	if (diagram->peer != NULL) {
		page_move(diagram->page, right_of(diagram));
		page_put(diagram->page, STYLE_QUIET, "│");
	}
	page_newline(diagram->page);
}

/* What stands at an event: "asked A kestrel.example.test?" */
static void make_label(const struct diagram *diagram,
	const struct event *event, char *label, size_t size)
{
	bool named = is(event->who, "grader") ||
		(diagram->many_peers && is_peer(event));

	snprintf(label, size, "%s%s%s%s%s", named ? event->who : "",
		named ? ": " : "", event->event,
		event->data[0] == '\0' ? "" : " ", event->data);
}

static void print_to_peer(
	const struct diagram *diagram, const char *label)
{
	struct page *page = diagram->page;

	page_move(page, LEFT);
	page_put(page, STYLE_QUIET, "├── ");
	page_cut(page, STYLE_PLAIN, label, label_end(diagram));
	page_put(page, STYLE_PLAIN, " ");
	page_fill(page, STYLE_QUIET, "─", right_of(diagram) - 1);
	page_put(page, STYLE_QUIET, "►│");
	page_newline(page);
}

static void print_from_peer(
	const struct diagram *diagram, const char *label)
{
	struct page *page = diagram->page;

	page_move(page, LEFT);
	page_put(page, STYLE_QUIET, "│◄─ ");
	page_cut(page, STYLE_PLAIN, label, label_end(diagram));
	page_put(page, STYLE_PLAIN, " ");
	page_fill(page, STYLE_QUIET, "─", right_of(diagram));
	page_put(page, STYLE_QUIET, "┤");
	page_newline(page);
}

/* A note beside the peer's life line. */
static void print_at_peer(
	const struct diagram *diagram, const char *label)
{
	struct page *page = diagram->page;
	int width = page_width(page, label, strlen(label));

	put_left(diagram);
	page_move(page,
		width < label_end(diagram) - LABEL
			? label_end(diagram) - width
			: LABEL);
	page_cut(page, STYLE_PLAIN, label, label_end(diagram));
	page_put(page, STYLE_QUIET, " ──┤");
	page_newline(page);
}

/* Rows of their own for all that does not fit in one. */
static void print_whole(
	const struct diagram *diagram, const char *label)
{
	struct page *page = diagram->page;
	size_t length = strlen(label);

	for (;;) {
		size_t fits = page_fit(page, label, length,
			label_end(diagram) - LABEL);
		page_print(page, STYLE_PLAIN, "%.*s", (int)fits, label);
		while (fits < length && label[fits] == ' ')
			fits++;
		label += fits;
		length -= fits;
		if (length == 0)
			return;
		end_row(diagram);
		put_left(diagram);
		page_move(page, LABEL);
	}
}

/* A note beside the program's life line, which may begin or end. */
static void print_at_program(struct diagram *diagram,
	const struct event *event, const char *label)
{
	struct page *page = diagram->page;
	bool ends =
		is(event->event, "exits") || is(event->event, "dies");
	const char *branch = ends ? "└── "
		: diagram->alive  ? "├── "
				  : "┌── ";

	page_move(page, LEFT);
	page_put(page, STYLE_QUIET, branch);
	diagram->alive = !ends;
	if (event == diagram->last_words)
		print_whole(diagram, label);
	else
		page_cut(page, STYLE_PLAIN, label, label_end(diagram));
	end_row(diagram);
}

/* A remark of the grader, which is no part of the exchange. */
static void print_remark(
	const struct diagram *diagram, const char *label)
{
	put_left(diagram);
	page_move(diagram->page, LABEL);
	page_cut(diagram->page, STYLE_WARN, label, label_end(diagram));
	end_row(diagram);
}

/* Puts the first part of a wide label on a row of its own. */
static const char *print_beginning(
	const struct diagram *diagram, const char *label)
{
	size_t length = strlen(label);
	size_t fits = page_fit(diagram->page, label, length,
		label_end(diagram) - LABEL);

	if (fits == length)
		return label;
	put_left(diagram);
	page_move(diagram->page, LABEL);
	page_print(
		diagram->page, STYLE_PLAIN, "%.*s", (int)fits, label);
	end_row(diagram);
	return label + fits + (label[fits] == ' ');
}

static void print_event(
	struct diagram *diagram, const struct event *event)
{
	char label[512];
	const char *rest = label;

	make_label(diagram, event, label, sizeof label);
	put_time(diagram->page, event->t_us);
	if (is(event->arrow, ">") || is(event->arrow, "<")) {
		diagram->alive = true;
		rest = print_beginning(diagram, label);
	}
	if (is(event->arrow, ">"))
		print_to_peer(diagram, rest);
	else if (is(event->arrow, "<"))
		print_from_peer(diagram, rest);
	else if (is(event->who, "program"))
		print_at_program(diagram, event, label);
	else if (is(event->who, "grader"))
		print_remark(diagram, label);
	else
		print_at_peer(diagram, label);
}

/* Stands for the events in the middle, which go by undrawn. */
static void print_gap(struct diagram *diagram,
	const struct event *events, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is(events[i].who, "program"))
			diagram->alive =
				!is(events[i].event, "exits") &&
				!is(events[i].event, "dies");
	page_move(diagram->page, LEFT);
	page_print(diagram->page, STYLE_QUIET, "⋮   %zu more events",
		count);
	if (diagram->peer != NULL) {
		page_move(diagram->page, right_of(diagram));
		page_put(diagram->page, STYLE_QUIET, "⋮");
	}
	page_newline(diagram->page);
}

void diagram_print(struct page *page, const char *program,
	const struct event *events, size_t count)
{
	struct diagram diagram = { .page = page, .program = program };
	size_t shown = SHOWN_AT_EACH_END;
	size_t gap = count > 2 * shown + 1 ? count - 2 * shown : 0;

	find_peers(&diagram, events, count);
	diagram.last_words = find_last_words(events, count);
	print_heads(&diagram);
	for (size_t i = 0; i < count; i++) {
		if (gap > 0 && i == shown) {
			print_gap(&diagram, events + i, gap);
			i += gap;
		}
		print_event(&diagram, &events[i]);
	}
}
