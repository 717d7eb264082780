/*
 * The suite of chapter 6: what forkserver's contract promises, seen
 * from its clients' side, in the order of the steps.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "children.h"
#include "crowd.h"
#include "draw.h"
#include "ending.h"
#include "exercise.h"
#include "expect.h"
#include "idle.h"
#include "isolation.h"
#include "limit.h"
#include "loss.h"
#include "network.h"
#include "peer.h"
#include "port.h"
#include "program.h"
#include "reach.h"
#include "refusal.h"
#include "scarcity.h"
#include "server.h"
#include "service.h"
#include "turnover.h"
#include "verdict.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

static const struct exercise_step steps[] = {
	{ 1, "usage" },
	{ 2, "processes" },
	{ 3, "descriptors" },
	{ 4, "children" },
	{ 5, "limits" },
	{ 6, "ending" },
};

const struct exercise this_exercise = {
	.chapter = 6,
	.key = "06-processes",
	.name = "A process for each client",
	.program = "forkserver",
	.steps = steps,
	.step_count = sizeof steps / sizeof *steps,
};

#define START_WITH(...) \
	program_start_with((const char *const[]){ __VA_ARGS__, NULL })

enum { QUAD_SIZE = INET_ADDRSTRLEN, MEBIBYTE = 1 << 20 };

/* --- step 1: usage --- */

EXERCISE_TEST(1, usage_without_arguments, .points = 2,
	.title = "without a port it explains its usage",
	.section = "sec:forkserver-usage", .contract = "usage",
	.hint = "Count what is left behind the option: optind says "
		"where that begins.")
{
	static const char *const none[] = { NULL };

	expect_usage_error(program_start_with(none));
	program_end_all();
	expect_usage_error(START_WITH("-c", "5"));
}

EXERCISE_TEST(1, usage_with_two_ports, .points = 1,
	.title = "two ports are one too many",
	.section = "sec:forkserver-usage", .contract = "usage",
	.hint = "One argument behind the option, and let nothing else "
		"pass.")
{
	service_allow_every_port();
	expect_usage_error(START_WITH("7777", "7778"));
	program_end_all();
	expect_usage_error(START_WITH("-c", "5", "7777", "7778"));
}

EXERCISE_TEST(1, bad_ports, .points = 2,
	.title = "a port is a decimal number from 1 to 65535",
	.section = "sec:forkserver-usage", .contract = "bad-port",
	.hint = "atoi cannot tell 0 from nonsense, and 65543 becomes 7 "
		"in 16 bits: check every digit and the range.")
{
	service_expect_bad_ports(&service_tcp, port_draw());
}

EXERCISE_TEST(1, high_ports, .points = 1, .needs = NEEDS_NETWORK,
	.title = "all ports are good, from the lowest to 65535",
	.section = "sec:forkserver-usage", .contract = "listens",
	.hint = "A port has 16 bits without a sign: a short, or a "
		"limit of your own, loses some of them.")
{
	service_expect_not_taken_for_bad(
		&service_tcp, (uint16_t)(32768 + draw_below(32000)));
	service_expect_not_taken_for_bad(&service_tcp, 65535);
	if (network_allow_every_port() == 0)
		service_expect_not_taken_for_bad(&service_tcp, 1);
}

/* A port that is free, as an argument. */
static const char *draw_port(char text[8])
{
	snprintf(text, 8, "%u", port_draw());
	return text;
}

EXERCISE_TEST(1, unknown_options, .points = 1,
	.title = "an option that it does not know is a wrong call",
	.section = "sec:forkserver-usage", .contract = "options",
	.hint = "getopt returns '?' for an option that is not known, "
		"and for one without its value.")
{
	char port[8];

	/* It has to be the option that is refused, not everything. */
	service_expect_not_taken_for_bad(&service_tcp, port_draw());
	draw_port(port);
	expect_usage_error(START_WITH("-x", port));
	program_end_all();
	expect_usage_error(START_WITH("-t", "5", port));
	program_end_all();
	expect_usage_error(START_WITH("-c"));
}

/* With the option it is not refused, though it may be half finished. */
static void expect_limit_taken(
	const char *limit, struct acceptance *good)
{
	uint16_t port = port_draw();
	struct program *forkserver = server_launch(
		(struct program_plan){
			.arguments =
				(const char *[]){ "-c", limit, NULL } },
		port);

	program_check_health(forkserver, false);
	if (program_has_ended(forkserver))
		refusal_expect_none(forkserver, limit, good);
	program_end_all();
}

