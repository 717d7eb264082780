/*
 * The suite of chapter 5: what udpserver's contract promises, seen from
 * its clients' side, in the order of the steps.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "bound.h"
#include "draw.h"
#include "exercise.h"
#include "expect.h"
#include "growth.h"
#include "idle.h"
#include "isolation.h"
#include "journal.h"
#include "loop.h"
#include "network.h"
#include "numeric.h"
#include "observe.h"
#include "port.h"
#include "printable.h"
#include "program.h"
#include "reach.h"
#include "service.h"
#include "udp_peer.h"
#include "verdict.h"
#include "wire.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct exercise_step steps[] = {
	{ 1, "usage" },
	{ 2, "bind" },
	{ 3, "echo" },
	{ 4, "address" },
	{ 5, "survive" },
};

const struct exercise this_exercise = {
	.chapter = 5,
	.key = "05-udp-server",
	.name = "A UDP server",
	.program = "udpserver",
	.steps = steps,
	.step_count = sizeof steps / sizeof *steps,
};

/* --- the dialogue with udpserver --- */

static const char loopback[] = "127.0.0.1";
/* The address that every network of a test has beside loopback. */
static const char ethernet[] = "192.0.2.1";

enum { QUAD_SIZE = INET_ADDRSTRLEN };

#define START_WITH(...) \
	program_start_with((const char *const[]){ __VA_ARGS__, NULL })

static struct program *start_disturbed(
	uint16_t port, struct fault *fault)
{
	return service_start(
		port, (struct program_plan){ .fault = fault });
}

static void await_bound(struct program *udpserver, uint16_t port)
{
	service_await_open(&service_udp, udpserver, port);
}

static struct program *start_bound(uint16_t port)
{
	struct program *udpserver = start_disturbed(port, NULL);

	await_bound(udpserver, port);
	return udpserver;
}

/* One datagram of a client that has sent none before. */
struct question {
	const char *name; /* NULL: "client"; "": not in sight */
	const char *from; /* NULL: 127.0.0.1 */
	uint16_t from_port;
	const char *to; /* NULL: 127.0.0.1 */
	const char *bytes; /* NULL: some word */
	size_t length;
	bool connects;
};

static struct udp_peer *open_client(const struct question *question)
{
	const char *name = question->name;

	if (name == NULL)
		name = "client";
	else if (name[0] == '\0')
		name = NULL;
	return udp_open(
		question->from != NULL ? question->from : loopback,
		question->from_port, name);
}

static struct udp_peer *ask_as(
	uint16_t port, const struct question *question)
{
	struct udp_peer *client = open_client(question);
	const char *to = question->to != NULL ? question->to : loopback;
	bool some = question->bytes == NULL;

	if (question->connects)
		udp_connect(client, to, port);
	udp_send_to(client, to, port,
		some ? draw_word(5) : question->bytes,
		some ? 5 : question->length);
	return client;
}

#define ASK(port, ...) ask_as(port, &(struct question){ __VA_ARGS__ })

static const struct datagram *await_answer(
	struct udp_peer *client, struct program *udpserver)
{
	return udp_await(
		client, udpserver, 0, "the datagram is answered");
}

static void expect_echo(struct program *udpserver, uint16_t port,
	const char *bytes, size_t length)
{
	struct udp_peer *client =
		ASK(port, .bytes = bytes, .length = length);

	udp_compare(await_answer(client, udpserver), bytes, length,
		"the client's");
}

/* A healthy client: it only wants to be answered. */
static void expect_service(struct program *udpserver, uint16_t port)
{
	await_answer(ASK(port, .name = "next client"), udpserver);
}

/* An address of this machine that is not the usual one. */
static const char *draw_loopback(char text[QUAD_SIZE])
{
	struct in_addr ipv4 = draw_ipv4();
	const unsigned char *b = (const unsigned char *)&ipv4;

	snprintf(text, QUAD_SIZE, "127.%d.%d.%d", b[1], b[2], b[3]);
	return text;
}

/* The machine gets one more address, 10.x.y.z. */
static const char *add_address(char text[QUAD_SIZE])
{
	struct in_addr ipv4 = draw_ipv4();
	const unsigned char *b = (const unsigned char *)&ipv4;

	snprintf(text, QUAD_SIZE, "10.%d.%d.%d", b[1], b[2], b[3]);
	if (network_add_address(text) == -1)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"the machine cannot get the address %s: %s",
			text, strerror(errno));
	journal_event("grader", "gives", "",
		"the machine the address %s", text);
	return text;
}

/* --- step 1: usage --- */

EXERCISE_TEST(1, usage_without_arguments, .points = 3,
	.title = "without arguments it explains its usage",
	.section = "sec:udpserver-usage", .contract = "usage",
	.hint = "What is argc when the program is called without "
		"arguments?")
{
	static const char *const none[] = { NULL };

	expect_usage_error(program_start_with(none));
}

EXERCISE_TEST(1, usage_with_two_ports, .points = 2,
	.title = "two ports are one too many",
	.section = "sec:udpserver-usage", .contract = "usage",
	.hint = "Compare argc with 2, and let nothing else pass.")
{
	service_allow_every_port();
	expect_usage_error(START_WITH("7777", "7778"));
}

EXERCISE_TEST(1, bad_ports, .points = 3,
	.title = "a port is a decimal number from 1 to 65535",
	.section = "sec:udpserver-usage", .contract = "bad-port",
	.hint = "atoi cannot tell 0 from nonsense, and 65543 becomes 7 "
		"in 16 bits: check every digit and the range.")
{
	service_expect_bad_ports(&service_udp, port_draw_for_udp());
}

/* Elsewhere somebody else may have it. */
static void expect_good_if_free(uint16_t port)
{
	if (bound_udp(port) == 0)
		service_expect_not_taken_for_bad(&service_udp, port);
}

