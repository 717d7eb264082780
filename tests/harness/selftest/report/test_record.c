/*
 * Tests of record.h: the record is read back as its users read it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "causes.h"
#include "earlier.h"
#include "record.h"
#include "sample_run.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <jansson.h>
#include <string.h>
#include <sys/stat.h>

static struct sample sample;

static void begin(void)
{
	sample_begin(&sample);
}

static void end(void)
{
	sample_end(&sample);
}

TestSuite(record, .init = begin, .fini = end, .timeout = 10);

static json_t *write_and_read(void)
{
	json_error_t error;

	cr_assert_eq(record_write(&sample.run, 412), 0);
	json_t *record = json_load_file(sample.results_path, 0, &error);
	cr_assert(record != NULL, "%s", error.text);
	return record;
}

static const json_t *test_at(const json_t *record, size_t index)
{
	return json_array_get(json_object_get(record, "tests"), index);
}

static const char *text(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static json_int_t number(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

/* Expects the object's keys to be these, in this order. */
static void expect_keys(const json_t *object, const char *keys)
{
	char found[512] = "";
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)object, key, value)
	{
		strcat(found, key);
		strcat(found, " ");
	}
	cr_expect_str_eq(found, keys);
}

Test(record, has_the_keys_of_the_schema_in_order)
{
	sample_journals(&sample, LOOKUP END);
	json_t *record = write_and_read();
	const json_t *test = test_at(record, 0);
	const json_t *transcript = json_object_get(test, "transcript");

	expect_keys(record,
		"schema chapter name program source points max_points "
		"isolation seed started duration_ms build earlier "
		"tests ");
	expect_keys(json_object_get(record, "build"),
		"status warnings log ");
	expect_keys(test,
		"id step title section points max_points status "
		"misconception message expected actual hint transcript "
		"duration_ms cause calls ");
	expect_keys(
		json_array_get(transcript, 0), "t_us who event data ");
	json_decref(record);
}

/* A run is on record in which the alias passed; now it fails. */
static void break_the_alias(void)
{
	sample_journals(&sample, LOOKUP END);
	cr_assert(record_write(&sample.run, 1) == 0);
	sample_journal(&sample, "alias",
		VERDICT("fail", "null", "null", "wrong") END);
}

Test(record, knows_what_the_last_edit_broke)
{
	break_the_alias();
	struct earlier earlier = earlier_read(&sample.run);
	struct result *results = causes_read(&sample.run);
	struct change change =
		earlier_change(&earlier, results, SAMPLE_TESTS);

	cr_expect_eq(change.broke, 1);
	cr_expect_eq(change.mended, 0);
	cr_expect_eq(earlier.marks, MARK_PASSED);
	results_free(results, SAMPLE_TESTS);
	json_decref(earlier.tests);
}

Test(record, knows_it_when_a_run_without_a_verdict_came_between)
{
	break_the_alias();
	sample_journals(&sample, LOOKUP END);
	sample.run.build_failed = true;
	struct earlier before = earlier_read(&sample.run);
	sample.run.earlier = &before;
	cr_assert(record_write(&sample.run, 1) == 0);
	struct earlier earlier = earlier_read(&sample.run);
	cr_expect(
		json_is_true(json_object_get(earlier.tests, "alias")));
	json_decref(before.tests);
	json_decref(earlier.tests);
}

Test(record, compares_only_the_same_file)
{
	break_the_alias();
	sample.run.source = "elsewhere/nslookup.c";
	struct earlier earlier = earlier_read(&sample.run);
	cr_expect_null(earlier.tests);
	cr_expect_eq(earlier.marks, MARK_PASSED);
}

Test(record, tells_the_run)
{
	sample.run.warnings = 2;
	sample.run.build_log = "a.c:1: \033[35mwarning\033[0m\nx\n";
	sample_journals(&sample, LOOKUP END);
	json_t *record = write_and_read();
	const json_t *build = json_object_get(record, "build");

	cr_expect_str_eq(
		text(record, "schema"), "sockets-workbook/result/1");
	cr_expect_eq(number(record, "chapter"), 1);
	cr_expect_str_eq(text(record, "name"), "Looking up a name");
	cr_expect_str_eq(text(record, "program"), "nslookup");
	cr_expect_eq(number(record, "points"), 100);
	cr_expect_eq(number(record, "max_points"), 100);
	cr_expect_str_eq(text(record, "isolation"), "sealed");
	cr_expect_eq(number(record, "seed"), 4711);
	cr_expect_str_eq(
		text(record, "started"), "2026-01-31T20:15:00Z");
	cr_expect_eq(number(record, "duration_ms"), 412);
	cr_expect_str_eq(text(build, "status"), "ok");
	cr_expect_eq(number(build, "warnings"), 2);
	cr_expect_str_eq(text(build, "log"), "a.c:1: warning\nx\n");
	json_decref(record);
}

Test(record, before_the_first_test_nothing_was_run)
{
	json_t *record = write_and_read();

	cr_expect_eq(number(record, "points"), 0);
	cr_expect_eq(number(record, "max_points"), 100);
	for (size_t i = 0; i < SAMPLE_TESTS; i++) {
		const json_t *test = test_at(record, i);
		cr_expect_str_eq(text(test, "status"), "not_run");
		cr_expect_str_eq(text(test, "message"),
			"Not your program's fault: not run");
	}
	json_decref(record);
}

Test(record, is_completed_while_tests_end)
{
	json_decref(write_and_read());
	sample_journal(&sample, "usage_with_two_hosts", LOOKUP END);
	json_t *record = write_and_read();

	cr_expect_eq(number(record, "points"), 5);
	cr_expect_str_eq(text(test_at(record, 0), "status"), "not_run");
	cr_expect_str_eq(text(test_at(record, 1), "status"), "pass");
	json_decref(record);
}