EXERCISE_TEST(1, bad_limits, .points = 2,
	.title = "a limit is a number from 1 to 1,000,000",
	.section = "sec:forkserver-usage", .contract = "options",
	.hint = "Read the limit as you read the port: every character, "
		"and the range before anything cuts the number.")
{
	static const char *const bad[] = { "abc", "5x", "", "0", "-1",
		"1000001", "4294967297" };
	struct acceptance good = { .words = "" };
	char port[8];

	expect_limit_taken("5", &good);
	draw_port(port);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		expect_usage_error(START_WITH("-c", bad[i], port));
		program_end_all();
	}
}

EXERCISE_TEST(1, good_limits, .points = 1,
	.title = "the lowest limit is good, and so is the highest",
	.section = "sec:forkserver-usage", .contract = "options",
	.hint = "1,000,000 is allowed, even if the machine cannot have "
		"as many processes: it is the most, not a promise.")
{
	struct acceptance good = { .words = "" };

	expect_limit_taken("1", &good);
	expect_limit_taken("1000000", &good);
}

/* --- step 2: processes --- */

EXERCISE_TEST(2, listens_on_every_address, .points = 1,
	.title = "it listens on every address of the machine",
	.section = "sec:forkserver-processes", .contract = "listens",
	.hint = "INADDR_ANY stands for every address; INADDR_LOOPBACK "
		"only for 127.0.0.1.")
{
	bool sealed = isolation_level() == ISOLATION_SEALED;
	struct server server = server_start();

	server_connect(&server, 0);
	peer_connect(&(struct connecting){ .to = sealed ? "192.0.2.1"
							: "127.0.0.2",
			     .port = server.port,
			     .name = "second client" },
		server.program);
}

EXERCISE_TEST(2, port_in_use, .points = 1,
	.title = "a port in use is reported, and two never share one",
	.section = "sec:forkserver-processes",
	.contract = "port-in-use reason two-servers",
	.hint = "bind fails with EADDRINUSE: print the reason and exit "
		"with status 1. SO_REUSEPORT would let both run.")
{
	struct server first = server_start();

	expect_failure(
		server_launch((struct program_plan){ 0 }, first.port));
	if (program_has_ended(first.program))
		verdict(VERDICT_FAIL, NULL, NULL,
			"the first server ends when a second one is "
			"started");
}

/* An address of this machine that is not the usual one. */
static const char *draw_loopback(char text[QUAD_SIZE])
{
	struct in_addr ipv4 = draw_ipv4();
	const unsigned char *b = (const unsigned char *)&ipv4;

	snprintf(text, QUAD_SIZE, "127.%d.%d.%d", b[1], b[2], b[3]);
	return text;
}

EXERCISE_TEST(2, announces_client, .points = 3,
	.title = "it says who has come, at once and through a pipe",
	.section = "sec:forkserver-processes",
	.contract = "announces announced-first in-sight",
	.hint = "Print the line before the first recv, and flush it: "
		"stdout may be a pipe.")
{
	char address[QUAD_SIZE];
	struct server server = server_start();

	draw_loopback(address);
	struct peer *client = server_connect_from(&server, address);
	server_await_address(&server, address);
	peer_close(client);
	server_connect_from(&server, "127.255.254.253");
	server_await_address(&server, "127.255.254.253");
}

EXERCISE_TEST(2, announced_once, .points = 3,
	.title = "each client is announced once, and nothing else said",
	.section = "sec:forkserver-processes",
	.contract = "announced-once nothing-else",
	.hint = "fork copies what printf has kept in its buffer: flush "
		"before fork, and end the child by _exit.")
{
	enum { COUNT = 12 };
	char lines[COUNT][60];
	const char *expected[COUNT];
	struct peer *clients[COUNT];
	struct server server = server_start();

	for (int i = 0; i < COUNT; i++) {
		char address[QUAD_SIZE];

		draw_loopback(address);
		clients[i] = peer_connect(
			&(struct connecting){ .from = address,
				.port = server.port,
				.quietly = true },
			server.program);
		snprintf(lines[i], sizeof lines[i], "%s%s",
			server_announcing, address);
		expected[i] = lines[i];
	}
	server_await_announced(&server, COUNT);
	for (int i = 0; i < COUNT; i++)
		peer_close(clients[i]);
	program_await_rest(server.program);
	expect_lines(server.program, expected, COUNT, "client");
}

