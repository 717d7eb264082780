/*
 * What people who write udpserver may believe, and by which facts of a
 * failed test each belief shows; see causes.h.  The samples in
 * tests/samples/05-udp-server/ have the same phrases.
 *
 * SPDX-License-Identifier: MIT
 */
#include "causes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Calls on a socket; 0 to 2 are its input and output. */
#define SENDS "@(send|sendto|sendmsg|write|writev)([3-9]*)"
#define RECEIVES "@(recv|recvfrom|recvmsg|read|readv)([3-9]*)"
/* With the last argument: notes have come from the kernel, or go. */
#define NOTED "recvmsg(*, *, *, [1-9]*) = [0-9]*"
#define NOT_NOTED "recvmsg(*, *, *, 0) = [0-9]*"
#define SENDS_NOTE "sendmsg(*, *, *, [1-9]*)*"
#define ASKS_FOR_NOTES "setsockopt(*, 0, 8, 1) = 0"
#define PRINTS "@(printf|puts|fputs|fprintf|dprintf|fwrite)(*"
#define COMPLAINS                                     \
	"@(perror|warn|warnx|err|errx|fprintf|fputs|" \
	"fwrite)(@(stderr|E|constant|0)*"
#define ASKS_ERRNO "@(perror|strerror|warn|err)(*"
#define READS_NUMBER "@(strto*|ato[il]|sscanf)(*"
/* An error's name follows, but not that of an interruption. */
#define FAILS " = -1 @(E[!I]*|EINVAL*)"
#define INTERRUPTED " = -1 EINTR*"
#define REFUSED " = -1 ECONNREFUSED*"

#define USAGE "usage_*"
#define START                                 \
	"port_in_use two_servers bind_fails " \
	"reason_is_told"
#define ECHOES "echoes_* short_after_long clients_mixed"
#define SENDER                                              \
	"answers_from_127_0_0_9 answers_from_each_address " \
	"addresses_in_turn answers_from_a_new_address"
#define OWN "own_datagram own_from_another_address"
#define ANSWERED "*the datagram is answered*"
#define LINES                                            \
	"announces_datagram announces_port gone_client " \
	"unreachable_client port_zero failed_answer"

enum { LARGEST = 65507 };

/* --- facts that several causes ask for --- */

static bool said(const struct facts *f, const char *what)
{
	char pattern[100];

	snprintf(pattern, sizeof pattern, "program says on stderr %s",
		what);
	return saw_last(f, pattern);
}

static bool has_ended(const struct facts *f)
{
	return saw_last(f, "program @(exits|dies) *");
}

static bool breaks(const struct facts *f)
{
	return status_is(f, "@(sanitizer|crash)");
}

static bool shows_usage(const struct facts *f)
{
	return said(f, "*[Uu][Ss][Aa][Gg][Ee]*");
}

static bool starts_up(const struct facts *f)
{
	return called(f, "bind(*");
}

/* Is the argument that it was started with such a one? */
static bool port_is(const struct facts *f, const char *characters)
{
	char port[40];

	argument_of(f, 1, port, sizeof port);
	return port[0] != '\0' &&
		strspn(port, characters) == strlen(port);
}

/* A skeleton without all of step 5 ends with its own words. */
static bool is_half_finished(const struct facts *f)
{
	return failed_with(f, "interrupted_receive",
		"*cannot receive datagrams: *");
}

/* In what it prints when it cannot receive the given lines speak. */
static bool skeleton_ends(const struct facts *f)
{
	return said(f, "*cannot receive datagrams: *") &&
		!called(f, "@(signal|sigaction)(SIGPIPE*");
}

/* How many bytes came back, and how many should have. */
static bool lengths(const struct facts *f, long *wanted, long *came)
{
	const char *message = f->result->message;
	const char *there =
		message == NULL ? NULL : strstr(message, "it has ");

	return there != NULL &&
		sscanf(message, "the datagram should have the %ld",
			wanted) == 1 &&
		sscanf(there, "it has %ld", came) == 1;
}

static long longer_by(const struct facts *f)
{
	long wanted = 0;
	long came = 0;

	return lengths(f, &wanted, &came) ? came - wanted : 0;
}

/* The last reception that filled all of its room, or 0. */
static long filled(const struct facts *f)
{
	const char *last = last_call(f, RECEIVES " = [1-9]*");

	if (last == NULL || call_result(last) != call_number(last, 1))
		return 0;
	return call_result(last);
}

/* "127.0.0.1 port 7001", what is written of an answer's sender. */
static bool same_address(const struct facts *f)
{
	const char *wanted = f->result->expected;
	const char *came = f->result->actual;

	if (wanted == NULL || came == NULL)
		return false;
	size_t length = strcspn(wanted, " ");
	return strncmp(wanted, came, length + 1) == 0;
}

static bool same_port(const struct facts *f)
{
	const char *wanted = f->result->expected;
	const char *came = f->result->actual;

	if (wanted == NULL || came == NULL)
		return false;
	const char *right = strstr(wanted, " port ");
	const char *other = strstr(came, " port ");
	return right != NULL && other != NULL &&
		strcmp(right, other) == 0;
}

/* The right port, and an address that was not asked. */
static bool wrong_address(const struct facts *f)
{
	return test_is(f, SENDER) &&
		message_is(f, "*careful client*") && same_port(f) &&
		!same_address(f);
}

/* The same, as a client sees it that has connected its socket. */
static bool wrong_sender(const struct facts *f)
{
	return wrong_address(f) ||
		(test_is(f, "connected_clients") &&
			status_is(f, "timeout") &&
			failed_with(f, "answers_from_127_0_0_9",
				"*careful client*"));
}

