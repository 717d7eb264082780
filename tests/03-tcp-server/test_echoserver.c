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
#include "growth.h"
#include "idle.h"
#include "isolation.h"
#include "journal.h"
#include "network.h"
#include "observe.h"
#include "peer.h"
#include "port.h"
#include "printable.h"
#include "program.h"
#include "reach.h"
#include "service.h"
#include "verdict.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

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

enum {
	MEBIBYTE = 1 << 20,
	SMALL_BUFFER = 4096,
	/* Fits into the kernel's buffer of any server. */
	BLOCK = 40000,
	CROWD = 2000,
};

/* What the server says of a client, by its address. */
#define CONNECTED(address) "Client connected: " address "\n"
static const char announcing[] = "Client connected: ";

#define START_WITH(...) \
	program_start_with((const char *const[]){ __VA_ARGS__, NULL })

static struct program *start_disturbed(
	uint16_t port, struct fault *fault)
{
	return service_start(
		port, (struct program_plan){ .fault = fault });
}

static void await_open(struct program *echoserver, uint16_t port)
{
	service_await_open(&service_tcp, echoserver, port);
}

static struct program *start_listening(uint16_t port)
{
	struct program *echoserver = start_disturbed(port, NULL);

	await_open(echoserver, port);
	return echoserver;
}

static struct peer *connect_from(
	const char *address, struct program *echoserver, uint16_t port)
{
	return peer_connect(
		&(struct connecting){ .from = address, .port = port },
		echoserver);
}

static struct peer *connect_to(
	struct program *echoserver, uint16_t port)
{
	return connect_from(NULL, echoserver, port);
}

static struct peer *connect_second(
	struct program *echoserver, uint16_t port)
{
	return peer_connect(&(struct connecting){ .from = "127.0.0.2",
				    .port = port,
				    .name = "second client" },
		echoserver);
}

/* Where it can be had: the server's own buffers are small, too. */
static void shrink_buffers(void)
{
	if (isolation_level() == ISOLATION_SEALED &&
		network_shrink_buffers() == -1)
		verdict(VERDICT_SKIPPED, NULL, NULL,
			"the kernel's buffers cannot be made small "
			"here: /proc/sys/net/ipv4/tcp_wmem: %s",
			strerror(errno));
}

/* Its buffers are tiny, and it does not read for now. */
static struct peer *connect_without_reading(
	struct program *echoserver, uint16_t port)
{
	struct peer *client =
		peer_connect(&(struct connecting){ .port = port,
				     .buffer_bytes = SMALL_BUFFER },
			echoserver);

	peer_pause_reading(client);
	return client;
}

static void expect_echo(
	struct peer *client, const char *bytes, size_t length)
{
	peer_send(client, bytes, length);
	peer_expect(client, bytes, length, "the echo");
}

/*
 * The client has all it wanted.  Whether the server closes then is an
 * affair of step 4: before that peer_half_close is enough.
 */
static void part_from(struct peer *client)
{
	peer_half_close(client);
	peer_expect_end(client);
	peer_close(client);
}

/* It resets the connection, and its turn is over. */
static void lose(struct program *echoserver, struct peer *client)
{
	peer_reset(client);
	program_await_rest(echoserver);
}

/*
 * The same in step 5, which is about other troubles: whether the end is
 * an orderly one was asked before.
 */
static void leave(struct peer *client)
{
	peer_half_close(client);
	peer_await_gone(client);
	peer_close(client);
}

/*
 * A healthy client.  It helps a server that waits for whole lines, or
 * for the end: step 4 has told that, and one mistake is enough of it.
 */
static void expect_service(struct program *echoserver, uint16_t port)
{
	char line[32];
	struct peer *client = connect_to(echoserver, port);

	snprintf(line, sizeof line, "%s\n", draw_word(20));
	peer_send(client, line, strlen(line));
	program_await_rest(echoserver);
	peer_half_close(client);
	peer_expect(client, line, strlen(line), "the echo");
	peer_await_gone(client);
	peer_close(client);
}

/* --- step 1: usage --- */

EXERCISE_TEST(1, usage_without_arguments, .points = 2,
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
	service_allow_every_port();
	expect_usage_error(START_WITH("7777", "7778"));
}

EXERCISE_TEST(1, bad_ports, .points = 3,
	.title = "a port is a decimal number from 1 to 65535",
	.section = "sec:echoserver-usage", .contract = "bad-port",
	.hint = "atoi cannot tell 0 from nonsense, and 65543 becomes 7 "
		"in 16 bits: check every digit and the range.")
{
	service_expect_bad_ports(&service_tcp, port_draw());
}

EXERCISE_TEST(1, high_ports, .points = 2, .needs = NEEDS_NETWORK,
	.title = "all ports are good, from the lowest to 65535",
	.section = "sec:echoserver-usage", .contract = "bad-port",
	.hint = "A port has 16 bits without a sign: a short, or a "
		"limit of your own, loses some of them.")
{
	service_expect_not_taken_for_bad(
		&service_tcp, (uint16_t)(32768 + draw_below(32000)));
	service_expect_not_taken_for_bad(&service_tcp, 65535);
	if (network_allow_every_port() == 0)
		service_expect_not_taken_for_bad(&service_tcp, 1);
}

/* --- step 2: listen --- */

EXERCISE_TEST(2, listens_on_loopback, .points = 3,
	.title = "clients can connect to 127.0.0.1",
	.section = "sec:echoserver-listen", .contract = "listens",
	.hint = "socket, bind, listen: which of them did not work? "
		"Each one tells by its result.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	connect_to(echoserver, port);
}