Test(record, tells_a_failed_test)
{
	sample_journal(&sample, "alias",
		LOOKUP VERDICT("fail", "\"192.0.2.71\"", "\"\"",
			"no address was printed") END);
	json_t *record = write_and_read();
	const json_t *test = test_at(record, 3);
	const json_t *transcript = json_object_get(test, "transcript");
	const json_t *asked = json_array_get(transcript, 1);

	cr_expect_str_eq(text(test, "id"), "alias");
	cr_expect_eq(number(test, "step"), 2);
	cr_expect_str_eq(text(test, "section"), "1.9 Step 2: resolve");
	cr_expect_eq(number(test, "points"), 0);
	cr_expect_eq(number(test, "max_points"), 20);
	cr_expect_str_eq(text(test, "status"), "fail");
	cr_expect(json_is_null(json_object_get(test, "misconception")));
	cr_expect_str_eq(
		text(test, "message"), "no address was printed");
	cr_expect_str_eq(text(test, "expected"), "192.0.2.71");
	cr_expect_str_eq(text(test, "actual"), "");
	cr_expect(text(test, "hint") != NULL);
	cr_expect_eq(number(test, "duration_ms"), 2);
	cr_expect_eq(json_array_size(transcript), 5);
	cr_expect_eq(number(asked, "t_us"), 1702);
	cr_expect_str_eq(text(asked, "who"), "dns");
	cr_expect_str_eq(text(asked, "event"), "asked");
	cr_expect_str_eq(text(asked, "data"),
		"A kestrel-4711.example.test? (UDP)");
	json_decref(record);
}

static bool is_wrong(const struct facts *facts)
{
	return message_is(facts, "wrong");
}

Test(record, tells_the_cause)
{
	static const struct cause causes[] = {
		{ .phrase = "follows nothing",
			.section = "sec:sample-every",
			.hint = "Follow.",
			.shows = is_wrong },
		{ .phrase = NULL },
	};

	sample.run.causes = causes;
	sample_journals(&sample, LOOKUP END);
	sample_journal(&sample, "alias",
		VERDICT("fail", "null", "null", "wrong")
			CALL("recv(3, 9, 0) = 0") END);
	json_t *record = write_and_read();

	cr_expect_str_eq(text(test_at(record, 3), "misconception"),
		"follows nothing");
	const json_t *cause =
		json_object_get(test_at(record, 3), "cause");
	expect_keys(cause, "phrase section hint listing ");
	cr_expect_str_eq(
		text(cause, "section"), "1.10 Step 3: every address");
	cr_expect_str_eq(text(cause, "hint"), "Follow.");
	const json_t *call = json_array_get(
		json_object_get(test_at(record, 3), "calls"), 0);
	expect_keys(call, "t_us run process call ");
	cr_expect_str_eq(text(call, "call"), "recv(3, 9, 0) = 0");
	cr_expect(json_is_null(
		json_object_get(test_at(record, 2), "misconception")));
	cr_expect(json_is_null(
		json_object_get(test_at(record, 2), "cause")));
	json_decref(record);
}

Test(record, a_passed_test_needs_no_words)
{
	sample_journals(&sample, LOOKUP END);
	json_t *record = write_and_read();
	const json_t *test = test_at(record, 0);

	cr_expect(json_is_null(json_object_get(test, "message")));
	cr_expect(json_is_null(json_object_get(test, "expected")));
	cr_expect(json_is_null(json_object_get(test, "actual")));
	cr_expect(json_is_null(json_object_get(test, "hint")));
	json_decref(record);
}

Test(record, only_skipped_tests_leave_the_sum)
{
	sample_journals(&sample, LOOKUP END);
	sample_journal(&sample, "alias",
		VERDICT("skipped", "null", "null", "no network") END);
	sample_journal(&sample, "one_address", LOOKUP);
	sample_journal(&sample, "hosts_file",
		VERDICT("inconclusive", "null", "null", "no fault")
			END);
	json_t *record = write_and_read();

	cr_expect_eq(number(record, "points"), 50);
	cr_expect_eq(number(record, "max_points"), 80);
	cr_expect_str_eq(
		text(test_at(record, 3), "message"), "no network");
	cr_expect_str_eq(
		text(test_at(record, 2), "status"), "grader_error");
	cr_expect_str_eq(text(test_at(record, 4), "message"),
		"Not your program's fault: no fault");
	json_decref(record);
}

Test(record, a_program_that_does_not_compile_is_to_blame)
{
	sample.run.build_failed = true;
	json_t *record = write_and_read();
	const json_t *build = json_object_get(record, "build");

	cr_expect_str_eq(text(build, "status"), "failed");
	cr_expect_str_eq(text(test_at(record, 0), "message"),
		"not run: the program does not compile");
	json_decref(record);
}

Test(record, an_unknown_section_is_named_by_its_id)
{
	sample.run.section_count = 0;
	json_t *record = write_and_read();

	cr_expect_str_eq(text(test_at(record, 0), "section"),
		"sec:sample-usage");
	json_decref(record);
}

/* sample_end proves that no draft is left beside it, either. */
Test(record, a_failed_write_leaves_the_old_record)
{
	json_decref(write_and_read());
	sample.run.results_path = "/nowhere/result.json";
	cr_expect_eq(record_write(&sample.run, 1), -1);
	cr_expect_eq(errno, ENOENT);
	sample.run.results_path = sample.directory;
	cr_expect_eq(record_write(&sample.run, 1), -1);
	cr_expect_eq(errno, EISDIR);
	cr_expect_eq(access(sample.results_path, R_OK), 0);
}