static void expect_echo(
	struct peer *client, const char *bytes, size_t length)
{
	peer_send(client, bytes, length);
	peer_expect(client, bytes, length, "the echo");
}

EXERCISE_TEST(2, echoes_a_word, .points = 2,
	.title = "what a client sends comes back",
	.section = "sec:forkserver-processes", .contract = "echo",
	.hint = "recv tells how many bytes came; send back as many, at "
		"once, from the same buffer.")
{
	struct server server = server_start();
	struct peer *client = server_connect(&server, 0);

	for (int i = 0; i < 2; i++) {
		const char *word = draw_word(5 + draw_below(20));

		expect_echo(client, word, strlen(word));
	}
}

EXERCISE_TEST(2, echoes_a_mebibyte, .points = 2,
	.title = "a mebibyte of any bytes comes back as it is sent",
	.section = "sec:forkserver-processes",
	.contract = "echo any-byte",
	.hint = "The bytes are no string: use the counts that recv and "
		"send return, and send what is left.")
{
	const char *bytes = draw_bytes(MEBIBYTE + 1);
	struct server server = server_start();
	struct peer *client = server_connect(&server, 0);

	peer_pause_reading(client);
	peer_send(client, bytes, MEBIBYTE + 1);
	program_await_rest(server.program);
	peer_resume_reading(client);
	peer_expect(client, bytes, MEBIBYTE + 1, "the echo");
}

EXERCISE_TEST(2, each_its_own_bytes, .points = 2,
	.title = "clients that talk at the same time get their own",
	.section = "sec:forkserver-processes",
	.contract = "no-mixing at-once",
	.hint = "Each client has a process, and each process one "
		"connection and a buffer of its own.")
{
	enum { COUNT = 20, ROUNDS = 3 };
	struct crowd crowd;
	struct server server = server_start();

	crowd_gather(&crowd, &server, COUNT);
	for (int i = 0; i < ROUNDS; i++)
		crowd_expect_own_bytes(&crowd);
}

EXERCISE_TEST(2, silent_client_waits_alone, .points = 4,
	.title = "a client that says nothing delays no other",
	.section = "sec:forkserver-processes", .contract = "at-once",
	.hint = "The parent goes back to accept at once; it is the "
		"child that waits for the client.")
{
	struct server server = server_start();

	crowd_expect_no_wait_for_silence(&server);
}

EXERCISE_TEST(2, stalled_reader_waits_alone, .points = 2,
	.title = "a client that does not read delays no other",
	.section = "sec:forkserver-processes", .contract = "at-once",
	.hint = "A send that waits for one client must not be in the "
		"process that serves another.")
{
	server_shrink_buffers();
	struct server server = server_start();
	crowd_expect_no_wait_for_reader(&server);
}

EXERCISE_TEST(2, process_for_each, .points = 3,
	.title = "each client is served by a process of its own",
	.section = "sec:forkserver-processes",
	.contract = "own-process",
	.hint = "fork for each client, and let the child, and nobody "
		"else, receive and send.")
{
	struct server server = server_start();

	children_expect_one_each(&server);
}

EXERCISE_TEST(2, killed_alone, .points = 2,
	.title = "if a client's process is killed, no other notices",
	.section = "sec:forkserver-processes",
	.contract = "own-process",
	.hint = "What happens to one child is no reason for the parent "
		"to end, or to stop accepting.")
{
	struct server server = server_start();
	struct peer *stays = server_connect(&server, 0);

	server_expect_echo(stays);
	struct peer *client = server_connect(&server, 1);
	server_expect_echo(client);
	program_await_rest(server.program);
	children_kill(&server, client);
	program_await_rest(server.program);
	server_expect_echo(stays);
	server_expect_service(&server);
}

/* --- step 3: descriptors --- */

