/*
 * Untrusted bytes made fit to be shown; see printable.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "printable.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* A text under construction, and how it ends if it has to be cut. */
struct text {
	char *to;
	size_t size;
	size_t used;
	size_t safe; /* up to here the tail still fits behind it */
	char tail[48];
	size_t tail_length;
};

static void text_begin(
	struct text *text, char *to, size_t size, size_t length)
{
	*text = (struct text){ .to = to, .size = size };
	int n = snprintf(text->tail, sizeof text->tail,
		"…(%zu bytes in all)", length);
	text->tail_length = (size_t)n;
	/* Better no tail than half a tail. */
	if (text->tail_length >= size)
		text->tail_length = 0;
}

static bool text_add(
	struct text *text, const char *piece, size_t length)
{
	if (text->used + length >= text->size)
		return false;
	memcpy(text->to + text->used, piece, length);
	text->used += length;
	if (text->used + text->tail_length < text->size)
		text->safe = text->used;
	return true;
}

static size_t text_end(struct text *text, bool complete)
{
	if (!complete) {
		memcpy(text->to + text->safe, text->tail,
			text->tail_length);
		text->used = text->safe + text->tail_length;
	}
	text->to[text->used] = '\0';
	return text->used;
}

/* The letter after the backslash, or NUL if the byte has none. */
static char escape_letter(unsigned char byte)
{
	static const char bytes[] = "\n\t\r\"\\";
	static const char letters[] = "ntr\"\\";
	const char *at = byte == '\0' ? NULL : strchr(bytes, byte);

	return at == NULL ? '\0' : letters[at - bytes];
}

/* Writes one byte; `next`, the byte after it, or -1 at the end. */
static size_t escape(char piece[5], unsigned char byte, int next)
{
	char letter = escape_letter(byte);

	/* "\0" before a digit would read like an octal number. */
	if (byte == '\0' && (next < '0' || next > '9'))
		letter = '0';
	int n;
	if (letter != '\0')
		n = snprintf(piece, 5, "\\%c", letter);
	else if (byte >= 0x20 && byte <= 0x7e)
		n = snprintf(piece, 5, "%c", byte);
	else
		n = snprintf(piece, 5, "\\x%02x", byte);
	return (size_t)n;
}

size_t printable(
	char *to, size_t size, const void *bytes, size_t length)
{
	const unsigned char *byte = bytes;
	struct text text;
	bool complete = true;

	if (size == 0)
		return 0;
	text_begin(&text, to, size, length);
	for (size_t i = 0; i < length && complete; i++) {
		char piece[5];
		int next = i + 1 < length ? byte[i + 1] : -1;
		size_t n = escape(piece, byte[i], next);
		complete = text_add(&text, piece, n);
	}
	return text_end(&text, complete);
}

/* Bytes of a character that begins so; 0: none does. RFC 3629. */
static size_t sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if (first >= 0xe0 && first <= 0xef)
		return 3;
	return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

static bool well_formed(char32_t code, size_t length)
{
	static const char32_t lowest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	bool surrogate = code >= 0xd800 && code <= 0xdfff;

	return code >= lowest[length] && code <= 0x10ffff && !surrogate;
}

/* Result: the bytes of the first character, 0 if it is not UTF-8. */
static size_t decode(const char *text, size_t length, char32_t *code)
{
	unsigned char first = (unsigned char)text[0];
	size_t n = sequence_length(first);

	if (n == 0 || n > length)
		return 0;
	*code = n == 1 ? first : first & (0xffU >> (n + 1));
	for (size_t i = 1; i < n; i++) {
		unsigned char byte = (unsigned char)text[i];
		if ((byte & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (byte & 0x3f);
	}
	return well_formed(*code, n) ? n : 0;
}

/* Does the character act on the terminal, or hide from the eye? */
static bool is_hidden(char32_t code)
{
	static const struct {
		char32_t first, last;
	} hidden[] = {
		{ 0x00, 0x08 },
		{ 0x0b, 0x1f }, /* C0 without tab and newline */
		{ 0x7f, 0x9f }, /* delete, and C1 */
		{ 0xad, 0xad }, /* soft hyphen */
		{ 0x061c, 0x061c }, /* direction marks and overrides */
		{ 0x200b, 0x200f }, /* zero width, direction */
		{ 0x2028, 0x202e }, /* separators, direction */
		{ 0x2060, 0x206f }, /* joiners, direction isolates */
		{ 0xfe00, 0xfe0f }, /* variation selectors */
		{ 0xfeff, 0xfeff }, /* byte order mark */
		{ 0xfff9, 0xfffb }, /* annotations */
		{ 0xe0000, 0xe0fff }, /* tags, more selectors */
	};

	for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
		if (code >= hidden[i].first && code <= hidden[i].last)
			return true;
	return false;
}

size_t printable_character(
	const char *text, size_t length, char32_t *code)
{
	size_t n = decode(text, length, code);

	if (n == 0) {
		*code = U'?';
		return 1;
	}
	if (is_hidden(*code))
		*code = 0;
	return n;
}

/* The text up to the end of a control string; ECMA-48, section 5.6. */
static size_t control_string(const char *text, size_t length)
{
	size_t i = 2;

	/* A newline ends it too: a cut sequence costs only its line. */
	while (i < length && strchr("\a\n\033", text[i]) == NULL)
		i++;
	if (i < length && text[i] == '\a')
		return i + 1;
	if (i + 1 < length && text[i] == '\033' && text[i + 1] == '\\')
		return i + 2;
	return i;
}

static size_t skip_range(const char *text, size_t length, size_t i,
	char first, char last)
{
	while (i < length && text[i] >= first && text[i] <= last)
		i++;
	return i;
}

/* The bytes of the escape sequence that the text begins with. */
static size_t escape_sequence(const char *text, size_t length)
{
	size_t i = 1;
	char lowest_final = '0';

	if (length > 1 && memchr("]PX^_", text[1], 5) != NULL)
		return control_string(text, length);
	if (length > 1 && text[1] == '[') {
		i = skip_range(text, length, 2, '0', '?');
		lowest_final = '@';
	}
	i = skip_range(text, length, i, ' ', '/');
	if (i < length && text[i] >= lowest_final && text[i] <= '~')
		i++;
	return i;
}

/* Adds the text's first character; *taken: the bytes it took. */
static bool add_character(
	struct text *to, const char *text, size_t length, size_t *taken)
{
	char32_t code;

	if (text[0] == '\033') {
		*taken = escape_sequence(text, length);
		return true;
	}
	*taken = printable_character(text, length, &code);
	if (code == 0)
		return true;
	if (code == U'\t')
		return text_add(to, " ", 1);
	if (code == U'?')
		return text_add(to, "?", 1);
	return text_add(to, text, *taken);
}

size_t printable_lines(
	char *to, size_t size, const void *bytes, size_t length)
{
	const char *from = bytes;
	struct text text;
	bool complete = true;

	if (size == 0)
		return 0;
	text_begin(&text, to, size, length);
	for (size_t taken, i = 0; i < length && complete; i += taken)
		complete = add_character(
			&text, from + i, length - i, &taken);
	return text_end(&text, complete);
}
