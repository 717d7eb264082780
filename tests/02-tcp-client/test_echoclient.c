/*
 * The suite of chapter 2: what echoclient's contract promises, seen
 * from the server's side, in the order of the steps.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "draw.h"
#include "exercise.h"
#include "expect.h"
#include "journal.h"
#include "peer.h"
#include "port.h"
#include "program.h"
#include "reference.h"
#include "verdict.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct exercise_step steps[] = {
	{ 1, "usage" },
	{ 2, "connect" },
	{ 3, "send" },
	{ 4, "receive" },
	{ 5, "finish" },
	{ 6, "names" },
};

const struct exercise this_exercise = {
	.chapter = 2,
	.key = "02-tcp-client",
	.name = "A TCP client",
	.program = "echoclient",
	.steps = steps,
	.step_count = sizeof steps / sizeof *steps,
};

/* --- the dialogue with echoclient --- */

enum { LONGEST_WORD = 100000, SMALL_BUFFER = 4096 };

/* How echoclient is called; the port as a number. */
struct call {
	const char *server; /* NULL: 127.0.0.1 */
	const char *word;
	uint16_t port;
	const char *hosts;
	struct dns_server *dns;
	const char *output_to;
	struct fault *fault;
	bool detect_leaks;
};

static struct program *start(const struct call *call)
{
	char port[8];
	const char *server =
		call->server != NULL ? call->server : "127.0.0.1";
	const char *arguments[] = { server, call->word, port, NULL };
	struct program_plan plan = {
		.arguments = arguments,
		.hosts = call->hosts,
		.dns_port = call->dns != NULL ? dns_port(call->dns) : 0,
		.output_to = call->output_to,
		.fault = call->fault,
		.detect_leaks = call->detect_leaks,
	};

	snprintf(port, sizeof port, "%u", call->port);
	return program_start(&plan);
}

#define START(...) start(&(struct call){ __VA_ARGS__ })

#define START_WITH(...) \
	program_start_with((const char *const[]){ __VA_ARGS__, NULL })

static struct listener *listen_on(uint16_t port)
{
	return peer_listen(&(struct listening){
		.address = "127.0.0.1", .port = port });
}

/* Takes the connection and the word. */
static struct peer *take_word(struct listener *listener,
	struct program *echoclient, const char *word)
{
	struct peer *server = peer_accept(listener, echoclient);

	peer_expect(server, word, strlen(word), "the word");
	return server;
}

static char *compose_reply(
	const void *bytes, size_t length, size_t *total)
{
	static const char before[] = "Received: ";
	size_t prefix = sizeof before - 1;
	char *text = malloc(prefix + length + 1);

	if (text == NULL)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"out of memory");
	memcpy(text, before, prefix);
	memcpy(text + prefix, bytes, length);
	text[prefix + length] = '\n';
	*total = prefix + length + 1;
	return text;
}

/*
 * The reply is printed as it came.  The newline and the exit status
 * belong to a later step: whether they are there is not asked here.
 */
static void expect_printed(
	struct program *echoclient, const void *bytes, size_t length)
{
	size_t total;
	size_t got;
	char *wanted = compose_reply(bytes, length, &total);

	program_finish(echoclient);
	const char *output = program_output(echoclient, &got);
	if (got == total - 1 && memcmp(output, wanted, got) == 0)
		return;
	expect_output(echoclient, wanted, total);
}

/* All that the contract says about a reply that came whole. */
static void expect_reply(
	struct program *echoclient, const void *bytes, size_t length)
{
	size_t total;
	char *wanted = compose_reply(bytes, length, &total);

	expect_success(echoclient);
	expect_output(echoclient, wanted, total);
}

/* --- step 1: usage --- */

EXERCISE_TEST(1, usage_without_arguments, .points = 2,
	.title = "without arguments it explains its usage",
	.section = "sec:echoclient-usage", .contract = "usage",
	.hint = "What is argc when there are three arguments?")
{
	static const char *const none[] = { NULL };

	expect_usage_error(program_start_with(none));
}

EXERCISE_TEST(1, usage_with_too_few, .points = 2,
	.title = "two arguments are one too few",
	.section = "sec:echoclient-usage", .contract = "usage",
	.hint = "The port is not optional: compare argc with 4.")
{
	expect_usage_error(START_WITH("127.0.0.1", draw_word(5)));
}

