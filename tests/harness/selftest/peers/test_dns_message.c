/*
 * Self-test of the DNS codec (dns_message.h).  What the codec writes is
 * read back by the C library's own parser (libresolv), and the queries
 * it reads were written by that library, so the two cannot share a
 * mistake.
 *
 * Link with dns_message.c, -lcriterion and -lresolv.
 *
 * SPDX-License-Identifier: MIT
 */
#include "dns_message.h"

#include <arpa/nameser.h>
#include <criterion/criterion.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(dns_message, .timeout = 10);

static const char host[] = "kestrel-4711.example.test";

/* A message being put together by hand. */
struct draft {
	size_t size;
	uint8_t bytes[1024];
};

static void append(struct draft *draft, const void *bytes, size_t size)
{
	cr_assert(size <= sizeof draft->bytes - draft->size, "size");
	memcpy(draft->bytes + draft->size, bytes, size);
	draft->size += size;
}

#define APPEND(draft, literal) \
	append(draft, literal, sizeof(literal) - 1)

/* Header with one question and `additional` records, and "ab." IN A. */
static struct draft begin_draft(uint8_t additional)
{
	struct draft draft = { .size = 0 };

	APPEND(&draft, "\x12\x34\x01\x00\0\1\0\0\0\0\0");
	append(&draft, &additional, 1);
	APPEND(&draft, "\2ab\0\0\1\0\1");
	return draft;
}

static int read_draft(
	const struct draft *draft, struct dns_query *query)
{
	/* On the heap, exactly sized: a sanitizer guards its end. */
	uint8_t *copy = malloc(draft->size);
	int rcode;

	cr_assert(copy != NULL, "no memory");
	memcpy(copy, draft->bytes, draft->size);
	rcode = dns_query_read(copy, draft->size, query);
	free(copy);
	return rcode;
}

/* A query as the C library sends it. */
static struct dns_query library_query(const char *name, int type)
{
	struct __res_state state = { .options = RES_RECURSE };
	struct draft draft = { .size = 0 };
	struct dns_query query;
	int size = res_nmkquery(&state, ns_o_query, name, ns_c_in, type,
		NULL, 0, NULL, draft.bytes, sizeof draft.bytes);

	cr_assert(size > 0, "res_nmkquery");
	draft.size = (size_t)size;
	cr_assert(read_draft(&draft, &query) == DNS_RCODE_NOERROR,
		"the library's query is not understood");
	return query;
}

/* --- names --- */

static struct dns_name name_of(const char *text)
{
	struct dns_name name;

	cr_assert(dns_name_from_text(&name, text), "%s", text);
	return name;
}

static void expect_text(const char *text, const char *expected)
{
	struct dns_name name = name_of(text);
	char written[DNS_NAME_TEXT_SIZE];

	dns_name_to_text(&name, written);
	cr_assert(strcmp(written, expected) == 0, "%s became %s", text,
		written);
}

Test(dns_message, names_are_read_and_written)
{
	expect_text("kestrel-4711.example.test", host);
	expect_text("kestrel-4711.example.test.", host);
	expect_text("Mixed.Case.TEST", "Mixed.Case.TEST");
	expect_text(".", ".");
	expect_text("%n%s.test", "%n%s.test");
	expect_text("a\\.b.test", "a\\.b.test");
	expect_text("a\\\\b", "a\\\\b");
	expect_text("\\000\\007\\255x", "\\000\\007\\255x");
	expect_text("a b", "a\\032b");
	expect_text("\\097", "a");
	expect_text("\xc3\xa4.test", "\\195\\164.test");
}

Test(dns_message, what_is_no_name_is_refused)
{
	static const char *const bad[] = { "", "..", ".a", "a..b",
		"a..", "a\\", "a\\1", "a\\12", "a\\12x", "a\\256",
		"a\\999" };
	struct dns_name name;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		cr_assert(!dns_name_from_text(&name, bad[i]),
			"\"%s\" was taken for a name", bad[i]);
}

/* Fills text with `size` letters, a dot after every `label` of them. */
static void fill_name(char *text, size_t size, size_t label)
{
	for (size_t i = 0; i < size; i++)
		text[i] = (i + 1) % (label + 1) == 0 ? '.' : 'x';
	text[size] = '\0';
}

