/*
 * The suite of chapter 3: what echoserver's contract promises, seen
 * from its clients' side, in the order of the steps.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "diag.h"
#include "draw.h"
#include "exercise.h"
#include "expect.h"
#include "isolation.h"
#include "journal.h"
#include "loop.h"
#include "observe.h"
#include "peer.h"
#include "port.h"
#include "program.h"
#include "verdict.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct exercise_step steps[] = {
	{ 1, "usage" },
	{ 2, "listen" },
	{ 3, "accept" },
	{ 4, "echo" },
	{ 5, "survive" },
};

const struct exercise this_exercise = {
	.chapter = 3,
	.key = "03-tcp-server",
	.name = "A TCP server",
	.program = "echoserver",
	.steps = steps,
	.step_count = sizeof steps / sizeof *steps,
};

/* --- the dialogue with echoserver --- */

enum { MEBIBYTE = 1 << 20, SMALL_BUFFER = 4096, CROWD = 2000 };

/* What the server says of a client, by its address. */
#define CONNECTED(address) "Client connected: " address "\n"

#define START_WITH(...) \
	program_start_with((const char *const[]){ __VA_ARGS__, NULL })

static struct program *start_disturbed(
	uint16_t port, struct fault *fault)
{
	char text[8];
	const char *arguments[] = { text, NULL };
	struct program_plan plan = {
		.arguments = arguments,
		.fault = fault,
	};

	snprintf(text, sizeof text, "%u", port);
	return program_start(&plan);
}

static struct program *start_listening(uint16_t port)
{
	struct program *echoserver = start_disturbed(port, NULL);

	program_await_listening(echoserver, port);
	return echoserver;
}

static struct peer *connect_to(
	struct program *echoserver, uint16_t port)
{
	return peer_connect(
		&(struct connecting){ .port = port }, echoserver);
}

static void expect_echo(
	struct peer *client, const char *bytes, size_t length)
{
	peer_send(client, bytes, length);
	peer_expect(client, bytes, length, "the echo");
}

/* A healthy client, from its greeting to the orderly end. */
static void expect_service(struct program *echoserver, uint16_t port)
{
	const char *word = draw_word(20);
	struct peer *client = connect_to(echoserver, port);

	expect_echo(client, word, strlen(word));
	peer_half_close(client);
	peer_expect_end(client);
	peer_close(client);
}

/* --- step 1: usage --- */

EXERCISE_TEST(1, usage_without_arguments, .points = 3,
	.title = "without arguments it explains its usage",
	.section = "sec:echoserver-usage", .contract = "usage",
	.hint = "What is argc when the program is called without "
		"arguments?")
{
	static const char *const none[] = { NULL };

	expect_usage_error(program_start_with(none));
}

EXERCISE_TEST(1, usage_with_two_ports, .points = 2,
	.title = "two ports are one too many",
	.section = "sec:echoserver-usage", .contract = "usage",
	.hint = "Compare argc with 2, and let nothing else pass.")
{
	expect_usage_error(START_WITH("7777", "7778"));
}

EXERCISE_TEST(1, bad_ports, .points = 5,
	.title = "a port is a decimal number from 1 to 65535",
	.section = "sec:echoserver-usage", .contract = "bad-port",
	.hint = "atoi cannot tell 0 from nonsense, and 65543 becomes 7 "
		"in 16 bits: check every digit and the range.")
{
	for (int i = 0; expect_bad_ports[i] != NULL; i++) {
		expect_failure(START_WITH(expect_bad_ports[i]));
		program_end_all();
	}
	/* It has to be the port that is refused, not everything. */
	start_listening(port_draw());
}

/* --- step 2: listen --- */

EXERCISE_TEST(2, listens_on_loopback, .points = 4,
	.title = "clients can connect to 127.0.0.1",
	.section = "sec:echoserver-listen", .contract = "listens",
	.hint = "socket, bind, listen: which of them did not work? "
		"Each "
		"one tells by its result.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	connect_to(echoserver, port);
}

EXERCISE_TEST(2, listens_on_every_address, .points = 4,
	.title = "clients can connect to every address of the machine",
	.section = "sec:echoserver-listen", .contract = "every-address",
	.hint = "INADDR_ANY stands for every address; INADDR_LOOPBACK "
		"only for 127.0.0.1.")
{
	bool sealed = isolation_level() == ISOLATION_SEALED;
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	peer_connect(&(struct connecting){ .to = sealed ? "192.0.2.1"
							: "127.0.0.2",
			     .port = port },
		echoserver);
}