EXERCISE_TEST(1, usage_with_too_many, .points = 2,
	.title = "four arguments are one too many",
	.section = "sec:echoclient-usage", .contract = "usage",
	.hint = "A word with a blank in it is one argument only if it "
		"is quoted; otherwise say so.")
{
	expect_usage_error(START_WITH(
		"127.0.0.1", draw_word(4), draw_word(4), "7777"));
}

EXERCISE_TEST(1, bad_ports, .points = 3,
	.title = "a port is a decimal number from 1 to 65535",
	.section = "sec:echoclient-usage", .contract = "bad-port",
	.hint = "atoi cannot tell 0 from nonsense, and 65543 becomes 7 "
		"in 16 bits: check every digit and the range.")
{
	struct program *echoclient;

	for (int i = 0; expect_bad_ports[i] != NULL; i++) {
		echoclient = START_WITH(
			"127.0.0.1", "word", expect_bad_ports[i]);
		expect_failure(echoclient);
		program_end_all();
	}
	/* It has to be the port that is refused, not everything. */
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	echoclient = START(.word = "word", .port = port);
	peer_accept(listener, echoclient);
}

EXERCISE_TEST(1, not_an_address, .points = 1,
	.title = "999.1.1.1 is no address",
	.section = "sec:echoclient-usage", .contract = "bad-address",
	.hint = "A function that reads an address reports whether it "
		"was one: look at its result.")
{
	struct dns_server *dns = reference_dns();
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);

	expect_failure(START(.server = "999.1.1.1", .word = "word",
		.port = port, .dns = dns));
	program_end_all();
	/* Again: the address is refused, not everything. */
	peer_accept(listener, START(.word = "word", .port = port));
}

/* --- step 2: connect --- */

EXERCISE_TEST(2, connects_to_dotted_quad, .points = 6,
	.title = "it connects to the address and the port it is given",
	.section = "sec:echoclient-connect", .contract = "connect",
	.hint = "socket makes the socket, connect gives it a peer.")
{
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);

	peer_accept(listener, START(.word = "word", .port = port));
}

EXERCISE_TEST(2, connection_refused, .points = 5,
	.title = "a refused connection is reported, at once",
	.section = "sec:echoclient-connect", .contract = "refused",
	.hint = "connect returns -1 and errno has the reason: print "
		"what strerror makes of it.")
{
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);

	peer_accept(listener, START(.word = "word", .port = port));
	program_end_all();
	journal_event("grader", "repeats", "",
		"with a port where nobody listens");
	expect_failure(START(.word = "word", .port = port_draw()));
}

EXERCISE_TEST(2, port_in_network_order, .points = 3,
	.title = "the port is in network byte order, once",
	.section = "sec:echoclient-connect", .contract = "connect",
	.hint = "Ports travel with the more significant byte first: "
		"htons, or getaddrinfo, which does it for you.")
{
	uint16_t port = port_draw();
	struct listener *right = listen_on(port);
	struct listener *swapped = listen_on(port_swapped(port));
	struct program *echoclient =
		START(.word = "word", .port = port);

	peer_accept(right, echoclient);
	if (listener_has_client(swapped))
		verdict(VERDICT_FAIL, NULL, NULL,
			"the program also connects to port %u, which "
			"is %u with its bytes swapped",
			port_swapped(port), port);
}

/* --- step 3: send --- */

EXERCISE_TEST(3, whole_word_arrives, .points = 6,
	.title = "exactly the bytes of the word arrive",
	.section = "sec:echoclient-send", .contract = "word-only",
	.hint = "How many bytes does the word have? The NUL at its end "
		"is not one of them, and there is no newline.")
{
	static const size_t lengths[] = { 1, 7, 8, 9 };

	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		const char *word = draw_word(lengths[i]);
		uint16_t port = port_draw();
		struct listener *listener = listen_on(port);
		struct program *echoclient =
			START(.word = word, .port = port);
		struct peer *server =
			take_word(listener, echoclient, word);

		/* Whatever else was sent would be here by the end. */
		peer_send(server, word, strlen(word));
		peer_await_gone(server);
		if (peer_received(server) > 0)
			peer_expect_end(server);
		program_end_all();
	}
}

EXERCISE_TEST(3, empty_word, .points = 2,
	.title = "the empty word prints an empty reply",
	.section = "sec:echoclient-send", .contract = "empty-word",
	.hint = "Nothing to send and nothing to receive is no error: "
		"do the loops do nothing then?")
{
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient = START(.word = "", .port = port);
	struct peer *server = peer_accept(listener, echoclient);

	expect_printed(echoclient, "", 0);
	peer_expect_end(server);
}

