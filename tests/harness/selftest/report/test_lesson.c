/*
 * Tests of report.h and the lesson in it: whole reports, compared with
 * the texts in expected/.  After a change that is meant, run it with
 * WORKBOOK_UPDATE=1 from the top folder and read what git diff says.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "causes.h"
#include "earlier.h"
#include "report.h"
#include "sample_run.h"

#include <criterion/criterion.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>

static struct sample sample;

static void begin(void)
{
	sample_begin(&sample);
}

static void end(void)
{
	sample_end(&sample);
}

TestSuite(lesson, .init = begin, .fini = end, .timeout = 10);

/* What the report says in a locale; *status: its exit status. */
static char *report_in(const char *locale, int *status)
{
	char *text = NULL;
	size_t size;
	FILE *memory = open_memstream(&text, &size);

	setenv("LC_ALL", locale, 1);
	*status = report_print(&sample.run, 412, memory);
	cr_assert(fclose(memory) == 0);
	return text;
}

static void expected_path(const char *name, char path[256])
{
	char folder[] = __FILE__;

	snprintf(
		path, 256, "%s/expected/%s.txt", dirname(folder), name);
}

static char *read_expected(const char *path)
{
	char *text = NULL;
	size_t size = 0;
	FILE *file = fopen(path, "r");

	cr_assert(file != NULL, "cannot read %s", path);
	if (getdelim(&text, &size, '\0', file) == -1)
		text[0] = '\0';
	fclose(file);
	return text;
}

static void update(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	cr_assert(file != NULL, "cannot write %s", path);
	fputs(text, file);
	fclose(file);
}

static void expect_report(
	const char *name, const char *locale, int expected_status)
{
	char path[256];
	int status;
	char *text = report_in(locale, &status);

	expected_path(name, path);
	if (getenv("WORKBOOK_UPDATE") != NULL)
		update(path, text);
	char *expected = read_expected(path);
	cr_expect_eq(status, expected_status);
	cr_expect(strcmp(text, expected) == 0, "not as in %s:\n%s",
		path, text);
	free(expected);
	free(text);
}

static void expect_place(const char *place)
{
	int status;
	char *text = report_in("C.UTF-8", &status);

	cr_expect(strstr(text, place) != NULL, "not %s:\n%s", place,
		text);
	free(text);
}

static void fail_the_alias(void)
{
	sample_journals(&sample, LOOKUP END);
	sample_journal(&sample, "alias",
		EVENT(81, "program", "starts", "",
			"nslookup heron-4711.example.test") EVENT(1702,
			"dns", "asked", ">",
			"A heron-4711.example.test? (UDP)") EVENT(1921,
			"dns", "answers", "<",
			"CNAME kestrel-4711.example.test, "
			"A 192.0.2.71 (UDP)") EVENT(2410, "program",
			"prints", "", "192.0.2.7\\\\n") EVENT(2622,
			"program", "exits", "", "status 0")
			VERDICT("fail", QUOTED("192.0.2.71\\\\n"),
				QUOTED("192.0.2.7\\\\n"),
				"The name server said that "
				"heron-4711.example.test"
				" has the address 192.0.2.71, "
				"but nslookup printed"
				" another one. Its exit status "
				"was 0 all the same.") END);
	sample_journal(&sample, "hosts_file",
		VERDICT("fail", "null", "null",
			"nslookup asked the name server instead of "
			"reading"
			" the file. Second sentence.") END);
	sample_journal(&sample, "many_addresses",
		VERDICT("fail", "null", "null", "one is missing") END);
}

Test(lesson, skeleton)
{
	sample_journals(&sample, UNWRITTEN("1, usage,"));
	expect_report("skeleton", "C.UTF-8", 1);
}

Test(lesson, skeleton_in_ascii)
{
	sample_journals(&sample, UNWRITTEN("1, usage,"));
	expect_report("skeleton.ascii", "C", 1);
}

Test(lesson, one_failure)
{
	fail_the_alias();
	expect_report("alias", "C.UTF-8", 1);
}

Test(lesson, one_failure_in_ascii)
{
	fail_the_alias();
	expect_report("alias.ascii", "C", 1);
}

static bool of_step_two(const struct facts *facts)
{
	return test_is(facts, "alias hosts_file");
}

static bool of_step_three(const struct facts *facts)
{
	return test_is(facts, "many_addresses");
}

/* Longer than a line; and another one. */
Test(lesson, causes)
{
	static const struct cause causes[] = {
		{ .phrase = "takes what a packet has room for for all "
			    "there is",
			.section = "sec:sample-every",
			.hint = "Ask again by TCP.",
			.shows = of_step_three },
		{ .phrase = "takes the name that it was given for the "
			    "last link of a chain of aliases",
			.section = "sec:sample-usage",
			.hint = "Follow the chain to its end.",
			.listing = "Chained",
			.shows = of_step_two },
		{ .phrase = NULL },
	};

	sample.run.causes = causes;
	fail_the_alias();
	expect_report("causes", "C.UTF-8", 1);
}

