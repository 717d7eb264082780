/*
 * The suite of chapter 2: what echoclient's contract promises, seen
 * from the server's side, in the order of the steps.
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
#include "network.h"
#include "observe.h"
#include "peer.h"
#include "port.h"
#include "printable.h"
#include "program.h"
#include "reach.h"
#include "reference.h"
#include "refusal.h"
#include "verdict.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

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

/*
 * The reply comes when nobody works on the word any more.  A program
 * that has left the rest to a child, and ended, is found out here, and
 * not only when the child is too slow.
 */
static void reply(struct peer *server, struct program *echoclient,
	const char *bytes, size_t length)
{
	if (length > 0)
		program_await_rest(echoclient);
	peer_send(server, bytes, length);
}

/* --- what it prints --- */

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

/* What it says instead explains more than that it prints nothing. */
static void fail_without_reply(struct program *echoclient)
{
	char text[400];
	size_t length;
	const char *said = program_errors(echoclient, &length);

	printable(text, sizeof text, said, length);
	if (length > 0)
		verdict(VERDICT_FAIL, "the reply on stdout", text,
			"there is no reply on stdout; instead "
			"the program says: \"%s\"",
			text);
}

/* Its beginning is right, with or without a newline behind it. */
static bool is_cut(const char *output, size_t got, const char *wanted,
	size_t total)
{
	size_t printed = got;

	if (printed > 0 && output[printed - 1] == '\n')
		printed--;
	return printed >= strlen("Received: ") && printed < total - 1 &&
		memcmp(output, wanted, printed) == 0;
}

