/*
 * What people who write echoclient may believe, and by which facts of a
 * failed test each belief shows; see causes.h.  The samples in
 * tests/samples/02-tcp-client/ have the same phrases.
 *
 * SPDX-License-Identifier: MIT
 */
#include "causes.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Calls on a socket; 0 to 2 are its input and output. */
#define SENDS "@(send|sendto|sendmsg|write|writev)([3-9]*)"
#define RECEIVES "@(recv|recvfrom|recvmsg|read|readv)([3-9]*)"
#define WAITS "@(poll|ppoll|select|epoll_wait)(*)"
#define CONNECTS "connect(*)"
#define LOOKS_UP "@(getaddrinfo|gethostbyname*)(*)"
/* An error's name follows, but not that of an interruption. */
#define FAILS " = -1 E[!I]*"
#define REFUSES " = -1 ECONNREFUSED*"
#define INTERRUPTED " = -1 EINTR*"
/* What it says for people. */
#define COMPLAINS                                     \
	"@(perror|warn|warnx|err|errx|fprintf|fputs|" \
	"fwrite)(@(stderr|E|constant|0)*"
#define ASKS_ERRNO "@(perror|strerror|warn|err)(*"

#define USAGE "usage_*"
#define LOSSES "early_close reset_by_server losses_differ"
#define NO_CONNECTION                                       \
	"not_an_address connection_refused reasons_differ " \
	"no_socket no_address_connects unknown_name"
#define BIG_WORDS "long_word long_reply slow_reader reset_while_sending"
#define SEVERAL_ADDRESSES                              \
	"second_address_connects interrupted_refusal " \
	"one_family_only failed_attempts_are_closed"
#define NAMES                                               \
	"name_by_dns name_in_hosts_file "                   \
	"second_address_connects interrupted_refusal "      \
	"one_family_only no_address_connects unknown_name " \
	"failed_attempts_are_closed"

/* --- facts that several causes ask for --- */

static bool said(const struct facts *f, const char *what)
{
	char pattern[100];

	snprintf(pattern, sizeof pattern, "program says on stderr %s",
		what);
	return saw_last(f, pattern);
}

static bool exits_with(const struct facts *f, const char *status)
{
	char pattern[100];

	snprintf(pattern, sizeof pattern, "program exits status %s",
		status);
	return saw_last(f, pattern);
}

static bool breaks(const struct facts *f)
{
	return status_is(f, "@(sanitizer|crash)");
}

/* Of a word that was cut where it is shown, at least so many. */
static long word_length(const struct facts *f)
{
	char word[200];

	argument_of(f, 2, word, sizeof word);
	return (long)strlen(word);
}

/* Some of the word is known not to have been taken. */
static bool sends_a_part(const struct facts *f)
{
	for (size_t i = 0; i < f->result->call_count; i++) {
		const struct call *call = &f->result->calls[i];
		struct facts one = *f;
		struct result only = *f->result;

		only.calls = (struct call *)call;
		only.call_count = 1;
		one.result = &only;
		if (called(&one, SENDS " = [0-9]*") &&
			call_result(call->line) <
				call_number(call->line, 1))
			return true;
	}
	return false;
}

/* Less than it sent has come back. */
static bool lacks_bytes(const struct facts *f)
{
	return bytes_of(f, RECEIVES "*") < bytes_of(f, SENDS "*");
}

static bool has_whole_reply(const struct facts *f)
{
	return called(f, SENDS " = [0-9]*") && !lacks_bytes(f);
}

static bool shows_usage(const struct facts *f)
{
	return said(f, "*[Uu][Ss][Aa][Gg][Ee]*");
}

/* --- step 1: usage --- */

static bool usage_on_stdout(const struct facts *f)
{
	return test_is(f, USAGE) &&
		expected_is(f, "nothing on stdout") &&
		actual_is(f, "*[Uu][Ss][Aa][Gg][Ee]*");
}

static bool usage_is_success(const struct facts *f)
{
	return test_is(f, USAGE) && actual_is(f, "exit status 0") &&
		shows_usage(f);
}

static bool usage_without_its_name(const struct facts *f)
{
	return test_is(f, USAGE) && expected_is(f, "\"USAGE*") &&
		actual_is(f, "\"USAGE:*");
}

static bool usage_in_own_words(const struct facts *f)
{
	return test_is(f, USAGE) && expected_is(f, "\"USAGE*") &&
		!actual_is(f, "\"USAGE:*") &&
		actual_is(f, "*[Uu][Ss][Aa][Gg][Ee]*");
}

static bool goes_on_after_usage(const struct facts *f)
{
	return test_is(f, USAGE) && shows_usage(f) &&
		(breaks(f) || called(f, CONNECTS "*") ||
			called(f, LOOKS_UP "*"));
}

static bool uses_arguments(const struct facts *f)
{
	return breaks(f) || called(f, CONNECTS "*") ||
		called(f, LOOKS_UP "*") || called(f, "strto*(*") ||
		called(f, "ato[il](*");
}

static bool called_the_right_way(const struct facts *f)
{
	return test_is(f, USAGE) && !shows_usage(f) &&
		!passed(f, "usage_without_arguments") &&
		!passed(f, "usage_with_too_few") && uses_arguments(f);
}

static bool default_port(const struct facts *f)
{
	return test_is(f, "usage_with_too_few") && !shows_usage(f) &&
		called(f, CONNECTS "*");
}

static bool words_joined(const struct facts *f)
{
	return test_is(f, "usage_with_too_many") && !shows_usage(f) &&
		called(f, "connect(* port 7777*");
}

static bool only_too_few(const struct facts *f)
{
	return test_is(f, "usage_with_too_many") && !shows_usage(f) &&
		passed(f, "usage_with_too_few") && uses_arguments(f) &&
		!words_joined(f);
}

static bool port_by_atoi(const struct facts *f)
{
	return test_is(f, "bad_ports") &&
		message_is(f, "\"[1-9]*x\" is no port*") &&
		called(f, "@(strto*|ato[il])(*");
}

static bool bad_port_in_silence(const struct facts *f)
{
	return test_is(f, "bad_ports ports_out_of_range") &&
		message_is(f, "*without a word*");
}

static bool port_in_16_bits(const struct facts *f)
{
	return test_is(f, "ports_out_of_range") &&
		message_is(f, "\"*\" is no port*") &&
		(called(f, "@(strto*|ato[il])(*") ||
			message_is(f, "\"-*"));
}

static bool service_is_a_port(const struct facts *f)
{
	return test_is(f, "bad_ports") &&
		message_is(f, "\"[a-z]*\" is no port*") &&
		called(f, "getservbyname(*) = 1");
}

static bool port_left_to_look_up(const struct facts *f)
{
	if (test_is(f, "bad_ports"))
		return message_is(f, "\"[a-z]*\" is no port*") &&
			called(f, "getaddrinfo(*) = 0") &&
			!service_is_a_port(f);
	return test_is(f, "ports_out_of_range") &&
		message_is(f, "\"[1-9]*\" is no port*") &&
		called(f, "getaddrinfo(*") &&
		!called(f, "@(strto*|ato[il])(*");
}