EXERCISE_TEST(3, end_is_seen, .points = 3,
	.title = "who has ended its side gets all, and sees the end",
	.section = "sec:forkserver-descriptors", .contract = "end-seen",
	.hint = "The connection ends when the last copy of its "
		"descriptor is closed: the parent has one, too.")
{
	const char *word = draw_word(3000);
	struct server server = server_start();
	struct peer *client = server_connect(&server, 0);

	peer_pause_reading(client);
	peer_send(client, word, 3000);
	program_await_rest(server.program);
	peer_half_close(client);
	program_await_rest(server.program);
	peer_resume_reading(client);
	peer_expect(client, word, 3000, "the echo");
	peer_expect_end(client);
}

EXERCISE_TEST(3, end_among_others, .points = 3,
	.title = "its end is seen at once, whoever else is connected",
	.section = "sec:forkserver-descriptors", .contract = "end-seen",
	.hint = "A child gets a copy of every descriptor that is open "
		"at fork, those of other clients as well.")
{
	struct crowd crowd;
	struct server server = server_start();

	crowd_gather(&crowd, &server, 6);
	crowd_expect_echoes(&crowd);
	crowd_expect_ends(&crowd);
}

EXERCISE_TEST(3, killed_child_is_seen, .points = 2,
	.title = "if a client's process is killed, it sees the end",
	.section = "sec:forkserver-descriptors",
	.contract = "own-process",
	.hint = "If nobody else has the connection, the kernel closes "
		"it together with the process.")
{
	struct server server = server_start();
	struct peer *client = server_connect(&server, 0);

	server_expect_echo(client);
	server_expect_echo(server_connect(&server, 1));
	program_await_rest(server.program);
	children_kill(&server, client);
	peer_await_gone(client);
	/* That the server has ended would be another way to this. */
	program_check_health(server.program, true);
}

EXERCISE_TEST(3, nobody_keeps, .points = 3,
	.title = "each connection, and the listener, has one owner",
	.section = "sec:forkserver-descriptors",
	.contract = "nobody-keeps",
	.hint = "Right after fork: the parent closes the connection, "
		"the child closes the listening socket.")
{
	struct crowd crowd;
	struct server server = server_start();

	crowd_gather(&crowd, &server, 3);
	crowd_expect_echoes(&crowd);
	children_expect_own_sockets(&crowd);
}

/* Two clients, who are to notice nothing when the server is killed. */
static struct server start_to_be_killed(struct crowd *crowd)
{
	static struct server server;

	server = server_start_as(
		(struct program_plan){ .outlived = true });
	crowd_gather(crowd, &server, 2);
	crowd_expect_echoes(crowd);
	program_await_rest(server.program);
	return server;
}

EXERCISE_TEST(3, served_on_after_kill, .points = 2,
	.needs = NEEDS_NETWORK,
	.title = "when the server is killed, its clients are served on",
	.section = "sec:forkserver-descriptors",
	.contract = "killed-goes-on",
	.hint = "A child does not need its parent: the connection is "
		"its own.")
{
	struct crowd crowd;
	struct server server = start_to_be_killed(&crowd);

	program_kill_first(server.program);
	crowd_expect_echoes(&crowd);
	program_await_rest(server.program);
	crowd_expect_echoes(&crowd);
}

EXERCISE_TEST(3, restart_meanwhile, .points = 2, .needs = NEEDS_NETWORK,
	.title = "a new server can listen on the port at once",
	.section = "sec:forkserver-descriptors", .contract = "restart",
	.hint = "A child that keeps the listening socket keeps the "
		"port. And SO_REUSEADDR is set before bind.")
{
	struct crowd crowd;
	struct server old = start_to_be_killed(&crowd);

	program_kill_first(old.program);
	program_await_rest(old.program);
	struct server new = { .port = old.port };
	new.program =
		server_launch((struct program_plan){ 0 }, new.port);
	server_await_open(&new);
	program_check_health(new.program, true);
	server_expect_service(&new);
	crowd_expect_echoes(&crowd);
}

/* --- step 4: children --- */

EXERCISE_TEST(4, no_zombie, .points = 5,
	.title = "soon after its client's end a child is gone",
	.section = "sec:forkserver-children", .contract = "no-zombie",
	.hint = "A child that has ended stays a zombie until waitpid: "
		"SIGCHLD tells the parent when.")
{
	struct server server = server_start();

	for (int i = 0; i < 3; i++) {
		struct crowd crowd;
		struct brood brood;

		crowd_gather(&crowd, &server, 1);
		crowd_expect_echoes(&crowd);
		program_await_rest(server.program);
		children_note(&brood, &crowd);
		crowd_leave(&crowd);
		children_expect_gone(&brood);
	}
}

