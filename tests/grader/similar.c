/*
 * Which programs are much alike; usage: similar KEY PERCENT <PROGRAMS
 *
 * PROGRAMS are records NAME NUL SIZE NUL BYTES, in the first of them
 * the skeleton; a SIZE of "-" is a student without a program.  Prints a
 * line for each pair of which one has so many percent in common with
 * the other, the most alike first; on stderr, who was not compared.
 *
 * Two programs have in common what stands in both in runs of RUN tokens
 * or more.  Names, numbers and strings are all the same, and layout,
 * comments, braces and semicolons count for nothing; neither does what
 * the skeleton has.  Each program becomes a sorted list of fingerprints
 * of its runs, so the time for a pair grows with its size alone,
 * whatever is in it.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "printable.h"
#include "rights.h"

#include <ctype.h>
#include <err.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum {
	RUN = 24, /* about three lines */
	FAILED = 2,
	NAMES_SHOWN = 12,
};

struct program {
	char *name;
	uint64_t *runs; /* sorted; a fingerprint above its position */
	unsigned char *common; /* for each token: bits of enum mark */
	size_t tokens;
	size_t run_count;
	size_t own; /* tokens that are not the skeleton's */
	bool missing;
};

enum mark {
	GIVEN = 1, /* the token belongs to a run of the skeleton */
	BEGINS = 2, /* a run that both have begins here */
};

struct pair {
	const struct program *one;
	const struct program *other;
	unsigned percent;
};

static void *need(void *memory)
{
	if (memory == NULL)
		err(FAILED, "memory");
	return memory;
}

/* --- tokens --- */

static const char *skip_comment(const char *at)
{
	if (at[1] == '/')
		return at + strcspn(at, "\n");
	const char *end = strstr(at + 2, "*/");
	return end == NULL ? at + strlen(at) : end + 2;
}

/* A literal that is not closed ends with its line. */
static const char *skip_literal(const char *at)
{
	char quote = *at++;

	while (*at != quote && *at != '\n' && *at != '\0')
		at += at[0] == '\\' && at[1] != '\0' ? 2 : 1;
	return *at == quote ? at + 1 : at;
}

static bool is_in_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$' ||
		(unsigned char)c >= 0x80;
}

/* A keyword is itself; all other words are names, and those alike. */
static unsigned char word_token(const char *word, size_t length)
{
	static const char *const keywords[] = { "if", "else", "for",
		"while", "do", "switch", "case", "default", "break",
		"continue", "return", "goto", "sizeof", "struct",
		"union", "enum", "typedef", "static", "const", "void",
		"char", "short", "int", "long", "float", "double",
		"signed", "unsigned", "bool" };
	size_t count = sizeof keywords / sizeof keywords[0];

	for (size_t i = 0; i < count; i++)
		if (strlen(keywords[i]) == length &&
			memcmp(keywords[i], word, length) == 0)
			return (unsigned char)(0x80 + i);
	return 'a';
}

/* Takes a token off the text; 0: it was something that is left out. */
static unsigned char take_token(const char **text)
{
	const char *at = *text;
	size_t length = 1;

	if (at[0] == '/' && (at[1] == '/' || at[1] == '*')) {
		*text = skip_comment(at);
		return 0;
	}
	if (*at == '"' || *at == '\'') {
		*text = skip_literal(at);
		return '"';
	}
	while (is_in_word(*at) && is_in_word(at[length]))
		length++;
	*text = at + length;
	if (isdigit((unsigned char)*at))
		return '0';
	if (is_in_word(*at))
		return word_token(at, length);
	return isspace((unsigned char)*at) || strchr("{};", *at) != NULL
		? 0
		: (unsigned char)*at;
}

static unsigned char *list_tokens(const char *text, size_t *count)
{
	unsigned char *tokens = need(malloc(strlen(text) + 1));

	*count = 0;
	while (*text != '\0') {
		unsigned char token = take_token(&text);
		if (token != 0)
			tokens[(*count)++] = token;
	}
	return tokens;
}

