/*
 * What earlier runs came to; see earlier.h.
 *
 * A run that was cut short, or of a program that did not compile, says
 * nothing about some tests: for these the record has what it found
 * itself, as "earlier".
 *
 * SPDX-License-Identifier: MIT
 */
#include "earlier.h"
#include "unwritten.h"

#include <string.h>

enum mark mark_of(const struct result *result)
{
	if (result->status == STATUS_PASS)
		return MARK_PASSED;
	if (result->status == STATUS_SKIPPED)
		return MARK_SKIPPED;
	if (!status_is_failure(result->status))
		return MARK_UNDECIDED;
	return result_unwritten_step(result) > 0 ? MARK_UNWRITTEN
						 : MARK_FAILED;
}

static const char *text_of(const json_t *object, const char *key)
{
	const char *text =
		json_string_value(json_object_get(object, key));

	return text == NULL ? "" : text;
}

static bool is_one_of(const char *status, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(status, *list) == 0)
			return true;
	return false;
}

static enum mark recorded_mark(const json_t *test)
{
	static const char *const failures[] = { "fail", "timeout",
		"crash", "sanitizer", NULL };
	const char *status = text_of(test, "status");

	if (strcmp(status, "pass") == 0)
		return MARK_PASSED;
	if (strcmp(status, "skipped") == 0)
		return MARK_SKIPPED;
	if (!is_one_of(status, failures))
		return MARK_UNDECIDED;
	return unwritten_step(text_of(test, "message")) > 0
		? MARK_UNWRITTEN
		: MARK_FAILED;
}

/* What one test of the old record adds. */
static void take_test(struct earlier *earlier, const json_t *test)
{
	enum mark mark = recorded_mark(test);

	earlier->marks |= mark;
	if (mark == MARK_UNDECIDED || mark == MARK_SKIPPED)
		return;
	json_object_set_new(earlier->tests, text_of(test, "id"),
		json_boolean(mark == MARK_PASSED));
}

/* Of another file nothing is known but the marks. */
static void take_record(struct earlier *earlier, const struct run *run,
	const json_t *record)
{
	const json_t *before = json_object_get(record, "earlier");
	const json_t *tests = json_object_get(record, "tests");
	const json_t *build = json_object_get(record, "build");

	earlier->marks = (unsigned)json_integer_value(
		json_object_get(before, "marks"));
	json_object_update(
		earlier->tests, json_object_get(before, "tests"));
	if (strcmp(text_of(build, "status"), "ok") != 0)
		tests = NULL;
	for (size_t i = 0; i < json_array_size(tests); i++)
		take_test(earlier, json_array_get(tests, i));
	if (strcmp(text_of(record, "source"), run->source) == 0 &&
		json_object_size(earlier->tests) > 0)
		return;
	json_decref(earlier->tests);
	earlier->tests = NULL;
}

struct earlier earlier_read(const struct run *run)
{
	struct earlier earlier = { .tests = NULL };
	json_t *record = json_load_file(run->results_path, 0, NULL);

	if (record == NULL)
		return earlier;
	earlier.tests = json_object();
	take_record(&earlier, run, record);
	json_decref(record);
	return earlier;
}

bool earlier_broke(
	const struct earlier *earlier, const struct result *result)
{
	return json_is_true(json_object_get(
		       earlier->tests, result->test->id)) &&
		result_is_a_mistake(result);
}

struct change earlier_change(const struct earlier *earlier,
	const struct result *results, size_t count)
{
	struct change change = { 0 };

	for (size_t i = 0; i < count; i++) {
		const struct result *result = &results[i];
		change.broke += earlier_broke(earlier, result);
		change.mended += result->status == STATUS_PASS &&
			json_is_false(json_object_get(
				earlier->tests, result->test->id));
	}
	return change;
}

json_t *earlier_json(const struct earlier *earlier)
{
	if (earlier->tests == NULL && earlier->marks == 0)
		return json_null();
	return json_pack("{s:O?, s:i}", "tests", earlier->tests,
		"marks", (int)earlier->marks);
}