static bool nobody_waits(const struct facts *f)
{
	return actual_is(f, "the kernel refuses it");
}

static bool printed(const struct facts *f, const char *what)
{
	char pattern[100];

	snprintf(pattern, sizeof pattern, "program prints *%s*", what);
	return saw_last(f, pattern);
}

/* --- step 1: usage --- */

static bool usage_on_stdout(const struct facts *f)
{
	return test_is(f, USAGE " bad_ports") &&
		expected_is(f, "nothing on stdout") &&
		actual_is(f, "*[Uu][Ss][Aa][Gg][Ee]*");
}

static bool usage_is_success(const struct facts *f)
{
	return test_is(f, USAGE) && actual_is(f, "exit status 0") &&
		shows_usage(f);
}

static bool default_port(const struct facts *f)
{
	return test_is(f, "usage_without_arguments") && starts_up(f) &&
		!breaks(f) && !shows_usage(f);
}

static bool first_argument_only(const struct facts *f)
{
	return test_is(f, "usage_with_two_ports") && starts_up(f) &&
		!shows_usage(f) && passed(f, "usage_without_arguments");
}

static bool takes_a_bad_port(const struct facts *f)
{
	return test_is(f, "bad_ports") && called(f, "bind(*) = 0");
}

static bool port_by_atoi(const struct facts *f)
{
	return takes_a_bad_port(f) && !port_is(f, "-0123456789") &&
		called(f, "@(strto*|ato[il])(*");
}

static bool port_in_16_bits(const struct facts *f)
{
	char bound[40];
	long port = last_argument(f);

	snprintf(bound, sizeof bound, "bind(* port %ld\") = 0",
		port & 0xffff);
	return test_is(f, "bad_ports") && called(f, bound) &&
		port_is(f, "-0123456789") && port != (port & 0xffff);
}

static bool port_in_a_short(const struct facts *f)
{
	return test_is(f, "high_ports") && last_argument(f) > 32767 &&
		!called(f, "bind(*) = 0");
}

static bool low_ports_refused(const struct facts *f)
{
	return test_is(f, "high_ports") && last_argument(f) < 1024 &&
		last_argument(f) > 0 && !starts_up(f);
}

/* --- step 2: bind --- */

static bool port_swapped(const struct facts *f)
{
	char pattern[60];
	long port = last_argument(f);
	long swapped = (port & 0xff) << 8 | (port >> 8 & 0xff);

	if (port < 1 || port > 65535 || swapped == port ||
		test_is(f, USAGE))
		return false;
	snprintf(pattern, sizeof pattern, "bind(* port %ld\")*",
		swapped);
	return called(f, pattern);
}

static bool socket_for_a_stream(const struct facts *f)
{
	return called(f, "socket(AF_INET*, SOCK_STREAM*") &&
		!called(f, "socket(AF_INET*, SOCK_DGRAM*") &&
		!called(f, "listen(*");
}

static bool listens(const struct facts *f)
{
	return called(f, "listen(*) = -1 EOPNOTSUPP*");
}

static bool start_fails(const struct facts *f)
{
	return test_is(f, START) && called(f, "@(socket|bind)(*" FAILS);
}

static bool start_cannot_fail(const struct facts *f)
{
	return start_fails(f) &&
		called_after(f, "@(socket|bind)(*" FAILS,
			"@(recv|recvfrom|recvmsg|recvmmsg|poll|select|"
			"epoll_wait)(*");
}

static bool no_reason_told(const struct facts *f)
{
	return test_is(f, "reason_is_told") &&
		expected_is(f, "two different reasons") &&
		!called(f, ASKS_ERRNO);
}

static bool trouble_is_success(const struct facts *f)
{
	return start_fails(f) && actual_is(f, "exit status 0") &&
		said(f, "*");
}

static bool several_sockets(const struct facts *f)
{
	return call_count(f, "bind(*\"[1-9]* port [1-9]*\") = 0") > 1;
}

static bool loopback_only(const struct facts *f)
{
	return called(f, "bind(*\"127.0.0.1 port [1-9]*") &&
		!several_sockets(f) &&
		(nobody_waits(f) ||
			test_is(f,
				SENDER " connected_clients "
				       "unreachable_client "
				       "same_port_elsewhere"));
}

static bool addresses_at_the_start(const struct facts *f)
{
	return several_sockets(f) &&
		(nobody_waits(f) || status_is(f, "timeout"));
}

static bool shares_port(const struct facts *f, const char *option)
{
	char pattern[60];

	snprintf(pattern, sizeof pattern, "setsockopt(*%s, 1) = 0",
		option);
	return test_is(f, "two_servers port_in_use") &&
		called(f, pattern) && called(f, "bind(*) = 0");
}

static bool reuse_address(const struct facts *f)
{
	return shares_port(f, "SO_REUSEADDR") &&
		!called(f, "setsockopt(*SO_REUSEPORT*");
}

static bool reuse_port(const struct facts *f)
{
	return shares_port(f, "SO_REUSEPORT");
}

/* --- step 3: echo --- */

static bool called_once(const struct facts *f)
{
	return saw_last(f, "program exits status 0") &&
		call_count(f, SENDS "*") == 1 &&
		called_at_last(f, RECEIVES " = [0-9]*", SENDS "*");
}