static bool low_ports_refused(const struct facts *f)
{
	return test_is(f, "connects_to_dotted_quad") &&
		expected_is(f, "the program connects to port 1") &&
		!called(f, CONNECTS "*");
}

static bool address_unchecked(const struct facts *f)
{
	return test_is(f, "not_an_address") &&
		(called_after(
			 f, "inet_@(pton|aton)(*) = 0", CONNECTS "*") ||
			called_after(f, "inet_addr(*) = 4294967295",
				CONNECTS "*"));
}

/* What nobody has set is filled with a pattern. */
static bool hints_not_zeroed(const struct facts *f)
{
	return called(f, "getaddrinfo(*0xfefefefe*) = EAI_*");
}

static bool look_up_cannot_fail(const struct facts *f)
{
	return breaks(f) &&
		(called(f, "gethostbyname*(*) = 0") ||
			called(f, "getaddrinfo(*) = EAI_*"));
}

/* --- step 2: connect --- */

static bool port_swapped(const struct facts *f)
{
	char pattern[60];
	long port = last_argument(f);
	long swapped = (port & 0xff) << 8 | (port >> 8 & 0xff);

	if (port < 1 || port > 65535 || swapped == port)
		return false;
	snprintf(pattern, sizeof pattern, "connect(* port %ld\")*",
		swapped);
	return called(f, pattern) && !message_is(f, "*stdout*");
}

/* It looks the server up, and connects to itself all the same. */
static bool is_other_quad(const char *server)
{
	return strspn(server, "0123456789.") == strlen(server) &&
		strcmp(server, "127.0.0.1") != 0;
}

static bool looks_it_up(const struct facts *f, const char *server)
{
	char pattern[160];

	snprintf(pattern, sizeof pattern,
		"@(getaddrinfo|gethostbyname*|inet_*)(*\"%.90s\"*",
		server);
	return called(f, pattern);
}

static bool always_loopback(const struct facts *f)
{
	char server[100];

	argument_of(f, 1, server, sizeof server);
	return !test_is(f, USAGE) && server[0] != '\0' &&
		strcmp(server, "127.0.0.1") != 0 &&
		(is_other_quad(server) || !looks_it_up(f, server)) &&
		called(f, "connect(*\"127.0.0.1 port *");
}

/* Something was printed before there was a connection to ask for. */
static bool prints_early(const struct facts *f)
{
	return called_after(
		       f, "@(printf|puts)(constant*", CONNECTS "*") ||
		called_after(f, "@(printf|puts)(constant*", "socket(*");
}

static bool has_no_connection(const struct facts *f)
{
	return test_is(f, NO_CONNECTION) &&
		!called(f, CONNECTS " = 0") &&
		(called(f, CONNECTS FAILS) ||
			called(f, "socket(*" FAILS) ||
			called(f, "getaddrinfo(*) = EAI_*") ||
			called(f, "gethostbyname*(*) = 0") ||
			called(f, "inet_@(pton|aton)(*) = 0"));
}

static bool failure_is_success(const struct facts *f)
{
	return has_no_connection(f) && actual_is(f, "exit status 0") &&
		said(f, "*");
}

static bool failure_on_stdout(const struct facts *f)
{
	return has_no_connection(f) && message_is(f, "*stdout*") &&
		saw_last(f, "program prints *") && !prints_early(f) &&
		!saw_last(f, "program prints \"Received:*");
}

/* connect gives back 0, which is stdin. */
static bool connect_gives_the_socket(const struct facts *f)
{
	return !test_is(f, "*port*") &&
		called_after(f, CONNECTS " = 0",
			"@(send|recv|sendto|recvfrom)(0, *) = "
			"-1 ENOTSOCK*");
}

static bool goes_on_unconnected(const struct facts *f)
{
	return has_no_connection(f) && !test_is(f, "no_socket") &&
		(called_at_last(f, CONNECTS FAILS,
			 "@(send|write|sendto|recv|read)(*") ||
			called_at_last(f, "getaddrinfo(*) = EAI_*",
				"@(send|write|connect)(*"));
}

static bool errno_after_close(const struct facts *f)
{
	return (has_no_connection(f) || test_is(f, "interrupted_*")) &&
		called(f, ASKS_ERRNO "EBADF*") &&
		called(f, "close(*) = -1 EBADF") &&
		!goes_on_unconnected(f) &&
		!(test_is(f, "no_socket") &&
			passed(f, "reasons_differ"));
}

static bool socket_cannot_fail(const struct facts *f)
{
	return test_is(f, "no_socket") &&
		called_after(f, "socket(*" FAILS, "connect(-1,*") &&
		!errno_after_close(f);
}

static bool no_reason_told(const struct facts *f)
{
	return test_is(f, "reasons_differ no_socket") &&
		message_is(f, "*both times*") && has_no_connection(f) &&
		!called(f, ASKS_ERRNO) && !goes_on_unconnected(f);
}

/* --- step 3: send --- */

static bool sends_nul(const struct facts *f)
{
	return actual_is(f, "1 byte \"\\0\"") ||
		(called(f, SENDS " = [1-9]* \"*\\0\"") &&
			hangs_in(f, RECEIVES) &&
			call_count(f, SENDS "*") <= 2 &&
			word_length(f) + 1 == bytes_of(f, SENDS "*"));
}

static bool sends_newline(const struct facts *f)
{
	return actual_is(f, "1 byte \"\\n\"");
}

static bool sends_a_pointers_size(const struct facts *f)
{
	const char *line = last_call(f, SENDS "*");
	long length = word_length(f);

	return line != NULL && call_number(line, 1) == 8 &&
		call_count(f, SENDS "*") == 1 && length != 8 &&
		!called(f, SENDS INTERRUPTED) &&
		!test_is(f, "*port*") &&
		!(test_is(f, "any_byte_value") &&
			passed(f, "whole_word_arrives"));
}

static bool part_is_left(const struct facts *f)
{
	return sends_a_part(f) && !called(f, SENDS FAILS) &&
		!called(f, SENDS INTERRUPTED);
}

static bool one_send(const struct facts *f)
{
	return part_is_left(f) && call_count(f, SENDS "*") == 1 &&
		(hangs_in(f, RECEIVES) || hangs_in(f, WAITS) ||
			called(f, RECEIVES "*"));
}

static bool sent_from_the_start(const struct facts *f)
{
	const char *last = last_call(f, SENDS "*");

	return part_is_left(f) && call_count(f, SENDS "*") > 1 &&
		message_is(f, "*is not what it should be*") &&
		call_number(last, 1) > 0;
}

static bool part_is_a_failure(const struct facts *f)
{
	return part_is_left(f) && call_count(f, SENDS "*") == 1 &&
		!called(f, RECEIVES "*") && exits_with(f, "1") &&
		said(f, "*") &&
		message_is(f, "*before the program ended*");
}

static bool word_overflows(const struct facts *f)
{
	return test_is(f, BIG_WORDS) && breaks(f) &&
		!called(f, SENDS "*");
}

static bool word_is_cut(const struct facts *f)
{
	long sent = bytes_of(f, SENDS "*");

	return test_is(f, BIG_WORDS) && sent > 0 && sent < 30000 &&
		!sends_a_part(f) && !called(f, SENDS " = -1 *") &&
		!hangs_in(f, SENDS) && status_is(f, "timeout");
}