EXERCISE_TEST(4, no_zombie_after_kill, .points = 2,
	.title = "a child that was killed is gone, too",
	.section = "sec:forkserver-children", .contract = "no-zombie",
	.hint = "waitpid tells of every child that has ended, however "
		"it has ended.")
{
	struct crowd crowd;
	struct brood brood;
	struct server server = server_start();

	crowd_gather(&crowd, &server, 1);
	crowd_expect_echoes(&crowd);
	program_await_rest(server.program);
	children_note(&brood, &crowd);
	children_kill(&server, crowd.clients[0]);
	children_expect_gone(&brood);
}

EXERCISE_TEST(4, ends_together, .points = 5,
	.title = "of children that end at the same moment none stays",
	.section = "sec:forkserver-children",
	.contract = "ends-together",
	.hint = "Signals of one kind do not queue up: one SIGCHLD may "
		"stand for many children. Call waitpid until there is "
		"none.")
{
	enum { COUNT = 10 };
	struct crowd crowd;
	struct brood brood;
	struct server server = server_start();

	crowd_gather(&crowd, &server, COUNT);
	crowd_expect_echoes(&crowd);
	program_await_rest(server.program);
	children_end_together(&brood, &crowd);
	children_expect_gone(&brood);
}

EXERCISE_TEST(4, accept_goes_on, .points = 3,
	.title = "a child's end does not disturb the wait for clients",
	.section = "sec:forkserver-children", .contract = "undisturbed",
	.hint = "A signal may interrupt the call in which the parent "
		"waits: EINTR is no failure.")
{
	struct server server = server_start();

	for (int i = 0; i < 3; i++) {
		struct peer *client = server_connect(&server, 0);

		server_expect_echo(client);
		peer_close(client);
		program_await_rest(server.program);
	}
	server_expect_service(&server);
}

EXERCISE_TEST(4, clients_go_on, .points = 2,
	.title = "a child's end disturbs no other client",
	.section = "sec:forkserver-children", .contract = "undisturbed",
	.hint = "The parent takes what has ended, and waits for nobody "
		"else: WNOHANG.")
{
	enum { HALF = MEBIBYTE / 2 };
	const char *bytes = crowd_draw_line(HALF);
	struct crowd crowd;
	struct server server = server_start();
	struct peer *client = server_connect(&server, 0);

	server_expect_echo(client);
	crowd_gather(&crowd, &server, 5);
	crowd_expect_echoes(&crowd);
	program_await_rest(server.program);
	peer_send(client, bytes, HALF);
	crowd_leave(&crowd);
	peer_expect(client, bytes, HALF, "the echo");
	program_await_rest(server.program);
	peer_send(client, bytes, HALF);
	peer_expect(client, bytes, HALF, "the echo");
}

EXERCISE_TEST(4, two_hundred_in_turn, .points = 3,
	.title = "two hundred clients in turn leave no process",
	.section = "sec:forkserver-children", .contract = "no-zombie",
	.hint = "Each child that has ended has to be waited for, not "
		"only the last one.")
{
	enum { CLIENTS = 200 };
	struct turnover turnover;
	struct server server = server_start();

	turnover_begin(&turnover, &server);
	int served = turnover_serve_in_turn(&server, CLIENTS);
	turnover_expect_no_process(&turnover, served);
}

/* --- step 5: limits --- */

static struct server start_with_limit(unsigned limit)
{
	char text[8];

	snprintf(text, sizeof text, "%u", limit);
	return server_start("-c", text);
}

EXERCISE_TEST(5, limit, .points = 3,
	.title = "with -c 3 three are served, and the fourth waits",
	.section = "sec:forkserver-limits",
	.contract = "limit limit-waits",
	.hint = "While as many are served as the limit says, do not "
		"call accept: the queue is the waiting room.")
{
	unsigned most = 2 + draw_below(4);
	struct server server = start_with_limit(most);

	limit_expect(&server, most);
}