EXERCISE_TEST(2, port_in_use, .points = 4,
	.title = "a port that another server has is reported",
	.section = "sec:echoserver-listen", .contract = "port-in-use",
	.hint = "bind or listen fails with EADDRINUSE: print the "
		"reason and exit with status 1.")
{
	uint16_t port = port_draw();
	struct program *first = start_listening(port);

	expect_failure(start_disturbed(port, NULL));
	if (program_has_ended(first))
		verdict(VERDICT_FAIL, NULL, NULL,
			"the first server ends when a second one is "
			"started");
}

EXERCISE_TEST(2, restart_at_once, .points = 4,
	.title = "killed while it serves, it can start again at once",
	.section = "sec:echoserver-listen", .contract = "restart",
	.hint = "The old connection keeps the port busy, unless "
		"SO_REUSEADDR is set before bind.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *client = connect_to(echoserver, port);

	/* The kernel has made the connection, accepted or not. */
	peer_send(client, "", 0);
	program_kill(echoserver);
	peer_await_gone(client);
	peer_close(client);
	start_listening(port);
}

/* --- step 3: accept --- */

EXERCISE_TEST(3, announces_client, .points = 6,
	.title = "it announces a client with its address",
	.section = "sec:echoserver-accept",
	.contract = "announces in-sight",
	.hint = "Which line does it print, and is the line in sight at "
		"once? Think of fflush.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	connect_to(echoserver, port);
	program_await_output(echoserver, CONNECTED("127.0.0.1"));
}

EXERCISE_TEST(3, announces_other_address, .points = 4,
	.title = "the address is the client's, whatever it is",
	.section = "sec:echoserver-accept", .contract = "announces",
	.hint = "accept writes the client's address where you tell it; "
		"the length must hold the size of that place before "
		"every call.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *first = peer_connect(
		&(struct connecting){
			.from = "127.12.0.255", .port = port },
		echoserver);

	program_await_output(echoserver, CONNECTED("127.12.0.255"));
	peer_close(first);
	peer_connect(&(struct connecting){ .from = "127.0.0.9",
			     .port = port },
		echoserver);
	program_await_output(echoserver,
		CONNECTED("127.12.0.255") CONNECTED("127.0.0.9"));
}

EXERCISE_TEST(3, announced_before_data, .points = 4,
	.title = "a client is announced before it has sent anything",
	.section = "sec:echoserver-accept",
	.contract = "announced-first nothing-else",
	.hint = "Print the line between accept and the first recv, and "
		"flush it: stdout may be a pipe.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *client = connect_to(echoserver, port);

	program_await_output(echoserver, CONNECTED("127.0.0.1"));
	peer_half_close(client);
	peer_await_gone(client);
	program_await_output(echoserver, CONNECTED("127.0.0.1"));
}

EXERCISE_TEST(3, queue_waits_its_turn, .points = 4,
	.title = "who comes while another is served gets a turn later",
	.section = "sec:echoserver-accept", .contract = "queue",
	.hint = "Go back to accept when a client is done: the "
		"listening "
		"socket stays open.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *first = connect_to(echoserver, port);

	program_await_output(echoserver, CONNECTED("127.0.0.1"));
	struct peer *second =
		peer_connect(&(struct connecting){ .from = "127.0.0.2",
				     .port = port,
				     .name = "second client" },
			echoserver);
	peer_half_close(first);
	peer_await_gone(first);
	peer_close(first);
	program_await_output(echoserver,
		CONNECTED("127.0.0.1") CONNECTED("127.0.0.2"));
	peer_half_close(second);
	peer_await_gone(second);
}

/*
 * The second client talks first.  A server that serves one after
 * another does not even announce it before the first one is done.
 */
