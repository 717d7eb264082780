/*
 * The suite of chapter 1: what nslookup's contract promises, seen from
 * outside, in the order of the steps.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "dns_message.h"
#include "draw.h"
#include "exercise.h"
#include "expect.h"
#include "journal.h"
#include "program.h"
#include "reference.h"
#include "verdict.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>

static const struct exercise_step steps[] = {
	{ 1, "usage" },
	{ 2, "resolve" },
	{ 3, "every address" },
	{ 4, "failure" },
	{ 5, "IPv6" },
};

const struct exercise this_exercise = {
	.chapter = 1,
	.key = "01-name-lookup",
	.name = "Names and addresses",
	.program = "nslookup",
	.steps = steps,
	.step_count = sizeof steps / sizeof *steps,
};

/* --- the dialogue with nslookup --- */

/* The most addresses a host has in this suite. */
enum { MANY = 32 };

/* The texts that a host's addresses should be printed as. */
struct addresses {
	char texts[MANY][INET6_ADDRSTRLEN];
	const char *lines[MANY];
	size_t count;
};

static void add_text(
	struct addresses *list, int family, const void *bytes)
{
	char *text = list->texts[list->count];

	inet_ntop(family, bytes, text, INET6_ADDRSTRLEN);
	list->lines[list->count++] = text;
}

static void add_ipv4(struct dns_server *dns, const char *host,
	struct addresses *list, struct in_addr address)
{
	dns_a(dns, host, address);
	add_text(list, AF_INET, &address);
}

static void add_ipv6(struct dns_server *dns, const char *host,
	struct addresses *list, struct in6_addr address)
{
	dns_aaaa(dns, host, address);
	add_text(list, AF_INET6, &address);
}

static struct in6_addr ipv6_from(const char *text)
{
	struct in6_addr address;

	if (inet_pton(AF_INET6, text, &address) != 1)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"%s is no IPv6 address", text);
	return address;
}

/* A look-up as the reader would type it. */
struct lookup {
	const char *arguments[4];
	const char *hosts;
	struct dns_server *dns;
	const char *output_to;
	struct fault *fault;
	bool detect_leaks;
};

static struct program *start(const struct lookup *lookup)
{
	struct program_plan plan = {
		.arguments = lookup->arguments,
		.hosts = lookup->hosts,
		.dns_port =
			lookup->dns != NULL ? dns_port(lookup->dns) : 0,
		.output_to = lookup->output_to,
		.fault = lookup->fault,
		.detect_leaks = lookup->detect_leaks,
	};

	return program_start(&plan);
}

#define START(...) start(&(struct lookup){ __VA_ARGS__ })

/* The line is an address of the host with its bytes turned round. */
static bool is_backwards(const struct addresses *list, const char *line)
{
	size_t length = strcspn(line, "\n");
	char text[INET_ADDRSTRLEN];
	struct in_addr address;

	for (size_t i = 0; i < list->count; i++) {
		if (inet_pton(AF_INET, list->texts[i], &address) != 1)
			continue;
		address.s_addr = __builtin_bswap32(address.s_addr);
		inet_ntop(AF_INET, &address, text, sizeof text);
		if (strlen(text) == length &&
			memcmp(line, text, length) == 0)
			return true;
	}
	return false;
}

/* What to make of a wrong address is told beside it. */
static void notice_byte_order(
	struct program *nslookup, const struct addresses *list)
{
	program_finish(nslookup);
	if (is_backwards(list, program_output(nslookup, NULL)))
		journal_event("grader", "notices", "",
			"an address read backwards");
}

static size_t count_line(const char *output, const char *text)
{
	size_t length = strlen(text);
	size_t count = 0;

	for (const char *line = output; *line != '\0';) {
		size_t size = strcspn(line, "\n");
		count += size == length &&
			memcmp(line, text, length) == 0;
		line += size + (line[size] == '\n');
	}
	return count;
}

/* Repeats of all addresses have another cause than those of some. */
static void notice_repeats(
	struct program *nslookup, const struct addresses *list)
{
	const char *output = program_output(nslookup, NULL);
	size_t times = count_line(output, list->texts[0]);

