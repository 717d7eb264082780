/*
 * What people who write nslookup may believe, and how it shows in the
 * tests of test_nslookup.c; see diagnosis.h.  The samples in
 * tests/samples/01-name-lookup/wrong/ have the same phrases.
 *
 * SPDX-License-Identifier: MIT
 */
#include "diagnosis.h"

/* Tests that fail together. */
#define USAGE                                           \
	"usage_without_arguments usage_with_two_hosts " \
	"usage_with_only_dash_6 usage_with_dash_6_and_two_hosts"
#define TWO_HOSTS "usage_with_two_hosts usage_with_dash_6_and_two_hosts"
#define SEVERAL                                    \
	"three_addresses many_addresses_over_tcp " \
	"repeated_address_once hosts_file_lines short_write"
#define SEVERAL_BYTES SEVERAL " every_byte_value"
#define SEVERAL_IPV6 "ipv6_every_address_once ipv6_canonical_text"
#define ONE                                                   \
	"one_address numeric_address alias chain_of_aliases " \
	"hosts_file full_disk"
#define IPV4 ONE " " SEVERAL_BYTES
#define IPV6_NAMES   \
	SEVERAL_IPV6 \
	" ipv6_address ipv6_on_loopback_only_machine"
#define IPV6 IPV6_NAMES " ipv6_numeric"
#define ALL IPV4 " " IPV6
#define FAILURES                                            \
	"unknown_name name_without_ipv4 server_failure "    \
	"server_refuses "                                   \
	"no_answer overlong_name odd_characters no_socket " \
	"ipv6_missing"
#define LEAKS "one_address three_addresses ipv6_address"

