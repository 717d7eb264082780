/*
 * Tests of the expectations that all programs share, expect.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "expect.h"
#include "trial.h"
#include "verdict.h"

#include <stdio.h>
#include <string.h>

TestSuite(
	expect, .init = trial_begin, .fini = trial_end, .timeout = 120);

/* --- success and failure --- */

Test(expect, success_is_status_0_and_silence)
{
	TRY(expect_success(trial_start("out=hello")));
	trial_no_verdict();
}

Test(expect, success_with_another_status_is_none)
{
	TRY(expect_success(trial_start("err=oh\n", "exit=7")));
	trial_verdict(VERDICT_FAIL,
		"exits with status 7; it says: \"oh\\n\"");
}

Test(expect, success_with_words_on_stderr_is_none)
{
	TRY(expect_success(trial_start("err=done\n")));
	trial_verdict(
		VERDICT_FAIL, "succeeds, and yet it writes to stderr");
}

Test(expect, failure_is_status_1_and_a_word)
{
	TRY(expect_failure(trial_start("err=oh\n", "exit=1")));
	trial_no_verdict();
}

Test(expect, a_remark_on_stderr_is_another_matter_than_status_0)
{
	TRY(expect_exit_0(trial_start("err=done\n")));
	trial_no_verdict();
	TRY(expect_exit_0(trial_start("err=oh\n", "exit=1")));
	trial_verdict(VERDICT_FAIL, "should succeed");
}

Test(expect, failure_with_another_status_is_none)
{
	TRY(expect_failure(trial_start("err=oh\n", "exit=2")));
	trial_verdict(VERDICT_FAIL,
		"should fail with exit status 1, but its exit status "
		"is 2; it says: \"oh\\n\"");
	TRY(expect_failure(trial_start("exit=0")));
	trial_verdict(VERDICT_FAIL,
		"exit status is 0; it says nothing on stderr");
}

Test(expect, failure_with_output_is_none)
{
	TRY(expect_failure(trial_start("out=x", "err=oh\n", "exit=1")));
	trial_verdict(VERDICT_FAIL, "leaves stdout empty");
	TRY(expect_failure(trial_start("out=x\n", "exit=0")));
	trial_verdict(VERDICT_FAIL,
		"should fail here, but it succeeds and prints "
		"\"x\\n\"");
}

Test(expect, a_step_that_is_missing_is_no_failure)
{
	TRY(expect_failure(trial_start(
		"err=step 2, send, is not written yet\n", "exit=1")));
	trial_verdict(VERDICT_FAIL,
		"does not come to what this test looks at");
	TRY(expect_failure(
		trial_start("err=step 3, receive, is not written yet\n",
			"exit=1")));
	trial_verdict(VERDICT_FAIL, "it goes on, as far as step 3");
}

Test(expect, failure_without_a_word_is_none)
{
	TRY(expect_failure(trial_start("exit=1")));
	trial_verdict(VERDICT_FAIL, "fails without a word");
}

Test(expect, failure_by_a_crash_is_a_crash)
{
	TRY(expect_failure(trial_start("err=oh\n", "crash")));
	trial_verdict(VERDICT_CRASH, "signal 11");
}

/* --- usage --- */

static void say_usage(const char *errors)
{
	char words[200];

	snprintf(words, sizeof words, "err=%s", errors);
	TRY(expect_usage_error(trial_start(words, "exit=1")));
	program_end_all();
}

Test(expect, usage_lines_name_the_program_by_any_path)
{
	static const char *const lines[] = {
		"USAGE: actor HOST\n",
		"USAGE: ./actor HOST\n",
		"USAGE: /box/actor [-6] HOST\n",
		"USAGE: actor\n",
		"USAGE: actor",
		"actor: no host\nUSAGE: ./actor HOST\n",
		"USAGE: actor HOST\nPrints addresses.\n",
		"USAGE: ./actor: server word port\n",
		"USAGE: actor, then a host\n",
		"USAGE: 'actor' HOST\n",
		"USAGE: \"./actor\" HOST\n",
		"USAGE: [/box/actor] HOST\n",
		"USAGE: /home/me/my files/actor HOST\n",
		"USAGE: actor(HOST)\n",
		"USAGE: actor.\n",
		"USAGE: actor HOST\nactor: Invalid argument\n",
		"USAGE: actor HOST: Success\n",
		"actor: HOST: Bad file descriptor\nUSAGE: actor HOST\n",
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		say_usage(lines[i]);
		trial_no_verdict();
	}
}

