/*
 * What people who write nslookup may believe, and by which facts of a
 * failed test each belief shows; see causes.h.  The samples in
 * tests/samples/01-name-lookup/ have the same phrases.
 *
 * SPDX-License-Identifier: MIT
 */
#include "causes.h"

#include <stdio.h>
#include <string.h>

#define LOOKS_UP "@(getaddrinfo|gethostbyname|gethostbyname2)(*"
#define TO_TEXT "@(inet_ntop|inet_ntoa|getnameinfo)(*"
#define PRINTS "@(printf|puts|fputs|fwrite|fprintf|dprintf|write)(*"
#define COMPARES "@(memcmp|strncmp)(*"
#define ASKS_ERRNO "@(perror|strerror|warn|err)(*"
/* An address, as it may be printed. */
#define DIGITS "+([0-9a-f.:])"

#define USAGE "usage_*"
#define TWO_HOSTS "usage_with_two_hosts usage_with_dash_6_and_two_hosts"
#define IPV6 "ipv6_[!m]*"
#define SEVERAL                                    \
	"three_addresses many_addresses_over_tcp " \
	"repeated_address_once hosts_file_lines "  \
	"short_write every_byte_value "            \
	"ipv6_every_address_once ipv6_canonical_text"
#define FAILURES                                                 \
	"unknown_name name_without_ipv4 server_failure "         \
	"server_refuses no_answer overlong_name odd_characters " \
	"no_socket ipv6_missing"

/* --- facts that several causes ask for --- */

static bool said(const struct facts *f, const char *what)
{
	char pattern[100];

	snprintf(pattern, sizeof pattern, "program says on stderr %s",
		what);
	return saw_last(f, pattern);
}

static bool breaks(const struct facts *f)
{
	return status_is(f, "@(sanitizer|crash)");
}

static bool leaks(const struct facts *f)
{
	return message_is(f, "LeakSanitizer*");
}

static bool overflows(const struct facts *f)
{
	return message_is(f, "*buffer-overflow*") ||
		message_is(f, "*out of bounds*");
}

static bool shows_usage(const struct facts *f)
{
	return said(f, "*[Uu][Ss][Aa][Gg][Ee]*");
}

static bool is_twice(const struct facts *f)
{
	return message_is(f, "*is printed @(twice|* times)");
}

static bool is_missing(const struct facts *f)
{
	return message_is(f, "the address * is missing");
}

static bool is_no_address(const struct facts *f)
{
	return message_is(f, "stdout has a line that is no address*");
}

static bool exits_with_1(const struct facts *f)
{
	return actual_is(f, "exit status 1");
}

static bool finds(const struct facts *f)
{
	return called(f, "getaddrinfo(*) = 0") ||
		called(f, "gethostbyname?(2)(*) = 1");
}

/* Before step 5 is written everything with -6 fails. */
static bool is_begun(const struct facts *f)
{
	return !test_is(f, "ipv6_*") || passed(f, IPV6);
}

/* The look-up failed, as it should. */
static bool finds_nothing(const struct facts *f)
{
	return test_is(f, FAILURES) && is_begun(f) &&
		(called(f, "getaddrinfo(*) = EAI_*") ||
			called(f, "gethostbyname?(2)(*) = 0") ||
			!called(f, LOOKS_UP));
}

/* --- step 1: usage --- */

static bool host_is_there(const struct facts *f)
{
	if (test_is(f, "usage_without_arguments"))
		return breaks(f) && !shows_usage(f);
	return test_is(f, "usage_with_only_dash_6") &&
		!shows_usage(f) &&
		(breaks(f) || called(f, LOOKS_UP "\"\"*"));
}

static bool asks_for_host(const struct facts *f)
{
	return test_is(f, "usage_without_arguments") &&
		expected_is(f, "nothing on stdout") &&
		!actual_is(f, "*[Uu][Ss][Aa][Gg][Ee]*") &&
		!called(f, LOOKS_UP);
}

static bool any_argument_is_a_host(const struct facts *f)
{
	return test_is(f, "usage_with_only_dash_6") &&
		called(f, LOOKS_UP "\"-6\"*");
}

static bool goes_on_after_usage(const struct facts *f)
{
	return test_is(f, USAGE) && shows_usage(f) &&
		(message_is(f, "*goes on*") || called(f, LOOKS_UP) ||
			breaks(f));
}

static bool looks_up_all(const struct facts *f)
{
	return test_is(f, TWO_HOSTS) && call_count(f, LOOKS_UP) > 1 &&
		!shows_usage(f) &&
		actual_is(f, "\"" DIGITS "\\n" DIGITS "\\n\"");
}

static bool looks_up_one(const struct facts *f)
{
	return test_is(f, TWO_HOSTS) && call_count(f, LOOKS_UP) == 1 &&
		!shows_usage(f);
}

static bool option_ends_counting(const struct facts *f)
{
	return test_is(f, "usage_with_dash_6_and_two_hosts") &&
		looks_up_one(f) && passed(f, "usage_with_two_hosts");
}

static bool only_too_few(const struct facts *f)
{
	return looks_up_one(f) && !passed(f, "usage_with_two_hosts");
}

static bool usage_is_success(const struct facts *f)
{
	return test_is(f, USAGE) && actual_is(f, "exit status 0") &&
		shows_usage(f) && !goes_on_after_usage(f);
}

static bool usage_is_status_2(const struct facts *f)
{
	return test_is(f, USAGE) && actual_is(f, "exit status 2") &&
		shows_usage(f);
}

static bool usage_on_stdout(const struct facts *f)
{
	return test_is(f, USAGE) &&
		expected_is(f, "nothing on stdout") &&
		actual_is(f, "*[Uu][Ss][Aa][Gg][Ee]*");
}

