/*
 * What a sanitizer wrote on the program's stderr, as one lesson.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef SANITIZER_H
#define SANITIZER_H

#include <stdbool.h>
#include <stddef.h>

/* The exit status that box_environment asks sanitizers to use. */
enum { SANITIZER_STATUS = 99 };

/*
 * Looks for a report of AddressSanitizer, LeakSanitizer,
 * UndefinedBehaviorSanitizer or ThreadSanitizer in the text.  If there
 * is one, `finding` gets a sentence with its kind and the first line of
 * PROGRAM.c that it names, or both lines of a data race; and the result
 * is true.
 */
bool sanitizer_finding(const char *errors, const char *program,
	char *finding, size_t size);

/* Does ThreadSanitizer say that it could not go on by itself? */
bool sanitizer_broke_down(const char *errors);

#endif
