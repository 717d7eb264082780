/*
 * Tests of journal.h, and of result.h, which reads the journals.
 *
 * SPDX-License-Identifier: MIT
 */
#include "journal.h"
#include "result.h"
#include "sample_run.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

static struct sample sample;

static void begin(void)
{
	sample_begin(&sample);
}

static void end(void)
{
	sample_end(&sample);
}

TestSuite(journal, .init = begin, .fini = end, .timeout = 10);

/* The result of a test; the caller frees all of them. */
static struct result *find(struct result *results, const char *id)
{
	cr_assert(results != NULL);
	for (int i = 0; i < SAMPLE_TESTS; i++)
		if (strcmp(results[i].test->id, id) == 0)
			return &results[i];
	cr_assert_fail("no test %s", id);
	return NULL;
}

static void expect_status(
	const char *id, enum status status, const char *message)
{
	struct result *results = results_read(&sample.run);
	const struct result *result = find(results, id);

	cr_expect_eq(result->status, status, "%s: %s", id,
		status_name(result->status));
	if (message == NULL)
		cr_expect(result->message == NULL);
	else
		cr_expect_str_eq(result->message, message);
	results_free(results, SAMPLE_TESTS);
}

static void open_journal(const char *id)
{
	cr_assert_eq(journal_open(sample.directory, id), 0);
}

Test(journal, without_a_journal_nothing_happens)
{
	journal_event("program", "starts", "", "%s", "nslookup");
	journal_verdict("fail", NULL, NULL, "no");
	journal_end();
	expect_status("alias", STATUS_NOT_RUN, "not run");
}

Test(journal, events_come_back_as_they_were_written)
{
	open_journal("alias");
	journal_event("program", "starts", "", "nslookup %d", 4711);
	journal_event("dns", "asked", ">", "A kestrel? (UDP)");
	journal_end();
	struct result *results = results_read(&sample.run);
	const struct result *result = find(results, "alias");
	const struct event *events = result->events;
	cr_expect_eq(result->status, STATUS_PASS);
	cr_assert_eq(result->event_count, 2);
	cr_expect_str_eq(events[0].who, "program");
	cr_expect_str_eq(events[0].event, "starts");
	cr_expect_str_eq(events[0].arrow, "");
	cr_expect_str_eq(events[0].data, "nslookup 4711");
	cr_expect_str_eq(events[1].arrow, ">");
	cr_expect(events[0].t_us <= events[1].t_us);
	cr_expect(events[1].t_us <= result->duration_us);
	results_free(results, SAMPLE_TESTS);
}

Test(journal, first_verdict_counts)
{
	open_journal("alias");
	journal_verdict("timeout", "a\nb", NULL, "it %s", "waits");
	journal_verdict("crash", "c", "d", "it died of it");
	journal_end();
	struct result *results = results_read(&sample.run);
	const struct result *result = find(results, "alias");
	cr_expect_eq(result->status, STATUS_TIMEOUT);
	cr_expect_str_eq(result->message, "it waits");
	cr_expect_str_eq(result->expected, "a\\nb");
	cr_expect(result->actual == NULL);
	results_free(results, SAMPLE_TESTS);
}

Test(journal, every_verdict_has_its_status)
{
	static const struct {
		const char *name;
		enum status status;
	} verdicts[] = {
		{ "fail", STATUS_FAIL },
		{ "crash", STATUS_CRASH },
		{ "sanitizer", STATUS_SANITIZER },
		{ "skipped", STATUS_SKIPPED },
		{ "inconclusive", STATUS_INCONCLUSIVE },
		{ "grader_error", STATUS_GRADER_ERROR },
		/* Nobody passes by a verdict. */
		{ "pass", STATUS_GRADER_ERROR },
	};

	for (int i = 0; i < SAMPLE_TESTS; i++) {
		const char *id = sample_tests[i].id;
		open_journal(id);
		journal_verdict(
			verdicts[i].name, NULL, NULL, "because");
		journal_end();
		expect_status(id, verdicts[i].status, "because");
	}
}

