/*
 * The page that the report is written on; see page.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "page.h"
#include "printable.h"

#include <langinfo.h>
#include <locale.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

/* How a character appears on this page. */
struct glyph {
	char bytes[8];
	size_t length;
	int columns;
};

static const char *substitute(char32_t code)
{
	static const struct {
		char32_t code;
		const char *text;
	} table[] = {
		{ U'…', "..." }, /* cut, left out */
		{ U'✓', "+" },
		{ U'✗', "x" },
		{ U'○', "o" },
		{ U'─', "-" },
		{ U'│', "|" },
		{ U'┌', "+" },
		{ U'└', "+" },
		{ U'├', "+" },
		{ U'┤', "+" },
		{ U'►', ">" },
		{ U'◄', "<" },
		{ U'⋮', ":" },
		{ U'·', "-" },
		{ U'–', "-" },
		{ U'—', "-" },
		{ U'‘', "'" },
		{ U'’', "'" },
		{ U'“', "\"" },
		{ U'”', "\"" },
	};

	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		if (table[i].code == code)
			return table[i].text;
	return "?";
}

static void glyph_set(struct glyph *glyph, const char *bytes,
	size_t length, int columns)
{
	memcpy(glyph->bytes, bytes, length);
	glyph->length = length;
	glyph->columns = columns;
}

/* Takes one character off the text; returns the bytes it had. */
static size_t next_glyph(const struct page *page, const char *text,
	size_t length, struct glyph *glyph)
{
	char32_t code;
	size_t taken = printable_character(text, length, &code);
	int columns = wcwidth((wchar_t)code);

	if (code == 0)
		glyph_set(glyph, "", 0, 0);
	else if (code == U'\n' || code == U'\t')
		glyph_set(glyph, " ", 1, 1);
	else if (code < 0x80)
		glyph_set(glyph, &(char){ (char)code }, 1, 1);
	else if (page->utf8 && columns >= 0)
		glyph_set(glyph, text, taken, columns);
	else {
		const char *plain = page->utf8 ? "?" : substitute(code);
		size_t n = strlen(plain);
		glyph_set(glyph, plain, n, (int)n);
	}
	return taken;
}

static bool wants_colour(FILE *to)
{
	const char *term = getenv("TERM");
	const char *no_color = getenv("NO_COLOR");

	return isatty(fileno(to)) && term != NULL &&
		strcmp(term, "dumb") != 0 &&
		(no_color == NULL || no_color[0] == '\0');
}

static int width_of(FILE *to)
{
	struct winsize size = { .ws_col = 0 };
	int width;

	if (ioctl(fileno(to), TIOCGWINSZ, &size) == -1 ||
		size.ws_col == 0)
		return PAGE_WIDTH;
	width = size.ws_col - 2;
	if (width < PAGE_NARROWEST)
		return PAGE_NARROWEST;
	return width > PAGE_WIDEST ? PAGE_WIDEST : width;
}

void page_open(struct page *page, FILE *to)
{
	setlocale(LC_CTYPE, "");
	*page = (struct page){
		.to = to,
		.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
		.colour = wants_colour(to),
		.width = width_of(to),
	};
}

static void style_begin(struct page *page, enum style style)
{
	static const char *const codes[] = {
		[STYLE_PLAIN] = "",
		[STYLE_STRONG] = "\033[1m",
		[STYLE_QUIET] = "\033[2m",
		[STYLE_GOOD] = "\033[32m",
		[STYLE_BAD] = "\033[31m",
		[STYLE_WARN] = "\033[33m",
	};

	if (page->colour)
		fputs(codes[style], page->to);
}

static void style_end(struct page *page, enum style style)
{
	if (page->colour && style != STYLE_PLAIN)
		fputs("\033[0m", page->to);
}

static void put_bytes(struct page *page, enum style style,
	const char *text, size_t length)
{
	struct glyph glyph;

	style_begin(page, style);
	for (size_t i = 0; i < length;) {
		i += next_glyph(page, text + i, length - i, &glyph);
		fwrite(glyph.bytes, 1, glyph.length, page->to);
		page->column += glyph.columns;
	}
	style_end(page, style);
}

void page_put(struct page *page, enum style style, const char *text)
{
	put_bytes(page, style, text, strlen(text));
}

void page_print(
	struct page *page, enum style style, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) == -1)
		text = NULL;
	va_end(arguments);
	if (text != NULL)
		page_put(page, style, text);
	free(text);
}

int page_width(const struct page *page, const char *text, size_t length)
{
	struct glyph glyph;
	int columns = 0;

	for (size_t i = 0; i < length; columns += glyph.columns)
		i += next_glyph(page, text + i, length - i, &glyph);
	return columns;
}

/* Bytes of the text whose characters all fit in the columns. */
static size_t fit_characters(const struct page *page, const char *text,
	size_t length, int columns)
{
	struct glyph glyph;
	size_t taken, i;

	for (i = 0; i < length; i += taken) {
		taken = next_glyph(page, text + i, length - i, &glyph);
		columns -= glyph.columns;
		if (columns < 0)
			break;
	}
	return i;
}

size_t page_fit(const struct page *page, const char *text,
	size_t length, int columns)
{
	size_t fits = fit_characters(page, text, length, columns);
	size_t end = fits;

	if (fits == length)
		return length;
	while (end > 0 && text[end] != ' ')
		end--;
	/* A word that is wider than the line has to be broken. */
	if (end == 0)
		end = fits;
	return end > 0 ? end : 1;
}

void page_cut(
	struct page *page, enum style style, const char *text, int end)
{
	static const char mark[] = "…";
	size_t length = strlen(text);
	int room = end - page->column;
	int needed = page_width(page, mark, strlen(mark));

	if (page_width(page, text, length) <= room) {
		put_bytes(page, style, text, length);
	} else if (room >= needed) {
		size_t fits = fit_characters(
			page, text, length, room - needed);
		put_bytes(page, style, text, fits);
		page_put(page, style, mark);
	}
}

void page_fill(struct page *page, enum style style,
	const char *character, int end)
{
	if (page->column >= end)
		return;
	style_begin(page, style);
	while (page->column < end)
		page_put(page, STYLE_PLAIN, character);
	style_end(page, style);
}

void page_move(struct page *page, int column)
{
	page_fill(page, STYLE_PLAIN, " ", column);
}

void page_newline(struct page *page)
{
	putc('\n', page->to);
	page->gap = page->column == 0;
	page->column = 0;
}

void page_gap(struct page *page)
{
	if (!page->gap)
		page_newline(page);
}

/* Writes one line of the text and returns what is left of it. */
static const char *wrap_line(struct page *page, enum style style,
	const char *text, size_t length, int indent)
{
	int start = page->column > indent ? page->column : indent;
	size_t fits = page_fit(page, text, length, page->width - start);

	if (length > 0)
		page_move(page, start);
	put_bytes(page, style, text, fits);
	page_newline(page);
	while (fits < length && text[fits] == ' ')
		fits++;
	return text + fits;
}

void page_wrap(struct page *page, enum style style, int indent,
	const char *text)
{
	for (;;) {
		const char *end = strchrnul(text, '\n');
		do {
			text = wrap_line(page, style, text,
				(size_t)(end - text), indent);
		} while (text < end);
		if (*end == '\0')
			break;
		text = end + 1;
	}
}