static bool sender_not_asked(const struct facts *f)
{
	return called(f, SENDS " = -1 EDESTADDRREQ*") &&
		(called(f, "@(recv|read)([3-9]*) = [0-9]*") ||
			printed(f, "from 0.0.0.0 port 0:"));
}

static bool own_address_told(const struct facts *f)
{
	return test_is(f, "announces_* nothing_else_on_stdout") &&
		called(f, "getsockname(*") &&
		actual_is(f, "*Datagram from 0.0.0.0 port [1-9]*");
}

static bool size_not_set(const struct facts *f)
{
	return printed(f, "from 0.0.0.0 port 0:") &&
		!called(f, "getsockname(*") &&
		!called(f, SENDS " = -1 EDESTADDRREQ*");
}

/* Its own line tells that its answer has come to itself. */
static bool to_its_own_port(const struct facts *f)
{
	char line[60];

	if (test_is(f, OWN " same_port_elsewhere") ||
		!status_is(f, "timeout"))
		return false;
	snprintf(line, sizeof line, " port %ld: ", last_argument(f));
	return printed(f, line);
}

static bool first_client_only(const struct facts *f)
{
	const char *received = first_call(f, RECEIVES " = [0-9]*");
	char pattern[60];

	if (received == NULL || !status_is(f, "timeout"))
		return false;
	snprintf(pattern, sizeof pattern, "connect(%ld, *) = 0",
		call_number(received, 0));
	return called_after(f, RECEIVES " = [0-9]*", pattern);
}

static bool batch_not_full(const struct facts *f)
{
	return hangs_in(f, "recvmmsg(*") &&
		!called(f, "@(sendmsg|sendmmsg|sendto)(*") &&
		!test_is(f, OWN) && !passed(f, "echoes_a_word");
}

/* It does not fit into the largest datagram any more. */
static bool adds(const struct facts *f, const char *ending)
{
	char sent[60];
	char came[60];

	snprintf(sent, sizeof sent, "@(send*|write*)(*%s\"", ending);
	snprintf(came, sizeof came, "*%s\"", ending);
	if (test_is(f, "echoes_the_largest"))
		return called(f,
			       "@(send*|write*)(*, 65508*) = -1 "
			       "EMSGSIZE*") &&
			called_in(f, "short_after_long", sent);
	if (test_is(f, "in_their_order"))
		return expected_is(f, "\"1\"") && actual_is(f, came);
	return longer_by(f) == 1 && actual_is(f, came);
}

static bool nul_too(const struct facts *f)
{
	return adds(f, "\\0");
}

static bool newline_added(const struct facts *f)
{
	return adds(f, "\\n");
}

static bool whole_array(const struct facts *f)
{
	enum { MORE_THAN_ANY_OF_THEM = 1024 };
	const char *received = last_call(f, RECEIVES " = [0-9]*");
	long wanted = 0;
	long came = 0;

	if (test_is(f, "in_their_order"))
		return call_result(first_call(f, SENDS " = [1-9]*")) >=
			MORE_THAN_ANY_OF_THEM;
	return lengths(f, &wanted, &came) &&
		came > MORE_THAN_ANY_OF_THEM && came > wanted &&
		received != NULL && call_number(received, 1) >= came &&
		call_number(received, 1) <= came + 100;
}

static bool old_bytes(const struct facts *f)
{
	if (test_is(f, "echoes_every_byte_value"))
		return longer_by(f) < 0 &&
			failed_with(f, "short_after_long",
				"*and nothing else; it has *");
	return test_is(f, "short_after_long") && longer_by(f) > 1 &&
		!whole_array(f);
}

static bool up_to_a_zero(const struct facts *f)
{
	return test_is(f, "echoes_every_byte_value") &&
		longer_by(f) < 0 && passed(f, "short_after_long") &&
		bytes_of(f, SENDS "*") < bytes_of(f, RECEIVES "*");
}

static bool fits_into_array(const struct facts *f)
{
	long wanted = 0;
	long came = 0;

	return lengths(f, &wanted, &came) && came < wanted &&
		filled(f) == came && came > 63;
}

static bool counts_what_was_cut(const struct facts *f)
{
	const char *last = last_call(f, RECEIVES " = [1-9]*");

	return test_is(f,
		       "echoes_large_ones echoes_the_largest "
		       "one_answer_each short_after_long") &&
		last != NULL &&
		call_result(last) > call_number(last, 1);
}

static bool empty_is_the_end(const struct facts *f)
{
	return test_is(f, "echoes_nothing") && has_ended(f) &&
		called(f, RECEIVES " = 0*") && !breaks(f) &&
		!called(f, SENDS " = 0*");
}

static bool empty_is_none(const struct facts *f)
{
	return test_is(f, "echoes_nothing") &&
		status_is(f, "timeout") && !printed(f, "Datagram");
}

static bool nothing_to_send(const struct facts *f)
{
	return test_is(f, "echoes_nothing") &&
		status_is(f, "timeout") && printed(f, ": 0 bytes") &&
		!called(f, SENDS "*");
}

/* All of it has come, and less is sent, in one datagram. */
static bool in_a_short(const struct facts *f)
{
	return test_is(f, "echoes_the_largest") &&
		called(f, RECEIVES " = 65507*") &&
		call_count(f, SENDS "*") <= 1 &&
		!called(f, "@(send*|write*)(*, 6550[78]*") &&
		passed(f, "echoes_large_ones");
}

static bool in_pieces(const struct facts *f)
{
	if (test_is(f, "one_answer_each"))
		return message_is(f, "*of 3000 bytes is answered by *");
	return test_is(f, "echoes_large_ones echoes_the_largest") &&
		longer_by(f) < 0 &&
		call_count(f, SENDS " = [1-9]*") >
		call_count(f, RECEIVES " = [1-9]*");
}