Test(dns_message, labels_end_at_63_bytes_and_names_at_255)
{
	char text[301];
	struct dns_name name;

	fill_name(text, 63, 63);
	cr_assert(dns_name_from_text(&name, text), "label of 63");
	fill_name(text, 64, 64);
	cr_assert(!dns_name_from_text(&name, text), "label of 64");
	fill_name(text, 253, 63);
	cr_assert(dns_name_from_text(&name, text), "253 characters");
	cr_assert(name.size == 255, "size %u", (unsigned)name.size);
	fill_name(text, 254, 62);
	cr_assert(!dns_name_from_text(&name, text), "254 characters");
	fill_name(text, 300, 30);
	cr_assert(!dns_name_from_text(&name, text), "300 characters");
}

Test(dns_message, the_longest_text_fits)
{
	struct dns_name name = { .size = 0 };
	char text[DNS_NAME_TEXT_SIZE];
	static const uint8_t sizes[] = { 63, 63, 63, 61, 0 };

	for (size_t i = 0; i < sizeof sizes; i++) {
		name.bytes[name.size] = sizes[i];
		name.size = (uint8_t)(name.size + 1 + sizes[i]);
	}
	dns_name_to_text(&name, text);
	cr_assert(name.size == 255, "size %u", (unsigned)name.size);
	cr_assert(strlen(text) == sizeof text - 1, "%zu", strlen(text));
}

Test(dns_message, names_are_compared_without_letter_case)
{
	struct dns_name name = name_of("Kestrel.TEST");
	struct dns_name same = name_of("kEsTrEl.test.");
	struct dns_name longer = name_of("kestrel.tests");
	struct dns_name other = name_of("kestre1.test");
	struct dns_name sign = name_of("kestrel[test");
	struct dns_name brace = name_of("kestrel{test");

	cr_assert(dns_name_equal(&name, &same), "letter case");
	cr_assert(!dns_name_equal(&name, &longer), "another size");
	cr_assert(!dns_name_equal(&name, &other), "another letter");
	cr_assert(!dns_name_equal(&sign, &brace), "[ is no letter");
}

/* Result: the text of the name at `at`, and in *at where it ends. */
static const char *name_at(
	const uint8_t *message, size_t size, size_t *at)
{
	static char text[DNS_NAME_TEXT_SIZE];
	struct dns_name name;

	if (!dns_name_read(message, size, at, &name))
		return NULL;
	dns_name_to_text(&name, text);
	return text;
}

Test(dns_message, pointers_lead_backwards_to_earlier_names)
{
	static const uint8_t message[] = "HHHHHHHHHHHH" /* header */
					 "\4test\0" /* at 12 */
					 "\2ab\xC0\x0C" /* at 18 */
					 "\1c\xC0\x12"; /* at 23 */
	size_t at = 18;
	const char *text = name_at(message, sizeof message - 1, &at);

	cr_assert(text && strcmp(text, "ab.test") == 0, "%s", text);
	cr_assert(at == 23, "ends at %zu", at);
	text = name_at(message, sizeof message - 1, &at);
	cr_assert(text && strcmp(text, "c.ab.test") == 0, "%s", text);
	cr_assert(at == 27, "ends at %zu", at);
}

static void expect_no_name(
	const char *what, const char *bytes, size_t size)
{
	/* A header of zeros: each could pass for the root's name. */
	struct draft draft = { .size = DNS_HEADER_SIZE };
	size_t at = DNS_HEADER_SIZE;

	append(&draft, bytes, size);
	cr_assert(!name_at(draft.bytes, draft.size, &at), "%s", what);
	cr_assert(at == DNS_HEADER_SIZE, "%s moved on", what);
}

Test(dns_message, bad_names_in_messages_are_refused)
{
	expect_no_name("nothing", "", 0);
	expect_no_name("a label without its end", "\3ab", 3);
	expect_no_name("a name without its end", "\2ab", 3);
	expect_no_name("half a pointer", "\xC0", 1);
	expect_no_name("a pointer to itself", "\xC0\x0C", 2);
	expect_no_name("a ring", "\1a\xC0\x0C", 4);
	expect_no_name("a pointer ahead", "\xC0\x0E\1a\0", 5);
	expect_no_name("a pointer out", "\xFF\xFF", 2);
	expect_no_name("a pointer into the header", "\xC0\x00", 2);
	expect_no_name("label kind 01", "\x41x\0", 3);
	expect_no_name("label kind 10", "\x81x\0", 3);
}

