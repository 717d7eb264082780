/*
 * What the fixtures show parts of.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

/* region: greeting */
static const char greeting[] = "Hello";
/* end of region */

int main(void)
{
	return puts(greeting) == EOF;
}
