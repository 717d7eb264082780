/*
 * The suite of chapter 4: what udpclient's contract promises, seen from
 * the server's side and from those of strangers, in the order of the
 * steps.  Tests are run in the order of their names: those that take
 * long begin with an "a".
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "draw.h"
#include "exercise.h"
#include "expect.h"
#include "icmp.h"
#include "isolation.h"
#include "journal.h"
#include "loop.h"
#include "observe.h"
#include "pace.h"
#include "port.h"
#include "printable.h"
#include "program.h"
#include "received.h"
#include "reference.h"
#include "refusal.h"
#include "ticker.h"
#include "udp_peer.h"
#include "verdict.h"

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct exercise_step steps[] = {
	{ 1, "usage" },
	{ 2, "send" },
	{ 3, "receive" },
	{ 4, "time" },
	{ 5, "strangers" },
	{ 6, "names" },
};

const struct exercise this_exercise = {
	.chapter = 4,
	.key = "04-udp-client",
	.name = "A UDP client",
	.program = "udpclient",
	.steps = steps,
	.step_count = sizeof steps / sizeof *steps,
};

/* --- the dialogue with udpclient --- */

enum {
	LONGEST_WORD = 60000,
	SENDINGS = 4,
	/* The time of -w where the program has to wait it all out: */
	SHORT_MS = 10,
	/* where the moments of its sendings are measured: */
	TIMED_MS = 20,
	/* and where it is answered at once, so that only a program that
	 * does not take the answer ever sends again. */
	ANSWERED_MS = 250,
	/* A test is repeated with longer times, up to this one, before
	 * it says that a program is early or late: a machine that
	 * stands still for a moment does not do so every time. */
	MOST_MS = 1000,
};

/* How udpclient is called; the port as a number. */
struct call {
	int wait_ms; /* 0: without -w */
	const char *server; /* NULL: 127.0.0.1 */
	const char *word;
	uint16_t port;
	const char *hosts;
	struct dns_server *dns;
	const char *output_to;
	struct fault *fault;
	bool detect_leaks;
};

/* Until an alarm for the first wait has come. */
static int alarm_of(int wait_ms)
{
	enum { LONGEST_MS = 1100 };

	return wait_ms > 0 && wait_ms < LONGEST_MS ? wait_ms + 10
						   : LONGEST_MS;
}

static struct program *start(const struct call *call)
{
	char port[8];
	char wait[16];
	const char *server =
		call->server != NULL ? call->server : "127.0.0.1";
	const char *arguments[] = { "-w", wait, server, call->word,
		port, NULL };
	struct program_plan plan = {
		.arguments = arguments + (call->wait_ms > 0 ? 0 : 2),
		.hosts = call->hosts,
		.dns_port = call->dns != NULL ? dns_port(call->dns) : 0,
		.output_to = call->output_to,
		.fault = call->fault,
		.detect_leaks = call->detect_leaks,
		.alarm_ms = alarm_of(call->wait_ms),
	};

	snprintf(port, sizeof port, "%u", call->port);
	snprintf(wait, sizeof wait, "%d", call->wait_ms);
	return program_start(&plan);
}

#define START(...) start(&(struct call){ __VA_ARGS__ })

#define START_WITH(...) \
	program_start_with((const char *const[]){ __VA_ARGS__, NULL })

static struct udp_peer *serve_on(uint16_t port)
{
	return udp_open("127.0.0.1", port, "server");
}

/* The next run of the program is the same, but for this. */
static void repeat(const char *how)
{
	program_end_all();
	journal_event("grader", "repeats", "", "%s", how);
}

static void repeat_with(int wait_ms)
{
	char how[60];

	snprintf(how, sizeof how, "with -w %d, to be sure", wait_ms);
	repeat(how);
}

static bool has_ended(void *context)
{
	return program_has_ended(context);
}

/* In which call it sleeps, for people. */
static const char *whereabouts(struct program *udpclient)
{
	static char text[80];

	observe_call(program_process(udpclient), text, sizeof text);
	return text[0] != '\0' ? text : "code of its own";
}

static const char *const comings[] = { "the word arrives",
	"the word arrives a second time",
	"the word arrives a third time",
	"the word arrives a fourth time" };

/* --- an exchange --- */

/* The reply is sent: does the program end, or send again? */
struct taking {
	struct udp_peer *server;
	struct program *program;
	size_t sendings;
};

static bool takes_or_sends_again(void *context)
{
	const struct taking *taking = context;

	return program_has_ended(taking->program) ||
		udp_count(taking->server) > taking->sendings;
}

/*
 * Half of the first wait lay between the reply and the second sending,
 * and the machine did not take it.
 */
static bool had_time_for_reply(
	struct taking *taking, int64_t replied_us)
{
	struct observation seen;
	const struct datagram *first = udp_datagram(taking->server, 0);
	const struct datagram *again =
		udp_datagram(taking->server, taking->sendings);
	int64_t wait_us = again->when_us - first->when_us;

	observe(program_process(taking->program), &seen);
	return again->when_us - replied_us > wait_us / 2 &&
		(int64_t)seen.delay_us < wait_us / 4;
}

static void await_taken(struct udp_peer *server,
	struct program *udpclient, int64_t replied_us)
{
	struct taking taking = { server, udpclient, udp_count(server) };

	program_await(udpclient, takes_or_sends_again, &taking,
		"the program takes the reply");
	if (program_has_ended(udpclient) ||
		!had_time_for_reply(&taking, replied_us))
		return;
	verdict(VERDICT_FAIL, "the program takes the reply",
		"it sends its datagram again",
		"the reply has come, but the program sends its "
		"datagram again, as if there were none; it is now in "
		"%s",
		whereabouts(udpclient));
}

/*
 * The reply comes when the program waits for it.  One that has left
 * that to a child, and has ended, is found out by what it has printed.
 */
static void reply(struct udp_peer *server, struct program *udpclient,
	const void *bytes, size_t length)
{
	program_check_health(udpclient, false);
	int64_t now = loop_now_us();
	udp_send(server, udp_datagram(server, udp_count(server) - 1),
		bytes, length);
	await_taken(server, udpclient, now);
}

static const struct datagram *take_word(struct udp_peer *server,
	struct program *udpclient, const char *word)
{
	return udp_expect(
		server, udpclient, word, strlen(word), "the word");
}

/* The reply is another word, so that a copy is no reply. */
static void converse(struct udp_peer *server, struct program *udpclient,
	const char *word)
{
	const char *answer = draw_word(strlen(word));

	take_word(server, udpclient, word);
	reply(server, udpclient, answer, strlen(answer));
	received_expect_somewhere(udpclient, answer, strlen(answer));
}

/* --- what it says when it fails --- */

/* Longer than the program: as many as a test compares, and one. */
static const char *keep(const char *text)
{
	static char kept[4][4096];
	static unsigned next;
	char *copy = kept[next++ % 4];

	snprintf(copy, sizeof kept[0], "%s", text);
	return copy;
}