	for (size_t i = 1; i < list->count; i++)
		if (count_line(output, list->texts[i]) != times)
			return;
	if (times > 1)
		journal_event("grader", "notices", "",
			"each address %zu times", times);
}

/*
 * All addresses and nothing else.  Remarks on stderr, a last line that
 * does not end and repeated lines have tests of their own: they cost
 * these, and not all of them.
 */
static void expect_addresses(
	struct program *nslookup, const struct addresses *list)
{
	notice_byte_order(nslookup, list);
	expect_exit_0(nslookup);
	expect_lines_among(
		nslookup, list->lines, list->count, "address");
}

static void expect_each_once(
	struct program *nslookup, const struct addresses *list)
{
	notice_byte_order(nslookup, list);
	notice_repeats(nslookup, list);
	expect_exit_0(nslookup);
	expect_lines(nslookup, list->lines, list->count, "address");
}

/* --- step 1: usage --- */

EXERCISE_TEST(1, usage_without_arguments, .points = 3,
	.title = "without arguments it explains its usage",
	.section = "sec:nslookup-usage", .contract = "no-host",
	.hint = "What is the value of argc when the program is called "
		"without arguments?")
{
	expect_usage_error(START(.arguments = { NULL }));
}

/* Who goes on after all has an address to print. */
static const char *known_host(struct dns_server *dns)
{
	const char *host = draw_host();

	dns_a(dns, host, draw_ipv4());
	dns_aaaa(dns, host, draw_ipv6());
	return host;
}

EXERCISE_TEST(1, usage_with_two_hosts, .points = 3,
	.title = "two hosts are one too many",
	.section = "sec:nslookup-usage", .contract = "two-hosts",
	.hint = "Which values of argc are right, and which do you let "
		"pass?")
{
	struct dns_server *dns = reference_dns();
	const char *hosts[] = { known_host(dns), known_host(dns) };

	expect_usage_error(
		START(.arguments = { hosts[0], hosts[1] }, .dns = dns));
}

EXERCISE_TEST(1, usage_with_only_dash_6, .points = 3,
	.title = "-6 without a host is a usage error",
	.section = "sec:nslookup-usage", .contract = "lone-6",
	.hint = "With -6 alone argc is 2, as with a host: look at what "
		"the argument is.")
{
	expect_usage_error(START(.arguments = { "-6" }));
}

EXERCISE_TEST(1, usage_with_dash_6_and_two_hosts, .points = 3,
	.title = "-6 and two hosts are one too many",
	.section = "sec:nslookup-usage", .contract = "two-hosts-6",
	.hint = "Even behind -6 there is exactly one host.")
{
	struct dns_server *dns = reference_dns();
	const char *hosts[] = { known_host(dns), known_host(dns) };

	expect_usage_error(
		START(.arguments = { "-6", hosts[0], hosts[1] },
			.dns = dns));
}

/* --- step 2: resolve --- */

EXERCISE_TEST(2, one_address, .points = 6,
	.title = "a name with one address leads to that address",
	.section = "sec:nslookup-resolve",
	.contract = "addresses success dns",
	.hint = "getaddrinfo turns the name into addresses, inet_ntop "
		"turns an address into text.")
{
	struct addresses expected = { .count = 0 };
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();

	add_ipv4(dns, host, &expected, draw_ipv4());
	expect_addresses(
		START(.arguments = { host }, .dns = dns), &expected);
}

/* Who does nothing does nothing wrong, and has earned nothing. */
static void expect_some_answer(struct program *nslookup,
	const struct dns_server *dns, const char *host)
{
	if (program_output(nslookup, NULL)[0] == '\0')
		verdict(VERDICT_FAIL, "an address on stdout", "nothing",
			"the program prints nothing on stdout");
	if (dns_queries(dns, host, 0) == 0)
		verdict(VERDICT_FAIL, "a question to the name server",
			"none",
			"the name server was not asked for %s: where "
			"does the program have its answer from?",
			host);
}