static bool usage_without_its_name(const struct facts *f)
{
	return test_is(f, USAGE) && expected_is(f, "\"USAGE*") &&
		actual_is(f, "\"USAGE:*");
}

static bool usage_in_own_words(const struct facts *f)
{
	return test_is(f, USAGE) && expected_is(f, "\"USAGE*") &&
		!called(f, LOOKS_UP) && !breaks(f) &&
		!usage_without_its_name(f);
}

/* --- step 2: resolve --- */

static bool entries_as_text(const struct facts *f)
{
	return is_no_address(f) &&
		called(f, "gethostbyname?(2)(*) = 1") &&
		!called(f, TO_TEXT) &&
		called(f, "@(puts(variable|printf(constant, \"%s)*") &&
		!actual_is(f, "\"+([-0-9.\\n])\"");
}

static bool bytes_turned_round(const struct facts *f)
{
	return saw_last(f, "grader notices *backwards*");
}

static bool alias_is_refused(const struct facts *f)
{
	return test_is(f, "alias chain_of_aliases") &&
		!passed(f, "alias") && passed(f, "one_address") &&
		exits_with_1(f) &&
		saw_last(f, "dns answers *CNAME, A *");
}

static bool follows_one_alias(const struct facts *f)
{
	return test_is(f, "chain_of_aliases") && passed(f, "alias") &&
		exits_with_1(f);
}

static bool dns_is_all(const struct facts *f)
{
	return test_is(f, "hosts_file hosts_file_lines") &&
		saw_last(f, "dns asked *") && passed(f, "one_address");
}

static bool asks_no_dns(const struct facts *f)
{
	return !saw(f, "dns asked *") && !test_is(f, USAGE) &&
		(exits_with_1(f) || is_missing(f) ||
			message_is(f, "*succeed*") ||
			test_is(f, "server_failure no_socket"));
}

static bool hosts_file_is_all(const struct facts *f)
{
	return asks_no_dns(f) && !called(f, LOOKS_UP) &&
		!test_is(f, "numeric_address ipv6_numeric hosts_*") &&
		!passed(f, "one_address") && passed(f, "hosts_file");
}

static bool numbers_only(const struct facts *f)
{
	return asks_no_dns(f) && !passed(f, "hosts_file") &&
		!passed(f, "one_address") &&
		passed(f, "numeric_address ipv6_numeric") &&
		(called(f, "getaddrinfo(*AI_NUMERICHOST*") ||
			(called(f, "inet_@(pton|aton|addr)(*") &&
				!called(f, LOOKS_UP)));
}

static bool command_is_taken(const struct facts *f)
{
	char host[40];

	argument_of(f, 1, host, sizeof host);
	return test_is(f, "hosts_file") && !called(f, LOOKS_UP) &&
		(strcmp(host, "exit") == 0 ||
			strcmp(host, "quit") == 0 ||
			strcmp(host, "help") == 0);
}

static bool names_only(const struct facts *f)
{
	return test_is(f, "numeric_address ipv6_numeric") &&
		!passed(f, "numeric_address") && is_begun(f) &&
		exits_with_1(f) && !called(f, LOOKS_UP) &&
		!said(f, "*USAGE*");
}

static bool prints_the_name(const struct facts *f)
{
	char host[200];
	char pattern[230];

	argument_of(f, 1, host, sizeof host);
	if (strcmp(host, "-6") == 0)
		argument_of(f, 2, host, sizeof host);
	snprintf(pattern, sizeof pattern, "\"%s\\n?*", host);
	if (!actual_is(f, pattern))
		return false;
	return is_no_address(f) ||
		(test_is(f, "numeric_address ipv6_numeric") &&
			is_twice(f) &&
			failed_with(f, "one_address",
				"stdout has a line*.test"));
}

static bool talks_while_content(const struct facts *f)
{
	return message_is(f, "*succeeds, and yet it writes*");
}

static bool counts_on_stderr(const struct facts *f)
{
	return talks_while_content(f) &&
		actual_is(f, "*[0-9]*@(address|found)*") &&
		called(f, "*%@(d|u|i|zu|ld|lu)*");
}

static bool debugs_on_stderr(const struct facts *f)
{
	return talks_while_content(f) && !counts_on_stderr(f);
}

static bool commas_between(const struct facts *f)
{
	return is_no_address(f) && actual_is(f, "*[0-9a-f],*");
}

static bool printf_has_written(const struct facts *f)
{
	return message_is(f, "the program prints nothing*") &&
		finds(f) &&
		called(f, "@(printf|puts|fputs|fwrite)(*") &&
		!called(f, "fflush(*");
}

static bool newline_between_only(const struct facts *f)
{
	return message_is(f, "* no newline at its end") &&
		!saw_last(f, "grader injects *");
}

static bool every_entry_counts(const struct facts *f)
{
	/* Each comes for streams, for datagrams, and raw. */
	return is_twice(f) && message_is(f, "* [369] times") &&
		called(f,
			"getaddrinfo(*, @(0|NULL), "
			"@(0|NULL|AI_*)) = 0");
}

/* What nobody has set is filled with a pattern. */
static bool hints_not_zeroed(const struct facts *f)
{
	return called(f, "getaddrinfo(*0xfefefefe*) = EAI_*");
}

/* So AddressSanitizer fills what malloc gives. */
static bool memory_not_zeroed(const struct facts *f)
{
	return called(f, "getaddrinfo(*0xbebebebe*) = EAI_*");
}