Test(expect, other_lines_are_no_usage_lines)
{
	static const char *const lines[] = {
		"Usage: ./actor HOST\n",
		"usage: actor HOST\n",
		"USAGE: <host>\n",
		"USAGE:\n",
		"USAGE: \n",
		"USAGE:actor HOST\n",
		"USAGE: actors HOST\n",
		"USAGE: factor HOST\n",
		" USAGE: actor HOST\n",
		"actor: USAGE: actor HOST\n",
		"USAGE: prog actor\n",
		"USAGE: actor-2 HOST\n",
		"USAGE: actor.c HOST\n",
		"USAGE: actor/HOST\n",
		"USAGE: host\nactor HOST\n",
		"actor HOST\n",
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		say_usage(lines[i]);
		trial_verdict(VERDICT_FAIL,
			strncmp(lines[i], "USAGE: ", 7) == 0
				? "behind \"USAGE: \" the usage line "
				  "should begin with the program's "
				  "name, "
				  "actor; it says: "
				: "in a line that begins \"USAGE: "
				  "actor\"; it says: ");
	}
}

Test(expect, with_the_usage_line_the_program_ends)
{
	static const char *const lines[] = {
		"actor: (null): Name or service not known\n",
		"no address of (null) found\n",
		"actor: -6: Name or service not known\n",
		"(x): Unknown host\n",
		"connect: Connection refused",
		"Prints addresses.\nactor: Bad file descriptor\n",
	};
	char words[200];

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		snprintf(words, sizeof words, "USAGE: actor HOST\n%s",
			lines[i]);
		say_usage(words);
		trial_verdict(VERDICT_FAIL,
			"prints its usage line, and then it goes on: "
			"it says \"");
	}
	say_usage("USAGE: actor HOST\n"
		  "step 3, receive, is not written yet\n");
	trial_verdict(VERDICT_FAIL,
		"it prints its usage line and goes on, as far as step "
		"3");
}

Test(expect, a_usage_line_on_stdout_does_not_count)
{
	TRY(expect_usage_error(
		trial_start("out=USAGE: actor HOST\n", "exit=1")));
	trial_verdict(VERDICT_FAIL, "leaves stdout empty");
}

/* --- reasons --- */

static void give_reason(const char *errors)
{
	char words[200];

	snprintf(words, sizeof words, "err=%s", errors);
	TRY(expect_reason(trial_start(words, "exit=1"), "wren.test"));
	program_end_all();
}

Test(expect, a_reason_in_any_words_is_one)
{
	static const char *const lines[] = {
		"actor: wren.test: Name or service not known\n",
		"cannot look up wren.test: no such host\n",
		"wren.test\nnot found\n",
		"./actor: 'wren.test' (-2)? why\n",
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		give_reason(lines[i]);
		trial_no_verdict();
	}
}

Test(expect, names_and_marks_are_no_reason)
{
	static const char *const lines[] = {
		"wren.test\n",
		"actor: wren.test: \n",
		"./actor: \"wren.test\" (wren.test).\n",
		"actor: wren.test: -2\n",
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		give_reason(lines[i]);
		trial_verdict(VERDICT_FAIL,
			"names the host but gives no reason");
	}
}

Test(expect, a_reason_without_the_name_is_none)
{
	give_reason("actor: wren: Name or service not known\n");
	trial_verdict(VERDICT_FAIL,
		"should name what was looked up, \"wren.test\"; it "
		"says: ");
}

Test(expect, the_words_of_another_table_are_no_reason)
{
	static const char *const lines[] = {
		"actor: wren.test: Success\n",
		"actor: wren.test: Unknown error -2\n",
		"actor: wren.test: Unknown error\n",
		"actor: wren.test: Unknown resolver error\n",
		"actor: wren.test: Resolver internal error\n",
		"actor: wren.test: Resolver Error 0 (no error)\n",
		"actor: wren.test: Operation not permitted\n",
		"wren.test: No such file or directory\n",
		"wren.test: Interrupted system call, sorry\n",
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		give_reason(lines[i]);
		trial_verdict(
			VERDICT_FAIL, "the message on stderr says \"");
	}
}

Test(expect, a_reason_may_do_without_the_name)
{
	TRY(expect_resolver_reason(
		trial_start("err=no such host\n", "exit=1"),
		"wren.test"));
	trial_no_verdict();
	TRY(expect_resolver_reason(
		trial_start("err=actor: -2\n", "exit=1"), "wren.test"));
	trial_verdict(VERDICT_FAIL,
		"the message on stderr gives no reason: ");
}

