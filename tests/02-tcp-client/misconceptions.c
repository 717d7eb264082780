/*
 * What people who write echoclient may believe, and how it shows in the
 * tests of test_echoclient.c; see diagnosis.h.  The samples in
 * tests/samples/02-tcp-client/wrong/ have the same phrases.
 *
 * SPDX-License-Identifier: MIT
 */
#include "diagnosis.h"

/* Tests that fail together. */
#define USAGE                                         \
	"usage_without_arguments usage_with_too_few " \
	"usage_with_too_many"
#define PORTS "bad_ports ports_out_of_range"
#define REPLIES                                               \
	"reply_in_one_piece long_reply reply_byte_by_byte "   \
	"reply_at_every_split reply_is_the_peers zero_bytes " \
	"reply_is_no_format extra_bytes server_keeps_open "   \
	"server_is_silent"
#define IN_PIECES                                              \
	"reply_byte_by_byte reply_at_every_split extra_bytes " \
	"server_is_silent"
#define INTERRUPTED                                \
	"interrupted_connect interrupted_sending " \
	"interrupted_receiving"
#define NAMES                                          \
	"name_by_dns name_in_hosts_file ipv6_address " \
	"second_address_connects interrupted_refusal one_family_only"
#define SUCCESS                                            \
	"orderly_end server_ends_after_reply " INTERRUPTED \
	" full_disk short_write " NAMES
#define LOSSES "early_close reset_by_server losses_differ"
#define NO_CONNECTION                                  \
	"connection_refused reasons_differ no_socket " \
	"no_address_connects"
#define ONE_BYTE_MORE "whole_word_arrives empty_word orderly_end"
#define ANY_WORD                                                 \
	"whole_word_arrives any_byte_value word_like_an_option " \
	"long_word short_send slow_reader"
#define LEAKS                                         \
	"reply_in_one_piece orderly_end name_by_dns " \
	"second_address_connects"

