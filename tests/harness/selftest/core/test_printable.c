/*
 * Tests of printable.h: untrusted bytes made fit to be shown.
 *
 * SPDX-License-Identifier: MIT
 */
#include "printable.h"

#include <criterion/criterion.h>
#include <string.h>

/* Expects the bytes of a literal, without its NUL, to come out so. */
#define ESCAPES(bytes, expected) \
	expect_escapes(bytes, sizeof bytes - 1, expected)
#define SHOWS(bytes, expected) \
	expect_lines(bytes, sizeof bytes - 1, expected)

static void expect_escapes(
	const char *bytes, size_t length, const char *expected)
{
	char text[256];
	size_t n = printable(text, sizeof text, bytes, length);

	cr_expect_str_eq(text, expected);
	cr_expect_eq(n, strlen(text));
}

static void expect_lines(
	const char *bytes, size_t length, const char *expected)
{
	char text[256];
	size_t n = printable_lines(text, sizeof text, bytes, length);

	cr_expect_str_eq(text, expected);
	cr_expect_eq(n, strlen(text));
}

Test(printable, escapes_as_c_does)
{
	ESCAPES("", "");
	ESCAPES("192.0.2.7\n", "192.0.2.7\\n");
	ESCAPES("\t\r\"\\", "\\t\\r\\\"\\\\");
	ESCAPES("\033[31m", "\\x1b[31m");
	ESCAPES("\x7f\x80\xff", "\\x7f\\x80\\xff");
	ESCAPES("gr\xc3\xbc\xc3\x9f", "gr\\xc3\\xbc\\xc3\\x9f");
}

Test(printable, zero_does_not_read_like_an_octal_number)
{
	ESCAPES("a\0b\0", "a\\0b\\0");
	ESCAPES("\0001", "\\x001");
}

Test(printable, every_byte_is_shown_in_printable_ascii)
{
	char bytes[256], text[2048];

	for (int i = 0; i < 256; i++)
		bytes[i] = (char)i;
	size_t n = printable(text, sizeof text, bytes, sizeof bytes);
	cr_expect(n > sizeof bytes && n < sizeof text);
	for (size_t i = 0; i < n; i++)
		cr_expect(text[i] >= 0x20 && text[i] <= 0x7e);
}

Test(printable, cut_says_how_long_it_was)
{
	char text[40];
	const char *bytes = "0123456789012345678901234567890123456789";

	cr_expect_eq(printable(text, sizeof text, bytes, 40), 39);
	cr_expect_str_eq(text, "0123456789012345678…(40 bytes in all)");
	printable(text, sizeof text, bytes, 39);
	cr_expect_str_eq(
		text, "012345678901234567890123456789012345678");
}

Test(printable, cut_never_parts_an_escape)
{
	char text[31];

	printable(text, sizeof text,
		"abcde\n\n\n\n\n\n\n\n\n\n\n\n\n\n", 19);
	cr_expect_str_eq(text, "abcde\\n\\n…(19 bytes in all)");
}

Test(printable, small_targets_are_never_overrun)
{
	char text[8] = "#######";

	cr_expect_eq(printable(text, 0, "abc", 3), 0);
	cr_expect_eq(text[0], '#');
	cr_expect_eq(printable(text, 1, "abc", 3), 0);
	cr_expect_eq(text[1], '#');
	cr_expect_eq(printable(text, 4, "abc\n", 4), 3);
	cr_expect_str_eq(text, "abc");
	cr_expect_eq(printable_lines(text, 4, "ab\xc3\xbc", 4), 2);
	cr_expect_str_eq(text, "ab");
}

Test(printable, lines_keep_letters_and_newlines)
{
	SHOWS("error: ‘n’ grüßt\n\tnext\n",
		"error: ‘n’ grüßt\n next\n");
	SHOWS("日本語 👍", "日本語 👍");
}

Test(printable, lines_lose_escape_sequences)
{
	SHOWS("\033[1;31merror\033[0m", "error");
	SHOWS("a\033]0;title\ab\033]8;;x\033\\c", "abc");
	SHOWS("a\033(Bb\0337c\033Md", "abcd");
	SHOWS("a\033Psecret\033\\b", "ab");
	/* Cut off, or never ended: only the line is lost. */
	SHOWS("a\033]0;title\nb", "a\nb");
	SHOWS("a\033", "a");
	SHOWS("a\033[", "a");
	SHOWS("a\033[31", "a");
}

Test(printable, lines_lose_controls_and_what_hides)
{
	SHOWS("a\r\nb\b\a\x7f"
	      "c",
		"a\nbc");
	/* C1 controls: the second is CSI in eight bits. */
	SHOWS("a\xc2\x85\xc2\x9b"
	      "b",
		"ab");
	/* Right-to-left override, zero width space, byte order mark. */
	SHOWS("a\u202eb\u200bc\ufeff", "abc");
	SHOWS("a\0b", "ab");
}

Test(printable, lines_doubt_what_is_not_utf8)
{
	SHOWS("\xff\xc3+", "??+");
	/* Overlong, surrogate, beyond Unicode, cut off. */
	SHOWS("\xc0\xaf", "??");
	SHOWS("\xe0\x80\xaf", "???");
	SHOWS("\xed\xa0\x80", "???");
	SHOWS("\xf4\x90\x80\x80", "????");
	SHOWS("\xe2\x82", "??");
}

Test(printable, lines_are_cut_between_characters)
{
	char text[32];

	printable_lines(text, sizeof text, "üüüüüüüüüüüüüüüüüüüü", 40);
	cr_expect_str_eq(text, "üüüüü…(40 bytes in all)");
}
