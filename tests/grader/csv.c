/*
 * Reads a CSV file (RFC 4180), as registrars and spreadsheets write it.
 * usage: csv FILE
 *
 * Prints a line of JSON for each record that is not empty: `line`,
 * where it begins, and `cells`, an array of texts.  A byte order mark,
 * line ends of Windows, and semicolons or tabs instead of commas
 * (whichever the first line has most of) are understood.
 * Exit status: 0; 1 if it cannot be read, after a word on stderr.
 *
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 4 << 20 };

static const char *file_name;
static char bytes[MOST_BYTES + 1];
static const char *at;
static const char *end;
static char separator;
static unsigned line = 1;

static _Noreturn void stop(unsigned where, const char *what)
{
	if (where == 0)
		fprintf(stderr, "%s: %s\n", file_name, what);
	else
		fprintf(stderr, "%s:%u: %s\n", file_name, where, what);
	exit(EXIT_FAILURE);
}

static void read_all(void)
{
	FILE *file = fopen(file_name, "r");

	if (file == NULL)
		stop(0, strerror(errno));
	size_t size = fread(bytes, 1, sizeof bytes, file);
	if (ferror(file))
		stop(0, strerror(errno));
	fclose(file);
	if (size > MOST_BYTES)
		stop(0, "has more than 4 MiB");
	at = bytes;
	end = bytes + size;
	if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		at += 3;
	if (memchr(bytes, '\0', size) != NULL)
		stop(0,
			"is no plain text, or UTF-16; save it as "
			"\"CSV UTF-8\"");
}

static char choose_separator(void)
{
	static const char known[] = ",;\t";
	unsigned seen[sizeof known] = { 0 };
	size_t best = 0;

	for (const char *c = at; c < end && *c != '\n'; c++) {
		const char *one = strchr(known, *c);
		if (one != NULL)
			seen[one - known]++;
	}
	for (size_t i = 1; i < sizeof known - 1; i++)
		if (seen[i] > seen[best])
			best = i;
	return known[best];
}

/* One in quotes: it may have separators, line ends and "" in it. */
static size_t take_quoted(char *cell)
{
	unsigned begin = line;
	size_t length = 0;

	for (at++; at < end; at++) {
		if (*at == '"' && (at + 1 == end || at[1] != '"')) {
			at++;
			return length;
		}
		at += *at == '"';
		line += *at == '\n';
		cell[length++] = *at;
	}
	stop(begin, "a quotation mark has no partner");
}

static bool ends_cell(void)
{
	return at == end || *at == separator || *at == '\n' ||
		(*at == '\r' && (at + 1 == end || at[1] == '\n'));
}

static size_t take_cell(char *cell)
{
	size_t length = 0;

	if (at < end && *at == '"') {
		length = take_quoted(cell);
		if (!ends_cell())
			stop(line,
				"there is something behind a closing "
				"quotation mark");
	}
	while (!ends_cell())
		cell[length++] = *at++;
	return length;
}

static json_t *take_record(bool *is_empty)
{
	static char cell[MOST_BYTES + 1];
	json_t *cells = json_array();

	*is_empty = true;
	for (;;) {
		size_t length = take_cell(cell);
		json_t *text = json_stringn(cell, length);
		if (text == NULL)
			stop(line,
				"is not UTF-8; save the file as "
				"\"CSV UTF-8\"");
		*is_empty &= length == 0;
		json_array_append_new(cells, text);
		if (at == end || *at != separator)
			return cells;
		at++;
	}
}

static void take_line(void)
{
	bool is_empty;
	int begin = (int)line;
	json_t *record = json_pack("{s:i, s:o}", "line", begin, "cells",
		take_record(&is_empty));

	if (!is_empty) {
		json_dumpf(record, stdout, JSON_COMPACT);
		putchar('\n');
	}
	json_decref(record);
	at += at < end && *at == '\r';
	at += at < end && *at == '\n';
	line++;
}

int main(int argc, char *argv[])
{
	if (argc != 2) {
		fputs("usage: csv FILE\n", stderr);
		return EXIT_FAILURE;
	}
	file_name = argv[1];
	read_all();
	separator = choose_separator();
	while (at < end)
		take_line();
	return fflush(stdout) == EOF ? EXIT_FAILURE : EXIT_SUCCESS;
}