static bool answers_twice(const struct facts *f)
{
	if (test_is(f, "one_answer_each"))
		return message_is(f, "*of 5 bytes is answered by 2*");
	return test_is(f, "in_their_order") &&
		expected_is(f, "\"2\"") && actual_is(f, "\"1\"") &&
		failed_with(f, "one_answer_each",
			"*of 5 bytes is answered by 2*");
}

static bool last_first(const struct facts *f)
{
	return test_is(f, "in_their_order") &&
		expected_is(f, "\"1\"") &&
		actual_is(f, "\"@([2-9]|[1-9]+([0-9]))\"");
}

static bool low_sources_ignored(const struct facts *f)
{
	if (!passed(f, "echoes_a_word"))
		return false;
	if (test_is(f, "port_zero"))
		return status_is(f, "timeout") &&
			!printed(f, "Datagram") &&
			failed_with(f, "clients_mixed", ANSWERED);
	return test_is(f, "clients_mixed") && status_is(f, "timeout") &&
		saw(f, "third client receives *") &&
		!saw(f, "fourth client receives *");
}

static bool line_stays_in_buffer(const struct facts *f)
{
	return called(f, "@(printf|puts|fputs|fprintf|putchar)(*") &&
		!called(f, "fflush(*") && !called(f, "setvbuf(*") &&
		!saw_last(f, "program prints *") &&
		(actual_is(f, "@(nothing|the answer first)") ||
			expected_is(f, "*stdout has *") ||
			test_is(f, "nothing_else_on_stdout"));
}

static bool signed_quad(const struct facts *f)
{
	return test_is(f, "announces_datagram") &&
		actual_is(f, "*Datagram from [0-9.]*-[0-9]*");
}

static bool no_room_for_the_zero(const struct facts *f)
{
	return test_is(f, "announces_datagram") &&
		called(f, "inet_ntop(*, 15) = 0*");
}

static bool names_for_addresses(const struct facts *f)
{
	return test_is(f,
		       "announces_datagram nothing_else_on_stdout") &&
		actual_is(f, "?(\")Datagram from [a-z]*");
}

static bool first_text_kept(const struct facts *f)
{
	return test_is(f, "announces_datagram") &&
		saw_last(f, "client sends *") &&
		expected_is(f, "Datagram from 127.100.200.233 *") &&
		actual_is(f, "Datagram from 127.0.0.1 port *") &&
		!called(f, "inet_ntop(*, 15) = 0*");
}

static bool counts_to_zero_byte(const struct facts *f)
{
	return test_is(f, "announces_datagram") &&
		expected_is(f, "*: 2 bytes*") &&
		actual_is(f, "Datagram from *: 1 bytes*");
}

static bool port_not_converted(const struct facts *f)
{
	long port = 0;
	const char *there = f->result->message == NULL
		? NULL
		: strstr(f->result->message, "port is ");
	char pattern[60];

	if (test_is(f, "nothing_else_on_stdout"))
		return passed(f, "announces_datagram") &&
			failed_with(f, "announces_port",
				"the client's port is *") &&
			actual_is(f, "\"Datagram from *");
	if (!test_is(f, "announces_port") || there == NULL ||
		sscanf(there, "port is %ld", &port) != 1)
		return false;
	snprintf(pattern, sizeof pattern, "*port %ld:*",
		(port & 0xff) << 8 | (port >> 8 & 0xff));
	return actual_is(f, pattern);
}

static bool line_after_answer(const struct facts *f)
{
	return test_is(f, "announced_before_answer") &&
		actual_is(f, "the answer first") &&
		(called_next(f, SENDS " = [0-9]*", PRINTS) ||
			called_before(f, SENDS "*", PRINTS));
}

static bool greets(const struct facts *f)
{
	return test_is(f, "nothing_else_on_stdout") &&
		expected_is(f, "\"\"");
}

/* Before the first line, or right behind it: no answer has failed. */
static bool talks(const struct facts *f)
{
	return test_is(f, "nothing_else_on_stdout") &&
		expected_is(f, "\"Datagram*") &&
		actual_is(f,
			"\"@([!D]*|Datagram from 127.0.0.1 port "
			"* 3 bytes\\n[!D]*)");
}

/* The last datagram is the one whose answer fails. */
static bool trouble_on_stdout(const struct facts *f)
{
	if (start_fails(f) && expected_is(f, "nothing on stdout"))
		return called_after(f, "@(socket|bind)(*" FAILS,
			"@(printf|puts)(*");
	return test_is(f, "nothing_else_on_stdout") && !greets(f) &&
		!talks(f) && called_after(f, SENDS FAILS, PRINTS);
}

/* --- step 4: address --- */

/* What comes goes back by another descriptor, which is a new one. */
static bool new_socket(const struct facts *f)
{
	const char *received = first_call(f, RECEIVES " = [0-9]*");
	const char *sent = first_call(f, SENDS " = [0-9]*");

	return test_is(f,
		       SENDER " connected_clients "
			      "same_port_elsewhere") &&
		received != NULL && sent != NULL &&
		call_number(received, 0) != call_number(sent, 0) &&
		called_after(f, RECEIVES " = [0-9]*",
			"socket(AF_INET, SOCK_DGRAM*");
}

