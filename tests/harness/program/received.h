/*
 * What a client of an echo server prints of a reply that came whole:
 * "Received: ", the bytes, and a newline.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef RECEIVED_H
#define RECEIVED_H

#include "program.h"

#include <stddef.h>

/* All of stdout is this; stderr and the status are not asked. */
void received_expect(
	struct program *program, const void *bytes, size_t length);

/*
 * Exit status 0, and the reply is somewhere on stdout: for tests about
 * something else, so that one mistake costs a few tests and not all.
 */
void received_expect_somewhere(
	struct program *program, const void *bytes, size_t length);

#endif