static const char *expect_report(struct program *udpclient)
{
	expect_failure(udpclient);
	const char *said = keep(program_errors(udpclient, NULL));
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

/* --- what happens at once --- */

/*
 * At once: before a wait is over since the program was started, or as
 * many as it needs, and before half of the first is over since the
 * kernel has refused a datagram: who waits for the whole of it at each
 * address is refused again just then.
 */
struct at_once {
	struct program *program;
	loop_condition *condition;
	void *context;
	int64_t since_us;
	int64_t limit_us; /* since then */
	int64_t refused_limit_us; /* since the latest refusal */
	int64_t starting_us; /* what it may use to get that far */
	struct observation before;
	int64_t looked_us;
	bool blind; /* for so long that it may have waited meanwhile */
	bool met;
};

/* What the machine has taken before is no excuse for later. */
static void begin_anew(struct at_once *wait, int64_t refused_us)
{
	wait->since_us = refused_us;
	wait->limit_us = wait->refused_limit_us;
	wait->starting_us = 0;
	observe(program_process(wait->program), &wait->before);
}

static bool is_too_late(struct at_once *wait)
{
	struct observation seen;

	if (icmp_refused_us() > wait->since_us)
		begin_anew(wait, icmp_refused_us());
	int64_t elapsed = loop_now_us() - wait->since_us;
	if (elapsed < wait->limit_us)
		return false;
	observe(program_process(wait->program), &seen);
	int64_t used = (int64_t)(seen.cpu_us - wait->before.cpu_us);
	int64_t delay =
		(int64_t)(seen.delay_us - wait->before.delay_us);
	/* One that runs in circles makes its own delay. */
	if (used > wait->limit_us / 4 + wait->starting_us)
		return true;
	return elapsed - (delay > 0 ? delay : 0) > wait->limit_us;
}

static bool is_met_or_too_late(void *context)
{
	struct at_once *wait = context;
	int64_t now = loop_now_us();

	if (now - wait->looked_us > wait->refused_limit_us / 2)
		wait->blind = true;
	wait->looked_us = now;
	wait->met = wait->condition(wait->context);
	return wait->met || is_too_late(wait);
}

/* The times of -w for what should not take so long. */
static const int at_once_ms[] = { 100, 800 };
enum { AT_ONCE = sizeof at_once_ms / sizeof *at_once_ms };

/* A busy machine may show us only the end: then a longer time tells. */
static bool happens_within(struct program *udpclient, int wait_ms,
	int waits, loop_condition *condition, void *context,
	const char *expected)
{
	enum { STARTING_US = 50000 };
	struct at_once wait = {
		.program = udpclient,
		.condition = condition,
		.context = context,
		.since_us = loop_now_us(),
		.limit_us = waits * wait_ms * (int64_t)1000,
		.refused_limit_us = wait_ms * (int64_t)500,
		.starting_us = STARTING_US,
		.looked_us = loop_now_us(),
	};
	bool is_last = wait_ms == at_once_ms[AT_ONCE - 1];

	program_await(udpclient, is_met_or_too_late, &wait, expected);
	return wait.met && (is_last || !wait.blind);
}

/* --- step 1: usage --- */

EXERCISE_TEST(1, usage_without_arguments, .points = 2,
	.title = "without arguments it explains its usage",
	.section = "sec:udpclient-usage", .contract = "usage",
	.hint = "How many arguments are left behind the options? Three "
		"are needed.")
{
	static const char *const none[] = { NULL };

	expect_usage_error(program_start_with(none));
}

EXERCISE_TEST(1, usage_with_too_few, .points = 1,
	.title = "two arguments are one too few",
	.section = "sec:udpclient-usage", .contract = "usage",
	.hint = "Options and their values do not count: three "
		"arguments have to stand behind them.")
{
	expect_usage_error(START_WITH("127.0.0.1", draw_word(5)));
	program_end_all();
	expect_usage_error(
		START_WITH("-w", "50", "127.0.0.1", draw_word(5)));
}

EXERCISE_TEST(1, usage_with_too_many, .points = 1,
	.title = "four arguments are one too many",
	.section = "sec:udpclient-usage", .contract = "usage",
	.hint = "A word with a blank in it is one argument only if it "
		"is quoted; otherwise say so.")
{
	expect_usage_error(START_WITH(
		"127.0.0.1", draw_word(4), "7777", draw_word(4)));
	program_end_all();
	expect_usage_error(START_WITH("-w", "50", "127.0.0.1",
		draw_word(4), draw_word(4), "7777"));
}

struct attempt {
	struct udp_peer *server;
	struct program *program;
};

static bool has_decided(void *context)
{
	const struct attempt *attempt = context;

	return udp_count(attempt->server) > 0 ||
		program_has_ended(attempt->program);
}

/*
 * It takes a good call: it sends, or ends with words of its own, as
 * one that is half finished does.
 */
static void expect_taken(struct udp_peer *server,
	struct program *udpclient, const char *argument,
	struct acceptance *good)
{
	struct attempt attempt = { server, udpclient };

	program_await(udpclient, has_decided, &attempt,
		"the program takes a good call");
	if (udp_count(server) == 0)
		refusal_expect_none(udpclient, argument, good);
	program_end_all();
}

/* Nothing is sent, whether the program ends or is about to. */
static void expect_nothing_sent(struct udp_peer *server,
	struct program *udpclient, const char *bad, const char *kind)
{
	struct attempt attempt = { server, udpclient };

	program_await(udpclient, has_decided, &attempt,
		"the program refuses the call");
	if (udp_count(server) > 0)
		verdict(VERDICT_FAIL, "no datagram", "a datagram",
			"\"%s\" is no %s, and the program sends its "
			"datagram all the same",
			bad, kind);
}

static void expect_refused_port(
	uint16_t where, const char *bad, const struct acceptance *good)
{
	struct udp_peer *server = serve_on(where);
	struct program *udpclient =
		START_WITH("127.0.0.1", "word", bad);

	expect_nothing_sent(server, udpclient, bad, "port");
	refusal_expect(udpclient, bad, "port", good);
	program_end_all();
	udp_close(server);
}

/* A server waits where a careless program would send to. */
static void expect_refused_ports(
	uint16_t port, const char *const *bad, size_t count)
{
	struct udp_peer *server = serve_on(port);
	struct acceptance good = { .words = "" };
	char text[8];

	/* It has to be the port that is refused, not everything. */
	snprintf(text, sizeof text, "%u", port);
	expect_taken(server, START(.word = "word", .port = port), text,
		&good);
	udp_close(server);
	for (size_t i = 0; i < count; i++)
		expect_refused_port(port, bad[i], &good);
}

/* Low ports are to be had only in a network of our own. */
static void expect_refused_service(void)
{
	uint16_t port;
	const char *name = isolation_level() == ISOLATION_SEALED
		? port_draw_service(&port)
		: NULL;

	if (name != NULL)
		expect_refused_port(port, name,
			&(struct acceptance){ .words = "" });
}

EXERCISE_TEST(1, bad_ports, .points = 2,
	.title = "a port is a decimal number",
	.section = "sec:udpclient-usage", .contract = "bad-port",
	.hint = "atoi takes the digits at the beginning, and 0 for "
		"what has none: look at every character.")
{
	uint16_t port = port_draw_udp();
	char digits_first[16];
	const char *const bad[] = { digits_first, "abc", "" };

	snprintf(digits_first, sizeof digits_first, "%ux", port);
	expect_refused_ports(port, bad, 3);
	expect_refused_service();
}

EXERCISE_TEST(1, ports_out_of_range, .points = 1,
	.title = "a port is a number from 1 to 65535",
	.section = "sec:udpclient-usage", .contract = "bad-port",
	.hint = "16 bits make port 7 of 65543, and 65535 of -1: look "
		"at the range before anything cuts the number.")
{
	uint16_t port = port_draw_udp();
	char above[16];
	char below[16];
	const char *const bad[] = { below, above, "0", "65536" };

	snprintf(above, sizeof above, "%d", port + 65536);
	snprintf(below, sizeof below, "%d", port - 65536);
	expect_refused_ports(port, bad, 4);
}

/* The option -w itself is known, and its value is good. */
static void expect_option_taken(struct udp_peer *server, uint16_t port)
{
	struct acceptance good = { .words = "" };

	expect_taken(server,
		START(.wait_ms = 50, .word = "word", .port = port),
		"-w 50", &good);
}

EXERCISE_TEST(1, unknown_options, .points = 1,
	.title = "an option that it does not know is a wrong call",
	.section = "sec:udpclient-usage", .contract = "options",
	.hint = "getopt returns a question mark for an option that is "
		"not known, and for one without its value.")
{
	char port[8];
	uint16_t number = port_draw_udp();

	snprintf(port, sizeof port, "%u", number);
	expect_option_taken(serve_on(number), number);
	expect_usage_error(START_WITH("-x", "127.0.0.1", "word", port));
	program_end_all();
	expect_usage_error(
		START_WITH("-q", "5", "127.0.0.1", "word", port));
	program_end_all();
	expect_usage_error(START_WITH("-w"));
}

EXERCISE_TEST(1, bad_waits, .points = 2,
	.title = "the time of -w is a number from 1 to 1,000,000",
	.section = "sec:udpclient-usage", .contract = "options",
	.hint = "Read the time as you read the port: every character, "
		"and the range before anything cuts the number.")
{
	static const char *const bad[] = { "abc", "5x", "", "0", "-1",
		"1000001", "4294967346" };
	char port[8];
	uint16_t number = port_draw_udp();
	struct udp_peer *server = serve_on(number);

	snprintf(port, sizeof port, "%u", number);
	expect_option_taken(server, number);
	udp_close(server);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		server = serve_on(number);
		struct program *udpclient = START_WITH(
			"-w", bad[i], "127.0.0.1", "word", port);

		expect_nothing_sent(
			server, udpclient, bad[i], "time for -w");
		expect_usage_error(udpclient);
		program_end_all();
		udp_close(server);
	}
}

/* --- step 2: send --- */

/* A loopback address that is still one read backwards. */
static void draw_loopback(char address[16])
{
	unsigned a = 1 + draw_below(100);

	snprintf(address, 16, "127.%u.%u.127", a,
		a + 1 + draw_below(100));
}

EXERCISE_TEST(2, datagram_arrives, .points = 4,
	.title = "the datagram goes to the address and port it is "
		 "given",
	.section = "sec:udpclient-send",
	.contract = "one-datagram bad-port",
	.hint = "socket makes the socket, with SOCK_DGRAM; sendto is "
		"told the address with every datagram.")
{
	char address[16];
	uint16_t port = port_draw_udp();

	draw_loopback(address);
	struct udp_peer *server = udp_open(address, port, "server");
	udp_await(server,
		START(.server = address, .word = "word", .port = port),
		0, "a datagram arrives");
	if (isolation_level() != ISOLATION_SEALED)
		return;
	/* The lowest and the highest port are as good as any. */
	for (int i = 0; i < 2; i++) {
		port = i == 0 ? 1 : 65535;
		program_end_all();
		server = serve_on(port);
		udp_await(server, START(.word = "word", .port = port),
			0, "a datagram arrives");
	}
}

/* The port that was asked for, and its twin. */
struct twins {
	struct udp_peer *right;
	struct udp_peer *swapped;
};

static bool one_has_a_datagram(void *context)
{
	const struct twins *twins = context;

	return udp_count(twins->right) > 0 ||
		udp_count(twins->swapped) > 0;
}

EXERCISE_TEST(2, port_in_network_order, .points = 2,
	.title = "the port is in network byte order, once",
	.section = "sec:udpclient-send", .contract = "one-datagram",
	.hint = "Ports travel with the more significant byte first: "
		"htons, or getaddrinfo, which does it for you.")
{
	uint16_t port = port_draw_udp();
	uint16_t swapped = port_swapped(port);
	struct twins twins = { serve_on(port), serve_on(swapped) };

	program_await(START(.word = "word", .port = port),
		one_has_a_datagram, &twins,
		"the program sends a datagram");
	if (udp_count(twins.swapped) > 0)
		verdict(VERDICT_FAIL, NULL, NULL,
			"the program sends to port %u, which is %u "
			"with its two bytes swapped",
			swapped, port);
}

/* The word arrives, in one datagram and alone. */
static void expect_word(const char *word)
{
	uint16_t port = port_draw_udp();

	/* It has to be there before the program sends to it. */
	struct udp_peer *server = serve_on(port);
	struct program *udpclient = START(.word = word, .port = port);

	/* Is it a piece of the word, or all that will ever come? */
	if (udp_await(server, udpclient, 0, comings[0])->length <
		strlen(word))
		program_await_rest(udpclient);
	take_word(server, udpclient, word);
	program_end_all();
}

EXERCISE_TEST(2, whole_word, .points = 3,
	.title = "exactly the bytes of the word are in the datagram",
	.section = "sec:udpclient-send", .contract = "word-only",
	.hint = "How many bytes does the word have? The NUL at its end "
		"is not one of them, and there is no newline.")
{
	/* Around the sizes of a pointer and of common arrays. */
	static const size_t lengths[] = { 1, 7, 9, 1025, 4097 };

	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
		expect_word(draw_word(lengths[i]));
}