static bool note_of_the_first(const struct facts *f)
{
	if (test_is(f, "connected_clients"))
		return expected_is(f, "an answer from 192.0.2.1 *") &&
			passed(f, "answers_from_each_address") &&
			failed_with(f, "addresses_in_turn",
				"*comes from 127.0.0.9 *");
	return test_is(f, "addresses_in_turn") && wrong_address(f) &&
		actual_is(f, "127.0.0.9 *");
}

/* The client at 10.x was not the reason for this address. */
static bool always_loopback(const struct facts *f)
{
	return wrong_sender(f) && called(f, SENDS_NOTE) &&
		failed_with(f, "answers_from_each_address",
			"*comes from 127.0.0.1 *");
}

static bool no_room_for_note(const struct facts *f)
{
	return wrong_sender(f) && called(f, ASKS_FOR_NOTES) &&
		called(f, NOT_NOTED);
}

static bool notes_not_asked(const struct facts *f)
{
	return wrong_sender(f) && !is_half_finished(f) &&
		called(f, NOT_NOTED) && !called(f, ASKS_FOR_NOTES);
}

static bool note_without_address(const struct facts *f)
{
	return wrong_sender(f) && called(f, NOTED) &&
		called(f, SENDS_NOTE) && !always_loopback(f) &&
		!note_of_the_first(f);
}

static bool left_to_the_kernel(const struct facts *f)
{
	return wrong_sender(f) && !is_half_finished(f) &&
		called(f, "recvfrom(*) = [0-9]*") &&
		!called(f, "recvm*sg(*");
}

/* --- step 5: survive --- */

static bool ends_at_failed_answer(const struct facts *f)
{
	return test_is(f,
		       "port_zero unreachable_client failed_answer "
		       "nothing_else_on_stdout") &&
		has_ended(f) &&
		called_at_last(f, SENDS FAILS, COMPLAINS) &&
		!called_after(f, SENDS FAILS, RECEIVES "*");
}

static bool sends_until_it_works(const struct facts *f)
{
	return test_is(f, "port_zero unreachable_client") &&
		call_count(f, SENDS FAILS) > 20;
}

static bool ends_at_interruption(const struct facts *f)
{
	return test_is(f, "interrupted_receive") && has_ended(f) &&
		!skeleton_ends(f) &&
		called(f,
			"@(recv*|read|poll|select|epoll_wait|ppoll)"
			"(*" INTERRUPTED);
}

static bool ends_at_refusal(const struct facts *f)
{
	return test_is(f, "refusal_told_late gone_client") &&
		has_ended(f) && !skeleton_ends(f) &&
		called(f, RECEIVES REFUSED);
}

static bool refusals_asked_for(const struct facts *f)
{
	return ends_at_refusal(f) &&
		called(f, "setsockopt(*, 0, 11, 1) = 0");
}

static bool refusal_is_the_end(const struct facts *f)
{
	return ends_at_refusal(f) && !refusals_asked_for(f) &&
		passed(f, "interrupted_receive");
}

static bool no_signal_interrupts(const struct facts *f)
{
	return ends_at_interruption(f) &&
		passed(f, "refusal_told_late");
}

static bool every_failure_ends(const struct facts *f)
{
	return (ends_at_interruption(f) || ends_at_refusal(f)) &&
		!refusals_asked_for(f) &&
		!passed(f, "refusal_told_late interrupted_receive");
}

static bool interrupted_answer_lost(const struct facts *f)
{
	return test_is(f, "interrupted_send") &&
		status_is(f, "timeout") &&
		called(f, SENDS INTERRUPTED) &&
		!called_next(f, SENDS INTERRUPTED, SENDS "*");
}

static bool answers_itself(const struct facts *f)
{
	return test_is(f, OWN) && actual_is(f, "an answer") &&
		!passed(f, OWN) && !is_half_finished(f);
}

/* From the address that was asked, or from 127.0.0.1 to another one. */
static bool answers_own(const struct facts *f, bool from_loopback)
{
	return test_is(f, "own_from_another_address") &&
		actual_is(f, "an answer") &&
		passed(f, "own_datagram") &&
		message_is(f, "*, at 127.0.0.1, is *") == from_loopback;
}

static bool own_is_loopback(const struct facts *f)
{
	return answers_own(f, false) &&
		!saw_last(f, "own port sends from 127.0.0.1 *");
}

static bool own_is_asked(const struct facts *f)
{
	return answers_own(f, true);
}

static bool own_port_is_own(const struct facts *f)
{
	return test_is(f, "same_port_elsewhere") &&
		status_is(f, "timeout") && passed(f, OWN) &&
		!called(f, SENDS "*") && printed(f, "Datagram from");
}

static bool probe_stays_open(const struct facts *f)
{
	return test_is(f, "many_datagrams") &&
		call_count(f, "socket(*) = [0-9]*") >
		call_count(f, "close(*") + 3;
}

static bool memory_stays(const struct facts *f)
{
	return test_is(f, "many_datagrams") &&
		actual_is(f, "more memory") &&
		!called(f, "pthread_create(*") && !called(f, "fork(*");
}

static bool threads_stay(const struct facts *f)
{
	return test_is(f, "many_datagrams") &&
		called(f, "pthread_create(*");
}

static bool ends_at_a_number(const struct facts *f)
{
	return test_is(f, "many_datagrams") &&
		saw_last(f, "program exits status 0") && !breaks(f);
}

static bool asks_again(const struct facts *f)
{
	return test_is(f, "idle_burns_nothing") &&
		actual_is(f, "it @(spins|runs on)");
}

/* --- in the order of the steps; the special before the general --- */

