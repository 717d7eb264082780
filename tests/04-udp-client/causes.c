/*
 * What people who write udpclient may believe, and by which facts of a
 * failed test each belief shows; see causes.h.  The samples in
 * tests/samples/04-udp-client/ have the same phrases.
 *
 * SPDX-License-Identifier: MIT
 */
#include "causes.h"

#include <stdio.h>
#include <string.h>

/* Calls on a socket; 0 to 2 are its input and output. */
#define SENDS "@(send|sendto|sendmsg|write|writev)([3-9]*)"
#define RECEIVES "@(recv|recvfrom|recvmsg|read|readv)([3-9]*)"
/* A datagram has come; read may have been asked about a timer. */
#define DATAGRAM "@(recv|recvfrom|recvmsg)(*) = [0-9]*"
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

#define USAGE "usage_* unknown_options bad_waits"
/* Where its time is over, or the processor's that it may use. */
#define CIRCLES "*@(runs in circles|is now in code of its own)*"
#define WRONG_LENGTH "the datagram should have the * it has *"
#define STRANGERS                                             \
	"a_stranger_at_a_time a_stranger_instead other_port " \
	"other_address stranger_just_before ipv6_address"
/* Where it has to wait all of its time, or a part of it. */
#define WAITED                                             \
	"again_* all_sendings_are_four "                   \
	"all_over_after_15_times answer_to_* "             \
	"an_interruption_is_no_end all_quiet_meanwhile "   \
	"a_stranger_at_a_time a_stranger_instead refusal " \
	"refusal_later address_in_silence"
#define REFUSALS "refusal refusal_later after_a_refusal either_family"
#define ASLEEP "*it is now in clock_nanosleep*"
#define GIVES_UP "*gives up before it has tried the other*"
#define SEVERAL "after_a_refusal address_in_silence after_no_route"

enum {
	LARGEST = 65507,
	/* Of "Received: " and a newline. */
	RECEIVED_LENGTH = 11,
};

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

static bool shows_usage(const struct facts *f)
{
	return said(f, "*[Uu][Ss][Aa][Gg][Ee]*");
}

static bool prints_nothing(const struct facts *f)
{
	return !saw_last(f, "program prints *");
}

/* Another socket may be connected, and that one not. */
static bool connects_what_it_sends_from(const struct facts *f)
{
	char pattern[40];
	const char *last = last_call(f, SENDS " = [0-9]*");

	if (last == NULL)
		return false;
	snprintf(pattern, sizeof pattern, "connect(%ld, *",
		call_number(last, 0));
	return called(f, pattern);
}

/* The server's argument stands behind the option and its value. */
static int first_argument(const struct facts *f)
{
	char text[20];

	argument_of(f, 1, text, sizeof text);
	return strcmp(text, "-w") == 0 ? 3 : 1;
}

static long word_length(const struct facts *f)
{
	char word[200];

	argument_of(f, first_argument(f) + 1, word, sizeof word);
	return (long)strlen(word);
}

/* How many bytes more than the word the datagram has. */
static long length_off(const struct facts *f)
{
	long wanted = 0;
	long came = 0;
	const char *message = f->result->message;
	const char *there =
		message == NULL ? NULL : strstr(message, "it has ");

	if (there == NULL ||
		sscanf(message, "the datagram should have the %ld",
			&wanted) != 1 ||
		sscanf(there, "it has %ld", &came) != 1)
		return 0;
	return came - wanted;
}

/* A part of a word that no datagram can hold was sent. */
static bool too_long_sent(const struct facts *f, long *sent)
{
	const char *there = f->result->message == NULL
		? NULL
		: strstr(f->result->message, "sends one with ");

	return test_is(f, "too_long_word") && there != NULL &&
		sscanf(there, "sends one with %ld", sent) == 1;
}

static bool took_a_reply(const struct facts *f)
{
	return saw_last(f, "server sends *") &&
		called(f, RECEIVES " = [0-9]*");
}

static bool ignores_reply(const struct facts *f)
{
	return message_is(f, "*sends its datagram again*") ||
		called_after(f, RECEIVES " = 0*", SENDS "*") ||
		status_is(f, "timeout");
}

/* A skeleton says so where the time is over, or ends at EINTR. */
static bool has_step_4(const struct facts *f)
{
	return !failed_with(f,
		"again_without_reply all_sendings_are_four "
		"a_second_without_w",
		"*is not written yet*");
}

/* A skeleton waits by poll; what was interrupted last is another. */
static bool wait_is_written(const struct facts *f)
{
	const char *last = last_call(f, "*" INTERRUPTED);

	return last != NULL &&
		last != last_call(f, "poll(*" INTERRUPTED);
}

static bool cut_reply(const struct facts *f)
{
	return message_is(f, "the reply has * bytes; the last *");
}

/* The last reception that was as large as its buffer, or 0. */
static long filled(const struct facts *f)
{
	const char *last = last_call(f, RECEIVES " = [1-9]*");

	if (last == NULL || call_result(last) != call_number(last, 1))
		return 0;
	return call_result(last);
}

static bool lacks_newline(const struct facts *f)
{
	const char *expected = f->result->expected;
	const char *actual = f->result->actual;

	if (expected == NULL || actual == NULL)
		return false;
	size_t length = strlen(expected);
	return length > 3 &&
		strcmp(expected + length - 3, "\\n\"") == 0 &&
		strlen(actual) == length - 2 &&
		strncmp(expected, actual, length - 3) == 0;
}

/* "... should come 20 ms after ...; ... after 40.1 ms ..." */
static bool moments(
	const struct facts *f, double *after, double *should)
{
	const char *message = f->result->message;
	const char *there = message == NULL
		? NULL
		: strstr(message, "should come ");
	const char *behind = there == NULL ? NULL : strstr(there, "; ");

	if (behind == NULL ||
		sscanf(there, "should come %lf", should) != 1)
		return false;
	behind = strstr(behind, "after ");
	return behind != NULL &&
		sscanf(behind, "after %lf", after) == 1;
}

static bool late(const struct facts *f)
{
	return message_is(f, "*sending should come*the one before*") ||
		message_is(f, "*after * ms it is not*");
}

/* With -w 20 it is over, or goes on, after so many times 20 ms. */
static double times_waited(const struct facts *f)
{
	double wait;
	double after;
	const char *message = f->result->message;
	const char *there = message == NULL
		? NULL
		: strstr(message, "it gives up after ");

	if (there == NULL && message != NULL)
		there = strstr(message, "it is tried after ");
	if (there == NULL ||
		sscanf(message, "with -w %lf", &wait) != 1 ||
		sscanf(strstr(there, "after "), "after %lf", &after) !=
			1)
		return -1;
	return after / wait;
}

/* All four are sent, and so many waits lie behind the first. */
static bool four_within(
	const struct facts *f, double least, double most)
{
	double times = times_waited(f);

	return times >= least && times < most &&
		(message_is(f, "*and 4 sendings") ||
			(test_is(f, "all_over_after_15_times") &&
				call_count(f, SENDS " = [0-9]*") == 4));
}

/* "... again after 320 ms ...; but the program ends after 341 ms" */
static bool ends_instead(const struct facts *f)
{
	double should;
	double after;
	const char *message = f->result->message;
	const char *again = message == NULL
		? NULL
		: strstr(message, "sent again after ");
	const char *end =
		again == NULL ? NULL : strstr(again, "ends after ");

	return end != NULL &&
		sscanf(again, "sent again after %lf", &should) == 1 &&
		sscanf(end, "ends after %lf", &after) == 1 &&
		after >= should;
}