EXERCISE_TEST(2, empty_word, .points = 2,
	.title = "for the empty word an empty datagram is sent",
	.section = "sec:udpclient-send", .contract = "empty-word",
	.hint = "A datagram without a byte is one all the same: send "
		"it, and do not loop over what is left to send.")
{
	expect_word("");
}

EXERCISE_TEST(2, any_byte_value, .points = 1,
	.title = "a word may have bytes of any value",
	.section = "sec:udpclient-send", .contract = "any-word",
	.hint = "A byte over 127 is a negative char, and no blank or "
		"newline ends a word: send its bytes as they are.")
{
	char word[256];

	for (int i = 0; i < 255; i++)
		word[i] = (char)(i + 1);
	word[255] = '\0';
	expect_word(word);
}

EXERCISE_TEST(2, long_word, .points = 2,
	.title = "a word of 60,000 bytes goes in one datagram",
	.section = "sec:udpclient-send",
	.contract = "long-word one-datagram",
	.hint = "One call of sendto makes one datagram: give it the "
		"whole word. No array is needed.")
{
	expect_word(draw_word(LONGEST_WORD));
}

/* It ends, or sends something, though it cannot send the word. */
static bool is_reported_at_once(const char *word, int wait_ms)
{
	uint16_t port = port_draw_udp();
	struct attempt attempt = { .server = serve_on(port) };

	attempt.program =
		START(.wait_ms = wait_ms, .word = word, .port = port);
	bool at_once = happens_within(attempt.program, wait_ms, 1,
		has_decided, &attempt,
		"the program says that the word is too long");
	if (udp_count(attempt.server) > 0) {
		program_await_rest(attempt.program);
		verdict_mistake("no datagram", "a datagram",
			"no datagram can hold %zu bytes; the program "
			"sends one with %zu of them",
			strlen(word),
			udp_datagram(attempt.server, 0)->length);
	}
	if (at_once)
		expect_a_reason(expect_report(attempt.program),
			"the word is too long");
	return at_once;
}

static void expect_too_long(const char *word)
{
	for (int i = 0; i < AT_ONCE; i++) {
		if (is_reported_at_once(word, at_once_ms[i]))
			return;
		if (i + 1 < AT_ONCE)
			repeat_with(at_once_ms[i + 1]);
	}
	verdict(VERDICT_FAIL, "a report, at once",
		"the program goes on",
		"no datagram can hold %zu bytes, and sendto says so at "
		"once; but the program goes on, and tells nobody",
		strlen(word));
}

EXERCISE_TEST(2, too_long_word, .points = 2,
	.title = "a word that no datagram can hold is reported at once",
	.section = "sec:udpclient-send", .contract = "too-long",
	.hint = "sendto returns -1 with EMSGSIZE, and nothing was "
		"sent: a second attempt has no better chance.")
{
	expect_too_long(draw_word(UDP_MOST_BYTES + 1));
	expect_too_long(draw_word(100000));
}

EXERCISE_TEST(2, not_an_address, .points = 1,
	.title = "999.1.1.1 is no address",
	.section = "sec:udpclient-send", .contract = "reasons",
	.hint = "A function that reads an address reports whether it "
		"was one: look at its result.")
{
	struct dns_server *dns = reference_dns();
	uint16_t port = port_draw_udp();
	struct udp_peer *server = serve_on(port);
	struct acceptance good = { .words = "" };

	/* It has to be the address that is refused, not everything. */
	expect_taken(server, START(.word = "word", .port = port),
		"127.0.0.1", &good);
	refusal_expect(
		START(.wait_ms = SHORT_MS, .server = "999.1.1.1",
			.word = "word", .port = port, .dns = dns),
		"999.1.1.1", "address", &good);
}

/* How it reports that the call always fails so. */
static const char *report_of(
	long call, int error, uint16_t port, const char *name)
{
	struct fault fault = {
		.calls = { (int)call },
		.target = ON_ANY,
		.action = FAIL_WITH,
		.value = error,
		.name = name,
	};
	struct program *udpclient = START(.wait_ms = SHORT_MS,
		.word = "word", .port = port, .fault = &fault);

	program_finish(udpclient);
	fault_require(&fault);
	return expect_report(udpclient);
}

EXERCISE_TEST(2, no_socket, .points = 1,
	.title = "without a socket it says why, and ends",
	.section = "sec:udpclient-send", .contract = "reasons",
	.hint = "socket returns -1 when it fails, and sendto can only "
		"say of -1 that it is no descriptor.")
{
	uint16_t port = port_draw_udp();
	const char *full = report_of(SYS_socket, EMFILE, port,
		"socket: too many open files");
	const char *memory = report_of(
		SYS_socket, ENOBUFS, port, "socket: no buffer space");

	expect_other_words(memory, full,
		"once socket has no descriptor left, once no memory");
}

/* --- step 3: receive --- */

static struct program *exchange(
	const char *word, const void *answer, size_t length)
{
	uint16_t port = port_draw_udp();
	struct udp_peer *server = serve_on(port);
	struct program *udpclient = START(.wait_ms = ANSWERED_MS,
		.word = word, .port = port);

	take_word(server, udpclient, word);
	reply(server, udpclient, answer, length);
	return udpclient;
}

static void expect_exchange(
	const char *word, const void *answer, size_t length)
{
	received_expect(exchange(word, answer, length), answer, length);
	program_end_all();
}

EXERCISE_TEST(3, reply_is_printed, .points = 5,
	.title = "the reply is printed, as it came",
	.section = "sec:udpclient-receive", .contract = "reply",
	.hint = "Print \"Received: \", with its blank, then the bytes "
		"that recvfrom gave you, then a newline.")
{
	size_t length = 9 + draw_below(16);

	expect_exchange(draw_word(length), draw_word(length), length);
}

EXERCISE_TEST(3, reply_of_other_length, .points = 3,
	.title = "a reply may be longer or shorter than the word",
	.section = "sec:udpclient-receive",
	.contract = "reply long-reply",
	.hint = "recvfrom returns how many bytes the datagram has: the "
		"word's length has nothing to do with it.")
{
	size_t length = 20 + draw_below(10);

	expect_exchange(
		draw_word(length), draw_word(length - 7), length - 7);
	expect_exchange(
		draw_word(length), draw_word(4 * length), 4 * length);
}

EXERCISE_TEST(3, largest_reply, .points = 2,
	.title = "a reply may have 65,507 bytes",
	.section = "sec:udpclient-receive", .contract = "long-reply",
	.hint = "What does not fit into the buffer of recvfrom is "
		"lost: make it as large as datagrams get.")
{
	static const size_t lengths[] = { 1025, 9000, UDP_MOST_BYTES };

	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
		expect_exchange(draw_word(8), draw_word(lengths[i]),
			lengths[i]);
}

EXERCISE_TEST(3, empty_reply, .points = 2,
	.title = "an empty datagram is a reply",
	.section = "sec:udpclient-receive", .contract = "empty-reply",
	.hint = "recvfrom returns 0 for a datagram without a byte: "
		"over UDP nothing ends by it.")
{
	expect_exchange(draw_word(8), "", 0);
}

EXERCISE_TEST(3, any_byte_in_reply, .points = 1,
	.title = "a reply may have bytes of any value",
	.section = "sec:udpclient-receive", .contract = "any-reply",
	.hint = "The reply is no string: a 0 ends it nowhere, and %s "
		"in it means nothing. fwrite takes a length.")
{
	char answer[300] = "%s%n";

	for (int i = 0; i < 256; i++)
		answer[4 + i] = (char)i;
	answer[260] = '\n';
	expect_exchange(draw_word(8), answer, 261);
	/* A string function would see all of it, or nothing. */
	expect_exchange(draw_word(8), "\0", 1);
}

EXERCISE_TEST(3, one_reply_only, .points = 2,
	.title = "the second of two datagrams is not printed",
	.section = "sec:udpclient-receive", .contract = "one-reply",
	.hint = "One datagram is the reply. When you have it you are "
		"done: do not look for more.")
{
	const char *word = draw_word(11);
	const char *answer = draw_word(11);
	const char *second = draw_word(5);
	uint16_t port = port_draw_udp();
	struct udp_peer *server = serve_on(port);
	struct program *udpclient = START(.wait_ms = ANSWERED_MS,
		.word = word, .port = port);
	const struct datagram *asked =
		take_word(server, udpclient, word);

	program_check_health(udpclient, false);
	int64_t now = loop_now_us();
	udp_send(server, asked, answer, strlen(answer));
	udp_send(server, asked, second, strlen(second));
	await_taken(server, udpclient, now);
	received_expect(udpclient, answer, strlen(answer));
}

EXERCISE_TEST(3, silent_success, .points = 1,
	.title = "success is status 0, and not a word on stderr",
	.section = "sec:udpclient-receive",
	.contract = "success whole-program",
	.hint = "Who reads stderr wants to know what went wrong: say "
		"nothing there when all is well.")
{
	const char *answer = draw_word(12);
	struct program *udpclient =
		exchange(draw_word(12), answer, strlen(answer));

	expect_success(udpclient);
	received_expect_somewhere(udpclient, answer, strlen(answer));
}

EXERCISE_TEST(3, full_disk, .points = 1,
	.title = "a reply that cannot be written is a failure",
	.section = "sec:udpclient-receive", .contract = "full-disk",
	.hint = "stdio keeps the text until the end: ask fflush "
		"whether it could be written.")
{
	const char *word = draw_word(8);
	uint16_t port = port_draw_udp();
	struct udp_peer *server = serve_on(port);

	converse(server,
		START(.wait_ms = ANSWERED_MS, .word = word,
			.port = port),
		word);
	udp_close(server);
	repeat("with a stdout that is a full disk");
	server = serve_on(port);
	struct program *udpclient = START(.wait_ms = ANSWERED_MS,
		.word = word, .port = port, .output_to = "/dev/full");
	take_word(server, udpclient, word);
	reply(server, udpclient, word, strlen(word));
	expect_failure(udpclient);
}