static void fail_cut_reply(const char *output, size_t got,
	const char *wanted, size_t total)
{
	char inner[2][1000];
	char expected[1010];
	char actual[1010];
	size_t missing = total - got;

	if (output[got - 1] != '\n')
		missing--;
	printable(inner[0], sizeof inner[0], wanted, total);
	printable(inner[1], sizeof inner[1], output, got);
	snprintf(expected, sizeof expected, "\"%s\"", inner[0]);
	snprintf(actual, sizeof actual, "\"%s\"", inner[1]);
	verdict(VERDICT_FAIL, expected, actual,
		"the last %zu byte%s of the reply %s not printed",
		missing, missing == 1 ? "" : "s",
		missing == 1 ? "is" : "are");
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
	if (got == 0)
		fail_without_reply(echoclient);
	else if (is_cut(output, got, wanted, total))
		fail_cut_reply(output, got, wanted, total);
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

/*
 * It succeeds, and the reply is in its output.  The newline, and what
 * else it prints or says, are the affair of other tests, so that one
 * mistake costs a few of them and not all.
 */
static void expect_outcome(struct program *echoclient, const char *word)
{
	size_t total;
	size_t got;
	char *wanted = compose_reply(word, strlen(word), &total);

	expect_exit_0(echoclient);
	const char *output = program_output(echoclient, &got);
	if (memmem(output, got, wanted, total - 1) == NULL)
		expect_output(echoclient, wanted, total);
}

/* A part of the reply that came may be there, and a newline. */
static void expect_no_more_than(
	struct program *echoclient, const char *reply, size_t came)
{
	size_t total;
	size_t got;
	char *wanted = compose_reply(reply, came, &total);
	const char *output = program_output(echoclient, &got);

	if (got > total || memcmp(output, wanted, got) != 0)
		expect_output(echoclient, wanted, total - 1);
}

/* --- a program that waits for its server --- */

enum { SPIN_US = 200000, LONGEST_MS = 8000 };

struct silence {
	struct program *program;
	int64_t until_us;
	uint64_t began_cpu_us;
	uint64_t signature;
	bool spins;
};

/* One that waits without a time-out waits as long as it takes. */
static bool silence_is_borne(void *context)
{
	struct silence *silence = context;
	struct observation seen;
	uint64_t before = silence->signature;

	if (program_has_ended(silence->program))
		return true;
	observe(program_process(silence->program), &seen);
	silence->signature = seen.all_wait ? seen.signature : 0;
	if (seen.all_wait && seen.signature == before)
		return true;
	/* A thread that ends takes what it used with it. */
	if (silence->began_cpu_us == 0 ||
		seen.cpu_us < silence->began_cpu_us)
		silence->began_cpu_us = seen.cpu_us;
	silence->spins = seen.cpu_us > silence->began_cpu_us + SPIN_US;
	return silence->spins || loop_now_us() > silence->until_us;
}

/*
 * Does it burn the processor while its server does nothing?  Watches
 * it until it ends or sleeps without a time-out, or for so long.
 */
static bool spins(struct program *echoclient, int64_t milliseconds)
{
	struct silence silence = { .program = echoclient,
		.until_us = loop_deadline(milliseconds) };

	loop_until(silence_is_borne, &silence, INT64_MAX);
	return silence.spins;
}

/* Longer than the program: as many as a test compares, and one. */
static const char *keep(const char *text)
{
	static char kept[4][4096];
	static unsigned next;
	char *copy = kept[next++ % 4];

	snprintf(copy, sizeof kept[0], "%s", text);
	return copy;
}

/*
 * What it says when it fails, after `came` bytes of the reply.  NULL:
 * what it has printed by then is another test's affair.
 */
static const char *expect_report(
	struct program *echoclient, const char *reply, size_t came)
{
	char actual[40];

	if (spins(echoclient, LONGEST_MS)) {
		journal_event(
			"program", "tries", "", "again and again");
		verdict(VERDICT_TIMEOUT, "the program gives up",
			"it goes on in circles",
			"nothing can come any more, but the program "
			"tries again and again, and burns processor "
			"time");
	}
	program_finish(echoclient);
	if (reply != NULL)
		expect_no_more_than(echoclient, reply, came);
	int status = program_status(echoclient);
	snprintf(actual, sizeof actual, "exit status %d", status);
	if (status != EXIT_FAILURE)
		verdict(VERDICT_FAIL, "exit status 1", actual,
			"there is no whole reply, so the program "
			"should exit with status 1; its status is %d",
			status);
	const char *said = program_errors(echoclient, NULL);
	if (said[0] == '\0')
		verdict(VERDICT_FAIL, "a line on stderr",
			"nothing on stderr",
			"the program fails without a word: the user "
			"cannot know why");
	return keep(said);
}

/* The same if no connection comes about. */
static const char *expect_no_connection(struct program *echoclient)
{
	const char *said = expect_report(echoclient, "", 0);

	program_end_all();
	return said;
}

/* What strerror says of errno 0, when errno has nothing to say. */
static void expect_a_reason(const char *said, const char *cause)
{
	char text[400];

	if (strstr(said, strerror(0)) == NULL)
		return;
	printable(text, sizeof text, said, strlen(said));
	verdict(VERDICT_FAIL, "the reason", text,
		"%s, and the message is \"%s\": errno knows nothing "
		"about it",
		cause, text);
}

static void expect_other_words(
	const char *said, const char *before, const char *causes)
{
	char text[400];

	if (strcmp(said, before) != 0)
		return;
	printable(text, sizeof text, said, strlen(said));
	verdict(VERDICT_FAIL, "two different messages", text,
		"%s: the message is \"%s\" both times, so the user "
		"cannot tell which of them it was",
		causes, text);
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

struct attempt {
	struct listener *listener;
	struct program *program;
};

static bool has_decided(void *context)
{
	const struct attempt *attempt = context;

	return listener_has_client(attempt->listener) ||
		program_has_ended(attempt->program);
}

/*
 * It takes a good call: it connects, or ends with words of its own, as
 * one that is half finished does.
 */
static void expect_taken(struct listener *listener,
	struct program *echoclient, const char *argument,
	struct acceptance *good)
{
	struct attempt attempt = { listener, echoclient };

	program_await(echoclient, has_decided, &attempt,
		"the program takes a good call");
	if (listener_has_client(listener))
		peer_accept(listener, echoclient);
	else
		refusal_expect_none(echoclient, argument, good);
	program_end_all();
}

/* No connection is made, and the port is what is wrong. */
static void expect_refused_port(struct listener *listener,
	const char *bad, uint16_t port, const struct acceptance *good)
{
	struct attempt attempt = { listener,
		START_WITH("127.0.0.1", "word", bad) };

	program_await(attempt.program, has_decided, &attempt,
		"the program refuses the port");
	if (listener_has_client(listener))
		verdict(VERDICT_FAIL, "no connection",
			"a connection to this port",
			"\"%s\" is no port, and the program "
			"connects to port %u all the same",
			bad, port);
	refusal_expect(attempt.program, bad, "port", good);
	program_end_all();
}

/* A server waits where a careless program would go to. */
static void expect_refused_ports(
	uint16_t port, const char *const *bad, size_t count)
{
	struct listener *listener = listen_on(port);
	struct acceptance good = { .words = "" };
	char text[8];

	/* It has to be the port that is refused, not everything. */
	snprintf(text, sizeof text, "%u", port);
	expect_taken(listener, START(.word = "word", .port = port),
		text, &good);
	for (size_t i = 0; i < count; i++)
		expect_refused_port(listener, bad[i], port, &good);
}

/* Low ports are to be had only in a network of our own. */
static void expect_refused_service(void)
{
	uint16_t port;
	const char *name = isolation_level() == ISOLATION_SEALED
		? port_draw_service(&port)
		: NULL;

	if (name != NULL)
		expect_refused_port(listen_on(port), name, port,
			&(struct acceptance){ .words = "" });
}

EXERCISE_TEST(1, bad_ports, .points = 2,
	.title = "a port is a decimal number",
	.section = "sec:echoclient-usage", .contract = "bad-port",
	.hint = "atoi takes the digits at the beginning, and 0 for "
		"what has none: look at every character.")
{
	uint16_t port = port_draw();
	char digits_first[16];
	const char *const bad[] = { digits_first, "abc", "" };

	snprintf(digits_first, sizeof digits_first, "%ux", port);
	expect_refused_ports(port, bad, 3);
	expect_refused_service();
}

EXERCISE_TEST(1, ports_out_of_range, .points = 1,
	.title = "a port is a number from 1 to 65535",
	.section = "sec:echoclient-usage", .contract = "bad-port",
	.hint = "16 bits make port 7 of 65543, and 65535 of -1: look "
		"at the range before anything cuts the number.")
{
	uint16_t port = port_draw();
	char above[16];
	char below[16];
	const char *const bad[] = { below, above, "0", "65536" };

	snprintf(above, sizeof above, "%d", port + 65536);
	snprintf(below, sizeof below, "%d", port - 65536);
	expect_refused_ports(port, bad, 4);
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
	struct acceptance good = { .words = "" };

	/* It has to be the address that is refused, not everything. */
	expect_taken(listener, START(.word = "word", .port = port),
		"127.0.0.1", &good);
	struct program *echoclient = START(.server = "999.1.1.1",
		.word = "word", .port = port, .dns = dns);
	expect_report(echoclient, "", 0);
	refusal_expect(echoclient, "999.1.1.1", "address", &good);
}

/* --- step 2: connect --- */

/* A loopback address that is still one read backwards. */
static void draw_loopback(char address[16])
{
	unsigned a = 1 + draw_below(100);

	snprintf(address, 16, "127.%u.%u.127", a,
		a + 1 + draw_below(100));
}

EXERCISE_TEST(2, connects_to_dotted_quad, .points = 5,
	.title = "it connects to the address and the port it is given",
	.section = "sec:echoclient-connect",
	.contract = "connect bad-port",
	.hint = "socket makes the socket, connect gives it a peer.")
{
	char address[16];
	uint16_t port = port_draw();

	draw_loopback(address);
	struct listener *listener = peer_listen(&(struct listening){
		.address = address, .port = port });
	peer_accept(listener,
		START(.server = address, .word = "word", .port = port));
	if (isolation_level() != ISOLATION_SEALED)
		return;
	/* The lowest and the highest port are as good as any. */
	for (int i = 0; i < 2; i++) {
		port = i == 0 ? 1 : 65535;
		program_end_all();
		listener = listen_on(port);
		peer_accept(
			listener, START(.word = "word", .port = port));
	}
}

/* The port that was asked for, and its twin. */
struct twins {
	struct listener *right;
	struct listener *swapped;
};

static bool one_has_a_client(void *context)
{
	struct twins *twins = context;

	return listener_has_client(twins->right) ||
		listener_has_client(twins->swapped);
}

EXERCISE_TEST(2, port_in_network_order, .points = 2,
	.title = "the port is in network byte order, once",
	.section = "sec:echoclient-connect", .contract = "connect",
	.hint = "Ports travel with the more significant byte first: "
		"htons, or getaddrinfo, which does it for you.")
{
	uint16_t port = port_draw();
	uint16_t swapped = port_swapped(port);
	struct twins twins = { listen_on(port), listen_on(swapped) };

	program_await(START(.word = "word", .port = port),
		one_has_a_client, &twins, "the program connects");
	if (listener_has_client(twins.swapped))
		verdict(VERDICT_FAIL, NULL, NULL,
			"the program connects to port %u, which is %u "
			"with its two bytes swapped",
			swapped, port);
}

EXERCISE_TEST(2, connection_refused, .points = 4,
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
	const char *said = expect_no_connection(
		START(.word = "word", .port = port_draw()));
	expect_a_reason(said, "the connection is refused");
}

/* How it reports that the call always fails so. */
static const char *report_of(
	long call, int error, uint16_t port, const char *name)
{
	struct fault fault = {
		.calls = { (int)call },
		.target = call == SYS_connect ? ON_TCP : ON_ANY,
		.action = FAIL_WITH,
		.value = error,
		.name = name,
	};
	struct program *echoclient =
		START(.word = "word", .port = port, .fault = &fault);

	program_finish(echoclient);
	fault_require(&fault);
	return expect_no_connection(echoclient);
}

EXERCISE_TEST(2, reasons_differ, .points = 1,
	.title = "no route, no answer and no server are told apart",
	.section = "sec:echoclient-connect", .contract = "reasons",
	.hint = "The reason is in errno right after connect: print it "
		"before another call can change it.")
{
	uint16_t port = port_draw();
	const char *route = report_of(SYS_connect, ENETUNREACH, port,
		"connect: no route to that network");
	const char *answer = report_of(SYS_connect, ETIMEDOUT, port,
		"connect: no answer in time");
	const char *refused = expect_no_connection(
		START(.word = "word", .port = port));

	expect_other_words(route, answer,
		"once there is no route to the server, once no answer");
	expect_other_words(refused, route,
		"once nobody listens, once there is no route");
}

/* What it says of a port where nobody listens, and nothing else. */
static const char *words_on_refusal(uint16_t port, struct fault *fault)
{
	struct program *echoclient =
		START(.word = "word", .port = port, .fault = fault);

	program_finish(echoclient);
	const char *said = keep(program_errors(echoclient, NULL));
	program_end_all();
	return said;
}

/* A program that closes nothing before it ends cannot lose it. */
EXERCISE_TEST(2, reason_outlives_close, .points = 1,
	.title = "the reason is the one of connect, not of close",
	.section = "sec:echoclient-connect", .contract = "reasons",
	.hint = "close may change errno: keep the reason in a variable "
		"over it.")
{
	char text[400];
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct fault closing = {
		.calls = { SYS_close },
		.target = ON_TCP,
		.action = FAIL_WITH,
		.value = EIO,
		.name = "close fails: input/output error",
	};

	peer_accept(listener, START(.word = "word", .port = port));
	program_end_all();
	port = port_draw();
	const char *refused = words_on_refusal(port, NULL);
	const char *said = words_on_refusal(port, &closing);
	if (strstr(said, strerror(EIO)) == NULL ||
		strstr(said, refused) != NULL)
		return;
	printable(text, sizeof text, said, strlen(said));
	verdict(VERDICT_FAIL, refused, text,
		"the connection is refused, but the message has the "
		"reason why the close behind it failed: \"%s\"",
		text);
}

EXERCISE_TEST(2, no_socket, .points = 1,
	.title = "without a socket it says why, and ends",
	.section = "sec:echoclient-connect", .contract = "reasons",
	.hint = "socket returns -1 when it fails, and connect can only "
		"say of -1 that it is no descriptor.")
{
	uint16_t port = port_draw();
	const char *full = report_of(SYS_socket, EMFILE, port,
		"socket: too many open files");
	const char *memory = report_of(
		SYS_socket, ENOBUFS, port, "socket: no buffer space");

	expect_other_words(memory, full,
		"once socket has no descriptor left, once no memory");
}

/* --- step 3: send --- */

/* Whatever else was sent would be here by the end. */
static void expect_no_more(struct peer *server)
{
	peer_await_gone(server);
	if (peer_received(server) > 0)
		peer_expect_end(server);
}

EXERCISE_TEST(3, whole_word_arrives, .points = 5,
	.title = "exactly the bytes of the word arrive",
	.section = "sec:echoclient-send", .contract = "word-only",
	.hint = "How many bytes does the word have? The NUL at its end "
		"is not one of them, and there is no newline.")
{
	/* Around the size of a pointer. */
	static const size_t lengths[] = { 1, 7, 9 };

	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		const char *word = draw_word(lengths[i]);
		uint16_t port = port_draw();
		struct listener *listener = listen_on(port);
		struct program *echoclient =
			START(.word = word, .port = port);
		struct peer *server =
			take_word(listener, echoclient, word);

		peer_send_and_end(server, word, strlen(word));
		expect_no_more(server);
		program_end_all();
	}
}

EXERCISE_TEST(3, empty_word, .points = 1,
	.title = "of the empty word not a byte is sent",
	.section = "sec:echoclient-send", .contract = "empty-word",
	.hint = "Nothing to send is no error: does the loop do nothing "
		"then?")
{
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct peer *server =
		peer_accept(listener, START(.word = "", .port = port));

	peer_half_close(server);
	expect_no_more(server);
}

EXERCISE_TEST(3, any_byte_value, .points = 1,
	.title = "a word may have bytes of any value",
	.section = "sec:echoclient-send", .contract = "any-word",
	.hint = "A byte over 127 is a negative char, and no blank or "
		"newline ends a word: send its bytes as they are.")
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

EXERCISE_TEST(3, word_like_an_option, .points = 1,
	.title = "a word may begin with a hyphen",
	.section = "sec:echoclient-send", .contract = "any-word",
	.hint = "echoclient has no options: the second argument is the "
		"word, whatever it looks like.")
{
	char word[8];
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);

	snprintf(word, sizeof word, "-%s", draw_word(3));
	struct program *echoclient = START(.word = word, .port = port);
	take_word(listener, echoclient, word);
}

