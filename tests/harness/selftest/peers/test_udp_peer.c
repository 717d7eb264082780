/*
 * Tests of peers for datagrams, udp_peer.h, and of refusals, icmp.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "icmp.h"
#include "loop.h"
#include "trial.h"
#include "udp_peer.h"
#include "verdict.h"
#include "wire.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

enum { PORT = 4711 };

TestSuite(udp_peer, .init = trial_begin, .fini = trial_end,
	.timeout = 120);

/* A program that has sent "abc" to the port, and goes on. */
#define start_sender(...) \
	trial_start("datagrams=4711", "sendto=abc", __VA_ARGS__)

static struct udp_peer *open_server(void)
{
	return udp_open("127.0.0.1", PORT, "server");
}

Test(udp_peer, a_server_gets_a_datagram_and_answers)
{
	struct udp_peer *server = open_server();
	struct program *program = start_sender("recv");

	udp_send(server,
		udp_expect(server, program, "abc", 3, "the word"),
		"hello", 5);
	program_finish(program);
	trial_errors(program, "sendto 3\nrecv 5\n");
}

Test(udp_peer, a_datagram_may_be_empty_or_as_large_as_they_get)
{
	struct udp_peer *server = open_server();
	struct program *program =
		start_sender("recv", "sendto=", "pause");
	char *large = calloc(1, UDP_MOST_BYTES);

	udp_send(server, udp_await(server, program, 0, "a datagram"),
		large, UDP_MOST_BYTES);
	cr_assert(udp_await(server, program, 1, "another")->length == 0,
		"it is not empty");
	program_await_rest(program);
	trial_errors(program, "sendto 3\nrecv 4096\nsendto 0\n");
}

Test(udp_peer, other_bytes_are_not_the_word)
{
	struct udp_peer *server = open_server();
	struct program *program = start_sender("pause");

	TRY(udp_expect(server, program, "abd", 3, "the word"));
	trial_verdict(VERDICT_FAIL,
		"byte 3 of the datagram is not the one of the word");
}

Test(udp_peer, more_bytes_than_the_word_has_are_told)
{
	struct udp_peer *server = open_server();
	struct program *program = start_sender("pause");

	TRY(udp_expect(server, program, "ab", 2, "the word"));
	trial_verdict(VERDICT_FAIL,
		"should have the 2 bytes of the word, and nothing "
		"else; it has 3");
}

Test(udp_peer, a_datagram_that_can_never_come_is_not_waited_for)
{
	struct udp_peer *server = open_server();
	struct program *program = trial_start("datagrams=4711", "recv");

	TRY(udp_expect(server, program, "abc", 3, "the word"));
	trial_verdict(VERDICT_TIMEOUT,
		"a datagram with the word arrives (3 bytes); but the "
		"program is now in recv on descriptor 3, and nothing "
		"can end that");
}

Test(udp_peer, a_program_that_ends_instead_is_told_of)
{
	struct udp_peer *server = open_server();
	struct program *program = trial_start("exit=3");

	TRY(udp_await(server, program, 0, "the word comes"));
	trial_verdict(VERDICT_FAIL,
		"the program ended with exit status 3 too early");
}

/* It is stamped when it is sent, not when the loop comes to it. */
Test(udp_peer, a_datagram_has_the_time_at_which_it_was_sent)
{
	struct udp_peer *server = open_server();
	struct program *program = start_sender("sendto=x", "pause");

	udp_await(server, program, 1, "two datagrams");
	int64_t before = loop_now_us();
	const struct datagram *first = udp_datagram(server, 0);
	cr_assert(first->when_us > 0 && first->when_us <= before,
		"sent in the future");
	cr_assert(udp_datagram(server, 1)->when_us >= first->when_us,
		"out of order");
}

Test(udp_peer, a_stranger_has_an_address_and_a_port_of_its_own)
{
	struct udp_peer *server = open_server();
	struct udp_peer *stranger =
		udp_open("127.0.0.2", PORT, "stranger");
	struct program *program = start_sender("recv");
	const struct datagram *word =
		udp_expect(server, program, "abc", 3, "the word");

	/* Its socket is connected: the kernel drops this one. */
	udp_send(stranger, word, "no", 2);
	program_await_rest(program);
	udp_send(server, word, "hello", 5);
	program_finish(program);
	trial_errors(program, "sendto 3\nrecv 5\n");
}