/* The one in a later step explains as much as all that failed. */
Test(lesson, one_cause)
{
	static const struct cause causes[] = {
		{ .phrase = "takes what a packet has room for for all "
			    "there is",
			.section = "sec:sample-every",
			.hint = "Ask again by TCP.",
			.shows = of_step_three },
		{ .phrase = NULL },
	};

	sample.run.causes = causes;
	fail_the_alias();
	expect_report("one_cause", "C.UTF-8", 1);
}

/* Marks that the reader knows are not explained again. */
Test(lesson, since_the_last_run)
{
	struct earlier earlier = {
		.tests = json_pack("{s:b, s:b, s:b, s:b}", "alias", 1,
			"hosts_file", 1, "many_addresses", 0,
			"one_address", 0),
		.marks = MARK_PASSED | MARK_FAILED,
	};

	sample.run.earlier = &earlier;
	fail_the_alias();
	expect_report("since", "C.UTF-8", 1);
	json_decref(earlier.tests);
}

/* A page of the book that has the section, and then one without it. */
Test(lesson, section_in_the_book)
{
	char path[128];

	fail_the_alias();
	sample.run.build = sample.directory;
	snprintf(path, sizeof path, "mkdir -p %s/book/student/html",
		sample.directory);
	cr_assert(system(path) == 0);
	snprintf(path, sizeof path,
		"%s/book/student/html/01-name-lookup.html",
		sample.directory);
	FILE *page = fopen(path, "w");
	cr_assert(page != NULL);
	fputs("<h2 id=\"sec-sample-resolve\">", page);
	fclose(page);
	expect_place("html/01-name-lookup.html#sec-sample-resolve");
	page = fopen(path, "w");
	cr_assert(page != NULL);
	fclose(page);
	expect_place(
		"            chapters/01-name-lookup/chapter.md:601");
	snprintf(path, sizeof path, "rm -r %s/book", sample.directory);
	cr_assert(system(path) == 0);
}

Test(lesson, full_marks)
{
	sample_journals(&sample, LOOKUP END);
	expect_report("full_marks", "C.UTF-8", 0);
}

Test(lesson, full_marks_in_detail)
{
	sample_journals(&sample, LOOKUP END);
	sample.run.verbose = true;
	sample.run.solution = NULL;
	expect_report("full_marks.verbose", "C.UTF-8", 0);
}

static void skip_two(void)
{
	sample_journals(&sample, LOOKUP END);
	sample_journal(&sample, "alias",
		VERDICT("skipped", "null", "null",
			"needs a network of its own") END);
	sample_journal(&sample, "one_address",
		VERDICT("skipped", "null", "null",
			"needs a network of its own") END);
	sample.run.isolation = "shared-uid";
	sample.run.isolation_note =
		"This machine refuses user namespaces.";
}

Test(lesson, skipped_tests_cost_nothing)
{
	skip_two();
	expect_report("skipped", "C.UTF-8", 0);
}

Test(lesson, skipped_tests_in_ascii)
{
	skip_two();
	expect_report("skipped.ascii", "C", 0);
}

Test(lesson, all_skipped_is_no_success)
{
	sample_journals(&sample,
		VERDICT("skipped", "null", "null", "nothing works")
			END);
	expect_report("all_skipped", "C.UTF-8", 1);
}

Test(lesson, grader_error)
{
	sample_journals(&sample, LOOKUP END);
	sample_journal(&sample, "alias", LOOKUP);
	sample_journal(&sample, "one_address",
		VERDICT("inconclusive", "null", "null",
			"the fault could not be injected") END);
	expect_report("grader_error", "C.UTF-8", 1);
}

Test(lesson, selection)
{
	sample_journal(&sample, "alias", LOOKUP END);
	sample.run.selection = true;
	expect_report("selection", "C.UTF-8", 1);
}

Test(lesson, compiler_error)
{
	sample.run.build_failed = true;
	sample.run.build_log =
		"nslookup.c: In function ‘resolve’:\n"
		"nslookup.c:64:9: \033[31merror:\033[0m ‘foo’ "
		"undeclared "
		"(first use in this function); did you mean ‘fork’?\n"
		"   64 |  return foo;\n"
		"      |         ^~~\n";
	expect_report("compiler_error", "C.UTF-8", 1);
}

Test(lesson, compiler_warning)
{
	sample_journals(&sample, LOOKUP END);
	sample.run.warnings = 1;
	sample.run.build_log =
		"nslookup.c:64:9: warning: unused variable ‘n’\n"
		"1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16"
		"\n"
		"17\n18\n19\n20\n21\n22\n23\n24\n25\n26\n27\n28\n"
		"29\n30\n31\n32\n33\n34\n35\n36\n37\n38\n39\n40\n";
	expect_report("compiler_warning", "C.UTF-8", 0);
}

