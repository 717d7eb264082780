/*
 * Tests of scripted TCP peers, peer.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "loop.h"
#include "observe.h"
#include "peer.h"
#include "trial.h"
#include "verdict.h"

#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PORT = 4711, MUCH = 100000 };

TestSuite(peer, .init = trial_begin, .fini = trial_end, .timeout = 120);

/* A server under test; the acts come after those that make it one. */
#define start_server(...) \
	trial_start("listen=4711", "accept", __VA_ARGS__)

static struct peer *connect_to(struct program *program)
{
	struct connecting plan = { .port = PORT };

	program_await_listening(program, PORT);
	return peer_connect(&plan, program);
}

static struct listener *listen_for_program(void)
{
	struct listening plan = { .address = "127.0.0.1",
		.port = PORT };

	return peer_listen(&plan);
}

/* --- a client of the program --- */

Test(peer, a_drip_gives_one_byte_to_a_recv)
{
	struct program *program = start_server("recv_to_end");
	struct peer *peer = connect_to(program);

	peer_drip(peer, "hello", 5);
	peer_half_close(peer);
	program_finish(program);
	trial_errors(program,
		"recv 1\nrecv 1\nrecv 1\nrecv 1\nrecv 1\nrecv 0\n");
}

/* It would wait for ever for a peer that waits for it. */
Test(peer, a_drip_goes_on_for_one_that_only_looks)
{
	struct program *program = start_server("peek=5", "recv");
	struct peer *peer = connect_to(program);

	peer_drip(peer, "hello", 5);
	program_finish(program);
	trial_errors(program, "peek 5\nrecv 5\n");
}

/* Whether we read what it sent back or not; it ends in no call. */
static void expect_kept(bool reads)
{
	struct program *program =
		start_server("recv", "send=abcd", "pause");
	struct peer *peer = connect_to(program);

	if (!reads)
		peer_pause_reading(peer);
	cr_assert(peer_kept(peer) == 0, "%ld", peer_kept(peer));
	peer_send(peer, "0123456789", 10);
	program_await_rest(program);
	cr_assert(peer_kept(peer) == 6, "%ld", peer_kept(peer));
	peer_send(peer, "01234", 5);
	program_await_rest(program);
	cr_assert(peer_kept(peer) == 6, "%ld", peer_kept(peer));
}

Test(peer, what_the_program_keeps_is_counted)
{
	expect_kept(true);
}

Test(peer, what_we_do_not_read_is_not_what_it_keeps)
{
	expect_kept(false);
}

Test(peer, what_nobody_takes_stalls)
{
	static char much[64 * MUCH];
	struct program *program = start_server("pause");
	struct peer *peer = connect_to(program);

	peer_send(peer, much, sizeof much);
	program_await_rest(program);
	cr_assert(peer_stalled(peer) > 0 &&
			peer_stalled(peer) < sizeof much,
		"%zu", peer_stalled(peer));
	cr_assert(peer_kept(peer) == 0, "%ld", peer_kept(peer));
}

Test(peer, an_end_can_come_with_the_last_byte)
{
	struct program *program =
		start_server("end", "recv", "recv", "close");
	struct peer *peer = connect_to(program);

	peer_send_and_end(peer, "hello", 5);
	program_finish(program);
	trial_errors(program, "end 1\nrecv 5\nrecv 0\n");
}

Test(peer, bytes_sent_at_once_come_at_once)
{
	struct program *program = start_server("recv", "recv");
	struct peer *peer = connect_to(program);

	peer_send(peer, "hello", 5);
	peer_await_read(peer);
	peer_half_close(peer);
	program_finish(program);
	trial_errors(program, "recv 5\nrecv 0\n");
}

Test(peer, a_half_closed_one_still_listens)
{
	struct program *program =
		start_server("recv_to_end", "send=late", "close");
	struct peer *peer = connect_to(program);

	peer_half_close(peer);
	peer_expect(peer, "late", 4, "the answer");
	peer_expect_end(peer);
	program_finish(program);
	trial_errors(program, "recv 0\n");
}

Test(peer, a_reset_one_is_reset)
{
	struct program *program = start_server("recv");
	struct peer *peer = connect_to(program);

	peer_reset(peer);
	program_finish(program);
	trial_errors(program, "recv ECONNRESET\n");
}

Test(peer, a_closed_one_has_ended_in_order)
{
	struct program *program = start_server("recv");
	struct peer *peer = connect_to(program);

	peer_close(peer);
	program_finish(program);
	trial_errors(program, "recv 0\n");
}

