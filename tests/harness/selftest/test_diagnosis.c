/*
 * Tests of diagnosis.h: made-up rules over made-up results.
 *
 * SPDX-License-Identifier: MIT
 */
#include "diagnosis.h"
#include "sample_run.h"

#include <criterion/criterion.h>
#include <string.h>

/* In the order of the steps, as diagnose gets them. */
static struct result results[SAMPLE_TESTS];

static void begin(void)
{
	for (int i = 0; i < SAMPLE_TESTS; i++)
		results[i] = (struct result){
			.test = &sample_tests[i],
			.status = STATUS_PASS,
		};
}

TestSuite(diagnosis, .init = begin, .timeout = 10);

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

/* What the test is said to have failed from; "" for nothing. */
static const char *named(
	const struct misconception *rules, const char *id)
{
	for (int i = 0; i < SAMPLE_TESTS; i++)
		results[i].misconception = NULL;
	cr_assert_eq(diagnose(rules, results, SAMPLE_TESTS), 0);
	const char *phrase = result_of(id)->misconception;
	return phrase != NULL ? phrase : "";
}

#define EXPECT_NAMED(rules, id, phrase) \
	cr_expect_str_eq(named(rules, id), phrase)

static const struct misconception no_lists[] = {
	{ .phrase = "sees one",
		.fails = "three_addresses many_addresses" },
	{ .phrase = "follows nothing", .fails = "alias" },
	{ .phrase = NULL },
};

Test(diagnosis, no_rules_no_name)
{
	fail("alias", "wrong");
	EXPECT_NAMED(NULL, "alias", "");
	EXPECT_NAMED(&no_lists[2], "alias", "");
}

Test(diagnosis, a_right_program_gets_none)
{
	EXPECT_NAMED(no_lists, "alias", "");
	EXPECT_NAMED(no_lists, "three_addresses", "");
}

Test(diagnosis, all_that_should_fail_and_nothing_else)
{
	fail("three_addresses", "wrong");
	EXPECT_NAMED(no_lists, "three_addresses", "");
	fail("many_addresses", "wrong");
	EXPECT_NAMED(no_lists, "three_addresses", "sees one");
	EXPECT_NAMED(no_lists, "many_addresses", "sees one");
	EXPECT_NAMED(no_lists, "alias", "");
	fail("one_address", "wrong");
	EXPECT_NAMED(no_lists, "three_addresses", "");
}

Test(diagnosis, two_mistakes_each_with_tests_of_its_own)
{
	static const struct misconception rules[] = {
		{ .phrase = "counts wrong",
			.fails = "usage_with_two_hosts" },
		{ .phrase = "follows nothing", .fails = "alias" },
		{ .phrase = NULL },
	};

	fail("usage_with_two_hosts", "wrong");
	fail("alias", "wrong");
	EXPECT_NAMED(rules, "usage_with_two_hosts", "counts wrong");
	EXPECT_NAMED(rules, "alias", "follows nothing");
	fail("one_address", "wrong");
	EXPECT_NAMED(rules, "alias", "");
}

Test(diagnosis, a_test_of_two_mistakes_keeps_none)
{
	static const struct misconception rules[] = {
		{ .phrase = "a", .fails = "one_address alias" },
		{ .phrase = "b", .fails = "hosts_file alias" },
		{ .phrase = NULL },
	};

	fail("one_address", "wrong");
	fail("alias", "wrong");
	fail("hosts_file", "wrong");
	EXPECT_NAMED(rules, "one_address", "a");
	EXPECT_NAMED(rules, "hosts_file", "b");
	EXPECT_NAMED(rules, "alias", "");
}

Test(diagnosis, part_of_an_id_is_another_id)
{
	static const struct misconception rules[] = {
		{ .phrase = "a", .fails = "ali alias_of_alias" },
		{ .phrase = NULL },
	};

	fail("alias", "wrong");
	EXPECT_NAMED(rules, "alias", "");
}

Test(diagnosis, the_most_specific_rule_wins)
{
	static const struct misconception rules[] = {
		{ .phrase = "prints two",
			.fails = "alias",
			.clues = { { "alias", IN_MESSAGE,
				"* twice" } } },
		{ .phrase = "is wrong", .fails = "alias" },
		{ .phrase = NULL },
	};

	fail("alias", "printed twice");
	EXPECT_NAMED(rules, "alias", "prints two");
	fail("alias", "printed once");
	EXPECT_NAMED(rules, "alias", "is wrong");
}

Test(diagnosis, ambiguity_names_nothing)
{
	static const struct misconception rules[] = {
		{ .phrase = "a", .fails = "alias" },
		{ .phrase = "b", .fails = "alias" },
		{ .phrase = "c", .fails = "hosts_file" },
		{ .phrase = NULL },
	};

	fail("alias", "wrong");
	EXPECT_NAMED(rules, "alias", "");
	fail("hosts_file", "wrong");
	EXPECT_NAMED(rules, "alias", "");
	EXPECT_NAMED(rules, "hosts_file", "");
}

