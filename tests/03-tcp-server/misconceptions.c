/*
 * What people who write echoserver may believe, and how it shows in the
 * tests of test_echoserver.c; see diagnosis.h.  The samples in
 * tests/samples/03-tcp-server/wrong/ have the same phrases.
 *
 * SPDX-License-Identifier: MIT
 */
#include "diagnosis.h"

/* Tests that fail together. */
#define USAGE "usage_without_arguments usage_with_two_ports"
#define START                                     \
	"port_in_use two_servers reason_is_told " \
	"socket_or_listen_fails"
#define LINES                                       \
	"announces_client announces_other_address " \
	"announced_before_data nothing_else_on_stdout"
#define LONG                             \
	"echoes_a_mebibyte slow_reader " \
	"late_reader_gets_the_rest"
#define INTERRUPTED                               \
	"interrupted_accept interrupted_receive " \
	"interrupted_send"
#define SERVED                                          \
	"crowd_in_reverse pause_at_every_split "        \
	"all_said_before_its_turn "                     \
	"nothing_of_the_previous_client short_receive " \
	"client_resets left_before_its_turn "           \
	"reset_in_the_queue leaves_without_reading "    \
	"connects_and_leaves never_reads "              \
	"idle_burns_nothing no_descriptor_free "        \
	"lost_clients many_clients"
#define WORDS                                    \
	"echoes_a_word echoes_every_byte_value " \
	"echoes_byte_by_byte echoes_a_mebibyte " \
	"slow_reader"
#define TURN "short_send silent_client accept_aborted"