/* One more byte than buffers often have, too. */
static const size_t great_lengths[] = { LONGEST_WORD, 4097, 1025 };
enum { GREAT_LENGTHS = sizeof great_lengths / sizeof *great_lengths };

EXERCISE_TEST(3, word_like_a_command, .points = 1,
	.title = "no word is a command, and no newline ends one",
	.section = "sec:echoclient-send", .contract = "any-word",
	.hint = "Nobody types the word: it is not read line by line, "
		"and none of its bytes is left out.")
{
	char line[16];
	const char *const words[] = { "quit", "exit", ".", line,
		"\r\n" };

	snprintf(line, sizeof line, "%s\n", draw_word(4));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		uint16_t port = port_draw();
		struct listener *listener = listen_on(port);
		struct peer *server = take_word(listener,
			START(.word = words[i], .port = port),
			words[i]);

		peer_send_and_end(server, words[i], strlen(words[i]));
		expect_no_more(server);
		program_end_all();
	}
}

EXERCISE_TEST(3, long_word, .points = 3,
	.title = "a word of 100,000 bytes arrives",
	.section = "sec:echoclient-send", .contract = "long-word",
	.hint = "Is there an array of fixed size for the word? None is "
		"needed.")
{
	for (size_t i = 0; i < GREAT_LENGTHS; i++) {
		const char *word = draw_word(great_lengths[i]);
		uint16_t port = port_draw();
		struct listener *listener = listen_on(port);

		take_word(listener, START(.word = word, .port = port),
			word);
		program_end_all();
	}
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

/* The program and the server have room for a few kilobytes. */
static struct listener *listen_with_small_buffers(uint16_t port)
{
	if (network_shrink_buffers() == -1)
		verdict(VERDICT_SKIPPED, NULL, NULL,
			"needs small buffers, which this system does "
			"not allow: %s",
			strerror(errno));
	return peer_listen(&(struct listening){ .address = "127.0.0.1",
		.port = port,
		.buffer_bytes = SMALL_BUFFER });
}

EXERCISE_TEST(3, slow_reader, .points = 3, .needs = NEEDS_NETWORK,
	.title = "a server that reads late gets the whole word, too",
	.section = "sec:echoclient-send",
	.contract = "long-word short-send",
	.hint = "When the buffers on the way are full, send waits, or "
		"says EAGAIN if it may not wait: that is no error.")
{
	const char *word = draw_word(LONGEST_WORD);
	uint16_t port = port_draw();
	struct listener *listener = listen_with_small_buffers(port);
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = peer_accept(listener, echoclient);

	peer_pause_reading(server);
	peer_await_full(server, LONGEST_WORD);
	peer_resume_reading(server);
	peer_expect(server, word, LONGEST_WORD, "the word");
}

/* --- step 4: receive --- */

/* The server takes the word and sends the reply; it is printed. */
static void expect_exchange(
	const char *word, const char *bytes, size_t length)
{
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = take_word(listener, echoclient, word);

	reply(server, echoclient, bytes, length);
	expect_printed(echoclient, bytes, strlen(word));
}

EXERCISE_TEST(4, reply_in_one_piece, .points = 5,
	.title = "the reply is printed behind \"Received: \"",
	.section = "sec:echoclient-receive",
	.contract = "reply whole-program",
	.hint = "Print \"Received: \", with its blank, then the bytes "
		"that recv gave you.")
{
	const char *word = draw_word(9 + draw_below(16));

	expect_exchange(word, word, strlen(word));
}

EXERCISE_TEST(4, empty_reply, .points = 1,
	.title = "the empty word prints an empty reply",
	.section = "sec:echoclient-receive", .contract = "empty-word",
	.hint = "Nothing to receive is no error either: does the loop "
		"do nothing then?")
{
	expect_exchange("", "", 0);
}

EXERCISE_TEST(4, long_reply, .points = 1,
	.title = "a reply of 100,000 bytes is printed whole",
	.section = "sec:echoclient-receive", .contract = "long-word",
	.hint = "Is there an array of fixed size for the reply? Print "
		"each piece as it comes, and none is needed.")
{
	for (size_t i = 0; i < GREAT_LENGTHS; i++) {
		const char *word = draw_word(great_lengths[i]);

		expect_exchange(word, word, great_lengths[i]);
		program_end_all();
	}
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

	program_await_rest(echoclient);
	peer_drip(server, word, strlen(word));
	expect_printed(echoclient, word, strlen(word));
}

/* The second piece comes when the program has taken the first. */
static void expect_exchange_in_two(
	const char *word, const char *bytes, size_t cut, size_t length)
{
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = take_word(listener, echoclient, word);

	program_await_rest(echoclient);
	peer_send_noticed(server, bytes, cut);
	peer_send(server, bytes + cut, length - cut);
	expect_printed(echoclient, bytes, strlen(word));
	program_end_all();
}

EXERCISE_TEST(4, reply_at_every_split, .points = 3,
	.title = "a reply in two pieces is printed whole, cut anywhere",
	.section = "sec:echoclient-receive", .contract = "pieces",
	.hint = "Count the bytes that came so far; the next recv may "
		"give fewer or more than the last one.")
{
	enum { LENGTH = 4 };
	const char *word = draw_word(LENGTH);

	for (size_t cut = 1; cut < LENGTH; cut++)
		expect_exchange_in_two(word, word, cut, LENGTH);
}

EXERCISE_TEST(4, reply_is_the_peers, .points = 3,
	.title = "it prints what came back, not what it sent",
	.section = "sec:echoclient-receive", .contract = "peers-bytes",
	.hint = "Do you print the word or the buffer that recv filled?")
{
	const char *word = draw_word(12);
	const char *other = draw_word(12);

	expect_exchange(word, other, strlen(other));
}

EXERCISE_TEST(4, zero_bytes, .points = 2,
	.title = "zero bytes in the reply are printed like any other",
	.section = "sec:echoclient-receive", .contract = "any-reply",
	.hint = "The reply is no string: printf stops at a zero byte, "
		"fwrite does not.")
{
	char bytes[32];
	const char *word = draw_word(sizeof bytes);

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)draw_below(255);
	bytes[0] = '\0';
	bytes[10] = '\0';
	bytes[31] = '\0';
	expect_exchange(word, bytes, sizeof bytes);
}