EXERCISE_TEST(2, listens_on_every_address, .points = 3,
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

EXERCISE_TEST(2, port_in_use, .points = 2,
	.title = "a port that another server has is reported",
	.section = "sec:echoserver-listen", .contract = "port-in-use",
	.hint = "bind or listen fails with EADDRINUSE: print the "
		"reason and exit with status 1.")
{
	uint16_t port = port_draw();

	peer_listen(&(struct listening){
		.address = "0.0.0.0", .port = port });
	expect_failure(start_disturbed(port, NULL));
	program_end_all();
	start_listening(port_draw());
}

EXERCISE_TEST(2, two_servers, .points = 2,
	.title = "two servers never run on one port",
	.section = "sec:echoserver-listen", .contract = "two-servers",
	.hint = "SO_REUSEADDR still refuses a port on which somebody "
		"listens. SO_REUSEPORT does not: it is for servers "
		"that share the work.")
{
	uint16_t port = port_draw();
	struct program *first = start_listening(port);

	expect_failure(start_disturbed(port, NULL));
	if (program_has_ended(first))
		verdict(VERDICT_FAIL, NULL, NULL,
			"the first server ends when a second one is "
			"started");
}

EXERCISE_TEST(2, reason_is_told, .points = 1, .needs = NEEDS_NETWORK,
	.title = "a port in use and a forbidden port read differently",
	.section = "sec:echoserver-listen", .contract = "reason",
	.hint = "The system's reason is in errno: perror, err or "
		"strerror turn it into words.")
{
	char in_use[500];
	char forbidden[500];
	char low[8];
	uint16_t port = port_draw();

	peer_listen(&(struct listening){
		.address = "0.0.0.0", .port = port });
	service_keep_reason(
		start_disturbed(port, NULL), in_use, sizeof in_use);
	/* Ports below 1024 are for programs with a privilege. */
	snprintf(low, sizeof low, "%u", 1 + draw_below(1023));
	service_keep_reason(
		START_WITH(low), forbidden, sizeof forbidden);
	service_compare_reasons(in_use, forbidden);
}

/* What it says when another server has the port. */
static const char *words_on_port_in_use(
	uint16_t port, struct fault *fault, char *words, size_t size)
{
	struct program *echoserver = start_disturbed(port, fault);

	program_finish(echoserver);
	snprintf(words, size, "%s", program_errors(echoserver, NULL));
	program_end_all();
	return words;
}

/* A program that closes nothing before it ends cannot lose it. */
EXERCISE_TEST(2, reason_outlives_close, .points = 1,
	.title = "the reason is the one of bind, not of close",
	.section = "sec:echoserver-listen", .contract = "reason",
	.hint = "close may change errno: keep the reason in a variable "
		"over it.")
{
	char in_use[1000];
	char said[1000];
	char text[400];
	uint16_t port = port_draw();
	struct fault closing = {
		.calls = { SYS_close },
		.target = ON_TCP,
		.action = FAIL_WITH,
		.value = EIO,
		.name = "close fails: input/output error",
	};

	/* It has to be the port in use that ends it. */
	start_listening(port_draw());
	program_end_all();
	peer_listen(&(struct listening){
		.address = "0.0.0.0", .port = port });
	words_on_port_in_use(port, NULL, in_use, sizeof in_use);
	words_on_port_in_use(port, &closing, said, sizeof said);
	if (strstr(said, strerror(EIO)) == NULL ||
		strstr(said, in_use) != NULL)
		return;
	printable(text, sizeof text, said, strlen(said));
	verdict(VERDICT_FAIL, in_use, text,
		"the port is in use, but the message has the reason "
		"why the close behind it failed: \"%s\"",
		text);
}

/* Two servers that start at the same moment may both get by bind. */
EXERCISE_TEST(2, socket_or_listen_fails, .points = 2,
	.title = "if socket or listen fails it says so and exits",
	.section = "sec:echoserver-listen", .contract = "reason",
	.hint = "socket and listen return -1 when they fail: look "
		"before you go on, as after bind.")
{
	struct fault no_socket = {
		.calls = { SYS_socket },
		.action = FAIL_WITH,
		.value = ENFILE,
		.name = "socket fails: too many files in the system",
	};
	struct fault in_use = {
		.calls = { SYS_listen },
		.action = FAIL_WITH,
		.value = EADDRINUSE,
		.name = "listen fails: address in use",
	};

	/* It has to be the failure that ends it. */
	start_listening(port_draw());
	program_end_all();
	expect_failure(start_disturbed(port_draw(), &no_socket));
	fault_require(&no_socket);
	program_end_all();
	expect_failure(start_disturbed(port_draw(), &in_use));
	fault_require(&in_use);
}

static bool queue_is_empty(void *context)
{
	const uint16_t *port = context;
	struct diag_queue queue;

	return diag_listening(*port, &queue) && queue.waiting == 0;
}

static void await_accepted(struct program *echoserver, uint16_t port)
{
	program_await(echoserver, queue_is_empty, &port,
		"the program accepts the client");
}

/* A server and its port, for conditions. */
struct service {
	struct program *program;
	uint16_t port;
};

/* Nobody waits in the queue, or there is none any more. */
static bool none_can_wait(void *context)
{
	struct service *service = context;

	return program_has_ended(service->program) ||
		!diag_listening(service->port, NULL) ||
		queue_is_empty(&service->port);
}

/* Set too late it has no effect on bind, but is there. */
static void note_reuse(struct program *echoserver)
{
	for (uint64_t fd = 0; fd < 64; fd++) {
		int on = 0;
		int listens = 0;
		socklen_t size = sizeof on;
		int copy = reach_descriptor(
			program_process(echoserver), fd);

		if (copy == -1)
			continue;
		getsockopt(copy, SOL_SOCKET, SO_ACCEPTCONN, &listens,
			&size);
		getsockopt(copy, SOL_SOCKET, SO_REUSEADDR, &on, &size);
		close(copy);
		if (listens && on)
			journal_event("grader", "notices", "",
				"SO_REUSEADDR on the listening socket");
	}
}

/*
 * Only an accepted connection keeps the port busy afterwards; what is
 * in the queue ends with the listening socket.
 */
EXERCISE_TEST(2, restart_at_once, .points = 3,
	.title = "killed while it serves, it can start again at once",
	.section = "sec:echoserver-listen", .contract = "restart",
	.hint = "The old connection keeps the port busy, unless "
		"SO_REUSEADDR is set before bind.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct service service = { echoserver, port };
	struct peer *client = connect_to(echoserver, port);

	program_await(echoserver, none_can_wait, &service,
		"the program accepts the client");
	note_reuse(echoserver);
	program_kill(echoserver);
	peer_await_gone(client);
	start_listening(port);
	program_end_all();
	peer_close(client);
	start_listening(port);
	program_end_all();
	/* One that accepts nobody yet has left nothing behind. */
	port = port_draw();
	peer_leave_port_busy(port);
	start_listening(port);
}

/* --- step 3: accept --- */

/* Lines that announce clients, as far as they are complete. */
struct announcements {
	const struct program *program;
	int wanted;
	char last[100]; /* the one that was wanted, without newline */
};

static bool is_announced(void *context)
{
	struct announcements *lines = context;
	const char *line = program_output(lines->program, NULL);
	const char *end;
	int count = 0;

	for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		size_t length = (size_t)(end - line);

		if (strncmp(line, announcing, strlen(announcing)) != 0)
			continue;
		if (++count < lines->wanted)
			continue;
		if (length >= sizeof lines->last)
			length = sizeof lines->last - 1;
		memcpy(lines->last, line, length);
		lines->last[length] = '\0';
		return true;
	}
	return false;
}

