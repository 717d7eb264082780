/*
 * The expectations that all programs share; see expect.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "expect.h"

#include "exercise.h"
#include "printable.h"
#include "unwritten.h"
#include "verdict.h"

#include <ctype.h>
#include <errno.h>
#include <netdb.h>
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

/* What it said on stderr, for a verdict's `actual`. */
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

/* The same for the end of a sentence. */
static void tell_errors(
	const struct program *program, char *to, size_t size)
{
	char errors[TEXT];
	size_t length;
	const char *bytes = program_errors(program, &length);

	printable(errors, sizeof errors, bytes, length);
	if (length == 0)
		snprintf(to, size, "it says nothing on stderr");
	else
		snprintf(to, size, "it says: \"%.*s\"", TEXT - 40,
			errors);
}

static void expect_status(struct program *program, int expected)
{
	char errors[TEXT];
	char actual[64];
	char wanted[64];
	int status = program_status(program);

	if (status == expected)
		return;
	tell_errors(program, errors, sizeof errors);
	snprintf(wanted, sizeof wanted, "exit status %d", expected);
	snprintf(actual, sizeof actual, "exit status %d", status);
	if (expected == 0)
		verdict(VERDICT_FAIL, wanted, actual,
			"the program should succeed, but it exits with "
			"status %d; %s",
			status, errors);
	verdict(VERDICT_FAIL, wanted, actual,
		"the program should fail with exit status %d, but its "
		"exit status is %d; %s",
		expected, status, errors);
}

void expect_exit_0(struct program *program)
{
	program_finish(program);
	expect_status(program, 0);
}

void expect_success(struct program *program)
{
	char errors[TEXT];
	size_t length;

	expect_exit_0(program);
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
	if (program_status(program) == EXIT_SUCCESS)
		verdict(VERDICT_FAIL, "nothing on stdout", text,
			"the program should fail here, but it succeeds "
			"and prints %s",
			text);
	verdict(VERDICT_FAIL, "nothing on stdout", text,
		"a run that fails leaves stdout empty, for the program "
		"that reads it through a pipe; messages for people go "
		"to stderr");
}

/*
 * One that ends because a step is missing has not failed by itself.  If
 * that is a later step than the test's, it should not have gone there.
 */
static void expect_no_missing_step(
	const struct program *program, const char *first)
{
	const char *said = program_errors(program, NULL);
	int step = unwritten_step(said);
	char where[32];

	snprintf(where, sizeof where, "it goes on to step %d", step);
	if (step > exercise_current()->step)
		verdict_mistake("the program ends", where,
			"the program should end here with a message, "
			"but %s goes on, as far as step %d",
			first, step);
	if (step > 0)
		verdict(VERDICT_FAIL, NULL, NULL,
			"the program does not come to what this test "
			"looks at");
}

void expect_failure(struct program *program)
{
	size_t length;

	program_finish(program);
	expect_no_missing_step(program, "it");
	expect_empty_output(program);
	expect_status(program, EXIT_FAILURE);
	program_errors(program, &length);
	if (length == 0)
		verdict(VERDICT_FAIL, "a line on stderr",
			"nothing on stderr",
			"the program fails without a word: the user "
			"cannot know why");
}

/* --- usage --- */

static const char usage_start[] = "USAGE: ";

static bool begins_usage(const char *line)
{
	return strncmp(line, usage_start, sizeof usage_start - 1) == 0;
}

/* The next line behind this one, or NULL. */
static const char *line_after(const char *line)
{
	const char *end = strchr(line, '\n');

	return end == NULL || end[1] == '\0' ? NULL : end + 1;
}

/* May a program's name stand behind these bytes?  A path may. */
static bool leads_to_name(const char *bytes, size_t length)
{
	size_t marks = 0;

	while (marks < length && strchr("\"'`([{<", bytes[marks]))
		marks++;
	bytes += marks;
	length -= marks;
	return length == 0 ||
		(bytes[length - 1] == '/' &&
			(bytes[0] == '/' || bytes[0] == '.' ||
				memchr(bytes, ' ', length) == NULL));
}