Test(diagnosis, clues_are_looked_for_where_they_belong)
{
	static struct event events[] = {
		{ 1, "program", "prints", "", "5.2.0.192" },
		{ 2, "grader", "notices", "", "it is backwards" },
	};
	static const struct misconception rules[] = {
		{ .phrase = "sees all",
			.fails = "alias",
			.clues = { { "alias", IN_STATUS, "timeout" },
				{ "alias", IN_EXPECTED, "\"1*" },
				{ "alias", IN_ACTUAL,
					"\"+([0-9.])\\n\"" },
				{ "alias", IN_EVENTS,
					"grader notices * "
					"backwards" } } },
		{ .phrase = NULL },
	};
	struct result *alias = result_of("alias");

	fail("alias", "wrong");
	alias->status = STATUS_TIMEOUT;
	alias->expected = "\"192.0.2.5\\n\"";
	alias->actual = "\"5.2.0.192\\n\"";
	alias->events = events;
	EXPECT_NAMED(rules, "alias", "");
	alias->event_count = 2;
	EXPECT_NAMED(rules, "alias", "sees all");
	alias->actual = "\"5.2.0.192\"";
	EXPECT_NAMED(rules, "alias", "");
	alias->actual = NULL;
	EXPECT_NAMED(rules, "alias", "");
}

Test(diagnosis, what_must_have_passed)
{
	static const struct misconception rules[] = {
		{ .phrase = "a",
			.fails = "alias",
			.passes = "three_addresses" },
		{ .phrase = NULL },
	};

	fail("alias", "wrong");
	EXPECT_NAMED(rules, "alias", "a");
	result_of("three_addresses")->status = STATUS_NOT_RUN;
	EXPECT_NAMED(rules, "alias", "");
}

Test(diagnosis, what_is_certain_stands_beside_other_failures)
{
	static const struct misconception rules[] = {
		{ .phrase = "frees too early",
			.fails = "alias hosts_file",
			.clues = { { "alias", IN_MESSAGE, "*free*" } },
			.certain = true },
		{ .phrase = NULL },
	};

	fail("alias", "used after free");
	fail("hosts_file", "used after free");
	fail("one_address", "another mistake");
	EXPECT_NAMED(rules, "alias", "frees too early");
	EXPECT_NAMED(rules, "one_address", "");
	result_of("hosts_file")->status = STATUS_PASS;
	EXPECT_NAMED(rules, "alias", "");
}

/* Step 3 is not written yet: its tests are no evidence. */
Test(diagnosis, an_earlier_step_can_be_wrong_already)
{
	static const struct misconception rules[] = {
		{ .phrase = "a", .fails = "alias three_addresses" },
		{ .phrase = "b", .fails = "alias many_addresses" },
		{ .phrase = "c",
			.fails = "alias",
			.clues = { { "many_addresses", IN_MESSAGE,
				"*" } } },
		{ .phrase = NULL },
	};

	fail("alias", "wrong");
	fail("many_addresses", "it says: step 3 is not written yet");
	EXPECT_NAMED(rules, "alias", "");
	EXPECT_NAMED(&rules[1], "alias", "b");
	EXPECT_NAMED(&rules[1], "many_addresses", "");
}

Test(diagnosis, steps_after_an_unwritten_one_say_nothing)
{
	fail("hosts_file", "it says: step 2 is not written yet");
	fail("alias", "wrong");
	fail("three_addresses", "wrong");
	fail("many_addresses", "wrong");
	EXPECT_NAMED(no_lists, "alias", "");
	EXPECT_NAMED(no_lists, "three_addresses", "");
	result_of("hosts_file")->status = STATUS_PASS;
	result_of("alias")->status = STATUS_PASS;
	EXPECT_NAMED(no_lists, "three_addresses", "sees one");
}

/* As if nobody had begun step 3. */
Test(diagnosis, last_steps_where_nothing_works_explain_themselves)
{
	fail("alias", "wrong");
	fail("three_addresses", "wrong");
	fail("many_addresses", "wrong");
	EXPECT_NAMED(no_lists, "alias", "follows nothing");
	EXPECT_NAMED(no_lists, "three_addresses", "");
	result_of("alias")->status = STATUS_PASS;
	EXPECT_NAMED(no_lists, "three_addresses", "sees one");
}

Test(diagnosis, undecided_tests_say_nothing)
{
	fail("three_addresses", "wrong");
	fail("many_addresses", "no network");
	for (int status = STATUS_SKIPPED; status <= STATUS_GRADER_ERROR;
		status++) {
		result_of("many_addresses")->status =
			(enum status)status;
		EXPECT_NAMED(no_lists, "three_addresses", "sees one");
		EXPECT_NAMED(no_lists, "many_addresses", "");
	}
}