/* The line of client number so-and-so, with the client's address. */
static void await_announced(
	struct program *echoserver, int number, const char *address)
{
	struct announcements lines = { .program = echoserver,
		.wanted = number };
	char expected[80];
	char text[120];
	char quoted[420];

	snprintf(
		expected, sizeof expected, "%s%s", announcing, address);
	snprintf(text, sizeof text, "stdout has the line \"%s\"",
		expected);
	program_await(echoserver, is_announced, &lines, text);
	if (strcmp(lines.last, expected) == 0)
		return;
	printable(
		quoted, sizeof quoted, lines.last, strlen(lines.last));
	verdict(VERDICT_FAIL, expected, quoted,
		"a client from %s is not announced as it should be, "
		"but by the line \"%s\"",
		address, quoted);
}

/* It has taken the client and waits for it: no line can come now. */
static bool is_past_announcing(
	struct program *echoserver, uint16_t port)
{
	struct announcements one = { .program = echoserver,
		.wanted = 1 };
	struct observation seen;

	program_await_rest(echoserver);
	observe(program_process(echoserver), &seen);
	return seen.all_wait && queue_is_empty(&port) &&
		!is_announced(&one);
}

/*
 * If no line has come: do they come when there are so many that they
 * fill a buffer?  The client's turn is over then.
 */
static void expect_no_bulk(
	struct program *echoserver, struct peer *client, uint16_t port)
{
	enum { MANY = 200 };
	struct announcements one = { .program = echoserver,
		.wanted = 1 };

	if (!is_past_announcing(echoserver, port))
		return;
	peer_half_close(client);
	peer_await_gone(client);
	program_await_rest(echoserver);
	if (is_announced(&one))
		verdict(VERDICT_FAIL, "a line at once",
			"a line at the end of the turn",
			"the line does not come when the client does, "
			"but only when its turn has ended");
	for (int i = 0; i < MANY; i++) {
		struct peer *other =
			peer_connect(&(struct connecting){ .port = port,
					     .quietly = true },
				echoserver);

		peer_half_close(other);
		peer_await_gone(other);
		peer_close(other);
	}
	program_await_rest(echoserver);
	if (is_announced(&one))
		verdict(VERDICT_FAIL, "a line at once", "lines in bulk",
			"the line does not come when the client does, "
			"but together with many others, when they "
			"fill a buffer");
}

EXERCISE_TEST(3, announces_client, .points = 4,
	.title = "it announces a client with its address",
	.section = "sec:echoserver-accept", .contract = "announces",
	.hint = "Which line does it print, and is the line in sight at "
		"once? Think of fflush.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *client = connect_to(echoserver, port);

	/* Whether it comes early enough is another test's affair. */
	peer_send(client, "x", 1);
	expect_no_bulk(echoserver, client, port);
	await_announced(echoserver, 1, "127.0.0.1");
}

EXERCISE_TEST(3, queue_waits_its_turn, .points = 3,
	.title = "who comes while another is served gets a turn later",
	.section = "sec:echoserver-accept", .contract = "queue",
	.hint = "Go back to accept when a client is done: the "
		"listening socket stays open.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *first = connect_to(echoserver, port);

	await_accepted(echoserver, port);
	struct peer *second = connect_second(echoserver, port);
	peer_send(second, "y", 1);
	program_await_rest(echoserver);
	if (peer_is_gone(second))
		verdict(VERDICT_FAIL, "the second client waits",
			"it is sent away",
			"a client that comes while another is served "
			"is sent away");
	peer_send(first, "x", 1);
	peer_half_close(first);
	await_accepted(echoserver, port);
}