EXERCISE_TEST(1, high_ports, .points = 2,
	.title = "all ports are good, from the lowest to 65535",
	.section = "sec:udpserver-usage", .contract = "bad-port",
	.hint = "A port has 16 bits without a sign: a short, or a "
		"limit of your own, loses some of them.")
{
	enum { ABOVE_EPHEMERAL = 61000, SOME = 4000 };
	static const uint16_t low[] = { 1, 9, 1023 };

	expect_good_if_free(
		(uint16_t)(ABOVE_EPHEMERAL + draw_below(SOME)));
	expect_good_if_free(65535);
	if (isolation_level() != ISOLATION_SEALED ||
		network_allow_every_port() == -1)
		return;
	for (size_t i = 0; i < sizeof low / sizeof *low; i++)
		expect_good_if_free(low[i]);
}

/* --- step 2: bind --- */

/*
 * It has the port, and keeps it; if it ends with the words of a step
 * that is not written yet, that is another step's affair.
 */
static struct program *start_waiting(uint16_t port)
{
	enum { ANY_STEP = 9 };
	struct program *udpserver = start_bound(port);

	program_check_health(udpserver, false);
	if (program_has_ended(udpserver) &&
		program_unwritten(ANY_STEP) == NULL)
		verdict(VERDICT_FAIL, "the program waits", "it ends",
			"the program has port %u, and ends before the "
			"first datagram",
			port);
	return udpserver;
}

/*
 * It arrives if the kernel does not refuse it: whether the program does
 * something with it is an affair of step 3.
 */
static void expect_arrival(uint16_t port, const char *to)
{
	struct udp_peer *client = ASK(port, .to = to, .connects = true);

	if (udp_is_refused(client))
		verdict(VERDICT_FAIL, "the datagram arrives",
			"the kernel refuses it",
			"at %s port %u nobody waits: the kernel "
			"refuses the datagram",
			to, port);
}

/* The program may end then, as one that is half finished does. */
static void expect_arrival_at(const char *to)
{
	uint16_t port = port_draw_for_udp();

	start_waiting(port);
	expect_arrival(port, to);
	program_end_all();
}

EXERCISE_TEST(2, arrives_on_loopback, .points = 3,
	.title = "a datagram to 127.0.0.1 arrives",
	.section = "sec:udpserver-bind", .contract = "every-address",
	.hint = "socket and bind: which of them did not work? Each one "
		"tells by its result.")
{
	expect_arrival_at(loopback);
}

EXERCISE_TEST(2, arrives_on_every_address, .points = 3,
	.title = "a datagram to any address of the machine arrives",
	.section = "sec:udpserver-bind", .contract = "every-address",
	.hint = "INADDR_ANY stands for every address; INADDR_LOOPBACK "
		"only for 127.0.0.1.")
{
	char text[QUAD_SIZE];

	expect_arrival_at("127.0.0.9");
	expect_arrival_at(draw_loopback(text));
	if (isolation_level() != ISOLATION_SEALED)
		return;
	expect_arrival_at(ethernet);
	expect_arrival_at(add_address(text));
}

EXERCISE_TEST(2, arrives_on_a_new_address, .points = 1,
	.needs = NEEDS_NETWORK,
	.title = "an address that the machine gets later counts, too",
	.section = "sec:udpserver-bind", .contract = "new-address",
	.hint = "A list of addresses is old when the next one comes; "
		"INADDR_ANY is not.")
{
	char text[QUAD_SIZE];
	uint16_t port = port_draw_for_udp();

	start_waiting(port);
	expect_arrival(port, add_address(text));
}

/* It has to be the trouble that ends it. */
static void expect_start(void)
{
	start_waiting(port_draw_for_udp());
	program_end_all();
}

EXERCISE_TEST(2, port_in_use, .points = 2,
	.title = "a port that another program has is reported",
	.section = "sec:udpserver-bind",
	.contract = "port-in-use reason",
	.hint = "bind fails with EADDRINUSE: print the reason and exit "
		"with status 1.")
{
	uint16_t port = port_draw_for_udp();

	expect_start();
	port_occupy_udp(port);
	expect_failure(start_disturbed(port, NULL));
}

/* A second server, and how many sockets the first one has. */
struct sharing {
	struct program *second;
	uint16_t port;
	unsigned sockets;
};

static bool has_ended_or_shares(void *context)
{
	const struct sharing *sharing = context;

	return program_has_ended(sharing->second) ||
		bound_udp(sharing->port) > sharing->sockets;
}

EXERCISE_TEST(2, two_servers, .points = 3,
	.title = "two servers never run on one port",
	.section = "sec:udpserver-bind", .contract = "two-servers",
	.hint = "For datagrams SO_REUSEADDR means that several sockets "
		"may have the port, and SO_REUSEPORT, too: set "
		"neither.")
{
	uint16_t port = port_draw_for_udp();
	struct program *first = start_waiting(port);
	unsigned sockets = bound_udp(port);
	struct program *second = start_disturbed(port, NULL);
	struct sharing sharing = { second, port, sockets };

	program_await(second, has_ended_or_shares, &sharing,
		"the second one ends");
	if (!program_has_ended(second))
		verdict(VERDICT_FAIL, "the second one ends",
			"both are running",
			"a second server runs on port %u, though the "
			"first one has it",
			port);
	expect_failure(second);
	if (program_has_ended(first))
		verdict(VERDICT_FAIL, NULL, NULL,
			"the first server ends when a second one is "
			"started");
}

static struct fault failing(int call, int error, const char *name)
{
	return (struct fault){
		.calls = { call },
		.target = call == SYS_bind ? ON_UDP : ON_ANY,
		.action = FAIL_WITH,
		.value = error,
		.name = name,
	};
}