static bool would_wait_is_the_end(const struct facts *f)
{
	return called_at_last(f, SENDS " = -1 EAGAIN*", COMPLAINS) &&
		!called(f, RECEIVES "*");
}

static bool would_wait_is_sent(const struct facts *f)
{
	return called_after(f, SENDS " = -1 EAGAIN*", RECEIVES "*") ||
		called_after(f, SENDS " = -1 EAGAIN*", WAITS "*") ||
		(test_is(f, "slow_reader") && sends_a_part(f) &&
			called(f, SENDS "*") &&
			status_is(f, "timeout"));
}

static bool blank_ends_the_word(const struct facts *f)
{
	if (test_is(f, "word_like_a_command"))
		return status_is(f, "timeout") &&
			called(f, SENDS " = [1-9]*") &&
			!sends_a_part(f) &&
			!passed(f, "any_byte_value");
	return test_is(f, "any_byte_value") &&
		passed(f, "whole_word_arrives") &&
		bytes_of(f, SENDS "*") == 8;
}

static bool words_are_ascii(const struct facts *f)
{
	return test_is(f, "any_byte_value") &&
		bytes_of(f, SENDS "*") == 127;
}

static bool words_are_options(const struct facts *f)
{
	return test_is(f, "word_like_an_option") &&
		!called(f, CONNECTS "*") &&
		(said(f, "*option*") || shows_usage(f));
}

static bool word_is_a_line(const struct facts *f)
{
	char word[200];
	const char *last = last_call(f, SENDS " = [1-9]*");

	argument_of(f, 2, word, sizeof word);
	size_t length = strlen(word);
	return length > 2 && last != NULL && !sends_a_part(f) &&
		status_is(f, "timeout") &&
		passed(f, "any_byte_value") &&
		strcmp(word + length - 2, "\\n") == 0 &&
		strstr(last, "\\n\"") == NULL;
}

static bool words_are_commands(const struct facts *f)
{
	return test_is(f, "word_like_a_command") &&
		called(f, CONNECTS " = 0") && !called(f, SENDS "*") &&
		saw_last(f, "program exits *");
}

static bool waits_for_each_echo(const struct facts *f)
{
	return call_count(f, SENDS "*") == 1 &&
		call_number(last_call(f, SENDS "*"), 1) == 1 &&
		word_length(f) > 1 && hangs_in(f, RECEIVES);
}

/* --- step 4: receive --- */

/* A part came, and it never asked again. */
static bool receives_once(const struct facts *f)
{
	return call_count(f, RECEIVES "*") == 1 &&
		called(f, RECEIVES " = [1-9]*") && lacks_bytes(f);
}

static bool uses_waitall(const struct facts *f)
{
	return called(f, "@(recv|recvfrom|recvmsg)(*MSG_WAITALL*");
}

/* Where nothing came at all, other tests tell. */
static bool one_recv_of_nothing(const struct facts *f)
{
	return test_is(f, LOSSES) && call_count(f, RECEIVES "*") == 1 &&
		called(f, RECEIVES " = 0") && exits_with(f, "0") &&
		failed_with(f,
			"reply_byte_by_byte reply_at_every_split",
			"*of the reply * not printed*");
}

static bool one_recv(const struct facts *f)
{
	if (one_recv_of_nothing(f))
		return true;
	return receives_once(f) && !uses_waitall(f) &&
		(exits_with(f, "0") ||
			message_is(
				f, "*of the reply * not printed*")) &&
		called_after(f, RECEIVES "*",
			"@(fwrite|printf|puts|fputs|write|dprintf|"
			"fprintf)(*") &&
		!called_next(f, RECEIVES "*", COMPLAINS);
}

static bool pieces_are_a_loss(const struct facts *f)
{
	return receives_once(f) && !uses_waitall(f) &&
		exits_with(f, "1") && said(f, "*") &&
		called_next(f, RECEIVES "*", COMPLAINS);
}

static bool trusts_waitall(const struct facts *f)
{
	return test_is(f, LOSSES) && uses_waitall(f) &&
		lacks_bytes(f) && exits_with(f, "0") && !said(f, "*");
}

/* It has all, and asks for more. */
static bool waits_for_the_end(const struct facts *f)
{
	return status_is(f, "timeout") && has_whole_reply(f) &&
		!called(f, RECEIVES " = 0") && hangs_in(f, RECEIVES);
}

static bool waits_for_the_end_of_nothing(const struct facts *f)
{
	return waits_for_the_end(f) ||
		(test_is(f, "empty_word empty_reply") &&
			status_is(f, "timeout") &&
			!passed(f, "server_keeps_open") &&
			hangs_in(f, RECEIVES));
}

static bool expects_a_byte(const struct facts *f)
{
	return test_is(f, "empty_word empty_reply") &&
		status_is(f, "timeout") && hangs_in(f, RECEIVES) &&
		bytes_of(f, RECEIVES "*") == 0;
}

/* The child is still at work. */
static bool ends_before_its_child(const struct facts *f)
{
	return called(f, "fork(*") &&
		message_is(f, "*exit status 0 too early*");
}

/* What should come where what was printed ends; "" if it differs. */
static const char *next_expected(const struct facts *f)
{
	const char *expected = f->result->expected;
	const char *actual = f->result->actual;

	if (expected == NULL || actual == NULL || strlen(actual) < 2)
		return "";
	size_t length = strlen(actual) - 1;
	if (strncmp(expected, actual, length) != 0 && length > 2)
		length -= 2; /* a newline of its own */
	return strncmp(expected, actual, length) == 0
		? expected + length
		: "";
}

static bool byte_255_is_the_end(const struct facts *f)
{
	return test_is(f, "bytes_like_an_end zero_bytes") &&
		strncmp(next_expected(f), "\\xff", 4) == 0;
}

static bool reply_is_a_line(const struct facts *f)
{
	return test_is(f, "bytes_like_an_end") && has_whole_reply(f) &&
		strncmp(next_expected(f), "\\n", 2) == 0;
}

#define OTHER_REPLIES                                       \
	"reply_is_the_peers zero_bytes reply_is_no_format " \
	"bytes_like_an_end"

static bool prints_the_word(const struct facts *f)
{
	char word[200];
	char pattern[240];

	argument_of(f, 2, word, sizeof word);
	snprintf(pattern, sizeof pattern, "*Received: %s*", word);
	return test_is(f, OTHER_REPLIES) && word[0] != '\0' &&
		actual_is(f, pattern);
}

static bool insists_on_its_word(const struct facts *f)
{
	return test_is(f, OTHER_REPLIES) && has_whole_reply(f) &&
		exits_with(f, "1") && said(f, "*");
}

static bool uses_format(const struct facts *f)
{
	return called(f, "printf(variable*") ||
		called(f, "fprintf(stdout, variable*") ||
		called(f, "dprintf(1, variable*");
}

static bool reply_as_format(const struct facts *f)
{
	return test_is(f, "zero_bytes reply_is_no_format") &&
		uses_format(f);
}

static bool prints_a_string(const struct facts *f)
{
	return called(f, "@(printf|fprintf|dprintf)(*constant, \"*%s*");
}