EXERCISE_TEST(3, short_write, .points = 1,
	.title = "what write leaves over is written by the next call",
	.section = "sec:udpclient-receive", .contract = "success",
	.hint = "write may take fewer bytes than it is given: go on "
		"with the rest. stdio does that for you.")
{
	const char *word = draw_word(30);
	uint16_t port = port_draw_udp();
	struct udp_peer *server = serve_on(port);
	struct fault short_write = {
		.calls = { SYS_write, SYS_writev },
		.target = ON_OUTPUT,
		.action = DO_PART,
		.times = 3,
		.name = "write takes only half of the bytes",
	};

	converse(server,
		START(.wait_ms = ANSWERED_MS, .word = word,
			.port = port, .fault = &short_write),
		word);
	fault_require(&short_write);
}

/* --- the moments of its sendings --- */

/* What can be wrong with them. */
enum {
	EARLY = 1,
	LATE = 2,
	/* There is no second one at all. */
	ONCE = 4,
};

/* A server that never answers, and what may disturb meanwhile. */
struct silence {
	struct udp_peer *server;
	struct program *program;
	int wait_ms;
	size_t wanted; /* sendings, then the program is not needed */
	/* Called once the first datagram is there, or NULL. */
	void (*disturb)(struct silence *silence);
	int ticker;
	struct udp_peer *stranger;
	unsigned disturbances;
	struct pace pace;
	int64_t ended_us; /* 0: it has not */
	int64_t given_up_us; /* when we no longer waited */
};

/* One may follow a verdict: what the loop has of it must stay. */
static struct silence silence;

/* The next one is late by more than a whole wait. */
static bool is_overdue(struct silence *s)
{
	unsigned next = (unsigned)udp_count(s->server);
	int64_t now = loop_now_us();

	if (next > SENDINGS)
		return true;
	int64_t due = pace_due_us(&s->pace, next);
	int64_t wait = due - pace_due_us(&s->pace, next - 1);
	return now > due + wait &&
		now > due + wait + pace_delay_us(&s->pace);
}

static bool is_over(void *context)
{
	struct silence *s = context;
	bool ended = program_has_ended(s->program);
	size_t count = udp_count(s->server);

	if (count == 0)
		return false;
	if (ended) {
		s->ended_us = loop_now_us();
		return true;
	}
	if (s->pace.program == NULL) {
		pace_begin(&s->pace, s->program, s->wait_ms,
			udp_datagram(s->server, 0)->when_us);
		if (s->disturb != NULL)
			s->disturb(s);
	}
	return count >= s->wanted || is_overdue(s);
}

static void watch_in_silence(struct silence *s)
{
	s->ended_us = 0;
	s->pace.program = NULL;
	s->pace.ticker = -1;
	s->ticker = -1;
	program_await(s->program, is_over, s, "a datagram arrives");
	s->given_up_us = loop_now_us();
	pace_end(&s->pace);
	if (s->ticker != -1)
		ticker_stop(s->ticker);
}

struct finding {
	unsigned wrong;
	unsigned number; /* of the sending; the first is 0 */
	double after_ms; /* from the first, or from the one before */
	double should_ms;
	double clock_ms; /* how late our own clock was */
};

static void find(struct finding *finding, struct silence *s,
	unsigned wrong, unsigned number, int64_t when, unsigned since)
{
	int64_t due = pace_due_us(&s->pace, number) -
		pace_due_us(&s->pace, since);

	*finding = (struct finding){
		.wrong = wrong,
		.number = number,
		.after_ms = (double)(when -
				    udp_datagram(s->server, since)
					    ->when_us) /
			1000,
		.should_ms = (double)due / 1000,
		.clock_ms = (double)s->pace.late_us / 1000,
	};
}

/* The first sending that is wrong as the test asks about it. */
static struct finding judge_sendings(struct silence *s, unsigned asked)
{
	struct finding found = { 0 };
	size_t count = udp_count(s->server);

	for (unsigned i = 1; i <= count && found.wrong == 0; i++) {
		bool is_last = i == count;
		int64_t when = is_last
			? s->given_up_us
			: udp_datagram(s->server, i)->when_us;
		int64_t before =
			udp_datagram(s->server, i - 1)->when_us;

		if (is_last && (s->ended_us != 0 || i >= s->wanted))
			break;
		if ((asked & EARLY) && !is_last &&
			pace_early_us(&s->pace, i, when) > 0)
			find(&found, s, EARLY, i, when, 0);
		else if ((asked & LATE) &&
			pace_late_us(&s->pace, i, before, when) > 0)
			find(&found, s, LATE, i, when, i - 1);
	}
	if (found.wrong == 0 && (asked & ONCE) && count < 2)
		find(&found, s, ONCE, 1, s->given_up_us, 0);
	return found;
}

static const char *name_of(unsigned number)
{
	static const char *const names[] = { "first", "second", "third",
		"fourth", "fifth" };

	return names[number < 4 ? number : 4];
}

/* It is still there, or has said why it ended. */
static _Noreturn void fail_once(
	struct silence *s, const struct finding *found)
{
	char text[300];
	size_t length;

	if (s->ended_us == 0)
		verdict(VERDICT_TIMEOUT, "the same datagram again",
			"nothing",
			"with -w %d the datagram should be sent again "
			"after %.0f ms without a reply; after %.0f ms "
			"it is not, and the program is now in %s",
			s->wait_ms, found->should_ms, found->after_ms,
			whereabouts(s->program));
	program_finish(s->program);
	const char *said = program_errors(s->program, &length);
	printable(text, sizeof text, said, length);
	verdict(VERDICT_FAIL, "the same datagram again",
		"the program ended",
		"with -w %d the datagram should be sent again after "
		"%.0f ms without a reply; but the program ends after "
		"%.0f ms, with status %d%s%s%s",
		s->wait_ms, found->should_ms, found->after_ms,
		program_status(s->program),
		length > 0 ? ", and says: \"" : "", text,
		length > 0 ? "\"" : "");
}

static _Noreturn void fail_pace(
	struct silence *s, const struct finding *found)
{
	const char *sending = name_of(found->number);

	if (found->wrong == ONCE)
		fail_once(s, found);
	if (found->wrong == EARLY)
		verdict(VERDICT_FAIL, NULL, NULL,
			"with -w %d the %s sending should come %.0f ms "
			"after the first and never earlier; it comes "
			"after %.1f ms",
			s->wait_ms, sending, found->should_ms,
			found->after_ms);
	verdict(VERDICT_FAIL, NULL, NULL,
		"with -w %d the %s sending should come %.0f ms after "
		"the one before it; after %.1f ms it %s, while a clock "
		"beside it was never more than %.1f ms late",
		s->wait_ms, sending, found->should_ms, found->after_ms,
		found->number < udp_count(s->server) ? "comes"
						     : "has not come",
		found->clock_ms);
}

static void run_in_silence(
	const struct call *call, struct udp_peer *server, int wait_ms)
{
	struct call timed = *call;

	timed.wait_ms = wait_ms;
	silence.server = server;
	silence.wait_ms = wait_ms;
	silence.program = start(&timed);
	watch_in_silence(&silence);
}

/* One was later than it should be, if not more than may be excused. */
static bool may_be_late(struct silence *s)
{
	size_t count = udp_count(s->server);

	for (unsigned i = 1; i < count && i < s->wanted; i++) {
		int64_t gap = udp_datagram(s->server, i)->when_us -
			udp_datagram(s->server, i - 1)->when_us;
		int64_t should = pace_due_us(&s->pace, i) -
			pace_due_us(&s->pace, i - 1);

		if (gap > should + s->wait_ms * (int64_t)500)
			return true;
	}
	return false;
}

/*
 * The moments of the sendings, without a reply.  What looks wrong is
 * looked at once more with a longer time: what is wrong by so many
 * milliseconds is the machine's, what is wrong by so many waits is the
 * program's.
 */
static void expect_pace(unsigned asked,
	void (*disturb)(struct silence *silence), struct fault *fault)
{
	const char *word = draw_word(6);

	for (int wait = TIMED_MS;; wait *= 4) {
		uint16_t port = port_draw_udp();
		struct call call = {
			.word = word, .port = port, .fault = fault
		};

		silence.wanted = SENDINGS;
		silence.disturb = disturb;
		run_in_silence(&call, serve_on(port), wait);
		struct finding found = judge_sendings(&silence, asked);
		bool is_last = wait * 4 > MOST_MS;
		if (found.wrong == 0 &&
			(is_last || !(asked & LATE) ||
				!may_be_late(&silence)))
			return;
		if (is_last)
			fail_pace(&silence, &found);
		repeat_with(wait * 4);
	}
}

/* --- step 4: time --- */

/* A second is long: one look at it has to do, if it was all right. */
EXERCISE_TEST(4, a_second_without_w, .points = 1,
	.title = "without -w it waits for a second",
	.section = "sec:udpclient-time", .contract = "resend",
	.hint = "The time of -w needs a value before the options are "
		"read: 1,000.")
{
	enum { SECOND_MS = 1000 };
	const char *word = draw_word(6);

	for (int i = 0; i < 2; i++) {
		uint16_t port = port_draw_udp();

		silence.server = serve_on(port);
		silence.wanted = 2;
		silence.wait_ms = SECOND_MS;
		silence.program = START(.word = word, .port = port);
		watch_in_silence(&silence);
		struct finding found =
			judge_sendings(&silence, EARLY | LATE | ONCE);
		if (found.wrong == 0)
			return;
		if (i == 1)
			verdict(VERDICT_FAIL, NULL, NULL,
				"without -w the %s sending should come "
				"after %.0f ms; after %.0f ms it %s",
				name_of(found.number), found.should_ms,
				found.after_ms,
				udp_count(silence.server) > 1
					? "comes"
					: "has not come");
		repeat("to be sure");
	}
}

/* A server that answers only a later sending, or an earlier one. */
struct late_answer {
	size_t after; /* so many sendings have come */
	size_t to; /* the sending that is answered, from 0 */
	const char *word;
	const char *answer;
	const struct datagram *first;
	int64_t replied_us;
};