Test(peer, nothing_but_what_it_sends_is_read)
{
	struct program *program = start_server("pause");
	struct peer *peer = connect_to(program);

	peer_send(peer, "hello", 5);
	peer_await_sent(peer);
	TRY(peer_await_read(peer));
	trial_verdict(VERDICT_TIMEOUT,
		"the program reads what was sent to it");
}

Test(peer, a_refused_connection_is_the_programs_fault)
{
	struct connecting plan = { .port = PORT };
	struct program *program = trial_start("pause");

	TRY(peer_connect(&plan, program));
	trial_verdict(VERDICT_FAIL,
		"a client cannot connect to 127.0.0.1 port 4711: "
		"Connection refused");
}

/* In place of the C library's: see the test that sets the flag. */
static bool waits_for_a_reset;

int getsockopt(
	int fd, int level, int option, void *value, socklen_t *size)
{
	struct pollfd end = { .fd = fd };

	if (waits_for_a_reset && option == SO_ERROR)
		poll(&end, 1, -1);
	return (int)syscall(
		SYS_getsockopt, fd, level, option, value, size);
}

/* Between connect and the question how it went, the server may end. */
Test(peer, a_connection_that_is_reset_at_once_was_one)
{
	struct program *program = start_server("reset", "pause");

	waits_for_a_reset = true;
	struct peer *peer = connect_to(program);
	waits_for_a_reset = false;
	TRY(peer_expect_end(peer));
	trial_verdict(
		VERDICT_FAIL, "instead: Connection reset by peer");
}

/* The kernel answers it when the queue has room again. */
Test(peer, a_patient_one_does_not_wait_for_a_full_queue)
{
	struct connecting patient = { .port = PORT, .patiently = true };
	struct program *program = trial_start("listen=4711", "pause");

	connect_to(program);
	for (int i = 0; i < 5; i++)
		connect_to(program);
	struct peer *peer = peer_connect(&patient, program);
	peer_send(peer, "hello", 5);
	TRY(peer_await_sent(peer));
	trial_verdict(VERDICT_TIMEOUT,
		"the program takes what is sent to it");
}

/* --- what the program sends --- */

static bool it_sends(void *program)
{
	char call[80];

	observe_call(program_process(program), call, sizeof call);
	return strncmp(call, "write on", 8) == 0;
}

static bool all_has_come(void *peer)
{
	return peer_received(peer) == MUCH;
}

/* The kernel's buffers are small: the program has to wait. */
Test(peer, one_that_pauses_makes_the_program_wait)
{
	struct connecting plan = { .port = PORT, .buffer_bytes = 4096 };
	struct program *program =
		start_server("recv", "send_many=100000", "close");

	program_await_listening(program, PORT);
	struct peer *peer = peer_connect(&plan, program);
	peer_pause_reading(peer);
	peer_send(peer, "go", 2);
	program_await(program, it_sends, program, "it sends");
	cr_assert(peer_received(peer) == 0, "something was read");
	peer_resume_reading(peer);
	program_await(program, all_has_come, peer, "all has come");
	peer_await_gone(peer);
	program_finish(program);
}

/* Sends so many bytes, of which nothing is read. */
static struct peer *pause_for(const char *act, struct program **program)
{
	struct connecting plan = { .port = PORT, .buffer_bytes = 4096 };

	*program = start_server("recv", act, "pause");
	program_await_listening(*program, PORT);
	struct peer *peer = peer_connect(&plan, *program);
	peer_pause_reading(peer);
	peer_send(peer, "go", 2);
	return peer;
}

Test(peer, full_buffers_are_waited_for)
{
	struct program *program;
	struct peer *peer = pause_for("send_many=100000", &program);

	peer_await_full(peer, MUCH);
	cr_assert(it_sends(program), "it does not wait");
	peer_resume_reading(peer);
	program_await(program, all_has_come, peer, "all has come");
}

Test(peer, buffers_that_hold_all_prove_nothing)
{
	struct program *program;
	struct peer *peer = pause_for("send_many=5000", &program);

	TRY(peer_await_full(peer, 5000));
	trial_verdict(VERDICT_GRADER_ERROR,
		"the kernel holds all the 5000 bytes");
}

Test(peer, one_that_ends_fills_no_buffers)
{
	struct connecting plan = { .port = PORT, .buffer_bytes = 4096 };
	struct program *program =
		start_server("recv", "send_many=5000", "exit=1");

	program_await_listening(program, PORT);
	struct peer *peer = peer_connect(&plan, program);
	peer_pause_reading(peer);
	peer_send(peer, "go", 2);
	TRY(peer_await_full(peer, MUCH));
	trial_verdict(
		VERDICT_FAIL, "the program ended with exit status 1");
}

