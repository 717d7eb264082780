/*
 * A program that brings defaults of its own for the sanitizers, all of
 * them other than ours, as the next release of a compiler might.
 * usage: preset nothing | frame | overflow
 *
 * "help" lets AddressSanitizer list what is in force, on stderr.
 *
 * SPDX-License-Identifier: MIT
 */
#include "../box/sanitizer_options.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

const char *__asan_default_options(void);
const char *__lsan_default_options(void);
const char *__ubsan_default_options(void);

const char *__asan_default_options(void)
{
	return SANITIZER_COMMON_OPTIONS(SANITIZER_MISSET)
		SANITIZER_ADDRESS_OPTIONS(SANITIZER_MISSET)
			SANITIZER_SMALL_QUARANTINE(
				SANITIZER_MISSET) "detect_leaks=0:help="
						  "1";
}

const char *__lsan_default_options(void)
{
	return SANITIZER_COMMON_OPTIONS(SANITIZER_MISSET)
		SANITIZER_LEAK_OPTIONS(SANITIZER_MISSET);
}

const char *__ubsan_default_options(void)
{
	return SANITIZER_COMMON_OPTIONS(SANITIZER_MISSET)
		SANITIZER_UNDEFINED_OPTIONS(SANITIZER_MISSET);
}

const char *__tsan_default_options(void);

const char *__tsan_default_options(void)
{
	return SANITIZER_COMMON_OPTIONS(SANITIZER_MISSET)
		SANITIZER_THREAD_OPTIONS(SANITIZER_MISSET) "help=1";
}

/* Behind these no compiler sees what is coming. */
static int *volatile kept;
static volatile int one = 1;

static __attribute__((noinline)) void keep_a_frame(void)
{
	int local[4] = { 7 };
	int *volatile hidden = local;

	kept = hidden; // cppcheck-suppress danglingLifetime
}

static __attribute__((noinline)) void use_the_frame(void)
{
	printf("%s", kept[0] == INT_MAX ? "" : "used");
}

static void overflow(void)
{
	int large = INT_MAX;

	large += one;
	one = large;
}

int main(int argc, char *argv[])
{
	if (argc == 2 && strcmp(argv[1], "frame") == 0) {
		keep_a_frame();
		use_the_frame();
	}
	if (argc == 2 && strcmp(argv[1], "overflow") == 0)
		overflow();
	return 0;
}