static struct program *answer_late(
	struct late_answer *late, int wait_ms)
{
	uint16_t port = port_draw_udp();
	struct udp_peer *server = serve_on(port);
	struct program *udpclient = START(.wait_ms = wait_ms,
		.word = late->word, .port = port);

	for (size_t i = 0; i < late->after; i++)
		udp_compare(udp_await(server, udpclient, i, comings[i]),
			late->word, strlen(late->word), "the word");
	late->first = udp_datagram(server, 0);
	late->replied_us = loop_now_us();
	udp_send(server, udp_datagram(server, late->to), late->answer,
		strlen(late->answer));
	program_finish(udpclient);
	return udpclient;
}

/* Were we in time ourselves, with a good part of the last wait left? */
static bool was_in_time(const struct late_answer *late, int wait_ms)
{
	enum { LATEST = 11 }; /* of 15 waits */

	return late->replied_us - late->first->when_us <
		LATEST * wait_ms * (int64_t)1000;
}

static void expect_late_answer_taken(struct late_answer *late)
{
	struct program *udpclient;
	int wait = TIMED_MS;

	late->word = draw_word(9);
	late->answer = draw_word(9);
	for (;;) {
		udpclient = answer_late(late, wait);
		if (program_status(udpclient) == EXIT_SUCCESS ||
			was_in_time(late, wait) || wait * 4 > MOST_MS)
			break;
		wait *= 4;
		repeat_with(wait);
	}
	if (program_status(udpclient) != EXIT_SUCCESS &&
		!was_in_time(late, wait))
		verdict(VERDICT_INCONCLUSIVE, NULL, NULL,
			"this machine is too busy to answer in time");
	received_expect_somewhere(
		udpclient, late->answer, strlen(late->answer));
}

EXERCISE_TEST(4, again_without_reply, .points = 4,
	.title = "without a reply the same datagram is sent again",
	.section = "sec:udpclient-time", .contract = "resend",
	.hint = "Wait for a datagram, but not for ever; when the time "
		"is over, send the word once more.")
{
	struct late_answer late = { .after = 2, .to = 1 };

	expect_late_answer_taken(&late);
}

EXERCISE_TEST(4, again_never_early, .points = 3,
	.title = "it never sends again too early",
	.section = "sec:udpclient-time", .contract = "never-early",
	.hint = "Each wait is twice as long as the one before: the "
		"sendings come 1, 3 and 7 times the time after the "
		"first.")
{
	expect_pace(EARLY | ONCE, NULL, NULL);
}

EXERCISE_TEST(4, again_not_late, .points = 2,
	.title = "it sends again when it is time",
	.section = "sec:udpclient-time", .contract = "resend",
	.hint = "The first wait is as long as -w says; milliseconds "
		"are neither seconds nor microseconds.")
{
	expect_pace(LATE | ONCE, NULL, NULL);
}

struct ending {
	struct udp_peer *server;
	struct program *program;
};

static bool ends_or_sends_too_often(void *context)
{
	const struct ending *ending = context;

	return program_has_ended(ending->program) ||
		udp_count(ending->server) > SENDINGS;
}

EXERCISE_TEST(4, all_sendings_are_four, .points = 3,
	.title = "it gives up after four sendings, with a reason",
	.section = "sec:udpclient-time",
	.contract = "give-up no-output",
	.hint = "Count the sendings. When the fourth stays without a "
		"reply, say so on stderr and exit with status 1.")
{
	const char *word = draw_word(10);
	uint16_t port = port_draw_udp();
	struct ending ending = { .server = serve_on(port) };

	ending.program =
		START(.wait_ms = SHORT_MS, .word = word, .port = port);
	program_await(ending.program, ends_or_sends_too_often, &ending,
		"the program gives up");
	size_t count = udp_count(ending.server);
	if (count > SENDINGS)
		verdict(VERDICT_FAIL, "four sendings", "a fifth one",
			"four sendings without a reply are enough, but "
			"the program sends its datagram a fifth time");
	for (size_t i = 0; i < count; i++)
		udp_compare(udp_datagram(ending.server, i), word,
			strlen(word), "the word");
	expect_failure(ending.program);
	if (count < SENDINGS)
		verdict(VERDICT_FAIL, "four sendings",
			"the program gives up",
			"the datagram should be sent four times before "
			"the program gives up, and is sent %zu time%s",
			count, count == 1 ? "" : "s");
}

/* What the machine needs to end a program, and us to hear of it. */
enum { ENDING_US = 20000 };

static unsigned judge_end(struct silence *s)
{
	int64_t before = udp_datagram(s->server, SENDINGS - 1)->when_us;

	if (s->ended_us != 0 &&
		pace_early_us(&s->pace, SENDINGS, s->ended_us) > 0)
		return EARLY;
	if (pace_late_us(&s->pace, SENDINGS, before,
		    s->given_up_us - ENDING_US) > 0)
		return LATE;
	return 0;
}

/* It was later than it should be, if not more than may be excused. */
static bool may_end_late(struct silence *s)
{
	int64_t gap = s->given_up_us -
		udp_datagram(s->server, SENDINGS - 1)->when_us;
	int64_t should = pace_due_us(&s->pace, SENDINGS) -
		pace_due_us(&s->pace, SENDINGS - 1);

	return gap > should + s->wait_ms * (int64_t)500;
}

static void fail_end(struct silence *s, unsigned wrong)
{
	const struct datagram *first = udp_datagram(s->server, 0);
	double after = (double)(s->given_up_us - first->when_us) / 1000;

	if (wrong == EARLY)
		verdict(VERDICT_FAIL, NULL, NULL,
			"with -w %d the program may give up %d ms "
			"after its first sending; it gives up after "
			"%.0f ms, too early for a reply to the last",
			s->wait_ms, 15 * s->wait_ms, after);
	if (s->ended_us != 0)
		verdict(VERDICT_FAIL, NULL, NULL,
			"with -w %d the program should give up %d ms "
			"after its first sending; it goes on for %.0f "
			"ms",
			s->wait_ms, 15 * s->wait_ms, after);
	verdict(VERDICT_TIMEOUT, "the program gives up", "it does not",
		"with -w %d the program should give up %d ms after its "
		"first sending; after %.0f ms it is in %s",
		s->wait_ms, 15 * s->wait_ms, after,
		whereabouts(s->program));
}

/* Fewer sendings than four have an end of their own. */
static void expect_four(struct silence *s)
{
	size_t count = udp_count(s->server);

	if (count >= SENDINGS)
		return;
	if (s->ended_us == 0)
		verdict(VERDICT_TIMEOUT, "the program gives up",
			"it does not",
			"with -w %d the %s sending is overdue, and the "
			"program is now in %s",
			s->wait_ms, name_of((unsigned)count),
			whereabouts(s->program));
	fail_end(s, EARLY);
}

EXERCISE_TEST(4, all_over_after_15_times, .points = 2,
	.title = "it waits for the last reply, too, and no longer",
	.section = "sec:udpclient-time", .contract = "give-up",
	.hint = "Behind the fourth sending comes the longest wait: "
		"eight times the first.")
{
	const char *word = draw_word(5);

	for (int wait = TIMED_MS;; wait *= 2) {
		uint16_t port = port_draw_udp();
		struct call call = { .word = word, .port = port };

		silence.wanted = SENDINGS + 1;
		silence.disturb = NULL;
		run_in_silence(&call, serve_on(port), wait);
		expect_four(&silence);
		unsigned wrong = judge_end(&silence);
		bool is_last = wait >= 4 * TIMED_MS;
		if (wrong == 0 && (is_last || !may_end_late(&silence)))
			return;
		if (is_last)
			fail_end(&silence, wrong);
		repeat_with(2 * wait);
	}
}

EXERCISE_TEST(4, answer_to_first_sending, .points = 2,
	.title = "a reply to the first sending counts to the end",
	.section = "sec:udpclient-time", .contract = "earlier-sending",
	.hint = "A late reply is a reply: keep the socket, or it has "
		"nowhere to arrive.")
{
	struct late_answer late = { .after = 3, .to = 0 };

	expect_late_answer_taken(&late);
}

EXERCISE_TEST(4, answer_to_last_sending, .points = 1,
	.title = "a reply to the last sending counts as well",
	.section = "sec:udpclient-time", .contract = "earlier-sending",
	.hint = "After the last sending the program waits once more, "
		"and longest of all.")
{
	struct late_answer late = { .after = 4, .to = 3 };

	expect_late_answer_taken(&late);
}

/* So long that the second turns meanwhile, for who forgets the rest. */
static void expect_long_pace(struct fault *fault)
{
	enum { NEARLY_A_SECOND_MS = 990 };
	const char *word = draw_word(6);

	for (int i = 0;; i++) {
		uint16_t port = port_draw_udp();
		struct call call = {
			.word = word, .port = port, .fault = fault
		};

		repeat_with(NEARLY_A_SECOND_MS);
		silence.wanted = 2;
		silence.disturb = NULL;
		run_in_silence(
			&call, serve_on(port), NEARLY_A_SECOND_MS);
		struct finding found =
			judge_sendings(&silence, EARLY | LATE | ONCE);
		if (found.wrong == 0)
			return;
		if (i == 1)
			fail_pace(&silence, &found);
	}
}

static bool never(void *context)
{
	(void)context;
	return false;
}

/*
 * It is stopped before its second sending, until the moments of two are
 * over; false: it was quicker than we.
 */
static bool goes_on_after_a_stop(int wait_ms)
{
	uint16_t port = port_draw_udp();
	struct udp_peer *server = serve_on(port);
	struct program *udpclient =
		START(.wait_ms = wait_ms, .word = "word", .port = port);
	const struct datagram *first =
		udp_await(server, udpclient, 0, comings[0]);

	/* Or it would look at its clock only when it goes on. */
	program_check_health(udpclient, false);
	kill(program_process(udpclient), SIGSTOP);
	bool was_before = udp_count(server) == 1;
	loop_until(never, NULL,
		first->when_us + 4 * wait_ms * (int64_t)1000);
	kill(program_process(udpclient), SIGCONT);
	udp_await(server, udpclient, 2, comings[2]);
	program_end_all();
	return was_before;
}