static bool uses_freed_list(const struct facts *f)
{
	return !test_is(f, USAGE) &&
		message_is(f, "*@(heap-use-after-free|double-free)*") &&
		called(f, "freeaddrinfo(...)");
}

static bool length_is_a_count(const struct facts *f)
{
	return breaks(f) && called(f, "gethostbyname?(2)(*) = 1") &&
		!test_is(f, USAGE) && message_is(f, "*null pointer*") &&
		called(f, PRINTS);
}

/* A family stands at the beginning of a socket address. */
static bool address_is_at_the_beginning(const struct facts *f)
{
	return is_no_address(f) &&
		(called(f, "inet_ntop(AF_INET, \"2.0.*") ||
			called(f, "inet_ntoa(\"2.0.*") ||
			called(f, "inet_ntop(AF_INET6, \"a00:*"));
}

static bool all_as_ipv4(const struct facts *f)
{
	return test_is(f, IPV6) && is_no_address(f) &&
		called(f, "inet_ntop(AF_INET, *") &&
		called(f, "getaddrinfo(*AF_INET6, *");
}

/* --- step 3: every address --- */

static bool stops_before_the_last(const struct facts *f)
{
	bool none = message_is(f, "the program prints nothing*") &&
		!called(f, TO_TEXT) && finds(f) &&
		call_count(f, LOOKS_UP) == 1;

	return none ||
		(is_missing(f) && finds(f) && called(f, TO_TEXT) &&
			failed_with(f, "one_address",
				"the program prints nothing*"));
}

static bool compares_nothing(const struct facts *f)
{
	return !called(f, COMPARES) && call_count(f, "strcmp(*") < 2;
}

/* Before step 3 is written the skeleton does so, too. */
static bool first_address_only(const struct facts *f)
{
	return test_is(f, SEVERAL) && is_missing(f) &&
		passed(f, FAILURES) && compares_nothing(f) &&
		call_count(f, TO_TEXT) < 2 &&
		actual_is(f, "\"" DIGITS "\\n\"") &&
		saw_last(f, "dns answers [0-9]*A records*");
}

static bool first_line_only(const struct facts *f)
{
	return test_is(f, "hosts_file_lines") && is_missing(f) &&
		passed(f, "three_addresses");
}

/* The same of a file that has several lines for the host. */
static bool first_of_the_file(const struct facts *f)
{
	return test_is(f, "hosts_file_lines") && is_missing(f) &&
		passed(f, FAILURES) && finds(f) &&
		!passed(f, "three_addresses") && !called(f, COMPARES) &&
		actual_is(f, "\"" DIGITS "\\n\"");
}

static bool only_the_first(const struct facts *f)
{
	return first_address_only(f) || first_of_the_file(f);
}

static bool child_has_the_buffer(const struct facts *f)
{
	return is_twice(f) && called(f, "fork(*");
}

static bool one_buffer(const struct facts *f)
{
	return (is_twice(f) || is_missing(f)) &&
		call_count(f, "inet_ntoa(*") > 1 &&
		called_next(f, "inet_ntoa(*", "inet_ntoa(*");
}

static bool signed_bytes(const struct facts *f)
{
	return is_no_address(f) && actual_is(f, "*[.\"]-[0-9]*") &&
		!called(f, TO_TEXT);
}

/* Fewer than four numbers. */
static bool stops_at_zero(const struct facts *f)
{
	return test_is(f, "every_byte_value") && !called(f, TO_TEXT) &&
		message_is(f,
			"*host: ?(+([0-9])?(.+([0-9])?(.+([0-9]))))");
}

static bool array_is_full(const struct facts *f)
{
	return test_is(f, "many_addresses_over_tcp") && overflows(f);
}

static bool one_packet(const struct facts *f)
{
	return test_is(f, "many_addresses_over_tcp") && is_missing(f) &&
		!saw_last(f, "dns asked *?TCP?*");
}

static bool room_for_sixteen(const struct facts *f)
{
	return test_is(f, "many_addresses_over_tcp") && is_missing(f) &&
		saw_last(f, "dns asked *?TCP?*") &&
		!only_the_first(f) && passed(f, "three_addresses");
}

#define REPEATED                                  \
	"repeated_address_once hosts_file_lines " \
	"ipv6_every_address_once"

static bool trusts_the_resolver(const struct facts *f)
{
	return test_is(f, REPEATED) && is_twice(f) &&
		compares_nothing(f) && !every_entry_counts(f) &&
		!one_buffer(f) && !child_has_the_buffer(f);
}

static bool compares_neighbours(const struct facts *f)
{
	return test_is(f, REPEATED) && is_twice(f) &&
		passed(f, "hosts_file_lines") &&
		passed(f, "one_address") && !compares_nothing(f);
}

static bool write_takes_all(const struct facts *f)
{
	return test_is(f, "short_write") && called(f, "write(1,*") &&
		!exits_with_1(f) && saw_last(f, "grader injects *");
}

static bool part_is_a_failure(const struct facts *f)
{
	return test_is(f, "short_write") && called(f, "write(1,*") &&
		exits_with_1(f) && saw_last(f, "grader injects *");
}

/* --- step 4: failure --- */

static bool every_look_up_succeeds(const struct facts *f)
{
	return finds_nothing(f) && actual_is(f, "exit status 0") &&
		!said(f, "*") && !passed(f, "unknown_name");
}

static bool empty_is_success(const struct facts *f)
{
	return test_is(f, "name_without_ipv4 ipv6_missing") &&
		actual_is(f, "exit status 0") &&
		passed(f, "unknown_name");
}

static bool message_is_enough(const struct facts *f)
{
	return finds_nothing(f) && actual_is(f, "exit status 0") &&
		said(f, "*") && !passed(f, "unknown_name");
}