/* An address of this machine that is not the usual one. */
static void draw_loopback(char *text, size_t size)
{
	struct in_addr ipv4 = draw_ipv4();
	const unsigned char *b = (const unsigned char *)&ipv4;

	snprintf(text, size, "127.%d.%d.%d", b[1], b[2], b[3]);
}

static void expect_address(struct program *echoserver, uint16_t port,
	int number, const char *address)
{
	struct peer *client = connect_from(address, echoserver, port);

	peer_send(client, "x", 1);
	await_announced(echoserver, number, address);
	peer_half_close(client);
	program_await_rest(echoserver);
}

EXERCISE_TEST(3, announces_other_address, .points = 3,
	.title = "the address is the client's, whatever it is",
	.section = "sec:echoserver-accept", .contract = "announces",
	.hint = "accept writes the client's address where you tell it; "
		"the length must hold the size of that place before "
		"every call.")
{
	char one[20];
	char other[20];
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	draw_loopback(one, sizeof one);
	draw_loopback(other, sizeof other);
	expect_address(echoserver, port, 1, one);
	expect_address(echoserver, port, 2, "127.0.255.9");
	expect_address(echoserver, port, 3, other);
	/* No address is longer. */
	expect_address(echoserver, port, 4, "127.255.254.253");
}

EXERCISE_TEST(3, announced_before_data, .points = 3,
	.title = "a client is announced before it has sent anything",
	.section = "sec:echoserver-accept",
	.contract = "announced-first in-sight",
	.hint = "Print the line between accept and the first recv, and "
		"flush it: stdout may be a pipe.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	connect_to(echoserver, port);
	await_announced(echoserver, 1, "127.0.0.1");
}

/* stdout is exactly this; no more of it is on the way. */
static void expect_only(
	struct program *echoserver, const char *expected)
{
	program_await_output(echoserver, expected);
	program_await_rest(echoserver);
	expect_output(echoserver, expected, strlen(expected));
}

EXERCISE_TEST(3, nothing_else_on_stdout, .points = 2,
	.title = "on stdout is a line for each client, nothing else",
	.section = "sec:echoserver-accept", .contract = "nothing-else",
	.hint = "Whoever reads the output wants these lines only: no "
		"greeting, no good-bye, none of the data. Remarks go "
		"to stderr.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	program_await_rest(echoserver);
	expect_output(echoserver, "", 0);
	struct peer *client = connect_to(echoserver, port);
	peer_send(client, "hello\n", 6);
	expect_only(echoserver, CONNECTED("127.0.0.1"));
	peer_half_close(client);
	program_await_rest(echoserver);
	client = connect_to(echoserver, port);
	peer_send(client, "again", 5);
	expect_only(echoserver,
		CONNECTED("127.0.0.1") CONNECTED("127.0.0.1"));
}

/* Whoever is not the first one has been left alone so far. */
static void expect_patience(
	const struct program *echoserver, const struct peer *waiting)
{
	struct announcements two = { .program = echoserver,
		.wanted = 2 };

	if (peer_received(waiting) > 0)
		verdict(VERDICT_FAIL, "the second client waits",
			"it is served",
			"the second client gets bytes while the first "
			"one still has the server's attention");
	if (peer_is_gone(waiting))
		verdict(VERDICT_FAIL, "the second client waits",
			"it is sent away",
			"the second client is sent away while the "
			"first one has the server's attention");
	if (is_announced(&two))
		verdict(VERDICT_FAIL, "the second client waits",
			"it is announced",
			"the second client is announced while the "
			"first one still has the server's attention");
}

/*
 * The second client talks first.  A server that serves one after
 * another does not even announce it before the first one is done.
 */
EXERCISE_TEST(3, one_at_a_time, .points = 3,
	.title = "clients are served one after another, not together",
	.section = "sec:echoserver-accept", .contract = "one-at-a-time",
	.hint = "This server has one thread and one client at a time; "
		"the others wait in the queue.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *first = connect_to(echoserver, port);

	await_accepted(echoserver, port);
	struct peer *second = connect_second(echoserver, port);
	peer_send(second, "me too", 6);
	program_await_rest(echoserver);
	expect_patience(echoserver, second);
	peer_send(first, "x", 1);
	peer_half_close(first);
	await_accepted(echoserver, port);
}

/* --- step 4: echo --- */