Test(udp_peer, a_program_that_sends_without_end_is_told_of)
{
	open_server();
	const char *const acts[] = { "datagrams=4711",
		"send_many=80000", "pause", NULL };
	struct program *program = trial_start_as(PLAIN, NULL, acts);
	TRY(program_finish(program));
	trial_verdict(VERDICT_FAIL, "sends without end");
}

Test(udp_peer, a_server_that_is_closed_refuses)
{
	struct udp_peer *server = open_server();
	struct program *program =
		start_sender("recv", "sendto=x", "recv");

	cr_assert(icmp_watch(PORT), "refusals cannot be noticed");
	const struct datagram *word =
		udp_expect(server, program, "abc", 3, "the word");
	program_await_rest(program);
	cr_assert(icmp_refusals() == 0, "a refusal too early");
	/* Else it may answer before the server is closed. */
	program_pause(program);
	udp_send(server, word, "hello", 5);
	udp_close(server);
	program_resume(program);
	program_finish(program);
	trial_errors(program,
		"sendto 3\nrecv 5\nsendto 1\nrecv ECONNREFUSED\n");
	cr_assert(icmp_refusals() == 1, "%u", icmp_refusals());
	cr_assert(icmp_refused_us() > word->when_us, "before it");
	cr_assert(udp_count(server) == 1, "what came is kept");
}

Test(udp_peer, a_refusal_of_another_port_does_not_count)
{
	cr_assert(icmp_watch(PORT), "refusals cannot be noticed");
	program_finish(trial_start("udp=abc"));
	cr_assert(icmp_refusals() == 0, "%u", icmp_refusals());
}

/* --- clients, and what passes on the wire --- */

Test(udp_peer, a_connected_client_learns_that_nobody_is_there)
{
	struct udp_peer *client = udp_open("127.0.0.1", 0, "client");

	udp_connect(client, "127.0.0.1", PORT);
	cr_assert(!udp_is_refused(client));
	udp_send_to(client, "127.0.0.1", PORT, "abc", 3);
	cr_assert(udp_is_refused(client));
}

Test(udp_peer, a_connected_client_hears_nobody_else)
{
	struct udp_peer *client = udp_open("127.0.0.1", 0, "client");
	struct udp_peer *server = open_server();
	struct udp_peer *other =
		udp_open("127.0.0.9", PORT + 1, "other");

	udp_connect(client, "127.0.0.1", PORT);
	udp_send_to(client, "127.0.0.1", PORT, "abc", 3);
	cr_assert(udp_count(server) == 1 && !udp_is_refused(client));
	udp_send_to(other, "127.0.0.1", udp_port(client), "no", 2);
	udp_send(server, udp_datagram(server, 0), "yes", 3);
	cr_assert(udp_count(client) == 1);
	udp_compare(udp_datagram(client, 0), "yes", 3, "the answer");
}

Test(udp_peer, a_datagram_by_hand_comes_from_where_it_says)
{
	const struct wire_end from = { "198.51.100.7", 4000 };
	struct udp_peer *server = open_server();
	struct sockaddr_in sender;

	wire_send("stranger", from,
		(struct wire_end){ "127.0.0.1", PORT }, "abc", 3);
	cr_assert(udp_count(server) == 1);
	udp_compare(udp_datagram(server, 0), "abc", 3, "the word");
	memcpy(&sender, &udp_datagram(server, 0)->from, sizeof sender);
	cr_assert(sender.sin_addr.s_addr == htonl(0xc6336407));
	cr_assert(sender.sin_port == htons(4000));
}

Test(udp_peer, what_passes_is_counted_once_from_then_on)
{
	const struct wire_end to = { "127.0.0.1", PORT };
	struct udp_peer *client =
		udp_open("127.0.0.9", PORT + 1, "client");

	udp_send_to(client, to.address, to.port, "before", 6);
	wire_watch();
	udp_send_to(client, to.address, to.port, "then", 4);
	cr_assert(wire_count(PORT + 1, to) == 1);
	cr_assert(wire_count(PORT + 1,
			  (struct wire_end){ NULL, PORT }) == 1);
	cr_assert(wire_count(PORT + 2, to) == 0);
	cr_assert(wire_count(PORT + 1,
			  (struct wire_end){ "127.0.0.2", PORT }) == 0);
	wire_watch();
	cr_assert(wire_count(PORT + 1, to) == 0);
}