EXERCISE_TEST(2, nothing_on_stderr, .points = 2,
	.title = "a look-up that works says nothing on stderr",
	.section = "sec:nslookup-resolve", .contract = "quiet",
	.hint = "Is there a line left that you wrote to see what your "
		"program does? Take it out before you hand it in.")
{
	struct dns_server *dns = reference_dns();
	const char *host = known_host(dns);
	struct program *nslookup =
		START(.arguments = { host }, .dns = dns);

	expect_success(nslookup);
	expect_some_answer(nslookup, dns, host);
}

EXERCISE_TEST(2, newline_at_the_end, .points = 2,
	.title = "the last line ends with a newline, too",
	.section = "sec:nslookup-resolve", .contract = "lines",
	.hint = "A newline ends a line; it does not only stand between "
		"two of them. puts writes one.")
{
	struct dns_server *dns = reference_dns();
	const char *host = known_host(dns);
	struct program *nslookup =
		START(.arguments = { host }, .dns = dns);

	expect_exit_0(nslookup);
	expect_last_newline(nslookup, "address");
	expect_some_answer(nslookup, dns, host);
}

EXERCISE_TEST(2, numeric_address, .points = 5,
	.title = "a dotted quad prints itself",
	.section = "sec:nslookup-resolve", .contract = "number",
	.hint = "Does your program look at the argument before it asks "
		"getaddrinfo? It need not: getaddrinfo reads numbers, "
		"too.")
{
	struct addresses expected = { .count = 0 };
	struct in_addr address = draw_ipv4();

	add_text(&expected, AF_INET, &address);
	expect_addresses(START(.arguments = { expected.lines[0] },
				 .dns = reference_dns()),
		&expected);
}

EXERCISE_TEST(2, alias, .points = 4,
	.title = "an alias leads to the address of its target",
	.section = "sec:nslookup-resolve", .contract = "alias",
	.hint = "The resolver follows aliases for you: the addresses "
		"in its list are those of the target.")
{
	struct addresses expected = { .count = 0 };
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();
	const char *target = draw_host();

	dns_cname(dns, host, target);
	add_ipv4(dns, target, &expected, draw_ipv4());
	expect_addresses(
		START(.arguments = { host }, .dns = dns), &expected);
}

EXERCISE_TEST(2, chain_of_aliases, .points = 4,
	.title = "an alias of an alias of an alias is followed, too",
	.section = "sec:nslookup-resolve", .contract = "alias",
	.hint = "Take the addresses from the list, and nothing else: "
		"the names on the way do not matter.")
{
	struct addresses expected = { .count = 0 };
	struct dns_server *dns = reference_dns();
	const char *names[4];

	for (int i = 0; i < 4; i++)
		names[i] = draw_host();
	for (int i = 0; i < 3; i++)
		dns_cname(dns, names[i], names[i + 1]);
	add_ipv4(dns, names[3], &expected, draw_ipv4());
	expect_addresses(START(.arguments = { names[0] }, .dns = dns),
		&expected);
}

EXERCISE_TEST(2, hosts_file, .points = 3, .needs = NEEDS_HOSTS,
	.title = "a name in /etc/hosts needs no DNS",
	.section = "sec:nslookup-resolve", .contract = "hosts-file",
	.hint = "getaddrinfo reads /etc/hosts and asks DNS, in the "
		"order that /etc/nsswitch.conf gives.")
{
	struct addresses expected = { .count = 0 };
	static const char *const words[] = { "exit", "quit", "help" };
	struct in_addr address = draw_ipv4();
	const char *host = draw_host();
	const char *word = words[draw_below(3)];
	struct dns_server *dns = reference_dns();
	char hosts[200];

	add_text(&expected, AF_INET, &address);
	snprintf(hosts, sizeof hosts,
		"127.0.0.1 localhost\n::1 localhost\n%s %s\n%s %s\n",
		expected.lines[0], host, expected.lines[0], word);
	expect_addresses(START(.arguments = { host }, .hosts = hosts,
				 .dns = dns),
		&expected);
	expect_addresses(START(.arguments = { word }, .hosts = hosts,
				 .dns = dns),
		&expected);
}

