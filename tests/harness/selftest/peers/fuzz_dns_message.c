/*
 * Fuzz driver for the DNS codec (dns_message.h): no bytes whatever may
 * make it read outside a message, and whatever it takes for a query it
 * must answer with a reply that the C library can read.
 *
 * With libFuzzer:
 *	clang -fsanitize=fuzzer,address,undefined fuzz_dns_message.c
 *		-I../../peers ../../peers/dns_message.c -lresolv
 * Without it, with -DSTANDALONE:
 *	usage: fuzz_dns_message COUNT SEED
 * feeds COUNT messages, half random and half broken versions of sound
 * ones; SEED makes a run repeatable.
 *
 * SPDX-License-Identifier: MIT
 */
#include "dns_message.h"

#include <arpa/nameser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The message that is being tried. */
static const uint8_t *tried;
static size_t tried_size;

static void require(bool condition, const char *what)
{
	if (condition)
		return;
	fprintf(stderr, "fuzz_dns_message: broken promise: %s\n", what);
	for (size_t i = 0; i < tried_size; i++)
		fprintf(stderr, "%02x ", (unsigned)tried[i]);
	fputc('\n', stderr);
	abort();
}

/* A name that was read can be written, and be read from that again. */
static void check_name(const struct dns_name *name)
{
	char text[DNS_NAME_TEXT_SIZE];
	struct dns_name again;

	dns_name_to_text(name, text);
	for (const char *t = text; *t != '\0'; t++)
		require(*t > ' ' && *t <= '~', "text is printable");
	require(dns_name_from_text(&again, text), "text is a name");
	require(again.size == name->size &&
			memcmp(again.bytes, name->bytes, name->size) ==
				0,
		"the name survives being text");
	require(dns_name_equal(name, &again), "a name equals itself");
}

/* Names at any place, such as the pointers of a real reply make. */
static void check_names(const uint8_t *message, size_t size)
{
	for (size_t start = 0; start <= size && start < 32; start++) {
		struct dns_name name;
		size_t at = start;

		if (!dns_name_read(message, size, &at, &name)) {
			require(at == start, "failure moves nothing");
			continue;
		}
		require(at > start && at <= size, "the end is inside");
		check_name(&name);
	}
}

/* Adds what the message itself dictates: aliases, then addresses. */
static void fill_reply(struct dns_reply *reply,
	const struct dns_query *query, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size && data[i] % 4 != 0; i++)
		dns_reply_answer(reply, DNS_TYPE_CNAME,
			query->name.bytes, query->name.size);
	for (size_t i = 0; i + 16 <= size; i++)
		dns_reply_answer(reply, DNS_TYPE_AAAA, data + i, 16);
	dns_reply_soa(reply);
}

static void check_reply(const struct dns_query *query,
	enum dns_rcode rcode, size_t limit, const uint8_t *data,
	size_t size)
{
	static struct dns_reply reply;
	ns_msg message;

	dns_reply_begin(&reply, query, limit);
	if (rcode == DNS_RCODE_NOERROR)
		fill_reply(&reply, query, data, size);
	dns_reply_end(&reply, query, rcode);
	require(reply.size <= limit, "the reply keeps to its limit");
	require(ns_initparse(reply.bytes, (int)reply.size, &message) ==
			0,
		"the C library can read the reply");
	require(ns_msg_id(message) == query->id, "the id is the same");
	require(ns_msg_count(message, ns_s_ar) == query->edns,
		"EDNS is answered with EDNS");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dns_query query;
	int rcode;

	tried = data;
	tried_size = size;
	check_names(data, size);
	rcode = dns_query_read(data, size, &query);
	if (rcode == -1)
		return 0;
	require(query.udp_size >= DNS_UDP_DEFAULT &&
			query.udp_size <= DNS_UDP_MAX,
		"the size for UDP is within bounds");
	if (query.has_question)
		check_name(&query.name);
	check_reply(&query, (enum dns_rcode)rcode,
		size % 2 ? query.udp_size : DNS_MESSAGE_MAX, data,
		size);
	return 0;
}

#ifdef STANDALONE