static bool code_as_status(const struct facts *f)
{
	return finds_nothing(f) &&
		actual_is(f, "exit status @([2-9]|[1-9][0-9]*)");
}

static bool number_is_no_reason(const struct facts *f)
{
	if (test_is(f, "server_failure") && actual_is(f, "twice *") &&
		called(f, "fprintf(stderr, constant, \"*%d*"))
		return true;
	return finds_nothing(f) && expected_is(f, "a reason") &&
		actual_is(f, "*[!0-9]+([0-9])*(\\n)\"") &&
		!called(f, "gai_strerror(*");
}

static bool status_is_enough(const struct facts *f)
{
	return finds_nothing(f) && actual_is(f, "nothing on stderr");
}

static bool failure_on_stdout(const struct facts *f)
{
	return finds_nothing(f) &&
		expected_is(f, "nothing on stdout") && !said(f, "*") &&
		!actual_is(f, "\"" DIGITS "\\n\"") &&
		!called_before(f, PRINTS, LOOKS_UP);
}

static bool prints_too_early(const struct facts *f)
{
	return finds_nothing(f) &&
		expected_is(f, "nothing on stdout") && said(f, "*");
}

static bool not_named(const struct facts *f)
{
	return message_is(f, "*should name what was looked up*");
}

static bool name_is_cut(const struct facts *f)
{
	return test_is(f, "overlong_name") && not_named(f) &&
		passed(f, "unknown_name");
}

static bool host_is_not_named(const struct facts *f)
{
	return finds_nothing(f) && not_named(f) && !name_is_cut(f) &&
		!shows_usage(f);
}

static bool frees_nothing(const struct facts *f)
{
	return breaks(f) && !leaks(f) && !test_is(f, USAGE) &&
		called(f, "getaddrinfo(*) = EAI_*") &&
		hangs_in(f, "freeaddrinfo(*");
}

static bool uses_no_result(const struct facts *f)
{
	return breaks(f) && !leaks(f) && !test_is(f, USAGE) &&
		called(f, "gethostbyname?(2)(*) = 0") &&
		message_is(f, "*null pointer*hostent*");
}

static bool errno_for_a_look_up(const struct facts *f)
{
	return test_is(f, FAILURES) && is_begun(f) &&
		message_is(f, "*errno knows nothing*") &&
		!called(f, "gai_strerror(*");
}

static bool code_as_errno(const struct facts *f)
{
	return finds_nothing(f) &&
		expected_is(f, "the resolver's reason") &&
		called(f, "strerror(*");
}

static bool other_family(const struct facts *f)
{
	return test_is(f, "name_without_ipv4 ipv6_missing") &&
		expected_is(f, "nothing on stdout") &&
		call_count(f, LOOKS_UP) > 1;
}

static bool twice_the_same(const struct facts *f)
{
	/* What was asked for was refused: no server has failed. */
	return test_is(f, "server_failure") &&
		actual_is(f, "twice *") &&
		!called(f, "getaddrinfo(*) = EAI_BADFLAGS");
}

static bool all_is_unknown(const struct facts *f)
{
	return twice_the_same(f) &&
		actual_is(f,
			"*@([Uu]nknown|[Nn]o such|not found|"
			"not known|not exist)*");
}

static bool all_is_the_same(const struct facts *f)
{
	return twice_the_same(f) && !all_is_unknown(f) &&
		!number_is_no_reason(f) && !hints_not_zeroed(f) &&
		!called(f, ASKS_ERRNO);
}

static bool asks_for_ever(const struct facts *f)
{
	return status_is(f, "timeout") &&
		(call_count(f, "getaddrinfo(*) = EAI_AGAIN") > 2 ||
			call_count(f, "gethostbyname?(2)(*) = 0") > 2);
}

static bool name_overflows(const struct facts *f)
{
	return test_is(f, "overlong_name") && overflows(f);
}

static bool host_as_format(const struct facts *f)
{
	return test_is(f, "odd_characters") && breaks(f) &&
		called(f,
			"@(fprintf(stderr, variable|printf(variable|"
			"warn?(x)(variable|err?(x)(variable)*");
}

static bool found_host_as_format(const struct facts *f)
{
	return test_is(f, "full_disk") && breaks(f) &&
		passed(f, "odd_characters");
}

static bool output_arrives(const struct facts *f)
{
	return test_is(f, "full_disk") &&
		actual_is(f, "exit status 0") &&
		passed(f, "ipv6_address") && !called(f, "fflush(*");
}

static bool gets_a_socket(const struct facts *f)
{
	return test_is(f, "no_socket") && breaks(f) && !leaks(f) &&
		called(f, "socket(*) = -1 *");
}

static bool tidies_after_success(const struct facts *f)
{
	return leaks(f) && test_is(f, FAILURES) && finds_nothing(f);
}

/* --- step 5: IPv6 --- */

static bool both_families(const struct facts *f)
{
	return test_is(f, "ipv6_*") &&
		called(f, "getaddrinfo(*, @(AF_UNSPEC|NULL), *") &&
		actual_is(f, "*+([0-9]).+([0-9]).*") &&
		(test_is(f, "ipv6_missing") || actual_is(f, "*:*"));
}

static bool mapped(const struct facts *f)
{
	return actual_is(f, "\"::ffff:*");
}

static bool all_written_out(const struct facts *f)
{
	return test_is(f, IPV6) && is_no_address(f) &&
		actual_is(f, "\"*@(:|\")0[0-9a-f][0-9a-f][0-9a-f]*") &&
		!called(f, TO_TEXT);
}