/* --- step 3: every address --- */

EXERCISE_TEST(3, three_addresses, .points = 5,
	.title = "a name with three addresses prints all three",
	.section = "sec:nslookup-every-address",
	.contract = "addresses once",
	.hint = "The result is a list: where does ai_next lead? And "
		"getaddrinfo has an entry for every kind of socket, "
		"unless the hints choose one.")
{
	struct addresses expected = { .count = 0 };
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();

	for (int i = 0; i < 3; i++)
		add_ipv4(dns, host, &expected, draw_ipv4());
	expect_each_once(
		START(.arguments = { host }, .dns = dns), &expected);
}

EXERCISE_TEST(3, every_byte_value, .points = 4,
	.title = "bytes of an address may be 0, 127, 128 or 255",
	.section = "sec:nslookup-every-address",
	.contract = "any-bytes",
	.hint = "An address is four bytes, not a string: a byte may be "
		"zero, and none is negative.")
{
	static const unsigned char edges[] = { 0, 127, 128, 255 };
	struct addresses expected = { .count = 0 };
	struct in_addr twins = draw_ipv4();
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();

	for (int i = 0; i < 4; i++) {
		struct in_addr address = draw_ipv4();
		unsigned char *bytes = (unsigned char *)&address;

		bytes[1 + draw_below(2)] = edges[i];
		bytes[3] = edges[(i + 1) % 4];
		add_ipv4(dns, host, &expected, address);
	}
	/* Alike up to a zero byte, where a string would end. */
	for (int i = 1; i < 4; i++) {
		struct in_addr address = twins;

		((unsigned char *)&address)[1] = 0;
		((unsigned char *)&address)[3] = (unsigned char)i;
		add_ipv4(dns, host, &expected, address);
	}
	expect_addresses(
		START(.arguments = { host }, .dns = dns), &expected);
}

EXERCISE_TEST(3, many_addresses_over_tcp, .points = 4,
	.title = "32 addresses, too many for one datagram, all appear",
	.section = "sec:nslookup-every-address", .contract = "many",
	.hint = "Is there an array of fixed size in your program? The "
		"list may be as long as it likes.")
{
	struct addresses expected = { .count = 0 };
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();

	for (int i = 0; i < MANY; i++)
		add_ipv4(dns, host, &expected, draw_ipv4());
	expect_addresses(
		START(.arguments = { host }, .dns = dns), &expected);
}

EXERCISE_TEST(3, repeated_address_once, .points = 3,
	.title = "an address that comes twice is printed once",
	.section = "sec:nslookup-every-address", .contract = "once",
	.hint = "Before you print an entry, compare its address with "
		"those of the entries before it.")
{
	struct addresses expected = { .count = 0 };
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();
	struct in_addr again = draw_ipv4();

	add_ipv4(dns, host, &expected, again);
	add_ipv4(dns, host, &expected, draw_ipv4());
	dns_a(dns, host, again);
	expect_each_once(
		START(.arguments = { host }, .dns = dns), &expected);
}

EXERCISE_TEST(3, hosts_file_lines, .points = 2, .needs = NEEDS_HOSTS,
	.title = "all lines of /etc/hosts count, repeated ones once",
	.section = "sec:nslookup-every-address",
	.contract = "once hosts-file",
	.hint = "The same address may stand on two lines of "
		"/etc/hosts; then it is in the list twice.")
{
	struct addresses expected = { .count = 0 };
	const char *host = draw_host();
	char hosts[300];

	for (int i = 0; i < 2; i++) {
		struct in_addr address = draw_ipv4();

		add_text(&expected, AF_INET, &address);
	}
	snprintf(hosts, sizeof hosts,
		"127.0.0.1 localhost\n%s %s\n%s %s\n%s other %s\n",
		expected.lines[0], host, expected.lines[1], host,
		expected.lines[1], host);
	expect_each_once(START(.arguments = { host }, .hosts = hosts,
				 .dns = reference_dns()),
		&expected);
}