EXERCISE_TEST(4, an_interruption_is_no_end, .points = 2,
	.title = "signals make it neither wait longer nor send sooner",
	.section = "sec:udp-interrupted", .contract = "interrupted",
	.hint = "After EINTR wait for what is left until the moment of "
		"the next sending: keep that moment, not a length.")
{
	struct fault signals = {
		.calls = { FAULT_RECEIVING },
		.target = ON_UDP,
		.action = INTERRUPT_WAITING,
		.value = 3,
		.name = "a signal every 3 ms interrupts what waits "
			"(EINTR)",
	};

	expect_pace(EARLY | LATE | ONCE, NULL, &signals);
	fault_require(&signals);
	expect_long_pace(&signals);
	repeat("and stop it for longer than it waits (SIGSTOP)");
	for (int wait = TIMED_MS;
		!goes_on_after_a_stop(wait) && wait * 4 <= MOST_MS;)
		repeat_with(wait *= 4);
}

/* The first calls of the kind are interrupted. */
static void interrupt(struct fault *fault)
{
	const char *word = draw_word(16);
	uint16_t port = port_draw_udp();
	struct udp_peer *server = serve_on(port);

	converse(server,
		START(.wait_ms = ANSWERED_MS, .word = word,
			.port = port, .fault = fault),
		word);
	fault_require(fault);
	program_end_all();
}

EXERCISE_TEST(4, interrupted_calls, .points = 1,
	.title = "a call that a signal interrupts is no failure",
	.section = "sec:udp-interrupted", .contract = "interrupted",
	.hint = "When errno is EINTR nothing was sent or lost: make "
		"the call again.")
{
	struct fault sending = {
		.calls = { FAULT_SENDING },
		.target = ON_UDP,
		.action = FAIL_WITH,
		.value = EINTR,
		.times = 1,
		.name = "a signal interrupts the sending (EINTR)",
	};
	struct fault receiving = {
		.calls = { FAULT_RECEIVING },
		.target = ON_UDP,
		.action = FAIL_WITH,
		.value = EINTR,
		.times = 3,
		.name = "a signal interrupts the waiting (EINTR)",
	};

	interrupt(&sending);
	interrupt(&receiving);
}

static struct observation at_first;

static void look_at_first(struct silence *s)
{
	observe(program_process(s->program), &at_first);
}

/*
 * What it has used since its first sending, of what it could have; or
 * -1 if that cannot be told: it may have ended before we came to look.
 */
static double share_of_time(struct silence *s)
{
	enum { LEAST_US = 10000 };
	struct observation seen;
	int64_t elapsed =
		s->given_up_us - udp_datagram(s->server, 0)->when_us;

	observe(program_process(s->program), &seen);
	int64_t delay = (int64_t)(seen.delay_us - at_first.delay_us);
	if (at_first.processes == 0 || seen.cpu_us < at_first.cpu_us ||
		delay < 0 || elapsed - delay < LEAST_US)
		return -1;
	return (double)(seen.cpu_us - at_first.cpu_us) /
		(double)(elapsed - delay);
}

EXERCISE_TEST(4, all_quiet_meanwhile, .points = 1,
	.title = "while it waits it leaves the processor alone",
	.section = "sec:udpclient-time", .contract = "idle",
	.hint = "Let the kernel wake you: poll with a time-out sleeps, "
		"a loop that asks again and again does not.")
{
	const char *word = draw_word(6);
	double share = -1;

	for (int wait = TIMED_MS; share < 0 && wait < MOST_MS;
		wait *= 4) {
		uint16_t port = port_draw_udp();
		struct call call = { .word = word, .port = port };

		if (wait > TIMED_MS)
			repeat_with(wait);
		silence.wanted = SENDINGS;
		silence.disturb = look_at_first;
		run_in_silence(&call, serve_on(port), wait);
		struct finding found = judge_sendings(&silence, ONCE);
		if (found.wrong != 0)
			fail_pace(&silence, &found);
		share = share_of_time(&silence);
	}
	if (share > 0.5)
		verdict(VERDICT_FAIL, "it sleeps", "it runs",
			"while nothing comes the program runs all the "
			"same: it has used %.0f %% of the time",
			share * 100);
}

/* It waits so long that the answer finds it waiting. */
static void expect_long_wait(int wait_ms)
{
	const char *word = draw_word(7);
	const char *answer = draw_word(7);
	uint16_t port = port_draw_udp();
	struct udp_peer *server = serve_on(port);
	struct program *udpclient =
		START(.wait_ms = wait_ms, .word = word, .port = port);
	const struct datagram *first =
		take_word(server, udpclient, word);

	program_check_health(udpclient, false);
	udp_send(server, first, answer, strlen(answer));
	program_finish(udpclient);
	if (udp_count(server) > 1 &&
		udp_datagram(server, 1)->when_us - first->when_us <
			wait_ms * (int64_t)500)
		verdict(VERDICT_FAIL, "it waits", "it sends again",
			"with -w %d the program sends again after only "
			"%.0f ms",
			wait_ms,
			(double)(udp_datagram(server, 1)->when_us -
				first->when_us) /
				1000);
	received_expect_somewhere(udpclient, answer, strlen(answer));
	program_end_all();
}

EXERCISE_TEST(4, longest_waits, .points = 2,
	.title = "it waits for long times as it does for short ones",
	.section = "sec:udpclient-time", .contract = "options idle",
	.hint = "A second has 1,000,000 microseconds: what is over "
		"that goes into tv_sec; and count in 64 bits.")
{
	expect_long_wait(1500);
	expect_long_wait(1000000);
}

/* --- step 5: strangers --- */

enum { STRANGER_EVERY_US = 3000, ENOUGH_STRANGERS = 5 };

static void send_as_stranger(void *context)
{
	struct silence *s = context;
	size_t last = udp_count(s->server) - 1;

	udp_send(s->stranger, udp_datagram(s->server, last), "no", 2);
	s->disturbances++;
}

static void bring_strangers(struct silence *s)
{
	if (s->stranger == NULL)
		s->stranger = udp_open("127.0.0.1", 0, NULL);
	journal_event("stranger", "sends", "<",
		"a datagram of 2 bytes \"no\", every 3 ms");
	s->ticker = ticker_start(
		loop_now_us(), STRANGER_EVERY_US, send_as_stranger, s);
}

EXERCISE_TEST(5, a_stranger_at_a_time, .points = 2,
	.title = "strangers make it neither wait longer nor send "
		 "sooner",
	.section = "sec:udp-deadline",
	.contract = "strangers never-early",
	.hint = "A datagram that does not count must not begin the "
		"wait anew: wait until a moment, not for a length.")
{
	expect_pace(EARLY | LATE | ONCE, bring_strangers, NULL);
	if (silence.disturbances < ENOUGH_STRANGERS)
		verdict(VERDICT_INCONCLUSIVE, NULL, NULL,
			"only %u strangers came", silence.disturbances);
}

/* It takes what is not for it: that is worth a sentence. */
static void expect_not_taken(
	struct program *udpclient, const char *bytes, size_t length)
{
	char text[200];
	size_t got;

	program_check_health(udpclient, false);
	if (!program_has_ended(udpclient))
		return;
	program_finish(udpclient);
	const char *output = program_output(udpclient, &got);
	printable(text, sizeof text, output, got);
	if (got > 0 && length > 0 &&
		memmem(output, got, bytes, length) != NULL)
		verdict(VERDICT_FAIL, "the stranger is ignored", text,
			"the program prints what a stranger has sent, "
			"as if it were the server's reply");
	verdict(VERDICT_FAIL, "the stranger is ignored",
		"the program ends",
		"when a stranger's datagram comes the program ends, "
		"with exit status %d",
		program_status(udpclient));
}

EXERCISE_TEST(5, a_stranger_instead, .points = 2,
	.title = "a stranger's datagram is no reply",
	.section = "sec:udpclient-strangers",
	.contract = "strangers give-up",
	.hint = "Only a datagram from the address and the port that "
		"you sent to is the reply: connect the socket, or "
		"compare both.")
{
	const char *answer = draw_word(8);
	uint16_t port = port_draw_udp();
	struct udp_peer *server = serve_on(port);
	struct udp_peer *stranger =
		udp_open("127.0.0.1", 0, "stranger");
	struct program *udpclient = START(.wait_ms = SHORT_MS,
		.word = draw_word(8), .port = port);

	udp_send(stranger,
		udp_await(server, udpclient, 0, "a datagram arrives"),
		answer, strlen(answer));
	program_finish(udpclient);
	if (program_status(udpclient) == EXIT_SUCCESS)
		expect_not_taken(udpclient, answer, strlen(answer));
	expect_failure(udpclient);
}

/* First a stranger speaks, and only then the server. */
static struct program *interrupt_with(const char *server_address,
	struct udp_peer *stranger, uint16_t port, const char *answer)
{
	const char *word = draw_word(8);
	const char *lie = draw_word(8);
	struct udp_peer *server =
		udp_open(server_address, port, "server");
	struct program *udpclient = START(.server = server_address,
		.wait_ms = ANSWERED_MS, .word = word, .port = port);
	const struct datagram *asked =
		take_word(server, udpclient, word);

	program_check_health(udpclient, false);
	udp_send(stranger, asked, lie, strlen(lie));
	expect_not_taken(udpclient, lie, strlen(lie));
	reply(server, udpclient, answer, strlen(answer));
	return udpclient;
}

EXERCISE_TEST(5, other_port, .points = 3,
	.title = "a datagram from another port is no reply",
	.section = "sec:udpclient-strangers", .contract = "strangers",
	.hint = "The server's address is not enough: anybody on that "
		"machine has it. The port has to be the server's, too.")
{
	const char *answer = draw_word(8);
	struct program *udpclient = interrupt_with("127.0.0.1",
		udp_open("127.0.0.1", 0, "stranger"), port_draw_udp(),
		answer);

	expect_success(udpclient);
	received_expect_somewhere(udpclient, answer, strlen(answer));
}