EXERCISE_TEST(3, one_at_a_time, .points = 4,
	.title = "clients are served one after another, not together",
	.section = "sec:echoserver-accept", .contract = "one-at-a-time",
	.hint = "This server has one thread and one client at a time; "
		"the others wait in the queue.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *first = connect_to(echoserver, port);
	size_t length;

	program_await_output(echoserver, CONNECTED("127.0.0.1"));
	struct peer *second =
		peer_connect(&(struct connecting){ .from = "127.0.0.2",
				     .port = port,
				     .name = "second client" },
			echoserver);
	peer_send(second, "me too", 6);
	peer_drip(first, "hello", 5);
	program_output(echoserver, &length);
	if (length > strlen(CONNECTED("127.0.0.1")) ||
		peer_received(second) > 0)
		verdict(VERDICT_FAIL, "the second client waits",
			"it is served",
			"the second client is served while the first "
			"one still has the server's attention");
	peer_half_close(first);
	peer_await_gone(first);
	peer_close(first);
	program_await_output(echoserver,
		CONNECTED("127.0.0.1") CONNECTED("127.0.0.2"));
}

/* --- step 4: echo --- */

EXERCISE_TEST(4, echoes_a_word, .points = 5,
	.title = "what a client sends comes back",
	.section = "sec:echoserver-echo", .contract = "echo",
	.hint = "recv tells how many bytes came; send back as many, "
		"from the same buffer.")
{
	const char *word = draw_word(5 + draw_below(20));
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *client = connect_to(echoserver, port);

	expect_echo(client, word, strlen(word));
	expect_echo(client, word, strlen(word));
}

EXERCISE_TEST(4, echoes_every_byte_value, .points = 4,
	.title = "bytes of every value come back, zeros as well",
	.section = "sec:echoserver-echo", .contract = "any-byte",
	.hint = "The bytes are no string: use the count of recv, never "
		"strlen or printf.")
{
	char bytes[512];
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *client = connect_to(echoserver, port);

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)i;
	expect_echo(client, bytes, sizeof bytes);
	expect_echo(client, draw_bytes(1000), 1000);
}

EXERCISE_TEST(4, echoes_byte_by_byte, .points = 4,
	.title = "each byte comes back before the next one is sent",
	.section = "sec:echoserver-echo", .contract = "at-once",
	.hint = "Send back what came at once, and do not wait until a "
		"buffer is full or a line is whole.")
{
	const char *word = draw_word(20);
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *client = connect_to(echoserver, port);

	for (size_t i = 0; i < 20; i++)
		expect_echo(client, word + i, 1);
}

EXERCISE_TEST(4, echoes_a_mebibyte, .points = 5,
	.title = "a mebibyte comes back while it is still being sent",
	.section = "sec:echoserver-echo",
	.contract = "mebibyte orderly-end",
	.hint = "send may take only part of the bytes: go on with the "
		"rest before the next recv.")
{
	const char *bytes = draw_bytes(MEBIBYTE);
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *client = connect_to(echoserver, port);

	expect_echo(client, bytes, MEBIBYTE);
	peer_half_close(client);
	peer_expect_end(client);
}

EXERCISE_TEST(4, slow_reader, .points = 3,
	.title = "a client that reads late gets every byte, too",
	.section = "sec:echoserver-echo", .contract = "slow-reader",
	.hint = "When the client does not read, send waits: nothing "
		"may be thrown away meanwhile.")
{
	enum { LENGTH = 300000 };
	const char *bytes = draw_bytes(LENGTH);
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *client =
		peer_connect(&(struct connecting){ .port = port,
				     .buffer_bytes = SMALL_BUFFER },
			echoserver);

	peer_pause_reading(client);
	peer_send(client, bytes, 20000);
	peer_await_sent(client);
	peer_resume_reading(client);
	peer_send(client, bytes + 20000, LENGTH - 20000);
	peer_expect(client, bytes, LENGTH, "the echo");
}

EXERCISE_TEST(4, half_close, .points = 4,
	.title = "a client may end its side first and read afterwards",
	.section = "sec:echoserver-echo", .contract = "orderly-end",
	.hint = "recv returning 0 means that the client sends no more; "
		"it may still be reading. Close in order, and only "
		"then.")
{
	const char *word = draw_word(3000);
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *client = connect_to(echoserver, port);

	peer_pause_reading(client);
	peer_send(client, word, 3000);
	peer_half_close(client);
	peer_resume_reading(client);
	peer_expect(client, word, 3000, "the echo");
	peer_expect_end(client);
}