EXERCISE_TEST(2, bind_fails, .points = 1,
	.title = "if socket or bind fails it says so and exits",
	.section = "sec:udpserver-bind", .contract = "reason",
	.hint = "socket and bind return -1 when they fail: look before "
		"you go on.")
{
	struct fault no_socket = failing(SYS_socket, EMFILE,
		"socket fails: too many open files");
	struct fault forbidden = failing(
		SYS_bind, EACCES, "bind fails: permission denied");

	expect_start();
	expect_failure(
		start_disturbed(port_draw_for_udp(), &no_socket));
	fault_require(&no_socket);
	program_end_all();
	expect_failure(
		start_disturbed(port_draw_for_udp(), &forbidden));
	fault_require(&forbidden);
}

EXERCISE_TEST(2, reason_is_told, .points = 1,
	.title = "a port in use and a forbidden port read differently",
	.section = "sec:udpserver-bind", .contract = "reason",
	.hint = "The system's reason is in errno: perror, err or "
		"strerror turn it into words.")
{
	char in_use[500];
	char forbidden[500];
	uint16_t port = port_draw_for_udp();
	struct fault fault = failing(
		SYS_bind, EACCES, "bind fails: permission denied");

	expect_start();
	port_occupy_udp(port);
	service_keep_reason(
		start_disturbed(port, NULL), in_use, sizeof in_use);
	service_keep_reason(
		start_disturbed(port_draw_for_udp(), &fault), forbidden,
		sizeof forbidden);
	fault_require(&fault);
	service_compare_reasons(in_use, forbidden);
}

EXERCISE_TEST(2, restart_at_once, .points = 1,
	.title = "killed, it can start again at once",
	.section = "sec:udpserver-bind", .contract = "restart",
	.hint = "A datagram socket leaves nothing behind: the port is "
		"free when the process is gone.")
{
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_waiting(port);

	expect_arrival(port, loopback);
	program_kill(udpserver);
	program_end_all();
	start_waiting(port);
	expect_arrival(port, loopback);
}

/* --- step 3: echo --- */

EXERCISE_TEST(3, echoes_a_word, .points = 4,
	.title = "what a client sends comes back",
	.section = "sec:udpserver-echo", .contract = "echo",
	.hint = "The receiving call tells how many bytes came and from "
		"where; send back as many, to there.")
{
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	for (int i = 0; i < 2; i++) {
		const char *word = draw_word(5 + draw_below(20));

		expect_echo(udpserver, port, word, strlen(word));
	}
}

EXERCISE_TEST(3, echoes_every_byte_value, .points = 2,
	.title = "bytes of every value come back, zeros as well",
	.section = "sec:udpserver-echo", .contract = "any-byte",
	.hint = "The bytes are no string: use the count that you got, "
		"never strlen or printf.")
{
	char bytes[256];
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)i;
	for (size_t i = sizeof bytes - 1; i > 0; i--) {
		size_t other = draw_below((uint32_t)i + 1);
		char kept = bytes[i];

		bytes[i] = bytes[other];
		bytes[other] = kept;
	}
	expect_echo(udpserver, port, bytes, sizeof bytes);
}

EXERCISE_TEST(3, echoes_nothing, .points = 2,
	.title = "an empty datagram comes back, and ends nothing",
	.section = "sec:udpserver-echo", .contract = "any-length",
	.hint = "0 bytes are no end: over UDP there is none, and an "
		"empty datagram is one like any other.")
{
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	expect_echo(udpserver, port, "", 0);
	expect_service(udpserver, port);
}

EXERCISE_TEST(3, echoes_large_ones, .points = 3,
	.title = "a large datagram comes back whole",
	.section = "sec:udpserver-echo", .contract = "any-length",
	.hint = "What does not fit into the array is cut off and lost: "
		"make room for all that a datagram can hold.")
{
	static const size_t lengths[] = { 1472, 9000 };
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	for (size_t i = 0; i < 2; i++)
		expect_echo(udpserver, port, draw_word(lengths[i]),
			lengths[i]);
}

EXERCISE_TEST(3, echoes_the_largest, .points = 2,
	.title = "the largest datagram comes back whole",
	.section = "sec:udpserver-echo", .contract = "any-length",
	.hint = "65,507 bytes fit into a datagram; a short holds "
		"numbers up to 32,767.")
{
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	expect_echo(udpserver, port, draw_word(UDP_MOST_BYTES),
		UDP_MOST_BYTES);
}

EXERCISE_TEST(3, one_answer_each, .points = 2,
	.title = "each datagram has one answer",
	.section = "sec:udpserver-echo", .contract = "one-datagram",
	.hint = "One sending call for each receiving one: it sends all "
		"of the bytes, as one datagram.")
{
	static const size_t lengths[] = { 5, 3000 };
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	for (size_t i = 0; i < 2; i++) {
		struct udp_peer *client =
			ASK(port, .bytes = draw_word(lengths[i]),
				.length = lengths[i]);

		await_answer(client, udpserver);
		program_await_rest(udpserver);
		if (udp_count(client) > 1)
			verdict(VERDICT_FAIL, "one answer",
				"more than one",
				"a datagram of %zu bytes is answered "
				"by %zu datagrams",
				lengths[i], udp_count(client));
	}
}

/* Who asks while the server sleeps, and what. */
struct crowd {
	uint16_t port;
	struct program *program;
};