EXERCISE_TEST(4, bytes_like_an_end, .points = 1,
	.title = "neither a byte 255 nor a newline ends the reply",
	.section = "sec:echoclient-receive", .contract = "any-reply",
	.hint = "The value of a byte never says where the reply ends: "
		"EOF is no char, and a newline is data here.")
{
	static const char *const replies[] = { "a\xff\x04\x1a\x62\xff",
		"bye\r\n", "\n.\n\n\n" };

	for (size_t i = 0; i < sizeof replies / sizeof *replies; i++) {
		size_t length = strlen(replies[i]);

		expect_exchange(draw_word((unsigned)length), replies[i],
			length);
		program_end_all();
	}
}

EXERCISE_TEST(4, reply_is_no_format, .points = 1,
	.title = "percent signs in the reply are nothing special",
	.section = "sec:echoclient-receive", .contract = "any-reply",
	.hint = "printf(reply) obeys what the server writes: never let "
		"bytes from outside be the format.")
{
	static const char format[] = "%d%%%s%s%s%n%c";
	const char *word = draw_word(sizeof format - 1);

	expect_exchange(word, format, strlen(format));
}

EXERCISE_TEST(4, extra_bytes, .points = 2,
	.title = "bytes past the expected ones are not printed",
	.section = "sec:echoclient-receive", .contract = "extra-bytes",
	.hint = "Ask recv for as many bytes as are still missing, and "
		"no more.")
{
	char bytes[20];
	const char *word = draw_word(9);

	snprintf(bytes, sizeof bytes, "%smore", word);
	expect_exchange(word, bytes, strlen(bytes));
	program_end_all();
	expect_exchange_in_two(word, bytes, 5, strlen(bytes));
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

	reply(server, echoclient, word, strlen(word));
	expect_printed(echoclient, word, strlen(word));
	peer_await_gone(server);
}