EXERCISE_TEST(3, any_byte_value, .points = 3,
	.title = "a word may have bytes of any value",
	.section = "sec:echoclient-send", .contract = "any-word",
	.hint = "A byte over 127 is a negative char: treat the word as "
		"bytes, and print nothing of it by printf.")
{
	char word[256];
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);

	for (int i = 0; i < 255; i++)
		word[i] = (char)(i + 1);
	word[255] = '\0';
	struct program *echoclient = START(.word = word, .port = port);
	take_word(listener, echoclient, word);
}

EXERCISE_TEST(3, long_word, .points = 4,
	.title = "a word of 100,000 bytes arrives and comes back",
	.section = "sec:echoclient-send", .contract = "long-word",
	.hint = "Is there an array of fixed size for the word or for "
		"the reply? Neither is needed.")
{
	const char *word = draw_word(LONGEST_WORD);
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = take_word(listener, echoclient, word);

	peer_send(server, word, LONGEST_WORD);
	expect_printed(echoclient, word, LONGEST_WORD);
}

EXERCISE_TEST(3, short_send, .points = 3,
	.title = "what send leaves over is sent by the next call",
	.section = "sec:echoclient-send", .contract = "short-send",
	.hint = "send returns how many bytes it took: advance the "
		"pointer by that many and go on.")
{
	const char *word = draw_word(40 + draw_below(20));
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct fault short_send = {
		.calls = { FAULT_SENDING },
		.target = ON_TCP,
		.action = DO_PART,
		.times = 3,
		.name = "the kernel takes only half of the bytes",
	};
	struct program *echoclient =
		START(.word = word, .port = port, .fault = &short_send);

	take_word(listener, echoclient, word);
	fault_require(&short_send);
}

EXERCISE_TEST(3, slow_reader, .points = 2,
	.title = "a server that reads late gets the whole word, too",
	.section = "sec:echoclient-send", .contract = "long-word",
	.hint = "When the buffers on the way are full, send waits: "
		"that is no error.")
{
	const char *word = draw_word(LONGEST_WORD);
	uint16_t port = port_draw();
	struct listener *listener =
		peer_listen(&(struct listening){ .address = "127.0.0.1",
			.port = port,
			.buffer_bytes = SMALL_BUFFER });
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = peer_accept(listener, echoclient);

	peer_expect(server, word, LONGEST_WORD / 2, "half of the word");
	peer_pause_reading(server);
	peer_resume_reading(server);
	peer_expect(server, word + LONGEST_WORD / 2,
		LONGEST_WORD - LONGEST_WORD / 2,
		"the other half of the word");
}

/* --- step 4: receive --- */

EXERCISE_TEST(4, reply_in_one_piece, .points = 5,
	.title = "the reply is printed behind \"Received: \"",
	.section = "sec:echoclient-receive", .contract = "reply memory",
	.hint = "Print \"Received: \", with its blank, then the bytes "
		"that recv gave you.")
{
	const char *word = draw_word(5 + draw_below(20));
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient =
		START(.word = word, .port = port, .detect_leaks = true);
	struct peer *server = take_word(listener, echoclient, word);

	peer_send(server, word, strlen(word));
	expect_printed(echoclient, word, strlen(word));
}

EXERCISE_TEST(4, reply_byte_by_byte, .points = 5,
	.title = "a reply that comes byte by byte is printed whole",
	.section = "sec:echoclient-receive", .contract = "pieces",
	.hint = "recv gives you what has come, not what you want: go "
		"on until all of it is there.")
{
	const char *word = draw_word(20 + draw_below(10));
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = take_word(listener, echoclient, word);

	peer_drip(server, word, strlen(word));
	expect_printed(echoclient, word, strlen(word));
}

EXERCISE_TEST(4, reply_at_every_split, .points = 4,
	.title = "a reply in two pieces is printed whole, cut anywhere",
	.section = "sec:echoclient-receive", .contract = "pieces",
	.hint = "Count the bytes that came so far; the next recv may "
		"give fewer or more than the last one.")
{
	const char *word = draw_word(5);

	for (size_t cut = 1; cut < 5; cut++) {
		uint16_t port = port_draw();
		struct listener *listener = listen_on(port);
		struct program *echoclient =
			START(.word = word, .port = port);
		struct peer *server =
			take_word(listener, echoclient, word);

		peer_send(server, word, cut);
		peer_await_read(server);
		peer_send(server, word + cut, 5 - cut);
		expect_printed(echoclient, word, 5);
		program_end_all();
	}
}