EXERCISE_TEST(5, limit_next, .points = 3,
	.title = "the next one gets its turn as soon as one is gone",
	.section = "sec:forkserver-limits", .contract = "limit-next",
	.hint = "What wakes the parent when a child has ended? SIGCHLD "
		"must not come between the look and the wait.")
{
	unsigned most = 2 + draw_below(2);
	struct server server = start_with_limit(most);

	limit_expect_next(&server, most, limit_leave_by_close);
}

EXERCISE_TEST(5, limit_after_kill, .points = 1,
	.title = "a child that was killed makes room, too",
	.section = "sec:forkserver-limits", .contract = "limit-next",
	.hint = "Count the children that waitpid tells of, whatever "
		"their status.")
{
	struct server server = start_with_limit(2);

	limit_expect_next(&server, 2, children_leave_by_kill);
}

EXERCISE_TEST(5, limit_is_kept, .points = 2,
	.title = "after many ends the limit is what it was",
	.section = "sec:forkserver-limits", .contract = "limit",
	.hint = "Count down once for each child that has ended, "
		"neither less nor more.")
{
	struct server server = start_with_limit(3);

	limit_expect_kept(&server, 3);
}

EXERCISE_TEST(5, hundred_without, .points = 1, .needs = NEEDS_NETWORK,
	.title = "without -c a hundred are served, the next one waits",
	.section = "sec:forkserver-limits", .contract = "limit",
	.hint = "Without the option the limit is 100.")
{
	struct server server = server_start();

	limit_expect(&server, 100);
}

EXERCISE_TEST(5, idle_burns_nothing, .points = 1,
	.title = "while it waits it uses no processor time",
	.section = "sec:forkserver-limits", .contract = "idle",
	.hint = "At the limit, do not ask poll for the listener: it "
		"would say again and again that somebody is there.")
{
	struct server server = start_with_limit(1);

	idle_expect(server.program, "while nobody is there");
	server_expect_echo(server_connect(&server, 0));
	idle_expect(server.program, "while its client says nothing");
	server_connect(&server, 1);
	idle_expect(
		server.program, "while a client waits for its turn");
}

EXERCISE_TEST(5, fork_fails, .points = 2,
	.title = "a fork that fails costs one connection, nothing else",
	.section = "sec:forkserver-limits", .contract = "fork-fails",
	.hint = "fork has three results: 0, a number, and -1. With -1 "
		"there is no child: close the connection, go on.")
{
	struct fault fault;
	struct server server =
		scarcity_start(&fault, ON_NEW_PROCESS, NULL);

	scarcity_expect_one_loss(&server, &fault);
}

EXERCISE_TEST(5, fork_fails_uncounted, .points = 1,
	.title = "a client without a process takes no place",
	.section = "sec:forkserver-limits", .contract = "fork-fails",
	.hint = "Count a child where fork has returned its number, and "
		"nowhere else.")
{
	static const char *const two[] = { "-c", "2", NULL };
	struct fault fault;
	struct crowd crowd;
	struct server server =
		scarcity_start(&fault, ON_NEW_PROCESS, two);

	scarcity_lose_clients(&server, &fault, 3);
	crowd_gather(&crowd, &server, 2);
	crowd_expect_own_bytes(&crowd);
}

EXERCISE_TEST(5, fork_fails_closed, .points = 1,
	.title = "ten failures leave no descriptor and no process",
	.section = "sec:forkserver-limits", .contract = "fork-fails",
	.hint = "The parent closes the connection whether there is a "
		"child or not.")
{
	enum { FAILURES = 10 };
	struct fault fault;
	struct turnover turnover;
	struct server server =
		scarcity_start(&fault, ON_NEW_PROCESS, NULL);

	turnover_begin(&turnover, &server);
	scarcity_lose_clients(&server, &fault, FAILURES);
	turnover_expect_nothing(&turnover, FAILURES);
}

/* --- step 6: ending --- */

EXERCISE_TEST(6, term_refuses, .points = 2,
	.title = "after SIGTERM new clients are refused at once",
	.section = "sec:forkserver-ending", .contract = "term-refuses",
	.hint = "A listening socket lets clients in, whether somebody "
		"accepts or not: close it, in every process.")
{
	struct server server = server_start();

	ending_expect_refusal(&server);
}