Test(journal, without_an_end_the_grader_is_to_blame)
{
	sample_journal(&sample, "alias", LOOKUP);
	sample_journal(&sample, "one_address", "");
	sample_journal(&sample, "hosts_file",
		VERDICT("fail", "null", "null", "no address came"));
	expect_status("alias", STATUS_GRADER_ERROR,
		"the grader broke off in the middle of the test");
	expect_status("one_address", STATUS_GRADER_ERROR,
		"the grader broke off in the middle of the test");
	expect_status("hosts_file", STATUS_GRADER_ERROR,
		"the grader broke off in the middle of the test; "
		"before that it had said: no address came");
}

Test(journal, lines_survive_the_death_of_the_writer)
{
	pid_t child = fork();

	if (child == 0) {
		if (journal_open(sample.directory, "alias") == 0)
			journal_event("program", "starts", "", "x");
		raise(SIGKILL);
	}
	cr_assert_eq(waitpid(child, NULL, 0), child);
	struct result *results = results_read(&sample.run);
	const struct result *result = find(results, "alias");
	cr_expect_eq(result->status, STATUS_GRADER_ERROR);
	cr_expect_eq(result->event_count, 1);
	results_free(results, SAMPLE_TESTS);
}

Test(journal, damaged_lines_are_left_out)
{
	sample_journal(&sample, "alias",
		"{\"t_us\":1,\"who\":\"dns\",\"eve\n"
		"[1,2]\n\n\"x\"\nnull\n{}\n"
		"{\"verdict\":7,\"message\":[]}\n"
		"{\"event\":\"\xff\"}\n"
		"{\"event\":{},\"t_us\":\"soon\"}\n" LOOKUP END
		"not read any more\n");
	struct result *results = results_read(&sample.run);
	const struct result *result = find(results, "alias");
	cr_expect_eq(result->status, STATUS_PASS);
	cr_expect_eq(result->event_count, 6);
	cr_expect_str_eq(result->events[0].event, "");
	cr_expect_eq(result->events[0].t_us, 0);
	results_free(results, SAMPLE_TESTS);
}

Test(journal, what_it_says_is_made_printable)
{
	sample_journal(&sample, "alias",
		EVENT(1, "dns", "asked", ">", "\\u001b[2Ja\\nb\\u0007")
			VERDICT("fail", "\"x\\ny\"", "\"\\u009b\"",
				"one\\ntwo\\u001b]0;x") END);
	struct result *results = results_read(&sample.run);
	const struct result *result = find(results, "alias");
	cr_expect_str_eq(result->events[0].data, "a\\nb");
	cr_expect_str_eq(result->expected, "x\\ny");
	cr_expect_str_eq(result->actual, "");
	cr_expect_str_eq(result->message, "one\ntwo");
	results_free(results, SAMPLE_TESTS);
}

