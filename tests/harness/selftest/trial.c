/*
 * A self-test that starts a program; see trial.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "trial.h"

#include "draw.h"
#include "isolation.h"
#include "loop.h"
#include "network.h"
#include "probe.h"
#include "verdict.h"

#include <criterion/options.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SEED = 4711 };

const struct exercise this_exercise __attribute__((weak)) = {
	.program = "actor",
};

/* All that it says of itself is its step. */
const struct exercise_test *exercise_current(void)
{
	static const struct exercise_test test = { .step = 2 };

	return &test;
}

enum program_build trial_build;
jmp_buf trial_leave;
static bool verdicts_expected;
static char status_kept[32];
static char message_kept[2000];

/* --- verdicts --- */

void trial_expect_verdicts(void)
{
	verdicts_expected = true;
	status_kept[0] = '\0';
	message_kept[0] = '\0';
}

static void keep(const char *status, const char *format,
	va_list arguments) __attribute__((format(printf, 2, 0)));

static void keep(
	const char *status, const char *format, va_list arguments)
{
	vsnprintf(message_kept, sizeof message_kept, format, arguments);
	snprintf(status_kept, sizeof status_kept, "%s", status);
}

static _Noreturn void leave(void)
{
	if (verdicts_expected)
		longjmp(trial_leave, 1);
	cr_assert(false, "%s: %s", status_kept, message_kept);
	abort();
}

void verdict(const char *status, const char *expected,
	const char *actual, const char *format, ...)
{
	va_list arguments;

	(void)expected;
	(void)actual;
	va_start(arguments, format);
	keep(status, format, arguments);
	va_end(arguments);
	leave();
}

void verdict_mistake(const char *expected, const char *actual,
	const char *format, ...)
{
	va_list arguments;

	(void)expected;
	(void)actual;
	va_start(arguments, format);
	keep(VERDICT_FAIL, format, arguments);
	va_end(arguments);
	leave();
}

void trial_verdict(const char *status, const char *part)
{
	cr_assert(strcmp(status_kept, status) == 0 &&
			strstr(message_kept, part) != NULL,
		"expected %s: \"%s\"; got %s: \"%s\"", status, part,
		status_kept, message_kept);
	verdicts_expected = false;
}

void trial_no_verdict(void)
{
	cr_assert(status_kept[0] == '\0', "%s: %s", status_kept,
		message_kept);
	verdicts_expected = false;
}

/* --- programs --- */

/* The folder that has this test's programs, and the harness beside. */
static void folder_of_tests(char *folder)
{
	ssize_t n = readlink("/proc/self/exe", folder, PATH_MAX - 1);

	if (n == -1)
		abort();
	folder[n] = '\0';
	*strrchr(folder, '/') = '\0';
}

void trial_choose(const char *built)
{
	char folder[PATH_MAX];
	char path[PATH_MAX + 64];

	folder_of_tests(folder);
	snprintf(path, sizeof path, "%s/%s/%s/program", folder,
		this_exercise.program, built);
	setenv("WORKBOOK_PROGRAM", path, 1);
}

struct program *trial_start_as(const char *built, struct fault *fault,
	const char *const *arguments)
{
	struct program_plan plan = {
		.arguments = arguments,
		.fault = fault,
		.detect_leaks = true,
		.build = trial_build,
	};

	trial_choose(built);
	return program_start(&plan);
}

static void compare(const char *bytes, size_t length, const char *text)
{
	cr_assert(length == strlen(text) &&
			memcmp(bytes, text, length) == 0,
		"expected \"%s\", got \"%s\"", text, bytes);
}

void trial_output(const struct program *program, const char *text)
{
	size_t length;
	const char *bytes = program_output(program, &length);

	compare(bytes, length, text);
}

void trial_errors(const struct program *program, const char *text)
{
	size_t length;
	const char *bytes = program_errors(program, &length);

	compare(bytes, length, text);
}

/* --- each test, and all of them --- */

void trial_begin(void)
{
	loop_now_us();
	draw_begin(SEED, criterion_current_test->name);
	cr_assert(network_enter(NETWORK_ORDINARY) == 0,
		"no network of its own: %s", strerror(errno));
}

void trial_end(void)
{
	program_end_all();
}

static void enter_isolation(void)
{
	char note[200];
	char folder[PATH_MAX];
	char harness[PATH_MAX + 16];

	folder_of_tests(folder);
	snprintf(harness, sizeof harness, "%s/../harness", folder);
	setenv("WORKBOOK_HARNESS", harness, 1);
	if (probe_isolation(note, sizeof note) != ISOLATION_SEALED)
		fprintf(stderr, "no namespaces: %s\n", note);
}

int main(int argc, char *argv[])
{
	int status = EXIT_SUCCESS;
	struct criterion_test_set *tests = criterion_initialize();

	if (criterion_handle_args(argc, argv, true)) {
		enter_isolation();
		if (!criterion_run_all_tests(tests))
			status = EXIT_FAILURE;
	}
	criterion_finalize(tests);
	return status;
}