EXERCISE_TEST(4, echoes_a_word, .points = 4,
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

EXERCISE_TEST(4, echoes_every_byte_value, .points = 2,
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
	expect_echo(client, "%s%n\r\n\xff\x04\x1a", 9);
	expect_echo(client, draw_bytes(1000), 1000);
}

EXERCISE_TEST(4, no_line_is_a_command, .points = 1,
	.title = "no byte or line ends the turn or is left out",
	.section = "sec:echoserver-echo", .contract = "any-byte",
	.hint = "An echo server obeys nobody: \"quit\", a newline or a "
		"byte 255 are data. Only 0 from recv is an end.")
{
	static const char *const lines[] = { "quit\r\n", "exit\n",
		".\n", "\n", "bye", "\xff", "\x04", "end\r\n" };
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *client = connect_to(echoserver, port);

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		expect_echo(client, lines[i], strlen(lines[i]));
}

EXERCISE_TEST(4, echoes_byte_by_byte, .points = 3,
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
	part_from(client);
}

EXERCISE_TEST(4, pause_at_every_split, .points = 2,
	.title = "a word in two parts comes back, wherever it is cut",
	.section = "sec:echoserver-echo", .contract = "at-once pause",
	.hint = "A short count means that no more has come so far. "
		"Only 0 means that no more will come.")
{
	enum { LENGTH = 8 };
	const char *word = draw_word(LENGTH);
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	for (size_t cut = 1; cut < LENGTH; cut++) {
		struct peer *client = connect_to(echoserver, port);

		expect_echo(client, word, cut);
		program_await_rest(echoserver);
		expect_echo(client, word + cut, LENGTH - cut);
		part_from(client);
	}
}

EXERCISE_TEST(4, echoes_a_mebibyte, .points = 3,
	.title = "a mebibyte comes back while it is still being sent",
	.section = "sec:echoserver-echo",
	.contract = "mebibyte orderly-end",
	.hint = "Receive and send in turn: whoever wants to have all "
		"of it first needs a buffer without end.")
{
	/* One byte more, and no buffer is full at the end. */
	enum { LENGTH = MEBIBYTE + 1 };
	const char *bytes = draw_bytes(LENGTH);
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *client = connect_to(echoserver, port);

	expect_echo(client, bytes, LENGTH);
	part_from(client);
}

EXERCISE_TEST(4, slow_reader, .points = 2,
	.title = "a client that reads late gets every byte, too",
	.section = "sec:echoserver-echo", .contract = "slow-reader",
	.hint = "When the client does not read, send waits: nothing "
		"may be thrown away meanwhile.")
{
	enum { LENGTH = 300000 };
	const char *bytes = draw_bytes(LENGTH);
	uint16_t port = port_draw();

	shrink_buffers();
	struct program *echoserver = start_listening(port);
	struct peer *client = connect_without_reading(echoserver, port);

	peer_send(client, bytes, LENGTH);
	program_await_rest(echoserver);
	peer_resume_reading(client);
	peer_expect(client, bytes, LENGTH, "the echo");
	expect_echo(client, draw_word(100), 100);
	part_from(client);
}

EXERCISE_TEST(4, half_close, .points = 3,
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
	program_await_rest(echoserver);
	peer_half_close(client);
	peer_resume_reading(client);
	peer_expect(client, word, 3000, "the echo");
	peer_expect_end(client);
}

/* Bytes and end are there when the server looks for the first time. */
EXERCISE_TEST(4, all_said_before_its_turn, .points = 2,
	.title = "who said all and ended before its turn gets its echo",
	.section = "sec:echoserver-echo",
	.contract = "queue orderly-end",
	.hint = "The end comes behind the bytes: read them before you "
		"act on it. A close with unread bytes is a reset.")
{
	const char *word = draw_word(3000);
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *first = connect_to(echoserver, port);

	expect_echo(first, "x", 1);
	struct peer *second = connect_second(echoserver, port);
	peer_send(second, word, 3000);
	peer_half_close(second);
	program_await_rest(echoserver);
	part_from(first);
	peer_expect(second, word, 3000, "the echo");
	peer_expect_end(second);
}

EXERCISE_TEST(4, late_reader_gets_the_rest, .points = 2,
	.title = "after the client's end it still sends what is left",
	.section = "sec:echoserver-echo",
	.contract = "slow-reader orderly-end",
	.hint = "What you have taken from the client and not yet sent "
		"is owed to it, even if it has ended its side.")
{
	const char *bytes = draw_bytes(BLOCK);
	uint16_t port = port_draw();

	shrink_buffers();
	struct program *echoserver = start_listening(port);
	struct peer *client = connect_without_reading(echoserver, port);

	peer_send(client, bytes, BLOCK);
	peer_half_close(client);
	program_await_rest(echoserver);
	peer_resume_reading(client);
	peer_expect(client, bytes, BLOCK, "the echo");
	peer_expect_end(client);
}

EXERCISE_TEST(4, nothing_of_the_previous_client, .points = 2,
	.title =
		"no old bytes come back, least of all another client's",
	.section = "sec:echoserver-echo", .contract = "no-mixing",
	.hint = "The buffer still holds old bytes: only those that the "
		"last recv counted are new.")
{
	const char *secret = draw_word(2000);
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *first = connect_to(echoserver, port);

	expect_echo(first, secret, 2000);
	part_from(first);
	struct peer *second = connect_to(echoserver, port);
	expect_echo(second, "hi", 2);
	part_from(second);
}

EXERCISE_TEST(4, short_send, .points = 2,
	.title = "what send leaves over is sent by the next call",
	.section = "sec:echoserver-echo", .contract = "echo",
	.hint = "send returns how many bytes it took: advance the "
		"pointer by that many and go on.")
{
	const char *word = draw_word(40 + draw_below(20));
	uint16_t port = port_draw();
	struct fault fault = {
		.calls = { FAULT_SENDING },
		.target = ON_TCP,
		.action = DO_PART,
		.times = 8,
		.name = "the kernel takes only half of the bytes",
	};
	struct program *echoserver = start_disturbed(port, &fault);

	await_open(echoserver, port);
	struct peer *client = connect_to(echoserver, port);
	expect_echo(client, word, strlen(word));
	part_from(client);
	fault_require(&fault);
}

/* All of it is there, and still recv gives only a part. */
EXERCISE_TEST(4, short_receive, .points = 1,
	.title = "a recv that gives less than there is is no end",
	.section = "sec:echoserver-echo", .contract = "echo",
	.hint = "recv may return any number of bytes from 1 on: go on "
		"until it returns 0.")
{
	const char *word = draw_word(60);
	uint16_t port = port_draw();
	struct fault fault = {
		.calls = { FAULT_RECEIVING },
		.target = ON_TCP,
		.action = DO_PART,
		.value = 7,
		.times = 8,
		.name = "the kernel hands out only 7 of the bytes",
	};
	struct program *echoserver = start_disturbed(port, &fault);

	await_open(echoserver, port);
	struct peer *first = connect_to(echoserver, port);
	expect_echo(first, "x", 1);
	struct peer *second = connect_second(echoserver, port);
	peer_send(second, word, 60);
	peer_await_sent(second);
	part_from(first);
	peer_expect(second, word, 60, "the echo");
	fault_require(&fault);
}

enum { GROUP = 4 };

/* Clients that talk at once, and who of them has had a turn. */
struct group {
	struct peer *clients[GROUP];
	const char *words[GROUP];
	int served; /* the one that has its echo, or -1 */
};

static bool one_is_served(void *context)
{
	struct group *group = context;

	for (int i = 0; i < GROUP; i++) {
		if (group->clients[i] == NULL ||
			peer_received(group->clients[i]) == 0)
			continue;
		group->served = i;
		return true;
	}
	return false;
}

static void expect_turn(struct group *group, struct program *echoserver)
{
	program_await(echoserver, one_is_served, group,
		"one of the clients that wait is served");
	int i = group->served;
	struct peer *client = group->clients[i];
	peer_expect(client, group->words[i], strlen(group->words[i]),
		"the echo");
	program_await_rest(echoserver);
	if (peer_is_gone(client))
		verdict(VERDICT_FAIL, "the turn goes on",
			"the server ends it",
			"the server ends the turn of a client that "
			"has not ended its side yet");
	for (int other = 0; other < GROUP; other++)
		if (other != i && group->clients[other] != NULL &&
			peer_received(group->clients[other]) > 0)
			verdict(VERDICT_FAIL, "one client is served",
				"two are served",
				"two clients are served at the same "
				"time");
	part_from(client);
	group->clients[i] = NULL;
}

/* A short queue lets some of them in later: nobody has to be next. */
EXERCISE_TEST(4, crowd_in_reverse, .points = 2, .needs = NEEDS_NETWORK,
	.title =
		"a crowd that talks in reverse order is served in turn",
	.section = "sec:echoserver-echo",
	.contract = "queue one-at-a-time",
	.hint = "The order in which clients talk does not matter: the "
		"one that was accepted is served until it is done.")
{
	static const char *const names[GROUP] = { "client",
		"second client", "third client", "fourth client" };
	struct group group = { .served = -1 };
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	for (int i = 0; i < GROUP; i++) {
		group.words[i] = draw_word(10);
		group.clients[i] = peer_connect(
			&(struct connecting){ .name = names[i],
				.port = port,
				.patiently = i > 0 },
			echoserver);
		if (i == 0)
			await_accepted(echoserver, port);
	}
	for (int i = GROUP - 1; i >= 0; i--) {
		peer_send(group.clients[i], group.words[i],
			strlen(group.words[i]));
		program_await_rest(echoserver);
		for (int other = 1; other < GROUP; other++)
			expect_patience(
				echoserver, group.clients[other]);
	}
	for (int i = 0; i < GROUP; i++)
		expect_turn(&group, echoserver);
}

/* --- step 5: survive --- */

enum { LAST_WORD = 6 };

EXERCISE_TEST(5, client_resets, .points = 2,
	.title = "a client that resets ends only its own turn",
	.section = "sec:echoserver-survive", .contract = "reset",
	.hint = "recv or send fails with ECONNRESET or EPIPE: close "
		"this connection and take the next client.")
{
	char word[LAST_WORD + 1];
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	snprintf(word, sizeof word, "%s\n", draw_word(LAST_WORD - 1));
	expect_service(echoserver, port);
	/* The server is asleep in recv, or it has work to do. */
	for (size_t at = 0; at <= LAST_WORD; at++) {
		struct peer *client = connect_to(echoserver, port);

		expect_echo(client, word + LAST_WORD - at, at);
		if (at % 2 == 0)
			program_await_rest(echoserver);
		peer_send(client, word, at % 2 * LAST_WORD);
		peer_await_sent(client);
		lose(echoserver, client);
	}
	expect_service(echoserver, port);
}

/* The end is there when the server looks for the first time. */
EXERCISE_TEST(5, left_before_its_turn, .points = 1,
	.title = "a client that has left before its turn harms nobody",
	.section = "sec:echoserver-survive",
	.contract = "unread silent",
	.hint = "Nobody reads the echo any more: what do send and the "
		"next recv do then?")
{
	static const size_t lengths[] = { 0, 1, 3000 };
	const char *word = draw_word(3000);
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	for (size_t i = 0; i < 3; i++) {
		struct peer *first = connect_to(echoserver, port);

		expect_echo(first, "hello\n", 6);
		struct peer *second = connect_second(echoserver, port);
		peer_send(second, word, lengths[i]);
		peer_await_sent(second);
		peer_close(second);
		program_await_rest(echoserver);
		leave(first);
		program_await_rest(echoserver);
	}
	expect_service(echoserver, port);
}

EXERCISE_TEST(5, reset_in_the_queue, .points = 2,
	.title = "a client that resets before its turn harms nobody",
	.section = "sec:echoserver-survive", .contract = "reset-queued",
	.hint = "Its connection is dead when accept hands it out: the "
		"first recv on it fails.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);
	struct peer *first = connect_to(echoserver, port);

	expect_echo(first, "hello\n", 6);
	struct peer *second = connect_second(echoserver, port);
	peer_send(second, "never mind", 10);
	peer_await_sent(second);
	peer_reset(second);
	program_await_rest(echoserver);
	leave(first);
	expect_service(echoserver, port);
}

/*
 * It has ended its side, so the answer to what it does not want is
 * EPIPE, and the signal; bytes that it leaves unread make it a reset.
 */
EXERCISE_TEST(5, leaves_without_reading, .points = 2,
	.title =
		"a client that leaves without reading does not kill it",
	.section = "sec:echoserver-survive", .contract = "unread",
	.hint = "send to a client that is gone raises SIGPIPE, unless "
		"it has the flag MSG_NOSIGNAL.")
{
	uint16_t port = port_draw();

	shrink_buffers();
	struct program *echoserver = start_listening(port);
	expect_service(echoserver, port);
	struct peer *client = connect_without_reading(echoserver, port);
	peer_send(client, draw_word(BLOCK), BLOCK);
	peer_half_close(client);
	program_await_rest(echoserver);
	peer_close(client);
	program_await_rest(echoserver);
	expect_service(echoserver, port);
}

EXERCISE_TEST(5, connects_and_leaves, .points = 1,
	.title = "a client that says nothing and leaves is no problem",
	.section = "sec:echoserver-survive", .contract = "silent",
	.hint = "The very first recv may return 0: then there is "
		"nothing to echo, and the turn is over.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	expect_service(echoserver, port);
	peer_close(connect_to(echoserver, port));
	program_await_rest(echoserver);
	expect_service(echoserver, port);
}

EXERCISE_TEST(5, silent_client, .points = 1,
	.title = "a client may be silent for as long as it likes",
	.section = "sec:echoserver-survive", .contract = "pause",
	.hint = "Silence is no error: a time limit of recv or poll "
		"must not end the turn.")
{
	struct fault fault = {
		.calls = { FAULT_RECEIVING },
		.target = ON_TCP,
		.action = LET_TIME_PASS,
		.times = 20,
		.name = "the time limit of the call passes",
	};
	uint16_t port = port_draw();
	struct program *echoserver = start_disturbed(port, &fault);

	await_open(echoserver, port);
	struct peer *client = connect_to(echoserver, port);
	program_await_rest(echoserver);
	expect_echo(client, "so\n", 3);
	program_await_rest(echoserver);
	expect_echo(client, "late\n", 5);
	leave(client);
}

EXERCISE_TEST(5, never_reads, .points = 1, .needs = NEEDS_NETWORK,
	.title = "a client that never reads costs no processor time",
	.section = "sec:echoserver-survive", .contract = "idle",
	.hint = "A send that cannot go on waits. Without waiting, it "
		"fails at once, and again, and again.")
{
	enum { LENGTH = 300000 };
	uint16_t port = port_draw();

	shrink_buffers();
	struct program *echoserver = start_listening(port);
	struct peer *client = connect_without_reading(echoserver, port);

	peer_send(client, draw_word(LENGTH), LENGTH);
	idle_expect(echoserver, "while its client does not read");
	lose(echoserver, client);
	expect_service(echoserver, port);
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
	idle_expect(echoserver, "while no client is there");
	struct peer *client = connect_to(echoserver, port);
	expect_echo(client, "x\n", 2);
	idle_expect(echoserver, "while its client says nothing");
}

/* --- calls that fail --- */

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
		.times = 2,
		.name = "accept fails: connection aborted",
	};
	struct program *echoserver = start_disturbed(port, &aborted);

	await_open(echoserver, port);
	expect_service(echoserver, port);
	fault_require(&aborted);
}