const struct cause chapter_causes[] = {
	{ .phrase = "prints its usage where it prints its results",
		.section = "sec:udpserver-usage",
		.hint = "The usage line is for people: fprintf with "
			"stderr, not printf.",
		.shows = usage_on_stdout },
	{ .phrase = "takes a wrong call for no failure",
		.section = "sec:udpserver-usage",
		.hint = "Whoever starts it from a script asks for the "
			"exit status: a wrong call ends with 1.",
		.shows = usage_is_success },
	{ .phrase = "may choose a port by itself when it is given "
		    "none",
		.section = "sec:udpserver-usage",
		.hint = "The port is not optional: compare argc "
			"with 2.",
		.shows = default_port },
	{ .phrase = "looks at its first argument only",
		.section = "sec:udpserver-usage",
		.hint = "argc has to be 2: neither less nor more.",
		.shows = first_argument_only },
	{ .phrase = "relies on atoi to tell good numbers from bad "
		    "ones",
		.section = "sec:udpserver-usage",
		.hint = "atoi takes the digits at the beginning, and 0 "
			"for what has none: look at every character.",
		.shows = port_by_atoi },
	{ .phrase = "looks for the range of a port after it is in "
		    "16 bits",
		.section = "sec:udpserver-usage",
		.hint = "65543 in 16 bits is 7: compare with 65535 "
			"before the number becomes a port.",
		.shows = port_in_16_bits },
	{ .phrase = "takes ports for numbers that fit into a short",
		.section = "sec:udpserver-usage",
		.hint = "A short ends at 32767, ports end at 65535: "
			"take a long until you have looked.",
		.shows = port_in_a_short },
	{ .phrase = "takes ports below 1024 for nothing that a "
		    "program of ours could have",
		.section = "sec:udpserver-usage",
		.hint = "Whether the program may have the port is "
			"bind's affair: it says EACCES if not.",
		.shows = low_ports_refused },
	{ .phrase = "puts the port into the address as this machine "
		    "stores it",
		.section = "sec:udpserver-bind",
		.hint = "Ports travel with the more significant byte "
			"first: htons.",
		.shows = port_swapped },
	{ .phrase = "asks for a stream and waits for datagrams on it",
		.section = "sec:udpserver-bind",
		.hint = "SOCK_DGRAM makes a socket for datagrams.",
		.shows = socket_for_a_stream },
	{ .phrase = "expects that clients connect, as over TCP",
		.section = "sec:one-socket",
		.hint = "Nobody connects: there is nothing to listen "
			"for and to accept. Receive at once.",
		.shows = listens },
	{ .phrase = "takes it for granted that socket and bind work",
		.section = "sec:udpserver-bind",
		.hint = "Look at the result of each call: when it is "
			"-1, say why and end.",
		.shows = start_cannot_fail },
	{ .phrase = "takes \"cannot start\" for a message that says "
		    "enough",
		.section = "sec:udpserver-bind",
		.hint = "errno has the reason: perror, err or strerror "
			"turn it into words.",
		.shows = no_reason_told },
	{ .phrase = "takes a message for enough and leaves the exit "
		    "status alone",
		.section = "sec:udpserver-bind",
		.hint = "A server that could not start ends with "
			"status 1.",
		.shows = trouble_is_success },
	{ .phrase = "lists the addresses of the machine when it "
		    "starts",
		.section = "sec:udpserver-bind",
		.hint = "INADDR_ANY stands for all addresses, those "
			"included that come later.",
		.shows = addresses_at_the_start },
	{ .phrase = "takes 127.0.0.1 for the address of the machine",
		.section = "sec:udpserver-bind",
		.hint = "INADDR_ANY, not INADDR_LOOPBACK.",
		.shows = loopback_only },
	{ .phrase = "takes SO_REUSEPORT for a stronger SO_REUSEADDR",
		.section = "sec:udp-steal",
		.hint = "It is for servers that share the work: leave "
			"it away.",
		.shows = reuse_port },
	{ .phrase = "expects of SO_REUSEADDR what it does for TCP",
		.section = "sec:udp-steal",
		.hint = "For datagrams it lets two programs have one "
			"port: leave it away.",
		.shows = reuse_address },
	{ .phrase = "takes recvmsg for something that is called once",
		.section = "sec:udpserver-echo",
		.hint = "Each call brings one datagram: behind the "
			"answer, receive again.",
		.shows = called_once },
	{ .phrase = "expects that an answer finds its way without an "
		    "address",
		.section = "sec:udp-first-server",
		.hint = "Every datagram needs its receiver's address: "
			"take it from the one that you answer.",
		.shows = sender_not_asked },
	{ .phrase = "asks getsockname for the address of the other "
		    "end",
		.section = "sec:udp-first-server",
		.hint = "getsockname tells your own end; who has sent "
			"is told by the receiving call.",
		.shows = own_address_told },
	{ .phrase = "expects recvmsg to know how large the address "
		    "may be",
		.section = "sec:recvmsg",
		.hint = "msg_namelen has the room for the address, "
			"before every call.",
		.shows = size_not_set },
	{ .phrase = "sends the answer to the port that it waits on "
		    "itself",
		.section = "sec:udp-first-server",
		.hint = "Send to the address that came with the "
			"datagram, as it is, with its port.",
		.shows = to_its_own_port },
	{ .phrase = "takes the first client for the only one",
		.section = "sec:one-socket",
		.hint = "A connected socket hears one client only: "
			"do not connect it.",
		.shows = first_client_only },
	{ .phrase = "waits until its batch is full before it answers",
		.section = "sec:udpserver-echo",
		.hint = "MSG_WAITFORONE lets recvmmsg return with what "
			"is there.",
		.shows = batch_not_full },
	{ .phrase = "takes the NUL at the end for a part of the "
		    "datagram",
		.section = "sec:udpserver-echo",
		.hint = "Send as many bytes as came: the count of the "
			"receiving call.",
		.shows = nul_too },
	{ .phrase = "ends what it sends with a newline, as on a "
		    "terminal",
		.section = "sec:udpserver-echo",
		.hint = "The datagram goes back as it came, without a "
			"byte more.",
		.shows = newline_added },
	{ .phrase = "sends its whole array back, whatever came",
		.section = "sec:udpserver-echo",
		.hint = "Not sizeof the array: the count of the "
			"receiving call.",
		.shows = whole_array },
	{ .phrase = "sends bytes up to a zero that nobody has put "
		    "there",
		.section = "sec:udpserver-echo",
		.hint = "Behind the bytes that came are old ones: use "
			"the count of the receiving call.",
		.shows = old_bytes },
	{ .phrase = "takes what it received for a string",
		.section = "sec:udpserver-echo",
		.hint = "Zero bytes are data: use the count of the "
			"receiving call, never strlen.",
		.shows = up_to_a_zero },
	{ .phrase = "takes what MSG_TRUNC counts for what its array "
		    "holds",
		.section = "sec:recvmsg",
		.hint = "With MSG_TRUNC the result is the datagram's "
			"length, even if the array holds less.",
		.shows = counts_what_was_cut },
	{ .phrase = "cuts a long answer into several datagrams",
		.section = "sec:udpserver-echo",
		.hint = "One sending call, with all of the bytes.",
		.shows = in_pieces },
	{ .phrase = "expects that a datagram fits into its array",
		.section = "sec:recvmsg",
		.hint = "A datagram can have 65,507 bytes: what does "
			"not fit is cut off and lost.",
		.shows = fits_into_array },
	{ .phrase = "takes an empty datagram for the end",
		.section = "sec:udpserver-your-turn",
		.hint = "Over UDP there is no end: 0 is the length of "
			"an empty datagram.",
		.shows = empty_is_the_end },
	{ .phrase = "takes an empty datagram for none",
		.section = "sec:udpserver-your-turn",
		.hint = "0 is a length like any other: only -1 is a "
			"failure.",
		.shows = empty_is_none },
	{ .phrase = "sends nothing when there are no bytes to send",
		.section = "sec:udpserver-echo",
		.hint = "An empty datagram is sent by one call, too: "
			"no loop over what is left.",
		.shows = nothing_to_send },
	{ .phrase = "keeps the length of a datagram in a short",
		.section = "sec:udpserver-echo",
		.hint = "A short ends at 32767: take size_t, as "
			"recvmsg does.",
		.shows = in_a_short },
	{ .phrase = "sends each answer twice, to be on the safe side",
		.section = "sec:udpserver-echo",
		.hint = "The client asks again if it misses an answer: "
			"send one.",
		.shows = answers_twice },
	{ .phrase = "answers first what has come last",
		.section = "sec:udpserver-echo",
		.hint = "The queue is in order: answer each datagram "
			"before you take the next one.",
		.shows = last_first },
	{ .phrase = "takes clients with a low port for attackers",
		.section = "sec:udpserver-echo",
		.hint = "Every port from 1 on is a client's.",
		.shows = low_sources_ignored },
	{ .phrase = "expects that printf has shown the line when it "
		    "returns",
		.section = "sec:udpserver-echo",
		.hint = "Through a pipe the line stays in a buffer: "
			"fflush behind printf.",
		.shows = line_stays_in_buffer },
	{ .phrase = "takes a char for a number from 0 to 255",
		.section = "sec:udpserver-echo",
		.hint = "A char may be negative: use unsigned char, or "
			"inet_ntop.",
		.shows = signed_quad },
	{ .phrase = "counts the characters of a dotted quad and "
		    "forgets the zero behind them",
		.section = "sec:udpserver-echo",
		.hint = "INET_ADDRSTRLEN is 16: 15 characters and the "
			"zero.",
		.shows = no_room_for_the_zero },
	{ .phrase = "announces names where it should announce "
		    "addresses",
		.section = "sec:udpserver-echo",
		.hint = "The address as a dotted quad, by inet_ntop or "
			"NI_NUMERICHOST: no look-up.",
		.shows = names_for_addresses },
	{ .phrase = "keeps the text of the first client's address",
		.section = "sec:udpserver-echo",
		.hint = "Make the text anew for each datagram.",
		.shows = first_text_kept },
	{ .phrase = "counts the bytes of a datagram up to the first "
		    "zero",
		.section = "sec:udpserver-echo",
		.hint = "The receiving call has counted them: print "
			"that number.",
		.shows = counts_to_zero_byte },
	{ .phrase = "prints the port as it stands in the address",
		.section = "sec:udpserver-echo",
		.hint = "sin_port is in network byte order: ntohs.",
		.shows = port_not_converted },
	{ .phrase = "prints the line when the answer is on its way",
		.section = "sec:udpserver-echo",
		.hint = "Print and flush before you send.",
		.shows = line_after_answer },
	{ .phrase = "begins with a line about itself",
		.section = "sec:udpserver-echo",
		.hint = "Greetings go to stderr, or nowhere.",
		.shows = greets },
	{ .phrase = "reports its troubles where the datagrams are "
		    "announced",
		.section = "sec:udpserver-echo",
		.hint = "Troubles are for people: fprintf with stderr, "
			"warn or perror.",
		.shows = trouble_on_stdout },
	{ .phrase = "takes stdout for the place where a server tells "
		    "what it does",
		.section = "sec:udpserver-echo",
		.hint = "One line for each datagram goes to stdout, "
			"and all other remarks to stderr.",
		.shows = talks },
	{ .phrase = "takes a new socket for each answer, and so "
		    "another port",
		.section = "sec:one-socket",
		.hint = "Answer through the socket that has received "
			"the datagram.",
		.shows = new_socket },
	{ .phrase = "asks only once to which address the datagrams go",
		.section = "sec:udpserver-address",
		.hint = "Each datagram has a note of its own: read it "
			"anew.",
		.shows = note_of_the_first },
	{ .phrase = "answers from 127.0.0.1, wherever it was asked",
		.section = "sec:udpserver-address",
		.hint = "The note of the datagram has the address that "
			"was asked: ipi_spec_dst.",
		.shows = always_loopback },
	{ .phrase = "forgets that a note has a header",
		.section = "sec:ancillary",
		.hint = "CMSG_SPACE tells how much room a note needs, "
			"its header included.",
		.shows = no_room_for_note },
	{ .phrase = "reads notes that it has not asked for",
		.section = "sec:ancillary",
		.hint = "setsockopt with IP_PKTINFO switches them on.",
		.shows = notes_not_asked },
	{ .phrase = "fills in ipi_addr, where the kernel looks at "
		    "ipi_spec_dst",
		.section = "sec:udpserver-address",
		.hint = "On its way out the note's ipi_spec_dst is the "
			"sender; ipi_addr counts only on the way in.",
		.shows = note_without_address },
	{ .phrase = "leaves it to the kernel from which address the "
		    "answer comes",
		.section = "sec:udp-wrong-sender",
		.hint = "recvmsg with IP_PKTINFO tells which address "
			"was asked, and sendmsg takes it back.",
		.shows = left_to_the_kernel },
	{ .phrase = "sends an answer again until it is taken",
		.section = "sec:udp-failures-server",
		.hint = "Only EINTR is worth another try: all else is "
			"this datagram's misfortune.",
		.shows = sends_until_it_works },
	{ .phrase = "ends when an answer cannot be sent",
		.section = "sec:udp-failures-server",
		.hint = "Make a remark on stderr, and take the next "
			"datagram.",
		.shows = ends_at_failed_answer },
	{ .phrase = "has refusals told, and takes one for its own end",
		.section = "sec:udp-failures-server",
		.hint = "IP_RECVERR is not needed; and ECONNREFUSED is "
			"news of the past.",
		.shows = refusals_asked_for },
	{ .phrase = "takes every failure to receive for its end",
		.section = "sec:udpserver-survive",
		.hint = "EINTR and ECONNREFUSED pass at once: receive "
			"again.",
		.shows = every_failure_ends },
	{ .phrase = "takes it for granted that no signal interrupts "
		    "a call",
		.section = "sec:udpserver-survive",
		.hint = "When errno is EINTR nothing is lost: call it "
			"again.",
		.shows = no_signal_interrupts },
	{ .phrase = "takes the refusal that an old answer met for "
		    "its own end",
		.section = "sec:udp-failures-server",
		.hint = "ECONNREFUSED is about an answer that was sent "
			"before: receive again.",
		.shows = refusal_is_the_end },
	{ .phrase = "expects that only waiting is interrupted by "
		    "signals",
		.section = "sec:udpserver-survive",
		.hint = "A sending call may say EINTR as well: send "
			"again.",
		.shows = interrupted_answer_lost },
	{ .phrase = "answers every datagram, its own too",
		.section = "sec:udp-loop",
		.hint = "What comes from your own address and port is "
			"not answered.",
		.shows = answers_itself },
	{ .phrase = "knows itself by 127.0.0.1 only",
		.section = "sec:udp-loop",
		.hint = "All addresses of the machine are its own: the "
			"kernel knows them, and bind asks it.",
		.shows = own_is_loopback },
	{ .phrase = "takes only the address that was asked for its "
		    "own",
		.section = "sec:udp-loop",
		.hint = "All addresses of the machine are its own, not "
			"only the one that was asked.",
		.shows = own_is_asked },
	{ .phrase = "takes every client with its port number for "
		    "itself",
		.section = "sec:udp-loop",
		.hint = "Another machine may use the same number: the "
			"address has to be yours as well.",
		.shows = own_port_is_own },
	{ .phrase = "never closes the socket with which it asks "
		    "whose an address is",
		.section = "sec:udpserver-survive",
		.hint = "close it, whatever came of bind.",
		.shows = probe_stays_open },
	{ .phrase = "leaves its finished threads uncollected",
		.section = "sec:udpserver-survive",
		.hint = "pthread_detach, or pthread_join; or no "
			"threads.",
		.shows = threads_stay },
	{ .phrase = "expects that memory comes back when a datagram "
		    "is answered",
		.section = "sec:udpserver-survive",
		.hint = "free what malloc gave, on every path.",
		.shows = memory_stays },
	{ .phrase = "counts datagrams up to a number at which it ends",
		.section = "sec:udpserver-survive",
		.hint = "A server runs until it is killed.",
		.shows = ends_at_a_number },
	{ .phrase = "asks again and again instead of waiting",
		.section = "sec:udpserver-survive",
		.hint = "Let recvmsg or poll wait for you.",
		.shows = asks_again },
	{ .phrase = NULL },
};
