/*
 * Tests of causes.h and facts.h: made-up causes over made-up results.
 *
 * SPDX-License-Identifier: MIT
 */
#include "causes.h"
#include "sample_run.h"

#include <criterion/criterion.h>
#include <limits.h>
#include <string.h>

/* In the order of the steps, as causes_find gets them. */
static struct result results[SAMPLE_TESTS];

static struct event events[] = {
	{ 1, "program", "starts", "", "nslookup -6 \"\" 80" },
	{ 2, "dns", "asked", ">", "A heron.example.test? (UDP)" },
	{ 3, "program", "starts", "", "nslookup heron 7777" },
	{ 4, "program", "exits", "", "status 1" },
};

static struct call calls[] = {
	{ 1, 1, 2, "exit(0)" },
	{ 2, 2, 2, "connect(3, \"127.0.0.1 port 80\") = 0" },
	{ 3, 2, 2, "send(3, 9, MSG_NOSIGNAL) = 4 \"abcd\"" },
	{ 4, 2, 2, "send(3, 5, MSG_NOSIGNAL) = -1 EPIPE" },
	{ 5, 2, 2, "recv(3, 9, 0) = 2 \"ab\"" },
	{ 6, 2, 2, "recv(3, 7, 0)" },
};

enum { CALLS = sizeof calls / sizeof calls[0] };

static void begin(void)
{
	for (int i = 0; i < SAMPLE_TESTS; i++)
		results[i] = (struct result){
			.test = &sample_tests[i],
			.status = STATUS_PASS,
		};
}

TestSuite(causes, .init = begin, .timeout = 10);

static struct result *result_of(const char *id)
{
	for (int i = 0; i < SAMPLE_TESTS; i++)
		if (strcmp(sample_tests[i].id, id) == 0)
			return &results[i];
	cr_assert_fail("no test %s", id);
	return NULL;
}

static void fail(const char *id, char *message)
{
	result_of(id)->status = STATUS_FAIL;
	result_of(id)->message = message;
}

/* The phrase of the cause that the test got; "" for none. */
static const char *named(const struct cause *causes, const char *id)
{
	for (int i = 0; i < SAMPLE_TESTS; i++)
		results[i].cause = NULL;
	cr_assert_eq(causes_find(causes, results, SAMPLE_TESTS), 0);
	const struct cause *cause = result_of(id)->cause;
	return cause != NULL ? cause->phrase : "";
}

#define EXPECT_NAMED(causes, id, phrase) \
	cr_expect_str_eq(named(causes, id), phrase)

static bool says_one(const struct facts *f)
{
	return message_is(f, "*one*");
}

static bool says_two(const struct facts *f)
{
	return message_is(f, "*two*");
}

static bool always(const struct facts *f)
{
	(void)f;
	return true;
}

static const struct cause two_causes[] = {
	{ .phrase = "sees one", .shows = says_one },
	{ .phrase = "sees two", .shows = says_two },
	{ .phrase = NULL },
};

Test(causes, no_causes_no_name)
{
	fail("alias", "one");
	EXPECT_NAMED(NULL, "alias", "");
	EXPECT_NAMED(&two_causes[2], "alias", "");
}

Test(causes, each_test_gets_what_its_own_facts_show)
{
	fail("alias", "one");
	fail("hosts_file", "two");
	fail("one_address", "nothing of the kind");
	EXPECT_NAMED(two_causes, "alias", "sees one");
	EXPECT_NAMED(two_causes, "hosts_file", "sees two");
	EXPECT_NAMED(two_causes, "one_address", "");
}

Test(causes, a_test_that_passed_has_none)
{
	static const struct cause any[] = {
		{ .phrase = "is there", .shows = always },
		{ .phrase = NULL },
	};

	fail("alias", "one");
	EXPECT_NAMED(any, "one_address", "");
	EXPECT_NAMED(any, "alias", "is there");
}

Test(causes, a_step_that_is_not_written_is_no_mistake)
{
	fail("alias",
		"one; it says: step 2, resolve, is not written "
		"yet");
	EXPECT_NAMED(two_causes, "alias", "");
}

Test(causes, of_two_that_show_the_one_that_explains_more)
{
	fail("alias", "one and two");
	EXPECT_NAMED(two_causes, "alias", "sees one");
	fail("hosts_file", "two");
	EXPECT_NAMED(two_causes, "alias", "sees two");
	EXPECT_NAMED(two_causes, "hosts_file", "sees two");
}

Test(causes, a_vague_one_only_explains_what_is_left)
{
	static const struct cause vague[] = {
		{ .phrase = "is there",
			.shows = always,
			.vague = true },
		{ .phrase = "sees one", .shows = says_one },
		{ .phrase = NULL },
	};

	fail("alias", "one");
	fail("hosts_file", "two");
	fail("one_address", "three");
	EXPECT_NAMED(vague, "alias", "sees one");
	EXPECT_NAMED(vague, "hosts_file", "is there");
	EXPECT_NAMED(vague, "one_address", "is there");
}