const struct misconception chapter_misconceptions[] = {
	/* --- step 1: usage --- */
	{ .phrase = "takes it for granted that it is started with a "
		    "host",
		.fails = "usage_without_arguments "
			 "usage_with_only_dash_6" },
	{ .phrase = "asks for the host on stdin where the argument is "
		    "missing",
		.fails = "usage_without_arguments",
		.clues = { { "usage_without_arguments", IN_EVENTS,
			"program prints *" } } },
	{ .phrase = "takes a single argument for a host whatever it is",
		.fails = "usage_with_only_dash_6",
		.clues = { { "usage_with_only_dash_6", IN_ACTUAL,
			"*-6*" } } },
	{ .phrase = "takes \"too few arguments\" for the only wrong "
		    "number",
		.fails = TWO_HOSTS,
		.clues = { { "usage_with_two_hosts", IN_ACTUAL,
			"\"+([0-9.])\\n\"" } } },
	{ .phrase = "takes printing the usage for the end of the "
		    "program",
		.fails = USAGE,
		.clues = { { "usage_without_arguments", IN_MESSAGE,
			"* prints its usage line* goes on*" } },
		.certain = true },
	{ .phrase = "looks up as many hosts as it is given",
		.fails = TWO_HOSTS,
		.clues = { { "usage_with_two_hosts", IN_ACTUAL,
			"\"+([0-9.])\\n+([0-9.])\\n\"" } } },
	{ .phrase = "counts its arguments only where there is no "
		    "option",
		.fails = "usage_with_dash_6_and_two_hosts",
		.clues = { { "usage_with_dash_6_and_two_hosts",
			IN_ACTUAL, "\"+([0-9a-f:])\\n\"" } } },
	{ .phrase = "counts a usage line as a success",
		.fails = USAGE,
		.clues = { { "usage_without_arguments", IN_ACTUAL,
			"exit status 0" } } },
	{ .phrase = "follows another rule book, where a usage error is "
		    "status 2",
		.fails = USAGE,
		.clues = { { "usage_without_arguments", IN_ACTUAL,
			"exit status 2" } } },
	{ .phrase = "takes its usage line for output",
		.fails = USAGE,
		.clues = { { "usage_without_arguments", IN_EVENTS,
			"program prints *[Uu][Ss][Aa][Gg][Ee]*" } } },
	{ .phrase = "leaves its own name out of the usage line",
		.fails = USAGE,
		.clues = { { "usage_without_arguments", IN_EXPECTED,
				   "\"USAGE*" },
			{ "usage_without_arguments", IN_ACTUAL,
				"\"USAGE:*" } } },
	{ .phrase = "expects only people, who know a usage line "
		    "however it begins",
		.fails = USAGE,
		.clues = { { "usage_without_arguments", IN_EXPECTED,
				   "\"USAGE*" },
			{ "usage_without_arguments", IN_ACTUAL,
				"\"!(USAGE:*)" } } },

	/* --- step 2: resolve --- */
	{ .phrase = "takes the entries of h_addr_list for text",
		.fails = IPV4,
		.clues = { { "one_address", IN_ACTUAL,
			"\"*[!0-9.]*\"" } } },
	{ .phrase = "turns the addresses into the machine's byte order "
		    "before it prints them",
		.fails = IPV4,
		.clues = { { "one_address", IN_EVENTS,
				   "grader notices * backwards" },
			{ "alias", IN_EVENTS,
				"grader notices * backwards" } },
		.certain = true },
	{ .phrase = "takes an alias for a failed look-up",
		.fails = "alias chain_of_aliases",
		.clues = { { "alias", IN_ACTUAL, "exit status *" } } },
	{ .phrase = "follows an alias once and no further",
		.fails = "chain_of_aliases",
		.clues = { { "chain_of_aliases", IN_ACTUAL,
			"exit status *" } } },
	{ .phrase = "takes DNS for the only place where names come "
		    "from",
		.fails = "hosts_file hosts_file_lines",
		.clues = { { "hosts_file", IN_EVENTS,
			"dns asked *" } } },
	{ .phrase = "takes /etc/hosts for the list of all hosts",
		.fails = "one_address alias chain_of_aliases "
			 "three_addresses every_byte_value "
			 "many_addresses_over_tcp "
			 "repeated_address_once short_write "
			 "server_failure full_disk no_socket "
			 "" IPV6_NAMES,
		.clues = { { "one_address", IN_ACTUAL,
			"exit status *" } } },
	{ .phrase = "takes every host for an address in digits",
		.fails = "one_address alias chain_of_aliases "
			 "hosts_file full_disk server_failure "
			 "no_socket " SEVERAL_BYTES " " IPV6_NAMES,
		.clues = { { "one_address", IN_ACTUAL,
			"exit status *" } } },
	{ .phrase = "accepts a host only if it looks like a name",
		.fails = "numeric_address ipv6_numeric",
		.clues = { { "numeric_address", IN_ACTUAL,
			"exit status *" } } },
	{ .phrase = "prints the host's full name above its addresses",
		.fails = ALL,
		.clues = { { "one_address", IN_ACTUAL,
			"\"*.test*\\n*\\n\"" } } },
	{ .phrase = "counts what it found, on stderr and in the best "
		    "of cases too",
		.fails = ALL,
		.clues = { { "one_address", IN_EXPECTED,
			"nothing on stderr" } } },
	{ .phrase = "writes a list for people, with commas",
		.fails = ALL,
		.clues = { { "three_addresses", IN_ACTUAL, "*,*" } } },
	{ .phrase = "expects that printf has written the line when it "
		    "returns",
		.fails = ALL,
		.clues = { { "one_address", IN_MESSAGE,
			"the program prints nothing on stdout" } } },
	{ .phrase = "takes the newline for a separator, which the last "
		    "line can do without",
		.fails = ALL,
		.clues = { { "one_address", IN_MESSAGE,
			"* no newline at its end" } } },
	{ .phrase = "takes each entry of the list for another address",
		.fails = ALL,
		.clues = { { "one_address", IN_MESSAGE,
			"* is printed twice" } } },
	{ .phrase = "expects that addresses stay good after the list "
		    "was freed",
		.fails = ALL,
		.clues = { { "one_address", IN_MESSAGE,
			"*heap-use-after-free*" } },
		.certain = true },
	{ .phrase = "takes h_length for the number of addresses",
		.fails = ONE " " SEVERAL " " IPV6,
		.clues = { { "one_address", IN_STATUS,
			"@(sanitizer|crash)" } } },

	/* --- step 3: every address --- */
	{ .phrase = "takes the first address for the only one",
		.fails = SEVERAL_BYTES " " SEVERAL_IPV6,
		/* As long as step 3 is open, so does the skeleton. */
		.passes = "unknown_name",
		.clues = { { "three_addresses", IN_ACTUAL,
			"\"+([0-9.])\\n\"" } } },
	{ .phrase = "expects that a child process starts with an empty "
		    "stdio buffer",
		.fails = SEVERAL_BYTES " " SEVERAL_IPV6,
		.clues = { { "three_addresses", IN_MESSAGE,
			"* is printed twice" } } },
	{ .phrase = "keeps what inet_ntoa returns, as if each call had "
		    "a buffer of its own",
		.fails = SEVERAL_BYTES,
		.clues = { { "three_addresses", IN_MESSAGE,
			"* is printed twice" } } },
	{ .phrase = "takes a char for a number from 0 to 255",
		.fails = "every_byte_value",
		.clues = { { "every_byte_value", IN_ACTUAL,
			"*-[0-9]*" } } },
	{ .phrase = "takes a zero byte for the end of an address",
		.fails = "every_byte_value",
		.clues = { { "every_byte_value", IN_MESSAGE,
			"* no address of the host: *([0-9.])" } } },
	{ .phrase = "fills an array without looking at its size",
		.fails = "many_addresses_over_tcp",
		.clues = { { "many_addresses_over_tcp", IN_MESSAGE,
			"*-buffer-overflow*" } },
		.certain = true },
	{ .phrase = "takes the first packet of DNS for the whole "
		    "answer",
		.fails = "many_addresses_over_tcp",
		.clues = { { "many_addresses_over_tcp", IN_MESSAGE,
			"* is missing" } } },
	{ .phrase = "expects that no host has more than sixteen "
		    "addresses",
		.fails = "many_addresses_over_tcp",
		.clues = { { "many_addresses_over_tcp", IN_MESSAGE,
				   "* is missing" },
			{ "many_addresses_over_tcp", IN_EVENTS,
				"dns asked *?TCP?" } } },
	{ .phrase = "trusts the resolver to name each address once",
		.fails = "repeated_address_once hosts_file_lines "
			 "ipv6_every_address_once",
		.clues = { { "repeated_address_once", IN_MESSAGE,
			"* is printed twice" } } },
	{ .phrase = "expects that repeated addresses stand side by "
		    "side",
		.fails = "repeated_address_once "
			 "ipv6_every_address_once",
		.clues = { { "repeated_address_once", IN_MESSAGE,
			"* is printed twice" } } },
	{ .phrase = "stops at the first line of /etc/hosts that has "
		    "the name",
		.fails = "hosts_file_lines",
		.clues = { { "hosts_file_lines", IN_MESSAGE,
			"* is missing" } } },
	{ .phrase = "takes the list for one block that a single free "
		    "gives back",
		.fails = "three_addresses",
		.clues = { { "three_addresses", IN_MESSAGE,
			"LeakSanitizer *" } } },
	{ .phrase = "expects that write takes all it is given",
		.fails = "short_write",
		.clues = { { "short_write", IN_EXPECTED, "\"*" } } },
	{ .phrase = "takes a write that was cut short for a failure",
		.fails = "short_write",
		.clues = { { "short_write", IN_ACTUAL,
			"exit status *" } } },

	/* --- step 4: failure --- */
	{ .phrase = "expects that every look-up succeeds",
		.fails = FAILURES,
		.clues = { { "unknown_name", IN_ACTUAL,
				   "exit status 0" },
			{ "unknown_name", IN_MESSAGE,
				"*nothing on stderr" } } },
	{ .phrase = "takes a message for enough and leaves the exit "
		    "status alone",
		.fails = FAILURES,
		.clues = { { "unknown_name", IN_ACTUAL,
			"exit status 0" } } },
	{ .phrase = "hands the resolver's code on as its exit status",
		.fails = FAILURES,
		.clues = { { "unknown_name", IN_ACTUAL,
			"exit status [1-9]*" } } },
	{ .phrase = "takes the resolver's number for a reason that "
		    "people understand",
		.fails = FAILURES,
		.clues = { { "unknown_name", IN_EXPECTED, "a reason" },
			{ "unknown_name", IN_ACTUAL,
				"*[!0-9]+([0-9])*(\\n)\"" } } },
	{ .phrase = "takes the exit status for enough and says nothing",
		.fails = FAILURES,
		.clues = { { "unknown_name", IN_ACTUAL,
			"nothing on stderr" } } },
	{ .phrase = "reports a failure where the addresses go",
		.fails = FAILURES,
		.clues = { { "unknown_name", IN_EXPECTED,
			"nothing on stdout" } } },
	{ .phrase = "writes to stdout before it knows whether there is "
		    "an address",
		.fails = FAILURES,
		.clues = { { "unknown_name", IN_EXPECTED,
				   "nothing on stdout" },
			{ "unknown_name", IN_EVENTS,
				"program says on stderr *" } } },
	{ .phrase = "tells the reason of a failure but not which host "
		    "it was",
		.fails = FAILURES,
		.clues = { { "unknown_name", IN_MESSAGE,
			"* should name what was looked up*" } } },
	{ .phrase = "frees the list after a failed look-up too",
		.fails = FAILURES,
		.clues = { { "unknown_name", IN_MESSAGE,
			"AddressSanitizer *SEGV*" } } },
	{ .phrase = "uses the result of gethostbyname2 before it looks "
		    "whether there is one",
		.fails = FAILURES,
		.clues = { { "unknown_name", IN_MESSAGE,
			"*null pointer of type 'struct hostent'*" } },
		.certain = true },
	{ .phrase = "looks for the reason of a failed look-up in errno",
		.fails = "unknown_name name_without_ipv4 "
			 "server_failure overlong_name odd_characters "
			 "ipv6_missing",
		.clues = { { "unknown_name", IN_MESSAGE,
			"*errno knows nothing*" } },
		.certain = true },
	{ .phrase = "takes a name without an address for an empty list "
		    "and a success",
		.fails = "name_without_ipv4 ipv6_missing",
		.clues = { { "name_without_ipv4", IN_ACTUAL,
			"exit status 0" } } },
	{ .phrase = "takes an address of the other family for better "
		    "than none",
		.fails = "name_without_ipv4 ipv6_missing",
		.clues = { { "name_without_ipv4", IN_ACTUAL,
			"\"*:*" } } },
	{ .phrase = "takes every failed look-up for a name that does "
		    "not exist",
		.fails = "server_failure",
		.clues = { { "server_failure", IN_ACTUAL, "twice *" },
			{ "server_failure", IN_ACTUAL,
				"*@([Uu]nknown|[Nn]o such|not found|"
				"not known|not exist)*" } } },
	{ .phrase = "takes one failed look-up for the same as any "
		    "other",
		.fails = "server_failure",
		.clues = { { "server_failure", IN_ACTUAL,
			"twice *" } } },
	{ .phrase = "takes a temporary failure for one that passes if "
		    "it only asks again",
		.fails = "server_failure server_refuses no_answer",
		.clues = { { "server_failure", IN_STATUS,
			"timeout" } } },
	{ .phrase = "cuts a long name to fit and looks up what is left",
		.fails = "overlong_name",
		.clues = { { "overlong_name", IN_MESSAGE,
			"* should name what was looked up*" } } },
	{ .phrase = "copies the host's name into an array without "
		    "looking at its length",
		.fails = "overlong_name",
		.clues = { { "overlong_name", IN_MESSAGE,
			"*-buffer-overflow*" } },
		.certain = true },
	{ .phrase = "takes the host's name for a format string",
		.fails = "odd_characters",
		.clues = { { "odd_characters", IN_STATUS,
			"@(sanitizer|crash)" } } },
	{ .phrase = "takes a name that was found for harmless as a "
		    "format",
		.fails = "full_disk",
		.clues = { { "full_disk", IN_STATUS,
			"@(sanitizer|crash)" } } },
	{ .phrase = "expects that what it prints always arrives",
		.fails = "full_disk",
		/* Until then its second part may still be open. */
		.passes = "ipv6_address",
		.clues = { { "full_disk", IN_ACTUAL,
			"exit status 0" } } },
	{ .phrase = "takes it for granted that it gets a socket",
		.fails = "no_socket",
		.clues = { { "no_socket", IN_STATUS,
			"@(sanitizer|crash)" } } },
	{ .phrase = "tidies up only where all went well",
		.fails = "unknown_name no_socket",
		.clues = { { "unknown_name", IN_MESSAGE,
			"LeakSanitizer *" } },
		.certain = true },

	/* --- step 5: IPv6 --- */
	{ .phrase = "takes -6 for \"the IPv6 addresses too\"",
		.fails = "ipv6_address ipv6_missing",
		.clues = { { "ipv6_address", IN_ACTUAL,
			"*+([0-9]).+([0-9]).*" } } },
	{ .phrase = "accepts an IPv4 address in IPv6 clothes for an "
		    "IPv6 address",
		.fails = "ipv6_missing",
		.clues = { { "ipv6_missing", IN_ACTUAL,
			"\"::ffff:*" } } },
	/* Not named: an IPv6 address looked for in a sockaddr_in, or -6
	 * not known at all.  A program does the same as long as step 5,
	 * or only its second part, is still open. */
	{ .phrase = "writes every byte of an IPv6 address out",
		.fails = IPV6,
		.clues = { { "ipv6_numeric", IN_ACTUAL,
			"\"0000:*" } } },
	{ .phrase = "leaves the zeros at the front of a group away, "
		    "but never writes \"::\"",
		.fails = IPV6,
		.clues = { { "ipv6_numeric", IN_ACTUAL,
			"\"0:0:0:0:0:0:0:1\\n\"" } } },
	{ .phrase = "keeps the result of gethostbyname2 while it asks "
		    "again",
		.fails = IPV6,
		.clues = { { "ipv6_address", IN_EVENTS,
				   "dns asked A *" },
			{ "ipv6_address", IN_EVENTS,
				"dns asked AAAA *" } } },
	{ .phrase = "expects that an IPv6 address fits where a dotted "
		    "quad fits",
		.fails = IPV6_NAMES,
		.clues = { { "ipv6_address", IN_MESSAGE,
			"*[Nn]o space*" } } },
	{ .phrase = "writes hexadecimal digits in capitals",
		.fails = IPV6_NAMES,
		.clues = { { "ipv6_address", IN_ACTUAL,
			"\"*[A-F]*" } } },
	{ .phrase = "writes \"::\" for the first zeros it meets "
		    "instead of the longest run",
		.fails = "ipv6_canonical_text",
		.clues = { { "ipv6_canonical_text", IN_ACTUAL,
			"*::*" } } },
	{ .phrase = "compares four bytes of each address, in IPv6 too",
		.fails = SEVERAL_IPV6,
		.clues = { { "ipv6_every_address_once", IN_ACTUAL,
			"\"+([0-9a-f:])\\n\"" } } },
	{ .phrase = "compares addresses as if they were strings",
		.fails = SEVERAL_IPV6,
		.clues = { { "ipv6_every_address_once", IN_ACTUAL,
			"\"+([0-9a-f:])\\n+([0-9a-f:])\\n\"" } } },
	{ .phrase = "asks only for addresses that this machine could "
		    "reach",
		.fails = "ipv6_on_loopback_only_machine",
		.clues = { { "ipv6_on_loopback_only_machine", IN_ACTUAL,
			"exit status *" } } },

	/* --- memory --- */
	/* Nobody outside sees the difference: so none is named. */
	{ .phrase = "expects that the list of addresses frees itself",
		.fails = LEAKS,
		.clues = { { "one_address", IN_MESSAGE,
			"LeakSanitizer *" } } },
	{ .phrase = "walks the list with the only pointer to it and "
		    "frees what is left",
		.fails = LEAKS,
		.clues = { { "one_address", IN_MESSAGE,
			"LeakSanitizer *" } } },
	{ .phrase = NULL },
};
