/*
 * Tests of sanitizer.h: with real reports of both compilers' sanitizers
 * about program_faulty.c, and with texts that are none.
 *
 * SPDX-License-Identifier: MIT
 */
#include "sanitizer.h"
#include "trial.h"
#include "verdict.h"

#include <stdio.h>
#include <string.h>

const struct exercise this_exercise = { .program = "faulty" };

TestSuite(sanitizer, .init = trial_begin, .fini = trial_end,
	.timeout = 120);

static struct program *run_as(const char *built, const char *mistake)
{
	const char *arguments[] = { mistake, NULL };
	struct program *program =
		trial_start_as(built, NULL, arguments);

	TRY(program_finish(program));
	return program;
}

/* The program itself says which line is to be named. */
static void expect_finding_as(
	const char *built, const char *mistake, const char *finding)
{
	struct program *program = run_as(built, mistake);
	char place[64];

	trial_verdict(VERDICT_SANITIZER, finding);
	snprintf(place, sizeof place, ": see line %s of faulty.c",
		program_output(program, NULL));
	trial_verdict(VERDICT_SANITIZER, place);
}

static void expect_finding(const char *mistake, const char *finding)
{
	expect_finding_as(SANITIZED_BY_GCC, mistake, finding);
	expect_finding_as(SANITIZED_BY_CLANG, mistake, finding);
}

Test(sanitizer, tells_of_an_overflow_on_the_stack)
{
	expect_finding("overflow_stack",
		"AddressSanitizer found an access outside a local "
		"array (stack-buffer-overflow)");
}

Test(sanitizer, tells_of_an_overflow_on_the_heap)
{
	expect_finding("overflow_heap",
		"AddressSanitizer found an access outside allocated "
		"memory (heap-buffer-overflow)");
}

Test(sanitizer, tells_of_an_overflow_of_a_global_array)
{
	expect_finding("overflow_global",
		"AddressSanitizer found an access outside a global "
		"array (global-buffer-overflow)");
}

Test(sanitizer, names_our_line_when_the_library_does_it)
{
	expect_finding("overflow_in_library",
		"AddressSanitizer found an access outside a local "
		"array (stack-buffer-overflow)");
}

Test(sanitizer, tells_of_a_use_after_free)
{
	expect_finding("use_after_free",
		"AddressSanitizer found a use of memory that was freed "
		"before (heap-use-after-free)");
}

Test(sanitizer, tells_of_a_double_free)
{
	expect_finding("double_free",
		"AddressSanitizer found memory that is freed twice "
		"(double-free)");
}

Test(sanitizer, tells_of_a_leak)
{
	expect_finding("leak",
		"LeakSanitizer found memory that is never freed");
}

Test(sanitizer, tells_of_a_wild_pointer)
{
	expect_finding("wild_pointer",
		"AddressSanitizer found a pointer that points nowhere "
		"(SEGV)");
}

Test(sanitizer, tells_of_undefined_behaviour)
{
	expect_finding("signed_overflow",
		"UndefinedBehaviorSanitizer found signed integer "
		"overflow: ");
}

Test(sanitizer, a_program_that_quotes_one_is_not_suspected)
{
	struct program *program = run_as(SANITIZED_BY_GCC, "quote");

	trial_no_verdict();
	cr_assert(program_status(program) == EXIT_FAILURE, "status %d",
		program_status(program));
}

Test(sanitizer, a_status_alone_is_no_finding)
{
	struct program *program = run_as(SANITIZED_BY_GCC, "exit_99");

	trial_no_verdict();
	cr_assert(program_status(program) == SANITIZER_STATUS,
		"status %d", program_status(program));
}

/* --- threads --- */

static void expect_in_threads(
	const char *mistake, const char *status, const char *message)
{
	static const char *const builds[] = { SANITIZED_BY_GCC,
		SANITIZED_BY_CLANG };

	trial_build = BUILD_THREADS;
	for (size_t i = 0; i < 2; i++) {
		run_as(builds[i], mistake);
		if (status == NULL)
			trial_no_verdict();
		else
			trial_verdict(status, message);
	}
}

/* Of the lines of write_shared and read_shared either comes first. */
Test(sanitizer, tells_of_a_data_race_with_both_its_places)
{
	expect_in_threads("race", VERDICT_SANITIZER,
		"ThreadSanitizer found a data race, the same memory "
		"used by two threads at once, of which one writes: see "
		"lines ");
	trial_build = BUILD_THREADS;
	run_as(SANITIZED_BY_GCC, "race");
	trial_verdict(VERDICT_SANITIZER, " and ");
	trial_verdict(VERDICT_SANITIZER, " of faulty.c");
}