Test(causes, what_explains_most_is_told_first)
{
	fail("usage_with_two_hosts", "one");
	fail("alias", "two");
	fail("hosts_file", "two");
	named(two_causes, "alias");
	cr_expect_eq(
		causes_main(results, SAMPLE_TESTS), result_of("alias"));
	cr_expect_eq(
		causes_count(&two_causes[1], results, SAMPLE_TESTS), 2);
	cr_expect_eq(
		causes_first(&two_causes[0], results, SAMPLE_TESTS),
		result_of("usage_with_two_hosts"));
}

Test(causes, without_a_cause_nothing_is_told_first)
{
	fail("alias", "three");
	named(two_causes, "alias");
	cr_expect_null(causes_main(results, SAMPLE_TESTS));
}

/* --- facts --- */

static struct facts facts_of_alias(void)
{
	fail("alias", "a (b) [c] \\n");
	result_of("alias")->events = events;
	result_of("alias")->event_count =
		sizeof events / sizeof events[0];
	result_of("alias")->calls = calls;
	result_of("alias")->call_count = CALLS;
	return (struct facts){ .result = result_of("alias"),
		.results = results,
		.count = SAMPLE_TESTS,
		.run = 2 };
}

Test(causes, patterns_are_for_the_whole_text)
{
	struct facts f = facts_of_alias();

	cr_expect(message_is(&f, "a (b)*"));
	cr_expect(message_is(&f, "*\\n"));
	cr_expect(!message_is(&f, "(b)"));
	cr_expect(!actual_is(&f, "*"));
	cr_expect(status_is(&f, "@(fail|crash)"));
	cr_expect(test_is(&f, "one_* ali*"));
	cr_expect(!test_is(&f, "ali lias"));
}

Test(causes, events_of_the_test_and_of_its_last_run)
{
	struct facts f = facts_of_alias();

	cr_expect(saw(&f, "dns asked A heron*"));
	cr_expect(!saw_last(&f, "dns asked *"));
	cr_expect(saw_last(&f, "program exits status 1"));
}

Test(causes, calls_of_the_last_run_in_their_order)
{
	struct facts f = facts_of_alias();

	cr_expect(!called(&f, "exit(*"));
	cr_expect(called_ever(&f, "exit(*"));
	cr_expect(called_in(&f, "al*", "exit(*"));
	cr_expect(!called_in(&f, "one_*", "exit(*"));
	cr_expect(called_before(&f, "send(*", "recv(*"));
	cr_expect(!called_before(&f, "recv(*", "send(*"));
	cr_expect(called_before(&f, "send(*", "close(*"));
	cr_expect(called_next_anywhere(&f, "connect(*", "send(*"));
	cr_expect(!called_next_anywhere(&f, "exit(*", "connect(*"));
	cr_expect_eq(call_count(&f, "@(send|recv)(*"), 4);
	cr_expect_str_eq(first_call(&f, "recv(*"), calls[4].line);
	cr_expect_str_eq(last_call(&f, "recv(*"), calls[5].line);
	cr_expect_null(last_call(&f, "close(*"));
	cr_expect(called_after(&f, "send(*", "recv(*"));
	cr_expect(!called_after(&f, "recv(*", "send(*"));
	cr_expect(called_at_last(&f, "send(*", "recv(*"));
	cr_expect(!called_at_last(&f, "recv(*", "recv(*"));
	cr_expect(called_next(&f, "send(*EPIPE", "recv(*"));
	cr_expect(!called_next(&f, "connect(*", "recv(*"));
	cr_expect(hangs_in(&f, "recv(3*"));
	cr_expect(!hangs_in(&f, "send(*"));
}

Test(causes, calls_have_numbers)
{
	struct facts f = facts_of_alias();

	cr_expect_eq(call_number(calls[2].line, 1), 9);
	cr_expect_eq(call_number(calls[2].line, 7), -1);
	cr_expect_eq(call_number(NULL, 0), -1);
	cr_expect_eq(call_result(calls[2].line), 4);
	cr_expect_eq(call_result(calls[3].line), -1);
	cr_expect_eq(call_result(calls[5].line), LONG_MIN);
	cr_expect_eq(bytes_of(&f, "send(*"), 4);
	cr_expect_eq(bytes_of(&f, "recv(*"), 2);
}

Test(causes, how_the_program_was_called)
{
	struct facts f = facts_of_alias();
	char word[20];

	argument_of(&f, 1, word, sizeof word);
	cr_expect_str_eq(word, "heron");
	argument_of(&f, 9, word, sizeof word);
	cr_expect_str_eq(word, "");
	cr_expect_eq(last_argument(&f), 7777);
	result_of("alias")->event_count = 2;
	argument_of(&f, 2, word, sizeof word);
	cr_expect_str_eq(word, "");
	cr_expect_eq(last_argument(&f), 80);
	result_of("alias")->event_count = 0;
	cr_expect_eq(last_argument(&f), -1);
}

Test(causes, what_other_tests_say)
{
	struct facts f = facts_of_alias();

	fail("one_address", "no address");
	cr_expect(passed(&f, "one_address hosts_*"));
	cr_expect(!passed(&f, "one_address alias"));
	cr_expect(failed_with(&f, "one_*", "no *"));
	cr_expect(!failed_with(&f, "hosts_file", "*"));
}