/* Two of them have the same address, one has a low port. */
static void serve_mixed_clients(const struct crowd *crowd)
{
	enum { COUNT = 4 };
	static const char *const names[COUNT] = { "client",
		"second client", "third client", "fourth client" };
	bool sealed = isolation_level() == ISOLATION_SEALED;
	const char *from[COUNT] = { loopback, loopback, "127.0.0.2",
		"127.0.0.3" };
	struct udp_peer *clients[COUNT];
	const char *words[COUNT];

	program_pause(crowd->program);
	for (int i = 0; i < COUNT; i++) {
		words[i] = draw_word(8);
		clients[i] = ASK(crowd->port, .name = names[i],
			.from = from[i], .bytes = words[i], .length = 8,
			.from_port = i == 3 && sealed
				? (uint16_t)(600 + draw_below(400))
				: 0);
	}
	program_resume(crowd->program);
	for (int i = 0; i < COUNT; i++)
		udp_compare(await_answer(clients[i], crowd->program),
			words[i], 8, "this client's");
}

EXERCISE_TEST(3, clients_mixed, .points = 2,
	.title = "clients that ask at the same time get each their own",
	.section = "sec:udpserver-echo", .contract = "clients",
	.hint = "The sender stands on each datagram: answer there, and "
		"keep no client from one datagram to the next.")
{
	struct crowd crowd = { .port = port_draw_for_udp() };

	crowd.program = start_bound(crowd.port);
	for (int i = 0; i < 3; i++)
		serve_mixed_clients(&crowd);
}

static void expect_number(const struct datagram *answer, int number)
{
	char expected[12];
	char actual[100];

	snprintf(expected, sizeof expected, "\"%d\"", number);
	printable(actual + 1, sizeof actual - 2, answer->bytes,
		answer->length);
	actual[0] = '"';
	strcat(actual, "\"");
	if (strcmp(expected, actual) != 0)
		verdict(VERDICT_FAIL, expected, actual,
			"answer number %d should be the one to "
			"datagram number %d",
			number, number);
}

EXERCISE_TEST(3, in_their_order, .points = 2,
	.title = "a hundred that wait are answered in their order",
	.section = "sec:udpserver-echo", .contract = "order",
	.hint = "The queue is in order: answer each datagram before "
		"you take the next one.")
{
	enum { COUNT = 100 };
	char bytes[8];
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);
	struct udp_peer *client =
		open_client(&(struct question){ .name = "" });

	program_pause(udpserver);
	journal_event("client", "sends", "<",
		"%d datagrams, \"1\" to \"%d\"", COUNT, COUNT);
	for (int i = 0; i < COUNT; i++) {
		snprintf(bytes, sizeof bytes, "%d", i + 1);
		udp_send_to(
			client, loopback, port, bytes, strlen(bytes));
	}
	program_resume(udpserver);
	for (int i = 0; i < COUNT; i++) {
		const struct datagram *answer =
			udp_await(client, udpserver, (size_t)i,
				"all of the datagrams are answered");

		expect_number(answer, i + 1);
	}
}

EXERCISE_TEST(3, short_after_long, .points = 2,
	.title =
		"no old bytes come back, least of all another client's",
	.section = "sec:udpserver-echo", .contract = "echo",
	.hint = "The array still holds old bytes: only those that the "
		"last call counted are new.")
{
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	await_answer(ASK(port, .bytes = draw_word(300), .length = 300),
		udpserver);
	expect_echo(udpserver, port, draw_word(3), 3);
}

/* --- its lines --- */

static const char announcing[] = "Datagram from ";

/* The line of a datagram; a port 0 is any. */
struct line {
	const struct program *program;
	const char *address; /* NULL: any */
	unsigned port;
	size_t bytes;
	size_t from; /* so many bytes of stdout are older */
};

static bool skip(const char **at, const char *text)
{
	size_t length = strlen(text);
	bool same = strncmp(*at, text, length) == 0;

	if (same)
		*at += length;
	return same;
}

static bool is_the_line(const struct line *line, const char *text)
{
	char number[40];

	if (!skip(&text, announcing))
		return false;
	if (line->address == NULL)
		text += strcspn(text, " \n");
	else if (!skip(&text, line->address))
		return false;
	if (!skip(&text, " port "))
		return false;
	snprintf(number, sizeof number, "%u", line->port);
	if (line->port == 0)
		text += strspn(text, "0123456789");
	else if (!skip(&text, number))
		return false;
	snprintf(number, sizeof number, ": %zu bytes\n", line->bytes);
	return skip(&text, number);
}

static const char *next_line(const char *text)
{
	const char *end = strchr(text, '\n');

	return end != NULL ? end + 1 : NULL;
}

/* The first of them that is of this kind, or NULL. */
static const char *find_line(const struct line *line)
{
	const char *text = program_output(line->program, NULL);

	for (text += line->from; text != NULL; text = next_line(text))
		if (is_the_line(line, text))
			return text;
	return NULL;
}

struct telling {
	const struct line *line;
	struct udp_peer *client;
};

static bool is_told_or_answered(void *context)
{
	const struct telling *telling = context;

	return find_line(telling->line) != NULL ||
		udp_count(telling->client) > 0;
}

static _Noreturn void fail_line(
	const struct line *line, const char *expected)
{
	char quoted[420];
	const char *text =
		program_output(line->program, NULL) + line->from;

	if (*text == '\0')
		verdict(VERDICT_FAIL, expected, "nothing",
			"the datagram is answered, but its line is not "
			"in sight on stdout");
	printable(quoted, sizeof quoted, text, strlen(text));
	verdict(VERDICT_FAIL, expected, quoted,
		"the datagram's line should be \"%s\"; stdout shows "
		"\"%s\"",
		expected, quoted);
}

/* The client's datagram has come to be announced by the line. */
static void expect_line(struct program *udpserver,
	const struct line *line, struct udp_peer *client)
{
	struct telling telling = { line, client };
	char port[20] = "...";
	char expected[100];
	char waiting[140];

	if (line->port != 0)
		snprintf(port, sizeof port, "%u", line->port);
	snprintf(expected, sizeof expected, "%s%s port %s: %zu bytes",
		announcing,
		line->address != NULL ? line->address : "...", port,
		line->bytes);
	snprintf(waiting, sizeof waiting, "stdout has the line \"%s\"",
		expected);
	program_await(
		udpserver, is_told_or_answered, &telling, waiting);
	if (find_line(line) == NULL)
		program_await_rest(udpserver);
	if (find_line(line) == NULL)
		fail_line(line, expected);
}

