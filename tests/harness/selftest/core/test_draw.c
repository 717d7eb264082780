/*
 * Tests of drawing by lot, draw.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "draw.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 120, MOST = 256, HOSTS = 8, SEEDS = 50 };

TestSuite(draw, .timeout = 60);

/* One of each kind, as text. */
static void draw_some(
	uint64_t seed, const char *id, char *text, size_t size)
{
	char ipv4[INET_ADDRSTRLEN];
	char ipv6[INET6_ADDRSTRLEN];

	draw_begin(seed, id);
	struct in_addr first = draw_ipv4();
	struct in6_addr second = draw_ipv6();
	inet_ntop(AF_INET, &first, ipv4, sizeof ipv4);
	inet_ntop(AF_INET6, &second, ipv6, sizeof ipv6);
	snprintf(text, size, "%s %s %s %u", ipv4, ipv6, draw_host(),
		draw_below(1000000));
}

static bool agree(uint64_t seed, const char *id, uint64_t other_seed,
	const char *other_id)
{
	char first[200];
	char second[200];

	draw_some(seed, id, first, sizeof first);
	draw_some(other_seed, other_id, second, sizeof second);
	return strcmp(first, second) == 0;
}

Test(draw, the_same_seed_and_test_draw_the_same)
{
	cr_assert(agree(4711, "alias", 4711, "alias"),
		"a run could not be repeated");
}

Test(draw, another_seed_draws_something_else)
{
	cr_assert(!agree(4711, "alias", 4712, "alias"),
		"the seed does not matter");
}

Test(draw, another_test_draws_something_else)
{
	cr_assert(!agree(4711, "alias", 4711, "one_address"),
		"the test's id does not matter");
	cr_assert(!agree(4711, "ab", 4711, "ba"),
		"the order of the id's letters does not matter");
}

Test(draw, a_number_stays_below_its_bound)
{
	bool seen[7] = { false };

	draw_begin(1, "bound");
	for (int i = 0; i < 1000; i++) {
		uint32_t number = draw_below(7);

		cr_assert(number < 7, "%u", number);
		seen[number] = true;
	}
	for (int i = 0; i < 7; i++)
		cr_assert(seen[i], "%d never comes", i);
}

static int by_value(const void *a, const void *b)
{
	uint32_t first = *(const uint32_t *)a;
	uint32_t second = *(const uint32_t *)b;

	return (first > second) - (first < second);
}

/* So many that some would be drawn twice if nobody looked. */
Test(draw, no_address_comes_twice)
{
	uint32_t values[MOST];

	for (uint64_t seed = 0; seed < 8000; seed++) {
		draw_begin(seed, "twice");
		for (int i = 0; i < MOST; i++)
			values[i] = draw_ipv4().s_addr;
		qsort(values, MOST, sizeof values[0], by_value);
		for (int i = 1; i < MOST; i++)
			cr_assert(values[i] != values[i - 1],
				"seed %d: %x", (int)seed, values[i]);
	}
}

/* Signs of char and empty bytes are other tests' concern. */
Test(draw, every_byte_of_an_ipv4_address_is_from_1_to_127)
{
	draw_begin(4711, "bytes");
	for (int i = 0; i < MOST; i++) {
		uint32_t address = draw_ipv4().s_addr;

		for (int shift = 0; shift < 32; shift += 8) {
			uint32_t byte = address >> shift & 0xff;

			cr_assert(byte >= 1 && byte <= 127, "%u", byte);
		}
	}
}

static void expect_unlike_reversed(const void *address, size_t size)
{
	const unsigned char *bytes = address;
	unsigned char reversed[16] = { 0 };

	for (size_t i = 0; i < size; i++)
		reversed[i] = bytes[size - 1 - i];
	cr_assert(memcmp(bytes, reversed, size) != 0,
		"it reads the same in both byte orders");
}

Test(draw, byte_order_shows_in_every_address)
{
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		draw_begin(seed, "order");
		for (int i = 0; i < MANY; i++) {
			struct in_addr ipv4 = draw_ipv4();
			struct in6_addr ipv6 = draw_ipv6();

			expect_unlike_reversed(&ipv4, sizeof ipv4);
			expect_unlike_reversed(&ipv6, sizeof ipv6);
		}
	}
}

/* RFC 1122, 3.2.1.3, and RFC 3849. */
Test(draw, addresses_are_unicast)
{
	struct in6_addr prefix;

	inet_pton(AF_INET6, "2001:db8::", &prefix);
	draw_begin(4711, "unicast");
	for (int i = 0; i < MANY; i++) {
		uint32_t ipv4 = ntohl(draw_ipv4().s_addr);
		struct in6_addr ipv6 = draw_ipv6();

		cr_assert(
			ipv4 >> 24 > 0 && ipv4 >> 24 < 127, "%x", ipv4);
		cr_assert(memcmp(&ipv6, &prefix, 4) == 0,
			"not an address for documentation");
	}
}

Test(draw, hosts_are_names_of_no_one_and_differ)
{
	static const char domain[] = ".example.test";
	const char *hosts[HOSTS];

	draw_begin(4711, "hosts");
	for (int i = 0; i < HOSTS; i++) {
		hosts[i] = draw_host();
		const char *end = strchr(hosts[i], '.');
		cr_assert(end != NULL && strcmp(end, domain) == 0, "%s",
			hosts[i]);
		for (int j = 0; j < i; j++)
			cr_assert(strcmp(hosts[i], hosts[j]) != 0,
				"%s comes twice", hosts[i]);
	}
}

Test(draw, a_ninth_host_aborts, .signal = SIGABRT)
{
	draw_begin(4711, "hosts");
	for (int i = 0; i < HOSTS + 1; i++)
		draw_host();
}