/* It goes on waiting when something is due. */
static bool overdue(const struct facts *f)
{
	return message_is(f, "*ms it has not come*") ||
		message_is(f, "*it is not, and the program is now*") ||
		message_is(f, "*is overdue, and the program is now*") ||
		message_is(f, "*but the program is now in*") ||
		message_is(f, "*program does not end: it is now*") ||
		message_is(f, "*but the program waits on");
}

static bool strangers_come(const struct facts *f)
{
	return test_is(f, STRANGERS) && saw_last(f, "stranger sends *");
}

static bool saw_other_address(const struct facts *f)
{
	return test_is(f, "other_address");
}

static bool takes_stranger(const struct facts *f)
{
	return message_is(f, "*prints what a stranger has sent*") ||
		message_is(
			f, "*program ends*, with ?(exit )status 0*") ||
		(exits_with(f, "0") &&
			!message_is(f, "*writes to stderr*"));
}

static bool waits_in_vain(const struct facts *f)
{
	return message_is(f, "*still waits*") ||
		message_is(f, "*waits on*") ||
		message_is(f, "*waits instead of*");
}

static bool is_by_name(const struct facts *f)
{
	char server[100];

	argument_of(f, first_argument(f), server, sizeof server);
	return strspn(server, "0123456789.:") < strlen(server);
}

/* It has tried one address, and ended. */
static bool fails_at_first(const struct facts *f)
{
	return is_by_name(f) && exits_with(f, "1") && said(f, "*") &&
		called(f, LOOKS_UP "*");
}

static bool usage_on_stdout(const struct facts *f)
{
	return test_is(f, USAGE " bad_ports ports_out_of_range") &&
		expected_is(f, "nothing on stdout") &&
		actual_is(f, "*[Uu][Ss][Aa][Gg][Ee]*");
}

static bool usage_is_success(const struct facts *f)
{
	return test_is(f, USAGE " bad_ports ports_out_of_range") &&
		actual_is(f, "exit status 0") && shows_usage(f);
}

static bool only_too_few(const struct facts *f)
{
	return test_is(f, "usage_with_too_many") && !shows_usage(f) &&
		passed(f, "usage_with_too_few") &&
		(called(f, SENDS "*") || called(f, CONNECTS "*") ||
			called(f, LOOKS_UP "*"));
}

static bool unknown_option_goes_on(const struct facts *f)
{
	return test_is(f, "unknown_options") && !shows_usage(f) &&
		(passed(f, "usage_with_too_few") ||
			failed_with(f, "usage_with_too_few",
				"*leaves stdout empty*")) &&
		(called(f, SENDS "*") || called(f, CONNECTS "*"));
}

static bool time_by_atoi(const struct facts *f)
{
	return test_is(f, "bad_waits") &&
		(message_is(f, "\"*\" is no time for -w*") ||
			!shows_usage(f)) &&
		!message_is(f, "*which is good*") &&
		called(f, "@(strto*|ato[il])(*");
}

static bool port_by_atoi(const struct facts *f)
{
	return test_is(f, "bad_ports") &&
		message_is(f, "\"[1-9]*x\" is no port*") &&
		called(f, "@(strto*|ato[il])(*");
}

/* It was sent to a port that is as large only without its 17th bit. */
static bool port_in_16_bits(const struct facts *f)
{
	return test_is(f, "ports_out_of_range") &&
		last_argument(f) > 65535 &&
		(message_is(f, "*sends its datagram all the same*") ||
			message_is(f, "*it goes on, as far as step*"));
}

static bool a_stream(const struct facts *f)
{
	return !test_is(f, USAGE) &&
		called(f, "socket(*SOCK_STREAM*") &&
		!called(f, "socket(*SOCK_DGRAM*");
}

static bool servers_port_bound(const struct facts *f)
{
	return called(f, "bind(*) = -1 EADDRINUSE*");
}

static bool port_swapped(const struct facts *f)
{
	if (message_is(f, "*with its two bytes swapped*"))
		return true;
	return failed_with(f, "port_in_network_order",
		       "*with its two bytes swapped*") &&
		!saw_last(f, "server receives *") &&
		called(f, SENDS " = [0-9]*");
}

static bool always_loopback(const struct facts *f)
{
	char server[100];
	argument_of(f, first_argument(f), server, sizeof server);
	if (test_is(f, USAGE) || server[0] == '\0' ||
		strcmp(server, "127.0.0.1") == 0 ||
		!passed(f, "whole_word"))
		return false;
	if (called(f, "connect(*\"127.0.0.1 port *"))
		return !is_by_name(f) || !called(f, LOOKS_UP "*");
	return test_is(f, "datagram_arrives") &&
		called(f, SENDS " = [0-9]*") &&
		!saw_last(f, "server receives *");
}

static bool sends_nul(const struct facts *f)
{
	return message_is(f, WRONG_LENGTH) && actual_is(f, "*\\0\"") &&
		length_off(f) == 1;
}

static bool sends_newline(const struct facts *f)
{
	return message_is(f, WRONG_LENGTH) && actual_is(f, "*\\n\"") &&
		length_off(f) == 1;
}

static bool empty_word_not_sent(const struct facts *f)
{
	return test_is(f, "empty_word") &&
		called(f, "socket(*SOCK_DGRAM*) = [0-9]*") &&
		!called(f, SENDS "*");
}

static bool word_in_pieces(const struct facts *f)
{
	long sent = 0;

	if (!called_next(f, SENDS " = [1-9]*", SENDS "*"))
		return false;
	return too_long_sent(f, &sent)
		? sent < LARGEST - 1
		: message_is(f, WRONG_LENGTH) && length_off(f) < 0;
}

static bool word_cut(const struct facts *f)
{
	long sent = 0;

	if (called_next(f, SENDS " = [1-9]*", SENDS "*"))
		return false;
	if (test_is(f, "too_long_word"))
		return too_long_sent(f, &sent) && sent < LARGEST - 1;
	return test_is(f, "whole_word long_word") &&
		message_is(f, WRONG_LENGTH) && length_off(f) < 0;
}

static bool too_long_cut(const struct facts *f)
{
	long sent = 0;
	return too_long_sent(f, &sent) && sent >= LARGEST - 1;
}

static bool send_cannot_fail(const struct facts *f)
{
	return test_is(f, "too_long_word") &&
		called(f, SENDS " = -1 EMSGSIZE*") &&
		message_is(f, "*goes on, and tells nobody*");
}

static bool socket_cannot_fail(const struct facts *f)
{
	return test_is(f, "no_socket") &&
		called_after(f, "socket(*" FAILS,
			"@(connect|send|sendto|sendmsg|setsockopt)(-1,"
			"*");
}

static bool reply_as_long_as_the_word(const struct facts *f)
{
	return (cut_reply(f) ||
		       (message_is(f, "stdout is not *") &&
			       !passed(f, "reply_of_other_length"))) &&
		filled(f) > 0 && filled(f) <= word_length(f) + 1;
}

static bool reply_in_an_array(const struct facts *f)
{
	return cut_reply(f) && filled(f) > word_length(f) + 1;
}

static bool only_as_long(const struct facts *f)
{
	return test_is(f,
		       "reply_of_other_length largest_reply "
		       "empty_reply any_byte_in_reply "
		       "after_no_route") &&
		passed(f, "reply_is_printed") &&
		!passed(f, "reply_of_other_length") &&
		took_a_reply(f) && saw_last(f, "server sends *") &&
		prints_nothing(f);
}

static bool empty_is_none(const struct facts *f)
{
	return test_is(f, "empty_reply") &&
		passed(f, "reply_of_other_length") &&
		called(f, RECEIVES " = 0*") && ignores_reply(f);
}