static bool zeros_written_out(const struct facts *f)
{
	return test_is(f, IPV6) && is_no_address(f) &&
		!called(f, TO_TEXT) && !actual_is(f, "*::*") &&
		!all_written_out(f) &&
		actual_is(f, "\"+([0-9a-f:\\n])\"") &&
		actual_is(f, "*:*:*:*:*:*:*:*");
}

static bool keeps_a_result(const struct facts *f)
{
	return test_is(f, "ipv6_*") && is_no_address(f) &&
		called_next(f, "gethostbyname2(*AF_INET6) = 1",
			"gethostbyname2(*AF_INET) = *");
}

static bool no_room_for_ipv6(const struct facts *f)
{
	return called(f, "inet_ntop(AF_INET6, \"\", 16) = 0");
}

static bool capital_digits(const struct facts *f)
{
	return test_is(f, IPV6) && is_no_address(f) &&
		actual_is(f, "\"*[A-F]*") &&
		actual_is(f, "\"+([0-9A-F:\\n])\"");
}

static bool first_zeros(const struct facts *f)
{
	return test_is(f, "ipv6_canonical_text") && is_no_address(f) &&
		!called(f, TO_TEXT) && actual_is(f, "*::*") &&
		passed(f, "ipv6_address");
}

#define SEVERAL_IPV6 "ipv6_every_address_once ipv6_canonical_text"

static bool compares_four_bytes(const struct facts *f)
{
	return test_is(f, SEVERAL_IPV6) && is_missing(f) &&
		called(f, "memcmp(4) = 0");
}

static bool compares_strings(const struct facts *f)
{
	return test_is(f, SEVERAL " ipv6_every_address_once") &&
		is_missing(f) && !called(f, "memcmp(*") &&
		(called(f, "strncmp(*) = 0") ||
			called(f, "strcmp(\"*\\x*"));
}

static bool only_what_is_reached(const struct facts *f)
{
	return test_is(f, "ipv6_on_loopback_only_machine") &&
		called(f, "getaddrinfo(*AI_ADDRCONFIG*) = EAI_*");
}

/* --- memory --- */

static bool leaks_the_list(const struct facts *f)
{
	return leaks(f) && called(f, "getaddrinfo(*) = 0");
}

static bool frees_the_end(const struct facts *f)
{
	return leaks_the_list(f) && called(f, "freeaddrinfo(NULL)");
}

static bool frees_one_block(const struct facts *f)
{
	return leaks_the_list(f) && !called(f, "freeaddrinfo(*") &&
		saw(f, "program says on stderr *Indirect leak of 64 *");
}

static bool frees_itself(const struct facts *f)
{
	return leaks_the_list(f) && !called(f, "freeaddrinfo(*") &&
		!frees_one_block(f);
}

/* --- in the order of the steps; the special before the general --- */