static size_t output_length(const struct program *udpserver)
{
	size_t length;

	program_output(udpserver, &length);
	return length;
}

EXERCISE_TEST(3, announces_datagram, .points = 3,
	.title = "it announces a datagram with sender and length",
	.section = "sec:udpserver-echo",
	.contract = "announces in-sight",
	.hint = "Which line does it print, and is the line in sight at "
		"once? Think of fflush.")
{
	static const char *const from[] = { "127.0.0.1",
		"127.100.200.233", "127.0.255.9" };
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	for (size_t i = 0; i < 3; i++) {
		const char bytes[] = { 'a', '\0', 'b', 'c' };
		size_t length = 2 + i;
		struct line line = { .program = udpserver,
			.address = from[i],
			.bytes = length,
			.from = output_length(udpserver) };

		expect_line(udpserver, &line,
			ASK(port, .from = from[i], .bytes = bytes,
				.length = length));
		program_await_rest(udpserver);
	}
}

/* The line of a port, whatever else it has. */
struct port_told {
	const struct program *program;
	uint16_t port;
	size_t from;
	struct udp_peer *client;
};

static const char *find_port(const struct port_told *told)
{
	char wanted[20];

	snprintf(wanted, sizeof wanted, " port %u:", told->port);
	return strstr(program_output(told->program, NULL) + told->from,
		wanted);
}

static bool is_port_told_or_answered(void *context)
{
	const struct port_told *told = context;

	return find_port(told) != NULL || udp_count(told->client) > 0;
}

static void expect_port(
	struct program *udpserver, const struct port_told *told)
{
	char expected[80];
	char quoted[420];

	snprintf(expected, sizeof expected,
		"stdout has a line with \" port %u:\"", told->port);
	program_await(udpserver, is_port_told_or_answered, (void *)told,
		expected);
	if (find_port(told) == NULL)
		program_await_rest(udpserver);
	if (find_port(told) != NULL)
		return;
	const char *text = program_output(udpserver, NULL) + told->from;
	printable(quoted, sizeof quoted, text, strlen(text));
	verdict(VERDICT_FAIL, expected, quoted,
		"the client's port is %u, and stdout shows \"%s\"",
		told->port, quoted);
}

EXERCISE_TEST(3, announces_port, .points = 2,
	.title = "the port that it announces is the client's",
	.section = "sec:udpserver-echo", .contract = "announces",
	.hint = "sin_port is in network byte order: ntohs turns it "
		"into a number to print.")
{
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	for (int i = 0; i < 3; i++) {
		struct port_told told = {
			.program = udpserver,
			.from = output_length(udpserver),
			.client = ASK(port),
		};

		told.port = udp_port(told.client);
		expect_port(udpserver, &told);
		program_await_rest(udpserver);
	}
}

EXERCISE_TEST(3, announced_before_answer, .points = 2,
	.title = "the line is out before the answer is",
	.section = "sec:udpserver-echo",
	.contract = "announced-first in-sight",
	.hint = "Print the line between receiving and sending, and "
		"flush it there.")
{
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = service_start(
		port, (struct program_plan){ .full_output = true });

	await_bound(udpserver, port);
	journal_event("grader", "fills", "", "the pipe that is stdout");
	struct udp_peer *client = ASK(port);
	program_await_rest(udpserver);
	if (udp_count(client) > 0)
		verdict(VERDICT_FAIL, "the line, then the answer",
			"the answer first",
			"the line cannot be written, because nobody "
			"reads the pipe, and the answer comes all the "
			"same: it was sent before the line was out");
	program_take_output(udpserver);
	await_answer(client, udpserver);
}

/* What the contract says of a datagram, at its end. */
static void append_line(char *lines, size_t size, const char *address,
	unsigned port, size_t bytes)
{
	size_t used = strlen(lines);

	snprintf(lines + used, size - used, "%s%s port %u: %zu bytes\n",
		announcing, address, port, bytes);
}

EXERCISE_TEST(3, nothing_else_on_stdout, .points = 2,
	.title = "on stdout is a line for each datagram, nothing else",
	.section = "sec:udpserver-echo", .contract = "nothing-else",
	.hint = "Whoever reads the output wants these lines only: no "
		"greeting, none of the data, no trouble. Remarks go "
		"to stderr.")
{
	char expected[500] = "";
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	program_await_rest(udpserver);
	expect_output(udpserver, "", 0);
	for (size_t length = 3; length < 6; length++) {
		struct udp_peer *client = ASK(port,
			.bytes = draw_word(length), .length = length);

		append_line(expected, sizeof expected, loopback,
			udp_port(client), length);
		await_answer(client, udpserver);
	}
	if (isolation_level() == ISOLATION_SEALED) {
		/* Its answer fails. */
		wire_send("client at port 0",
			(struct wire_end){ loopback, 0 },
			(struct wire_end){ loopback, port }, "so", 2);
		append_line(expected, sizeof expected, loopback, 0, 2);
	}
	program_await_rest(udpserver);
	expect_output(udpserver, expected, strlen(expected));
}

/* --- step 4: address --- */

static void expect_sender(
	const struct datagram *answer, const char *asked, uint16_t port)
{
	struct sockaddr_storage right;
	socklen_t size;
	char expected[80];
	char actual[80];

	numeric_address(asked, port, &right, &size);
	numeric_text(&right, expected, sizeof expected);
	numeric_text(&answer->from, actual, sizeof actual);
	if (strcmp(expected, actual) != 0)
		verdict(VERDICT_FAIL, expected, actual,
			"the datagram went to %s, and the answer comes "
			"from %s: a careful client drops it",
			expected, actual);
}

