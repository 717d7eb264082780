/*
 * DNS messages as bytes: reads queries, writes replies.  Pure: no
 * socket, no clock, no memory of its own, so it can be fuzzed.  Used by
 * the DNS server of the harness (dns.c).  Sources: RFC 1035 (format),
 * RFC 6891 (EDNS), RFC 2308 (negative answers), RFC 4343 (letter case).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef DNS_MESSAGE_H
#define DNS_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sizes in bytes; RFC 1035, sections 2.3.4 and 4.1.1. */
enum {
	DNS_HEADER_SIZE = 12,
	DNS_LABEL_MAX = 63,
	DNS_NAME_MAX = 255,
	DNS_MESSAGE_MAX = 65535,
	/* What a query without EDNS can take over UDP. */
	DNS_UDP_DEFAULT = 512,
	/* What we send over UDP at most, whatever a query offers. */
	DNS_UDP_MAX = 1232,
	/* A name as text: four labels, each byte escaped, dots, NUL. */
	DNS_NAME_TEXT_SIZE = 4 * 250 + 3 + 1,
	/* "TYPE65535" and NUL. */
	DNS_TYPE_TEXT_SIZE = 10,
};

enum dns_type {
	DNS_TYPE_A = 1,
	DNS_TYPE_CNAME = 5,
	DNS_TYPE_SOA = 6,
	DNS_TYPE_AAAA = 28,
	DNS_TYPE_OPT = 41,
	DNS_TYPE_ANY = 255,
};

enum { DNS_CLASS_IN = 1 };

enum dns_rcode {
	DNS_RCODE_NOERROR = 0,
	DNS_RCODE_FORMERR = 1,
	DNS_RCODE_SERVFAIL = 2,
	DNS_RCODE_NXDOMAIN = 3,
	DNS_RCODE_NOTIMP = 4,
	DNS_RCODE_REFUSED = 5,
	DNS_RCODE_BADVERS = 16,
};

/* A name as it travels, uncompressed: labels, then the empty label. */
struct dns_name {
	uint8_t size; /* 1 to 255 */
	uint8_t bytes[DNS_NAME_MAX];
};

/*
 * Reads a name as people write it: "kestrel.example.test", with or
 * without a last dot; "\." and "\032" stand for bytes (RFC 1035,
 * section 5.1).  False if it is no name or too long.
 */
bool dns_name_from_text(struct dns_name *name, const char *text);

/* Writes a name as printable ASCII, without a last dot; root: ".". */
void dns_name_to_text(
	const struct dns_name *name, char text[DNS_NAME_TEXT_SIZE]);

/* Letter case makes no difference; RFC 4343. */
bool dns_name_equal(const struct dns_name *a, const struct dns_name *b);

/*
 * Reads the name at *at of a message of `size` bytes and moves *at
 * past it.  Pointers must lead backwards, to a name before this one
 * (RFC 1035, section 4.1.4), so they cannot run in a ring.  False if
 * the bytes are no name; then *at is unchanged.
 */
bool dns_name_read(const uint8_t *message, size_t size, size_t *at,
	struct dns_name *name);

/* "A", "AAAA", ..., or "TYPE65" as in RFC 3597, section 5. */
void dns_type_to_text(uint16_t type, char text[DNS_TYPE_TEXT_SIZE]);

/* "NXDOMAIN" and so on; a string that lives for ever. */
const char *dns_rcode_text(enum dns_rcode rcode);

/* What a query says, as far as it could be read. */
struct dns_query {
	uint16_t id;
	uint8_t opcode;
	bool recursion_desired;
	bool checking_disabled;
	bool has_question;
	struct dns_name name;
	uint16_t type;
	uint16_t class;
	bool edns;
	uint8_t edns_version;
	bool dnssec_ok;
	/* What the asker takes over UDP: 512 to 1232 bytes. */
	size_t udp_size;
};

/*
 * Reads a query.  Result: the code for the reply (an enum dns_rcode;
 * DNS_RCODE_NOERROR: a question that deserves an answer), or -1 if the
 * bytes deserve no reply: no header, or a reply themselves.
 */
int dns_query_read(
	const uint8_t *message, size_t size, struct dns_query *query);

/* A reply under construction; only size and bytes are of interest. */
struct dns_reply {
	size_t size;
	size_t limit; /* size stays within this, less room for OPT */
	size_t owner; /* where the next answer's name stands, */
	size_t owner_size; /* and how many bytes it takes there */
	bool truncated;
	uint8_t bytes[DNS_MESSAGE_MAX];
};

/*
 * Begins the reply to a query: header and question.  limit: bytes that
 * the whole reply may take, DNS_UDP_DEFAULT to DNS_MESSAGE_MAX.
 */
void dns_reply_begin(struct dns_reply *reply,
	const struct dns_query *query, size_t limit);

/*
 * Adds a record to the answer.  It belongs to the name asked for or,
 * after a CNAME record, to that alias's target.  The data of a CNAME
 * is a name as it travels.  If the record does not fit, the reply is
 * marked as truncated (TC), and takes no more records.
 */
void dns_reply_answer(struct dns_reply *reply, enum dns_type type,
	const void *data, size_t size);

/* Adds the SOA record of a negative answer; RFC 2308, section 3. */
void dns_reply_soa(struct dns_reply *reply);

/* Ends the reply: flags, and an OPT record if the query had one. */
void dns_reply_end(struct dns_reply *reply,
	const struct dns_query *query, enum dns_rcode rcode);

#endif