static void be_silent(struct program *echoclient, int64_t milliseconds)
{
	journal_event("server", "says nothing", "<", "%s", "");
	if (spins(echoclient, milliseconds))
		verdict(VERDICT_FAIL, "it sleeps", "it spins",
			"while the server says nothing the program "
			"burns processor time instead of sleeping");
}

EXERCISE_TEST(4, server_is_silent, .points = 2,
	.title = "it waits while the server says nothing, and sleeps",
	.section = "sec:echoclient-receive", .contract = "pieces idle",
	.hint = "recv sleeps until something comes. A pause is not an "
		"end: how would you know how long the server needs?")
{
	const char *word = draw_word(10);
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = take_word(listener, echoclient, word);

	program_await_rest(echoclient);
	be_silent(echoclient, 3000);
	peer_send_noticed(server, word, 4);
	be_silent(echoclient, 300);
	peer_send(server, word + 4, 6);
	expect_printed(echoclient, word, 10);
}

/* --- step 5: finish --- */

EXERCISE_TEST(5, orderly_end, .points = 2,
	.title = "newline, orderly end of the connection, status 0",
	.section = "sec:echoclient-finish", .contract = "success",
	.hint = "putchar('\\n') behind the reply, close, and exit "
		"status 0.")
{
	const char *word = draw_word(8);
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = take_word(listener, echoclient, word);

	reply(server, echoclient, word, strlen(word));
	peer_expect_end(server);
	expect_reply(echoclient, word, strlen(word));
}

/* The exchange as a whole, for tests that are about something else. */
static void converse_over(struct peer *server,
	struct program *echoclient, const char *word)
{
	peer_expect(server, word, strlen(word), "the word");
	reply(server, echoclient, word, strlen(word));
	/* That a program waits for the end is told in step 4. */
	peer_await_read(server);
	peer_half_close(server);
	expect_outcome(echoclient, word);
}

/* The same, once the program has come to the listener. */
static void converse(struct listener *listener,
	struct program *echoclient, const char *word)
{
	converse_over(
		peer_accept(listener, echoclient), echoclient, word);
}