static bool empty_is_the_end(const struct facts *f)
{
	return test_is(f, "empty_reply") &&
		called(f, RECEIVES " = 0*") && exits_with(f, "1") &&
		said(f, "*") && call_count(f, SENDS " = [0-9]*") == 1;
}

static bool reply_as_format(const struct facts *f)
{
	return test_is(f, "any_byte_in_reply") &&
		(called(f, "printf(variable*") ||
			called(f, "fprintf(stdout, variable*") ||
			called(f, "dprintf(1, variable*"));
}

/* More is printed by %s than has come. */
static bool prints_beyond(const struct facts *f)
{
	return message_is(f, "stdout is not *") &&
		bytes_of(f, "printf(constant, *%s*") >
		bytes_of(f, RECEIVES "*") + RECEIVED_LENGTH;
}

/* A zero among the bytes has ended it where nobody else did. */
static bool string_without_end(const struct facts *f)
{
	if (status_is(f, "sanitizer"))
		return called(f, RECEIVES "*") &&
			(hangs_in(
				 f, "@(printf|fprintf|dprintf)(*%s*") ||
				hangs_in(f, "@(puts|fputs|strlen)(*"));
	return took_a_reply(f) &&
		(prints_beyond(f) ||
			(test_is(f, "any_byte_in_reply") &&
				called(f, "printf(constant, *%s*") &&
				failed_with(f, "reply_is_printed",
					"stdout is not *")));
}

static bool reply_as_string(const struct facts *f)
{
	return test_is(f, "any_byte_in_reply") && took_a_reply(f) &&
		exits_with(f, "0") &&
		(called(f,
			 "@(printf|fprintf|dprintf)(*constant, "
			 "\"*%s*") ||
			called(f, "fputs(stdout, variable*") ||
			called(f, "puts(variable*"));
}

static bool nul_behind_the_array(const struct facts *f)
{
	const char *last = last_call(f, "*");
	return status_is(f, "sanitizer") && last != NULL &&
		last == last_call(f, RECEIVES " = [1-9]*") &&
		call_result(last) == call_number(last, 1);
}

/* fwrite returns how many items it has written, and not bytes. */
static bool prints_its_array(const struct facts *f)
{
	const char *print = last_call(f, "fwrite(stdout, variable*");
	long printed = print != NULL ? call_number(print, 2)
				     : bytes_of(f, "write(1,*");

	return message_is(f, "stdout is not *") && took_a_reply(f) &&
		printed > bytes_of(f, RECEIVES "*") + RECEIVED_LENGTH;
}

static bool prints_the_word(const struct facts *f)
{
	char word[200];
	char pattern[240];
	argument_of(f, first_argument(f) + 1, word, sizeof word);
	snprintf(pattern, sizeof pattern, "*Received: %s*", word);
	return word[0] != '\0' && took_a_reply(f) &&
		message_is(f, "*stdout*") && actual_is(f, pattern);
}

static bool insists_on_its_word(const struct facts *f)
{
	return took_a_reply(f) && exits_with(f, "1") && said(f, "*") &&
		prints_nothing(f) &&
		!called_after(f, RECEIVES " = [0-9]*", SENDS "*") &&
		failed_with(f, "reply_is_printed",
			"there is no reply on stdout; instead *");
}

static bool no_newline(const struct facts *f)
{
	return (message_is(f, "stdout is not *") && lacks_newline(f)) ||
		(test_is(f, "any_byte_in_reply") &&
			message_is(f, "*the last 1 of them *") &&
			!passed(f, "reply_is_printed"));
}

static bool goes_on_receiving(const struct facts *f)
{
	return test_is(f, "one_reply_only reply_is_printed") &&
		call_count(f, RECEIVES " = [1-9]*") > 1 &&
		message_is(f, "*stdout*");
}

static bool talks_on_stderr(const struct facts *f)
{
	return message_is(
		       f, "*succeeds, and yet it writes to stderr*") &&
		failed_with(f, "silent_success",
			"*succeeds, and yet it writes to stderr*");
}

static bool output_unchecked(const struct facts *f)
{
	return test_is(f, "full_disk") &&
		actual_is(f, "exit status 0") && took_a_reply(f);
}

static bool one_write(const struct facts *f)
{
	return test_is(f, "short_write") && called(f, "write(1,*") &&
		message_is(f, "*@(stdout is not|not printed)*");
}

/* It believes that there is a reply, and that nothing is in it. */
static bool vain_wait_is_a_reply(const struct facts *f)
{
	return actual_is(f, "\"Received: \\n\"") && !took_a_reply(f) &&
		exits_with(f, "0") && !said(f, "*") &&
		call_count(f, SENDS " = [0-9]*") > 1;
}

static bool received_too_early(const struct facts *f)
{
	return !vain_wait_is_a_reply(f) &&
		expected_is(f, "nothing on stdout") &&
		actual_is(f, "*Received: *") && !took_a_reply(f);
}

/* Printed to stdout, and neither "Received: " nor a format of it. */
#define REMARK "@(printf|puts)(constant, \"[!R%\\]*"

static bool chats_on_stdout(const struct facts *f)
{
	return message_is(f, "*stdout*") && called(f, SENDS "*") &&
		called_before(f, REMARK, RECEIVES " = [0-9]*");
}

static bool alarm_without_handler(const struct facts *f)
{
	return message_is(f, "*killed by*Alarm clock*") ||
		(hangs_in(f, RECEIVES) &&
			failed_with(f, "all_sendings_are_four",
				"*killed by*Alarm clock*"));
}

/* So it does, whatever waits there, and nothing else can end it. */
static bool hangs_in_recv(const struct facts *f)
{
	return hangs_in(f, RECEIVES) && called(f, SENDS " = [0-9]*") &&
		(message_is(f, "*nothing can end that*") || overdue(f));
}

static bool handler_by_signal(const struct facts *f)
{
	return hangs_in_recv(f) &&
		called(f, "signal(SIGALRM, handler)*");
}

static bool waits_for_ever(const struct facts *f)
{
	return hangs_in_recv(f) && !passed(f, "again_without_reply") &&
		!called(f, "@(signal|sigaction)(SIGALRM,*") &&
		!called(f, "setsockopt(*SO_RCVTIMEO*") &&
		!called(f, "@(fork|pthread_create)(*") &&
		!called(f, RECEIVES " = -1 EAGAIN*") &&
		!called(f, WAITS "*");
}

/* The first wait is over, and that is the end. */
static bool ends_at_first_wait(const struct facts *f)
{
	if (test_is(f, "a_second_without_w"))
		return overdue(f) &&
			called_after(f, SENDS " = [0-9]*", COMPLAINS);
	return ends_instead(f) || message_is(f, "*sent 1 time*") ||
		message_is(f, "*with exit status 1 too early*") ||
		(times_waited(f) >= 1 && times_waited(f) < 2);
}

static bool once(const struct facts *f)
{
	return ends_at_first_wait(f) && !took_a_reply(f) &&
		!passed(f, "again_without_reply") &&
		(call_count(f, SENDS " = [0-9]*") == 1 ||
			message_is(f, "*and 1 sending")) &&
		!called(f, "*" REFUSES);
}

static bool three_sendings(const struct facts *f)
{
	if (message_is(f, "*is sent 3 times*") ||
		message_is(f, "*and 3 sendings"))
		return true;
	return test_is(f,
		       "all_over_after_15_times "
		       "answer_to_last_sending") &&
		call_count(f, SENDS " = [0-9]*") == 3 &&
		message_is(f, "*too early*");
}