static void ask_and_expect_sender(struct program *udpserver,
	uint16_t port, const char *from, const char *asked)
{
	struct udp_peer *client = ASK(port, .from = from, .to = asked);

	expect_sender(await_answer(client, udpserver), asked, port);
}

/* The client has another address, or the kernel's guess is right. */
static void expect_answer_from(
	struct program *udpserver, uint16_t port, const char *asked)
{
	ask_and_expect_sender(udpserver, port, loopback, asked);
}

EXERCISE_TEST(4, answers_from_127_0_0_9, .points = 6,
	.title = "asked at 127.0.0.9, it answers from there",
	.section = "sec:udpserver-address", .contract = "sender",
	.hint = "The socket has all addresses, and the kernel chooses "
		"one for the answer, unless the message has a note "
		"with ipi_spec_dst.")
{
	uint16_t port = port_draw_for_udp();

	expect_answer_from(start_bound(port), port, "127.0.0.9");
}

/* Elsewhere than in a network of its own it has these only. */
static const char *draw_address(char text[QUAD_SIZE])
{
	return isolation_level() == ISOLATION_SEALED
		? add_address(text)
		: draw_loopback(text);
}

EXERCISE_TEST(4, answers_from_each_address, .points = 5,
	.title = "the address that was asked answers, each of them",
	.section = "sec:udpserver-address", .contract = "sender",
	.hint = "Ask for notes by IP_PKTINFO, read the address that "
		"was asked, and write it into the note of the answer.")
{
	char one[QUAD_SIZE];
	char other[QUAD_SIZE];
	bool sealed = isolation_level() == ISOLATION_SEALED;
	uint16_t port = port_draw_for_udp();

	draw_address(one);
	draw_address(other);
	/* Another one each time: that they change is asked later. */
	const char *const asked[] = { one, other,
		sealed ? ethernet : "127.0.0.9" };
	/* For a client at 10.x the kernel's guess is its address. */
	const char *const from[] = { other, loopback, one };
	for (int i = 0; i < 3; i++) {
		ask_and_expect_sender(
			start_bound(port), port, from[i], asked[i]);
		program_end_all();
	}
}

EXERCISE_TEST(4, addresses_in_turn, .points = 5,
	.title = "it answers from the address of this datagram, not of "
		 "the last one",
	.section = "sec:udpserver-address", .contract = "sender",
	.hint = "Read the note of each datagram; what you keep outside "
		"of the loop is the last one's.")
{
	char text[QUAD_SIZE];
	const char *const asked[] = { "127.0.0.9", loopback,
		draw_loopback(text), "127.0.0.9", "127.0.0.2" };
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	for (int i = 0; i < 5; i++)
		expect_answer_from(udpserver, port, asked[i]);
}

EXERCISE_TEST(4, answers_from_a_new_address, .points = 1,
	.needs = NEEDS_NETWORK,
	.title = "an address that came later answers, too",
	.section = "sec:udpserver-address",
	.contract = "sender new-address",
	.hint = "The kernel's note has the address that was asked; no "
		"list of your own is needed.")
{
	char text[QUAD_SIZE];
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	program_await_rest(udpserver);
	expect_answer_from(udpserver, port, add_address(text));
}

static void expect_answer_to_connected(
	struct program *udpserver, uint16_t port, const char *asked)
{
	char expected[120];
	struct udp_peer *client =
		ASK(port, .to = asked, .connects = true);

	snprintf(expected, sizeof expected,
		"an answer from %s reaches the client, which has "
		"connected its socket to there",
		asked);
	udp_await(client, udpserver, 0, expected);
}

EXERCISE_TEST(4, connected_clients, .points = 3,
	.title = "a client that has connected its socket gets its "
		 "answer",
	.section = "sec:udpserver-address", .contract = "sender",
	.hint = "The kernel drops for it whatever comes from another "
		"address or port than it has asked.")
{
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	expect_answer_to_connected(udpserver, port, "127.0.0.9");
	if (isolation_level() == ISOLATION_SEALED)
		expect_answer_to_connected(udpserver, port, ethernet);
}

/* --- step 5: survive --- */

/* Lines that it has printed for datagrams, whatever they say. */
struct lines {
	const struct program *program;
	size_t wanted;
};

static bool are_announced(void *context)
{
	const struct lines *lines = context;
	const char *text = program_output(lines->program, NULL);
	size_t count = 0;

	for (; text != NULL; text = next_line(text))
		count += strncmp(text, announcing,
				 strlen(announcing)) == 0 &&
			next_line(text) != NULL;
	return count >= lines->wanted;
}

static void await_lines(struct program *udpserver, size_t count)
{
	struct lines lines = { udpserver, count };
	char expected[80];

	snprintf(expected, sizeof expected,
		"stdout has %zu line%s of datagrams", count,
		count == 1 ? "" : "s");
	program_await(udpserver, are_announced, &lines, expected);
}

EXERCISE_TEST(5, gone_client, .points = 2,
	.title = "a client that is gone ends only its own turn",
	.section = "sec:udpserver-survive", .contract = "unsendable",
	.hint = "Nobody hears this answer, and the kernel may say so "
		"later: go on.")
{
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	program_pause(udpserver);
	for (int i = 0; i < 3; i++)
		udp_close(ASK(port));
	program_resume(udpserver);
	await_lines(udpserver, 3);
	expect_service(udpserver, port);
	expect_service(udpserver, port);
}

/* A datagram that claims to come from there, for this address. */
static void pretend(const char *name, struct wire_end from,
	const char *to, uint16_t port)
{
	wire_send(name, from, (struct wire_end){ to, port },
		draw_word(5), 5);
}

