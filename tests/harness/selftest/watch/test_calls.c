/*
 * Tests of calls.h: what is noted of the calls of a program.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "calls.h"
#include "journal.h"
#include "observe.h"
#include "peer.h"
#include "trial.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PORT = 4711 };

static char folder[] = "/tmp/calls-XXXXXX";
static char lines[100000];

static void begin(void)
{
	trial_begin();
	strcpy(folder, "/tmp/calls-XXXXXX");
	cr_assert(mkdtemp(folder) != NULL);
	cr_assert_eq(journal_open(folder, "calls"), 0);
}

static void end(void)
{
	char path[60];

	snprintf(path, sizeof path, "%s/calls.journal", folder);
	unlink(path);
	rmdir(folder);
	trial_end();
}

TestSuite(calls, .init = begin, .fini = end, .timeout = 60);

/* What the journal has when the programs are gone. */
static const char *tell(void)
{
	char path[60];

	program_end_all();
	calls_tell();
	snprintf(path, sizeof path, "%s/calls.journal", folder);
	int fd = open(path, O_RDONLY);
	ssize_t n = read(fd, lines, sizeof lines - 1);
	close(fd);
	cr_assert(n > 0, "the journal is empty");
	lines[n] = '\0';
	return lines;
}

static void expect_call(const char *call)
{
	cr_assert(strstr(lines, call) != NULL, "no %s in\n%s", call,
		lines);
}

static void exchange_as(const char *built)
{
	struct listener *listener = peer_listen(&(struct listening){
		.address = "127.0.0.1", .port = PORT });
	struct program *program = trial_start_as(built, NULL,
		(const char *[]){ "connect=4711", "sendto=hello\n",
			"recv=5", "exit=0", NULL });
	struct peer *server = peer_accept(listener, program);

	peer_expect(server, "hello\n", 6, "the word");
	peer_send(server, "a\0\"b\\", 5);
	program_finish(program);
	tell();
	expect_call(
		"\"call\":\"connect(3, \\\"127.0.0.1 port 4711\\\") "
		"= 0\"");
	expect_call("\"call\":\"send(3, 6, MSG_NOSIGNAL) = 6 "
		    "\\\"hello\\\\n\\\"\"");
	expect_call("\\\"a\\\\0\\\\\\\"b\\\\\\\\\\\"\"");
	expect_call("\"call\":\"exit(0)\"");
	expect_call("\"run\":1");
}

Test(calls, their_arguments_and_results_are_noted)
{
	exchange_as(PLAIN);
}

Test(calls, behind_the_sanitizers_of_gcc)
{
	exchange_as(SANITIZED_BY_GCC);
}

Test(calls, behind_the_sanitizers_of_clang)
{
	exchange_as(SANITIZED_BY_CLANG);
}

Test(calls, a_failed_one_has_its_error)
{
	program_finish(trial_start("connect=4711"));
	tell();
	expect_call("= -1 ECONNREFUSED\"");
}

Test(calls, one_that_does_not_return_has_no_result)
{
	struct listener *listener = peer_listen(&(struct listening){
		.address = "127.0.0.1", .port = PORT });
	struct program *program = trial_start("connect=4711", "recv=5");

	peer_accept(listener, program);
	TRY(program_finish(program));
	tell();
	cr_assert(strstr(lines, "\"call\":\"recv(3, ") != NULL, "%s",
		lines);
	cr_assert(strstr(lines, "recv(3, 4096, 0) =") == NULL, "%s",
		lines);
}

/* Nothing but the three that every program has. */
Test(calls, the_program_finds_no_more_descriptors)
{
	struct program *program = trial_start("pause");

	TRY(program_finish(program));
	cr_assert_eq(observe_descriptors(program_process(program)), 3);
}

Test(calls, a_static_program_runs_as_well)
{
	struct program *program = trial_start_as(STATIC, NULL,
		(const char *[]){ "out=x", "exit=0", NULL });

	program_finish(program);
	trial_output(program, "x");
}

Test(calls, of_many_the_first_and_the_last_are_kept)
{
	static struct calls_memory memory;

	memory.magic = CALLS_MAGIC;
	memory.count = 1000;
	for (unsigned i = 0; i < CALLS_SLOTS; i++) {
		struct call_slot *slot = &memory.slots[i];
		slot->state = CALL_DONE;
		slot->number =
			i < CALLS_FIRST ? i : 1000 - CALLS_SLOTS + i;
		slot->arguments[0] = (int64_t)slot->number;
		strcpy(slot->name, "close");
	}
	calls_keep(&memory, 1);
	tell();
	const char *first = strstr(lines, "close(239) = 0");
	const char *next = strstr(lines, "close(920) = 0");
	cr_assert(first != NULL && next != NULL && first < next);
	expect_call("close(999) = 0");
}

/* The program can write there what it likes. */
Test(calls, nonsense_does_no_harm)
{
	struct calls_memory *memory = malloc(sizeof *memory);

	memset(memory, 0xff, sizeof *memory);
	strcpy(memory->slots[0].name, "recv");
	calls_keep(memory, 1);
	free(memory);
	tell();
	expect_call("\"call\":\"recv(-1, -1, NULL)\"");
}

Test(calls, the_memory_stays_as_large_as_it_is)
{
	int fd = -1;
	struct calls_memory *memory = NULL;

	cr_assert_eq(calls_open(&fd, &memory), 0);
	cr_assert(ftruncate(fd, 0) == -1);
	cr_assert(ftruncate(fd, 1 << 20) == -1);
	close(fd);
	calls_close(memory);
}
