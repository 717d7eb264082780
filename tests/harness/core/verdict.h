/*
 * Ending a test with a verdict.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef VERDICT_H
#define VERDICT_H

/* Statuses as in the result record. */
#define VERDICT_FAIL "fail"
#define VERDICT_TIMEOUT "timeout"
#define VERDICT_CRASH "crash"
#define VERDICT_SANITIZER "sanitizer"
#define VERDICT_SKIPPED "skipped"
#define VERDICT_INCONCLUSIVE "inconclusive"
#define VERDICT_GRADER_ERROR "grader_error"

/*
 * Writes the verdict to the journal and leaves the test's body.
 * expected and actual are texts to be shown one below the other, or
 * NULL.  The message is one sentence, in the reader's terms.
 */
_Noreturn void verdict(const char *status, const char *expected,
	const char *actual, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/*
 * The same for a mistake that the test has seen with certainty, though
 * the program goes on to a step that is not written yet: the test has
 * failed and is not open.  The message must not quote that sentence.
 */
_Noreturn void verdict_mistake(const char *expected, const char *actual,
	const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