EXERCISE_TEST(5, other_address, .points = 2,
	.title = "a datagram from another address is no reply",
	.section = "sec:udpclient-strangers", .contract = "strangers",
	.hint = "A port is a number that every machine has: compare "
		"the address, too.")
{
	const char *answer = draw_word(8);
	uint16_t port = port_draw_udp();

	received_expect_somewhere(
		interrupt_with("127.0.0.1",
			udp_open("127.0.0.2", port, "stranger"), port,
			answer),
		answer, strlen(answer));
}

EXERCISE_TEST(5, stranger_just_before, .points = 2,
	.title = "strangers just before the reply do not hide it",
	.section = "sec:udpclient-strangers",
	.contract = "stranger-before",
	.hint = "When a datagram does not count, take the next one "
		"from the queue before you wait again.")
{
	const char *word = draw_word(8);
	const char *answer = draw_word(8);
	uint16_t port = port_draw_udp();
	struct udp_peer *server = serve_on(port);
	struct udp_peer *stranger =
		udp_open("127.0.0.1", 0, "stranger");
	struct program *udpclient = START(.wait_ms = ANSWERED_MS,
		.word = word, .port = port);
	const struct datagram *asked =
		take_word(server, udpclient, word);

	program_check_health(udpclient, false);
	udp_send(stranger, asked, draw_word(9000), 9000);
	udp_send(stranger, asked, "", 0);
	int64_t now = loop_now_us();
	udp_send(server, asked, answer, strlen(answer));
	await_taken(server, udpclient, now);
	received_expect_somewhere(udpclient, answer, strlen(answer));
}

/* What it says of a server that keeps silent, very briefly. */
static const char *words_on_silence(uint16_t port)
{
	struct udp_peer *server = serve_on(port);
	struct program *udpclient =
		START(.wait_ms = 1, .word = "word", .port = port);

	program_finish(udpclient);
	const char *said = keep(program_errors(udpclient, NULL));
	expect_a_reason(said, "the server keeps silent");
	program_end_all();
	udp_close(server);
	return said;
}

/* NULL: it has not ended in time. */
static const char *words_on_refusal(uint16_t port, int wait_ms)
{
	bool watches = icmp_watch(port);
	struct program *udpclient =
		START(.wait_ms = wait_ms, .word = "word", .port = port);

	if (!happens_within(udpclient, wait_ms, 1, has_ended, udpclient,
		    "the program reports the refusal"))
		return NULL;
	program_finish(udpclient);
	const char *said = expect_report(udpclient);
	if (watches && icmp_refusals() == 0)
		verdict(VERDICT_FAIL, "a datagram is sent and refused",
			"none is sent",
			"the program ends before it has sent a "
			"datagram");
	return said;
}

EXERCISE_TEST(5, refusal, .points = 4,
	.title = "a server that is not there is reported at once",
	.section = "sec:udp-refused", .contract = "refused reasons",
	.hint = "The kernel tells a connected socket that the port is "
		"closed: ECONNREFUSED, from the next send or recv.")
{
	uint16_t port = port_draw_udp();
	const char *silent = words_on_silence(port);
	const char *refused = NULL;

	repeat("with a port where nobody is");
	for (int i = 0; i < AT_ONCE && refused == NULL; i++) {
		if (i > 0)
			repeat_with(at_once_ms[i]);
		refused = words_on_refusal(port, at_once_ms[i]);
	}
	if (refused == NULL)
		verdict(VERDICT_FAIL, "a report, at once",
			"the program waits on",
			"nobody is at this port, and the kernel has "
			"said so (ICMP: port unreachable); but with -w "
			"%d the program still waits when its first "
			"wait is over",
			at_once_ms[AT_ONCE - 1]);
	expect_a_reason(refused, "the server is not there");
	expect_other_words(refused, silent,
		"once the server keeps silent, once it is not there");
}

static bool goes_away(int wait_ms)
{
	uint16_t port = port_draw_udp();
	struct udp_peer *server = serve_on(port);

	icmp_watch(port);
	struct program *udpclient =
		START(.wait_ms = wait_ms, .word = "word", .port = port);
	take_word(server, udpclient, "word");
	udp_close(server);
	/* The second sending is refused, when it is time for it. */
	if (!happens_within(udpclient, wait_ms, 2, has_ended, udpclient,
		    "the program reports the refusal"))
		return false;
	expect_report(udpclient);
	return true;
}

EXERCISE_TEST(5, refusal_later, .points = 1,
	.title = "a server that goes away is reported at once, too",
	.section = "sec:udp-refused", .contract = "refused",
	.hint = "Any of the sendings may be refused: look at the error "
		"of every send and recv.")
{
	for (int i = 0; i < AT_ONCE; i++) {
		if (goes_away(at_once_ms[i]))
			return;
		if (i + 1 < AT_ONCE)
			repeat_with(at_once_ms[i + 1]);
	}
	verdict(VERDICT_FAIL, "a report, at once",
		"the program waits on",
		"the server has gone, and the kernel has refused the "
		"second sending; but the program waits on");
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
	.section = "sec:udpclient-names", .contract = "dns",
	.hint = "getaddrinfo takes names and numbers alike; is "
		"AI_NUMERICHOST still among your flags?")
{
	const char *word = draw_word(7);
	const char *host = draw_host();
	uint16_t port = port_draw_udp();
	struct dns_server *dns = reference_dns();

	dns_a(dns, host, ipv4("127.0.0.1"));
	struct udp_peer *server = serve_on(port);
	converse(server,
		START(.wait_ms = ANSWERED_MS, .server = host,
			.word = word, .port = port, .dns = dns),
		word);
}

EXERCISE_TEST(6, name_in_hosts_file, .points = 1, .needs = NEEDS_HOSTS,
	.title = "the server may be a name in /etc/hosts",
	.section = "sec:udpclient-names", .contract = "hosts-file",
	.hint = "getaddrinfo reads /etc/hosts before it asks DNS.")
{
	const char *word = draw_word(7);
	const char *host = draw_host();
	char hosts[200];
	uint16_t port = port_draw_udp();

	snprintf(hosts, sizeof hosts,
		"127.0.0.1 localhost\n127.0.0.1 %s\n", host);
	struct udp_peer *server = serve_on(port);
	converse(server,
		START(.wait_ms = ANSWERED_MS, .server = host,
			.word = word, .port = port, .hosts = hosts,
			.dns = reference_dns()),
		word);
}

EXERCISE_TEST(6, ipv6_address, .points = 2,
	.title = "the server may be an IPv6 address",
	.section = "sec:udpclient-names", .contract = "ipv6 strangers",
	.hint = "Let the family of the hints be AF_UNSPEC, and make "
		"the socket of the family that the entry has.")
{
	const char *answer = draw_word(8);

	received_expect_somewhere(
		interrupt_with("::1", udp_open("::1", 0, "stranger"),
			port_draw_udp(), answer),
		answer, strlen(answer));
}

static const char *const three[] = { "127.0.0.1", "127.0.0.2",
	"127.0.0.3" };

/* A host with so many addresses. */
static const char *teach(struct dns_server *dns, int count)
{
	const char *host = draw_host();

	for (int i = 0; i < count; i++)
		dns_a(dns, host, ipv4(three[i]));
	return host;
}

/* One of the host's addresses has a server, and it is found at once. */
static bool finds_server(const char *address, const char *host,
	struct dns_server *dns, int wait_ms)
{
	const char *word = draw_word(7);
	const char *answer = draw_word(7);
	uint16_t port = port_draw_udp();
	struct attempt attempt = {
		.server = udp_open(address, port, "server"),
	};

	icmp_watch(port);
	attempt.program = START(.wait_ms = wait_ms, .server = host,
		.word = word, .port = port, .dns = dns);
	if (!happens_within(attempt.program, wait_ms, 1, has_decided,
		    &attempt, "the next address is tried"))
		return false;
	take_word(attempt.server, attempt.program, word);
	reply(attempt.server, attempt.program, answer, strlen(answer));
	expect_success(attempt.program);
	received_expect_somewhere(
		attempt.program, answer, strlen(answer));
	return true;
}

static void expect_found(
	const char *address, const char *host, struct dns_server *dns)
{
	for (int i = 0;
		!finds_server(address, host, dns, at_once_ms[i]);) {
		if (++i == AT_ONCE)
			verdict(VERDICT_FAIL,
				"the next address is tried",
				"the program waits",
				"one address of the name has a server "
				"and the others refuse; but the "
				"program waits instead of trying the "
				"next one");
		repeat_with(at_once_ms[i]);
	}
	program_end_all();
}

EXERCISE_TEST(6, after_a_refusal, .points = 2,
	.title = "if an address refuses, the next is tried at once",
	.section = "sec:udpclient-names", .contract = "several",
	.hint = "Walk the list until one address answers; that one "
		"refuses is nothing to talk about before the last.")
{
	struct dns_server *dns = reference_dns();

	/* The resolver may sort them: not both can be the first. */
	for (int where = 0; where < 3; where += 2)
		expect_found(three[where], teach(dns, 3), dns);
}

EXERCISE_TEST(6, either_family, .points = 1,
	.title = "a server on one family is found among both",
	.section = "sec:udpclient-names", .contract = "several ipv6",
	.hint = "A socket has a family: each address of the list needs "
		"one of its own.")
{
	static const char *const families[] = { "127.0.0.1", "::1" };
	struct in6_addr loopback = IN6ADDR_LOOPBACK_INIT;
	struct dns_server *dns = reference_dns();

	for (int i = 0; i < 2; i++) {
		const char *host = draw_host();

		dns_a(dns, host, ipv4("127.0.0.1"));
		dns_aaaa(dns, host, loopback);
		expect_found(families[i], host, dns);
	}
}

/* Two addresses: the one that is asked first never answers. */
struct pair {
	struct udp_peer *servers[2];
	struct program *program;
	size_t first;
	struct pace pace;
};