const struct cause chapter_causes[] = {
	{ .phrase = "takes it for granted that it is started with a "
		    "host",
		.section = "sec:nslookup-usage",
		.hint = "Look at argc before you look at argv: behind "
			"the last argument there is a null pointer.",
		.shows = host_is_there },
	{ .phrase = "asks for the host on stdin where the argument is "
		    "missing",
		.section = "sec:nslookup-usage",
		.hint = "A missing argument is a wrong call: say how "
			"it is called, and end.",
		.shows = asks_for_host },
	{ .phrase = "takes a single argument for a host whatever it is",
		.section = "sec:nslookup-usage",
		.hint = "-6 alone is an option without its host: look "
			"for it before you count.",
		.shows = any_argument_is_a_host },
	{ .phrase = "takes printing the usage for the end of the "
		    "program",
		.section = "sec:nslookup-usage",
		.hint = "Printing does not end a program: return or "
			"exit behind the usage line.",
		.shows = goes_on_after_usage },
	{ .phrase = "looks up as many hosts as it is given",
		.section = "sec:nslookup-usage",
		.hint = "One host, no more: two are a wrong call.",
		.shows = looks_up_all },
	{ .phrase = "counts its arguments only where there is no "
		    "option",
		.section = "sec:nslookup-usage",
		.hint = "With -6 there are three: neither fewer nor "
			"more.",
		.shows = option_ends_counting },
	{ .phrase = "takes \"too few arguments\" for the only wrong "
		    "number",
		.section = "sec:nslookup-usage",
		.hint = "Which values of argc do you let pass? There "
			"may be too many, too.",
		.shows = only_too_few },
	{ .phrase = "counts a usage line as a success",
		.section = "sec:nslookup-usage",
		.hint = "Whoever calls it from a script asks for the "
			"exit status: a wrong call ends with 1.",
		.shows = usage_is_success },
	{ .phrase = "follows another rule book, where a usage error is "
		    "status 2",
		.section = "sec:nslookup-usage",
		.hint = "Other programs use 2; this one ends with 1.",
		.shows = usage_is_status_2 },
	{ .phrase = "takes its usage line for output",
		.section = "sec:nslookup-usage",
		.hint = "The usage line is for people: fprintf with "
			"stderr, not printf.",
		.shows = usage_on_stdout },
	{ .phrase = "leaves its own name out of the usage line",
		.section = "sec:nslookup-usage",
		.hint = "The line begins \"USAGE: nslookup\".",
		.shows = usage_without_its_name },
	{ .phrase = "expects only people, who know a usage line "
		    "however it begins",
		.section = "sec:nslookup-usage",
		.hint = "The line begins \"USAGE: nslookup\", letter "
			"by letter.",
		.shows = usage_in_own_words },

	{ .phrase = "takes the entries of h_addr_list for text",
		.section = "sec:gethostbyname",
		.hint = "They are bytes, four for each address: "
			"inet_ntop makes text of them.",
		.shows = entries_as_text },
	{ .phrase = "turns the addresses into the machine's byte order "
		    "before it prints them",
		.section = "sec:byte-order",
		.hint = "inet_ntop wants the bytes as they come from "
			"the network: no ntohl.",
		.shows = bytes_turned_round },
	{ .phrase = "takes an alias for a failed look-up",
		.section = "sec:nslookup-resolve",
		.hint = "The name that was asked for and the one that "
			"has the address may differ: do not compare.",
		.shows = alias_is_refused },
	{ .phrase = "follows an alias once and no further",
		.section = "sec:nslookup-resolve",
		.hint = "An alias may lead to an alias: the resolver "
			"follows all of them by itself.",
		.shows = follows_one_alias },
	{ .phrase = "takes DNS for the only place where names come "
		    "from",
		.section = "sec:name-to-address",
		.hint = "getaddrinfo reads /etc/hosts before it asks "
			"DNS.",
		.shows = dns_is_all },
	{ .phrase = "takes /etc/hosts for the list of all hosts",
		.section = "sec:name-to-address",
		.hint = "Nearly all names are in DNS: getaddrinfo asks "
			"both.",
		.shows = hosts_file_is_all },
	{ .phrase = "takes every host for an address in digits",
		.section = "sec:getaddrinfo",
		.hint = "getaddrinfo takes names and numbers alike; is "
			"AI_NUMERICHOST among your flags?",
		.shows = numbers_only },
	{ .phrase = "takes the host exit for a command, as nslookup of "
		    "BIND has it",
		.section = "sec:nslookup-resolve",
		.hint = "This nslookup has no commands: whatever the "
			"argument is, it is a host.",
		.shows = command_is_taken },
	{ .phrase = "accepts a host only if it looks like a name",
		.section = "sec:nslookup-resolve",
		.hint = "An address in digits is a host, too, and "
			"getaddrinfo knows it.",
		.shows = names_only },
	{ .phrase = "prints the host's full name above its addresses",
		.section = "sec:nslookup-resolve",
		.hint = "A line for each address, and nothing else.",
		.shows = prints_the_name },
	{ .phrase = "counts what it found, on stderr and in the best "
		    "of cases too",
		.section = "sec:nslookup-resolve",
		.hint = "A program that is content says nothing on "
			"stderr.",
		.shows = counts_on_stderr },
	{ .phrase = "leaves its debugging output on stderr",
		.section = "sec:nslookup-resolve",
		.hint = "A program that is content says nothing on "
			"stderr: take it out when you have found it.",
		.shows = debugs_on_stderr },
	{ .phrase = "writes a list for people, with commas",
		.section = "sec:nslookup-resolve",
		.hint = "The next program reads lines: each address on "
			"one of its own.",
		.shows = commas_between },
	{ .phrase = "expects that printf has written the line when it "
		    "returns",
		.section = "sec:nslookup-failure",
		.hint = "Into a pipe stdio writes when it is told to: "
			"end by return or exit, or call fflush.",
		.shows = printf_has_written },
	{ .phrase = "takes the newline for a separator, which the last "
		    "line can do without",
		.section = "sec:nslookup-resolve",
		.hint = "A newline ends each line, also the last.",
		.shows = newline_between_only },
	{ .phrase = "takes each entry of the list for another address",
		.section = "sec:getaddrinfo",
		.hint = "There is an entry for each type of socket: "
			"ask for one type in the hints.",
		.shows = every_entry_counts },
	{ .phrase = "expects that memory is zero when it gets it",
		.section = "sec:getaddrinfo",
		.hint = "malloc gives memory with whatever was there "
			"before: use calloc, or set it to zero.",
		.shows = memory_not_zeroed },
	{ .phrase = "takes it for granted that a new variable is zero",
		.section = "sec:getaddrinfo",
		.hint = "A local variable has whatever was there "
			"before: set the hints to zero first.",
		.shows = hints_not_zeroed },
	{ .phrase = "expects that addresses stay good after the list "
		    "was freed",
		.section = "sec:getaddrinfo",
		.hint = "The addresses are in the list: free it when "
			"they are printed.",
		.shows = uses_freed_list },
	{ .phrase = "takes h_length for the number of addresses",
		.section = "sec:gethostbyname",
		.hint = "It is the length of one address in bytes: a "
			"null pointer ends h_addr_list.",
		.shows = length_is_a_count },

	{ .phrase = "looks for the address at the beginning of the "
		    "socket address",
		.section = "sec:text-and-bytes",
		.hint = "ai_addr begins with a family and a port: the "
			"address is in sin_addr, or in sin6_addr.",
		.shows = address_is_at_the_beginning },
	{ .phrase = "prints every address as if it were an IPv4 "
		    "address",
		.section = "sec:nslookup-ipv6",
		.hint = "inet_ntop has to be told the family that the "
			"entry has.",
		.shows = all_as_ipv4 },
	{ .phrase = "stops before the last entry of the list",
		.section = "sec:nslookup-every-address",
		.hint = "The entry whose ai_next is null is the last, "
			"and it counts: go on until the entry is null.",
		.shows = stops_before_the_last },
	{ .phrase = "stops at the first line of /etc/hosts that has "
		    "the name",
		.section = "sec:nslookup-every-address",
		.hint = "Several lines may have the name: all of them "
			"count.",
		.shows = first_line_only },
	{ .phrase = "takes the first address for the only one",
		.section = "sec:nslookup-every-address",
		.hint = "Walk the list by ai_next to its end.",
		.shows = only_the_first },
	{ .phrase = "expects that a child process starts with an empty "
		    "stdio buffer",
		.section = "sec:nslookup-every-address",
		.hint = "fork copies what stdio has not written yet: "
			"fflush before it, or do without children.",
		.shows = child_has_the_buffer },
	{ .phrase = "keeps what inet_ntoa returns, as if each call had "
		    "a buffer of its own",
		.section = "sec:text-and-bytes",
		.hint = "There is one buffer, and the next call writes "
			"over it: print at once, or use inet_ntop.",
		.shows = one_buffer },
	{ .phrase = "takes a char for a number from 0 to 255",
		.section = "sec:text-and-bytes",
		.hint = "char may be signed: use unsigned char, or let "
			"inet_ntop write the address.",
		.shows = signed_bytes },
	{ .phrase = "takes a zero byte for the end of an address",
		.section = "sec:text-and-bytes",
		.hint = "An address has four bytes, and each may be "
			"zero: count them.",
		.shows = stops_at_zero },
	{ .phrase = "fills an array without looking at its size",
		.section = "sec:nslookup-every-address",
		.hint = "A host may have any number of addresses: you "
			"need no array for them.",
		.shows = array_is_full },
	{ .phrase = "takes the first packet of DNS for the whole "
		    "answer",
		.section = "sec:name-to-address",
		.hint = "An answer that does not fit is asked for "
			"again by TCP: the resolver does so itself.",
		.shows = one_packet },
	{ .phrase = "expects that no host has more than sixteen "
		    "addresses",
		.section = "sec:nslookup-every-address",
		.hint = "A host may have any number of addresses: you "
			"need no array for them.",
		.shows = room_for_sixteen },
	{ .phrase = "trusts the resolver to name each address once",
		.section = "sec:nslookup-every-address",
		.hint = "Look whether an entry before this one has "
			"the same address.",
		.shows = trusts_the_resolver },
	{ .phrase = "expects that repeated addresses stand side by "
		    "side",
		.section = "sec:nslookup-every-address",
		.hint = "Compare with all entries before this one, not "
			"only with the last.",
		.shows = compares_neighbours },
	{ .phrase = "takes a write that was cut short for a failure",
		.section = "sec:nslookup-every-address",
		.hint = "A short count is no error: write the rest by "
			"the next call. stdio does that for you.",
		.shows = part_is_a_failure },
	{ .phrase = "expects that write takes all it is given",
		.section = "sec:nslookup-every-address",
		.hint = "write may take fewer bytes than it is given: "
			"go on with the rest. stdio does that for you.",
		.shows = write_takes_all },

	{ .phrase = "expects that every look-up succeeds",
		.section = "sec:lookup-errors",
		.hint = "Look at what getaddrinfo returns before you "
			"use the list.",
		.shows = every_look_up_succeeds },
	{ .phrase = "takes a name without an address for an empty list "
		    "and a success",
		.section = "sec:lookup-errors",
		.hint = "Whoever asks for an address and gets none has "
			"failed: say so, and end with status 1.",
		.shows = empty_is_success },
	{ .phrase = "takes a message for enough and leaves the exit "
		    "status alone",
		.section = "sec:nslookup-failure",
		.hint = "Behind the message, end with status 1.",
		.shows = message_is_enough },
	{ .phrase = "hands the resolver's code on as its exit status",
		.section = "sec:nslookup-failure",
		.hint = "The resolver's codes are its own: end with "
			"status 1.",
		.shows = code_as_status },
	{ .phrase = "takes the resolver's number for a reason that "
		    "people understand",
		.section = "sec:lookup-errors",
		.hint = "gai_strerror makes words of the code.",
		.shows = number_is_no_reason },
	{ .phrase = "takes the exit status for enough and says nothing",
		.section = "sec:nslookup-failure",
		.hint = "Say on stderr which host it was, and why it "
			"was not found.",
		.shows = status_is_enough },
	{ .phrase = "writes to stdout before it knows whether there is "
		    "an address",
		.section = "sec:nslookup-failure",
		.hint = "Print when you have an address, not before.",
		.shows = prints_too_early },
	{ .phrase = "reports a failure where the addresses go",
		.section = "sec:nslookup-failure",
		.hint = "Addresses go to stdout, messages for people "
			"to stderr.",
		.shows = failure_on_stdout },
	{ .phrase = "cuts a long name to fit and looks up what is left",
		.section = "sec:nslookup-failure",
		.hint = "argv has the name already, whatever its "
			"length: you need no copy.",
		.shows = name_is_cut },
	{ .phrase = "tells the reason of a failure but not which host "
		    "it was",
		.section = "sec:nslookup-failure",
		.hint = "The message names the host, as it was given, "
			"and the reason.",
		.shows = host_is_not_named },
	{ .phrase = "frees the list after a failed look-up too",
		.section = "sec:lookup-errors",
		.hint = "When getaddrinfo fails it leaves no list: "
			"there is nothing to free.",
		.shows = frees_nothing },
	{ .phrase = "uses the result of gethostbyname2 before it looks "
		    "whether there is one",
		.section = "sec:gethostbyname",
		.hint = "A null pointer means that nothing was found: "
			"ask for it first.",
		.shows = uses_no_result },
	{ .phrase = "looks for the reason of a failed look-up in errno",
		.section = "sec:lookup-errors",
		.hint = "getaddrinfo returns a code of its own, which "
			"gai_strerror explains.",
		.shows = errno_for_a_look_up },
	{ .phrase = "takes the resolver's code for a number of errno",
		.section = "sec:lookup-errors",
		.hint = "strerror knows the numbers of errno; the "
			"resolver's are explained by gai_strerror.",
		.shows = code_as_errno },
	{ .phrase = "takes an address of the other family for better "
		    "than none",
		.section = "sec:nslookup-ipv6",
		.hint = "Without -6 IPv4, with -6 IPv6, and nothing "
			"else.",
		.shows = other_family },
	{ .phrase = "takes every failed look-up for a name that does "
		    "not exist",
		.section = "sec:lookup-errors",
		.hint = "The code tells an unknown name from a server "
			"that fails: print its words.",
		.shows = all_is_unknown },
	{ .phrase = "takes one failed look-up for the same as any "
		    "other",
		.section = "sec:lookup-errors",
		.hint = "The code tells an unknown name from a server "
			"that fails: print its words.",
		.shows = all_is_the_same },
	{ .phrase = "takes a temporary failure for one that passes if "
		    "it only asks again",
		.section = "sec:lookup-errors",
		.hint = "The resolver has tried again itself: report "
			"it, and end.",
		.shows = asks_for_ever },
	{ .phrase = "copies the host's name into an array without "
		    "looking at its length",
		.section = "sec:nslookup-failure",
		.hint = "argv has the name already, whatever its "
			"length: you need no copy.",
		.shows = name_overflows },
	{ .phrase = "takes the host's name for a format string",
		.section = "sec:nslookup-failure",
		.hint = "Whatever comes from outside is never a "
			"format: print it by %s.",
		.shows = host_as_format },
	{ .phrase = "takes a name that was found for harmless as a "
		    "format",
		.section = "sec:nslookup-failure",
		.hint = "Whatever comes from outside is never a "
			"format: print it by %s.",
		.shows = found_host_as_format },
	{ .phrase = "expects that what it prints always arrives",
		.section = "sec:nslookup-failure",
		.hint = "stdio keeps the text until the end: ask "
			"fflush whether it could be written.",
		.shows = output_arrives },
	{ .phrase = "takes it for granted that it gets a socket",
		.section = "sec:nslookup-failure",
		.hint = "socket returns -1 when it fails: look at it.",
		.shows = gets_a_socket },
	{ .phrase = "tidies up only where all went well",
		.section = "sec:nslookup-failure",
		.hint = "What you took has to be given back on every "
			"way out.",
		.shows = tidies_after_success },

	{ .phrase = "takes -6 for \"the IPv6 addresses too\"",
		.section = "sec:nslookup-ipv6",
		.hint = "With -6 the family of the hints is AF_INET6, "
			"not AF_UNSPEC.",
		.shows = both_families },
	{ .phrase = "accepts an IPv4 address in IPv6 clothes for an "
		    "IPv6 address",
		.section = "sec:nslookup-ipv6",
		.hint = "AI_V4MAPPED makes IPv6 addresses of IPv4 "
			"ones: leave it out.",
		.shows = mapped },
	{ .phrase = "writes every byte of an IPv6 address out",
		.section = "sec:text-and-bytes",
		.hint = "There is one way to write it, the shortest: "
			"inet_ntop knows it.",
		.shows = all_written_out },
	{ .phrase = "leaves the zeros at the front of a group away, "
		    "but never writes \"::\"",
		.section = "sec:text-and-bytes",
		.hint = "There is one way to write it, the shortest: "
			"inet_ntop knows it.",
		.shows = zeros_written_out },
	{ .phrase = "keeps the result of gethostbyname2 while it asks "
		    "again",
		.section = "sec:gethostbyname",
		.hint = "The next call writes over the result: copy "
			"what you need, or use getaddrinfo.",
		.shows = keeps_a_result },
	{ .phrase = "expects that an IPv6 address fits where a dotted "
		    "quad fits",
		.section = "sec:text-and-bytes",
		.hint = "INET6_ADDRSTRLEN has room for both.",
		.shows = no_room_for_ipv6 },
	{ .phrase = "writes hexadecimal digits in capitals",
		.section = "sec:text-and-bytes",
		.hint = "There is one way to write it, in small "
			"letters: inet_ntop knows it.",
		.shows = capital_digits },
	{ .phrase = "writes \"::\" for the first zeros it meets "
		    "instead of the longest run",
		.section = "sec:text-and-bytes",
		.hint = "The longest run of zeros is left out: "
			"inet_ntop knows it.",
		.shows = first_zeros },
	{ .phrase = "compares four bytes of each address, in IPv6 too",
		.section = "sec:nslookup-ipv6",
		.hint = "An IPv6 address has 16 bytes: compare all of "
			"them.",
		.shows = compares_four_bytes },
	{ .phrase = "compares addresses as if they were strings",
		.section = "sec:nslookup-every-address",
		.hint = "A zero byte ends a string and no address: "
			"memcmp compares bytes.",
		.shows = compares_strings },
	{ .phrase = "asks only for addresses that this machine could "
		    "reach",
		.section = "sec:nslookup-ipv6",
		.hint = "AI_ADDRCONFIG hides what this machine has no "
			"route to: leave it out.",
		.shows = only_what_is_reached },

	{ .phrase = "walks the list with the only pointer to it and "
		    "frees what is left",
		.section = "sec:getaddrinfo",
		.hint = "Keep the pointer that getaddrinfo gave you: "
			"that one is freed.",
		.shows = frees_the_end },
	{ .phrase = "takes the list for one block that a single free "
		    "gives back",
		.section = "sec:getaddrinfo",
		.hint = "freeaddrinfo frees all entries; free knows "
			"only one.",
		.shows = frees_one_block },
	{ .phrase = "expects that the list of addresses frees itself",
		.section = "sec:getaddrinfo",
		.hint = "freeaddrinfo gives the list back, once, when "
			"nothing of it is used any more.",
		.shows = frees_itself },
	{ .phrase = NULL },
};