EXERCISE_TEST(4, reply_is_the_peers, .points = 4,
	.title = "it prints what came back, not what it sent",
	.section = "sec:echoclient-receive", .contract = "peers-bytes",
	.hint = "Do you print the word or the buffer that recv filled?")
{
	const char *word = draw_word(12);
	const char *other = draw_word(12);
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = take_word(listener, echoclient, word);

	peer_send(server, other, strlen(other));
	expect_printed(echoclient, other, strlen(other));
}

EXERCISE_TEST(4, zero_bytes, .points = 3,
	.title = "zero bytes in the reply are printed like any other",
	.section = "sec:echoclient-receive", .contract = "any-reply",
	.hint = "The reply is no string: printf stops at a zero byte, "
		"fwrite does not.")
{
	char reply[32];
	const char *word = draw_word(sizeof reply);
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = take_word(listener, echoclient, word);

	for (size_t i = 0; i < sizeof reply; i++)
		reply[i] = (char)draw_below(256);
	reply[0] = '\0';
	reply[10] = '\0';
	reply[31] = '\0';
	peer_send(server, reply, sizeof reply);
	expect_printed(echoclient, reply, sizeof reply);
}

EXERCISE_TEST(4, extra_bytes, .points = 3,
	.title = "bytes past the expected ones are not printed",
	.section = "sec:echoclient-receive", .contract = "extra-bytes",
	.hint = "Ask recv for as many bytes as are still missing, and "
		"no more.")
{
	const char *word = draw_word(9);
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = take_word(listener, echoclient, word);

	peer_send(server, draw_word(4), 0);
	char reply[13];
	memcpy(reply, word, 9);
	memcpy(reply + 9, "more", 4);
	peer_send(server, reply, sizeof reply);
	expect_printed(echoclient, word, 9);
}

EXERCISE_TEST(4, server_keeps_open, .points = 2,
	.title = "it does not wait for the server to close",
	.section = "sec:echoclient-receive", .contract = "no-waiting",
	.hint = "The reply is whole when as many bytes came as were "
		"sent; a server may keep the connection for hours.")
{
	const char *word = draw_word(30);
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = take_word(listener, echoclient, word);

	peer_send(server, word, strlen(word));
	expect_printed(echoclient, word, strlen(word));
	peer_await_gone(server);
}

/* --- step 5: finish --- */

EXERCISE_TEST(5, orderly_end, .points = 3,
	.title = "newline, orderly end of the connection, status 0",
	.section = "sec:echoclient-finish", .contract = "success",
	.hint = "putchar('\\n') behind the reply, close, and exit "
		"status 0.")
{
	const char *word = draw_word(8);
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient =
		START(.word = word, .port = port, .detect_leaks = true);
	struct peer *server = take_word(listener, echoclient, word);

	peer_send(server, word, strlen(word));
	peer_expect_end(server);
	expect_reply(echoclient, word, strlen(word));
}

/* What of the reply came may be printed, and nothing else. */
static void expect_lost_server(
	struct program *echoclient, const char *word)
{
	size_t total;
	size_t got;
	char *wanted = compose_reply(word, strlen(word), &total);

	program_finish(echoclient);
	const char *output = program_output(echoclient, &got);
	if (got >= total - 1 || memcmp(output, wanted, got) != 0)
		expect_output(
			echoclient, wanted, got < total ? got : 0);
	if (program_status(echoclient) != EXIT_FAILURE)
		verdict(VERDICT_FAIL, "exit status 1",
			program_status(echoclient) == 0
				? "exit status 0"
				: "another exit status",
			"the reply never came whole, so the program "
			"should exit with status 1");
	program_errors(echoclient, &got);
	if (got == 0)
		verdict(VERDICT_FAIL, "a line on stderr",
			"nothing on stderr",
			"the server ended the connection early, and "
			"the program says nothing about it");
}