Test(dns_message, a_name_of_256_bytes_in_a_message_is_refused)
{
	uint8_t message[DNS_HEADER_SIZE + 256] = { 0 };
	size_t at = DNS_HEADER_SIZE;

	/* Four labels of 50 bytes, and one that decides. */
	for (size_t i = 0; i < 4; i++)
		message[DNS_HEADER_SIZE + 51 * i] = 50;
	message[DNS_HEADER_SIZE + 204] = 49;
	cr_assert(name_at(message, sizeof message, &at), "255 bytes");
	message[DNS_HEADER_SIZE + 204] = 50;
	at = DNS_HEADER_SIZE;
	cr_assert(!name_at(message, sizeof message, &at), "256 bytes");
}

/* --- queries --- */

Test(dns_message, a_query_of_the_library_is_read)
{
	struct dns_query query = library_query(host, ns_t_aaaa);
	struct dns_name name = name_of(host);

	cr_assert(dns_name_equal(&query.name, &name), "name");
	cr_assert(query.has_question, "has_question");
	cr_assert(query.type == DNS_TYPE_AAAA, "type");
	cr_assert(query.class == DNS_CLASS_IN, "class");
	cr_assert(query.recursion_desired, "RD");
	cr_assert(!query.edns && query.udp_size == 512, "no EDNS");
}

Test(dns_message, what_deserves_no_reply_gets_none)
{
	struct draft draft = begin_draft(0);
	struct dns_query query;

	draft.bytes[2] |= 0x80;
	cr_assert(read_draft(&draft, &query) == -1, "a reply");
	draft.bytes[2] = 0x01;
	for (draft.size = 0; draft.size < 12; draft.size++)
		cr_assert(read_draft(&draft, &query) == -1, "%zu bytes",
			draft.size);
}

Test(dns_message, every_cut_query_is_a_format_error)
{
	struct draft draft = begin_draft(0);
	struct dns_query query;
	size_t whole = draft.size;

	for (draft.size = 12; draft.size < whole; draft.size++)
		cr_assert(
			read_draft(&draft, &query) == DNS_RCODE_FORMERR,
			"%zu bytes", draft.size);
	cr_assert(read_draft(&draft, &query) == DNS_RCODE_NOERROR,
		"the whole query");
	APPEND(&draft, "\0");
	cr_assert(read_draft(&draft, &query) == DNS_RCODE_FORMERR,
		"one byte too many");
	cr_assert(query.id == 0x1234, "id %x", (unsigned)query.id);
}

Test(dns_message, other_opcodes_classes_and_counts_are_told_apart)
{
	struct draft draft = begin_draft(0);
	struct dns_query query;

	draft.bytes[2] = 0x28; /* UPDATE */
	cr_assert(read_draft(&draft, &query) == DNS_RCODE_NOTIMP,
		"opcode 5");
	cr_assert(query.opcode == 5 && !query.has_question, "opcode");
	draft.bytes[2] = 0x01;
	draft.bytes[5] = 2;
	cr_assert(read_draft(&draft, &query) == DNS_RCODE_FORMERR,
		"two questions");
	draft.bytes[5] = 0;
	cr_assert(read_draft(&draft, &query) == DNS_RCODE_FORMERR,
		"no question");
	draft.bytes[5] = 1;
	draft.bytes[draft.size - 1] = 3;
	cr_assert(read_draft(&draft, &query) == DNS_RCODE_REFUSED,
		"class CHAOS");
}

/* An OPT record that offers `high` * 256 bytes, without options. */
static void add_opt(struct draft *draft, uint8_t high, uint8_t version)
{
	uint8_t opt[] = { 0, 0, 41, high, 0, 0, version, 0x80, 0, 0,
		0 };

	append(draft, opt, sizeof opt);
}

Test(dns_message, the_offered_size_is_kept_within_bounds)
{
	static const struct {
		uint8_t high;
		size_t size;
	} cases[] = { { 0, 512 }, { 1, 512 }, { 2, 512 }, { 4, 1024 },
		{ 5, 1232 }, { 16, 1232 }, { 255, 1232 } };

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct draft draft = begin_draft(1);
		struct dns_query query;

		add_opt(&draft, cases[i].high, 0);
		cr_assert(read_draft(&draft, &query) == 0, "rcode");
		cr_assert(query.edns && query.dnssec_ok, "EDNS");
		cr_assert(query.udp_size == cases[i].size,
			"%zu for an offer of %d", query.udp_size,
			cases[i].high * 256);
	}
}