EXERCISE_TEST(5, nothing_leaks, .points = 1,
	.title = "what it takes from the heap it gives back",
	.section = "sec:echoclient-finish", .contract = "memory",
	.hint = "Each malloc has its free, and each list of addresses "
		"its freeaddrinfo, also on the way out of a failure.")
{
	const char *word = draw_word(8);
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);

	converse(listener,
		START(.word = word, .port = port, .detect_leaks = true),
		word);
	program_end_all();
	journal_event("grader", "repeats", "",
		"with a port where nobody listens");
	program_finish(START(.word = word, .port = port_draw(),
		.detect_leaks = true));
}

EXERCISE_TEST(5, server_ends_after_reply, .points = 1,
	.title = "a server that is done after the reply is no failure",
	.section = "sec:echoclient-finish",
	.contract = "success early-end",
	.hint = "First take all the bytes that came, then see whether "
		"some are missing.")
{
	const char *word = draw_word(15);
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = take_word(listener, echoclient, word);

	program_await_rest(echoclient);
	peer_send_and_end(server, word, strlen(word));
	expect_outcome(echoclient, word);
}

/* How the server leaves. */
enum leaving { CLOSE, HALF_CLOSE, RESET };

/* What the program says when the server leaves after some bytes. */
static const char *expect_loss(
	const char *word, size_t came, enum leaving leaving)
{
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = take_word(listener, echoclient, word);

	program_await_rest(echoclient);
	peer_send_noticed(server, word, came);
	if (leaving == CLOSE)
		peer_close(server);
	else if (leaving == HALF_CLOSE)
		peer_half_close(server);
	else
		peer_reset(server);
	const char *said = expect_report(
		echoclient, leaving == RESET ? NULL : word, came);
	program_end_all();
	return said;
}

EXERCISE_TEST(5, early_close, .points = 2,
	.title = "a server that closes early is reported",
	.section = "sec:echoclient-finish", .contract = "early-end",
	.hint = "recv returns 0 when the server has closed: that is "
		"the end, whether the reply is whole or not.")
{
	enum { LENGTH = 4 };
	const char *word = draw_word(LENGTH);

	for (size_t came = 0; came < LENGTH; came++)
		expect_a_reason(
			expect_loss(word, came,
				came % 2 == 0 ? CLOSE : HALF_CLOSE),
			"the server closed early");
}

EXERCISE_TEST(5, reset_by_server, .points = 2,
	.title = "a server that resets the connection is reported",
	.section = "sec:echoclient-finish", .contract = "reset",
	.hint = "recv returns -1 and errno is ECONNRESET: report it "
		"and exit with status 1.")
{
	enum { LENGTH = 3 };
	const char *word = draw_word(LENGTH);

	for (size_t came = 0; came < LENGTH; came++)
		expect_a_reason(expect_loss(word, came, RESET),
			"the server reset the connection");
}

EXERCISE_TEST(5, losses_differ, .points = 1,
	.title = "an early end and a reset are told apart",
	.section = "sec:echoclient-finish",
	.contract = "early-end reset",
	.hint = "When recv returns 0, errno says nothing; when it "
		"returns -1, errno has the reason.")
{
	const char *word = draw_word(6);
	const char *reset = expect_loss(word, 2, RESET);

	/* As the message may count the bytes that came. */
	for (size_t came = 0; came <= 2; came++)
		expect_other_words(expect_loss(word, came, CLOSE),
			reset,
			"once the server closed the connection, once "
			"it reset it");
}

/*
 * Asked by the fault engine before the program's first byte is sent:
 * changes nothing, but ends the connection.
 */
enum { TOO_OFTEN = 100 };

struct breaking {
	struct listener *listener;
	struct program *program;
	uint16_t port;
	bool done;
	unsigned calls; /* since then */
};

static bool break_connection(void *context)
{
	struct breaking *breaking = context;
	int64_t deadline = loop_deadline(1000);

	if (breaking->done && ++breaking->calls > TOO_OFTEN)
		verdict(VERDICT_TIMEOUT, "the program gives up",
			"it goes on in circles",
			"the connection is broken, but the program "
			"tries to send again and again");
	if (breaking->done || !listener_has_client(breaking->listener))
		return false;
	breaking->done = true;
	struct peer *server =
		peer_accept(breaking->listener, breaking->program);
	/* After an end and a reset even the first send raises it. */
	peer_half_close(server);
	peer_reset(server);
	while (diag_connected_to(breaking->port) &&
		loop_now_us() < deadline)
		sched_yield();
	return false;
}

EXERCISE_TEST(5, broken_before_sending, .points = 2,
	.title = "a broken connection does not kill it by SIGPIPE",
	.section = "sec:echoclient-finish", .contract = "sigpipe",
	.hint = "Writing to a connection that is gone raises SIGPIPE, "
		"unless send has the flag MSG_NOSIGNAL.")
{
	uint16_t port = port_draw();
	struct breaking breaking = { .listener = listen_on(port),
		.port = port };
	struct fault breaks = {
		.calls = { FAULT_SENDING },
		.target = ON_ANY,
		.when = break_connection,
		.context = &breaking,
	};

	breaking.program = START(.word = draw_word(10), .port = port,
		.fault = &breaks);
	expect_report(breaking.program, NULL, 0);
	if (!breaking.done)
		verdict(VERDICT_INCONCLUSIVE, NULL, NULL,
			"the program never sent anything: there was no "
			"connection to break");
}