EXERCISE_TEST(3, short_write, .points = 2,
	.title = "what write leaves over is written by the next call",
	.section = "sec:nslookup-every-address", .contract = "pieces",
	.hint = "write may take fewer bytes than it is given: go on "
		"with the rest. printf and puts do that for you.")
{
	struct addresses expected = { .count = 0 };
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();
	struct fault short_write = {
		.calls = { SYS_write, SYS_writev },
		.target = ON_OUTPUT,
		.action = DO_PART,
		.times = 3,
		.name = "write takes only half of the bytes",
	};

	for (int i = 0; i < 5; i++)
		add_ipv4(dns, host, &expected, draw_ipv4());
	struct program *nslookup = START(.arguments = { host },
		.dns = dns, .fault = &short_write);
	expect_addresses(nslookup, &expected);
	fault_require(&short_write);
}

EXERCISE_TEST(3, memory_given_back, .points = 2,
	.title = "what the resolver lent is given back",
	.section = "sec:nslookup-every-address", .contract = "memory",
	.hint = "freeaddrinfo takes the head of the list, and frees "
		"all of it: is the head still there at the end?")
{
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();

	for (int i = 0; i < 3; i++)
		dns_a(dns, host, draw_ipv4());
	struct program *nslookup = START(.arguments = { host },
		.dns = dns, .detect_leaks = true);
	expect_exit_0(nslookup);
	expect_some_answer(nslookup, dns, host);
}

/* --- step 4: failure --- */

EXERCISE_TEST(4, unknown_name, .points = 4,
	.title = "an unknown name is reported with host and reason",
	.section = "sec:nslookup-failure", .contract = "unknown",
	.hint = "What does getaddrinfo return when the name does not "
		"exist, and which function turns that into words?")
{
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();

	dns_behave(dns, host, DNS_NXDOMAIN);
	expect_reason(START(.arguments = { host }, .dns = dns), host);
}

/*
 * Whether the host is named has a test of its own, unknown_name.  But
 * who names it names all of it.
 */
static void expect_reason_for(struct program *nslookup,
	const char *host, const char *part_of_it)
{
	expect_resolver_reason(nslookup, host);
	const char *said = program_errors(nslookup, NULL);
	if (strstr(said, part_of_it) != NULL &&
		strstr(said, host) == NULL)
		expect_named(nslookup, host);
}

EXERCISE_TEST(4, name_without_ipv4, .points = 3,
	.title = "a name with IPv6 addresses only is a failure",
	.section = "sec:nslookup-failure", .contract = "other-family",
	.hint = "Ask for AF_INET only; then a name without IPv4 "
		"addresses is an error of getaddrinfo.")
{
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();

	dns_aaaa(dns, host, draw_ipv6());
	expect_resolver_reason(
		START(.arguments = { host }, .dns = dns), host);
}

/*
 * The words of what a program says, without the host's name: numbers
 * that differ do not tell people anything.
 */
static void reason_of(
	struct program *nslookup, const char *host, char *reason)
{
	const char *said = program_errors(nslookup, NULL);
	size_t skip = strlen(host);
	size_t used = 0;

	while (*said != '\0' && used < 999) {
		if (strncmp(said, host, skip) == 0)
			said += skip;
		else if (strchr("-0123456789", *said) != NULL)
			said++;
		else
			reason[used++] = *said++;
	}
	reason[used] = '\0';
}