Test(dns_message, bad_opt_records_are_told)
{
	struct draft draft = begin_draft(2);
	struct dns_query query;

	add_opt(&draft, 4, 0);
	add_opt(&draft, 4, 0);
	cr_assert(read_draft(&draft, &query) == DNS_RCODE_FORMERR,
		"two OPT records");
	draft = begin_draft(1);
	add_opt(&draft, 4, 1);
	cr_assert(read_draft(&draft, &query) == DNS_RCODE_BADVERS,
		"version 1");
	draft = begin_draft(1);
	APPEND(&draft, "\1x\0\0\x29\4\0\0\0\0\0\0\0");
	cr_assert(read_draft(&draft, &query) == DNS_RCODE_FORMERR,
		"an OPT record with a name");
	draft = begin_draft(0);
	draft.bytes[7] = 1;
	add_opt(&draft, 4, 0);
	cr_assert(read_draft(&draft, &query) == DNS_RCODE_FORMERR,
		"an OPT record in the answer");
}

Test(dns_message, records_with_compressed_names_are_passed)
{
	struct draft draft = begin_draft(2);
	struct dns_query query;

	APPEND(&draft, "\1c\xC0\x0C\0\1\0\1\0\0\0\0\0\4\1\2\3\4");
	add_opt(&draft, 4, 0);
	cr_assert(read_draft(&draft, &query) == DNS_RCODE_NOERROR,
		"rcode");
	cr_assert(query.edns, "the record after it");
}

/* --- replies --- */

static struct dns_reply reply;

/* The reply as the C library understands it. */
static ns_msg parsed_reply(void)
{
	ns_msg message;
	int result =
		ns_initparse(reply.bytes, (int)reply.size, &message);

	cr_assert(result == 0, "the library cannot read the reply");
	return message;
}

static ns_rr record_of(ns_msg *message, ns_sect section, int index)
{
	ns_rr record;

	cr_assert(ns_parserr(message, section, index, &record) == 0,
		"record %d", index);
	return record;
}

static void expect_owner(const ns_rr *record, const char *owner)
{
	cr_assert(strcmp(ns_rr_name(*record), owner) == 0,
		"the owner is %s", ns_rr_name(*record));
}

Test(dns_message, a_reply_repeats_the_question)
{
	struct dns_query query =
		library_query("Kestrel.EXAMPLE.test", 1);
	ns_msg message;
	ns_rr question;

	query.checking_disabled = true;
	dns_reply_begin(&reply, &query, DNS_UDP_DEFAULT);
	dns_reply_end(&reply, &query, DNS_RCODE_NOERROR);
	message = parsed_reply();
	question = record_of(&message, ns_s_qd, 0);
	expect_owner(&question, "Kestrel.EXAMPLE.test");
	cr_assert(ns_rr_type(question) == ns_t_a, "type");
	cr_assert(ns_msg_id(message) == query.id, "id");
	cr_assert(ns_msg_getflag(message, ns_f_qr), "QR");
	cr_assert(ns_msg_getflag(message, ns_f_rd), "RD");
	cr_assert(ns_msg_getflag(message, ns_f_ra), "RA");
	cr_assert(ns_msg_getflag(message, ns_f_cd), "CD");
	cr_assert(!ns_msg_getflag(message, ns_f_aa), "AA");
	cr_assert(!ns_msg_getflag(message, ns_f_tc), "TC");
	cr_assert(ns_msg_count(message, ns_s_an) == 0, "answers");
	cr_assert(ns_msg_count(message, ns_s_ar) == 0, "no OPT");
}

Test(dns_message, an_address_belongs_to_the_name_asked_for)
{
	struct dns_query query = library_query(host, ns_t_a);
	static const uint8_t address[] = { 192, 0, 2, 7 };
	ns_msg message;
	ns_rr record;

	dns_reply_begin(&reply, &query, DNS_UDP_DEFAULT);
	dns_reply_answer(&reply, DNS_TYPE_A, address, 4);
	dns_reply_end(&reply, &query, DNS_RCODE_NOERROR);
	message = parsed_reply();
	record = record_of(&message, ns_s_an, 0);
	expect_owner(&record, host);
	cr_assert(ns_rr_type(record) == ns_t_a, "type");
	cr_assert(ns_rr_rdlen(record) == 4, "size");
	cr_assert(memcmp(ns_rr_rdata(record), address, 4) == 0, "data");
	/* Header, question, a pointer and not the name again, record */
	cr_assert(reply.size == 12 + 27 + 4 + 2 + 10 + 4, "%zu bytes",
		reply.size);
}

static void answer_alias(const char *target)
{
	struct dns_name name = name_of(target);

	dns_reply_answer(&reply, DNS_TYPE_CNAME, name.bytes, name.size);
}

