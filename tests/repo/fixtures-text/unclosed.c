/*
 * A region without an end.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

/* region: start */
int main(void)
{
	return puts("Hello") == EOF;
}