Test(peer, the_first_bytes_or_the_end_are_waited_for)
{
	struct program *program =
		start_server("recv", "send=hello", "close");
	struct peer *peer = connect_to(program);

	peer_send(peer, "x", 1);
	peer_await_bytes(peer);
	cr_assert(peer_received(peer) > 0, "nothing came");
	peer_await_gone(peer);
	cr_assert(peer_is_gone(peer), "it is still there");
}

Test(peer, a_reset_is_not_taken_for_an_end)
{
	struct program *program = start_server("recv", "reset");
	struct peer *peer = connect_to(program);

	peer_send(peer, "x", 1);
	TRY(peer_expect_end(peer));
	trial_verdict(VERDICT_FAIL,
		"should end in order, with all bytes read; instead: "
		"Connection reset by peer");
}

Test(peer, one_byte_that_is_left_unread_makes_a_reset)
{
	struct program *program = start_server("recv", "close");
	struct peer *peer = connect_to(program);
	char bytes[4097] = "";

	peer_send(peer, bytes, sizeof bytes);
	TRY(peer_expect_end(peer));
	trial_verdict(VERDICT_FAIL, "Connection reset by peer");
}

Test(peer, bytes_too_many_are_shown)
{
	struct program *program =
		start_server("recv", "send=hello", "close");
	struct peer *peer = connect_to(program);

	peer_send(peer, "x", 1);
	peer_expect(peer, "he", 2, "the word");
	TRY(peer_expect_end(peer));
	trial_verdict(VERDICT_FAIL,
		"more comes than should: 3 bytes \"llo\"");
}

static void expect_hello(const char *act, const char *verdict_part)
{
	struct program *program = start_server(act, "recv", "close");
	struct peer *peer = connect_to(program);

	peer_half_close(peer);
	TRY(peer_expect(peer, "hello", 5, "the word"));
	trial_verdict(VERDICT_FAIL, verdict_part);
}

Test(peer, the_first_wrong_byte_is_named)
{
	expect_hello("send=hElLo",
		"byte 2 of the word is not what it should be");
}

Test(peer, a_wrong_byte_is_named_though_others_are_missing)
{
	expect_hello("send=hE",
		"byte 2 of the word is not what it should be");
}

Test(peer, missing_bytes_are_counted)
{
	expect_hello("send=hel",
		"the word should have 5 bytes, but only 3 came "
		"before the program ended the connection");
}

Test(peer, no_byte_at_all_is_counted_too)
{
	expect_hello("err=nothing",
		"the word should have 5 bytes, but only 0 came "
		"before the program ended the connection");
}

Test(peer, bytes_missing_after_a_reset_are_counted)
{
	struct program *program =
		start_server("recv", "send=hel", "reset");
	struct peer *peer = connect_to(program);

	peer_send(peer, "x", 1);
	TRY(peer_expect(peer, "hello", 5, "the word"));
	trial_verdict(VERDICT_FAIL,
		"came before the program reset the connection");
}

Test(peer, bytes_that_can_never_come_are_not_waited_for)
{
	struct program *program = start_server("send=hel", "recv");
	struct peer *peer = connect_to(program);

	TRY(peer_expect(peer, "hello", 5, "the word"));
	trial_verdict(VERDICT_TIMEOUT,
		"the word arrives (5 bytes); but the program is now in "
		"recv on descriptor 4, and nothing can end that");
}

/* --- a server that the program connects to --- */

Test(peer, a_server_talks_with_the_program)
{
	struct listener *listener = listen_for_program();
	struct program *program = trial_start(
		"connect=4711", "send=hello", "recv", "close");
	struct peer *peer = peer_accept(listener, program);

	peer_expect(peer, "hello", 5, "the word");
	peer_send(peer, "bye", 3);
	peer_expect_end(peer);
	program_finish(program);
	trial_errors(program, "recv 3\n");
}

Test(peer, a_server_knows_whether_somebody_came)
{
	struct listener *listener = listen_for_program();

	cr_assert(!listener_has_client(listener), "nobody came yet");
	program_finish(trial_start("connect=4711"));
	cr_assert(listener_has_client(listener), "somebody came");
}

Test(peer, a_program_that_never_connects_is_found_out)
{
	struct listener *listener = listen_for_program();
	struct program *program = trial_start("pause");

	TRY(peer_accept(listener, program));
	trial_verdict(VERDICT_TIMEOUT,
		"the program connects to port 4711; but the program is "
		"now in pause");
}
