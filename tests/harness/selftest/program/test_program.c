/*
 * Tests of running the program under test, program.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "diag.h"
#include "draw.h"
#include "loop.h"
#include "observe.h"
#include "peer.h"
#include "reach.h"
#include "trial.h"
#include "verdict.h"

#include <errno.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <sys/wait.h>

enum {
	PORT = 4711,
	/* Far below the eight seconds of program_finish's deadline. */
	SOON_US = 5000000,
	PATIENCE_MS = 20000,
};

TestSuite(program, .init = trial_begin, .fini = trial_end,
	.timeout = 300);

static void expect_status(struct program *program, int status)
{
	cr_assert(program_status(program) == status, "status %d",
		program_status(program));
}

/* --- its output --- */

Test(program, what_it_writes_is_kept_byte_for_byte)
{
	char words[300] = "out=";
	char bytes[256] = "";

	for (int i = 1; i < 256; i++)
		bytes[i - 1] = (char)i;
	strcat(words, bytes);
	struct program *program = trial_start(words, "err=stderr\n");
	program_finish(program);
	trial_output(program, bytes);
	trial_errors(program, "stderr\n");
}

Test(program, a_nul_byte_is_kept)
{
	struct program *program = trial_start("out=a", "nul", "out=b");
	size_t length;

	program_finish(program);
	const char *bytes = program_output(program, &length);
	cr_assert(length == 3 && memcmp(bytes, "a\0b", 3) == 0,
		"%zu bytes", length);
}

Test(program, without_a_word_both_texts_are_empty)
{
	struct program *program = trial_start("exit=0");

	program_finish(program);
	trial_output(program, "");
	trial_errors(program, "");
}

static void expect_filling(const struct program *program, size_t length)
{
	size_t came;
	const char *bytes = program_output(program, &came);

	cr_assert(
		came == length, "%zu of %zu bytes came", came, length);
	for (size_t i = 0; i < length; i++)
		cr_assert(bytes[i] == (char)('a' + i % 26),
			"byte %zu is %d", i, bytes[i]);
}

/* Nobody reads meanwhile: what it wrote is still in the pipe. */
static void await_end_of_box(void)
{
	siginfo_t ended;

	cr_assert(waitid(P_ALL, 0, &ended, WEXITED | WNOWAIT) == 0,
		"nothing was started");
}

static void run_and_fill(size_t length, void (*meanwhile)(void))
{
	char words[32];

	snprintf(words, sizeof words, "fill=%zu", length);
	struct program *program = trial_start(words, "exit=5");
	if (meanwhile != NULL)
		meanwhile();
	program_finish(program);
	expect_status(program, 5);
	expect_filling(program, length);
	program_end_all();
}

/* More than a pipe holds, and much less, in turn. */
Test(program, output_just_before_the_end_is_never_lost)
{
	for (int i = 0; i < 100; i++)
		run_and_fill(
			1 + draw_below(i % 2 ? 200000 : 200), NULL);
}

Test(program, output_that_outlives_the_program_is_never_lost)
{
	for (int i = 0; i < 100; i++)
		run_and_fill(1 + draw_below(65536), await_end_of_box);
}

Test(program, more_than_a_megabyte_is_too_much)
{
	struct program *program = trial_start("fill=1100000", "pause");

	TRY(program_finish(program));
	trial_verdict(VERDICT_FAIL, "more than a megabyte");
}

/* --- its end --- */

Test(program, its_status_is_known)
{
	struct program *program = trial_start("exit=7");

	program_finish(program);
	expect_status(program, 7);
	cr_assert(program_has_ended(program), "it runs on");
}

Test(program, a_signal_is_a_crash)
{
	struct program *program = trial_start("crash");

	TRY(program_finish(program));
	trial_verdict(VERDICT_CRASH, "signal 11 (Segmentation fault)");
}

Test(program, a_program_that_is_killed_needs_no_verdict)
{
	struct program *program = trial_start("out=ready", "pause");

	program_await_output(program, "ready");
	cr_assert(!program_has_ended(program), "it has ended");
	program_kill(program);
	cr_assert(program_has_ended(program), "it runs on");
	program_finish(program);
}

/* --- no end --- */

static bool it_pauses(void *program)
{
	char call[80];

	observe_call(program_process(program), call, sizeof call);
	return strcmp(call, "pause") == 0;
}

Test(program, one_that_can_never_end_is_given_up_soon)
{
	struct program *program = trial_start("pause");

	cr_assert(loop_until(it_pauses, program,
			  loop_deadline(PATIENCE_MS)),
		"it does not pause");
	int64_t before = loop_now_us();
	TRY(program_finish(program));
	int64_t took = loop_now_us() - before;
	trial_verdict(VERDICT_TIMEOUT,
		"it is now in pause, and nothing can end that");
	cr_log_info("given up after %d us", (int)took);
	cr_assert(took < SOON_US, "after %d us", (int)took);
}