/* Another machine's address, for documentation; RFC 5737. */
static const char *draw_foreign(char text[QUAD_SIZE])
{
	snprintf(text, QUAD_SIZE, "198.51.100.%u", 1 + draw_below(254));
	return text;
}

EXERCISE_TEST(5, unreachable_client, .points = 1,
	.needs = NEEDS_NETWORK,
	.title = "an answer to which no way leads ends only its turn",
	.section = "sec:udpserver-survive", .contract = "unsendable",
	.hint = "The sending call fails with ENETUNREACH: say so on "
		"stderr, and take the next datagram.")
{
	char text[QUAD_SIZE];
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	pretend("distant client",
		(struct wire_end){ draw_foreign(text), 40000 },
		ethernet, port);
	await_lines(udpserver, 1);
	expect_service(udpserver, port);
}

EXERCISE_TEST(5, port_zero, .points = 1, .needs = NEEDS_NETWORK,
	.title = "a datagram from port 0 ends only its own turn",
	.section = "sec:udpserver-survive", .contract = "port-zero",
	.hint = "Nothing can be sent to port 0: the call fails with "
		"EINVAL, and that is this datagram's affair.")
{
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	pretend("client at port 0", (struct wire_end){ loopback, 0 },
		loopback, port);
	await_lines(udpserver, 1);
	expect_service(udpserver, port);
}

/* The first answer fails; two more clients ask. */
static void expect_failed_answer_harmless(int error, const char *name)
{
	uint16_t port = port_draw_for_udp();
	struct fault fault = {
		.calls = { FAULT_ANSWERING },
		.target = ON_UDP,
		.action = FAIL_WITH,
		.value = error,
		.times = 1,
		.name = name,
	};
	struct program *udpserver = start_disturbed(port, &fault);

	await_bound(udpserver, port);
	ASK(port);
	await_lines(udpserver, 1);
	program_await_rest(udpserver);
	expect_service(udpserver, port);
	expect_service(udpserver, port);
	fault_require(&fault);
	program_end_all();
}

EXERCISE_TEST(5, failed_answer, .points = 3,
	.title = "a sending call that fails once concerns one datagram",
	.section = "sec:udpserver-survive", .contract = "unsendable",
	.hint = "Whatever the reason: the answer is lost, and the "
		"next datagram is waiting.")
{
	expect_failed_answer_harmless(
		EPERM, "the sending fails: operation not permitted");
	expect_failed_answer_harmless(
		ENOBUFS, "the sending fails: no buffer space");
}

EXERCISE_TEST(5, refusal_told_late, .points = 2,
	.title = "a refusal that a receiving call tells is old news",
	.section = "sec:udpserver-survive", .contract = "unsendable",
	.hint = "ECONNREFUSED is about an answer that was sent before; "
		"the datagram that you want is still to come.")
{
	uint16_t port = port_draw_for_udp();
	struct fault fault = {
		.calls = { FAULT_TAKING },
		.target = ON_UDP,
		.action = FAIL_WITH,
		.value = ECONNREFUSED,
		.skip = 1,
		.times = 1,
		.name = "the receiving fails: connection refused",
	};
	struct program *udpserver = start_disturbed(port, &fault);

	await_bound(udpserver, port);
	for (int i = 0; i < 3; i++)
		expect_service(udpserver, port);
	fault_require(&fault);
}

/* Several times in a row: to try again just once would be luck. */
static void expect_interruption_harmless(struct fault *fault)
{
	uint16_t port = port_draw_for_udp();

	fault->target = ON_UDP;
	fault->action = FAIL_WITH;
	fault->value = EINTR;
	struct program *udpserver = start_disturbed(port, fault);
	await_bound(udpserver, port);
	expect_service(udpserver, port);
	expect_service(udpserver, port);
	fault_require(fault);
}

EXERCISE_TEST(5, interrupted_receive, .points = 3,
	.title = "waiting that a signal interrupts is resumed",
	.section = "sec:udpserver-survive", .contract = "interrupted",
	.hint = "When errno is EINTR nothing is lost: call it again.")
{
	struct fault fault = {
		.calls = { FAULT_TAKING, FAULT_WAITING },
		.times = 4,
		.name = "a signal interrupts the waiting (EINTR)",
	};

	expect_interruption_harmless(&fault);
}

EXERCISE_TEST(5, interrupted_send, .points = 2,
	.title = "an answer that a signal interrupts is sent again",
	.section = "sec:udpserver-survive", .contract = "interrupted",
	.hint = "When errno is EINTR nothing was sent: call it again, "
		"with the same message.")
{
	struct fault fault = {
		.calls = { FAULT_ANSWERING },
		.times = 2,
		.name = "a signal interrupts the sending (EINTR)",
	};

	expect_interruption_harmless(&fault);
}

/* It claims to come from the server itself. */
static void expect_own_unanswered(struct program *udpserver,
	uint16_t port, const char *from, const char *to)
{
	wire_watch();
	pretend("own port", (struct wire_end){ from, port }, to, port);
	program_await_rest(udpserver);
	if (wire_count(port, (struct wire_end){ NULL, port }) > 1)
		verdict(VERDICT_FAIL, "no answer", "an answer",
			"a datagram that claims to come from the "
			"server's own port, at %s, is answered: that "
			"answer comes back to the server, and goes "
			"round for ever",
			from);
	expect_service(udpserver, port);
}

EXERCISE_TEST(5, own_datagram, .points = 3, .needs = NEEDS_NETWORK,
	.title = "a datagram of its own does not go round for ever",
	.section = "sec:udpserver-survive", .contract = "own-datagram",
	.hint = "The answer to a datagram from your own address and "
		"port comes back to you, and so does the next one: "
		"send none.")
{
	uint16_t port = port_draw_for_udp();

	expect_own_unanswered(
		start_bound(port), port, loopback, loopback);
}