/* Without a type the list has each address three times. */
static bool each_kind_of_socket(const struct facts *f)
{
	return message_is(f, "*a fifth time*") &&
		called(f, "getaddrinfo(*, *, 0, *) = 0") &&
		call_count(f, "socket(*SOCK_DGRAM*") > 1;
}

static bool five_sendings(const struct facts *f)
{
	if (message_is(f, "*a fifth time*"))
		return !each_kind_of_socket(f);
	return (test_is(f, "all_over_after_15_times") &&
		failed_with(
			f, "all_sendings_are_four", "*a fifth time*"));
}

static bool no_last_wait(const struct facts *f)
{
	if (test_is(f, "answer_to_last_sending"))
		return passed(f, "all_sendings_are_four") &&
			passed(f, "again_never_early") &&
			call_count(f, SENDS " = [0-9]*") == 4 &&
			exits_with(f, "1") && !called(f, DATAGRAM);
	return passed(f, "again_never_early") &&
		four_within(f, 6.5, 10);
}

/* It sends again too late, but it does: in good time without -w. */
static bool time_not_used(const struct facts *f)
{
	return test_is(f, WAITED) && passed(f, "a_second_without_w") &&
		passed(f, "again_without_reply") &&
		!passed(f, "again_not_late") &&
		!failed_with(f, "again_not_late", CIRCLES) &&
		(overdue(f) ||
			message_is(f,
				"the second address has the same *"));
}

/* Without -w it does send again; with it, not in all this time. */
static bool seconds_for_ms(const struct facts *f)
{
	return test_is(f, WAITED) && passed(f, "a_second_without_w") &&
		!passed(f, "again_without_reply") && overdue(f) &&
		(call_count(f, SENDS " = [0-9]*") == 1 ||
			test_is(f, "refusal"));
}

/* All is sent at once, so that nothing of it can be answered. */
static bool whole_seconds(const struct facts *f)
{
	double after;
	double should;

	if (!passed(f, "a_second_without_w") ||
		!failed_with(f, "again_never_early",
			"*the second sending*never earlier*") ||
		test_is(f, "refusal refusal_later"))
		return false;
	if (moments(f, &after, &should))
		return message_is(f, "*never earlier*") &&
			after < should / 8;
	if (times_waited(f) >= 0)
		return four_within(f, 0, 1);
	return exits_with(f, "1") && !called(f, DATAGRAM) &&
		!called(f, "*" REFUSES) &&
		call_count(f, SENDS " = [0-9]*") == 4;
}

/*
 * Linux leaves in it what is left.  Behind the first wait that is
 * nothing, and so the others go out with the second.
 */
static bool what_select_has_left(const struct facts *f)
{
	double after;
	double should;

	if (!called(f, "select(*, [!N]*) = 0*") ||
		!failed_with(f, "again_never_early",
			"*the third sending*never earlier*") ||
		passed(f, "again_without_reply"))
		return false;
	if (test_is(f, "a_second_without_w"))
		return message_is(f, "*the third sending*it comes");
	if (times_waited(f) >= 0)
		return four_within(f, 0.9, 2);
	if (moments(f, &after, &should))
		return message_is(f, "*the third sending*") &&
			after < should * 0.7;
	return exits_with(f, "1") && !called(f, DATAGRAM) &&
		!called(f, "*" REFUSES) &&
		call_count(f, SENDS " = [0-9]*") == 4;
}

static bool equal_waits(const struct facts *f)
{
	double after;
	double should;

	if (times_waited(f) >= 0)
		return four_within(f, 3.7,
			passed(f, "again_never_early") ? 6.5 : 10);
	return test_is(f,
		       "again_never_early a_stranger_at_a_time "
		       "an_interruption_is_no_end") &&
		message_is(f, "*the third sending*never earlier*") &&
		!passed(f, "again_never_early") &&
		!what_select_has_left(f) &&
		moments(f, &after, &should) && after > should * 0.55;
}

static bool doubled_too_soon(const struct facts *f)
{
	double after;
	double should;

	if (test_is(f, "a_second_without_w"))
		return message_is(
			f, "*after @(19|2[0-4])[0-9][0-9] ms it comes");
	if (test_is(f, "all_over_after_15_times"))
		return message_is(f,
			       "*the @(third|fourth) sending is "
			       "overdue*") &&
			failed_with(f, "again_not_late",
				"*the second sending*it comes, while*");
	return test_is(f,
		       "again_not_late a_stranger_at_a_time "
		       "an_interruption_is_no_end") &&
		message_is(f, "*the second sending*it comes, while*") &&
		!passed(f, "again_not_late") &&
		passed(f, "all_sendings_are_four") &&
		moments(f, &after, &should) && after > should * 1.7 &&
		after < should * 2.7;
}

static bool silence_is_success(const struct facts *f)
{
	return test_is(f,
		       "all_sendings_are_four a_stranger_instead "
		       "address_in_silence all_refuse") &&
		exits_with(f, "0") && said(f, "*") && prints_nothing(f);
}

static bool spins(const struct facts *f)
{
	return (message_is(f, "*runs all the same*") ||
		       message_is(f, CIRCLES)) &&
		!called(f, "*REFUSED*") &&
		call_count(f, RECEIVES " = -1 EAGAIN*") > 20;
}

static bool sleeps(const struct facts *f)
{
	if (test_is(f, "longest_waits"))
		return message_is(f, ASLEEP) &&
			saw_last(f, "server sends *");
	return waits_in_vain(f) && called(f, SENDS " = [0-9]*") &&
		!called(f, WAITS "*") &&
		failed_with(f, "longest_waits", ASLEEP);
}

static bool socket_each(const struct facts *f)
{
	return test_is(f, "answer_to_first_sending") &&
		call_count(f, "socket(*SOCK_DGRAM*") > 1;
}

static bool anew_after_eintr(const struct facts *f)
{
	return test_is(f, "an_interruption_is_no_end") &&
		called(f, "*" INTERRUPTED) && late(f) &&
		passed(f, "again_not_late") && !exits_with(f, "*") &&
		(passed(f, "a_stranger_at_a_time") ||
			!called(f, "setsockopt(*SO_RCVTIMEO*"));
}

static bool eintr_is_over(const struct facts *f)
{
	return test_is(f, "an_interruption_is_no_end") &&
		called(f, "*" INTERRUPTED) &&
		passed(f, "again_never_early") &&
		message_is(f, "*never earlier*");
}

static bool no_signals(const struct facts *f)
{
	if (!test_is(f,
		    "an_interruption_is_no_end "
		    "interrupted_calls") ||
		!exits_with(f, "1") ||
		!(has_step_4(f) || wait_is_written(f)))
		return false;
	return called(f, ASKS_ERRNO "EINTR*") ||
		(called_at_last(f, "*" INTERRUPTED, COMPLAINS) &&
			!called_at_last(
				f, "*" INTERRUPTED, SENDS "*") &&
			!called_at_last(
				f, "*" INTERRUPTED, RECEIVES "*") &&
			!called_at_last(f, "*" INTERRUPTED, WAITS "*"));
}

static bool usec_too_large(const struct facts *f)
{
	return test_is(f, "longest_waits a_second_without_w") &&
		called(f,
			"@(setsockopt|select)(*) = -1 @(EDOM|EINVAL)*");
}

static bool address_only(const struct facts *f)
{
	return strangers_come(f) && !saw_other_address(f) &&
		passed(f, "other_address") && takes_stranger(f);
}

static bool port_only(const struct facts *f)
{
	return test_is(f, "other_address") && passed(f, "other_port") &&
		takes_stranger(f);
}