static bool reply_as_string(const struct facts *f)
{
	return test_is(f, "zero_bytes") && has_whole_reply(f) &&
		!breaks(f) && !uses_format(f) &&
		(message_is(f, "*not printed*") || prints_a_string(f) ||
			called(f, "fputs(stdout, variable*") ||
			called(f, "puts(variable*"));
}

/* Where zeros happen to end it, other tests tell. */
static bool string_without_end(const struct facts *f)
{
	if (test_is(f, "zero_bytes empty_word empty_reply") &&
		failed_with(f, "reply_in_one_piece orderly_end",
			"*Sanitizer*") &&
		prints_a_string(f))
		return true;
	return status_is(f, "sanitizer") && called(f, RECEIVES "*") &&
		(hangs_in(f, "@(printf|fprintf|dprintf)(*%s*") ||
			hangs_in(f, "@(puts|fputs|strlen)(*"));
}

static bool nul_behind_the_array(const struct facts *f)
{
	const char *last = last_call(f, "*");

	return status_is(f, "sanitizer") && last != NULL &&
		last == last_call(f, RECEIVES " = [1-9]*") &&
		call_result(last) == call_number(last, 1);
}

static bool prints_whatever_comes(const struct facts *f)
{
	return test_is(f, "extra_bytes") &&
		actual_is(f, "*more@(\\n|)\"");
}

static bool spins_while_waiting(const struct facts *f)
{
	return test_is(f, "server_is_silent") &&
		actual_is(f, "it spins");
}

static bool pause_is_the_end(const struct facts *f)
{
	return test_is(f, "server_is_silent") && exits_with(f, "*") &&
		(called(f, WAITS " = 0") ||
			called(f, RECEIVES " = -1 EAGAIN*"));
}

/* --- step 5: finish --- */

static bool no_newline(const struct facts *f)
{
	char wanted[1100];
	const char *expected = f->result->expected;

	if (expected == NULL || f->result->actual == NULL ||
		!message_is(f, "stdout is not *"))
		return false;
	snprintf(wanted, sizeof wanted, "%s", expected);
	size_t length = strlen(wanted);
	if (length < 3 || strcmp(wanted + length - 3, "\\n\"") != 0)
		return false;
	strcpy(wanted + length - 3, "\"");
	return strcmp(wanted, f->result->actual) == 0;
}

static bool status_is_a_count(const struct facts *f)
{
	/* 1 may be the status of any failure. */
	return actual_is(f, "exit status @([2-9]|[1-9][0-9]*)") &&
		has_whole_reply(f) && !said(f, "*");
}

static bool talks_while_content(const struct facts *f)
{
	return message_is(f, "*succeeds, and yet it writes to stderr*");
}

static bool complains_of_attempts(const struct facts *f)
{
	return talks_while_content(f) &&
		called_after(f, CONNECTS FAILS, COMPLAINS) &&
		actual_is(f, "*@([Rr]efused|connect|[Uu]nreach|fail)*");
}

static bool progress_on_stderr(const struct facts *f)
{
	return talks_while_content(f) &&
		(!called(f, CONNECTS FAILS) ||
			failed_with(f, "orderly_end",
				"*succeeds, and yet it writes*"));
}

static bool progress_on_stdout(const struct facts *f)
{
	return message_is(f, "stdout is not *") &&
		actual_is(f, "\"?*") &&
		!actual_is(f, "\"Received: *") &&
		(actual_is(f, "*Received: *") || prints_early(f) ||
			called_after(f, CONNECTS " = 0",
				"@(printf|puts)(constant*"));
}

static bool resets_on_purpose(const struct facts *f)
{
	return message_is(f, "*reset*") && !lacks_bytes(f) &&
		called(f, "setsockopt(*SO_LINGER*");
}

static bool sees_the_end(const struct facts *f)
{
	return test_is(f, LOSSES) && called(f, RECEIVES " = 0");
}

static bool end_is_success(const struct facts *f)
{
	return sees_the_end(f) && actual_is(f, "exit status 0") &&
		!said(f, "*") && !uses_waitall(f) &&
		!one_recv_of_nothing(f);
}

static bool early_end_is_success(const struct facts *f)
{
	return sees_the_end(f) && actual_is(f, "exit status 0") &&
		said(f, "*");
}

static bool zero_is_nothing_yet(const struct facts *f)
{
	return actual_is(f, "it goes on in circles") &&
		call_count(f, RECEIVES " = 0") > 2;
}

static bool early_end_in_silence(const struct facts *f)
{
	return sees_the_end(f) && message_is(f, "*without a word*");
}

static bool prints_what_never_came(const struct facts *f)
{
	return test_is(f, LOSSES) && lacks_bytes(f) &&
		message_is(f, "stdout is not *") &&
		bytes_of(f, "fwrite(stdout, variable*") +
			bytes_of(f, "write(1,*") >
		bytes_of(f, RECEIVES "*");
}

static bool errno_for_an_end(const struct facts *f)
{
	return test_is(f, "early_close losses_differ") &&
		(message_is(f, "*errno knows nothing*") ||
			called_at_last(f, RECEIVES " = 0", ASKS_ERRNO));
}

static bool lost_is_lost(const struct facts *f)
{
	return test_is(f, "losses_differ") &&
		message_is(f, "*both times*") && !called(f, ASKS_ERRNO);
}

static bool reset_is_the_end(const struct facts *f)
{
	return test_is(f, "reset_by_server losses_differ") &&
		called(f, RECEIVES " = -1 ECONNRESET*") &&
		actual_is(f, "exit status 0");
}

static bool server_still_reads(const struct facts *f)
{
	return status_is(f, "crash") && message_is(f, "*Broken pipe*");
}

/* Each -1 that is taken for a count makes the rest longer. */
static bool adds_failures(const struct facts *f)
{
	return call_number(first_call(f, SENDS " = -1 *"), 1) <
		call_number(last_call(f, SENDS " = -1 *"), 1);
}

static bool repeats_every_send(const struct facts *f)
{
	return actual_is(f, "it goes on in circles") &&
		call_count(f, SENDS FAILS) > 2 && !adds_failures(f);
}

static bool send_cannot_fail(const struct facts *f)
{
	if (test_is(f, "interrupted_sending"))
		return called(f, SENDS INTERRUPTED) &&
			!passed(f, "broken_before_sending") &&
			!passed(f, "reset_while_sending") &&
			!called_after(f, SENDS INTERRUPTED,
				ASKS_ERRNO "EINTR*");
	return test_is(f,
		       "broken_before_sending reset_while_sending") &&
		(adds_failures(f) ||
			called_after(f, SENDS FAILS,
				"@(recv|read|fwrite|printf|puts|poll)"
				"(*")) &&
		!repeats_every_send(f) && !server_still_reads(f);
}

/* The first interruption ends it, with a message or without. */
static bool interruption_ends_it(
	const struct facts *f, const char *call)
{
	return call_count(f, call) == 1 &&
		saw_last(f, "grader injects *EINTR*") &&
		exits_with(f, "1");
}

static bool interrupted_connect_is_refused(const struct facts *f)
{
	return test_is(f, "interrupted_*") &&
		!passed(f, "interrupted_connect") &&
		interruption_ends_it(f, CONNECTS INTERRUPTED) &&
		!called_after(f, CONNECTS INTERRUPTED, WAITS "*") &&
		!called_after(f, CONNECTS INTERRUPTED, CONNECTS " = 0");
}

