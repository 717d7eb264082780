/*
 * The exercise of the fixtures.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

/* --- step 1: greet --- */
static int say(const char *word)
{
	return puts(word) == EOF;
}

/* --- end of step 1 --- */

int main(void)
{
	return say("Hello");
}
