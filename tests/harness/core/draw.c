/*
 * Drawing by lot; see draw.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "draw.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_NAMES = 8, MAX_ADDRESSES = 256 };

static uint64_t state;
static unsigned name_count;
static uint32_t drawn[MAX_ADDRESSES];
static unsigned drawn_count;

/* splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t next_random(void)
{
	state += 0x9e3779b97f4a7c15U;
	uint64_t z = state;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return z ^ (z >> 31);
}

void draw_begin(uint64_t seed, const char *test_id)
{
	state = seed;
	name_count = 0;
	drawn_count = 0;
	for (const char *c = test_id; *c != '\0'; c++)
		state = (state ^ (unsigned char)*c) * 0x100000001b3U;
}

uint32_t draw_below(uint32_t bound)
{
	return (uint32_t)(next_random() % bound);
}

/* A test's process is short: nobody frees what it drew. */
static char *draw_characters(
	size_t length, uint32_t first, uint32_t count)
{
	char *bytes = malloc(length + 1);

	if (bytes == NULL)
		abort();
	for (size_t i = 0; i < length; i++)
		bytes[i] = (char)(first + draw_below(count));
	bytes[length] = '\0';
	return bytes;
}

const char *draw_bytes(size_t length)
{
	return draw_characters(length, 0, 256);
}

const char *draw_word(size_t length)
{
	return draw_characters(length, 'a', 26);
}

const char *draw_host(void)
{
	static const char *const birds[] = { "kestrel", "heron",
		"bittern", "plover", "siskin", "dunlin", "avocet",
		"wren", "osprey", "curlew", "fulmar", "gannet" };
	static char names[MAX_NAMES][40];
	uint32_t count = sizeof birds / sizeof *birds;

	if (name_count == MAX_NAMES)
		abort();
	char *name = names[name_count++];
	snprintf(name, sizeof names[0], "%s-%u.example.test",
		birds[draw_below(count)],
		1000 * name_count + draw_below(1000));
	return name;
}

static bool is_new(uint32_t value)
{
	for (unsigned i = 0; i < drawn_count; i++)
		if (drawn[i] == value)
			return false;
	if (drawn_count == MAX_ADDRESSES)
		abort();
	drawn[drawn_count++] = value;
	return true;
}

/*
 * Read backwards it is another address, so its byte order shows; no
 * byte is 0 or above 127: such bytes have a test of their own.
 */
struct in_addr draw_ipv4(void)
{
	uint32_t value;

	do {
		value = 11 + draw_below(89);
		value = value << 8 | (1 + draw_below(126));
		value = value << 8 | (1 + draw_below(126));
		value = value << 8 | (101 + draw_below(27));
	} while (!is_new(value));
	return (struct in_addr){ .s_addr = htonl(value) };
}

struct in6_addr draw_ipv6(void)
{
	struct in6_addr address;
	uint32_t value;

	inet_pton(AF_INET6, "2001:db8::", &address);
	do
		value = (uint32_t)next_random() | 0x10001000;
	while (!is_new(value));
	for (int i = 0; i < 4; i++)
		address.s6_addr[12 + i] =
			(unsigned char)(value >> (24 - 8 * i));
	address.s6_addr[5] = (unsigned char)(1 + draw_below(255));
	return address;
}