const struct misconception chapter_misconceptions[] = {
	/* --- step 1: usage --- */
	{ .phrase = "prints its usage where it prints its results",
		.fails = USAGE,
		.clues = { { "usage_with_too_few", IN_ACTUAL,
				   "*USAGE*" },
			{ "usage_with_too_few", IN_EXPECTED,
				"nothing on stdout" } } },
	{ .phrase = "takes a wrong call for no failure",
		.fails = USAGE,
		.clues = { { "usage_with_too_few", IN_ACTUAL,
			"exit status 0" } } },
	{ .phrase = "expects only people, who know a usage line "
		    "however it begins",
		.fails = USAGE,
		.clues = { { "usage_with_too_few", IN_ACTUAL,
				   "*[Uu]sage*" },
			{ "usage_with_too_few", IN_EXPECTED,
				"*USAGE: echoclient*" } } },
	{ .phrase = "takes it for granted that it is called the right "
		    "way",
		.fails = USAGE,
		.clues = { { "usage_with_too_few", IN_STATUS,
			"@(sanitizer|crash)" } } },
	{ .phrase = "may choose a port by itself when it is given none",
		.fails = "usage_with_too_few" },
	{ .phrase = "makes one word of all the arguments between "
		    "server and port",
		.fails = "usage_with_too_many",
		.clues = { { "usage_with_too_many", IN_ACTUAL,
			"*[Cc]onnect*" } } },
	{ .phrase = "takes \"too few arguments\" for the only wrong "
		    "number",
		.fails = "usage_with_too_many" },
	{ .phrase = "relies on atoi to tell good numbers from bad ones",
		.fails = "bad_ports",
		.clues = { { "bad_ports", IN_MESSAGE,
			"\"[1-9]*x\" is no port*" } } },
	{ .phrase = "takes the exit status for message enough",
		.fails = PORTS,
		.clues = { { "bad_ports", IN_MESSAGE,
			"*without a word*" } } },
	{ .phrase = "looks for the range of a port after it is in 16 "
		    "bits",
		.fails = "ports_out_of_range",
		.clues = { { "ports_out_of_range", IN_MESSAGE,
			"\"-*\" is no port*" } } },
	{ .phrase = "leaves it to getaddrinfo to check the port",
		.fails = "ports_out_of_range",
		.clues = { { "ports_out_of_range", IN_MESSAGE,
			"\"[1-9]*\" is no port*" } } },
	{ .phrase = "takes whatever begins with a digit for an address",
		.fails = "not_an_address",
		.clues = { { "not_an_address", IN_EVENTS,
			"program waits *" } } },
	{ .phrase = "takes it for granted that every host is found",
		.fails = "not_an_address unknown_name",
		.clues = { { "unknown_name", IN_STATUS,
			"@(sanitizer|crash)" } } },

	/* --- step 2: connect --- */
	{ .phrase = "stores the port with its bytes the wrong way "
		    "round",
		.fails = "connects_to_dotted_quad "
			 "port_in_network_order connection_refused "
			 "no_address_connects empty_word empty_reply "
			 "broken_before_sending "
			 "reset_while_sending " LOSSES " " ANY_WORD
			 " " REPLIES " " SUCCESS,
		.clues = { { "port_in_network_order", IN_MESSAGE,
			"*bytes swapped*" } },
		.certain = true },
	{ .phrase = "expects its server on its own machine, whatever "
		    "it is told",
		.fails = "not_an_address connects_to_dotted_quad "
			 "ipv6_address second_address_connects "
			 "one_family_only unknown_name" },
	{ .phrase = "takes ports below 1024 for nothing that a program "
		    "of ours could use",
		.fails = "connects_to_dotted_quad",
		.clues = { { "connects_to_dotted_quad", IN_EXPECTED,
			"the program connects to port 1" } } },
	{ .phrase = "reports that no connection comes about, and calls "
		    "that success",
		.fails = NO_CONNECTION " not_an_address unknown_name",
		.clues = { { "connection_refused", IN_ACTUAL,
			"exit status 0" } } },
	{ .phrase = "takes what it says about failures for output",
		.fails = NO_CONNECTION,
		.clues = { { "connection_refused", IN_EVENTS,
			"program prints *" } } },
	{ .phrase = "takes \"no connection\" for reason enough",
		.fails = "reasons_differ",
		.clues = { { "reasons_differ", IN_MESSAGE,
			"*both times*" } } },
	{ .phrase = "goes on as if connected when no address has "
		    "connected",
		.fails = "reasons_differ",
		.clues = { { "reasons_differ", IN_MESSAGE,
				   "*both times*" },
			{ "reasons_differ", IN_ACTUAL,
				"*Bad file descriptor*" } } },
	{ .phrase = "asks errno for the reason after another call has "
		    "changed it",
		.fails = "reasons_differ no_socket",
		.clues = { { "reasons_differ", IN_ACTUAL,
			"*Bad file descriptor*" } } },
	{ .phrase = "takes it for granted that it gets a socket",
		.fails = "no_socket",
		.clues = { { "no_socket", IN_MESSAGE,
			"*both times*" } } },

	/* --- step 3: send --- */
	{ .phrase = "takes the NUL at the end for a part of the word",
		.fails = ONE_BYTE_MORE,
		.clues = { { "whole_word_arrives", IN_ACTUAL,
			"1 byte \"\\0\"" } } },
	{ .phrase = "ends what it sends with a newline, as on a "
		    "terminal",
		.fails = ONE_BYTE_MORE,
		.clues = { { "whole_word_arrives", IN_ACTUAL,
			"1 byte \"\\n\"" } } },
	{ .phrase = "takes the size of a pointer for the length of the "
		    "word",
		.fails = "whole_word_arrives empty_word "
			 "any_byte_value long_word short_send "
			 "slow_reader empty_reply "
			 "server_ends_after_reply "
			 "reset_while_sending short_write " REPLIES
			 " " INTERRUPTED " " NAMES,
		.passes = "orderly_end",
		.clues = { { "whole_word_arrives", IN_EVENTS,
			"server receives 8 bytes *" } } },
	{ .phrase = "takes it for granted that send takes all at once",
		.fails = "short_send",
		.clues = { { "short_send", IN_STATUS, "timeout" } } },
	{ .phrase = "sends the whole word again when a part of it was "
		    "left over",
		.fails = "short_send",
		.clues = { { "short_send", IN_MESSAGE,
			"byte * is not what it should be" } } },
	{ .phrase = "takes it for a failure when send takes only a "
		    "part",
		.fails = "short_send",
		.clues = { { "short_send", IN_MESSAGE,
			"* came before the program ended *" } } },
	{ .phrase = "takes it for granted that a word fits into its "
		    "array",
		.fails = "long_word slow_reader long_reply "
			 "reset_while_sending",
		.clues = { { "reset_while_sending", IN_STATUS,
			"@(sanitizer|crash)" } } },
	{ .phrase = "cuts a word that does not fit into its array",
		.fails = "long_word slow_reader long_reply "
			 "reset_while_sending",
		.clues = { { "long_word", IN_STATUS, "timeout" } } },
	{ .phrase = "takes EAGAIN for the end of the connection",
		.fails = "slow_reader reset_while_sending",
		.clues = { { "slow_reader", IN_EVENTS,
			"program exits status 1" } } },
	{ .phrase = "takes what a non-blocking send does not take for "
		    "sent",
		.fails = "slow_reader",
		.clues = { { "slow_reader", IN_STATUS, "timeout" } } },
	{ .phrase = "ends the word at the first blank",
		.fails = "any_byte_value",
		.clues = { { "any_byte_value", IN_EVENTS,
			"server receives 8 bytes *" } } },
	{ .phrase = "takes a byte above 127 for the end of the word",
		.fails = "any_byte_value",
		.clues = { { "any_byte_value", IN_EVENTS,
			"server receives 127 bytes *" } } },
	{ .phrase = "takes a word that begins with a hyphen for an "
		    "option",
		.fails = "word_like_an_option" },
	{ .phrase = "expects the echo of each byte before it sends the "
		    "next",
		.fails = ANY_WORD " " REPLIES " " LOSSES " " SUCCESS
				  " reset_while_sending",
		.clues = { { "long_word", IN_EVENTS,
			"server receives 1 byte *" } } },

	/* --- step 4: receive --- */
	{ .phrase = "takes what one recv brings for the whole reply",
		.fails = "long_reply " IN_PIECES " " LOSSES,
		.clues = { { "reply_byte_by_byte", IN_MESSAGE,
			"* not printed" } } },
	{ .phrase = "takes a reply that does not come in one piece for "
		    "lost",
		.fails = "long_reply losses_differ " IN_PIECES },
	{ .phrase = "takes MSG_WAITALL for a promise that all will "
		    "come",
		.fails = LOSSES },
	{ .phrase = "takes the end of the connection for the end of "
		    "the reply",
		.fails = "empty_reply orderly_end full_disk "
			 "short_write " REPLIES " " INTERRUPTED
			 " " NAMES,
		.passes = "server_ends_after_reply",
		.clues = { { "server_keeps_open", IN_EVENTS,
			"program waits *" } } },
	{ .phrase = "prints the word instead of what came back",
		.fails = "reply_is_the_peers zero_bytes "
			 "reply_is_no_format",
		.clues = { { "reply_is_the_peers", IN_EVENTS,
			"program prints *" } } },
	{ .phrase = "takes a reply that differs from the word for a "
		    "failure",
		.fails = "reply_is_the_peers zero_bytes "
			 "reply_is_no_format",
		.clues = { { "reply_is_the_peers", IN_EVENTS,
			"program exits status 1" } } },
	{ .phrase = "takes the reply for a string",
		.fails = "zero_bytes" },
	{ .phrase = "prints bytes by %s that nobody has ended",
		.fails = "empty_reply " REPLIES " " SUCCESS,
		.clues = { { "reply_in_one_piece", IN_STATUS,
			"sanitizer" } } },
	{ .phrase = "ends a full array with a NUL behind its last byte",
		.fails = "long_reply",
		.clues = { { "long_reply", IN_STATUS, "sanitizer" } } },
	{ .phrase = "takes the reply for a format",
		.fails = "zero_bytes reply_is_no_format" },
	{ .phrase = "prints all that comes instead of what it waits "
		    "for",
		.fails = "extra_bytes",
		.clues = { { "extra_bytes", IN_ACTUAL,
			"*more\\n\"" } } },
	{ .phrase = "expects at least one byte of reply",
		.fails = "empty_reply",
		.clues = { { "empty_reply", IN_STATUS, "timeout" } } },
	{ .phrase = "asks again and again instead of waiting",
		.fails = "server_is_silent",
		.clues = { { "server_is_silent", IN_ACTUAL,
			"it spins" } } },
	{ .phrase = "takes a pause for the end",
		.fails = "server_is_silent",
		.clues = { { "server_is_silent", IN_EVENTS,
			"program exits status 1" } } },

	/* --- step 5: finish --- */
	{ .phrase = "leaves the line without an end",
		.fails = SUCCESS,
		.clues = { { "orderly_end", IN_ACTUAL,
			"\"Received: *[a-z]\"" } } },
	{ .phrase = "gives back a count as its exit status",
		.fails = SUCCESS,
		.clues = { { "orderly_end", IN_ACTUAL,
			"exit status *" } } },
	{ .phrase = "reports its progress where failures are reported",
		.fails = SUCCESS,
		.clues = { { "orderly_end", IN_EXPECTED,
			"nothing on stderr" } } },
	{ .phrase = "prints its progress between its results",
		.fails = "empty_reply broken_before_sending "
			 "reset_while_sending " REPLIES " " LOSSES
			 " " SUCCESS,
		.clues = { { "reply_in_one_piece", IN_ACTUAL,
			"*Received: *" } } },
	{ .phrase = "takes a reset for the quicker way to close",
		.fails = "orderly_end",
		.clues = { { "orderly_end", IN_EVENTS,
			"server sees a reset *" } } },
	{ .phrase = "takes the end of the connection for the end of "
		    "its work",
		.fails = "early_close losses_differ",
		.clues = { { "early_close", IN_ACTUAL,
			"exit status 0" } } },
	{ .phrase = "reports that the server has closed, and calls "
		    "that success",
		.fails = "early_close losses_differ",
		.clues = { { "early_close", IN_ACTUAL,
				   "exit status 0" },
			{ "early_close", IN_EVENTS,
				"program says on stderr *" } } },
	{ .phrase = "takes the 0 of recv for \"nothing yet\"",
		.fails = "early_close losses_differ",
		.clues = { { "early_close", IN_ACTUAL,
			"it goes on in circles" } } },
	{ .phrase = "takes the exit status for message enough when the "
		    "server ends",
		.fails = "early_close losses_differ",
		.clues = { { "early_close", IN_MESSAGE,
			"*without a word*" } } },
	{ .phrase = "prints as many bytes as it expected, whatever "
		    "came",
		.fails = "early_close losses_differ",
		.clues = { { "early_close", IN_MESSAGE,
			"stdout is not what it should be" } } },
	{ .phrase = "asks errno why the connection has ended",
		.fails = "early_close",
		.clues = { { "early_close", IN_MESSAGE,
			"*errno knows nothing*" } } },
	{ .phrase = "takes an end and a failure of the connection for "
		    "one and the same",
		.fails = "losses_differ" },
	{ .phrase = "takes an error of recv for the end of the reply",
		.fails = "reset_by_server losses_differ" },
	{ .phrase = "takes it for granted that the server still reads",
		.fails = "broken_before_sending",
		.clues = { { "broken_before_sending", IN_STATUS,
			"crash" } } },
	{ .phrase = "repeats a send whatever the reason why it failed",
		.fails = "broken_before_sending reset_while_sending",
		.clues = { { "broken_before_sending", IN_ACTUAL,
			"it goes on in circles" } } },
	{ .phrase = "never looks whether send has failed",
		.fails = "broken_before_sending reset_while_sending "
			 "interrupted_sending" },
	{ .phrase = "takes it for granted that no signal interrupts a "
		    "call",
		.fails = INTERRUPTED " interrupted_refusal" },
	{ .phrase = "takes an interrupted connect for a refused one",
		.fails = "interrupted_connect interrupted_refusal" },
	{ .phrase = "takes the end of connecting for a connection",
		.fails = "interrupted_refusal" },
	{ .phrase = "takes an interrupted call for one that has done "
		    "its work",
		.fails = "interrupted_sending",
		.clues = { { "interrupted_sending", IN_STATUS,
			"timeout" } } },
	{ .phrase = "takes an interrupted recv for a broken connection",
		.fails = "interrupted_receiving" },
	{ .phrase = "does not look whether all of its output was "
		    "written in the end",
		.fails = "full_disk",
		.clues = { { "full_disk", IN_ACTUAL,
			"exit status 0" } } },
	{ .phrase = "takes it for granted that write takes all at once",
		.fails = "short_write" },
	{ .phrase = "gives up when the server ends, before it has "
		    "taken what came",
		.fails = "server_ends_after_reply" },
	{ .phrase = "never frees the list of addresses",
		.fails = LEAKS,
		.clues = { { "orderly_end", IN_EVENTS,
			"*leak of 64 byte*" } } },
	{ .phrase = "never frees what it has taken from the heap",
		.fails = LEAKS,
		.clues = { { "orderly_end", IN_EVENTS,
			"*leak of [89] byte*" } } },

	/* --- step 6: names --- */
	{ .phrase = "takes every server for an address in digits",
		.fails = "name_by_dns name_in_hosts_file "
			 "second_address_connects one_family_only "
			 "no_address_connects unknown_name",
		.passes = "ipv6_address" },
	{ .phrase = "takes IPv4 for all there is",
		.fails = "ipv6_address one_family_only",
		.passes = "name_by_dns" },
	{ .phrase = "takes DNS for the only place where names are",
		.fails = "name_in_hosts_file",
		.passes = "name_by_dns" },
	{ .phrase = "takes the first address for the only one",
		.fails = "second_address_connects one_family_only",
		.passes = "name_by_dns ipv6_address",
		.clues = { { "second_address_connects", IN_EVENTS,
			"program exits status 1" } } },
	{ .phrase = "complains about each address, even if the next "
		    "one connects",
		.fails = "second_address_connects one_family_only",
		.clues = { { "second_address_connects", IN_EXPECTED,
			"nothing on stderr" } } },
	{ .phrase = "takes one socket for addresses of every family",
		.fails = "one_family_only" },
	{ .phrase = "takes errno for the reason why a look-up failed",
		.fails = "unknown_name",
		.clues = { { "unknown_name", IN_MESSAGE,
			"*errno knows nothing*" } } },
	{ .phrase = "takes every failed look-up for an unknown name",
		.fails = "unknown_name",
		.clues = { { "unknown_name", IN_MESSAGE,
			"*both times*" } } },
	{ .phrase = NULL },
};