Test(dns_message, records_after_an_alias_belong_to_its_target)
{
	static const char *const owners[] = { "a.test", "b.test",
		"c.test", "c.test" };
	struct dns_query query = library_query(owners[0], ns_t_a);
	ns_msg message;

	dns_reply_begin(&reply, &query, DNS_UDP_DEFAULT);
	answer_alias(owners[1]);
	answer_alias(owners[2]);
	dns_reply_answer(&reply, DNS_TYPE_A, "\1\2\3\4", 4);
	dns_reply_answer(&reply, DNS_TYPE_A, "\1\2\3\5", 4);
	dns_reply_end(&reply, &query, DNS_RCODE_NOERROR);
	message = parsed_reply();
	cr_assert(ns_msg_count(message, ns_s_an) == 4, "count");
	for (int i = 0; i < 4; i++) {
		ns_rr record = record_of(&message, ns_s_an, i);

		expect_owner(&record, owners[i]);
	}
}

/* Puts in `count` addresses and ends the reply. */
static ns_msg answer_addresses(
	const struct dns_query *query, size_t limit, uint8_t count)
{
	dns_reply_begin(&reply, query, limit);
	for (uint8_t i = 0; i < count; i++) {
		uint8_t address[] = { 192, 0, 2, i };

		dns_reply_answer(&reply, DNS_TYPE_A, address, 4);
	}
	dns_reply_end(&reply, query, DNS_RCODE_NOERROR);
	cr_assert(reply.size <= limit, "%zu bytes", reply.size);
	return parsed_reply();
}

Test(dns_message, what_does_not_fit_is_cut_at_a_record)
{
	struct dns_query query = library_query(host, ns_t_a);
	ns_msg message = answer_addresses(&query, 512, 29);

	/* (512 - 12 - 31) / 16 = 29 records and 5 bytes left */
	cr_assert(!ns_msg_getflag(message, ns_f_tc), "29: TC");
	cr_assert(ns_msg_count(message, ns_s_an) == 29, "29: count");
	message = answer_addresses(&query, 512, 32);
	cr_assert(ns_msg_getflag(message, ns_f_tc), "32: TC");
	cr_assert(ns_msg_count(message, ns_s_an) == 29, "32: count");
	message = answer_addresses(&query, DNS_MESSAGE_MAX, 32);
	cr_assert(!ns_msg_getflag(message, ns_f_tc), "TCP: TC");
	cr_assert(ns_msg_count(message, ns_s_an) == 32, "TCP: count");
}

Test(dns_message, after_a_cut_no_smaller_record_slips_in)
{
	struct dns_query query = library_query(host, ns_t_any);
	uint8_t big[DNS_UDP_DEFAULT] = { 0 };
	ns_msg message;

	dns_reply_begin(&reply, &query, DNS_UDP_DEFAULT);
	dns_reply_answer(&reply, DNS_TYPE_A, big, sizeof big);
	dns_reply_answer(&reply, DNS_TYPE_A, big, 4);
	dns_reply_soa(&reply);
	dns_reply_end(&reply, &query, DNS_RCODE_NOERROR);
	message = parsed_reply();
	cr_assert(ns_msg_count(message, ns_s_an) == 0, "answers");
	cr_assert(ns_msg_count(message, ns_s_ns) == 0, "authority");
	cr_assert(ns_msg_getflag(message, ns_f_tc), "TC");
}

Test(dns_message, the_opt_record_always_fits)
{
	struct dns_query query = library_query(host, ns_t_a);
	ns_msg message;
	ns_rr opt;

	query.edns = query.dnssec_ok = true;
	message = answer_addresses(&query, 512, 255);
	opt = record_of(&message, ns_s_ar, 0);
	cr_assert(ns_rr_type(opt) == ns_t_opt, "type");
	cr_assert((int)ns_rr_class(opt) == 1232, "size");
	cr_assert(ns_rr_ttl(opt) == 0x8000, "flags %x",
		(unsigned)ns_rr_ttl(opt));
	cr_assert(ns_msg_count(message, ns_s_an) == 28, "answers");
}

Test(dns_message, high_codes_are_split_between_header_and_opt)
{
	struct dns_query query = library_query(host, ns_t_a);
	ns_msg message;
	ns_rr opt;

	query.edns = true;
	dns_reply_begin(&reply, &query, DNS_UDP_DEFAULT);
	dns_reply_end(&reply, &query, DNS_RCODE_BADVERS);
	message = parsed_reply();
	opt = record_of(&message, ns_s_ar, 0);
	cr_assert(ns_msg_getflag(message, ns_f_rcode) == 0, "low");
	cr_assert(ns_rr_ttl(opt) == 0x01000000, "high");
}

