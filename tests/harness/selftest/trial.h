/*
 * For self-tests that start a program: each has a network of its own,
 * and the verdict that would end a test of a suite is caught and can be
 * looked at.  The program is program_actor.c, or program_NAME.c where
 * the test defines `this_exercise` with program "NAME".
 *
 * Link with trial.o, which has the main program: it enters the user
 * namespace before Criterion starts the workers, so that an ordinary
 * user can run the tests as root can.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TRIAL_H
#define TRIAL_H

#include "exercise.h"
#include "program.h"

#include <criterion/criterion.h>
#include <setjmp.h>

/* Before and after each test: .init and .fini. */
void trial_begin(void);
void trial_end(void);

/* How the program was built: the name of a folder. */
#define PLAIN "plain"
#define STATIC "static"
#define SANITIZED_BY_GCC "gcc"
#define SANITIZED_BY_CLANG "clang"

/* What is started from now on is the program as it was built so. */
void trial_choose(const char *built);

/* Which of the builds is started; BUILD_MEMORY until set. */
extern enum program_build trial_build;

/* Starts the program with arguments, up to a NULL. */
#define trial_start(...) \
	trial_start_as(  \
		PLAIN, NULL, (const char *[]){ __VA_ARGS__, NULL })
struct program *trial_start_as(const char *built, struct fault *fault,
	const char *const *arguments);

extern jmp_buf trial_leave;
void trial_expect_verdicts(void);

/* Runs the action; a verdict ends it and is kept. */
#define TRY(action)                             \
	do {                                    \
		trial_expect_verdicts();        \
		if (setjmp(trial_leave) == 0) { \
			action;                 \
		}                               \
	} while (0)

/* What TRY has kept: the status, and a part of the message. */
void trial_verdict(const char *status, const char *part);
void trial_no_verdict(void);

/* What the program has written so far: exactly this. */
void trial_output(const struct program *program, const char *text);
void trial_errors(const struct program *program, const char *text);

#endif