Test(program, one_that_waits_with_a_limit_is_waited_for)
{
	struct program *program = trial_start("poll=100", "exit=4");

	program_finish(program);
	expect_status(program, 4);
}

Test(program, one_that_waits_too_long_is_given_up)
{
	struct program *program = trial_start("poll=60000");

	TRY(program_finish(program));
	trial_verdict(VERDICT_TIMEOUT,
		"it is now in poll for 60000 ms, and did not end in "
		"time");
}

/* However long two seconds of processor time may take here. */
Test(program, one_that_spins_is_given_up)
{
	struct program *program = trial_start("spin");

	setenv("WORKBOOK_SLOW", "20", 1);
	TRY(program_finish(program));
	trial_verdict(VERDICT_TIMEOUT, "runs in circles");
}

/* --- waiting for something --- */

/* The bytes and the end come at once: the bytes count. */
Test(program, what_came_with_the_end_has_come)
{
	for (int i = 0; i < 50; i++) {
		struct program *program =
			trial_start("out=ready", "exit=3");

		program_await_output(program, "ready");
		program_finish(program);
		expect_status(program, 3);
		program_end_all();
	}
}

Test(program, what_came_over_tcp_with_the_end_has_come)
{
	struct listening plan = { .address = "127.0.0.1",
		.port = PORT };
	struct listener *listener = peer_listen(&plan);

	for (int i = 0; i < 50; i++) {
		struct program *program = trial_start(
			"connect=4711", "send=ready", "exit=0");
		struct peer *peer = peer_accept(listener, program);

		peer_expect(peer, "ready", 5, "the word");
		peer_expect_end(peer);
		peer_close(peer);
		program_end_all();
	}
}

/* More of it than one look takes in. */
Test(program, all_that_came_over_tcp_has_come)
{
	static char words[100006] = "send=";
	struct listening plan = { .address = "127.0.0.1",
		.port = PORT };
	struct listener *listener = peer_listen(&plan);

	memset(words + 5, 'x', 100000);
	struct program *program = trial_start("connect=4711", words);
	await_end_of_box();
	struct peer *peer = peer_accept(listener, program);
	peer_expect(peer, words + 5, 100000, "the text");
}

Test(program, one_that_ends_too_early_is_told_what_it_said)
{
	struct program *program =
		trial_start("out=rea", "err=no more\n", "exit=3");

	TRY(program_await_output(program, "ready"));
	trial_verdict(VERDICT_FAIL,
		"ended with exit status 3 too early; it says: \"no "
		"more\\n\"");
}

Test(program, one_that_is_not_finished_says_so_itself)
{
	const char *says = "echo: step 2, send, is not written yet\n";
	char words[80];

	snprintf(words, sizeof words, "err=%s", says);
	program_finish(trial_start("err=step 2 failed\n"));
	cr_assert(program_unwritten(3) == NULL);
	program_finish(trial_start(words, "exit=1"));
	cr_assert_str_eq(program_unwritten(3), says);
	cr_assert_str_eq(program_unwritten(1), says);
}

Test(program, one_that_goes_on_without_a_step_is_judged)
{
	char words[] = "err=echo: step 4, echo, is not written yet\n";

	program_await_output(
		trial_start(words, "out=ready", "pause"), "ready");
	cr_assert(program_unwritten(4) != NULL);
	cr_assert(program_unwritten(3) == NULL);
}

Test(program, one_that_crashes_too_early_has_crashed)
{
	struct program *program = trial_start("crash");

	TRY(program_await_output(program, "ready"));
	trial_verdict(VERDICT_CRASH, "signal 11");
}

Test(program, waiting_in_vain_is_given_up_soon)
{
	struct program *program = trial_start("out=rea", "pause");
	int64_t before = loop_now_us();

	TRY(program_await_output(program, "ready"));
	int64_t took = loop_now_us() - before;
	trial_verdict(VERDICT_TIMEOUT,
		"stdout shows \"ready\"; but the program is now in "
		"pause, and nothing can end that");
	cr_assert(took < SOON_US, "after %d us", (int)took);
}

Test(program, other_output_than_awaited_is_shown)
{
	struct program *program = trial_start("out=hello", "pause");

	TRY(program_await_output(program, "ready"));
	trial_verdict(VERDICT_FAIL, "it shows \"hello\"");
}

Test(program, a_server_is_awaited_until_it_listens)
{
	struct program *program = trial_start("listen=4711", "pause");

	program_await_listening(program, PORT);
	cr_assert(diag_listening(PORT, NULL), "it does not listen");
}