/* Has anybody taken the client, though no descriptor is free? */
static void require_shortage(const struct peer *client, uint16_t port)
{
	struct diag_queue queue;

	if (peer_is_gone(client) ||
		(diag_listening(port, &queue) && queue.waiting > 0))
		return;
	verdict(VERDICT_INCONCLUSIVE, NULL, NULL,
		"the program still has a descriptor for a client when "
		"all but those that it has open were taken away");
}

/*
 * An accept that waits has its descriptor already; so the first client
 * may still get in.
 */
EXERCISE_TEST(5, no_descriptor_free, .points = 2,
	.title = "without a free descriptor it neither ends nor spins",
	.section = "sec:echoserver-survive",
	.contract = "no-descriptor",
	.hint = "accept fails with EMFILE and would fail again at "
		"once: wait a little before you try again.")
{
	uint16_t port = port_draw();
	struct program *echoserver = start_listening(port);

	expect_service(echoserver, port);
	/* It may be open still when the client has seen the end. */
	program_await_rest(echoserver);
	program_leave_no_descriptor(echoserver, true);
	struct peer *first = connect_to(echoserver, port);
	peer_send(first, "x", 1);
	program_await_rest(echoserver);
	peer_close(first);
	program_await_rest(echoserver);
	struct peer *second = connect_second(echoserver, port);
	peer_send(second, "x", 1);
	idle_expect(echoserver, "while no descriptor is free");
	require_shortage(second, port);
	program_leave_no_descriptor(echoserver, false);
	peer_close(second);
	await_accepted(echoserver, port);
	program_await_rest(echoserver);
	expect_service(echoserver, port);
}

