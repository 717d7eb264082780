/*
 * What people who write echoserver may believe, and by which facts of a
 * failed test each belief shows; see causes.h.  The samples in
 * tests/samples/03-tcp-server/ have the same phrases.
 *
 * SPDX-License-Identifier: MIT
 */
#include "causes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Calls on a connection; 0 to 2 are its input and output. */
#define FD "@([3-9]|[1-9][0-9])*)"
#define SENDS "@(send|sendto|sendmsg|write|writev|dprintf)(" FD
#define RECEIVES "@(recv|recvfrom|recvmsg|read|readv)(" FD
#define WAITS "@(poll|ppoll|select|epoll_wait)(*)"
#define ACCEPTS "@(accept|accept4)(*)"
#define FAILS " = -1 E[!I]*"
#define INTERRUPTED " = -1 EINTR*"
#define WOULD_WAIT " = -1 EAGAIN*"
#define LOST " = -1 @(ECONNRESET|EPIPE|ENOTCONN)*"
/* What it says, for people and for whoever reads the announcements. */
#define COMPLAINS                                     \
	"@(perror|warn|warnx|err|errx|fprintf|fputs|" \
	"fwrite)(@(stderr|E|constant|0)*"
#define ANNOUNCES "@(printf|puts|fputs|fprintf|dprintf|fwrite)(*"
#define ASKS_ERRNO "@(perror|strerror|warn|err)(*"
#define READS_NUMBER "@(strto*|ato[il]|sscanf)(*"

#define USAGE "usage_*"
#define START                                     \
	"port_in_use two_servers reason_is_told " \
	"socket_or_listen_fails reason_outlives_close"
#define LINES                                       \
	"announces_client announces_other_address " \
	"announced_before_data nothing_else_on_stdout"

/* --- facts that several causes ask for --- */

static bool said(const struct facts *f, const char *what)
{
	char pattern[100];

	snprintf(pattern, sizeof pattern, "program says on stderr %s",
		what);
	return saw_last(f, pattern);
}

static bool has_exited(const struct facts *f)
{
	return saw_last(f, "program exits *");
}

static bool breaks(const struct facts *f)
{
	return status_is(f, "@(sanitizer|crash)");
}