/* "nslookup: host", "./nslookup, then a host": the name ends there. */
static bool ends_name(const char *behind)
{
	return !isalnum((unsigned char)behind[0]) &&
		(behind[0] == '\0' ||
			strchr("_-/", behind[0]) == NULL) &&
		!(behind[0] == '.' &&
			isalnum((unsigned char)behind[1]));
}

/* "USAGE: " and the name, its own or as it was started. */
static bool is_usage_line(const char *line)
{
	const char *name = this_exercise.program;
	size_t length = strlen(name);

	if (!begins_usage(line))
		return false;
	line += sizeof usage_start - 1;
	const char *end = strchrnul(line, '\n');
	const char *at = line;
	while ((at = memmem(at, (size_t)(end - at), name, length)) !=
		NULL) {
		if (leads_to_name(line, (size_t)(at - line)) &&
			ends_name(at + length))
			return true;
		at++;
	}
	return false;
}

static const char *find_line(
	const struct program *program, bool is_it(const char *text))
{
	const char *line = program_errors(program, NULL);

	while (line != NULL && !is_it(line))
		line = line_after(line);
	return line;
}

static _Noreturn void reject_usage(const struct program *program)
{
	const char *found = find_line(program, begins_usage);
	char wanted[128];
	char errors[TEXT];
	char says[TEXT];

	snprintf(wanted, sizeof wanted, "\"USAGE: %s ...\"",
		this_exercise.program);
	quote_errors(program, errors, sizeof errors);
	tell_errors(program, says, sizeof says);
	if (found != NULL)
		verdict(VERDICT_FAIL, wanted, errors,
			"behind \"USAGE: \" the usage line should "
			"begin with the program's name, %s; %s",
			this_exercise.program, says);
	verdict(VERDICT_FAIL, wanted, errors,
		"called the wrong way, the program should explain "
		"itself on stderr in a line that begins \"USAGE: %s\"; "
		"%s",
		this_exercise.program, says);
}

/* --- usage, and then on --- */

static bool ends_with(const char *line, size_t length, const char *end)
{
	size_t size = strlen(end);

	return length > size && line[length - size - 1] == ' ' &&
		memcmp(line + length - size, end, size) == 0;
}

/* May somebody call arguments wrong in the words of this error? */
static bool is_about_arguments(int number)
{
	return number == EINVAL || number == E2BIG || number == EDOM ||
		number == ERANGE;
}

/* Does the line end in the system's words for a call that failed? */
static bool tells_failed_call(const char *line, size_t length)
{
	enum { LAST_ERROR = 133, LAST_CODE = 12, LAST_HOST_ERROR = 4 };

	for (int i = 1; i <= LAST_ERROR; i++)
		if (!is_about_arguments(i) &&
			ends_with(line, length, strerror(i)))
			return true;
	for (int i = 1; i <= LAST_CODE; i++)
		if (ends_with(line, length, gai_strerror(-i)))
			return true;
	for (int i = 1; i <= LAST_HOST_ERROR; i++)
		if (ends_with(line, length, hstrerror(i)))
			return true;
	return false;
}

/* Behind the usage line there is nothing left to fail. */
static void expect_end_of_usage(const char *usage)
{
	const char *line = usage;
	char shown[TEXT];

	while ((line = line_after(line)) != NULL) {
		size_t length = strcspn(line, "\n");
		if (memmem(line, length, "(null)", 6) == NULL &&
			!tells_failed_call(line, length))
			continue;
		quote(shown, sizeof shown, line, length);
		verdict_mistake("the usage line is the end", shown,
			"the program prints its usage line, and then "
			"it goes on: it says %s",
			shown);
	}
}

void expect_usage_error(struct program *program)
{
	program_finish(program);
	const char *line = find_line(program, is_usage_line);
	if (line != NULL)
		expect_no_missing_step(
			program, "it prints its usage line and");
	expect_failure(program);
	if (line == NULL)
		reject_usage(program);
	expect_end_of_usage(line);
}

/* --- reasons --- */

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

static void expect_some_reason(
	struct program *program, const char *what)
{
	char errors[TEXT];

	expect_failure(program);
	const char *said = program_errors(program, NULL);
	if (words_besides(said, what) >= 3)
		return;
	quote_errors(program, errors, sizeof errors);
	verdict(VERDICT_FAIL, "a reason", errors,
		strstr(said, what) != NULL
			? "the message on stderr names the host but "
			  "gives no reason: %s"
			: "the message on stderr gives no reason: %s",
		errors);
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
	expect_some_reason(program, what);
}