Test(program, a_server_on_another_port_is_not_accepted)
{
	struct program *program = trial_start("listen=4712", "pause");

	TRY(program_await_listening(program, PORT));
	trial_verdict(VERDICT_TIMEOUT,
		"the program listens on TCP port 4711");
}

/* Each byte is progress, and nothing comes of it. */
Test(program, one_that_drips_for_ever_is_given_up)
{
	struct program *program = trial_start("drip");
	uint16_t port = PORT;

	TRY(program_await_listening(program, port));
	trial_verdict(VERDICT_TIMEOUT, "the program listens on");
}

/* --- coming to rest --- */

Test(program, one_that_has_come_to_rest_has_dealt_with_what_came)
{
	struct connecting plan = { .port = PORT };
	struct program *program =
		trial_start("listen=4711", "accept", "recv", "pause");

	program_await_listening(program, PORT);
	peer_send(peer_connect(&plan, program), "x", 1);
	program_await_rest(program);
	trial_errors(program, "recv 1\n");
}

/* The program's end of its connection, as a descriptor of ours. */
static bool is_connected(int fd)
{
	struct sockaddr_in name;
	socklen_t size = sizeof name;

	return getpeername(fd, (struct sockaddr *)&name, &size) == 0;
}

static int end_of_program(const struct program *program)
{
	int end = -1;

	for (uint64_t fd = 3; fd < 9 && end == -1; fd++)
		end = reach_if(
			is_connected, program_process(program), fd);
	return end;
}

static void drop_all(int fd)
{
	struct sock_filter none = BPF_STMT(BPF_RET | BPF_K, 0);
	struct sock_fprog filter = { .len = 1, .filter = &none };

	cr_assert(setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter,
			  sizeof filter) == 0,
		"no filter: %s", strerror(errno));
}

static void drop_no_more(void *end, int timer, short events)
{
	(void)events;
	loop_forget(timer);
	setsockopt(*(int *)end, SOL_SOCKET, SO_DETACH_FILTER,
		&(int){ 0 }, sizeof(int));
}

/* The byte is lost on its way, and sent again a while later. */
Test(program, one_that_has_something_to_come_is_at_no_rest)
{
	struct connecting plan = { .port = PORT };
	struct itimerspec soon = { .it_value.tv_nsec = 100000000 };
	struct program *program =
		trial_start("listen=4711", "accept", "recv", "pause");
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);

	program_await_listening(program, PORT);
	struct peer *peer = peer_connect(&plan, program);
	program_await_rest(program);
	int end = end_of_program(program);
	drop_all(end);
	timerfd_settime(timer, 0, &soon, NULL);
	loop_watch(timer, POLLIN, drop_no_more, &end);
	peer_send(peer, "x", 1);
	program_await_rest(program);
	trial_errors(program, "recv 1\n");
}

Test(program, one_that_sleeps_with_a_limit_is_at_rest)
{
	struct program *program =
		trial_start("out=hello", "poll=60000");

	program_await_output(program, "hello");
	TRY(program_await_rest(program));
	trial_no_verdict();
}

Test(program, one_that_wakes_up_all_the_time_is_at_rest)
{
	struct program *program = trial_start("out=hello", "doze");

	program_await_output(program, "hello");
	TRY(program_await_rest(program));
	trial_no_verdict();
}

Test(program, one_that_never_rests_is_not_waited_for)
{
	struct program *program = trial_start("spin");

	TRY(program_await_rest(program));
	trial_no_verdict();
}

Test(program, one_that_has_ended_is_at_no_rest)
{
	struct program *program = trial_start("exit=3");

	TRY(program_await_rest(program));
	trial_verdict(VERDICT_FAIL, "ended with exit status 3");
}

/* --- descriptors --- */

Test(program, without_a_descriptor_socket_fails)
{
	struct listening plan = { .address = "127.0.0.1",
		.port = PORT };
	struct listener *listener = peer_listen(&plan);
	struct program *program = trial_start("connect=4711", "recv",
		"socket", "recv", "socket", "exit=0");
	struct peer *peer = peer_accept(listener, program);

	program_leave_no_descriptor(program, true);
	peer_send(peer, "x", 1);
	program_finish(program);
	trial_errors(program,
		"recv 1\nsocket EMFILE\nrecv EBADF\nsocket EMFILE\n");
}

static bool is_reaped(void *program)
{
	return kill(program_process(program), 0) == -1 &&
		errno == ESRCH;
}

/* Its end is no fault of the grader. */
Test(program, one_that_has_ended_needs_no_descriptor)
{
	struct program *program = trial_start("exit=3");

	cr_assert(loop_until(is_reaped, program,
		loop_now_us() + PATIENCE_MS * 1000));
	TRY(program_leave_no_descriptor(program, true));
	trial_verdict(VERDICT_FAIL, "ended with exit status 3");
}

