/*
 * Does a program sleep while it waits, or does it ask again and again?
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef IDLE_H
#define IDLE_H

#include "program.h"

/* `when` begins the verdict: "while no client is there". */
void idle_expect(struct program *program, const char *when);

#endif