/* What is said of a number by a function that does not know it. */
static const char *find_unknown_number(const char *said)
{
	static const char *const texts[] = { "Unknown error",
		"Unknown resolver error", "Resolver Error 0",
		"Resolver internal error" };
	const char *found = NULL;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (found == NULL)
			found = strstr(said, texts[i]);
	return found;
}

/* The numbers of the resolver, small ones, read as if in errno. */
static const char *find_wrong_table(const char *said)
{
	static const int numbers[] = { EPERM, ENOENT, ESRCH, EINTR,
		EIO };
	const char *found = NULL;

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (found == NULL)
			found = strstr(said, strerror(numbers[i]));
	return found;
}

static _Noreturn void reject_reason(
	const char *text, const char *explanation)
{
	char shown[TEXT];

	quote(shown, sizeof shown, text, strcspn(text, "\n"));
	verdict(VERDICT_FAIL, "the resolver's reason", shown,
		"the message on stderr says %s: %s", shown,
		explanation);
}

void expect_resolver_reason(struct program *program, const char *what)
{
	expect_some_reason(program, what);
	const char *said = program_errors(program, NULL);
	const char *text = strstr(said, strerror(0));
	if (text != NULL)
		reject_reason(
			text, "errno knows nothing about this failure");
	text = find_unknown_number(said);
	if (text != NULL)
		reject_reason(text,
			"the resolver's number has gone to a function "
			"that knows other numbers");
	text = find_wrong_table(said);
	if (text != NULL)
		reject_reason(text,
			"that is an error of a system call, which did "
			"not happen here");
}

void expect_reason(struct program *program, const char *what)
{
	expect_named(program, what);
	expect_resolver_reason(program, what);
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
		check->seen[i]++;
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
		size_t line =
			end == NULL ? length : (size_t)(end - output);

		check_line(check, output, line);
		if (end == NULL)
			return;
		output += line + 1;
		length -= line + 1;
	}
}

static void check_repeats(const struct line_check *check)
{
	for (size_t i = 0; i < check->count; i++) {
		if (check->seen[i] == 2)
			reject(check, "the %s %s is printed twice",
				check->thing, check->lines[i]);
		if (check->seen[i] > 2)
			reject(check, "the %s %s is printed %u times",
				check->thing, check->lines[i],
				check->seen[i]);
	}
}

static void begin_check(struct line_check *check,
	const char *const *lines, size_t count, const char *thing)
{
	if (count > MAX_LINES)
		abort();
	*check = (struct line_check){
		.lines = lines, .count = count, .thing = thing
	};
}

static void check_output(
	struct line_check *check, const struct program *program)
{
	size_t length;
	const char *output = program_output(program, &length);

	describe_lines(check, output, length);
	if (length == 0)
		reject(check, "the program prints nothing on stdout");
	check_lines(check, output, length);
}

static void check_all_seen(const struct line_check *check)
{
	for (size_t i = 0; i < check->count; i++)
		if (check->seen[i] == 0)
			reject(check, "the %s %s is missing",
				check->thing, check->lines[i]);
}

void expect_lines(struct program *program, const char *const *lines,
	size_t count, const char *thing)
{
	static struct line_check check;

	begin_check(&check, lines, count, thing);
	check_output(&check, program);
	check_repeats(&check);
	check_all_seen(&check);
}

void expect_lines_among(struct program *program,
	const char *const *lines, size_t count, const char *thing)
{
	static struct line_check check;

	begin_check(&check, lines, count, thing);
	check_output(&check, program);
	check_all_seen(&check);
}

void expect_last_newline(struct program *program, const char *thing)
{
	char actual[TEXT];
	size_t length;
	const char *output = program_output(program, &length);

	if (length == 0)
		verdict(VERDICT_FAIL, "a line", "",
			"the program prints nothing on stdout");
	if (output[length - 1] == '\n')
		return;
	quote(actual, sizeof actual, output, length);
	verdict(VERDICT_FAIL, "a newline at the end", actual,
		"the last line, with the last %s, has no newline at "
		"its end",
		thing);
}