static bool interrupted_recv_is_the_end(const struct facts *f)
{
	return test_is(f, "interrupted_*") &&
		called_after(f, "*" INTERRUPTED, COMPLAINS) &&
		(interruption_ends_it(f, RECEIVES INTERRUPTED) ||
			interruption_ends_it(f, WAITS INTERRUPTED));
}

static bool no_signals(const struct facts *f)
{
	return interrupted_connect_is_refused(f) ||
		interrupted_recv_is_the_end(f) ||
		(test_is(f, "interrupted_*") &&
			interruption_ends_it(f, SENDS INTERRUPTED) &&
			!called(f, RECEIVES "*"));
}

static bool one_signal_at_most(const struct facts *f)
{
	return test_is(f, "interrupted_*") && exits_with(f, "1") &&
		(call_count(f, SENDS INTERRUPTED) == 2 ||
			call_count(f, RECEIVES INTERRUPTED) == 2);
}

static bool over_is_connected(const struct facts *f)
{
	return test_is(f, "interrupted_*") &&
		called_after(
			f, CONNECTS INTERRUPTED, WAITS " = [1-9]*") &&
		!called(f, "getsockopt(*SO_ERROR*") &&
		called(f, SENDS FAILS);
}

static bool interrupted_is_done(const struct facts *f)
{
	return test_is(f, "interrupted_sending") &&
		called(f, SENDS INTERRUPTED) &&
		!called(f, SENDS " = [0-9]*") &&
		status_is(f, "timeout") &&
		passed(f, "broken_before_sending reset_while_sending");
}

static bool output_unchecked(const struct facts *f)
{
	return test_is(f, "full_disk") &&
		actual_is(f, "exit status 0") && has_whole_reply(f);
}

static bool one_write(const struct facts *f)
{
	return test_is(f, "short_write") && called(f, "write(1,*") &&
		message_is(f, "stdout is not *");
}

static bool hang_up_comes_first(const struct facts *f)
{
	return test_is(f, "server_ends_after_reply") &&
		called(f, WAITS " = [1-9]*") &&
		!called(f, RECEIVES " = [1-9]*") && exits_with(f, "1");
}

static bool leaks(const struct facts *f)
{
	return message_is(f, "LeakSanitizer*");
}

static bool leaks_the_list(const struct facts *f)
{
	return leaks(f) && called(f, "getaddrinfo(*) = 0") &&
		called(f, CONNECTS " = 0") &&
		!called(f, "freeaddrinfo(*");
}

static bool leaks_it_on_failure(const struct facts *f)
{
	return leaks(f) && called(f, "getaddrinfo(*) = 0") &&
		!called(f, CONNECTS " = 0") &&
		!called(f, "freeaddrinfo(*");
}

static bool leaks_its_own(const struct facts *f)
{
	return leaks(f) && !leaks_the_list(f) &&
		!leaks_it_on_failure(f);
}

/* --- step 6: names --- */

/* The server is called by a name. */
static bool is_by_name(const struct facts *f)
{
	char server[100];

	argument_of(f, 1, server, sizeof server);
	return test_is(f, NAMES) &&
		strspn(server, "0123456789.:") < strlen(server);
}

/* Before step 6 is written the skeleton takes only numbers, too. */
static bool numbers_only(const struct facts *f)
{
	if (!is_by_name(f) || passed(f, "name_by_dns"))
		return false;
	if (called(f, LOOKS_UP "*"))
		return passed(f, "ipv6_address") &&
			called(f,
				"getaddrinfo(*AI_NUMERICHOST*) = "
				"EAI_*");
	return called(f, "inet_@(pton|aton)(*) = 0") ||
		called(f, "inet_addr(*");
}

static bool asks_for_ipv4_only(const struct facts *f)
{
	return called(f, "getaddrinfo(*, AF_INET, *") ||
		called(f, "gethostbyname(*") ||
		called(f, "gethostbyname2(*AF_INET)*") ||
		(called(f, "inet_pton(AF_INET,*") &&
			!called(f, "inet_pton(AF_INET6,*")) ||
		called(f, "inet_a*(*");
}

static bool ipv4_is_all(const struct facts *f)
{
	return test_is(f, "ipv6_address one_family_only") &&
		passed(f, "name_by_dns name_in_hosts_file") &&
		asks_for_ipv4_only(f) && !called(f, CONNECTS " = 0");
}

static bool dns_is_all(const struct facts *f)
{
	return test_is(f, "name_in_hosts_file") &&
		passed(f, "name_by_dns") && saw_last(f, "dns asked *");
}

/* All connects are to one and the same address. */
static bool tries_one_address(const struct facts *f)
{
	const char *last = last_call(f, CONNECTS "*");
	char pattern[140];
	const char *text = last == NULL ? NULL : strchr(last, '"');

	if (text == NULL)
		return false;
	snprintf(pattern, sizeof pattern, "connect(*%.*s*",
		(int)strcspn(text, ")"), text);
	return call_count(f, CONNECTS "*") == call_count(f, pattern);
}

static bool first_address_only(const struct facts *f)
{
	return is_by_name(f) && test_is(f, SEVERAL_ADDRESSES) &&
		called(f, LOOKS_UP " = [01]*") &&
		tries_one_address(f) &&
		(called(f, CONNECTS REFUSES) ||
			called(f, "getsockopt(*SO_ERROR*")) &&
		!(test_is(f, "one_family_only") &&
			asks_for_ipv4_only(f)) &&
		!called(f, SENDS "*") && exits_with(f, "1");
}

static bool failed_sockets_stay(const struct facts *f)
{
	return actual_is(f, "sockets are left open");
}

static bool one_socket_for_all(const struct facts *f)
{
	return test_is(f, "one_family_only") &&
		call_count(f, "socket(*") == 1 &&
		!tries_one_address(f) && !called(f, CONNECTS " = 0");
}

static bool errno_for_a_look_up(const struct facts *f)
{
	return test_is(f, "unknown_name not_an_address") &&
		called_after(
			f, "getaddrinfo(*) = EAI_[!S]*", ASKS_ERRNO) &&
		!called(f, "gai_strerror(*");
}

static bool every_look_up_is_unknown(const struct facts *f)
{
	return test_is(f, "unknown_name") &&
		passed(f, "name_by_dns name_in_hosts_file") &&
		message_is(f, "*both times*") &&
		called(f, LOOKS_UP "*") && !errno_for_a_look_up(f);
}

/* --- in the order of the steps; the special before the general --- */