Test(journal, texts_have_a_limit)
{
	char large[5000];

	memset(large, 'x', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	open_journal("alias");
	journal_event("program", "prints", "", "%s", large);
	journal_verdict("fail", large, large, "%s", large);
	journal_end();
	struct result *results = results_read(&sample.run);
	const struct result *result = find(results, "alias");
	cr_expect_eq(strlen(result->events[0].data), 300);
	cr_expect_eq(strlen(result->message), 2000);
	cr_expect_eq(strlen(result->actual), 4000);
	cr_expect(strstr(result->message, "…(4999 bytes in all)"));
	results_free(results, SAMPLE_TESTS);
}

Test(journal, events_have_a_limit)
{
	open_journal("alias");
	for (int i = 0; i < 500; i++)
		journal_event("dns", "asked", ">", "question %d", i);
	journal_verdict("fail", NULL, NULL, "too many questions");
	journal_end();
	struct result *results = results_read(&sample.run);
	const struct result *result = find(results, "alias");
	cr_expect_eq(result->status, STATUS_FAIL);
	cr_assert_eq(result->event_count, 401);
	cr_expect_str_eq(result->events[399].data, "question 399");
	cr_expect_str_eq(result->events[400].who, "grader");
	cr_expect_str_eq(result->events[400].data, "more happened");
	results_free(results, SAMPLE_TESTS);
}

Test(journal, errno_is_kept)
{
	open_journal("alias");
	errno = ECONNREFUSED;
	journal_event("program", "starts", "", "x");
	journal_verdict("fail", NULL, NULL, "y");
	cr_expect_eq(errno, ECONNREFUSED);
	journal_end();
}

Test(journal, open_says_why_it_fails)
{
	open_journal("alias");
	journal_end();
	errno = 0;
	cr_expect_eq(journal_open(sample.directory, "alias"), -1);
	cr_expect_eq(errno, EEXIST);
	cr_expect_eq(journal_open("/nowhere", "alias"), -1);
	cr_expect_eq(errno, ENOENT);
	/* After that there is no journal, and nothing breaks. */
	journal_event("program", "starts", "", "x");
	journal_end();
}

Test(journal, results_stand_in_the_order_of_the_steps)
{
	struct result *results = results_read(&sample.run);

	cr_assert(results != NULL);
	cr_expect_str_eq(
		results[0].test->id, "usage_without_arguments");
	cr_expect_str_eq(results[1].test->id, "usage_with_two_hosts");
	cr_expect_str_eq(results[4].test->id, "hosts_file");
	cr_expect_str_eq(results[5].test->id, "many_addresses");
	cr_expect_str_eq(results[6].test->id, "three_addresses");
	results_free(results, SAMPLE_TESTS);
}

static int unwritten(const char *message)
{
	char copy[128];
	struct result result = { .message = copy };

	snprintf(copy, sizeof copy, "%s", message);
	return result_unwritten_step(&result);
}

Test(journal, a_step_that_is_not_written_is_recognised)
{
	cr_expect_eq(unwritten("step 1, usage, is not written yet"), 1);
	cr_expect_eq(
		unwritten("in step 2 it said \"nslookup: step 12, "
			  "every address, is not written yet\\n\""),
		12);
	cr_expect_eq(unwritten("the step is not written yet"), 0);
	cr_expect_eq(unwritten("is not written yet"), 0);
	cr_expect_eq(unwritten(" is not written yet: step 3"), 0);
	cr_expect_eq(unwritten("step 3, IPv6"), 0);
	cr_expect_eq(
		unwritten("step 4294967298, x, is not written yet"), 0);
}

/* Of tests of the steps 1, 2 and 3 the one to turn to, or 0. */
static int next_of(char *first, char *second, char *third)
{
	char *messages[] = { first, second, third };
	static const struct exercise_test tests[] = { { .step = 1 },
		{ .step = 2 }, { .step = 3 } };
	struct result results[3];

	for (size_t i = 0; i < 3; i++)
		results[i] = (struct result){
			.test = &tests[i],
			.status = messages[i] == NULL ? STATUS_PASS
						      : STATUS_FAIL,
			.message = messages[i],
		};
	const struct result *next = results_next(results, 3);
	return next == NULL ? 0 : next->test->step;
}

Test(journal, mistakes_come_before_steps_that_are_missing)
{
	char mistake[] = "a line is missing";
	char second[] = "step 2, resolve, is not written yet";
	char third[] = "step 3, every address, is not written yet";

	cr_expect_eq(next_of(NULL, NULL, NULL), 0);
	cr_expect_eq(next_of(NULL, NULL, mistake), 3);
	cr_expect_eq(next_of(mistake, second, third), 1);
	cr_expect_eq(next_of(NULL, mistake, third), 2);
	/* An open test of step 1 is no mistake in it. */
	cr_expect_eq(next_of(second, second, third), 2);
	cr_expect_eq(next_of(third, third, third), 3);
	/* What comes after the missing step says nothing. */
	cr_expect_eq(next_of(NULL, second, mistake), 2);
	cr_expect_eq(next_of(third, third, NULL), 1);
}