static bool any_datagram(const struct facts *f)
{
	return strangers_come(f) && !passed(f, "other_port") &&
		!passed(f, "other_address") && passed(f, "refusal") &&
		failed_with(f, "other_address",
			"*prints what a stranger has sent*") &&
		takes_stranger(f);
}

/* Where nothing of Step 6 works the step before may be missing, too. */
static bool talks_unconnected(const struct facts *f)
{
	return !connects_what_it_sends_from(f) &&
		called(f, SENDS " = [0-9]*") && !passed(f, "refusal") &&
		!passed(f, "other_port") &&
		!passed(f, "other_address") &&
		(passed(f, "name_by_dns") || called(f, CONNECTS "*")) &&
		failed_with(f, "other_port other_address",
			"*prints what a stranger has sent*") &&
		((strangers_come(f) && takes_stranger(f)) ||
			(test_is(f, REFUSALS) && waits_in_vain(f)));
}

/* A datagram has come, and it ends. */
static bool stranger_is_failure(const struct facts *f)
{
	return strangers_come(f) && passed(f, "reply_is_printed") &&
		exits_with(f, "1") && said(f, "*") &&
		called(f, RECEIVES " = [0-9]*") &&
		!called_after(f, RECEIVES " = [0-9]*", SENDS "*") &&
		!called_after(f, RECEIVES " = [0-9]*", WAITS "*");
}

/* Neither Linux nor anybody else fills what is behind an address. */
static bool padding_compared(const struct facts *f)
{
	return took_a_reply(f) && !passed(f, "reply_is_printed") &&
		called(f, "memcmp(128) = ?(-)[1-9]*");
}

static bool strangers_told(const struct facts *f)
{
	return test_is(f, "other_port") &&
		message_is(
			f, "*succeeds, and yet it writes to stderr*") &&
		saw_last(f, "stranger sends *") &&
		passed(f, "silent_success");
}

static bool stranger_ends_wait(const struct facts *f)
{
	return (test_is(f, "a_stranger_at_a_time") &&
		       passed(f, "again_never_early") &&
		       message_is(f, "*never earlier*") &&
		       saw_last(f, "stranger sends *")) ||
		(strangers_come(f) &&
			message_is(f, "*sends its datagram again*"));
}

static bool limit_of_one_call(const struct facts *f)
{
	return test_is(f,
		       "a_stranger_at_a_time "
		       "an_interruption_is_no_end") &&
		late(f) && passed(f, "again_not_late") &&
		!passed(f, "a_stranger_at_a_time") &&
		called(f, "setsockopt(*SO_RCVTIMEO*");
}

static bool anew_after_stranger(const struct facts *f)
{
	return test_is(f, "a_stranger_at_a_time") && late(f) &&
		passed(f, "again_not_late") &&
		!called(f, "setsockopt(*SO_RCVTIMEO*");
}

/* Of some strangers it has heard that they are none of its own. */
static bool compares_senders(const struct facts *f)
{
	return passed(f, "other_port other_address") ||
		(passed(f, "reply_is_printed") &&
			failed_with(f, "other_port other_address",
				"*program ends, with exit status 1*"));
}

static bool not_connected(const struct facts *f)
{
	return test_is(f, REFUSALS) && waits_in_vain(f) &&
		!passed(f, "refusal") && compares_senders(f) &&
		!connects_what_it_sends_from(f) &&
		called(f, SENDS " = [0-9]*");
}

/* A call has told it; how it waits then may be no call on a socket. */
static bool refusal_ignored(const struct facts *f)
{
	return test_is(f, REFUSALS) && waits_in_vain(f) &&
		called(f,
			"@(send|sendto|sendmsg|write|recv|recvfrom|"
			"recvmsg|read)(*" REFUSES);
}

/* poll says at once that something is there, again and again. */
static bool pollin_only(const struct facts *f)
{
	return test_is(f, REFUSALS) && waits_in_vain(f) &&
		call_count(f, WAITS " = 1*") > 10 &&
		!called(f, RECEIVES "*") &&
		!saw_last(f, "server sends *");
}

static bool refusal_is_silence(const struct facts *f)
{
	return test_is(f, "refusal") &&
		(message_is(f, "*both times*") ||
			message_is(f, "*errno knows nothing*")) &&
		called(f, "*" REFUSES);
}

static bool attempts_told(const struct facts *f)
{
	return test_is(f,
		       "after_a_refusal either_family "
		       "address_in_silence") &&
		message_is(
			f, "*succeeds, and yet it writes to stderr*") &&
		passed(f, "silent_success");
}

static bool address_as_text(const struct facts *f)
{
	return is_by_name(f) && took_a_reply(f) &&
		passed(f, "reply_is_printed") &&
		(exits_with(f, "1") || ignores_reply(f)) &&
		called(f, "inet_ntop(*") && called(f, "strcmp(*") &&
		!passed(f, "name_by_dns");
}

static bool one_socket(const struct facts *f)
{
	return test_is(f, "either_family") &&
		passed(f, "after_a_refusal") &&
		passed(f, "ipv6_address") &&
		call_count(f, "socket(*SOCK_DGRAM*") == 1;
}

/* It is asked about digits, and nobody about names. */
static bool reads_dotted_quad(const struct facts *f)
{
	return called(f, "inet_@(pton|aton|addr)(*") &&
		!called(f, LOOKS_UP "*");
}

/* The skeleton asks getaddrinfo, about digits as well. */
static bool numbers_only(const struct facts *f)
{
	return (is_by_name(f) || test_is(f, "ipv6_address")) &&
		!passed(f, "name_by_dns") && exits_with(f, "1") &&
		!called(f, SENDS "*") && !saw_last(f, "dns asked *") &&
		(passed(f, "ipv6_address") || reads_dotted_quad(f));
}

/* Of the skeleton that is a part of a step that is open. */
static bool asks_for_ipv4(const struct facts *f)
{
	return !called(f, "getaddrinfo(*AI_NUMERICHOST*") &&
		(called(f, "getaddrinfo(*, AF_INET, *") ||
			called(f, "gethostbyname(*"));
}

static bool ipv4_only(const struct facts *f)
{
	if (!exits_with(f, "1") || !asks_for_ipv4(f))
		return false;
	if (test_is(f, "ipv6_address"))
		return !called(f, SENDS "*");
	return test_is(f, "either_family") &&
		passed(f, "after_a_refusal") &&
		!passed(f, "ipv6_address");
}

static bool first_address_only(const struct facts *f)
{
	return test_is(f, SEVERAL " either_family") &&
		!passed(f, "after_a_refusal") &&
		!passed(f, "after_no_route") &&
		!passed(f, "address_in_silence") &&
		!failed_with(f, "address_in_silence", CIRCLES) &&
		passed(f, "name_by_dns") && fails_at_first(f);
}

/* Of the other addresses it knows, and goes on to them. */
static bool no_route_ends_all(const struct facts *f)
{
	return test_is(f, "after_no_route") &&
		(passed(f, "after_a_refusal") ||
			passed(f, "address_in_silence")) &&
		called(f, "*[(]* = -1 @(ENETUNREACH|EHOSTUNREACH)*") &&
		fails_at_first(f);
}

static bool refusal_ends_all(const struct facts *f)
{
	return test_is(f, "after_a_refusal either_family") &&
		!passed(f, "after_a_refusal") &&
		passed(f, "address_in_silence") &&
		passed(f, "name_by_dns") && passed(f, "refusal") &&
		fails_at_first(f) && !message_is(f, "*should succeed*");
}

static bool silence_ends_all(const struct facts *f)
{
	return test_is(f, "address_in_silence") &&
		message_is(f, GIVES_UP) &&
		(passed(f, "after_a_refusal") ||
			passed(f, "after_no_route")) &&
		passed(f, "name_by_dns") && fails_at_first(f);
}