const struct cause chapter_causes[] = {
	{ .phrase = "prints its usage where it prints its results",
		.section = "sec:echoclient-usage",
		.hint = "The usage line is for people: fprintf with "
			"stderr, not printf.",
		.shows = usage_on_stdout },
	{ .phrase = "takes a wrong call for no failure",
		.section = "sec:echoclient-usage",
		.hint = "Whoever calls it from a script asks for the "
			"exit status: a wrong call ends with 1.",
		.shows = usage_is_success },
	{ .phrase = "leaves its own name out of the usage line",
		.section = "sec:echoclient-usage",
		.hint = "The line begins \"USAGE: echoclient\".",
		.shows = usage_without_its_name },
	{ .phrase = "expects only people, who know a usage line "
		    "however it begins",
		.section = "sec:echoclient-usage",
		.hint = "The line begins \"USAGE: echoclient\", "
			"letter by letter.",
		.shows = usage_in_own_words },
	{ .phrase = "takes printing the usage for the end of the "
		    "program",
		.section = "sec:echoclient-usage",
		.hint = "Printing does not end a program: return or "
			"exit behind the usage line.",
		.shows = goes_on_after_usage },
	{ .phrase = "takes it for granted that it is called the right "
		    "way",
		.section = "sec:echoclient-usage",
		.hint = "Look at argc before you look at argv: behind "
			"the last argument there is a null pointer.",
		.shows = called_the_right_way },
	{ .phrase = "may choose a port by itself when it is given none",
		.section = "sec:echoclient-usage",
		.hint = "The port is not optional: compare argc "
			"with 4.",
		.shows = default_port },
	{ .phrase = "makes one word of all the arguments between "
		    "server and port",
		.section = "sec:echoclient-usage",
		.hint = "A word with a blank in it is one argument "
			"only if it is quoted: four are a wrong call.",
		.shows = words_joined },
	{ .phrase = "takes \"too few arguments\" for the only wrong "
		    "number",
		.section = "sec:echoclient-usage",
		.hint = "argc has to be 4: neither less nor more.",
		.shows = only_too_few },
	{ .phrase = "relies on atoi to tell good numbers from bad ones",
		.section = "sec:client-port",
		.hint = "atoi takes the digits at the beginning, and 0 "
			"for what has none: look at every character.",
		.shows = port_by_atoi },
	{ .phrase = "takes the exit status for message enough",
		.section = "sec:echoclient-usage",
		.hint = "Say on stderr what is wrong with the port.",
		.shows = bad_port_in_silence },
	{ .phrase = "looks for the range of a port after it is in 16 "
		    "bits",
		.section = "sec:client-port",
		.hint = "16 bits make port 7 of 65543: look at the "
			"range while the number is still a long.",
		.shows = port_in_16_bits },
	{ .phrase = "takes the name of a service for a port",
		.section = "sec:client-port",
		.hint = "A port is a number here: look at every "
			"character before you look it up.",
		.shows = service_is_a_port },
	{ .phrase = "leaves it to getaddrinfo to check the port",
		.section = "sec:client-port",
		.hint = "getaddrinfo takes 65543 for a number, too, "
			"and cuts it: check the range yourself.",
		.shows = port_left_to_look_up },
	{ .phrase = "takes ports below 1024 for nothing that a program "
		    "of ours could use",
		.section = "sec:client-port",
		.hint = "Only listening on a low port is a privilege; "
			"anybody may connect to one.",
		.shows = low_ports_refused },
	{ .phrase = "takes whatever begins with a digit for an address",
		.section = "sec:client-names",
		.hint = "A function that reads an address reports "
			"whether it was one: look at its result.",
		.shows = address_unchecked },
	{ .phrase = "takes it for granted that a new variable is zero",
		.section = "sec:client-names",
		.hint = "A local variable has whatever was there "
			"before: set the hints to zero first.",
		.shows = hints_not_zeroed },
	{ .phrase = "takes it for granted that every host is found",
		.section = "sec:client-names",
		.hint = "A look-up may fail: look at its result before "
			"you use the list.",
		.shows = look_up_cannot_fail },

	{ .phrase = "stores the port with its bytes the wrong way "
		    "round",
		.section = "sec:client-connect",
		.hint = "Ports travel with the more significant byte "
			"first: htons once, or getaddrinfo, which does "
			"it for you.",
		.shows = port_swapped },
	{ .phrase = "expects its server on its own machine, whatever "
		    "it is told",
		.section = "sec:client-connect",
		.hint = "Where do you use argv[1]? 127.0.0.1 is only "
			"one of many servers.",
		.shows = always_loopback },
	{ .phrase = "reports that no connection comes about, and calls "
		    "that success",
		.section = "sec:echoclient-connect",
		.hint = "Behind the message, end with status 1.",
		.shows = failure_is_success },
	{ .phrase = "takes what it says about failures for output",
		.section = "sec:echoclient-connect",
		.hint = "Results go to stdout, messages for people to "
			"stderr.",
		.shows = failure_on_stdout },
	{ .phrase = "takes what connect returns for the connection",
		.section = "sec:client-connect",
		.hint = "connect returns 0 for success: the connection "
			"is the descriptor that socket gave you.",
		.shows = connect_gives_the_socket },
	{ .phrase = "goes on as if connected when no address has "
		    "connected",
		.section = "sec:client-connect",
		.hint = "When the last connect has failed there is "
			"nothing to send to: report it and end.",
		.shows = goes_on_unconnected },
	{ .phrase = "asks errno for the reason after another call has "
		    "changed it",
		.section = "sec:client-connect",
		.hint = "close may fail as well, and then errno is its "
			"own: keep errno in a variable before.",
		.shows = errno_after_close },
	{ .phrase = "takes it for granted that it gets a socket",
		.section = "sec:client-socket",
		.hint = "socket returns -1 when it fails, and connect "
			"can only say of -1 that it is no descriptor.",
		.shows = socket_cannot_fail },
	{ .phrase = "takes \"no connection\" for reason enough",
		.section = "sec:client-connect",
		.hint = "The reason is in errno right after connect: "
			"print what strerror makes of it.",
		.shows = no_reason_told },

	{ .phrase = "takes the NUL at the end for a part of the word",
		.section = "sec:client-length",
		.hint = "The NUL ends the string in memory and is no "
			"part of the word: send strlen bytes.",
		.shows = sends_nul },
	{ .phrase = "ends what it sends with a newline, as on a "
		    "terminal",
		.section = "sec:client-length",
		.hint = "Nothing is sent but the bytes of the word: "
			"the newline belongs to what you print.",
		.shows = sends_newline },
	{ .phrase = "takes the size of a pointer for the length of the "
		    "word",
		.section = "sec:client-length",
		.hint = "sizeof tells how big the pointer is, 8 bytes; "
			"strlen tells how long the word is.",
		.shows = sends_a_pointers_size },
	{ .phrase = "expects the echo of each byte before it sends the "
		    "next",
		.section = "sec:stream",
		.hint = "Send the whole word, then wait: a server may "
			"answer when it has all of it.",
		.shows = waits_for_each_echo },
	{ .phrase = "sends the whole word again when a part of it was "
		    "left over",
		.section = "sec:client-short",
		.hint = "send returns how many bytes it took: advance "
			"the pointer by that many.",
		.shows = sent_from_the_start },
	{ .phrase = "takes it for a failure when send takes only a "
		    "part",
		.section = "sec:client-short",
		.hint = "A short count is no error: send the rest by "
			"the next call.",
		.shows = part_is_a_failure },
	{ .phrase = "takes what a non-blocking send does not take for "
		    "sent",
		.section = "sec:client-short",
		.hint = "EAGAIN means: not now. Wait with poll until "
			"there is room, and send the rest.",
		.shows = would_wait_is_sent },
	{ .phrase = "takes it for granted that send takes all at once",
		.section = "sec:client-short",
		.hint = "send returns how many bytes it took: advance "
			"the pointer by that many and go on.",
		.shows = one_send },
	{ .phrase = "takes it for granted that a word fits into its "
		    "array",
		.section = "sec:echoclient-send",
		.hint = "A word may have 100,000 bytes. You need no "
			"copy of it: argv has it already.",
		.shows = word_overflows },
	{ .phrase = "cuts a word that does not fit into its array",
		.section = "sec:echoclient-send",
		.hint = "A word may have 100,000 bytes. You need no "
			"copy of it: argv has it already.",
		.shows = word_is_cut },
	{ .phrase = "takes EAGAIN for the end of the connection",
		.section = "sec:client-short",
		.hint = "EAGAIN means that the buffers are full: wait "
			"with poll, or let send wait.",
		.shows = would_wait_is_the_end },
	{ .phrase = "ends the word at the first blank",
		.section = "sec:echoclient-send",
		.hint = "The shell has taken the arguments apart "
			"already: send argv[2] as it is.",
		.shows = blank_ends_the_word },
	{ .phrase = "takes a byte above 127 for the end of the word",
		.section = "sec:echoclient-send",
		.hint = "char may be signed, and such a byte is then "
			"negative: only 0 ends a string.",
		.shows = words_are_ascii },
	{ .phrase = "takes a word that begins with a hyphen for an "
		    "option",
		.section = "sec:echoclient-send",
		.hint = "echoclient has no options: the second "
			"argument "
			"is the word, whatever it looks like.",
		.shows = words_are_options },

	{ .phrase = "takes MSG_WAITALL for a promise that all will "
		    "come",
		.section = "sec:client-receive",
		.hint = "It is a wish: at an end or an error recv "
			"returns what it has. Compare the count.",
		.shows = trusts_waitall },
	{ .phrase = "takes the word for a line that was typed",
		.section = "sec:echoclient-send",
		.hint = "The word is an argument, and no newline of "
			"it is one too many: send all of its bytes.",
		.shows = word_is_a_line },
	{ .phrase = "takes some words for commands",
		.section = "sec:echoclient-send",
		.hint = "Whatever the word is, it is data: send it.",
		.shows = words_are_commands },
	{ .phrase = "takes what one recv brings for the whole reply",
		.section = "sec:client-receive",
		.hint = "recv gives you what has come, not what you "
			"want: go on until all of it is there.",
		.listing = "Three lines, four mistakes",
		.shows = one_recv },
	{ .phrase = "takes a reply that does not come in one piece for "
		    "lost",
		.section = "sec:client-receive",
		.hint = "Fewer bytes than you want are no failure: ask "
			"for the rest.",
		.shows = pieces_are_a_loss },
	{ .phrase = "takes the end of the connection for the end of "
		    "the reply",
		.section = "sec:client-complete",
		.hint = "The reply is whole when as many bytes came as "
			"were sent: then stop asking.",
		.shows = waits_for_the_end_of_nothing },
	{ .phrase = "expects at least one byte of reply",
		.section = "sec:client-complete",
		.hint = "Ask only while bytes are missing: of the "
			"empty word none are.",
		.shows = expects_a_byte },
	{ .phrase = "leaves the reply to a child, and ends before it",
		.section = "sec:echoclient-receive",
		.hint = "Whoever has started the client waits for its "
			"end: wait for the child before you end.",
		.shows = ends_before_its_child },
	{ .phrase = "takes a byte of 255 for the end",
		.section = "sec:client-bytes",
		.hint = "In a char 255 and EOF, which is -1, are the "
			"same: getc gives an int.",
		.shows = byte_255_is_the_end },
	{ .phrase = "takes the reply for a line with a newline at its "
		    "end",
		.section = "sec:client-bytes",
		.hint = "The reply is whatever came, to the last byte: "
			"print all of it.",
		.shows = reply_is_a_line },
	{ .phrase = "prints the word instead of what came back",
		.section = "sec:echoclient-receive",
		.hint = "Do you print the word or the buffer that recv "
			"filled?",
		.shows = prints_the_word },
	{ .phrase = "takes a reply that differs from the word for a "
		    "failure",
		.section = "sec:echoclient-receive",
		.hint = "Print what comes back, whatever it is: to "
			"judge it is not echoclient's task.",
		.shows = insists_on_its_word },
	{ .phrase = "takes the reply for a format",
		.section = "sec:client-bytes",
		.hint = "printf(reply) obeys what the server writes: "
			"never let bytes from outside be the format.",
		.shows = reply_as_format },
	{ .phrase = "takes the reply for a string",
		.section = "sec:client-bytes",
		.hint = "The reply is no string: %s stops at a zero "
			"byte, fwrite does not.",
		.listing = "Three lines, four mistakes",
		.shows = reply_as_string },
	{ .phrase = "prints bytes by %s that nobody has ended",
		.section = "sec:client-bytes",
		.hint = "recv writes no NUL behind the bytes, and %s "
			"looks for one: fwrite takes a length.",
		.shows = string_without_end },
	{ .phrase = "ends a full array with a NUL behind its last byte",
		.section = "sec:client-bytes",
		.hint = "When recv fills the array, buffer[n] is no "
			"part of it. You need no NUL: use fwrite.",
		.listing = "Three lines, four mistakes",
		.shows = nul_behind_the_array },
	{ .phrase = "prints all that comes instead of what it waits "
		    "for",
		.section = "sec:client-complete",
		.hint = "Ask recv for as many bytes as are still "
			"missing, and no more.",
		.shows = prints_whatever_comes },
	{ .phrase = "asks again and again instead of waiting",
		.section = "sec:client-receive",
		.hint = "recv sleeps until something comes: let it "
			"wait.",
		.shows = spins_while_waiting },
	{ .phrase = "takes a pause for the end",
		.section = "sec:client-complete",
		.hint = "Nobody knows how long a server needs: wait "
			"for bytes or for the end, without a time-out.",
		.shows = pause_is_the_end },

	{ .phrase = "leaves the line without an end",
		.section = "sec:echoclient-finish",
		.hint = "putchar('\\n') behind the reply.",
		.shows = no_newline },
	{ .phrase = "gives back a count as its exit status",
		.section = "sec:echoclient-finish",
		.hint = "0 is success, anything else a failure: "
			"return EXIT_SUCCESS.",
		.shows = status_is_a_count },
	{ .phrase = "complains about each address, even if the next "
		    "one connects",
		.section = "sec:client-names",
		.hint = "A failed attempt is nothing to talk about "
			"before the last one.",
		.shows = complains_of_attempts },
	{ .phrase = "reports its progress where failures are reported",
		.section = "sec:echoclient-finish",
		.hint = "A program that is content says nothing on "
			"stderr: take the remarks out.",
		.shows = progress_on_stderr },
	{ .phrase = "prints its progress between its results",
		.section = "sec:echoclient-receive",
		.hint = "stdout has the reply and nothing else: take "
			"the remarks out.",
		.shows = progress_on_stdout },
	{ .phrase = "takes a reset for the quicker way to close",
		.section = "sec:client-reset",
		.hint = "SO_LINGER with a time of 0 throws away what "
			"is on its way: a plain close ends in order.",
		.shows = resets_on_purpose },
	{ .phrase = "takes the end of the connection for the end of "
		    "its work",
		.section = "sec:client-end",
		.hint = "recv returned 0 and bytes are missing: that "
			"is a failure, to be reported.",
		.shows = end_is_success },
	{ .phrase = "reports that the server has closed, and calls "
		    "that success",
		.section = "sec:echoclient-finish",
		.hint = "Behind the message, end with status 1.",
		.shows = early_end_is_success },
	{ .phrase = "takes the 0 of recv for \"nothing yet\"",
		.section = "sec:client-receive",
		.hint = "0 means that the server has closed: nothing "
			"will ever come.",
		.shows = zero_is_nothing_yet },
	{ .phrase = "takes the exit status for message enough when the "
		    "server ends",
		.section = "sec:echoclient-finish",
		.hint = "Say on stderr that the server closed before "
			"the reply was whole.",
		.shows = early_end_in_silence },
	{ .phrase = "prints as many bytes as it expected, whatever "
		    "came",
		.section = "sec:client-receive",
		.hint = "Print as many bytes as recv returned: behind "
			"them is memory that nobody filled.",
		.shows = prints_what_never_came },
	{ .phrase = "asks errno why the connection has ended",
		.section = "sec:client-reset",
		.hint = "When recv returns 0, errno says nothing: tell "
			"it in your own words.",
		.shows = errno_for_an_end },
	{ .phrase = "takes an end and a failure of the connection for "
		    "one and the same",
		.section = "sec:client-reset",
		.hint = "When recv returns 0, errno says nothing; when "
			"it returns -1, errno has the reason.",
		.shows = lost_is_lost },
	{ .phrase = "takes an error of recv for the end of the reply",
		.section = "sec:client-reset",
		.hint = "-1 is not the end: report what errno says and "
			"exit with status 1.",
		.shows = reset_is_the_end },
	{ .phrase = "takes it for granted that the server still reads",
		.section = "sec:client-sigpipe",
		.hint = "Writing to a connection that is gone raises "
			"SIGPIPE, unless send has the flag "
			"MSG_NOSIGNAL.",
		.shows = server_still_reads },
	{ .phrase = "repeats a send whatever the reason why it failed",
		.section = "sec:client-interrupted",
		.hint = "Only after EINTR is it worth another try: "
			"any other error is the end.",
		.shows = repeats_every_send },
	{ .phrase = "never looks whether send has failed",
		.section = "sec:client-send",
		.hint = "send returns -1 when it fails: look at it "
			"before you count with it.",
		.shows = send_cannot_fail },
	{ .phrase = "expects that a signal comes once at most",
		.section = "sec:client-interrupted",
		.hint = "Repeat the call as long as errno is EINTR: a "
			"loop, not an if.",
		.shows = one_signal_at_most },
	{ .phrase = "takes an interrupted connect for a refused one",
		.section = "sec:client-interrupted",
		.hint = "When errno is EINTR the kernel goes on "
			"connecting: wait with poll until it is done, "
			"then ask SO_ERROR.",
		.shows = interrupted_connect_is_refused },
	{ .phrase = "takes an interrupted recv for a broken connection",
		.section = "sec:client-interrupted",
		.hint = "When recv returns -1 and errno is EINTR, the "
			"connection is as good as before: call again.",
		.shows = interrupted_recv_is_the_end },
	{ .phrase = "takes it for granted that no signal interrupts a "
		    "call",
		.section = "sec:client-interrupted",
		.hint = "A call that a signal interrupts returns -1 "
			"with EINTR: that is no failure, call again.",
		.shows = no_signals },
	{ .phrase = "takes the end of connecting for a connection",
		.section = "sec:client-interrupted",
		.hint = "poll says that connecting is over, not how it "
			"ended: that is what SO_ERROR tells.",
		.shows = over_is_connected },
	{ .phrase = "takes an interrupted call for one that has done "
		    "its work",
		.section = "sec:client-interrupted",
		.hint = "When send returns -1 and errno is EINTR, "
			"nothing was sent: call it again.",
		.shows = interrupted_is_done },
	{ .phrase = "does not look whether all of its output was "
		    "written in the end",
		.section = "sec:echoclient-finish",
		.hint = "stdio keeps the text until the end: ask "
			"fflush whether it could be written.",
		.shows = output_unchecked },
	{ .phrase = "takes it for granted that write takes all at once",
		.section = "sec:client-short",
		.hint = "write may take fewer bytes than it is given: "
			"go on with the rest. stdio does that for you.",
		.shows = one_write },
	{ .phrase = "gives up when the server ends, before it has "
		    "taken what came",
		.section = "sec:client-end",
		.hint = "First take all the bytes that came, then see "
			"whether some are missing.",
		.shows = hang_up_comes_first },
	{ .phrase = "never frees the list of addresses",
		.section = "sec:client-names",
		.hint = "freeaddrinfo gives the list back, once, when "
			"nothing of it is used any more.",
		.shows = leaks_the_list },
	{ .phrase = "frees the list of addresses only where it "
		    "succeeds",
		.section = "sec:client-names",
		.hint = "Where no address connects the list has to be "
			"freed, too.",
		.shows = leaks_it_on_failure },
	{ .phrase = "never frees what it has taken from the heap",
		.section = "sec:echoclient-finish",
		.hint = "What malloc gave you, free takes back, also "
			"on the way out after a failure.",
		.shows = leaks_its_own },

	{ .phrase = "takes every server for an address in digits",
		.section = "sec:client-names",
		.hint = "getaddrinfo takes names and numbers alike; is "
			"AI_NUMERICHOST still among your flags?",
		.shows = numbers_only },
	{ .phrase = "takes IPv4 for all there is",
		.section = "sec:client-names",
		.hint = "Let the family of the hints be AF_UNSPEC, and "
			"make the socket of the family that the entry "
			"has.",
		.shows = ipv4_is_all },
	{ .phrase = "takes DNS for the only place where names are",
		.section = "sec:client-names",
		.hint = "getaddrinfo reads /etc/hosts before it asks "
			"DNS.",
		.shows = dns_is_all },
	{ .phrase = "takes the first address for the only one",
		.section = "sec:client-names",
		.hint = "Walk the list by ai_next until one connect "
			"works.",
		.shows = first_address_only },
	{ .phrase = "takes a socket that has not connected for none",
		.section = "sec:client-names",
		.hint = "A socket is open from socket to close, "
			"whether it connects or not: close it.",
		.shows = failed_sockets_stay },
	{ .phrase = "takes one socket for addresses of every family",
		.section = "sec:client-names",
		.hint = "A socket has one family: make a new one for "
			"each entry, and close the old one.",
		.shows = one_socket_for_all },
	{ .phrase = "takes errno for the reason why a look-up failed",
		.section = "sec:client-names",
		.hint = "getaddrinfo returns a code of its own, which "
			"gai_strerror explains; errno has nothing to "
			"do with it.",
		.shows = errno_for_a_look_up },
	{ .phrase = "takes every failed look-up for an unknown name",
		.section = "sec:client-names",
		.hint = "The code that getaddrinfo returns tells an "
			"unknown name from a server that fails.",
		.shows = every_look_up_is_unknown },
	{ .phrase = NULL },
};