/* Twice in a row: to try again just once would be luck. */
static void expect_interruption_harmless(struct fault *fault)
{
	uint16_t port = port_draw();

	fault->action = FAIL_WITH;
	fault->value = EINTR;
	fault->times = 2;
	struct program *echoserver = start_disturbed(port, fault);
	await_open(echoserver, port);
	expect_service(echoserver, port);
	fault_require(fault);
}

EXERCISE_TEST(5, interrupted_accept, .points = 2,
	.title = "an accept that a signal interrupts is resumed",
	.section = "sec:echoserver-survive", .contract = "interrupted",
	.hint = "When errno is EINTR nothing is lost: call accept "
		"again.")
{
	struct fault fault = { .calls = { FAULT_ACCEPTING },
		.target = ON_ANY,
		.name = "a signal interrupts accept (EINTR)" };

	expect_interruption_harmless(&fault);
}

EXERCISE_TEST(5, interrupted_receive, .points = 1,
	.title = "a recv that a signal interrupts is resumed",
	.section = "sec:echoserver-survive", .contract = "interrupted",
	.hint = "When errno is EINTR nothing is lost: call recv again.")
{
	struct fault fault = { .calls = { FAULT_RECEIVING },
		.target = ON_TCP,
		.name = "a signal interrupts the receiving (EINTR)" };

	expect_interruption_harmless(&fault);
}