/* --- processes --- */

/* It waits for the word, and then tries to make three. */
static void expect_made(
	const char *act, unsigned more, const char *errors)
{
	struct listening plan = { .address = "127.0.0.1",
		.port = PORT };
	struct listener *listener = peer_listen(&plan);
	struct program *program =
		trial_start("children=2", "threads=2", "connect=4711",
			"recv", act, "recv", "thread=abc", "exit=0");
	struct peer *peer = peer_accept(listener, program);

	program_await_rest(program);
	program_leave_processes(program, more);
	peer_send(peer, "x", 1);
	program_await_rest(program);
	program_leave_processes(program, PROGRAM_ALL_PROCESSES);
	peer_send(peer, "y", 1);
	program_finish(program);
	trial_errors(program, errors);
}

Test(program, beyond_the_processes_that_are_left_fork_fails)
{
	expect_made("children=3", 2,
		"children 2\nthreads 2\nrecv 1\nchildren 2\nrecv 1\n"
		"write 3\n");
}

Test(program, where_no_process_is_left_fork_fails)
{
	expect_made("children=3", 0,
		"children 2\nthreads 2\nrecv 1\nchildren 0\nrecv 1\n"
		"write 3\n");
}

Test(program, beyond_the_processes_that_are_left_no_thread_begins)
{
	expect_made("threads=3", 1,
		"children 2\nthreads 2\nrecv 1\nthreads 1\nrecv 1\n"
		"write 3\n");
}

Test(program, one_that_has_ended_needs_no_process)
{
	struct program *program = trial_start("exit=3");

	cr_assert(loop_until(is_reaped, program,
		loop_now_us() + PATIENCE_MS * 1000));
	TRY(program_leave_processes(program, PROGRAM_ALL_PROCESSES));
	trial_verdict(VERDICT_FAIL, "ended with exit status 3");
}

/* --- memory --- */

Test(program, without_memory_malloc_fails_and_no_thread_begins)
{
	struct listening plan = { .address = "127.0.0.1",
		.port = PORT };
	struct listener *listener = peer_listen(&plan);

	trial_build = BUILD_PLAIN;
	struct program *program = trial_start_as(SANITIZED_BY_GCC, NULL,
		(const char *[]){ "connect=4711", "malloc=9000000",
			"recv", "malloc=9000000", "threads=1", "recv",
			"malloc=9000000", "exit=0", NULL });
	struct peer *peer = peer_accept(listener, program);
	program_await_rest(program);
	program_leave_no_memory(program, true);
	peer_send(peer, "x", 1);
	program_await_rest(program);
	program_leave_no_memory(program, false);
	peer_send(peer, "y", 1);
	program_finish(program);
	trial_errors(program,
		"malloc 0\nrecv 1\nmalloc ENOMEM\nthreads 0\nrecv 1\n"
		"malloc 0\n");
}

Test(program, a_sanitizer_does_not_go_without_memory)
{
	struct program *program = trial_start_as(SANITIZED_BY_GCC, NULL,
		(const char *[]){ "pause", NULL });

	TRY(program_leave_no_memory(program, true));
	trial_verdict(VERDICT_GRADER_ERROR, "sanitizer");
}

Test(program, a_fifth_program_is_one_too_many)
{
	for (int i = 0; i < 4; i++)
		trial_start("pause");
	TRY(trial_start("pause"));
	trial_verdict(VERDICT_GRADER_ERROR, "too many programs");
}

Test(program, heeds_signals_that_whoever_started_us_ignores)
{
	signal(SIGALRM, SIG_IGN);
	TRY(program_finish(trial_start("alarm")));
	trial_verdict(VERDICT_CRASH, "killed by signal 14");
}

/* --- stopped, or before a full pipe --- */

Test(program, a_stopped_one_does_nothing_until_it_goes_on)
{
	struct program *program = trial_start("out=ready", "doze");

	program_await_output(program, "ready");
	program_pause(program);
	cr_assert(observe_is_stopped(program_process(program)));
	program_resume(program);
	program_await_rest(program);
	cr_assert(!observe_is_stopped(program_process(program)));
}

static const char *const prints_hello[] = { "out=hello", "err=behind",
	"pause", NULL };

/* The first start tells where the program is. */
Test(program, with_a_full_pipe_it_waits_until_there_is_room)
{
	struct program_plan plan = { .arguments = prints_hello,
		.full_output = true };

	program_finish(trial_start("exit=0"));
	struct program *program = program_start(&plan);
	program_await_rest(program);
	trial_output(program, "");
	trial_errors(program, "");
	program_take_output(program);
	program_await_output(program, "hello");
	program_await_rest(program);
	trial_output(program, "hello");
	trial_errors(program, "behind");
}