static struct pair pair;

static bool asks_the_other(void *context)
{
	const struct pair *p = context;

	return program_has_ended(p->program) ||
		(udp_count(p->servers[0]) > 0 &&
			udp_count(p->servers[1]) > 0);
}

static bool asks_one(void *context)
{
	const struct pair *p = context;

	return udp_count(p->servers[0]) > 0 ||
		udp_count(p->servers[1]) > 0;
}

static bool asks_the_other_again(void *context)
{
	const struct pair *p = context;

	return program_has_ended(p->program) ||
		udp_count(p->servers[1 - p->first]) > 1;
}

/*
 * The second address has to get so many datagrams.  When they are all
 * there it may have ended, too: then it is we who have come late.
 */
static void fail_ended_before(
	const struct pair *p, size_t wanted, const char *before)
{
	if (udp_count(p->servers[1 - p->first]) >= wanted)
		return;
	expect_failure(p->program);
	verdict(VERDICT_FAIL, before, "the program gives up",
		"one address of two keeps silent; the program gives up "
		"before %s",
		before);
}

/* The whole time of the first one, and four sendings in it. */
static bool is_in_turn(struct pair *p)
{
	const struct datagram *next =
		udp_datagram(p->servers[1 - p->first], 0);

	return pace_early_us(&p->pace, SENDINGS, next->when_us) == 0 &&
		udp_count(p->servers[p->first]) >= SENDINGS;
}

static void fail_turn(struct pair *p, int wait_ms)
{
	struct udp_peer *silent = p->servers[p->first];
	const struct datagram *next =
		udp_datagram(p->servers[1 - p->first], 0);

	verdict(VERDICT_FAIL, NULL, NULL,
		"with -w %d the next address may be tried %d ms after "
		"the first datagram to the one before it, which has "
		"four sendings by then; it is tried after %.0f ms and "
		"%zu sending%s",
		wait_ms, 15 * wait_ms,
		(double)(next->when_us -
			udp_datagram(silent, 0)->when_us) /
			1000,
		udp_count(silent), udp_count(silent) == 1 ? "" : "s");
}

/*
 * How long it waits at the second address.  What the machine needs may
 * excuse it only when it was given time to tell.
 */
static bool waits_as_at_first(struct pair *p, int wait_ms, bool is_last)
{
	struct udp_peer *other = p->servers[1 - p->first];
	int64_t gap = udp_datagram(other, 1)->when_us -
		udp_datagram(other, 0)->when_us;
	int64_t delay = is_last ? pace_delay_us(&p->pace) : 0;

	return gap < 2 * wait_ms * (int64_t)1000 + delay;
}

static struct udp_peer *meet_pair(
	struct pair *p, const struct call *call)
{
	for (int i = 0; i < 2; i++)
		p->servers[i] =
			udp_open(three[i], call->port, "server");
	p->program = start(call);
	program_await(p->program, asks_one, p, "a datagram arrives");
	p->first = udp_count(p->servers[0]) > 0 ? 0 : 1;
	pace_begin(&p->pace, p->program, call->wait_ms,
		udp_datagram(p->servers[p->first], 0)->when_us);
	program_await(p->program, asks_the_other, p,
		"the second address is tried");
	fail_ended_before(p, 1, "it has tried the other");
	if (!is_in_turn(p))
		return NULL;
	program_await(p->program, asks_the_other_again, p,
		"the second address gets a second datagram");
	fail_ended_before(p, 2, "the other has got a second datagram");
	pace_end(&p->pace);
	return p->servers[1 - p->first];
}

/* The second address answers its second datagram. */
static bool answers_in_time(struct udp_peer *other, const char *answer,
	int wait_ms, bool is_last)
{
	enum { LATEST = 8 }; /* of 14 waits that are left by then */
	int64_t held_up_us =
		loop_now_us() - udp_datagram(other, 1)->when_us;

	udp_send(other, udp_datagram(other, 1), answer, strlen(answer));
	program_finish(pair.program);
	if (program_status(pair.program) == EXIT_SUCCESS &&
		waits_as_at_first(&pair, wait_ms, is_last))
		return true;
	if (is_last && held_up_us > LATEST * wait_ms * (int64_t)1000)
		verdict(VERDICT_INCONCLUSIVE, NULL, NULL,
			"this machine is too busy to answer in time");
	if (is_last)
		verdict(VERDICT_FAIL, NULL, NULL,
			"the second address has the same time as the "
			"first, and the same waits; but with -w %d it "
			"gets its second datagram, or its reply is "
			"taken, too late",
			wait_ms);
	return false;
}

EXERCISE_TEST(6, address_in_silence, .points = 2,
	.title = "when the time of an address is over, the next is "
		 "tried",
	.section = "sec:udpclient-names", .contract = "several",
	.hint = "Each address gets the whole of it: four sendings, and "
		"the first wait is again the short one.")
{
	/* 15 times that is as long as anybody wants to wait. */
	enum { LONGEST_MS = 160 };
	const char *answer = draw_word(7);
	struct dns_server *dns = reference_dns();

	for (int wait = TIMED_MS / 2;; wait *= 4) {
		struct call call = {
			.wait_ms = wait,
			.server = teach(dns, 2),
			.word = draw_word(7),
			.port = port_draw_udp(),
			.dns = dns,
		};
		struct udp_peer *other = meet_pair(&pair, &call);
		bool is_last = wait == LONGEST_MS;

		if (other == NULL && is_last)
			fail_turn(&pair, wait);
		if (other == NULL) {
			pace_end(&pair.pace);
			repeat_with(wait * 4);
			continue;
		}
		if (answers_in_time(other, answer, wait, is_last))
			break;
		repeat_with(wait * 4);
	}
	expect_success(pair.program);
	received_expect_somewhere(pair.program, answer, strlen(answer));
}

/* Here connect fails as well, if that is how the server is kept. */
static void expect_no_route(uint16_t port)
{
	if (isolation_level() != ISOLATION_SEALED)
		return;
	repeat("with an address to which there is no route");
	expect_report(
		START(.wait_ms = SHORT_MS, .server = "198.51.100.1",
			.word = "word", .port = port));
}

EXERCISE_TEST(6, after_no_route, .points = 1,
	.title = "an address that cannot be reached is passed over",
	.section = "sec:udpclient-names", .contract = "several",
	.hint = "A sendto that fails ends nothing but this address: go "
		"on with the next.")
{
	const char *answer = draw_word(7);
	struct dns_server *dns = reference_dns();
	uint16_t port = port_draw_udp();
	struct fault no_route = {
		.calls = { FAULT_SENDING },
		.target = ON_UDP,
		.action = FAIL_WITH,
		.value = ENETUNREACH,
		.times = 1,
		.name = "no route to that network",
	};
	struct pair p = {
		.servers = { udp_open(three[0], port, "server"),
			udp_open(three[1], port, "server") }
	};

	p.program = START(.wait_ms = ANSWERED_MS,
		.server = teach(dns, 2), .word = "word", .port = port,
		.dns = dns, .fault = &no_route);
	program_await(p.program, asks_one, &p,
		"an address that can be reached gets a datagram");
	reply(p.servers[udp_count(p.servers[0]) > 0 ? 0 : 1], p.program,
		answer, strlen(answer));
	received_expect_somewhere(p.program, answer, strlen(answer));
	fault_require(&no_route);
	expect_no_route(port);
}

EXERCISE_TEST(6, all_refuse, .points = 1,
	.title = "if no address answers, the reason is told",
	.section = "sec:udpclient-names",
	.contract = "several no-output",
	.hint = "What does your loop leave behind when the list ends? "
		"Closing a socket may change errno, so keep the "
		"reason.")
{
	struct dns_server *dns = reference_dns();
	const char *host = teach(dns, 3);
	uint16_t port = port_draw_udp();
	struct pair p = { .servers = { serve_on(port),
				  udp_open(
					  three[1], port, "server") } };

	p.program = START(.wait_ms = SHORT_MS, .server = host,
		.word = "word", .port = port, .dns = dns);
	program_await(p.program, asks_one, &p, "a datagram arrives");
	repeat("with a port where nobody is");
	expect_a_reason(expect_report(START(.wait_ms = SHORT_MS,
				.server = host, .word = "word",
				.port = port_draw_udp(), .dns = dns)),
		"no address has a server");
}

EXERCISE_TEST(6, unknown_name, .points = 1,
	.title = "an unknown name and a failing DNS are told apart",
	.section = "sec:udpclient-names",
	.contract = "unknown-name reasons",
	.hint = "getaddrinfo returns a code of its own, which "
		"gai_strerror explains; errno has nothing to do with "
		"it.")
{
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();
	struct call call = {
		.wait_ms = SHORT_MS,
		.server = host,
		.word = "word",
		.port = port_draw_udp(),
		.dns = dns,
	};

	dns_behave(dns, host, DNS_NXDOMAIN);
	const char *unknown = expect_report(start(&call));
	expect_a_reason(unknown, "the name is unknown");
	dns_behave(dns, host, DNS_SERVFAIL);
	const char *failure = expect_report(start(&call));
	expect_a_reason(failure, "the DNS server fails");
	expect_other_words(failure, unknown,
		"once the name does not exist, once the DNS server "
		"cannot answer");
}

EXERCISE_TEST(6, nothing_leaks, .points = 1,
	.title = "what it takes of memory it gives back",
	.section = "sec:udpclient-names", .contract = "memory",
	.hint = "Each malloc has its free, and each list of addresses "
		"its freeaddrinfo, also on the way out of a failure.")
{
	const char *word = draw_word(8);
	struct dns_server *dns = reference_dns();
	uint16_t port = port_draw_udp();
	struct call call = {
		.wait_ms = ANSWERED_MS,
		.server = teach(dns, 1),
		.word = word,
		.port = port,
		.dns = dns,
		.detect_leaks = true,
	};
	struct udp_peer *server = serve_on(port);

	converse(server, start(&call), word);
	udp_close(server);
	repeat("with a port where nobody is");
	call.wait_ms = SHORT_MS;
	program_finish(start(&call));
}