/* A server and a DNS server, two lives, and faults of the grader's. */
Test(lesson, exchange_of_many_kinds)
{
	sample_journals(&sample, LOOKUP END);
	sample_journal(&sample, "many_addresses",
		EVENT(0, "grader", "limits", "",
			"descriptors to 8") EVENT(81, "program",
			"starts", "", "echoclient once") EVENT(90,
			"dns", "asked", ">",
			"A host.example.test?") EVENT(95, "dns",
			"stays silent", "",
			"") EVENT(1000090, "program", "exits", "",
			"status 1") EVENT(1000100, "server", "listens",
			"", "on port 7") EVENT(1000110, "program",
			"starts", "", "again") EVENT(1000120, "program",
			"sends", ">", "hello") EVENT(1000130, "server",
			"sends", "<", "hel") EVENT(1000140, "program",
			"dies", "", "of SIGPIPE") VERDICT("crash",
			"null", "\"hel\"", "It died.") END);
	expect_report("many_kinds", "C.UTF-8", 1);
}

Test(lesson, long_exchange_and_long_texts)
{
	char lines[16384] = "", line[256];

	for (int i = 0; i < 60; i++) {
		snprintf(line, sizeof line,
			"{\"t_us\":%d,\"who\":\"dns\",\"event\":"
			"\"asked\","
			"\"arrow\":\">\",\"data\":\"question %d\"}\n",
			i * 100, i);
		strcat(lines, line);
	}
	strcat(lines,
		VERDICT("fail",
			QUOTED("10.0.77.1\\n10.7.77.2\\n10.14.77.3\\n"
			       "10.21.77.4\\n10.28.77.5\\n10.35.77.6\\n"
			       "10.42.77.7\\n10.49.77.8\\n10.56.77."
			       "9\\n"),
			QUOTED("10.0.77.1\\n10.7.77.2\\n10.14.77.3\\n"
			       "10.28.77.5\\n10.35.77.6\\n10.42.77.7\\n"
			       "10.49.77.8\\n10.56.77.9\\n"),
			"One of the addresses is missing.") END);
	sample_journals(&sample, LOOKUP END);
	sample_journal(&sample, "three_addresses", lines);
	expect_report("long", "C.UTF-8", 1);
}

Test(lesson, values_in_words_are_not_compared)
{
	sample_journals(&sample, LOOKUP END);
	sample_journal(&sample, "alias",
		VERDICT("fail", "\"two different reasons\"",
			"\"the same reason twice\"",
			"Two causes read alike.") END);
	expect_report("words", "C.UTF-8", 1);
}

Test(lesson, nothing_is_called_nothing)
{
	sample_journals(&sample, LOOKUP END);
	sample_journal(&sample, "alias",
		VERDICT("fail", QUOTED("192.0.2.71\\\\n"), QUOTED(""),
			"No address was printed.") END);
	expect_report("nothing", "C.UTF-8", 1);
}

Test(lesson, sanitizer_report_keeps_its_lines)
{
	sample_journals(&sample, LOOKUP END);
	sample_journal(&sample, "one_address",
		VERDICT("sanitizer", "null", "null",
			"nslookup wrote outside its memory.\\n"
			"ERROR: AddressSanitizer: "
			"stack-buffer-overflow\\n"
			"    #1 in print_address nslookup.c:88") END);
	expect_report("sanitizer", "C.UTF-8", 1);
}

/* Columns, counted as characters: the sample has no wide ones. */
static size_t widest_line(const char *text)
{
	size_t widest = 0, width = 0;

	for (; *text != '\0'; text++) {
		width += (*text & 0xc0) != 0x80;
		if (*text == '\n')
			width = 0;
		if (width > widest)
			widest = width;
	}
	return widest;
}

static void expect_harmless(const char *locale, unsigned char highest)
{
	int status;
	char *text = report_in(locale, &status);

	cr_expect_eq(status, 1);
	cr_expect(widest_line(text) <= 80);
	for (const char *at = text; *at != '\0'; at++) {
		unsigned char byte = (unsigned char)*at;
		cr_expect(
			byte == '\n' || (byte >= 0x20 && byte != 0x7f),
			"byte %d in %s", byte, locale);
		cr_expect(
			byte <= highest, "byte %d in %s", byte, locale);
	}
	cr_expect(strstr(text, "\xc2\x9b") == NULL);
	cr_expect(strstr(text, "\xe2\x80\xae") == NULL);
	free(text);
}

#define NASTY                                                          \
	"\\u001b[2J\\u001b]0;"                                         \
	"x\\u0007\\u009b31m\\u202e\\u0008\\r\\n\\t"                    \
	"%n%s\\u00fc\\u2603\\ud83d\\udc4d"                             \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

Test(lesson, nothing_in_a_journal_reaches_the_terminal_raw)
{
	sample_journals(&sample,
		EVENT(81, "program", "starts", "", NASTY) EVENT(81,
			NASTY, NASTY, ">", NASTY) EVENT(99999999999999,
			"dns", NASTY, "<", NASTY)
			EVENT(1, "grader", NASTY, "", NASTY) EVENT(1,
				"dns", NASTY, "", NASTY) VERDICT("fail",
				QUOTED(NASTY), QUOTED("x"), NASTY) END);
	sample.run.verbose = true;
	sample.run.build_log = "\033[2J\xff\xc2\x9b";
	sample.run.warnings = 1;
	expect_harmless("C", 0x7e);
	expect_harmless("C.UTF-8", 0xff);
}