EXERCISE_TEST(5, early_close, .points = 4,
	.title = "a server that closes early is reported",
	.section = "sec:echoclient-finish", .contract = "early-end",
	.hint = "recv returns 0 when the server has closed: that is "
		"the end, whether the reply is whole or not.")
{
	const char *word = draw_word(6);

	for (size_t came = 0; came < 6; came += 2) {
		uint16_t port = port_draw();
		struct listener *listener = listen_on(port);
		struct program *echoclient =
			START(.word = word, .port = port);
		struct peer *server =
			take_word(listener, echoclient, word);

		peer_send(server, word, came);
		peer_await_sent(server);
		peer_close(server);
		expect_lost_server(echoclient, word);
		program_end_all();
	}
}

EXERCISE_TEST(5, reset_by_server, .points = 3,
	.title = "a server that resets the connection is reported",
	.section = "sec:echoclient-finish", .contract = "reset",
	.hint = "recv returns -1 and errno is ECONNRESET: report it "
		"and exit with status 1.")
{
	const char *word = draw_word(10);

	for (size_t came = 0; came < 10; came += 5) {
		uint16_t port = port_draw();
		struct listener *listener = listen_on(port);
		struct program *echoclient =
			START(.word = word, .port = port);
		struct peer *server =
			take_word(listener, echoclient, word);

		peer_send(server, word, came);
		peer_await_read(server);
		peer_reset(server);
		expect_lost_server(echoclient, word);
		program_end_all();
	}
}

EXERCISE_TEST(5, broken_before_sending, .points = 2,
	.title = "a broken connection does not kill it by SIGPIPE",
	.section = "sec:echoclient-finish", .contract = "sigpipe",
	.hint = "Writing to a connection that is gone raises SIGPIPE, "
		"unless send has the flag MSG_NOSIGNAL.")
{
	const char *word = draw_word(LONGEST_WORD);
	uint16_t port = port_draw();
	struct listener *listener =
		peer_listen(&(struct listening){ .address = "127.0.0.1",
			.port = port,
			.buffer_bytes = SMALL_BUFFER });
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = peer_accept(listener, echoclient);

	peer_expect(server, word, 1000, "the word's beginning");
	peer_reset(server);
	expect_lost_server(echoclient, word);
}

static void interrupt(struct fault *fault)
{
	const char *word = draw_word(16);
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient =
		START(.word = word, .port = port, .fault = fault);
	struct peer *server = take_word(listener, echoclient, word);

	peer_send(server, word, strlen(word));
	expect_reply(echoclient, word, strlen(word));
	fault_require(fault);
	program_end_all();
}

EXERCISE_TEST(5, interrupted_calls, .points = 4,
	.title = "calls that a signal interrupts are resumed",
	.section = "sec:echoclient-finish", .contract = "interrupted",
	.hint = "When errno is EINTR nothing is lost: call send or "
		"recv again. A connect goes on by itself; wait for it "
		"with poll.")
{
	struct fault connecting = {
		.calls = { SYS_connect },
		.target = ON_TCP,
		.action = INTERRUPT_CONNECT,
		.times = 1,
		.name = "a signal interrupts connect (EINTR)",
	};
	struct fault sending = {
		.calls = { FAULT_SENDING },
		.target = ON_TCP,
		.action = FAIL_WITH,
		.value = EINTR,
		.times = 1,
		.name = "a signal interrupts the sending (EINTR)",
	};
	struct fault receiving = {
		.calls = { FAULT_RECEIVING },
		.target = ON_TCP,
		.action = FAIL_WITH,
		.value = EINTR,
		.times = 1,
		.name = "a signal interrupts the receiving (EINTR)",
	};

	interrupt(&connecting);
	interrupt(&sending);
	interrupt(&receiving);
}

EXERCISE_TEST(5, full_disk, .points = 2,
	.title = "a reply that cannot be written is a failure",
	.section = "sec:echoclient-finish", .contract = "full-disk",
	.hint = "stdio keeps the text until the end: ask fflush "
		"whether it could be written.")
{
	const char *word = draw_word(8);
	const char *targets[] = { NULL, "/dev/full" };

	for (int i = 0; i < 2; i++) {
		uint16_t port = port_draw();
		struct listener *listener = listen_on(port);
		struct program *echoclient = START(.word = word,
			.port = port, .output_to = targets[i]);
		struct peer *server =
			take_word(listener, echoclient, word);

		peer_send(server, word, strlen(word));
		if (i == 0)
			expect_reply(echoclient, word, strlen(word));
		else
			expect_failure(echoclient);
		program_end_all();
	}
}