enum { MESSAGE_MAX = 96, CHANGES_MAX = 4 };

static uint64_t random_state;

/* xorshift64*, after Marsaglia and Vigna. */
static uint32_t draw(uint32_t below)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return (uint32_t)((random_state * 2685821657736338717u) >> 32) %
		below;
}

static size_t draw_random(uint8_t *message)
{
	size_t size = draw(MESSAGE_MAX + 1);

	for (size_t i = 0; i < size; i++)
		message[i] = (uint8_t)draw(256);
	/* Most should get past the first look at the header. */
	if (size >= DNS_HEADER_SIZE && draw(4) != 0)
		memcpy(message + 2, "\1\0\0\1\0\0\0\0\0\1", 10);
	return size;
}

#define HEADER "\x12\x34\1\0\0\1\0\0\0"
#define OPT "\0\0\x29\4\xD0\0\0\x80\0\0\0"

#define SIZED(literal) sizeof(literal) - 1, literal

static const struct {
	size_t size;
	const char *bytes;
} sound[] = {
	{ SIZED(HEADER "\0\0\0\7kestrel\4test\0\0\1\0\1") },
	{ SIZED(HEADER "\0\0\1\7kestrel\4test\0\0\x1C\0\1" OPT) },
	{ SIZED(HEADER "\0\0\2\1a\4test\0\0\1\0\1"
		       "\1b\xC0\x0E\0\1\0\1\0\0\0\0\0\4\1\2\3\4" OPT) },
	{ SIZED(HEADER "\1\0\1\1a\4test\0\0\1\0\1"
		       "\xC0\x0C\0\5\0\1\0\0\0\0\0\4\1b\xC0\x0E" OPT) },
};

/* Changes, cuts, or lets a pointer lead somewhere. */
static void break_message(uint8_t *message, size_t *size)
{
	size_t at = draw((uint32_t)*size);

	switch (draw(5)) {
	case 0:
		*size = at + 1;
		break;
	case 1:
		message[at] ^= (uint8_t)(1u << draw(8));
		break;
	case 2:
		message[at] = (uint8_t)draw(256);
		break;
	case 3:
		message[at] = 0xC0;
		if (at + 1 < *size)
			message[at + 1] = (uint8_t)draw(64);
		break;
	default:
		message[at] = draw(2) ? 0x00 : 0xFF;
	}
}

static size_t draw_broken(uint8_t *message)
{
	size_t which = draw(sizeof sound / sizeof sound[0]);
	size_t size = sound[which].size;

	memcpy(message, sound[which].bytes, size);
	for (uint32_t i = draw(CHANGES_MAX + 1); i > 0; i--)
		break_message(message, &size);
	return size;
}

/* On the heap, exactly sized, so that a sanitizer guards its end. */
static void feed(const uint8_t *message, size_t size)
{
	uint8_t *copy = malloc(size > 0 ? size : 1);

	require(copy != NULL, "there is memory");
	memcpy(copy, message, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

/* Else the broken versions would not get far. */
static void check_sound(void)
{
	for (size_t i = 0; i < sizeof sound / sizeof sound[0]; i++) {
		const uint8_t *bytes = (const uint8_t *)sound[i].bytes;
		struct dns_query query;

		require(dns_query_read(bytes, sound[i].size, &query) ==
				DNS_RCODE_NOERROR,
			"the sound messages are accepted");
	}
}

int main(int argc, char *argv[])
{
	if (argc != 3) {
		fputs("usage: fuzz_dns_message COUNT SEED\n", stderr);
		return 2;
	}
	unsigned long count = strtoul(argv[1], NULL, 10);
	check_sound();
	/* Odd: the generator would stay at zero for ever. */
	random_state = strtoull(argv[2], NULL, 10) * 2 + 1;
	for (unsigned long i = 0; i < count; i++) {
		uint8_t message[MESSAGE_MAX];
		size_t size = draw(2) ? draw_random(message)
				      : draw_broken(message);

		feed(message, size);
	}
	printf("%lu messages, seed %s: no promise broken\n", count,
		argv[2]);
	return 0;
}

#endif