EXERCISE_TEST(4, nothing_of_the_previous_client, .points = 3,
	.title = "nothing of one client is sent to the next",
	.section = "sec:echoserver-echo", .contract = "no-mixing",
	.hint = "The buffer still holds old bytes: only those that the "
		"last recv counted are new.")
{
	const char *secret = draw_word(2000);
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *first = connect_to(echoserver, port);

	expect_echo(first, secret, 2000);
	peer_half_close(first);
	peer_expect_end(first);
	peer_close(first);
	struct peer *second = connect_to(echoserver, port);
	expect_echo(second, "hi", 2);
	peer_half_close(second);
	peer_expect_end(second);
}

/* --- step 5: survive --- */

EXERCISE_TEST(5, client_resets, .points = 4,
	.title = "a client that resets ends only its own turn",
	.section = "sec:echoserver-survive", .contract = "reset",
	.hint = "recv or send fails with ECONNRESET or EPIPE: close "
		"this connection and take the next client.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	expect_service(echoserver, port);
	struct peer *client = connect_to(echoserver, port);
	expect_echo(client, "hello", 5);
	peer_send(client, draw_word(100), 100);
	peer_await_sent(client);
	peer_reset(client);
	expect_service(echoserver, port);
}

EXERCISE_TEST(5, reset_in_the_queue, .points = 3,
	.title = "a client that resets before its turn harms nobody",
	.section = "sec:echoserver-survive", .contract = "reset-queued",
	.hint = "Its connection is dead when accept hands it out: the "
		"first recv on it fails.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *first = connect_to(echoserver, port);

	expect_echo(first, "hello", 5);
	struct peer *second =
		peer_connect(&(struct connecting){ .port = port,
				     .name = "second client" },
			echoserver);
	peer_send(second, "never mind", 10);
	peer_await_sent(second);
	peer_reset(second);
	peer_half_close(first);
	peer_expect_end(first);
	peer_close(first);
	expect_service(echoserver, port);
}

EXERCISE_TEST(5, leaves_without_reading, .points = 3,
	.title =
		"a client that leaves without reading does not kill it",
	.section = "sec:echoserver-survive", .contract = "unread",
	.hint = "send to a client that is gone raises SIGPIPE, unless "
		"it has the flag MSG_NOSIGNAL.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	expect_service(echoserver, port);
	struct peer *client =
		peer_connect(&(struct connecting){ .port = port,
				     .buffer_bytes = SMALL_BUFFER },
			echoserver);
	peer_pause_reading(client);
	peer_send(client, draw_word(50000), 50000);
	peer_await_read(client);
	peer_reset(client);
	expect_service(echoserver, port);
}

EXERCISE_TEST(5, connects_and_leaves, .points = 2,
	.title = "a client that says nothing and leaves is no problem",
	.section = "sec:echoserver-survive", .contract = "silent",
	.hint = "The very first recv may return 0: then there is "
		"nothing to echo, and the turn is over.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	expect_service(echoserver, port);
	peer_close(connect_to(echoserver, port));
	expect_service(echoserver, port);
}

EXERCISE_TEST(5, accept_aborted, .points = 2,
	.title = "an accept that fails with ECONNABORTED is repeated",
	.section = "sec:echoserver-survive", .contract = "aborted",
	.hint = "The client left between its connect and your accept: "
		"that is its own affair.")
{
	uint16_t port = port_draw();
	struct fault aborted = {
		.calls = { FAULT_ACCEPTING },
		.target = ON_ANY,
		.action = FAIL_WITH,
		.value = ECONNABORTED,
		.times = 1,
		.name = "accept fails: connection aborted",
	};
	struct program *echoserver = start_disturbed(port, &aborted);

	program_await_listening(echoserver, port);
	expect_service(echoserver, port);
	fault_require(&aborted);
}

/* What the program did with a failing accept, until it is clear. */
struct idleness {
	struct program *program;
	uint64_t cpu_at_start_us;
	int64_t since_us;
	bool spins;
};

enum { SPIN_US = 30000, REST_US = 60000 };

/*
 * Either it has used more processor time than any honest attempt
 * takes, or it rests: time went by and it used next to nothing.
 */
static bool idleness_is_clear(void *context)
{
	struct idleness *idle = context;
	struct observation seen;
	int64_t now = loop_now_us();

	observe(program_process(idle->program), &seen);
	uint64_t used = seen.cpu_us - idle->cpu_at_start_us;
	idle->spins = used > SPIN_US;
	return idle->spins || now - idle->since_us > REST_US;
}

