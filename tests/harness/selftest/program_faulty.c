/*
 * A program with one mistake of memory or arithmetic, for the
 * self-tests of sanitizer.h.
 * usage: faulty MISTAKE
 *
 * Tells on stdout the line of this file that the report should name.
 *
 * SPDX-License-Identifier: MIT
 */
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Behind these no compiler and no checker sees what is coming. */
static void *volatile hidden;
static volatile int one = 1;

static char global[8];

static void announce(int line)
{
	printf("%d", line);
	fflush(stdout);
}

/* Writes one byte; where, is the mistake. */
static void poke(size_t offset)
{
	char *bytes = hidden;

	announce(__LINE__ + 1);
	bytes[offset] = 'x';
}

static void overflow_stack(void)
{
	char local[8] = "";

	hidden = local;
	poke(sizeof local);
}

static void overflow_heap(void)
{
	hidden = malloc(8);
	poke(8);
}

static void overflow_global(void)
{
	hidden = global;
	poke(sizeof global);
}

/* The library's own function is at fault only by name. */
static void overflow_in_library(void)
{
	char local[8] = "";

	hidden = local;
	announce(__LINE__ + 1);
	memset(hidden, 'x', sizeof local + (size_t)one);
}

static void use_after_free(void)
{
	hidden = malloc(8);
	free(hidden);
	poke(0);
}

static void double_free(void)
{
	hidden = malloc(8);
	free(hidden);
	announce(__LINE__ + 1);
	free(hidden); // cppcheck-suppress doubleFree
}

static void leak(void)
{
	announce(__LINE__ + 1);
	hidden = malloc(8);
	hidden = NULL;
}

static void wild_pointer(void)
{
	hidden = (void *)4096;
	poke(0);
}

static void signed_overflow(void)
{
	int large = INT_MAX;

	announce(__LINE__ + 1);
	large += one;
	one = large;
}

/* --- threads --- */

static int shared;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *write_shared(void *unused)
{
	shared++;
	return unused;
}

static void *write_locked(void *unused)
{
	pthread_mutex_lock(&lock);
	shared++;
	pthread_mutex_unlock(&lock);
	return unused;
}

static void *read_shared(void *unused)
{
	one = shared;
	return unused;
}

static void in_two_threads(
	void *(*first)(void *), void *(*second)(void *))
{
	pthread_t threads[2];

	pthread_create(&threads[0], NULL, first, NULL);
	pthread_create(&threads[1], NULL, second, NULL);
	pthread_join(threads[0], NULL);
	pthread_join(threads[1], NULL);
}

static void race(void)
{
	in_two_threads(write_shared, read_shared);
}

static void race_of_one_line(void)
{
	in_two_threads(write_shared, write_shared);
}

static void no_race(void)
{
	in_two_threads(write_locked, write_locked);
}

/* Calls that the harness notes for both threads in the same place. */
static void *make_calls(void *unused)
{
	char byte;

	for (int i = 0; i < 500; i++)
		if (recv(-1, &byte, 1, 0) != -1)
			exit(EXIT_FAILURE);
	return unused;
}

static void calls_in_threads(void)
{
	in_two_threads(make_calls, make_calls);
}

/* It is left alone when the program ends. */
static void *wait_for_ever(void *unused)
{
	for (;;)
		pause();
	return unused;
}

static void unjoined_thread(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, wait_for_ever, NULL);
}

/* In the runtime's own words, but it is not the runtime. */
static void break_down(void)
{
	fputs("FATAL: ThreadSanitizer: unexpected memory mapping\n",
		stderr);
	exit(66);
}

/* None of these is a sanitizer's. */
static void quote(void)
{
	fputs("faulty.c:7:1: runtime error: quoted\n", stderr);
	exit(EXIT_FAILURE);
}

static void exit_99(void)
{
	fputs("a status like any other\n", stderr);
	exit(99);
}

static const struct mistake {
	const char *name;
	void (*make)(void);
} mistakes[] = {
	{ "overflow_stack", overflow_stack },
	{ "overflow_heap", overflow_heap },
	{ "overflow_global", overflow_global },
	{ "overflow_in_library", overflow_in_library },
	{ "use_after_free", use_after_free },
	{ "double_free", double_free },
	{ "leak", leak },
	{ "wild_pointer", wild_pointer },
	{ "signed_overflow", signed_overflow },
	{ "race", race },
	{ "race_of_one_line", race_of_one_line },
	{ "no_race", no_race },
	{ "calls_in_threads", calls_in_threads },
	{ "unjoined_thread", unjoined_thread },
	{ "break_down", break_down },
	{ "quote", quote },
	{ "exit_99", exit_99 },
};

int main(int argc, char *argv[])
{
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++)
		if (argc == 2 && strcmp(argv[1], mistakes[i].name) == 0)
			mistakes[i].make();
	return 0;
}