/* --- output --- */

Test(expect, output_has_to_be_the_same_byte_for_byte)
{
	struct program *program =
		trial_start("out=a", "nul", "out=b\n");

	program_finish(program);
	TRY(expect_output(program, "a\0b\n", 4));
	trial_no_verdict();
	TRY(expect_output(program, "a\0b", 3));
	trial_verdict(VERDICT_FAIL, "stdout is not what it should be");
	TRY(expect_output(program, "a\0c\n", 4));
	trial_verdict(VERDICT_FAIL, "stdout is not what it should be");
}

Test(expect, no_output_is_said_to_be_none)
{
	struct program *program = trial_start("exit=0");

	program_finish(program);
	TRY(expect_output(program, "", 0));
	trial_no_verdict();
	TRY(expect_output(program, "a", 1));
	trial_verdict(VERDICT_FAIL, "prints nothing on stdout");
}

/* --- lines --- */

static const char *const addresses[] = { "192.0.2.71", "192.0.2.7" };

static void print_lines(struct program *program)
{
	program_finish(program);
	TRY(expect_lines(program, addresses, 2, "address"));
}

Test(expect, lines_come_in_any_order)
{
	print_lines(trial_start("out=192.0.2.71\n192.0.2.7\n"));
	trial_no_verdict();
	print_lines(trial_start("out=192.0.2.7\n192.0.2.71\n"));
	trial_no_verdict();
}

Test(expect, a_missing_line_is_named)
{
	print_lines(trial_start("out=192.0.2.71\n"));
	trial_verdict(VERDICT_FAIL, "the address 192.0.2.7 is missing");
}

Test(expect, a_line_that_comes_twice_is_named)
{
	print_lines(
		trial_start("out=192.0.2.7\n192.0.2.71\n192.0.2.7\n"));
	trial_verdict(
		VERDICT_FAIL, "the address 192.0.2.7 is printed twice");
	print_lines(
		trial_start("out=192.0.2.7\n192.0.2.7\n192.0.2.7\n"));
	trial_verdict(VERDICT_FAIL,
		"the address 192.0.2.7 is printed 3 times");
}

Test(expect, a_wrong_line_is_shown)
{
	static const char *const words[] = {
		"out=192.0.2.70\n192.0.2.71\n192.0.2.7\n",
		"out=192.0.2.7 \n192.0.2.71\n",
		"out=192.0.2.7\r\n192.0.2.71\n",
		"out=192.0.2.7, 192.0.2.71\n",
		"out=\n192.0.2.7\n192.0.2.71\n",
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		print_lines(trial_start(words[i]));
		trial_verdict(VERDICT_FAIL,
			"a line that is no address of the host: ");
		program_end_all();
	}
}

Test(expect, a_nul_byte_in_a_line_is_wrong)
{
	print_lines(trial_start(
		"out=192.0.2.71\n192.0.2.7", "nul", "out=\n"));
	trial_verdict(VERDICT_FAIL,
		"a line that is no address of the host: 192.0.2.7\\");
}

Test(expect, the_last_line_ends_too)
{
	struct program *program =
		trial_start("out=192.0.2.71\n192.0.2.7");

	program_finish(program);
	TRY(expect_last_newline(program, "address"));
	trial_verdict(VERDICT_FAIL,
		"the last address, has no newline at its end");
	/* Which lines there are is another matter. */
	TRY(expect_lines(program, addresses, 2, "address"));
	trial_no_verdict();
	program = trial_start("out=\n");
	program_finish(program);
	TRY(expect_last_newline(program, "address"));
	trial_no_verdict();
	program = trial_start("exit=0");
	program_finish(program);
	TRY(expect_last_newline(program, "address"));
	trial_verdict(VERDICT_FAIL, "prints nothing on stdout");
}

Test(expect, lines_that_come_again_may_be_another_matter)
{
	struct program *program =
		trial_start("out=192.0.2.71\n192.0.2.7\n192.0.2.7\n");

	program_finish(program);
	TRY(expect_lines_among(program, addresses, 2, "address"));
	trial_no_verdict();
	TRY(expect_lines_among(program, addresses, 1, "address"));
	trial_verdict(VERDICT_FAIL, "a line that is no address");
}

Test(expect, no_line_at_all_is_said)
{
	print_lines(trial_start("exit=0"));
	trial_verdict(VERDICT_FAIL, "prints nothing on stdout");
}