/* --- step 6: names --- */

static struct in_addr ipv4(const char *text)
{
	struct in_addr address;

	inet_pton(AF_INET, text, &address);
	return address;
}

/* The whole exchange, once the program has come to the listener. */
static void converse(struct listener *listener,
	struct program *echoclient, const char *word)
{
	struct peer *server = take_word(listener, echoclient, word);

	peer_send(server, word, strlen(word));
	expect_reply(echoclient, word, strlen(word));
}

EXERCISE_TEST(6, name_by_dns, .points = 3,
	.title = "the server may be a name that DNS knows",
	.section = "sec:echoclient-names", .contract = "dns memory",
	.hint = "getaddrinfo takes names and numbers alike; is "
		"AI_NUMERICHOST still among your flags?")
{
	const char *word = draw_word(7);
	const char *host = draw_host();
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct dns_server *dns = reference_dns();

	dns_a(dns, host, ipv4("127.0.0.1"));
	converse(listener,
		START(.server = host, .word = word, .port = port,
			.dns = dns, .detect_leaks = true),
		word);
}

EXERCISE_TEST(6, name_in_hosts_file, .points = 2, .needs = NEEDS_HOSTS,
	.title = "the server may be a name in /etc/hosts",
	.section = "sec:echoclient-names", .contract = "hosts-file",
	.hint = "getaddrinfo reads /etc/hosts before it asks DNS.")
{
	const char *word = draw_word(7);
	const char *host = draw_host();
	char hosts[200];
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);

	snprintf(hosts, sizeof hosts,
		"127.0.0.1 localhost\n127.0.0.1 %s\n", host);
	converse(listener,
		START(.server = host, .word = word, .port = port,
			.hosts = hosts, .dns = reference_dns()),
		word);
}

EXERCISE_TEST(6, ipv6_address, .points = 2,
	.title = "the server may be an IPv6 address",
	.section = "sec:echoclient-names", .contract = "ipv6",
	.hint = "Let the family of the hints be AF_UNSPEC, and make "
		"the socket of the family that the entry has.")
{
	const char *word = draw_word(7);
	uint16_t port = port_draw();
	struct listener *listener = peer_listen(
		&(struct listening){ .address = "::1", .port = port });

	converse(listener,
		START(.server = "::1", .word = word, .port = port),
		word);
}

EXERCISE_TEST(6, second_address_connects, .points = 3,
	.title = "if the first address refuses, the next one is tried",
	.section = "sec:echoclient-names", .contract = "several memory",
	.hint = "Walk the list until one connect works; a failed "
		"attempt is nothing to talk about before the last.")
{
	static const char *const addresses[] = { "127.0.0.1",
		"127.0.0.2", "127.0.0.3" };
	const char *word = draw_word(7);

	/* The resolver may sort them: each one is the only one once. */
	for (int i = 0; i < 3; i++) {
		const char *host = draw_host();
		struct dns_server *dns = reference_dns();
		uint16_t port = port_draw();
		struct listener *listener = peer_listen(
			&(struct listening){ .address = addresses[i],
				.port = port });

		for (int k = 0; k < 3; k++)
			dns_a(dns, host, ipv4(addresses[k]));
		converse(listener,
			START(.server = host, .word = word,
				.port = port, .dns = dns,
				.detect_leaks = true),
			word);
		program_end_all();
		dns_close(dns);
	}
}

EXERCISE_TEST(6, one_family_only, .points = 2,
	.title = "a server on one family is found among both",
	.section = "sec:echoclient-names", .contract = "several ipv6",
	.hint = "A name may have IPv6 addresses where nobody listens: "
		"go on with the next entry, of whatever family.")
{
	const char *word = draw_word(7);
	struct in6_addr loopback = IN6ADDR_LOOPBACK_INIT;
	static const char *const families[] = { "127.0.0.1", "::1" };

	for (int i = 0; i < 2; i++) {
		const char *host = draw_host();
		struct dns_server *dns = reference_dns();
		uint16_t port = port_draw();
		struct listener *listener =
			peer_listen(&(struct listening){
				.address = families[i], .port = port });

		dns_a(dns, host, ipv4("127.0.0.1"));
		dns_aaaa(dns, host, loopback);
		converse(listener,
			START(.server = host, .word = word,
				.port = port, .dns = dns),
			word);
		program_end_all();
		dns_close(dns);
	}
}