EXERCISE_TEST(6, term_serves, .points = 2,
	.title = "those inside are served to their end",
	.section = "sec:forkserver-ending", .contract = "term-serves",
	.hint = "SIGTERM is for the parent: it ends no child, and "
		"waits for all of them.")
{
	/* That the server ends too early is another test's affair. */
	struct server server = server_start_as(
		(struct program_plan){ .outlived = true });

	ending_expect_service(&server);
}

EXERCISE_TEST(6, term_exits, .points = 2,
	.title = "after the last one it ends with status 0",
	.section = "sec:forkserver-ending", .contract = "term-exits",
	.hint = "When there is no listener any more and no child is "
		"left, there is nothing to wait for.")
{
	struct server server = server_start();

	ending_expect_exit(&server);
}

EXERCISE_TEST(6, term_with_nobody, .points = 1,
	.title = "with nobody inside it ends at once, with status 0",
	.section = "sec:forkserver-ending", .contract = "term-exits",
	.hint = "SIGTERM has to wake the parent from its wait for "
		"clients.")
{
	struct server server = server_start();

	ending_expect_exit_at_once(&server);
	program_end_all();
	server = server_start();
	turnover_serve_in_turn(&server, 3);
	ending_expect_exit_at_once(&server);
}

EXERCISE_TEST(6, client_resets, .points = 1,
	.title = "a client that resets is lost alone",
	.section = "sec:forkserver-ending", .contract = "resets",
	.hint = "recv or send fails with ECONNRESET or EPIPE: the "
		"child ends, and nobody else.")
{
	struct server server = server_start();

	loss_expect_resets_harmless(&server);
}

EXERCISE_TEST(6, leaves_without_reading, .points = 1,
	.title = "a client that leaves bytes unread is lost alone",
	.section = "sec:forkserver-ending", .contract = "no-reader",
	.hint = "send to a client that is gone raises SIGPIPE, unless "
		"it has the flag MSG_NOSIGNAL: it is the child's end.")
{
	server_shrink_buffers();
	struct server server = server_start();
	loss_expect_unread_harmless(&server);
}

EXERCISE_TEST(6, reset_in_the_queue, .points = 1,
	.title = "a client that resets in the queue is lost alone",
	.section = "sec:forkserver-ending", .contract = "resets",
	.hint = "accept hands out its dead connection; the child's "
		"first recv fails.")
{
	struct server server = server_start();

	loss_expect_queued_reset_harmless(&server);
}

EXERCISE_TEST(6, accept_aborted, .points = 1,
	.title = "an accept that fails with ECONNABORTED is repeated",
	.section = "sec:forkserver-ending", .contract = "aborted",
	.hint = "The client left between its connect and your accept: "
		"that is its own affair.")
{
	loss_expect_aborted_accept_harmless(NULL);
}

EXERCISE_TEST(6, no_descriptor_free, .points = 1,
	.title = "without a free descriptor it neither ends nor spins",
	.section = "sec:forkserver-ending", .contract = "no-descriptor",
	.hint = "accept fails with EMFILE and would fail again at "
		"once: leave the listener alone for a while.")
{
	struct server server = server_start();

	loss_expect_shortage_harmless(&server);
}

EXERCISE_TEST(6, interrupted_calls, .points = 1,
	.title = "calls that a signal interrupts are resumed",
	.section = "sec:forkserver-ending", .contract = "interrupted",
	.hint = "When errno is EINTR nothing is lost: call again, in "
		"the parent and in the children.")
{
	loss_expect_interruptions_harmless(NULL);
}

EXERCISE_TEST(6, lost_clients, .points = 1,
	.title = "a hundred lost clients leave nothing behind",
	.section = "sec:forkserver-ending", .contract = "many",
	.hint = "Close and wait on every way out, after an error, too.")
{
	struct turnover turnover;
	struct server server = server_start();

	turnover_begin(&turnover, &server);
	int lost = turnover_lose_clients(&server);
	turnover_expect_nothing(&turnover, lost);
}

EXERCISE_TEST(6, many_clients, .points = 1,
	.title = "2,000 clients, 50 at a time, leave nothing behind",
	.section = "sec:forkserver-ending", .contract = "many memory",
	.hint = "What you take for a client has to be given back when "
		"it is done: descriptors, processes, memory.")
{
	struct server server = server_start_as(
		(struct program_plan){ .reuse_memory = true });

	turnover_expect_many(&server);
}