EXERCISE_TEST(4, server_failure, .points = 3,
	.title =
		"a server's failure does not read like an unknown name",
	.section = "sec:nslookup-failure",
	.contract = "server-fails told-apart",
	.hint = "Print the reason that belongs to the code: a name "
		"that is wrong today is wrong tomorrow, but a server "
		"may recover.")
{
	struct dns_server *dns = reference_dns();
	const char *unknown = draw_host();
	const char *broken = draw_host();
	char reasons[2][1000], twice[1100];

	dns_behave(dns, unknown, DNS_NXDOMAIN);
	dns_behave(dns, broken, DNS_SERVFAIL);
	struct program *first =
		START(.arguments = { unknown }, .dns = dns);
	expect_resolver_reason(first, unknown);
	struct program *second =
		START(.arguments = { broken }, .dns = dns);
	expect_resolver_reason(second, broken);
	reason_of(first, unknown, reasons[0]);
	reason_of(second, broken, reasons[1]);
	snprintf(twice, sizeof twice, "twice \"%.*s\"",
		(int)strcspn(reasons[1], "\n"), reasons[1]);
	if (strcmp(reasons[0], reasons[1]) == 0)
		verdict(VERDICT_FAIL, "two different reasons", twice,
			"an unknown name and a server that fails are "
			"reported in the same words, so the user "
			"cannot tell them apart");
}

EXERCISE_TEST(4, server_refuses, .points = 2,
	.title = "a server that refuses to answer is a failure",
	.section = "sec:nslookup-failure",
	.contract = "server-refuses memory",
	.hint = "Every code other than 0 is a failure, whatever it "
		"is.")
{
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();

	dns_behave(dns, host, DNS_REFUSED);
	expect_resolver_reason(START(.arguments = { host }, .dns = dns,
				       .detect_leaks = true),
		host);
}

/* The server that never answers, and the host it was asked for. */
struct silence {
	const struct dns_server *dns;
	const char *host;
};

static bool was_asked(void *context)
{
	const struct silence *silence = context;

	return dns_queries(silence->dns, silence->host, 0) > 0;
}

/*
 * Once the question is out, the wait for an answer is cut short: the
 * time-out passes at once.  A program that waits in another way than
 * by poll waits in real time, a second or two; that is right, too.
 */
EXERCISE_TEST(4, no_answer, .points = 2,
	.title = "a server that never answers is a failure, in time",
	.section = "sec:nslookup-failure", .contract = "silence",
	.hint = "The resolver gives up by itself after the time-out in "
		"/etc/resolv.conf; report what it returns, and do not "
		"ask again for ever.")
{
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();
	struct silence silence = { dns, host };
	struct fault time_passes = {
		.calls = { SYS_ppoll,
#ifdef SYS_poll
			SYS_poll
#endif
		},
		.target = ON_ANY,
		.action = RETURN_AT_ONCE,
		.value = 0,
		.when = was_asked,
		.context = &silence,
		.name = "the time-out passes",
	};

	dns_behave(dns, host, DNS_SILENT);
	expect_resolver_reason(START(.arguments = { host }, .dns = dns,
				       .fault = &time_passes),
		host);
}

EXERCISE_TEST(4, overlong_name, .points = 2,
	.title = "a name of 300 characters is a failure, not a crash",
	.section = "sec:nslookup-failure", .contract = "too-long",
	.hint = "Is the name copied into an array somewhere? It may be "
		"longer than any array.")
{
	char host[301];
	char first_letters[20];

	for (size_t i = 0; i < sizeof host - 1; i++)
		host[i] = (char)('a' + draw_below(26));
	for (size_t i = 50; i < sizeof host - 1; i += 51)
		host[i] = '.';
	host[sizeof host - 1] = '\0';
	snprintf(first_letters, sizeof first_letters, "%.19s", host);
	expect_reason_for(
		START(.arguments = { host }, .dns = reference_dns()),
		host, first_letters);
}

EXERCISE_TEST(4, odd_characters, .points = 2,
	.title = "a name with %s and %n in it is only a name",
	.section = "sec:nslookup-failure", .contract = "odd-name",
	.hint = "Text from outside is never the format of printf, warn "
		"or syslog: print it with \"%s\".")
{
	char host[80];
	char number[20];

	snprintf(number, sizeof number, "-%u", 1000 + draw_below(9000));
	snprintf(host, sizeof host, "%%s%%n%%n%%s%%x%s", number);
	expect_reason_for(
		START(.arguments = { host }, .dns = reference_dns()),
		host, number);
}

