/*
 * The expectations that all programs share; see expect.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "expect.h"

#include "exercise.h"
#include "printable.h"
#include "verdict.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 3000 };

const char *const expect_bad_ports[] = { "abc", "7x", "0", "-1",
	"65536", "65543", "", NULL };

static void quote(char *to, size_t size, const char *bytes, size_t n)
{
	char inner[TEXT];

	printable(inner, sizeof inner, bytes, n);
	snprintf(to, size, "\"%s\"", inner);
}

/* What it said on stderr, for a verdict. */
static void quote_errors(
	const struct program *program, char *to, size_t size)
{
	size_t length;
	const char *bytes = program_errors(program, &length);

	if (length == 0)
		snprintf(to, size, "nothing on stderr");
	else
		quote(to, size, bytes, length);
}

static void expect_status(struct program *program, int expected)
{
	char errors[TEXT];
	char actual[64];
	char wanted[64];
	int status = program_status(program);

	if (status == expected)
		return;
	quote_errors(program, errors, sizeof errors);
	snprintf(wanted, sizeof wanted, "exit status %d", expected);
	snprintf(actual, sizeof actual, "exit status %d", status);
	if (expected == 0)
		verdict(VERDICT_FAIL, wanted, actual,
			"the program should succeed, but it exits with "
			"status %d and says: %s",
			status, errors);
	verdict(VERDICT_FAIL, wanted, actual,
		"the program should fail with exit status %d, but its "
		"exit status is %d; on stderr: %s",
		expected, status, errors);
}

void expect_success(struct program *program)
{
	char errors[TEXT];
	size_t length;

	program_finish(program);
	expect_status(program, 0);
	program_errors(program, &length);
	if (length == 0)
		return;
	quote_errors(program, errors, sizeof errors);
	verdict(VERDICT_FAIL, "nothing on stderr", errors,
		"the program succeeds, and yet it writes to stderr; a "
		"program that is content says nothing there");
}

static void expect_empty_output(struct program *program)
{
	char text[TEXT];
	size_t length;
	const char *bytes = program_output(program, &length);

	if (length == 0)
		return;
	quote(text, sizeof text, bytes, length);
	verdict(VERDICT_FAIL, "nothing on stdout", text,
		"a run that fails leaves stdout empty, for the program "
		"that reads it through a pipe; messages for people go "
		"to stderr");
}

void expect_failure(struct program *program)
{
	size_t length;

	program_finish(program);
	expect_empty_output(program);
	expect_status(program, EXIT_FAILURE);
	program_errors(program, &length);
	if (length == 0)
		verdict(VERDICT_FAIL, "a line on stderr",
			"nothing on stderr",
			"the program fails without a word: the user "
			"cannot know why");
}

/* "USAGE: ./nslookup ..." or "USAGE: nslookup ...", on any line. */
static bool is_usage_line(const char *line)
{
	static const char start[] = "USAGE: ";
	const char *name = this_exercise.program;

	if (strncmp(line, start, sizeof start - 1) != 0)
		return false;
	line += sizeof start - 1;
	size_t word = strcspn(line, " \t\n");
	size_t length = strlen(name);
	return word >= length &&
		strncmp(line + word - length, name, length) == 0 &&
		(word == length || line[word - length - 1] == '/');
}

void expect_usage_error(struct program *program)
{
	char wanted[128];
	char errors[TEXT];

	expect_failure(program);
	const char *line = program_errors(program, NULL);
	while (line != NULL && !is_usage_line(line)) {
		line = strchr(line, '\n');
		line = line != NULL ? line + 1 : NULL;
	}
	if (line != NULL)
		return;
	snprintf(wanted, sizeof wanted, "\"USAGE: %s ...\"",
		this_exercise.program);
	quote_errors(program, errors, sizeof errors);
	verdict(VERDICT_FAIL, wanted, errors,
		"called the wrong way, the program should explain "
		"itself on stderr in a line that begins \"USAGE: %s\"; "
		"it says: %s",
		this_exercise.program, errors);
}

/* Letters and digits apart from the given text: is a reason there? */
static size_t words_besides(const char *errors, const char *what)
{
	size_t letters = 0;
	size_t skip = strlen(what);

	while (*errors != '\0') {
		if (strncmp(errors, what, skip) == 0) {
			errors += skip;
			continue;
		}
		if (strncmp(errors, this_exercise.program,
			    strlen(this_exercise.program)) == 0)
			errors += strlen(this_exercise.program) - 1;
		else if ((unsigned char)*errors > ' ' &&
			strchr(":;,.-()'\"", *errors) == NULL)
			letters++;
		errors++;
	}
	return letters;
}