/* --- fingerprints --- */

/* FNV-1a; its upper half is kept. */
static uint64_t fingerprint(const unsigned char *tokens)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t i = 0; i < RUN; i++)
		hash = (hash ^ tokens[i]) * 0x100000001b3;
	return hash & 0xffffffff00000000;
}

static int compare_runs(const void *one, const void *other)
{
	const uint64_t *a = one;
	const uint64_t *b = other;

	return (*a > *b) - (*a < *b);
}

static void find_runs(struct program *program, const char *text)
{
	unsigned char *tokens = list_tokens(text, &program->tokens);
	size_t count =
		program->tokens < RUN ? 0 : program->tokens - RUN + 1;

	program->runs = need(calloc(count + 1, sizeof(uint64_t)));
	program->common = need(calloc(program->tokens + 1, 1));
	for (size_t i = 0; i < count; i++)
		program->runs[i] = fingerprint(tokens + i) | i;
	qsort(program->runs, count, sizeof(uint64_t), compare_runs);
	program->run_count = count;
	program->own = program->tokens;
	free(tokens);
}

/* Takes all runs with the fingerprint of the first one. */
static size_t mark_runs(struct program *program, size_t at)
{
	uint64_t print = program->runs[at] >> 32;

	while (at < program->run_count &&
		program->runs[at] >> 32 == print)
		program->common[(uint32_t)program->runs[at++]] |=
			BEGINS;
	return at;
}

static void mark_common(struct program *one, struct program *other)
{
	size_t i = 0;
	size_t j = 0;

	while (i < one->run_count && j < other->run_count) {
		uint64_t a = one->runs[i] >> 32;
		uint64_t b = other->runs[j] >> 32;
		if (a == b) {
			i = mark_runs(one, i);
			j = mark_runs(other, j);
		} else if (a < b) {
			i++;
		} else {
			j++;
		}
	}
}

/*
 * Unmarks the runs, and counts the tokens in them that are not given;
 * with `give` they are from now on.
 */
static size_t count_common(struct program *program, bool give)
{
	size_t covered = 0; /* up to here a run reaches */
	size_t count = 0;

	for (size_t i = 0; i < program->tokens; i++) {
		unsigned char *mark = &program->common[i];
		if ((*mark & BEGINS) != 0)
			covered = i + RUN;
		*mark &= (unsigned char)~BEGINS;
		if (i >= covered || (*mark & GIVEN) != 0)
			continue;
		count++;
		if (give)
			*mark |= GIVEN;
	}
	return count;
}

static void leave_out(struct program *program, struct program *given)
{
	mark_common(program, given);
	program->own -= count_common(program, true);
	count_common(given, false);
}

static unsigned percent(size_t part, size_t whole)
{
	return whole == 0 ? 0 : (unsigned)(part * 100 / whole);
}

static unsigned compare(struct program *one, struct program *other)
{
	mark_common(one, other);
	unsigned a = percent(count_common(one, false), one->own);
	unsigned b = percent(count_common(other, false), other->own);
	return a > b ? a : b;
}

/* --- programs come in, pairs go out --- */

/* Result: false at the end. */
static bool read_program(struct program *program)
{
	static char *size;
	static size_t room;
	size_t name_room = 0;

	*program = (struct program){ 0 };
	if (getdelim(&program->name, &name_room, '\0', stdin) == -1)
		return false;
	if (getdelim(&size, &room, '\0', stdin) == -1)
		errx(FAILED, "the programs are cut off");
	program->missing = *size == '-';
	size_t length = strtoul(size, NULL, 10);
	char *text = need(calloc(length + 1, 1));
	if (fread(text, 1, length, stdin) != length)
		errx(FAILED, "the programs are cut off");
	if (!program->missing)
		find_runs(program, text);
	free(text);
	return true;
}