EXERCISE_TEST(4, full_disk, .points = 2,
	.title = "addresses that cannot be written are a failure",
	.section = "sec:nslookup-failure",
	.contract = "full-disk odd-name",
	.hint = "stdio keeps the text until the end: does your program "
		"ask whether the last fflush worked?")
{
	struct addresses expected = { .count = 0 };
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();
	static const char hosts[] = "127.0.0.1 localhost\n"
				    "192.0.2.7 %s%n%n%s%x\n";

	add_ipv4(dns, host, &expected, draw_ipv4());
	expect_addresses(
		START(.arguments = { host }, .dns = dns), &expected);
	journal_event("grader", "repeats", "",
		"with stdout on a full disk (/dev/full)");
	expect_failure(START(.arguments = { host }, .dns = dns,
		.output_to = "/dev/full"));
	/* Text from outside is no format in this message, either. */
	program_finish(START(.arguments = { "%s%n%n%s%x" },
		.hosts = hosts, .output_to = "/dev/full"));
}

EXERCISE_TEST(4, no_socket, .points = 2,
	.title = "a look-up that cannot even begin is a failure",
	.section = "sec:nslookup-failure", .contract = "no-socket",
	.hint = "When the code is EAI_SYSTEM the reason is in errno.")
{
	struct addresses expected = { .count = 0 };
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();
	struct fault no_socket = {
		.calls = { SYS_socket },
		.target = ON_ANY,
		.action = FAIL_WITH,
		.value = EMFILE,
		.name = "socket fails: too many open files",
	};

	add_ipv4(dns, host, &expected, draw_ipv4());
	struct program *nslookup = START(.arguments = { host },
		.dns = dns, .fault = &no_socket);
	/* glibc loses the reason here: words are enough. */
	expect_failure(nslookup);
	fault_require(&no_socket);
}

/* --- step 5: IPv6 --- */

EXERCISE_TEST(5, ipv6_address, .points = 5,
	.title = "-6 leads to the IPv6 address instead",
	.section = "sec:nslookup-ipv6", .contract = "ipv6",
	.hint = "Which member of the hints chooses the family? And "
		"which struct does ai_addr point to then?")
{
	struct addresses expected = { .count = 0 };
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();

	dns_a(dns, host, draw_ipv4());
	add_ipv6(dns, host, &expected, draw_ipv6());
	expect_addresses(START(.arguments = { "-6", host }, .dns = dns),
		&expected);
}

EXERCISE_TEST(5, ipv6_every_address_once, .points = 3,
	.title = "-6 prints every IPv6 address, each once",
	.section = "sec:nslookup-ipv6", .contract = "ipv6 once",
	.hint = "An IPv6 address has 16 bytes: compare all of them.")
{
	struct addresses expected = { .count = 0 };
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();
	struct in6_addr again = draw_ipv6();
	struct in6_addr twin = again;
	struct in6_addr other = draw_ipv6();

	/* Alike in all bytes but the last, or in the first four only,
	 * for the fifth of an address as drawn is zero. */
	twin.s6_addr[15] = (unsigned char)(twin.s6_addr[15] ^ 1);
	other.s6_addr[4] = (unsigned char)(1 + draw_below(255));
	add_ipv6(dns, host, &expected, again);
	add_ipv6(dns, host, &expected, twin);
	dns_aaaa(dns, host, again);
	add_ipv6(dns, host, &expected, other);
	expect_each_once(START(.arguments = { "-6", host }, .dns = dns),
		&expected);
}

EXERCISE_TEST(5, ipv6_numeric, .points = 2,
	.title = "-6 ::1 prints ::1", .section = "sec:nslookup-ipv6",
	.contract = "ipv6-number",
	.hint = "getaddrinfo reads numeric IPv6 addresses, too, if the "
		"family allows it.")
{
	static const struct in6_addr loopback = IN6ADDR_LOOPBACK_INIT;
	struct addresses expected = { .count = 0 };

	add_text(&expected, AF_INET6, &loopback);
	expect_addresses(START(.arguments = { "-6", "::1" },
				 .dns = reference_dns()),
		&expected);
}