static bool longer_wait(const struct facts *f)
{
	return test_is(f, "address_in_silence") &&
		message_is(
			f, "the second address has the same time*") &&
		passed(f, "name_by_dns") &&
		passed(f, "again_not_late") && called(f, SENDS "*");
}

static bool all_at_once(const struct facts *f)
{
	return test_is(f, "address_in_silence") &&
		message_is(f, "*and 1 sending") &&
		called_next(f, SENDS "*", SENDS "*");
}

static bool in_turn(const struct facts *f)
{
	return test_is(f, "address_in_silence") &&
		message_is(f, "*and 1 sending") &&
		passed(f, "after_a_refusal") &&
		passed(f, "again_without_reply") &&
		!called_next(f, SENDS "*", SENDS "*");
}

static bool errno_for_a_look_up(const struct facts *f)
{
	return test_is(f, "unknown_name not_an_address") &&
		called_after(
			f, "getaddrinfo(*) = EAI_[!S]*", ASKS_ERRNO) &&
		!called(f, "gai_strerror(*");
}

static bool look_up_cannot_fail(const struct facts *f)
{
	return status_is(f, "@(sanitizer|crash)") &&
		(called(f, "gethostbyname*(*) = 0") ||
			called(f, "getaddrinfo(*) = EAI_*"));
}

static bool every_look_up_unknown(const struct facts *f)
{
	return test_is(f, "unknown_name") && passed(f, "name_by_dns") &&
		message_is(f, "*both times*") &&
		said(f, "*@(nknown|ot known|ot found|o such)*") &&
		called(f, LOOKS_UP "*");
}

static bool never_frees(const struct facts *f)
{
	return message_is(f, "LeakSanitizer*") &&
		called(f, "getaddrinfo(*) = 0") &&
		!called(f, "freeaddrinfo(*");
}

static bool freed_too_soon(const struct facts *f)
{
	return message_is(f, "*use-after-free*") &&
		called_after(f, "getaddrinfo(*) = 0", "freeaddrinfo(*");
}

/* --- in the order of the steps; the special before the general --- */