void expect_named(struct program *program, const char *what)
{
	char errors[TEXT];
	char name[300];

	expect_failure(program);
	const char *said = program_errors(program, NULL);
	quote_errors(program, errors, sizeof errors);
	quote(name, sizeof name, what, strlen(what));
	if (strstr(said, what) == NULL)
		verdict(VERDICT_FAIL, name, errors,
			"the message on stderr should name what was "
			"looked up, %s; it says: %s",
			name, errors);
	if (words_besides(said, what) < 3)
		verdict(VERDICT_FAIL, "a reason", errors,
			"the message on stderr names the host but "
			"gives no reason: %s",
			errors);
}

/* What strerror says of errno 0, when errno has nothing to say. */
void expect_reason(struct program *program, const char *what)
{
	char errors[TEXT];

	expect_named(program, what);
	if (strstr(program_errors(program, NULL), strerror(0)) == NULL)
		return;
	quote_errors(program, errors, sizeof errors);
	verdict(VERDICT_FAIL, "the reason", errors,
		"the message on stderr says \"%s\": errno knows "
		"nothing "
		"about this failure",
		strerror(0));
}

void expect_output(
	struct program *program, const char *bytes, size_t length)
{
	char wanted[TEXT];
	char actual[TEXT];
	size_t got;
	const char *output = program_output(program, &got);

	if (got == length && memcmp(output, bytes, length) == 0)
		return;
	quote(wanted, sizeof wanted, bytes, length);
	quote(actual, sizeof actual, output, got);
	verdict(VERDICT_FAIL, wanted, actual, "%s",
		got == 0 ? "the program prints nothing on stdout"
			 : "stdout is not what it should be");
}

enum { MAX_LINES = 64 };

/* The lines that should come, and how often each has come. */
struct line_check {
	const char *const *lines;
	size_t count;
	const char *thing;
	unsigned seen[MAX_LINES];
	char wanted[TEXT];
	char actual[TEXT];
};

static _Noreturn void reject(const struct line_check *check,
	const char *format, ...) __attribute__((format(printf, 2, 3)));

static void reject(
	const struct line_check *check, const char *format, ...)
{
	char message[TEXT];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	verdict(VERDICT_FAIL, check->wanted, check->actual, "%s",
		message);
}

static void check_line(
	struct line_check *check, const char *line, size_t length)
{
	char shown[200];

	printable(shown, sizeof shown, line, length);
	for (size_t i = 0; i < check->count; i++) {
		if (strlen(check->lines[i]) != length ||
			memcmp(line, check->lines[i], length) != 0)
			continue;
		if (check->seen[i]++ > 0)
			reject(check, "the %s %s is printed twice",
				check->thing, shown);
		return;
	}
	reject(check, "stdout has a line that is no %s of the host: %s",
		check->thing, shown);
}

static void describe_lines(
	struct line_check *check, const char *output, size_t length)
{
	char joined[TEXT];
	size_t used = 0;

	joined[0] = '\0';
	for (size_t i = 0; i < check->count; i++) {
		int n = snprintf(joined + used, sizeof joined - used,
			"%s\n", check->lines[i]);
		if (n < 0 || (size_t)n >= sizeof joined - used)
			break;
		used += (size_t)n;
	}
	quote(check->wanted, sizeof check->wanted, joined, used);
	quote(check->actual, sizeof check->actual, output, length);
}

static void check_lines(
	struct line_check *check, const char *output, size_t length)
{
	while (length > 0) {
		const char *end = memchr(output, '\n', length);

		if (end == NULL)
			reject(check,
				"the last line, with the last %s, has "
				"no newline at its end",
				check->thing);
		size_t line = (size_t)(end - output);
		check_line(check, output, line);
		output += line + 1;
		length -= line + 1;
	}
}

void expect_lines(struct program *program, const char *const *lines,
	size_t count, const char *thing)
{
	static struct line_check check;
	size_t length;
	const char *output = program_output(program, &length);

	if (count > MAX_LINES)
		abort();
	check = (struct line_check){
		.lines = lines, .count = count, .thing = thing
	};
	describe_lines(&check, output, length);
	if (length == 0)
		reject(&check, "the program prints nothing on stdout");
	check_lines(&check, output, length);
	for (size_t i = 0; i < count; i++)
		if (check.seen[i] == 0)
			reject(&check, "the %s %s is missing", thing,
				lines[i]);
}