EXERCISE_TEST(5, reset_while_sending, .points = 1,
	.needs = NEEDS_NETWORK,
	.title = "a reset in the middle of the word is reported",
	.section = "sec:echoclient-finish", .contract = "reset sigpipe",
	.hint = "send may fail after it took a part of the word: then "
		"the next call says so.")
{
	enum { LENGTH = 30000 };
	const char *word = draw_word(LENGTH);
	uint16_t port = port_draw();
	struct listener *listener = listen_with_small_buffers(port);
	struct program *echoclient = START(.word = word, .port = port);
	struct peer *server = peer_accept(listener, echoclient);

	peer_pause_reading(server);
	peer_await_full(server, LENGTH);
	peer_reset(server);
	expect_report(echoclient, NULL, 0);
}

/* --- calls that a signal interrupts --- */

/* A program may throw the interrupted connection away. */
static struct peer *accept_a_sender(
	struct listener *listener, struct program *echoclient)
{
	struct peer *server = peer_accept(listener, echoclient);

	for (int i = 0; i < 3; i++) {
		peer_await_bytes(server);
		if (!peer_is_gone(server) || peer_received(server) > 0)
			break;
		peer_close(server);
		server = peer_accept(listener, echoclient);
	}
	return server;
}

/* The whole exchange, over whichever connection has it. */
static void converse_in_the_end(struct listener *listener,
	struct program *echoclient, const char *word)
{
	converse_over(accept_a_sender(listener, echoclient), echoclient,
		word);
}

static void interrupt(struct fault *fault)
{
	const char *word = draw_word(16);
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);

	converse_in_the_end(listener,
		START(.word = word, .port = port, .fault = fault),
		word);
	fault_require(fault);
}

EXERCISE_TEST(5, interrupted_connect, .points = 1,
	.title = "a connect that a signal interrupts is seen through",
	.section = "sec:echoclient-finish", .contract = "interrupted",
	.hint = "When errno is EINTR the kernel goes on connecting: "
		"wait with poll until it is done, then ask SO_ERROR.")
{
	struct fault connecting = {
		.calls = { SYS_connect, FAULT_WAITING },
		.target = ON_TCP,
		.action = INTERRUPT_CONNECT,
		.times = 2,
		.name = "a signal interrupts the connecting (EINTR)",
	};

	interrupt(&connecting);
}

EXERCISE_TEST(5, interrupted_sending, .points = 1,
	.title = "a send that a signal interrupts is repeated",
	.section = "sec:echoclient-finish", .contract = "interrupted",
	.hint = "When send returns -1 and errno is EINTR, nothing was "
		"sent and nothing is lost: call it again.")
{
	struct fault sending = {
		.calls = { FAULT_SENDING },
		.target = ON_TCP,
		.action = FAIL_WITH,
		.value = EINTR,
		.times = 3,
		.name = "a signal interrupts the sending (EINTR)",
	};

	interrupt(&sending);
}

EXERCISE_TEST(5, interrupted_receiving, .points = 1,
	.title = "a recv that a signal interrupts is repeated",
	.section = "sec:echoclient-finish", .contract = "interrupted",
	.hint = "When recv returns -1 and errno is EINTR, the "
		"connection is as good as before: call it again.")
{
	struct fault receiving = {
		.calls = { FAULT_RECEIVING },
		.target = ON_TCP,
		.action = FAIL_WITH,
		.value = EINTR,
		.times = 3,
		.name = "a signal interrupts the receiving (EINTR)",
	};

	interrupt(&receiving);
}

/* --- output that cannot be written, or not at once --- */

EXERCISE_TEST(5, full_disk, .points = 2,
	.title = "a reply that cannot be written is a failure",
	.section = "sec:echoclient-finish", .contract = "full-disk",
	.hint = "stdio keeps the text until the end: ask fflush "
		"whether it could be written.")
{
	const char *word = draw_word(8);
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);

	converse(listener, START(.word = word, .port = port), word);
	program_end_all();
	journal_event("grader", "repeats", "",
		"with a stdout that is a full disk");
	struct program *echoclient = START(.word = word, .port = port,
		.output_to = "/dev/full");
	struct peer *server = take_word(listener, echoclient, word);
	/* It may have noticed by its first bytes, and have ended. */
	peer_send(server, word, strlen(word));
	expect_failure(echoclient);
}

EXERCISE_TEST(5, short_write, .points = 1,
	.title = "what write leaves over is written by the next call",
	.section = "sec:echoclient-finish", .contract = "success",
	.hint = "write may take fewer bytes than it is given: go on "
		"with the rest. stdio does that for you.")
{
	const char *word = draw_word(30);
	uint16_t port = port_draw();
	struct listener *listener = listen_on(port);
	struct fault short_write = {
		.calls = { SYS_write, SYS_writev },
		.target = ON_OUTPUT,
		.action = DO_PART,
		.times = 3,
		.name = "write takes only half of the bytes",
	};

	converse(listener,
		START(.word = word, .port = port,
			.fault = &short_write),
		word);
	fault_require(&short_write);
}

/* --- step 6: names --- */

static struct in_addr ipv4(const char *text)
{
	struct in_addr address;

	inet_pton(AF_INET, text, &address);
	return address;
}

EXERCISE_TEST(6, name_by_dns, .points = 2,
	.title = "the server may be a name that DNS knows",
	.section = "sec:echoclient-names", .contract = "dns",
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
			.dns = dns),
		word);
}

