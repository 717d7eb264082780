/*
 * Untrusted bytes made fit to be shown: what a program printed, what
 * came over the network, what a compiler said.  The results are UTF-8
 * without control characters, safe on a terminal and in JSON and HTML
 * (which escape their own marks).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef PRINTABLE_H
#define PRINTABLE_H

#include <stddef.h>
#include <uchar.h>

/*
 * Writes the bytes as a C programmer would: "\n", "\t", "\r", "\0",
 * "\"", "\\", and "\xNN" for all else outside 0x20 to 0x7e.  A text
 * that needs more than size - 1 bytes is cut and ends with
 * "…(N bytes in all)".  Result: bytes written, without the last NUL.
 */
size_t printable(
	char *to, size_t size, const void *bytes, size_t length);

/*
 * Writes a text as it is meant to be read, such as a compiler's log:
 * newlines and the characters of UTF-8 stay, a tab becomes a space, a
 * byte that is not UTF-8 becomes "?".  Escape sequences (ECMA-48),
 * control characters, and characters that are invisible or change the
 * direction of writing are dropped.  Cut, and result, as above.
 */
size_t printable_lines(
	char *to, size_t size, const void *bytes, size_t length);

/*
 * Takes the first character off a text of length > 0.  *code becomes
 * what may be shown: the character, '?' for a byte that is not UTF-8
 * (RFC 3629), or 0 for one that printable_lines drops.  Newline and
 * tab come as they are.  Result: how many bytes it takes, at least 1.
 */
size_t printable_character(
	const char *text, size_t length, char32_t *code);

#endif
