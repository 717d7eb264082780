/*
 * Telling a refusal from any other failure; see refusal.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "refusal.h"

#include "exercise.h"
#include "expect.h"
#include "printable.h"
#include "unwritten.h"
#include "verdict.h"

#include <stdio.h>
#include <string.h>

/* What the program says, wherever the argument stands in it. */
static void take_words(const struct program *program,
	const char *argument, char *words, size_t size)
{
	const char *said = program_errors(program, NULL);
	size_t length = strlen(argument);
	size_t used = 0;

	while (*said != '\0' && used < size - 1) {
		if (length > 0 && strncmp(said, argument, length) == 0)
			said += length;
		else
			words[used++] = *said++;
	}
	words[used] = '\0';
}

void refusal_expect_none(struct program *program, const char *argument,
	struct acceptance *good)
{
	char text[400];

	program_finish(program);
	const char *said = program_errors(program, NULL);
	printable(text, sizeof text, said, strlen(said));
	int unwritten = unwritten_step(said);
	if (unwritten > 0 && unwritten <= exercise_current()->step)
		verdict(VERDICT_FAIL, "the program goes on", text,
			"with %s, which is good, it does not go on; it "
			"says: \"%s\"",
			argument, text);
	snprintf(good->argument, sizeof good->argument, "%s", argument);
	take_words(program, argument, good->words, sizeof good->words);
	if (strstr(good->words, "USAGE: ") == NULL)
		return;
	verdict(VERDICT_FAIL, "no usage line", text,
		"%s is as good as any, but the program takes it for a "
		"wrong call; it says: \"%s\"",
		argument, text);
}

void refusal_expect(struct program *program, const char *argument,
	const char *kind, const struct acceptance *good)
{
	char words[sizeof good->words];
	char text[400];

	expect_failure(program);
	take_words(program, argument, words, sizeof words);
	if (good->words[0] == '\0' || strcmp(words, good->words) != 0)
		return;
	const char *said = program_errors(program, NULL);
	printable(text, sizeof text, said, strlen(said));
	verdict(VERDICT_FAIL, "it is refused", text,
		"\"%s\" is no %s, but the program says the same as of "
		"%s, which is one: \"%s\"",
		argument, kind, good->argument, text);
}