/* Fit for a terminal: a folder may be called anything. */
static void show_name(const char *name, FILE *to)
{
	size_t left = strlen(name);

	while (left > 0) {
		char32_t code;
		size_t n = printable_character(name, left, &code);
		if (code < U' ' || code == U'?')
			putc('?', to);
		else
			fwrite(name, 1, n, to);
		name += n;
		left -= n;
	}
}

static void tell_missing(
	const char *key, const struct program *programs, size_t count)
{
	size_t missing = 0;

	for (size_t i = 0; i < count; i++)
		missing += programs[i].missing;
	if (missing == 0 || missing == count)
		return;
	fprintf(stderr, "%s: no program to compare from ", key);
	size_t shown = 0;
	for (size_t i = 0; i < count && shown < NAMES_SHOWN; i++) {
		if (!programs[i].missing)
			continue;
		fputs(shown++ > 0 ? ", " : "", stderr);
		show_name(programs[i].name, stderr);
	}
	if (missing > shown)
		fprintf(stderr, " and %zu others", missing - shown);
	putc('\n', stderr);
}

static int more_alike(const void *one, const void *other)
{
	const struct pair *a = one;
	const struct pair *b = other;

	if (a->percent != b->percent)
		return (a->percent < b->percent) -
			(a->percent > b->percent);
	int order = strcmp(a->one->name, b->one->name);
	return order != 0 ? order
			  : strcmp(a->other->name, b->other->name);
}

/* The pairs that are alike; they are as many as the teacher gets. */
static size_t find_pairs(struct program *programs, size_t count,
	unsigned from, struct pair **pairs)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count; j++) {
			unsigned alike =
				compare(&programs[i], &programs[j]);
			if (alike < from || alike == 0)
				continue;
			*pairs = need(reallocarray(
				*pairs, found + 1, sizeof **pairs));
			(*pairs)[found++] = (struct pair){ &programs[i],
				&programs[j], alike };
		}
	if (found > 0)
		qsort(*pairs, found, sizeof **pairs, more_alike);
	return found;
}

static void print_pair(const char *key, const struct pair *pair)
{
	printf("%3u %%  %s  ", pair->percent, key);
	show_name(pair->one->name, stdout);
	fputs(", ", stdout);
	show_name(pair->other->name, stdout);
	putchar('\n');
}

/* The teacher's own may be lower already. */
static void lower_limit(__rlimit_resource_t resource, rlim_t most)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) == -1 || limit.rlim_max <= most)
		return;
	limit.rlim_cur = limit.rlim_max = most;
	if (setrlimit(resource, &limit) == -1)
		err(FAILED, "limits");
}

/* What strangers wrote is read without rights, and not for ever. */
static void give_up_rights(void)
{
	lower_limit(RLIMIT_CPU, 600);
	lower_limit(RLIMIT_DATA, 1 << 30);
	if (rights_become_nobody() == -1 ||
		rights_drop_capabilities() == -1)
		err(FAILED, "giving up rights");
}

int main(int argc, char *argv[])
{
	struct program skeleton;
	struct program *programs = NULL;
	struct pair *pairs = NULL;
	size_t count = 0;

	if (argc != 3)
		errx(FAILED, "usage: similar KEY PERCENT <PROGRAMS");
	give_up_rights();
	if (!read_program(&skeleton))
		errx(FAILED, "there is no skeleton");
	for (;;) {
		programs = need(reallocarray(
			programs, count + 1, sizeof *programs));
		if (!read_program(&programs[count]))
			break;
		count++;
	}
	for (size_t i = 0; i < count; i++)
		leave_out(&programs[i], &skeleton);
	tell_missing(argv[1], programs, count);
	size_t found = find_pairs(programs, count,
		(unsigned)strtoul(argv[2], NULL, 10), &pairs);
	for (size_t i = 0; i < found; i++)
		print_pair(argv[1], &pairs[i]);
	if (fflush(stdout) == EOF)
		err(FAILED, "output");
	return EXIT_SUCCESS;
}