static bool spins(struct program *program)
{
	struct observation seen;

	observe(program_process(program), &seen);
	struct idleness idle = {
		.program = program,
		.cpu_at_start_us = seen.cpu_us,
		.since_us = loop_now_us(),
	};
	loop_until(idleness_is_clear, &idle, INT64_MAX);
	return idle.spins;
}

EXERCISE_TEST(5, no_descriptor_free, .points = 3,
	.title = "without a free descriptor it neither ends nor spins",
	.section = "sec:echoserver-survive",
	.contract = "no-descriptor",
	.hint = "accept fails with EMFILE and would fail again at "
		"once: "
		"wait a little before you try again.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	expect_service(echoserver, port);
	program_leave_no_descriptor(echoserver, true);
	struct peer *client = connect_to(echoserver, port);
	if (spins(echoserver))
		verdict(VERDICT_FAIL, "it rests between attempts",
			"it spins",
			"while no descriptor is free the program "
			"calls accept again and again, and burns the "
			"processor");
	program_leave_no_descriptor(echoserver, false);
	peer_close(client);
	expect_service(echoserver, port);
}

EXERCISE_TEST(5, interrupted_calls, .points = 3,
	.title = "calls that a signal interrupts are resumed",
	.section = "sec:echoserver-survive", .contract = "interrupted",
	.hint = "When errno is EINTR nothing is lost: call accept, "
		"recv "
		"or send again.")
{
	struct fault faults[] = {
		{ .calls = { FAULT_ACCEPTING },
			.target = ON_ANY,
			.name = "a signal interrupts accept (EINTR)" },
		{ .calls = { FAULT_RECEIVING },
			.target = ON_TCP,
			.name = "a signal interrupts the receiving "
				"(EINTR)" },
		{ .calls = { FAULT_SENDING },
			.target = ON_TCP,
			.name = "a signal interrupts the sending "
				"(EINTR)" },
	};

	for (int i = 0; i < 3; i++) {
		uint16_t port = port_draw();

		faults[i].action = FAIL_WITH;
		faults[i].value = EINTR;
		faults[i].times = 1;
		struct program *echoserver =
			start_disturbed(port, &faults[i]);
		program_await_listening(echoserver, port);
		expect_service(echoserver, port);
		fault_require(&faults[i]);
		program_end_all();
	}
}

static void serve_quietly(struct program *echoserver, uint16_t port)
{
	struct peer *client = peer_connect(
		&(struct connecting){ .port = port, .quietly = true },
		echoserver);

	expect_echo(client, "x", 1);
	peer_half_close(client);
	peer_expect_end(client);
	peer_close(client);
}

EXERCISE_TEST(5, many_clients, .points = 2,
	.title = "after 2,000 clients no descriptor is lost",
	.section = "sec:echoserver-survive", .contract = "many-clients",
	.hint = "Close the connection when its client is done, on "
		"every way out of the function.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	pid_t process = program_process(echoserver);

	serve_quietly(echoserver, port);
	struct peer *client = connect_to(echoserver, port);
	expect_echo(client, "x", 1);
	int before = observe_descriptors(process);
	peer_half_close(client);
	peer_expect_end(client);
	journal_event("client", "repeats", "<", "this %d times", CROWD);
	for (int i = 0; i < CROWD; i++)
		serve_quietly(echoserver, port);
	client = connect_to(echoserver, port);
	expect_echo(client, "x", 1);
	int after = observe_descriptors(process);
	if (after > before)
		verdict(VERDICT_FAIL, "no descriptor more than before",
			"descriptors are left open",
			"the server has %d descriptors open with its "
			"first client and %d with its last one",
			before, after);
}

EXERCISE_TEST(5, idle_burns_nothing, .points = 2,
	.title = "while it waits it uses no processor time",
	.section = "sec:echoserver-survive", .contract = "idle",
	.hint = "Let accept and recv wait for you; a loop that asks "
		"again and again burns the processor.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	expect_service(echoserver, port);
	if (spins(echoserver))
		verdict(VERDICT_FAIL, "it sleeps", "it spins",
			"the program burns processor time while no "
			"client is there");
	struct peer *client = connect_to(echoserver, port);
	expect_echo(client, "x", 1);
	if (spins(echoserver))
		verdict(VERDICT_FAIL, "it sleeps", "it spins",
			"the program burns processor time while its "
			"client says nothing");
}