EXERCISE_TEST(5, own_from_another_address, .points = 2,
	.needs = NEEDS_NETWORK,
	.title = "its own datagrams come from any of its addresses",
	.section = "sec:udpserver-survive", .contract = "own-datagram",
	.hint = "All addresses of the machine are its own, not only "
		"the one that was asked; bind fails with EADDRNOTAVAIL "
		"for the others.")
{
	char one[QUAD_SIZE];
	char other[QUAD_SIZE];
	uint16_t port = port_draw_for_udp();

	add_address(one);
	add_address(other);
	struct program *udpserver = start_bound(port);
	expect_own_unanswered(udpserver, port, one, one);
	expect_own_unanswered(udpserver, port, loopback, other);
	expect_own_unanswered(udpserver, port, one, other);
	expect_own_unanswered(
		udpserver, port, "127.0.0.5", "127.0.0.9");
}

struct passing {
	uint16_t port;
	struct wire_end to;
};

static bool has_passed(void *context)
{
	const struct passing *passing = context;

	return wire_count(passing->port, passing->to) > 0;
}

EXERCISE_TEST(5, same_port_elsewhere, .points = 1,
	.needs = NEEDS_NETWORK,
	.title = "another machine's client with its port is answered",
	.section = "sec:udpserver-survive",
	.contract = "same-port-elsewhere",
	.hint = "The port alone is not enough: whose is the address?")
{
	char text[QUAD_SIZE];
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);
	struct wire_end client = { draw_foreign(text), port };
	struct passing passing = { port, client };

	if (network_add_route(client.address) == -1)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"no route can be made: %s", strerror(errno));
	wire_watch();
	pretend("other machine", client, ethernet, port);
	program_await(udpserver, has_passed, &passing,
		"an answer leaves for the other machine, whose client "
		"has the same port number");
}

/* --- after many datagrams --- */

enum { MANY = 5000, GROUP = 20, SETTLED = 200 };

struct group {
	struct udp_peer *clients[GROUP];
	int64_t since_us;
	size_t rounds;
	unsigned threads; /* the most that were seen */
};

static bool all_are_answered(void *context)
{
	const struct group *group = context;

	for (int i = 0; i < GROUP; i++)
		if (udp_count(group->clients[i]) < group->rounds)
			return false;
	return true;
}

static void serve_round(
	struct group *group, struct program *udpserver, uint16_t port)
{
	struct observation seen;

	for (int i = 0; i < GROUP; i++)
		udp_send_to(group->clients[i], loopback, port, "x", 1);
	group->rounds++;
	observe(program_process(udpserver), &seen);
	if (seen.threads / (seen.processes + !seen.processes) >
		group->threads)
		group->threads = seen.threads / seen.processes;
	program_await(udpserver, all_are_answered, group,
		"all of the clients are answered");
	program_progress();
}

static int count_descriptors(struct program *udpserver)
{
	reach_require();
	program_await_rest(udpserver);
	return observe_descriptors(program_process(udpserver));
}

static void expect_descriptors(
	struct program *udpserver, int before, size_t datagrams)
{
	int now = count_descriptors(udpserver);

	if (now > before)
		verdict(VERDICT_FAIL, "no descriptor more than before",
			"descriptors are left open",
			"the server had %d descriptors open after "
			"%d datagrams, and has %d after %zu",
			before, GROUP, now, datagrams);
}

/* One that makes a process for each needs a lot of time. */
static bool is_enough(const struct group *group, size_t datagrams)
{
	enum { ENOUGH = 2000, LONG_US = 10000000 };
	size_t served = group->rounds * GROUP;

	return served >= datagrams ||
		(served >= ENOUGH &&
			loop_now_us() > group->since_us + LONG_US);
}

static void serve_many(struct group *group, struct program *udpserver,
	uint16_t port, int before, size_t datagrams)
{
	while (!is_enough(group, datagrams)) {
		serve_round(group, udpserver, port);
		if (group->rounds % 5 == 0 && group->rounds < 30)
			expect_descriptors(udpserver, before,
				group->rounds * GROUP);
	}
	expect_descriptors(udpserver, before, group->rounds * GROUP);
}

EXERCISE_TEST(5, many_datagrams, .points = 3,
	.title = "after 5,000 datagrams nothing is lost",
	.section = "sec:udpserver-survive", .contract = "many memory",
	.hint = "What you take for a datagram has to be given back "
		"when it is answered: a socket by close, memory by "
		"free.")
{
	struct group group = { .since_us = loop_now_us() };
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = service_start(
		port, (struct program_plan){ .reuse_memory = true });

	await_bound(udpserver, port);
	for (int i = 0; i < GROUP; i++)
		group.clients[i] =
			open_client(&(struct question){ .name = "" });
	journal_event("client", "repeats", "<",
		"a datagram of %d clients each: %d times", GROUP,
		MANY / GROUP);
	serve_round(&group, udpserver, port);
	int before = count_descriptors(udpserver);
	serve_many(&group, udpserver, port, before, SETTLED);
	long memory = growth_measure(udpserver);
	serve_many(&group, udpserver, port, before, MANY);
	growth_expect_none(udpserver, memory,
		(int)group.rounds * GROUP - SETTLED, "datagrams",
		group.threads);
}

EXERCISE_TEST(5, idle_burns_nothing, .points = 2,
	.title = "while it waits it leaves the processor alone",
	.section = "sec:udpserver-survive", .contract = "idle",
	.hint = "Let the receiving call wait for you; a loop that asks "
		"again and again burns the processor.")
{
	uint16_t port = port_draw_for_udp();
	struct program *udpserver = start_bound(port);

	idle_expect(udpserver, "before the first datagram");
	expect_service(udpserver, port);
	idle_expect(udpserver, "while no datagram comes");
}