Test(dns_message, a_negative_answer_has_an_soa_record)
{
	struct dns_query query = library_query(host, ns_t_a);
	ns_msg message;
	ns_rr soa;
	char text[NS_MAXDNAME];
	const uint8_t *data;
	int size;

	dns_reply_begin(&reply, &query, DNS_UDP_DEFAULT);
	dns_reply_soa(&reply);
	dns_reply_end(&reply, &query, DNS_RCODE_NXDOMAIN);
	message = parsed_reply();
	cr_assert(ns_msg_getflag(message, ns_f_rcode) == ns_r_nxdomain,
		"NXDOMAIN");
	soa = record_of(&message, ns_s_ns, 0);
	expect_owner(&soa, ".");
	cr_assert(ns_rr_type(soa) == ns_t_soa, "type");
	data = ns_rr_rdata(soa);
	size = dn_expand(ns_msg_base(message), ns_msg_end(message),
		data, text, sizeof text);
	cr_assert(strcmp(text, "dns.example.test") == 0, "%s", text);
	size += dn_expand(ns_msg_base(message), ns_msg_end(message),
		data + size, text, sizeof text);
	cr_assert(strcmp(text, "host.example.test") == 0, "%s", text);
	cr_assert(ns_rr_rdlen(soa) == size + 5 * 4, "size");
}

Test(dns_message, the_longest_name_leaves_room_for_soa_and_opt)
{
	struct dns_query query = library_query(host, ns_t_a);
	char text[254];
	ns_msg message;

	fill_name(text, 253, 63);
	query.name = name_of(text);
	query.edns = true;
	dns_reply_begin(&reply, &query, DNS_UDP_DEFAULT);
	dns_reply_soa(&reply);
	dns_reply_end(&reply, &query, DNS_RCODE_NXDOMAIN);
	message = parsed_reply();
	cr_assert(!ns_msg_getflag(message, ns_f_tc), "TC");
	cr_assert(ns_msg_count(message, ns_s_ns) == 1, "SOA");
	cr_assert(ns_msg_count(message, ns_s_ar) == 1, "OPT");
}

Test(dns_message, owners_beyond_the_reach_of_pointers_are_spelt_out)
{
	struct dns_query query = library_query("a.test", ns_t_a);
	char target[254];
	ns_msg message;
	ns_rr last;

	fill_name(target, 253, 63);
	dns_reply_begin(&reply, &query, DNS_MESSAGE_MAX);
	for (int i = 0; i < 64; i++)
		answer_alias(target);
	dns_reply_answer(&reply, DNS_TYPE_A, "\1\2\3\4", 4);
	dns_reply_end(&reply, &query, DNS_RCODE_NOERROR);
	cr_assert(reply.size > 0x4000, "%zu bytes", reply.size);
	message = parsed_reply();
	cr_assert(ns_msg_count(message, ns_s_an) == 65, "count");
	last = record_of(&message, ns_s_an, 64);
	expect_owner(&last, target);
}

Test(dns_message, a_reply_to_an_unread_question_is_a_bare_header)
{
	struct draft draft = begin_draft(0);
	struct dns_query query;
	int rcode;

	draft.bytes[12] = 99; /* a label beyond the end */
	rcode = read_draft(&draft, &query);
	dns_reply_begin(&reply, &query, DNS_UDP_DEFAULT);
	dns_reply_end(&reply, &query, (enum dns_rcode)rcode);
	cr_assert(reply.size == DNS_HEADER_SIZE, "%zu", reply.size);
	cr_assert(memcmp(reply.bytes, "\x12\x34\x81\x81", 4) == 0,
		"id, flags and FORMERR");
}

Test(dns_message, types_and_codes_have_names)
{
	char text[DNS_TYPE_TEXT_SIZE];

	dns_type_to_text(DNS_TYPE_AAAA, text);
	cr_assert(strcmp(text, "AAAA") == 0, "%s", text);
	dns_type_to_text(65535, text);
	cr_assert(strcmp(text, "TYPE65535") == 0, "%s", text);
	cr_assert(strcmp(dns_rcode_text(DNS_RCODE_NXDOMAIN),
			  "NXDOMAIN") == 0,
		"NXDOMAIN");
}