static bool spins(const struct facts *f)
{
	return actual_is(f, "it @(spins|runs on)") ||
		message_is(f, "*@(runs in circles|code of its own)*");
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

/* The connection was ended, or the client told so, before its time. */
static bool ends_too_early(const struct facts *f)
{
	return message_is(f, "*before the program @(ended|reset) *") ||
		message_is(f, "*it is @(served|announced)*") ||
		message_is(f, "*second client gets bytes*") ||
		actual_is(f, "it is @(served|announced)");
}

/* A call of one kind, less done than asked, and right behind it... */
static bool a_part_and_then(const struct facts *f, const char *then)
{
	const struct result *result = f->result;

	for (size_t i = 0; i + 1 < result->call_count; i++) {
		struct result two = { .calls = &result->calls[i],
			.call_count = 2 };
		struct facts pair = { .result = &two, .run = f->run };
		long n = call_result(result->calls[i].line);

		if (n >= 0 &&
			n < call_number(result->calls[i].line, 1) &&
			called_next(&pair, SENDS " = [0-9]*", then))
			return true;
	}
	return false;
}

/* How the next send compares with what was received: -1, 0, 1. */
static bool sends_other_than_received(const struct facts *f, int sign)
{
	const struct result *result = f->result;
	long received = -1;

	for (size_t i = 0; i < result->call_count; i++) {
		struct result one = { .calls = &result->calls[i],
			.call_count = 1 };
		struct facts now = { .result = &one, .run = f->run };
		long asked = call_number(result->calls[i].line, 1);

		if (called(&now, RECEIVES " = [1-9]*")) {
			received = call_result(result->calls[i].line);
		} else if (called(&now, SENDS "*") && received > 0) {
			if ((asked > received) - (asked < received) ==
				sign)
				return true;
			received = -1;
		}
	}
	return false;
}

static bool echoes_less(const struct facts *f)
{
	return bytes_of(f, SENDS "*") < bytes_of(f, RECEIVES "*");
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
		(breaks(f) || starts_up(f));
}

static bool argument_is_there(const struct facts *f)
{
	if (test_is(f, "usage_without_arguments"))
		return breaks(f) && !shows_usage(f);
	return test_is(f, USAGE) && starts_up(f) && !shows_usage(f) &&
		(failed_with(
			 f, "usage_without_arguments", "*Sanitizer*") ||
			failed_with(f, "usage_without_arguments",
				"*signal*"));
}

static bool default_port(const struct facts *f)
{
	return test_is(f, "usage_without_arguments") && starts_up(f) &&
		!breaks(f) && !shows_usage(f);
}

static bool first_argument_only(const struct facts *f)
{
	return test_is(f, "usage_with_two_ports") && starts_up(f) &&
		!shows_usage(f) && !argument_is_there(f);
}

static bool bad_port_in_silence(const struct facts *f)
{
	return test_is(f, "bad_ports") &&
		actual_is(f, "nothing on stderr");
}

static bool takes_a_bad_port(const struct facts *f)
{
	return test_is(f, "bad_ports") && called(f, "bind(*) = 0");
}

/* A word has led to a port: somebody has looked it up. */
static bool service_is_a_port(const struct facts *f)
{
	return takes_a_bad_port(f) && !port_is(f, "-0123456789") &&
		!port_is(f, "0123456789x") &&
		!called(f, "bind(* port 0\")*");
}

static bool port_by_atoi(const struct facts *f)
{
	return takes_a_bad_port(f) && !service_is_a_port(f) &&
		!port_is(f, "-0123456789") &&
		called(f, "@(strto*|ato[il])(*");
}

static bool port_left_to_look_up(const struct facts *f)
{
	return takes_a_bad_port(f) && port_is(f, "-0123456789") &&
		called(f, "getaddrinfo(*") && !called(f, READS_NUMBER);
}

static bool port_in_16_bits(const struct facts *f)
{
	return takes_a_bad_port(f) && port_is(f, "-0123456789") &&
		!port_is(f, "0") && called(f, READS_NUMBER);
}

static bool port_in_a_short(const struct facts *f)
{
	return test_is(f, "high_ports") && last_argument(f) > 32767 &&
		!called(f, "bind(*) = 0");
}

static bool low_ports_refused(const struct facts *f)
{
	return test_is(f, "high_ports") && last_argument(f) == 1 &&
		!starts_up(f);
}

/* --- step 2: listen --- */

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

static bool start_fails(const struct facts *f)
{
	return test_is(f, START) &&
		called(f, "@(socket|bind|listen)(*" FAILS);
}

static bool listen_cannot_fail(const struct facts *f)
{
	return test_is(f, "socket_or_listen_fails") &&
		called_after(f, "listen(*" FAILS, ACCEPTS "*") &&
		!called(f, "@(socket|bind)(*" FAILS) &&
		passed(f, "port_in_use");
}

static bool start_cannot_fail(const struct facts *f)
{
	return start_fails(f) && !listen_cannot_fail(f) &&
		called_after(f, "@(socket|bind|listen)(*" FAILS,
			ACCEPTS "*");
}

static bool no_reason_told(const struct facts *f)
{
	return test_is(f, "reason_is_told") &&
		expected_is(f, "two different reasons") &&
		!called(f, ASKS_ERRNO);
}

static bool trouble_on_stdout(const struct facts *f)
{
	return start_fails(f) && expected_is(f, "nothing on stdout") &&
		called_after(f, "@(socket|bind|listen)(*" FAILS,
			"@(printf|puts)(*");
}

static bool trouble_is_success(const struct facts *f)
{
	return start_fails(f) && actual_is(f, "exit status 0") &&
		said(f, "*");
}

static bool loopback_in_host_order(const struct facts *f)
{
	return called(f, "bind(*\"1.0.0.127 port *");
}

static bool loopback_only(const struct facts *f)
{
	return called(f, "bind(*\"127.0.0.1 port *") &&
		actual_is(f, "Connection refused");
}

static bool port_is_busy(const struct facts *f)
{
	return test_is(f, "restart_at_once") &&
		called(f, "bind(*) = -1 EADDRINUSE");
}

static bool no_reuse(const struct facts *f)
{
	return port_is_busy(f) &&
		!called_ever(f, "setsockopt(*SO_REUSEADDR*");
}

static bool reuse_after_bind(const struct facts *f)
{
	return port_is_busy(f) &&
		called_ever(f, "setsockopt(*SO_REUSEADDR*") &&
		!called(f, "setsockopt(*SO_REUSEADDR*");
}

static bool reuse_port(const struct facts *f)
{
	return test_is(f, "two_servers port_in_use") &&
		called(f, "setsockopt(*SO_REUSEPORT, 1) = 0") &&
		called(f, "bind(*) = 0");
}

/* --- step 3: accept --- */

static bool line_stays_in_buffer(const struct facts *f)
{
	return test_is(f, LINES) &&
		(actual_is(f, "lines in bulk") ||
			(expected_is(f, "*stdout has *line*") &&
				status_is(f, "timeout"))) &&
		called(f, "@(printf|puts|fputs|fprintf|putchar)(*") &&
		!called(f, "fflush(*") && !called(f, "fork(*");
}

static bool exit_shows_the_line(const struct facts *f)
{
	return test_is(f, LINES) && called(f, "fork(*") &&
		called(f, "@(printf|puts)(*") &&
		!called(f, "fflush(*") &&
		(actual_is(f, "a line at the end of the turn") ||
			expected_is(f, "*stdout has *line*"));
}

static bool first_bytes_count(const struct facts *f)
{
	return test_is(f, "announced_before_data") &&
		hangs_in(f, RECEIVES) && !called(f, ANNOUNCES);
}

static bool port_in_the_line(const struct facts *f)
{
	return test_is(f, LINES) &&
		actual_is(f, "*Client connected: [0-9.]*:[0-9]*");
}

static bool its_own_address(const struct facts *f)
{
	return test_is(f, "announces_other_address") &&
		actual_is(f, "Client connected: 127.0.0.1") &&
		(called(f, "getsockname(*") ||
			called(f, "@(accept|accept4)(*NULL*"));
}

static bool size_not_set(const struct facts *f)
{
	/* What nobody has set may be any size. */
	if (called(f,
		    "@(accept|accept4)(*, ..., @(-*|[0-9][0-9][0-9]*), "
		    "*) = -1 EINVAL*"))
		return true;
	return test_is(f, LINES) && called(f, ACCEPTS " = [0-9]*") &&
		called(f, "@(accept|accept4)(*, ..., 0, *") &&
		actual_is(f, "*Client connected: *");
}

static bool signed_quad(const struct facts *f)
{
	return actual_is(f, "*Client connected: *-[0-9]*");
}

static bool no_room_for_the_zero(const struct facts *f)
{
	return test_is(f, LINES) &&
		called(f, "inet_ntop(*, \"\", 15) = 0");
}

static bool talks_on_stdout(const struct facts *f)
{
	return test_is(f, "nothing_else_on_stdout") &&
		expected_is(f, "\"\"") &&
		called_before(f, "@(printf|puts|fputs|dprintf)(*",
			ACCEPTS " = [0-9]*");
}

static bool debugs_on_stdout(const struct facts *f)
{
	return test_is(f, "nothing_else_on_stdout") &&
		actual_is(f, "*Client connected: 127.0.0.1\\n?*");
}

static bool accepts_once(const struct facts *f)
{
	return call_count(f, ACCEPTS "*") == 1 &&
		called(f, ACCEPTS " = [0-9]*") &&
		saw_last(f, "program exits status 0");
}

static bool closes_the_listener(const struct facts *f)
{
	char pattern[40];
	const char *listens = last_call(f, "listen(*");

	if (listens == NULL)
		return false;
	snprintf(pattern, sizeof pattern, "close(%ld) = 0",
		call_number(listens, 0));
	return called_after(f, pattern, ACCEPTS " = -1 EBADF*");
}

static bool child_for_each(const struct facts *f)
{
	return called(f, "fork(*") &&
		actual_is(f, "it is @(served|announced)");
}

static bool sends_away(const struct facts *f)
{
	return actual_is(f, "it is sent away") ||
		(!called(f, "fork(*") &&
			called_next(f, ACCEPTS " = [0-9]*",
				"close(*) = 0") &&
			call_count(f, ACCEPTS " = [0-9]*") > 1);
}

static bool greets(const struct facts *f)
{
	return called_before(f, SENDS " = [1-9]*", RECEIVES "*") &&
		(message_is(f, "*is not what it should be*") ||
			message_is(f, "*more comes*"));
}

/* --- step 4: echo --- */

static bool end_throws_away(const struct facts *f)
{
	return test_is(f, "late_reader_gets_the_rest") &&
		ends_too_early(f) && called(f, RECEIVES " = 0") &&
		echoes_less(f) && !called(f, SENDS LOST);
}

static bool send_takes_all(const struct facts *f)
{
	return !called(f, SENDS "*MSG_DONTWAIT*") &&
		!end_throws_away(f) &&
		(a_part_and_then(f, RECEIVES "*") ||
			a_part_and_then(f, WAITS "*"));
}

static bool part_is_a_loss(const struct facts *f)
{
	return test_is(f, "short_send") && ends_too_early(f) &&
		(a_part_and_then(f, COMPLAINS) ||
			a_part_and_then(f, "close(*"));
}

#define STRINGS                                      \
	"echoes_every_byte_value echoes_a_mebibyte " \
	"slow_reader late_reader_gets_the_rest"

static bool echo_is_a_string(const struct facts *f)
{
	return test_is(f, STRINGS) && !breaks(f) && echoes_less(f) &&
		(sends_other_than_received(f, -1) ||
			called_next(f, RECEIVES " = [1-9]* \"\\0*",
				RECEIVES "*"));
}

/* A char that is compared with EOF, which is -1. */
static bool byte_255_is_the_end(const struct facts *f)
{
	return ends_too_early(f) &&
		called_next(f, RECEIVES " = 1 \"\\xff\"", "close(*");
}

static bool obeys(const struct facts *f)
{
	return test_is(f, "no_line_is_a_command") &&
		ends_too_early(f) &&
		!called_at_last(f, RECEIVES " = [1-9]*", SENDS "*");
}

static bool data_as_format(const struct facts *f)
{
	const char *last = last_call(f, RECEIVES " = [1-9]*");

	return test_is(f, "echoes_every_byte_value") && breaks(f) &&
		last != NULL && strstr(last, "\"%s%n") != NULL;
}

static bool zero_behind_buffer(const struct facts *f)
{
	const char *last = last_call(f, "*");

	return status_is(f, "sanitizer") && last != NULL &&
		last == last_call(f, RECEIVES " = [1-9]*") &&
		call_result(last) == call_number(last, 1);
}

/* As many bytes as recv was allowed to bring, each time. */
static bool sends_whole_buffer(const struct facts *f)
{
	long room = call_number(last_call(f, RECEIVES "*"), 1);

	return !breaks(f) && room > 0 && !passed(f, "echoes_a_word") &&
		call_number(last_call(f, SENDS "*"), 1) == room &&
		call_number(first_call(f, SENDS "*"), 1) == room &&
		sends_other_than_received(f, 1);
}

static bool sends_the_longest(const struct facts *f)
{
	return !breaks(f) && sends_other_than_received(f, 1) &&
		passed(f, "echoes_a_word") &&
		message_is(f, "*@(is not what|more comes)*");
}

static bool holds_it_back(const struct facts *f)
{
	return status_is(f, "timeout") && !test_is(f, LINES) &&
		called(f, RECEIVES " = *") && hangs_in(f, RECEIVES) &&
		!called_at_last(f, RECEIVES " = [1-9]*", SENDS "*");
}

static bool whole_lines(const struct facts *f)
{
	if (status_is(f, "timeout") &&
		hangs_in(f, "@(fgets|getline|getdelim)(*"))
		return true;
	return holds_it_back(f) &&
		called_in(f, "echoes_every_byte_value",
			SENDS " = [1-9]*");
}

static bool collects_first(const struct facts *f)
{
	return holds_it_back(f) &&
		!called_in(f, "echoes_every_byte_value",
			SENDS " = [1-9]*") &&
		!passed(f, "echoes_every_byte_value");
}

/* It ends a client behind an echo, not asking for more. */
static bool ends_after_echo(const struct facts *f)
{
	return ends_too_early(f) &&
		(called_next(f, SENDS " = [1-9]*", "close(*) = 0") ||
			called_next(f, SENDS " = [1-9]*",
				"shutdown(*) = 0"));
}

static bool short_count_is_the_end(const struct facts *f)
{
	return ends_after_echo(f) &&
		called_next_anywhere(
			f, SENDS " = [1-9]*", RECEIVES "*");
}

static bool one_word_a_client(const struct facts *f)
{
	return ends_after_echo(f) &&
		!called_next_anywhere(
			f, SENDS " = [1-9]*", RECEIVES "*");
}

static bool resets_on_purpose(const struct facts *f)
{
	return message_is(f, "*reset*") &&
		called(f, "setsockopt(*SO_LINGER*") && !breaks(f);
}

static bool hang_up_first(const struct facts *f)
{
	return called_next(f, WAITS " = [1-9]*", "close(*") &&
		ends_too_early(f);
}

/* --- step 5: survive --- */

/* An interruption is one more error that ends it. */
static bool error_is_fatal(const struct facts *f)
{
	return test_is(f, "interrupted_receive interrupted_send") &&
		has_exited(f) && !passed(f, "client_resets") &&
		(called(f, RECEIVES INTERRUPTED) ||
			called(f, SENDS INTERRUPTED));
}

static bool lost_client_is_fatal(const struct facts *f)
{
	if (error_is_fatal(f))
		return true;
	return has_exited(f) &&
		(called_at_last(f, RECEIVES LOST, COMPLAINS) ||
			called_at_last(f, SENDS LOST, COMPLAINS) ||
			called_at_last(f, RECEIVES LOST, "exit(*") ||
			called_at_last(f, SENDS LOST, "exit(*")) &&
		!called_at_last(f, RECEIVES LOST, ACCEPTS "*") &&
		!called_at_last(f, SENDS LOST, ACCEPTS "*");
}

static bool send_would_say_so(const struct facts *f)
{
	return status_is(f, "crash") && message_is(f, "*Broken pipe*");
}

static bool zero_is_nothing_yet(const struct facts *f)
{
	return call_count(f, RECEIVES " = 0") > 20 &&
		called_next(f, RECEIVES " = 0", RECEIVES " = 0");
}

static bool first_zero_is_nothing(const struct facts *f)
{
	return zero_is_nothing_yet(f) &&
		passed(f, "half_close echoes_byte_by_byte");
}

static bool any_zero_is_nothing(const struct facts *f)
{
	return zero_is_nothing_yet(f) &&
		!passed(f, "half_close echoes_byte_by_byte");
}

static bool time_limit(const struct facts *f)
{
	return test_is(f, "silent_client") &&
		saw(f, "grader injects *time limit*") &&
		(called(f, WAITS " = 0") ||
			called(f, RECEIVES WOULD_WAIT));
}

static bool pushes_at_a_full_buffer(const struct facts *f)
{
	return spins(f) && call_count(f, SENDS WOULD_WAIT) > 2 &&
		passed(f, "idle_burns_nothing");
}

static bool asks_again_at_once(const struct facts *f)
{
	return spins(f) &&
		(call_count(f, ACCEPTS WOULD_WAIT) > 2 ||
			call_count(f, RECEIVES WOULD_WAIT) > 2);
}

static bool accept_fails_and_it_ends(const struct facts *f)
{
	return has_exited(f) &&
		test_is(f,
			"accept_aborted no_descriptor_free "
			"interrupted_accept") &&
		called(f, ACCEPTS " = -1 *") &&
		/* So says the skeleton before step 5 is written. */
		!said(f, "*cannot accept clients*") &&
		passed(f, "queue_waits_its_turn one_at_a_time") &&
		!called_at_last(f, ACCEPTS " = -1 *", ACCEPTS "*");
}

static bool accept_is_not_interrupted(const struct facts *f)
{
	return accept_fails_and_it_ends(f) &&
		called(f, ACCEPTS INTERRUPTED) &&
		passed(f, "accept_aborted no_descriptor_free");
}

static bool accept_errors_are_final(const struct facts *f)
{
	return accept_fails_and_it_ends(f) &&
		!accept_is_not_interrupted(f);
}

static bool accepts_again_at_once(const struct facts *f)
{
	return spins(f) && call_count(f, ACCEPTS " = -1 EMFILE*") > 2;
}

static bool interrupted_recv_is_the_end(const struct facts *f)
{
	return test_is(f, "interrupted_receive") && ends_too_early(f) &&
		call_count(f, RECEIVES INTERRUPTED) == 1;
}

static bool interrupted_send_is_the_end(const struct facts *f)
{
	return test_is(f, "interrupted_send") && ends_too_early(f) &&
		call_count(f, SENDS INTERRUPTED) == 1;
}

static bool interrupted_once(const struct facts *f)
{
	return test_is(f, "interrupted_*") && ends_too_early(f) &&
		(call_count(f, SENDS INTERRUPTED) == 2 ||
			call_count(f, RECEIVES INTERRUPTED) == 2);
}

static bool leaves_descriptors(const struct facts *f)
{
	return actual_is(f, "descriptors are left open");
}

/* The connection that was accepted first. */
static bool closes_the_first(const struct facts *f)
{
	char pattern[40];

	snprintf(pattern, sizeof pattern, "close(%ld) = 0",
		call_result(first_call(f, ACCEPTS " = [0-9]*")));
	return called(f, pattern);
}

static bool shutdown_for_close(const struct facts *f)
{
	return leaves_descriptors(f) && called(f, "shutdown(*) = 0") &&
		!closes_the_first(f);
}

static bool closes_where_all_went_well(const struct facts *f)
{
	return leaves_descriptors(f) && test_is(f, "lost_clients") &&
		passed(f, "many_clients");
}

static bool memory_comes_back(const struct facts *f)
{
	return actual_is(f, "more memory");
}

static bool place_for_every_client(const struct facts *f)
{
	return test_is(f, "many_clients") && breaks(f) &&
		call_count(f, ACCEPTS " = [0-9]*") > 8;
}

/* --- in the order of the steps; the special before the general --- */

const struct cause chapter_causes[] = {
	{ .phrase = "prints its usage where it prints its results",
		.section = "sec:echoserver-usage",
		.hint = "The usage line is for people: fprintf with "
			"stderr, not printf.",
		.shows = usage_on_stdout },
	{ .phrase = "takes a wrong call for no failure",
		.section = "sec:echoserver-usage",
		.hint = "Whoever starts it from a script asks for the "
			"exit status: a wrong call ends with 1.",
		.shows = usage_is_success },
	{ .phrase = "leaves its own name out of the usage line",
		.section = "sec:echoserver-usage",
		.hint = "The line begins \"USAGE: echoserver\".",
		.shows = usage_without_its_name },
	{ .phrase = "expects only people, who know a usage line "
		    "however it begins",
		.section = "sec:echoserver-usage",
		.hint = "The line begins \"USAGE: echoserver\", "
			"letter by letter.",
		.shows = usage_in_own_words },
	{ .phrase = "takes printing the usage for the end of the "
		    "program",
		.section = "sec:echoserver-usage",
		.hint = "Printing does not end a program: return or "
			"exit behind the usage line.",
		.shows = goes_on_after_usage },
	{ .phrase = "takes it for granted that it is started with "
		    "a port",
		.section = "sec:echoserver-usage",
		.hint = "Look at argc before you look at argv: behind "
			"the last argument there is a null pointer.",
		.shows = argument_is_there },
	{ .phrase = "may choose a port by itself when it is given "
		    "none",
		.section = "sec:echoserver-usage",
		.hint = "The port is not optional: compare argc "
			"with 2.",
		.shows = default_port },
	{ .phrase = "looks at its first argument only",
		.section = "sec:echoserver-usage",
		.hint = "argc has to be 2: neither less nor more.",
		.shows = first_argument_only },
	{ .phrase = "takes the exit status for message enough",
		.section = "sec:echoserver-usage",
		.hint = "Say on stderr what is wrong with the port.",
		.shows = bad_port_in_silence },
	{ .phrase = "takes the name of a service for a port",
		.section = "sec:echoserver-usage",
		.hint = "A port is a number here: look at every "
			"character before you look it up.",
		.shows = service_is_a_port },
	{ .phrase = "relies on atoi to tell good numbers from bad "
		    "ones",
		.section = "sec:echoserver-usage",
		.hint = "atoi takes the digits at the beginning, and 0 "
			"for what has none: look at every character.",
		.shows = port_by_atoi },
	{ .phrase = "leaves it to getaddrinfo to check the port",
		.section = "sec:echoserver-usage",
		.hint = "getaddrinfo takes 0 and 65543 for numbers, "
			"too: check the range yourself.",
		.shows = port_left_to_look_up },
	{ .phrase = "looks for the range of a port after it is in "
		    "16 bits",
		.section = "sec:echoserver-usage",
		.hint = "16 bits make port 7 of 65543: look at the "
			"range while the number is still a long.",
		.shows = port_in_16_bits },
	{ .phrase = "takes ports for numbers that fit into a "
		    "short",
		.section = "sec:bind",
		.hint = "A short ends at 32767, ports at 65535: "
			"uint16_t has no sign.",
		.shows = port_in_a_short },
	{ .phrase = "takes ports below 1024 for nothing that a "
		    "program of ours could have",
		.section = "sec:bind",
		.hint = "Whether a low port may be used is the "
			"kernel's business: bind tells you.",
		.shows = low_ports_refused },

	{ .phrase = "puts the port into the address as this "
		    "machine stores it",
		.section = "sec:bind",
		.hint = "The port travels with the more significant "
			"byte first: htons, once.",
		.shows = port_swapped },
	{ .phrase = "takes bind for the last word about the port",
		.section = "sec:listen",
		.hint = "listen may fail as well: look at its result.",
		.shows = listen_cannot_fail },
	{ .phrase = "takes it for granted that socket, bind and "
		    "listen work",
		.section = "sec:bind",
		.hint = "Each of them returns -1 when it fails: report "
			"it, and end with status 1.",
		.shows = start_cannot_fail },
	{ .phrase = "takes \"cannot start\" for a message that says "
		    "enough",
		.section = "sec:bind",
		.hint = "errno has the reason right after the call: "
			"print what strerror makes of it.",
		.shows = no_reason_told },
	{ .phrase = "reports its troubles where the clients are "
		    "announced",
		.section = "sec:echoserver-listen",
		.hint = "Announcements go to stdout, troubles to "
			"stderr.",
		.shows = trouble_on_stdout },
	{ .phrase = "takes a message for enough and leaves the "
		    "exit status alone",
		.section = "sec:echoserver-listen",
		.hint = "Behind the message, end with status 1.",
		.shows = trouble_is_success },
	{ .phrase = "leaves INADDR_LOOPBACK as this machine stores it",
		.section = "sec:bind",
		.hint = "Addresses travel with the most significant "
			"byte first: htonl. And every address of this "
			"machine is INADDR_ANY.",
		.shows = loopback_in_host_order },
	{ .phrase = "takes 127.0.0.1 for the address of the "
		    "machine",
		.section = "sec:bind",
		.hint = "127.0.0.1 is reached from this machine only: "
			"INADDR_ANY means all of its addresses.",
		.shows = loopback_only },
	{ .phrase = "sets SO_REUSEADDR when bind has already "
		    "looked for it",
		.section = "sec:restart",
		.hint = "The option has to be set between socket and "
			"bind.",
		.shows = reuse_after_bind },
	{ .phrase = "expects that a port is free as soon as its "
		    "server is gone",
		.section = "sec:restart",
		.hint = "Old connections keep it busy for a minute: "
			"set SO_REUSEADDR before bind.",
		.shows = no_reuse },
	{ .phrase = "takes SO_REUSEPORT for a stronger "
		    "SO_REUSEADDR",
		.section = "sec:restart",
		.hint = "SO_REUSEPORT lets two servers share the port, "
			"which nobody wants here: SO_REUSEADDR alone.",
		.shows = reuse_port },

	{ .phrase = "expects accept to know how large the address "
		    "may be",
		.section = "sec:accept",
		.hint = "Set the length to the size of the structure "
			"before each call of accept.",
		.shows = size_not_set },
	{ .phrase = "expects that printf has shown the line when "
		    "it returns",
		.section = "sec:server-output",
		.hint = "Into a pipe stdio writes when its buffer is "
			"full: fflush behind each line.",
		.shows = line_stays_in_buffer },
	{ .phrase = "leaves it to exit to show the line of a client",
		.section = "sec:server-output",
		.hint = "exit writes what stdio has kept, at the end "
			"of the turn: fflush behind each line.",
		.shows = exit_shows_the_line },
	{ .phrase = "counts a client as connected when its first "
		    "bytes come",
		.section = "sec:accept",
		.hint = "Announce it right after accept, before you "
			"wait for bytes.",
		.shows = first_bytes_count },
	{ .phrase = "adds the client's port to its address",
		.section = "sec:echoserver-accept",
		.hint = "The line has the address and nothing behind "
			"it.",
		.shows = port_in_the_line },
	{ .phrase = "asks getsockname for the address of the "
		    "other end",
		.section = "sec:accept",
		.hint = "getsockname is about your end; accept or "
			"getpeername tell about the client's.",
		.shows = its_own_address },
	{ .phrase = "takes a char for a number from 0 to 255",
		.section = "sec:accept",
		.hint = "char may be signed: use unsigned char, or let "
			"inet_ntop write the address.",
		.shows = signed_quad },
	{ .phrase = "counts the characters of a dotted quad and "
		    "forgets the zero behind them",
		.section = "sec:accept",
		.hint = "INET_ADDRSTRLEN is 16: fifteen characters and "
			"a NUL.",
		.shows = no_room_for_the_zero },
	{ .phrase = "takes stdout for the place where a server "
		    "tells what it does",
		.section = "sec:echoserver-accept",
		.hint = "stdout has a line for each client and nothing "
			"else: other remarks go to stderr.",
		.shows = talks_on_stdout },
	{ .phrase = "leaves its debugging output on stdout",
		.section = "sec:echoserver-accept",
		.hint = "stdout has a line for each client and nothing "
			"else: print to stderr while you search.",
		.shows = debugs_on_stdout },
	{ .phrase = "takes accept for something that is called "
		    "once",
		.section = "sec:accept",
		.hint = "A server goes back to accept when a client "
			"is done: a loop around the whole turn.",
		.shows = accepts_once },
	{ .phrase = "closes the listening socket when a client is "
		    "done",
		.section = "sec:two-sockets",
		.hint = "There are two sockets: close the connection "
			"and keep the one that listens.",
		.shows = closes_the_listener },
	{ .phrase = "serves every client at once, each in a child",
		.section = "sec:echoserver-accept",
		.hint = "One client after the other: the next one is "
			"accepted when the last one is done.",
		.shows = child_for_each },
	{ .phrase = "sends away who comes while another client is "
		    "served",
		.section = "sec:listen",
		.hint = "Whoever comes meanwhile waits in the queue: "
			"do not accept before you are done.",
		.shows = sends_away },
	{ .phrase = "greets its clients before it echoes",
		.section = "sec:echoserver-echo",
		.hint = "Nothing is sent but what came in.",
		.shows = greets },

	{ .phrase = "takes a send that took a part for a lost "
		    "client",
		.section = "sec:echoserver-echo",
		.hint = "A short count is no error: send the rest by "
			"the next call.",
		.shows = part_is_a_loss },
	{ .phrase = "expects that send takes all it is given",
		.section = "sec:echoserver-echo",
		.hint = "send returns how many bytes it took: go on "
			"with the rest before you receive again.",
		.shows = send_takes_all },
	{ .phrase = "takes a byte of 255 for the end",
		.section = "sec:echoserver-echo",
		.hint = "In a char 255 and EOF, which is -1, are the "
			"same: go by what recv returns.",
		.shows = byte_255_is_the_end },
	{ .phrase = "obeys what its clients say",
		.section = "sec:echoserver-echo",
		.hint = "Whatever a client sends is data: send it "
			"back.",
		.shows = obeys },
	{ .phrase = "hands what it received to printf as a format",
		.section = "sec:echoserver-echo",
		.hint = "Bytes from outside are never a format: print "
			"them by %.*s or fwrite, or not at all.",
		.shows = data_as_format },
	{ .phrase = "ends what it received with a zero byte for "
		    "which there is no room",
		.section = "sec:echoserver-echo",
		.hint = "When recv fills the array, buffer[n] is no "
			"part of it. You need no NUL.",
		.shows = zero_behind_buffer },
	{ .phrase = "takes what it received for a string",
		.section = "sec:echoserver-echo",
		.hint = "Bytes may be zero: send as many as recv "
			"returned, not strlen.",
		.shows = echo_is_a_string },
	{ .phrase = "sends the whole buffer back, however much came",
		.section = "sec:echoserver-echo",
		.hint = "Send as many bytes as recv returned, not as "
			"many as the buffer has.",
		.shows = sends_whole_buffer },
	{ .phrase = "sends back as much as the longest message "
		    "had so far",
		.section = "sec:echoserver-echo",
		.hint = "Send as many bytes as this recv returned: "
			"what stands behind them is from before.",
		.shows = sends_the_longest },
	{ .phrase = "takes the newline for the end of a message",
		.section = "sec:echoserver-echo",
		.hint = "A stream has no lines: send back what has "
			"come as soon as it has come.",
		.shows = whole_lines },
	{ .phrase = "wants to have all of it before it sends any "
		    "of it back",
		.section = "sec:echoserver-echo",
		.hint = "Send back what has come as soon as it has "
			"come: the client may wait for it.",
		.shows = collects_first },
	{ .phrase = "takes a buffer that is not full for the end "
		    "of the stream",
		.section = "sec:end-of-turn",
		.hint = "Fewer bytes than you asked for are all that "
			"was there: only 0 is the end.",
		.shows = short_count_is_the_end },
	{ .phrase = "takes the first recv for all that a client "
		    "has to say",
		.section = "sec:end-of-turn",
		.hint = "recv and send, again and again, until recv "
			"returns 0.",
		.shows = one_word_a_client },
	{ .phrase = "closes by a reset, to be rid of TIME_WAIT",
		.section = "sec:restart",
		.hint = "SO_LINGER with a time of 0 throws away what "
			"is on its way: a plain close ends in order.",
		.shows = resets_on_purpose },
	{ .phrase = "takes a client that has ended its side for "
		    "gone",
		.section = "sec:end-of-turn",
		.hint = "It has said all and still listens: read what "
			"came, and send it back.",
		.shows = hang_up_first },
	{ .phrase = "stops when the client has ended, whatever it "
		    "still has to send",
		.section = "sec:end-of-turn",
		.hint = "0 from recv ends what comes, not what is "
			"still to be sent.",
		.shows = end_throws_away },

	{ .phrase = "expects send to say so when the client is "
		    "gone",
		.section = "sec:lost-clients",
		.hint = "Writing to a connection that is gone raises "
			"SIGPIPE, unless send has the flag "
			"MSG_NOSIGNAL.",
		.shows = send_would_say_so },
	{ .phrase = "ends when a connection breaks, as a client "
		    "would",
		.section = "sec:lost-clients",
		.hint = "A broken connection ends this client's turn, "
			"not the server: close it and accept again.",
		.shows = lost_client_is_fatal },
	{ .phrase = "takes a first recv that returns 0 for "
		    "\"nothing yet\"",
		.section = "sec:end-of-turn",
		.hint = "0 means that the client has ended, whenever "
			"it comes.",
		.shows = first_zero_is_nothing },
	{ .phrase = "takes the 0 of recv for \"nothing yet\"",
		.section = "sec:end-of-turn",
		.hint = "0 means that the client has ended: nothing "
			"will ever come.",
		.shows = any_zero_is_nothing },
	{ .phrase = "sets a time limit for clients that say "
		    "nothing",
		.section = "sec:echoserver-survive",
		.hint = "A client may be silent as long as it likes: "
			"wait without a time-out.",
		.shows = time_limit },
	{ .phrase = "sends again at once when the client's buffer "
		    "is full",
		.section = "sec:echoserver-survive",
		.hint = "EAGAIN means: not now. Wait with poll until "
			"there is room, or let send wait.",
		.shows = pushes_at_a_full_buffer },
	{ .phrase = "expects that an accept that failed works if "
		    "it is called again at once",
		.section = "sec:accept-errors",
		.hint = "Without a free descriptor it fails again: "
			"wait a moment in between.",
		.shows = accepts_again_at_once },
	{ .phrase = "asks again at once when a non-blocking call "
		    "has nothing",
		.section = "sec:echoserver-survive",
		.hint = "Let the call wait, or wait with poll before "
			"you ask again.",
		.shows = asks_again_at_once },
	{ .phrase = "forgets that a signal may interrupt accept",
		.section = "sec:accept-errors",
		.hint = "When errno is EINTR nothing is wrong: call "
			"accept again.",
		.shows = accept_is_not_interrupted },
	{ .phrase = "takes every failure of accept for the end of "
		    "the server",
		.section = "sec:accept-errors",
		.hint = "Most of them are about one client: report "
			"them and accept the next one.",
		.shows = accept_errors_are_final },
	{ .phrase = "expects that a call that was interrupted "
		    "once is not interrupted again",
		.section = "sec:lost-clients",
		.hint = "Repeat the call as long as errno is EINTR: a "
			"loop, not an if.",
		.shows = interrupted_once },
	{ .phrase = "takes a recv that a signal interrupted for "
		    "the end of the client",
		.section = "sec:lost-clients",
		.hint = "When recv returns -1 and errno is EINTR, the "
			"connection is as good as before: call again.",
		.shows = interrupted_recv_is_the_end },
	{ .phrase = "expects that only waiting for a client is "
		    "interrupted by signals",
		.section = "sec:lost-clients",
		.hint = "send may be interrupted, too: when errno is "
			"EINTR, nothing was sent, so call it again.",
		.shows = interrupted_send_is_the_end },
	{ .phrase = "takes shutdown for enough to give a "
		    "connection back",
		.section = "sec:end-of-turn",
		.hint = "shutdown ends the conversation, close gives "
			"the descriptor back.",
		.shows = shutdown_for_close },
	{ .phrase = "closes a connection only where all went well",
		.section = "sec:lost-clients",
		.hint = "Whatever ends the turn, the connection is "
			"closed: do it at one place.",
		.shows = closes_where_all_went_well },
	{ .phrase = "expects that memory comes back when a client "
		    "leaves",
		.section = "sec:lost-clients",
		.hint = "What malloc gave for a client, free takes "
			"back when the turn ends.",
		.shows = memory_comes_back },
	{ .phrase = "reserves a place in an array for every "
		    "client there will ever be",
		.section = "sec:lost-clients",
		.hint = "A server runs for ever: what belongs to a "
			"client ends with it.",
		.shows = place_for_every_client },
	{ .phrase = NULL },
};