const struct cause chapter_causes[] = {
	{ .phrase = "prints its usage where it prints its results",
		.section = "sec:udpclient-usage",
		.hint = "The usage line is for people: fprintf with "
			"stderr, not printf.",
		.shows = usage_on_stdout },
	{ .phrase = "takes a wrong call for no failure",
		.section = "sec:udpclient-usage",
		.hint = "Whoever calls it from a script asks for the "
			"exit status: a wrong call ends with 1.",
		.shows = usage_is_success },
	{ .phrase = "takes \"too few arguments\" for the only "
		    "wrong number",
		.section = "sec:udpclient-usage",
		.hint = "Behind the options three arguments have to "
			"stand: neither less nor more.",
		.shows = only_too_few },
	{ .phrase = "goes on after an option that it does not "
		    "know",
		.section = "sec:udpclient-usage",
		.hint = "getopt returns a question mark then: print "
			"the usage line and end.",
		.shows = unknown_option_goes_on },
	{ .phrase = "takes whatever stands behind -w for a number",
		.section = "sec:udpclient-usage",
		.hint = "Look at every character, and at the range, "
			"before you take it for a time.",
		.shows = time_by_atoi },
	{ .phrase = "relies on atoi to tell good numbers from bad "
		    "ones",
		.section = "sec:udpclient-usage",
		.hint = "atoi takes the digits at the beginning, and "
			"0 for what has none: look at every "
			"character.",
		.shows = port_by_atoi },
	{ .phrase = "looks for the range of a port after it is in "
		    "16 bits",
		.section = "sec:udpclient-usage",
		.hint = "16 bits make port 7 of 65543: look at the "
			"range while the number is still a long.",
		.shows = port_in_16_bits },
	{ .phrase = "takes a stream for the way to any server",
		.section = "sec:datagrams",
		.hint = "SOCK_STREAM is TCP, and nobody listens "
			"there: a datagram goes through a socket of "
			"the type SOCK_DGRAM.",
		.shows = a_stream },
	{ .phrase = "binds its own socket to the port of the "
		    "server",
		.section = "sec:udp-sending",
		.hint = "A client needs no bind: the kernel gives its "
			"socket a port of its own.",
		.shows = servers_port_bound },
	{ .phrase = "stores the port with its bytes the wrong way "
		    "round",
		.section = "sec:udp-sending",
		.hint = "Ports travel with the more significant byte "
			"first: htons once, or getaddrinfo, which "
			"does it for you.",
		.shows = port_swapped },
	{ .phrase = "expects its server on its own machine, "
		    "whatever it is told",
		.section = "sec:udp-sending",
		.hint = "Where do you use the server's argument? "
			"127.0.0.1 is only one of many servers.",
		.shows = always_loopback },
	{ .phrase = "takes the NUL at the end for a part of the "
		    "word",
		.section = "sec:udp-sending",
		.hint = "The NUL ends the string in memory and is no "
			"part of the word: send strlen bytes.",
		.shows = sends_nul },
	{ .phrase = "ends what it sends with a newline, as on a "
		    "terminal",
		.section = "sec:udp-sending",
		.hint = "Nothing is sent but the bytes of the word: "
			"the newline belongs to what you print.",
		.shows = sends_newline },
	{ .phrase = "sends nothing when the word is empty",
		.section = "sec:udp-sending",
		.hint = "A datagram without a byte is one all the "
			"same: call sendto once, whatever the length.",
		.shows = empty_word_not_sent },
	{ .phrase = "cuts a long word into several datagrams",
		.section = "sec:udp-size",
		.hint = "Each call of sendto makes a datagram of its "
			"own: give it the whole word.",
		.shows = word_in_pieces },
	{ .phrase = "cuts a word that does not fit into its array",
		.section = "sec:udpclient-send",
		.hint = "A word may have 60,000 bytes. You need no "
			"copy of it: argv has it already.",
		.shows = word_cut },
	{ .phrase = "sends as much of a word as a datagram holds",
		.section = "sec:udp-size",
		.hint = "Half a word is another word: let sendto "
			"refuse it, and report that.",
		.shows = too_long_cut },
	{ .phrase = "never looks whether send has failed",
		.section = "sec:udpclient-send",
		.hint = "When sendto returns -1 nothing was sent: to "
			"wait for a reply is no use.",
		.shows = send_cannot_fail },
	{ .phrase = "takes it for granted that it gets a socket",
		.section = "sec:udpclient-send",
		.hint = "socket returns -1 when it fails, and sendto "
			"can only say of -1 that it is no descriptor.",
		.shows = socket_cannot_fail },
	{ .phrase = "makes the array for the reply as long as the "
		    "word",
		.section = "sec:udp-receiving",
		.hint = "The reply may be longer than the word: make "
			"the buffer as large as datagrams get.",
		.shows = reply_as_long_as_the_word },
	{ .phrase = "expects that a reply fits into its array",
		.section = "sec:udp-receiving",
		.hint = "What does not fit into the buffer of recv is "
			"lost: make it as large as datagrams get, "
			"65,507 bytes.",
		.shows = reply_in_an_array },
	{ .phrase = "takes only a reply that is as long as the "
		    "word",
		.section = "sec:udpclient-receive",
		.hint = "recv tells how long the reply is, and any "
			"length is good.",
		.shows = only_as_long },
	{ .phrase = "takes an empty reply for none",
		.section = "sec:udp-receiving",
		.hint = "recv returns 0 for a datagram without a "
			"byte, and that is the reply.",
		.shows = empty_is_none },
	{ .phrase = "takes an empty reply for the end of a "
		    "connection",
		.section = "sec:udp-receiving",
		.hint = "Over UDP there is no connection that could "
			"end: 0 is a length.",
		.shows = empty_is_the_end },
	{ .phrase = "takes the reply for a format",
		.section = "sec:udp-receiving",
		.hint = "printf(reply) obeys what the server writes: "
			"never let bytes from outside be the format.",
		.shows = reply_as_format },
	{ .phrase = "prints bytes by %s that nobody has ended",
		.section = "sec:udp-receiving",
		.hint = "recv writes no NUL behind the bytes, and %s "
			"looks for one: fwrite takes a length.",
		.shows = string_without_end },
	{ .phrase = "takes the reply for a string",
		.section = "sec:udp-receiving",
		.hint = "The reply is no string: %s stops at a zero "
			"byte, fwrite does not.",
		.shows = reply_as_string },
	{ .phrase = "ends a full array with a NUL behind its last "
		    "byte",
		.section = "sec:udp-receiving",
		.hint = "When recv fills the array, buffer[n] is no "
			"part of it. You need no NUL: use fwrite.",
		.shows = nul_behind_the_array },
	{ .phrase = "prints its whole array, whatever came",
		.section = "sec:udp-receiving",
		.hint = "recv returns how many bytes came: print so "
			"many.",
		.shows = prints_its_array },
	{ .phrase = "prints the word instead of what came back",
		.section = "sec:udpclient-receive",
		.hint = "Do you print the word or the buffer that "
			"recv filled?",
		.shows = prints_the_word },
	{ .phrase = "takes a reply that differs from the word for "
		    "a failure",
		.section = "sec:udpclient-receive",
		.hint = "Print what comes back, whatever it is: to "
			"judge it is not udpclient's task.",
		.shows = insists_on_its_word },
	{ .phrase = "leaves the line without an end",
		.section = "sec:udpclient-receive",
		.hint = "Behind the reply comes a newline.",
		.shows = no_newline },
	{ .phrase = "goes on receiving when the reply is there",
		.section = "sec:udpclient-receive",
		.hint = "One datagram is the reply: print it and end.",
		.shows = goes_on_receiving },
	{ .phrase = "reports its progress where failures are "
		    "reported",
		.section = "sec:udpclient-receive",
		.hint = "Say nothing on stderr when all is well.",
		.shows = talks_on_stderr },
	{ .phrase = "does not look whether all of its output was "
		    "written in the end",
		.section = "sec:udpclient-receive",
		.hint = "stdio keeps the text until the end: ask "
			"fflush whether it could be written.",
		.shows = output_unchecked },
	{ .phrase = "takes it for granted that write takes all at "
		    "once",
		.section = "sec:udpclient-receive",
		.hint = "write may take fewer bytes than it is given: "
			"go on with the rest.",
		.shows = one_write },
	{ .phrase = "prints \"Received: \" before there is a "
		    "reply",
		.section = "sec:udpclient-receive",
		.hint = "Print nothing before the reply is there: "
			"there may be none.",
		.shows = received_too_early },
	{ .phrase = "takes a wait in vain for an empty reply",
		.section = "sec:udpclient-time",
		.hint = "When the last wait is over no reply is there: "
			"report that, and end with status 1.",
		.shows = vain_wait_is_a_reply },
	{ .phrase = "prints its progress between its results",
		.section = "sec:udpclient-receive",
		.hint = "stdout has the reply and nothing else: take "
			"the remarks out.",
		.shows = chats_on_stdout },
	{ .phrase = "expects alarm to interrupt a call without a "
		    "handler",
		.section = "sec:udp-interrupted",
		.hint = "Without a handler SIGALRM ends the program: "
			"install one by sigaction.",
		.shows = alarm_without_handler },
	{ .phrase = "expects every signal to interrupt recv",
		.section = "sec:udp-interrupted",
		.hint = "signal makes the kernel begin the call again "
			"behind the handler: use sigaction without "
			"SA_RESTART.",
		.shows = handler_by_signal },
	{ .phrase = "waits for a reply without an end",
		.section = "sec:udp-loss",
		.hint = "A datagram may be lost, and its reply as "
			"well: give the wait an end.",
		.shows = waits_for_ever },
	{ .phrase = "takes one lost datagram for a missing server",
		.section = "sec:udp-loss",
		.hint = "When nothing comes, send the same datagram "
			"again: four times in all.",
		.shows = once },
	{ .phrase = "gives up after three sendings",
		.section = "sec:udpclient-time",
		.hint = "Four sendings in all: the first, and three "
			"more.",
		.shows = three_sendings },
	{ .phrase = "sends a fifth time",
		.section = "sec:udpclient-time",
		.hint = "Four sendings in all: the first, and three "
			"more.",
		.shows = five_sendings },
	{ .phrase = "asks each address once for every kind of socket",
		.section = "sec:udp-sending",
		.hint = "Without ai_socktype in the hints getaddrinfo "
			"returns each address three times: ask for "
			"SOCK_DGRAM.",
		.shows = each_kind_of_socket },
	{ .phrase = "gives up when it has sent for the last time",
		.section = "sec:udpclient-time",
		.hint = "Behind the fourth sending comes a wait, too: "
			"the longest one.",
		.shows = no_last_wait },
	{ .phrase = "waits a second, whatever -w says",
		.section = "sec:udpclient-time",
		.hint = "The value of -w has to arrive where you "
			"wait.",
		.shows = time_not_used },
	{ .phrase = "takes seconds for milliseconds",
		.section = "sec:udpclient-time",
		.hint = "The number behind -w counts thousandths of a "
			"second.",
		.shows = seconds_for_ms },
	{ .phrase = "counts its time in whole seconds",
		.section = "sec:udp-deadline",
		.hint = "Dividing whole numbers makes 0 of less than "
			"a second: keep the rest, in milliseconds "
			"or nanoseconds.",
		.shows = whole_seconds },
	{ .phrase = "waits equally long after each sending",
		.section = "sec:udp-backoff",
		.hint = "Wait twice as long after each sending: the "
			"network may be full.",
		.shows = equal_waits },
	{ .phrase = "expects select to leave its time-out as it was",
		.section = "sec:udp-deadline",
		.hint = "On Linux select writes into its time-out what "
			"is left, behind a wait nothing: fill it in "
			"anew each time.",
		.shows = what_select_has_left },
	{ .phrase = "doubles the time before it has waited for "
		    "the first time",
		.section = "sec:udp-backoff",
		.hint = "The first wait is as long as -w says; double "
			"the time behind it.",
		.shows = doubled_too_soon },
	{ .phrase = "reports that no reply comes, and calls that "
		    "success",
		.section = "sec:udpclient-time",
		.hint = "Behind the message, end with status 1.",
		.shows = silence_is_success },
	{ .phrase = "asks again and again instead of waiting",
		.section = "sec:udp-deadline",
		.hint = "Let the kernel wake you: poll with a time- "
			"out sleeps until something comes.",
		.shows = spins },
	{ .phrase = "looks for the reply only when its time is "
		    "over",
		.section = "sec:udp-deadline",
		.hint = "Wait for the datagram and for the time, both "
			"by one call: poll.",
		.shows = sleeps },
	{ .phrase = "sends each time from a new socket",
		.section = "sec:udp-loss",
		.hint = "A late reply goes to the port of the earlier "
			"sending: keep the socket.",
		.shows = socket_each },
	{ .phrase = "begins to wait anew after each interruption",
		.section = "sec:udp-interrupted",
		.hint = "Keep the moment of the next sending, and "
			"wait for what is left until then.",
		.shows = anew_after_eintr },
	{ .phrase = "takes an interrupted wait for one that is "
		    "over",
		.section = "sec:udp-interrupted",
		.hint = "EINTR is not the end of the time: look at "
			"the clock.",
		.shows = eintr_is_over },
	{ .phrase = "takes it for granted that no signal "
		    "interrupts a call",
		.section = "sec:udp-interrupted",
		.hint = "When errno is EINTR nothing was lost: make "
			"the call again.",
		.shows = no_signals },
	{ .phrase = "puts a second and more into tv_usec",
		.section = "sec:udp-deadline",
		.hint = "tv_usec goes to 999,999: what is over that "
			"are seconds.",
		.shows = usec_too_large },
	{ .phrase = "compares the address of a reply and not its "
		    "port",
		.section = "sec:udp-connected",
		.hint = "Another program on the server's machine has "
			"the same address: compare the port, too.",
		.shows = address_only },
	{ .phrase = "compares the port of a reply and not its "
		    "address",
		.section = "sec:udp-connected",
		.hint = "Every machine has this port: compare the "
			"address, too.",
		.shows = port_only },
	{ .phrase = "takes whatever datagram comes for the reply",
		.section = "sec:udp-connected",
		.hint = "Anybody can send to your port: connect the "
			"socket, or compare address and port of what "
			"comes.",
		.shows = any_datagram },
	{ .phrase = "talks through a socket that it has not "
		    "connected",
		.section = "sec:udp-connected",
		.hint = "connect the socket to the server's address: "
			"then nobody else's datagrams arrive, and "
			"refusals are told.",
		.shows = talks_unconnected },
	{ .phrase = "compares bytes that belong to no address",
		.section = "sec:udp-connected",
		.hint = "A structure has bytes that mean nothing: "
			"compare the family, the port and the "
			"address, each by itself.",
		.shows = padding_compared },
	{ .phrase = "takes a stranger's datagram for a failure",
		.section = "sec:udp-connected",
		.hint = "Ignore it, and go on waiting for what is "
			"left of the time.",
		.shows = stranger_is_failure },
	{ .phrase = "complains about strangers",
		.section = "sec:udp-connected",
		.hint = "A stranger is none of the user's business: "
			"ignore it quietly.",
		.shows = strangers_told },
	{ .phrase = "takes a stranger's datagram for the end of "
		    "its wait",
		.section = "sec:udp-deadline",
		.hint = "Go on waiting until the moment of the next "
			"sending, whatever comes before.",
		.shows = stranger_ends_wait },
	{ .phrase = "takes the time limit of one call for that of "
		    "the whole wait",
		.section = "sec:udp-deadline",
		.hint = "SO_RCVTIMEO begins anew with each call: set "
			"it to what is left.",
		.shows = limit_of_one_call },
	{ .phrase = "begins to wait anew after each stranger",
		.section = "sec:udp-deadline",
		.hint = "Keep the moment of the next sending, and "
			"wait for what is left until then.",
		.shows = anew_after_stranger },
	{ .phrase = "looks for POLLIN only",
		.section = "sec:udp-refused",
		.hint = "A refusal is POLLERR, and poll returns for "
			"it at once: let recv tell the error.",
		.shows = pollin_only },
	{ .phrase = "expects a refusal on a socket that is not "
		    "connected",
		.section = "sec:udp-refused",
		.hint = "Only a connected socket is told of a "
			"refusal: connect it to the server's address.",
		.shows = not_connected },
	{ .phrase = "goes on waiting after a refusal",
		.section = "sec:udp-refused",
		.hint = "ECONNREFUSED says that nobody is there: to "
			"send again is no use.",
		.shows = refusal_ignored },
	{ .phrase = "takes a refusal and silence for one and the "
		    "same",
		.section = "sec:udp-refused",
		.hint = "The reason is in errno: say what strerror "
			"makes of it.",
		.shows = refusal_is_silence },
	{ .phrase = "complains about each address, even if the "
		    "next one answers",
		.section = "sec:udp-names",
		.hint = "That one address refuses is nothing to talk "
			"about before the last.",
		.shows = attempts_told },
	{ .phrase = "compares the reply's address with the text "
		    "of the argument",
		.section = "sec:udp-connected",
		.hint = "The server may be a name, and an address has "
			"several texts: compare the bytes of the "
			"addresses.",
		.shows = address_as_text },
	{ .phrase = "takes one socket for addresses of every "
		    "family",
		.section = "sec:udp-names",
		.hint = "A socket has a family: each address of the "
			"list needs one of its own.",
		.shows = one_socket },
	{ .phrase = "takes every server for an address in digits",
		.section = "sec:udp-names",
		.hint = "getaddrinfo takes names and numbers alike, "
			"without AI_NUMERICHOST.",
		.shows = numbers_only },
	{ .phrase = "takes IPv4 for all there is",
		.section = "sec:udp-names",
		.hint = "Let the family of the hints be AF_UNSPEC, "
			"and make the socket of the family that the "
			"entry has.",
		.shows = ipv4_only },
	{ .phrase = "takes the first address for the only one",
		.section = "sec:udp-names",
		.hint = "Walk the list by ai_next until one address "
			"answers.",
		.shows = first_address_only,
		.vague = true },
	{ .phrase = "takes the refusal of one address for that of "
		    "the server",
		.section = "sec:udp-names",
		.hint = "When one address refuses, go on with the "
			"next.",
		.shows = refusal_ends_all },
	{ .phrase = "takes the silence of one address for that of "
		    "the server",
		.section = "sec:udp-names",
		.hint = "When the time of one address is over, go on "
			"with the next.",
		.shows = silence_ends_all },
	{ .phrase = "gives up when one address cannot be reached",
		.section = "sec:udp-names",
		.hint = "Where there is no route connect or the first "
			"sendto fails: go on with the next address.",
		.shows = no_route_ends_all },
	{ .phrase = "goes on with the longer wait at the next "
		    "address",
		.section = "sec:udp-names",
		.hint = "Each address begins with the first wait: set "
			"it where the address begins.",
		.shows = longer_wait },
	{ .phrase = "sends to all addresses at the same time",
		.section = "sec:udp-names",
		.hint = "One address after the other: the next one "
			"when the time of the one before is over.",
		.shows = all_at_once },
	{ .phrase = "takes the next address for each sending",
		.section = "sec:udp-names",
		.hint = "Each address has four sendings and the whole "
			"time before the next one.",
		.shows = in_turn },
	{ .phrase = "takes errno for the reason why a look-up "
		    "failed",
		.section = "sec:udp-names",
		.hint = "getaddrinfo returns a code of its own: "
			"gai_strerror explains it.",
		.shows = errno_for_a_look_up },
	{ .phrase = "takes it for granted that every host is "
		    "found",
		.section = "sec:udp-names",
		.hint = "A look-up may fail: look at its result "
			"before you use the list.",
		.shows = look_up_cannot_fail },
	{ .phrase = "takes every failed look-up for an unknown "
		    "name",
		.section = "sec:udp-names",
		.hint = "Different failures have different codes: say "
			"what gai_strerror makes of them.",
		.shows = every_look_up_unknown },
	{ .phrase = "never frees the list of addresses",
		.section = "sec:udp-names",
		.hint = "Each getaddrinfo has its freeaddrinfo, "
			"whether the server has answered or not.",
		.shows = never_frees },
	{ .phrase = "frees the list before it is done with it",
		.section = "sec:udp-names",
		.hint = "Free the list behind the last use of an "
			"entry.",
		.shows = freed_too_soon },
	{ .phrase = NULL },
};