const struct misconception chapter_misconceptions[] = {
	/* --- step 1: usage --- */
	{ .phrase = "takes it for granted that it is started with "
		    "a port",
		.fails = USAGE,
		.clues = { { "usage_without_arguments", IN_STATUS,
			"@(sanitizer|crash)" } } },
	{ .phrase = "may choose a port by itself when it is given "
		    "none",
		.fails = "usage_without_arguments",
		.clues = { { "usage_without_arguments", IN_STATUS,
			"timeout" } } },
	{ .phrase = "looks at its first argument only",
		.fails = "usage_with_two_ports",
		.clues = { { "usage_with_two_ports", IN_STATUS,
			"timeout" } } },
	{ .phrase = "takes a wrong call for no failure",
		.fails = USAGE,
		.clues = { { "usage_without_arguments", IN_ACTUAL,
			"exit status 0" } } },
	{ .phrase = "prints its usage where it prints its results",
		.fails = USAGE,
		.clues = { { "usage_without_arguments", IN_EXPECTED,
			"nothing on stdout" } } },
	{ .phrase = "takes the exit status for message enough",
		.fails = "bad_ports",
		.clues = { { "bad_ports", IN_ACTUAL,
			"nothing on stderr" } } },
	{ .phrase = "relies on atoi to tell good numbers from bad "
		    "ones",
		.fails = "bad_ports",
		.clues = { { "bad_ports", IN_ACTUAL,
			"the program listens" } } },
	{ .phrase = "leaves it to getaddrinfo to check the port",
		.fails = "bad_ports",
		.clues = { { "bad_ports", IN_ACTUAL,
				   "the program listens" },
			{ "bad_ports", IN_EVENTS,
				"program starts echoserver 0" } } },
	{ .phrase = "looks for the range of a port after it is in "
		    "16 bits",
		.fails = "bad_ports",
		.clues = { { "bad_ports", IN_ACTUAL,
				   "the program listens" },
			{ "bad_ports", IN_EVENTS,
				"program starts echoserver 0" },
			{ "bad_ports", IN_EVENTS,
				"program starts echoserver -1" } } },
	{ .phrase = "takes ports for numbers that fit into a "
		    "short",
		.fails = "high_ports",
		.clues = { { "high_ports", IN_MESSAGE,
			"[0-9][0-9]* is as good *" } } },
	{ .phrase = "takes ports below 1024 for nothing that a "
		    "program of ours could have",
		.fails = "high_ports",
		.clues = { { "high_ports", IN_MESSAGE,
			"1 is as good *" } } },
	{ .phrase = "puts the port into the address as this "
		    "machine stores it",
		.fails = SERVED
		" " WORDS " " START " " LINES " " INTERRUPTED " " TURN
		" listens_on_loopback "
		"listens_on_every_address restart_at_once "
		"queue_waits_its_turn one_at_a_time "
		"half_close late_reader_gets_the_rest",
		.clues = { { "listens_on_loopback", IN_MESSAGE,
			"* with its two bytes swapped" } },
		.certain = true },

	/* --- step 2: listen --- */
	{ .phrase = "takes it for granted that socket, bind and "
		    "listen work",
		.fails = START,
		.clues = { { "port_in_use", IN_STATUS, "timeout" } } },
	{ .phrase = "takes bind for the last word about the port",
		.fails = "socket_or_listen_fails",
		.clues = { { "socket_or_listen_fails", IN_EVENTS,
			"grader injects listen *" } } },
	{ .phrase = "takes \"cannot start\" for a message that says "
		    "enough",
		.fails = "reason_is_told",
		.clues = { { "reason_is_told", IN_EXPECTED,
			"two different reasons" } } },
	{ .phrase = "reports its troubles where the clients are "
		    "announced",
		.fails = START,
		.clues = { { "port_in_use", IN_EXPECTED,
			"nothing on stdout" } } },
	{ .phrase = "takes a message for enough and leaves the "
		    "exit status alone",
		.fails = START,
		.clues = { { "port_in_use", IN_ACTUAL,
			"exit status 0" } } },
	{ .phrase = "takes 127.0.0.1 for the address of the "
		    "machine",
		.fails = "listens_on_every_address",
		.clues = { { "listens_on_every_address", IN_ACTUAL,
			"Connection refused" } } },
	{ .phrase = "expects that a port is free as soon as its "
		    "server is gone",
		.fails = "restart_at_once",
		.clues = { { "restart_at_once", IN_MESSAGE,
			"*in use*" } } },
	{ .phrase = "sets SO_REUSEADDR when bind has already "
		    "looked for it",
		.fails = "restart_at_once",
		.clues = { { "restart_at_once", IN_MESSAGE,
				   "*in use*" },
			{ "restart_at_once", IN_EVENTS,
				"grader notices SO_REUSEADDR *" } } },
	{ .phrase = "takes SO_REUSEPORT for a stronger "
		    "SO_REUSEADDR",
		.fails = "two_servers",
		.clues = { { "two_servers", IN_STATUS, "timeout" } } },

	/* --- step 3: accept --- */
	{ .phrase = "expects that printf has shown the line when "
		    "it returns",
		.fails = LINES,
		.clues = { { "announces_client", IN_ACTUAL,
			"lines in bulk" } } },
	{ .phrase = "counts a client as connected when its first "
		    "bytes come",
		.fails = "announced_before_data",
		.clues = { { "announced_before_data", IN_STATUS,
			"timeout" } } },
	{ .phrase = "adds the client's port to its address",
		.fails = LINES,
		.clues = { { "announces_client", IN_ACTUAL,
			"Client connected: +([0-9.]):+([0-9])" } } },
	{ .phrase = "asks getsockname for the address of the "
		    "other end",
		.fails = "announces_other_address",
		.clues = { { "announces_other_address", IN_ACTUAL,
			"Client connected: 127.0.0.1" } } },
	{ .phrase = "expects accept to know how large the address "
		    "may be",
		.fails = LINES,
		.clues = { { "announces_client", IN_ACTUAL,
			"Client connected: 0.0.0.0" } } },
	{ .phrase = "takes a char for a number from 0 to 255",
		.fails = "announces_other_address",
		.clues = { { "announces_other_address", IN_ACTUAL,
			"*-[0-9]*" } } },
	{ .phrase = "takes stdout for the place where a server "
		    "tells what it does",
		.fails = "nothing_else_on_stdout",
		.clues = { { "nothing_else_on_stdout", IN_EXPECTED,
			"\"\"" } } },
	{ .phrase = "leaves its debugging output on stdout",
		.fails = "nothing_else_on_stdout",
		.clues = { { "nothing_else_on_stdout", IN_ACTUAL,
			"*Client connected: 127.0.0.1\\n?*" } } },
	{ .phrase = "takes accept for something that is called "
		    "once",
		.fails = SERVED
		" announces_other_address "
		"nothing_else_on_stdout queue_waits_its_turn "
		"one_at_a_time",
		.clues = { { "queue_waits_its_turn", IN_MESSAGE,
			"* ended with exit status 0 *" } } },
	{ .phrase = "closes the listening socket when a client is "
		    "done",
		.fails = SERVED
		" announces_other_address "
		"nothing_else_on_stdout queue_waits_its_turn "
		"one_at_a_time",
		.clues = { { "announces_other_address", IN_ACTUAL,
			"Connection refused" } } },
	{ .phrase = "serves every client at once, each in a child",
		.fails = "one_at_a_time crowd_in_reverse",
		.clues = { { "one_at_a_time", IN_ACTUAL,
			"it is @(served|announced)" } } },
	{ .phrase = "sends away who comes while another client is "
		    "served",
		.fails = "queue_waits_its_turn one_at_a_time "
			 "crowd_in_reverse all_said_before_its_turn "
			 "short_receive",
		.clues = { { "queue_waits_its_turn", IN_ACTUAL,
			"it is sent away" } } },
	{ .phrase = "greets its clients before it echoes",
		.fails = SERVED " " WORDS " " INTERRUPTED " " TURN
				" half_close late_reader_gets_the_rest",
		.clues = { { "crowd_in_reverse", IN_MESSAGE,
			"byte 1 *" } } },

	/* --- step 4: echo --- */
	{ .phrase = "expects that send takes all it is given",
		.fails = "short_send",
		.clues = { { "short_send", IN_STATUS, "timeout" } } },
	{ .phrase = "takes a send that took a part for a lost "
		    "client",
		.fails = "short_send",
		.clues = { { "short_send", IN_MESSAGE,
			"* before the program @(ended|reset) the "
			"connection" } } },
	{ .phrase = "takes what it received for a string",
		.fails = LONG " echoes_every_byte_value",
		.clues = { { "echoes_every_byte_value", IN_STATUS,
			"timeout" } } },
	{ .phrase = "hands what it received to printf as a format",
		.fails = "echoes_every_byte_value",
		.clues = { { "echoes_every_byte_value", IN_STATUS,
			"@(sanitizer|crash)" } } },
	{ .phrase = "ends what it received with a zero byte for "
		    "which there is no room",
		.fails = LONG
		" half_close all_said_before_its_turn "
		"nothing_of_the_previous_client "
		"left_before_its_turn leaves_without_reading "
		"never_reads lost_clients",
		.clues = { { "half_close", IN_STATUS, "sanitizer" } } },
	{ .phrase = "sends back as much as the longest message "
		    "had so far",
		.fails = LONG
		" echoes_every_byte_value pause_at_every_split "
		"half_close all_said_before_its_turn "
		"nothing_of_the_previous_client short_receive "
		"left_before_its_turn leaves_without_reading "
		"never_reads lost_clients",
		.clues = { { "nothing_of_the_previous_client",
			IN_MESSAGE, "more comes *" } } },
	{ .phrase = "wants to have all of it before it sends any "
		    "of it back",
		.fails = SERVED " " WORDS " " INTERRUPTED " " TURN,
		.clues = { { "echoes_a_word", IN_STATUS,
			"timeout" } } },
	{ .phrase = "takes the newline for the end of a message",
		.fails = SERVED " " WORDS " " INTERRUPTED " " TURN,
		.clues = { { "echoes_a_word", IN_STATUS, "timeout" },
			{ "echoes_every_byte_value", IN_EVENTS,
				"client receives *" } } },
	{ .phrase = "takes the first recv for all that a client "
		    "has to say",
		.fails = WORDS " crowd_in_reverse pause_at_every_split "
			       "short_receive silent_client",
		.clues = { { "echoes_every_byte_value", IN_EXPECTED,
			"%s%n*" } } },
	{ .phrase = "takes a buffer that is not full for the end "
		    "of the stream",
		.fails = WORDS " crowd_in_reverse pause_at_every_split "
			       "short_receive silent_client",
		.clues = { { "echoes_every_byte_value", IN_EXPECTED,
			"!(%s%n*)" } } },
	{ .phrase = "closes by a reset, to be rid of TIME_WAIT",
		.fails = SERVED " " LONG " " INTERRUPTED " " TURN
				" echoes_byte_by_byte half_close",
		.clues = { { "half_close", IN_MESSAGE,
			"*end in order*reset*" } } },
	{ .phrase = "takes a client that has ended its side for "
		    "gone",
		.fails = "all_said_before_its_turn "
			 "late_reader_gets_the_rest",
		.clues = { { "all_said_before_its_turn", IN_MESSAGE,
			"* reset the connection" } } },
	{ .phrase = "stops when the client has ended, whatever it "
		    "still has to send",
		.fails = "late_reader_gets_the_rest",
		.clues = { { "late_reader_gets_the_rest", IN_MESSAGE,
			"* ended the connection" } } },

	/* --- step 5: survive --- */
	{ .phrase = "ends when a connection breaks, as a client "
		    "would",
		.fails = "client_resets reset_in_the_queue "
			 "leaves_without_reading never_reads "
			 "lost_clients",
		.clues = { { "client_resets", IN_ACTUAL,
			"the program ended" } } },
	{ .phrase = "expects send to say so when the client is "
		    "gone",
		.fails = "leaves_without_reading",
		.clues = { { "leaves_without_reading", IN_MESSAGE,
			"*signal 13*" } } },
	{ .phrase = "takes a first recv that returns 0 for "
		    "\"nothing yet\"",
		.fails = "left_before_its_turn connects_and_leaves",
		.clues = { { "connects_and_leaves", IN_STATUS,
			"timeout" } } },
	{ .phrase = "sets a time limit for clients that say "
		    "nothing",
		.fails = "silent_client",
		.clues = { { "silent_client", IN_EVENTS,
			"grader injects *" } } },
	{ .phrase = "sends again at once when the client's buffer "
		    "is full",
		.fails = "never_reads",
		.clues = { { "never_reads", IN_ACTUAL, "it spins" } } },
	{ .phrase = "asks again at once when a non-blocking call "
		    "has nothing",
		.fails = "idle_burns_nothing",
		.clues = { { "idle_burns_nothing", IN_ACTUAL,
			"it spins" } } },
	{ .phrase = "takes every failure of accept for the end of "
		    "the server",
		.fails = "accept_aborted no_descriptor_free "
			 "interrupted_accept",
		.clues = { { "no_descriptor_free", IN_MESSAGE,
			"!(*cannot accept clients*)" } } },
	{ .phrase = "forgets that a signal may interrupt accept",
		.fails = "interrupted_accept",
		.clues = { { "interrupted_accept", IN_MESSAGE,
			"*@(ended|reset)*" } } },
	{ .phrase = "expects that an accept that failed works if "
		    "it is called again at once",
		.fails = "no_descriptor_free",
		.clues = { { "no_descriptor_free", IN_ACTUAL,
			"it spins" } } },
	{ .phrase = "takes a recv that a signal interrupted for "
		    "the end of the client",
		.fails = "interrupted_receive",
		.clues = { { "interrupted_receive", IN_MESSAGE,
			"* the connection" } } },
	{ .phrase = "expects that only waiting for a client is "
		    "interrupted by signals",
		.fails = "interrupted_send",
		.clues = { { "interrupted_send", IN_MESSAGE,
			"* the connection" } } },
	{ .phrase = "expects that a call that was interrupted "
		    "once is not interrupted again",
		.fails = "interrupted_receive interrupted_send",
		.clues = { { "interrupted_receive", IN_MESSAGE,
			"* the connection" } } },
	{ .phrase = "takes shutdown for enough to give a "
		    "connection back",
		.fails = "lost_clients many_clients",
		.clues = { { "many_clients", IN_ACTUAL,
			"descriptors are left open" } } },
	{ .phrase = "closes a connection only where all went well",
		.fails = "lost_clients",
		.clues = { { "lost_clients", IN_ACTUAL,
			"descriptors are left open" } } },
	{ .phrase = "expects that memory comes back when a client "
		    "leaves",
		.fails = "many_clients",
		.clues = { { "many_clients", IN_ACTUAL,
			"more memory" } } },
	{ .phrase = "reserves a place in an array for every "
		    "client there will ever be",
		.fails = "many_clients",
		.clues = { { "many_clients", IN_STATUS,
			"sanitizer" } } },
	{ .phrase = NULL },
};