/* RFC 5952, section 4: what to shorten, and what not. */
EXERCISE_TEST(5, ipv6_canonical_text, .points = 3,
	.title = "IPv6 addresses are printed in their canonical text",
	.section = "sec:nslookup-ipv6", .contract = "ipv6-text",
	.hint = "RFC 5952 has rules for zeros and for letters; "
		"inet_ntop knows them all.")
{
	struct addresses expected = { .count = 0 };
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();
	char text[3][INET6_ADDRSTRLEN];

	/* One zero field stays; the longest run goes; case is low. */
	snprintf(text[0], sizeof text[0], "2001:db8:0:1:1:1:1:%x",
		0xa + draw_below(0xff00));
	snprintf(text[1], sizeof text[1], "2001:db8:0:0:%x:0:0:0",
		0xabc + draw_below(0xf000));
	snprintf(text[2], sizeof text[2], "2001:db8::%x:0:0:%x",
		1 + draw_below(0xffff), 0xf + draw_below(0xff00));
	for (int i = 0; i < 3; i++)
		add_ipv6(dns, host, &expected, ipv6_from(text[i]));
	expect_addresses(START(.arguments = { "-6", host }, .dns = dns),
		&expected);
}

EXERCISE_TEST(5, ipv6_on_loopback_only_machine, .points = 2,
	.needs = NEEDS_NETWORK | IPV6_LOOPBACK_ONLY,
	.title = "-6 works where ::1 is the only IPv6 address",
	.section = "sec:nslookup-ipv6", .contract = "ipv6-loopback",
	.hint = "AI_ADDRCONFIG hides a family if the machine has only "
		"loopback addresses of it.")
{
	struct addresses expected = { .count = 0 };
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();

	add_ipv6(dns, host, &expected, draw_ipv6());
	expect_addresses(START(.arguments = { "-6", host }, .dns = dns),
		&expected);
}

/* How a run ends: what step 4 has tests for. */
struct ending {
	int status;
	bool prints, speaks;
};

static struct ending ending_of(struct program *nslookup)
{
	size_t printed, said;

	program_finish(nslookup);
	program_output(nslookup, &printed);
	program_errors(nslookup, &said);
	return (struct ending){ program_status(nslookup), printed > 0,
		said > 0 };
}

/* Does an unknown name end so where IPv4 is asked for? */
static bool fails_like(struct ending ending, struct dns_server *dns)
{
	const char *host = draw_host();

	dns_behave(dns, host, DNS_NXDOMAIN);
	struct ending other =
		ending_of(START(.arguments = { host }, .dns = dns));
	return (other.status == 0) == (ending.status == 0) &&
		other.prints == ending.prints &&
		other.speaks == ending.speaks;
}

EXERCISE_TEST(5, ipv6_missing, .points = 3,
	.title = "-6 on a name with IPv4 addresses only is a failure",
	.section = "sec:nslookup-ipv6", .contract = "other-family",
	.hint = "Only IPv6 addresses count now: neither IPv4 addresses "
		"nor IPv4 addresses in the clothes of IPv6.")
{
	struct addresses none = { .count = 0 };
	struct dns_server *dns = reference_dns();
	const char *host = draw_host();

	add_ipv4(dns, host, &none, draw_ipv4());
	struct program *nslookup =
		START(.arguments = { "-6", host }, .dns = dns);
	struct ending ending = ending_of(nslookup);
	bool right =
		ending.status == 1 && !ending.prints && ending.speaks;

	/* A mistake in all failures has cost its points in step 4. */
	if (right ||
		strstr(program_output(nslookup, NULL), none.texts[0]) !=
			NULL ||
		!fails_like(ending, dns))
		expect_failure(nslookup);
	if (dns_queries(dns, host, DNS_TYPE_AAAA) == 0)
		verdict(VERDICT_FAIL, "a question for AAAA", "none",
			"with -6 the program does not ask for the IPv6 "
			"addresses of its host");
}