EXERCISE_TEST(5, interrupted_send, .points = 1,
	.title = "a send that a signal interrupts is resumed",
	.section = "sec:echoserver-survive", .contract = "interrupted",
	.hint = "When errno is EINTR nothing was sent: call send "
		"again, with the same bytes.")
{
	struct fault fault = { .calls = { FAULT_SENDING },
		.target = ON_TCP,
		.name = "a signal interrupts the sending (EINTR)" };

	expect_interruption_harmless(&fault);
}

/* --- after many clients --- */

static struct peer *connect_quietly(
	struct program *echoserver, uint16_t port)
{
	return peer_connect(
		&(struct connecting){ .port = port, .quietly = true },
		echoserver);
}

static void serve_quietly(struct program *echoserver, uint16_t port)
{
	struct peer *client = connect_quietly(echoserver, port);

	expect_echo(client, "x\n", 2);
	leave(client);
}

/* How many it has open while it serves a client. */
static int count_descriptors(struct program *echoserver, uint16_t port)
{
	reach_require();
	struct peer *client = connect_quietly(echoserver, port);

	expect_echo(client, "x\n", 2);
	program_await_rest(echoserver);
	int count = observe_descriptors(program_process(echoserver));
	leave(client);
	return count;
}

static void expect_descriptors(struct program *echoserver,
	uint16_t port, int before, int clients)
{
	int now = count_descriptors(echoserver, port);

	if (now > before)
		verdict(VERDICT_FAIL, "no descriptor more than before",
			"descriptors are left open",
			"the server had %d descriptors open with its "
			"first client, and has %d after %d more",
			before, now, clients);
}

EXERCISE_TEST(5, lost_clients, .points = 2,
	.title = "a lost client leaves no descriptor behind",
	.section = "sec:echoserver-survive", .contract = "many-clients",
	.hint = "Close the connection on every way out of the "
		"function, after an error, too.")
{
	uint16_t port = port_draw();

	shrink_buffers();
	struct program *echoserver = start_listening(port);
	int before = count_descriptors(echoserver, port);
	int i = 0;

	for (; i < 6; i++) {
		struct peer *client = connect_to(echoserver, port);

		expect_echo(client, "x\n", 2);
		lose(echoserver, client);
	}
	for (; i < 8; i++) {
		struct peer *client =
			connect_without_reading(echoserver, port);

		peer_send(client, draw_word(BLOCK), BLOCK);
		program_await_rest(echoserver);
		lose(echoserver, client);
	}
	expect_descriptors(echoserver, port, before, i);
}

/* How many it has while it serves a client. */
static unsigned count_threads(struct program *echoserver, uint16_t port)
{
	struct peer *client = connect_quietly(echoserver, port);
	struct observation seen;

	expect_echo(client, "x\n", 2);
	observe(program_process(echoserver), &seen);
	leave(client);
	return seen.threads / seen.processes;
}

/* It looks for descriptors before the program has none left. */
static void serve_crowd(struct program *echoserver, uint16_t port,
	int before, int clients)
{
	for (int i = 1; i <= clients; i++) {
		serve_quietly(echoserver, port);
		if (i % 200 == 0)
			expect_descriptors(echoserver, port, before, i);
	}
}

EXERCISE_TEST(5, many_clients, .points = 3,
	.title = "2,000 clients cost no descriptor and no memory",
	.section = "sec:echoserver-survive",
	.contract = "many-clients memory",
	.hint = "What you take for a client has to be given back when "
		"it is done: the connection by close, memory by free.")
{
	enum { SETTLED = 500 };
	uint16_t port = port_draw();
	struct program *echoserver = service_start(
		port, (struct program_plan){ .reuse_memory = true });

	await_open(echoserver, port);
	int before = count_descriptors(echoserver, port);
	journal_event("client", "repeats", "<",
		"connect, send, receive, close: %d times", CROWD);
	serve_crowd(echoserver, port, before, SETTLED);
	long memory = growth_measure(echoserver);
	serve_crowd(echoserver, port, before, CROWD - SETTLED);
	growth_expect_none(echoserver, memory, CROWD - SETTLED,
		"clients", count_threads(echoserver, port));
}