EXERCISE_TEST(6, name_in_hosts_file, .points = 1, .needs = NEEDS_HOSTS,
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

EXERCISE_TEST(6, ipv6_address, .points = 1,
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

static const char *const three[] = { "127.0.0.1", "127.0.0.2",
	"127.0.0.3" };

/* A host with three addresses. */
static const char *teach_three(struct dns_server *dns)
{
	const char *host = draw_host();

	for (int i = 0; i < 3; i++)
		dns_a(dns, host, ipv4(three[i]));
	return host;
}

/* One of three addresses has a server. */
static struct listener *listen_on_one(int i, uint16_t port)
{
	return peer_listen(&(struct listening){
		.address = three[i], .port = port });
}

EXERCISE_TEST(6, second_address_connects, .points = 2,
	.title = "if the first address refuses, the next one is tried",
	.section = "sec:echoclient-names", .contract = "several",
	.hint = "Walk the list until one connect works; a failed "
		"attempt is nothing to talk about before the last.")
{
	const char *word = draw_word(7);
	struct dns_server *dns = reference_dns();

	/* The resolver may sort them: not both can be the first. */
	for (int i = 0; i < 3; i += 2) {
		uint16_t port = port_draw();
		struct listener *listener = listen_on_one(i, port);
		struct program *echoclient =
			START(.server = teach_three(dns), .word = word,
				.port = port, .dns = dns);

		converse(listener, echoclient, word);
		expect_success(echoclient);
		program_end_all();
	}
}

static bool is_tcp(int fd)
{
	int domain = 0;
	int type = 0;
	socklen_t size = sizeof domain;

	getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size);
	getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size);
	return type == SOCK_STREAM &&
		(domain == AF_INET || domain == AF_INET6);
}

/* TCP sockets that it has while it waits for the reply. */
static int count_sockets(struct listener *listener,
	struct program *echoclient, const char *word)
{
	int count = 0;

	take_word(listener, echoclient, word);
	program_await_rest(echoclient);
	for (uint64_t fd = 0; fd < 64; fd++) {
		int copy = reach_if(
			is_tcp, program_process(echoclient), fd);

		if (copy == -1)
			continue;
		close(copy);
		count++;
	}
	program_end_all();
	return count;
}

/* Before one of the two servers fewer attempts fail. */
EXERCISE_TEST(6, failed_attempts_are_closed, .points = 1,
	.title = "the socket of a failed attempt is closed",
	.section = "sec:echoclient-names", .contract = "several",
	.hint = "Each attempt has a socket of its own: close it before "
		"you make the next one.")
{
	const char *word = draw_word(7);
	struct dns_server *dns = reference_dns();
	int counts[3];

	reach_require();
	for (int i = 0; i < 3; i += 2) {
		uint16_t port = port_draw();

		struct listener *listener = listen_on_one(i, port);

		counts[i] = count_sockets(listener,
			START(.server = teach_three(dns), .word = word,
				.port = port, .dns = dns),
			word);
	}
	if (counts[0] != counts[2])
		verdict(VERDICT_FAIL, "no socket of a failed attempt",
			"sockets are left open",
			"the more attempts have failed, the more TCP "
			"sockets the program has open in the end: "
			"once %d, once %d",
			counts[0], counts[2]);
}

EXERCISE_TEST(6, interrupted_refusal, .points = 1,
	.title = "an interrupted connect may end in a refusal, too",
	.section = "sec:echoclient-names",
	.contract = "several interrupted",
	.hint = "After EINTR, poll says that connecting is over, not "
		"how it ended: that is what SO_ERROR tells.")
{
	const char *word = draw_word(7);
	struct dns_server *dns = reference_dns();

	for (int i = 0; i < 3; i += 2) {
		uint16_t port = port_draw();
		struct fault connecting = {
			.calls = { SYS_connect },
			.target = ON_TCP,
			.action = INTERRUPT_CONNECT,
			.times = 1,
			.name = "a signal interrupts connect (EINTR)",
		};
		struct listener *listener = listen_on_one(i, port);

		converse_in_the_end(listener,
			START(.server = teach_three(dns), .word = word,
				.port = port, .dns = dns,
				.fault = &connecting),
			word);
		fault_require(&connecting);
		program_end_all();
	}
}

EXERCISE_TEST(6, one_family_only, .points = 1,
	.title = "a server on one family is found among both",
	.section = "sec:echoclient-names", .contract = "several ipv6",
	.hint = "A name may have IPv6 addresses where nobody listens: "
		"go on with the next entry, of whatever family.")
{
	const char *word = draw_word(7);
	struct in6_addr loopback = IN6ADDR_LOOPBACK_INIT;
	struct dns_server *dns = reference_dns();
	static const char *const families[] = { "127.0.0.1", "::1" };

	for (int i = 0; i < 2; i++) {
		const char *host = draw_host();
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
	}
}

EXERCISE_TEST(6, no_address_connects, .points = 1,
	.title = "if no address connects, the reason is reported",
	.section = "sec:echoclient-names",
	.contract = "several refused",
	.hint = "What does your loop leave behind when the list ends? "
		"closing a socket may change errno, so keep the "
		"reason.")
{
	uint16_t port = port_draw();
	struct dns_server *dns = reference_dns();
	const char *host = teach_three(dns);
	struct listener *listener = listen_on(port);

	peer_accept(listener,
		START(.server = host, .word = "word", .port = port,
			.dns = dns));
	program_end_all();
	journal_event("grader", "repeats", "",
		"with a port where nobody listens");
	expect_a_reason(expect_no_connection(START(.server = host,
				.word = "word", .port = port_draw(),
				.dns = dns)),
		"all addresses refuse");
}

EXERCISE_TEST(6, unknown_name, .points = 2,
	.title = "an unknown name and a failing DNS are told apart",
	.section = "sec:echoclient-names", .contract = "reasons dns",
	.hint = "getaddrinfo returns a code of its own, which "
		"gai_strerror explains; errno has nothing to do with "
		"it.")
{
	uint16_t port = port_draw();
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();
	struct call call = {
		.server = host, .word = "word", .port = port, .dns = dns
	};

	dns_behave(dns, host, DNS_NXDOMAIN);
	const char *unknown = expect_no_connection(start(&call));
	expect_a_reason(unknown, "the name is unknown");
	dns_behave(dns, host, DNS_SERVFAIL);
	const char *failure = expect_no_connection(start(&call));
	expect_a_reason(failure, "the DNS server fails");
	expect_other_words(failure, unknown,
		"once the name does not exist, once the DNS server "
		"cannot answer");
}