Test(sanitizer, a_place_that_races_with_itself_is_named_once)
{
	expect_in_threads("race_of_one_line", VERDICT_SANITIZER,
		"of which one writes: see line ");
}

Test(sanitizer, threads_that_take_turns_are_no_race)
{
	expect_in_threads("no_race", NULL, NULL);
}

Test(sanitizer, calls_of_several_threads_are_no_race)
{
	expect_in_threads("calls_in_threads", NULL, NULL);
}

Test(sanitizer, a_thread_that_is_left_at_the_end_is_no_mistake)
{
	expect_in_threads("unjoined_thread", NULL, NULL);
}

Test(sanitizer, a_runtime_that_breaks_down_says_nothing)
{
	expect_in_threads("break_down", VERDICT_SKIPPED,
		"the thread sanitizer itself broke down");
}

Test(sanitizer, only_that_build_can_break_down_so)
{
	run_as(SANITIZED_BY_GCC, "break_down");
	trial_no_verdict();
}

/* The other build finds no race, and is the usual one. */
Test(sanitizer, a_race_is_found_by_one_build_only)
{
	run_as(SANITIZED_BY_GCC, "race_of_one_line");
	trial_no_verdict();
}

Test(sanitizer, without_that_build_the_test_is_skipped)
{
	trial_build = BUILD_THREADS;
	TRY(trial_start_as(
		"nowhere", NULL, (const char *[]){ "race", NULL }));
	trial_verdict(VERDICT_SKIPPED, "-fsanitize=thread");
}

/* --- texts --- */

static void expect_text(const char *errors, const char *expected)
{
	char finding[300] = "";
	bool found = sanitizer_finding(
		errors, "faulty", finding, sizeof finding);

	cr_assert(found == (expected != NULL), "%s", errors);
	if (expected != NULL)
		cr_assert(
			strcmp(finding, expected) == 0, "%s", finding);
}

Test(sanitizer, other_words_are_no_finding)
{
	expect_text("", NULL);
	expect_text("faulty: no such host\n", NULL);
	expect_text("runtime error\n", NULL);
}

Test(sanitizer, a_kind_without_words_of_ours_keeps_its_own)
{
	expect_text("==7==ERROR: AddressSanitizer: bad-free on x\n"
		    "    #0 0x1 in main faulty.c:12\n",
		"AddressSanitizer found bad-free on x: "
		"see line 12 of faulty.c");
}

Test(sanitizer, without_a_line_of_ours_none_is_named)
{
	expect_text("==7==ERROR: AddressSanitizer: SEGV on unknown\n"
		    "    #0 0x1 in strlen string.c:12\n"
		    "    #1 0x2 in main faulty.c:soon\n",
		"AddressSanitizer found a pointer that points nowhere "
		"(SEGV)");
}

static const char race[] =
	"WARNING: ThreadSanitizer: %s (pid=7)\n"
	"  Write of size 4 at 0x1 by thread T2:\n"
	"    #0 memcpy string.c:1 (libtsan.so.2+0x1)\n"
	"    #1 serve /work/faulty.c:12 (faulty+0x1)\n\n"
	"  Previous write of size 4 at 0x1 by thread T1:\n"
	"    #0 count /work/faulty.c:%d (faulty+0x2)\n\n"
	"  Thread T2 (tid=9, running) created by main thread at:\n"
	"    #0 main /work/faulty.c:77 (faulty+0x3)\n";

static void expect_race(
	const char *kind, int other, const char *expected)
{
	char text[800];

	snprintf(text, sizeof text, race, kind, other);
	expect_text(text, expected);
}

Test(sanitizer, both_places_of_a_race_are_named)
{
	static const char told[] =
		"ThreadSanitizer found a data race, the same memory "
		"used by two threads at once, of which one writes: "
		"see ";
	char expected[300];

	snprintf(expected, sizeof expected,
		"%slines 12 and 40 of faulty.c", told);
	expect_race("data race", 40, expected);
	snprintf(expected, sizeof expected, "%sline 12 of faulty.c",
		told);
	expect_race("data race", 12, expected);
}

Test(sanitizer, another_report_of_threads_keeps_its_words)
{
	expect_race("double lock of a mutex", 40,
		"ThreadSanitizer found double lock of a mutex: see "
		"lines 12 and 40 of faulty.c");
}

Test(sanitizer, what_was_said_before_the_report_is_left_out)
{
	expect_text("faulty.c:3: a message of the program's own\n"
		    "faulty.c:9:2: runtime error: division by zero\n",
		"UndefinedBehaviorSanitizer found division by zero: "
		"see line 9 of faulty.c");
}
