/*
 * The DNS server of a test: it knows the names that the test teaches
 * it, answers over UDP and TCP as a resolver does, and misbehaves on
 * request.  It runs in the test's event loop (loop.h) and tells the
 * journal (journal.h) what it was asked and what it said.
 *
 * Names are text, "kestrel-4711.example.test"; letter case makes no
 * difference.  A name that was never taught does not exist (NXDOMAIN).
 * A taught name without a record of the type that is asked for exists
 * but has no such data (NOERROR without an answer).  Up to 64 names, 64
 * records each: teaching more, or what is no name, aborts the test.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef DNS_H
#define DNS_H

#include "dns_message.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

struct dns_server;

/*
 * Starts a server on 127.0.0.1, UDP and TCP.  port: in host order, or 0
 * for any port that is free for both.  Result: NULL with errno (EACCES,
 * EADDRINUSE, ENOMEM, ...) if that fails.  Source: RFC 7766 (TCP).
 */
struct dns_server *dns_open(uint16_t port);

/* Ends the server, its connections, and its watches in the loop. */
void dns_close(struct dns_server *server);

/* The port in host order. */
uint16_t dns_port(const struct dns_server *server);

/*
 * Each call adds one record to a name; answers hold them in this order,
 * and hold a record that was added twice twice.  A name with a CNAME is
 * an alias: it has one target and no other record (RFC 1034, section
 * 3.6.2).  Aliases are followed, and the records of the whole chain
 * stand in one answer; a chain that runs in a ring is a SERVFAIL.
 */
void dns_a(struct dns_server *server, const char *name,
	struct in_addr address);
void dns_aaaa(struct dns_server *server, const char *name,
	struct in6_addr address);
void dns_cname(struct dns_server *server, const char *name,
	const char *target);

enum dns_behaviour {
	DNS_ANSWERS, /* the rule */
	/* Replies with this code, whatever records the name has. */
	DNS_NXDOMAIN,
	DNS_SERVFAIL,
	DNS_REFUSED,
	/* Reads the query and never replies. */
	DNS_SILENT,
	/*
	 * Before the right reply sends a forged one: another id, and
	 * the address DNS_FORGED_IPV4 or DNS_FORGED_IPV6.
	 */
	DNS_WRONG_ID_FIRST,
	/*
	 * Replies to a query over UDP when the same question (name and
	 * type) comes the next time.  TCP is answered at once, here and
	 * below: only datagrams get late or lost.
	 */
	DNS_LATE,
	/* The first query over UDP for each type is lost. */
	DNS_DROP_FIRST,
};

/* Addresses for documentation, RFC 5737 and RFC 3849. */
#define DNS_FORGED_IPV4 "203.0.113.66"
#define DNS_FORGED_IPV6 "2001:db8:bad::66"

/*
 * What happens to queries for this name.  For a name that is reached
 * through an alias only the codes (NXDOMAIN to REFUSED) count.
 */
void dns_behave(struct dns_server *server, const char *name,
	enum dns_behaviour behaviour);

/*
 * The same from words, as in a zone file: kind is "A", "AAAA" or
 * "CNAME" and value the address or target; or "NXDOMAIN", "SERVFAIL",
 * "REFUSED" or "SILENT" and value is NULL.  Result: NULL, or what is
 * wrong (nothing was added then); never aborts.
 */
const char *dns_teach(struct dns_server *server, const char *name,
	const char *kind, const char *value);

/*
 * How often a name was asked for, over UDP and TCP together, or over
 * TCP alone.  type: an enum dns_type, or 0 for every type.  Aliases
 * count only for the name in the query.
 */
unsigned dns_queries(const struct dns_server *server, const char *name,
	uint16_t type);
unsigned dns_queries_by_tcp(const struct dns_server *server,
	const char *name, uint16_t type);

/* When the last question came (loop_now_us), -1 if none came yet. */
int64_t dns_last_asked_us(const struct dns_server *server);

/* A question that was asked, in printable ASCII. */
struct dns_asked {
	char name[DNS_NAME_TEXT_SIZE]; /* as it was first written */
	char type[DNS_TYPE_TEXT_SIZE]; /* "A", "AAAA", "TYPE65" */
	unsigned by_udp;
	unsigned by_tcp;
};

/*
 * The index-th different question (name and type), from 0, in the order
 * in which they first came; false if there were not so many.  The
 * server remembers 256; further ones are answered but not counted.
 */
bool dns_asked(const struct dns_server *server, size_t index,
	struct dns_asked *asked);

#endif
