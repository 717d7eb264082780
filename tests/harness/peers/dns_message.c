/*
 * DNS messages as bytes; see dns_message.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "dns_message.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* The header's second 16 bits; RFC 1035, section 4.1.1. */
enum {
	FLAG_REPLY = 0x8000,
	FLAG_TRUNCATED = 0x0200,
	FLAG_RECURSION_DESIRED = 0x0100,
	FLAG_RECURSION_AVAILABLE = 0x0080,
	FLAG_CHECKING_DISABLED = 0x0010, /* RFC 4035, section 3.2.2 */
	OPCODE_SHIFT = 11,
	OPCODE_MASK = 0x0F,
	RCODE_MASK = 0x0F,
	OPCODE_QUERY = 0,
};

/* Offsets in the header. */
enum {
	AT_FLAGS = 2,
	AT_QUESTIONS = 4,
	AT_ANSWERS = 6,
	AT_AUTHORITY = 8,
	AT_ADDITIONAL = 10,
};

/* A label's first byte, or two; RFC 1035, section 4.1.4. */
enum { LABEL_KIND = 0xC0, LABEL_POINTER = 0xC0, OFFSET_MASK = 0x3FFF };

enum {
	OPT_SIZE = 11, /* root name, fixed part, no options */
	OPT_DNSSEC_OK = 0x8000, /* RFC 6891, section 6.1.3 */
	RECORD_FIXED_SIZE = 10, /* type, class, TTL, size of the data */
	POINTER_SIZE = 2,
};

static uint16_t load16(const uint8_t *from)
{
	return (uint16_t)(from[0] << 8 | from[1]);
}

static void store16(uint8_t *to, unsigned value)
{
	to[0] = (uint8_t)(value >> 8);
	to[1] = (uint8_t)value;
}

/* --- names --- */

/* Adds one label; the empty one ends the name. */
static bool append_label(
	struct dns_name *name, const uint8_t *label, size_t size)
{
	if (size > DNS_LABEL_MAX ||
		name->size + 1 + size > DNS_NAME_MAX)
		return false;
	name->bytes[name->size] = (uint8_t)size;
	if (size > 0)
		memcpy(name->bytes + name->size + 1, label, size);
	name->size = (uint8_t)(name->size + 1 + size);
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Reads what follows a backslash; false if it stands for no byte. */
static bool read_escape(const char **text, uint8_t *byte)
{
	const char *t = *text;

	if (*t == '\0')
		return false;
	if (!is_digit(*t)) {
		*byte = (uint8_t)*t;
		*text = t + 1;
		return true;
	}
	if (!is_digit(t[1]) || !is_digit(t[2]))
		return false;
	int value = 100 * (t[0] - '0') + 10 * (t[1] - '0') + t[2] - '0';
	*byte = (uint8_t)value;
	*text = t + 3;
	return value <= UINT8_MAX;
}

/* Reads one label and the dot after it, if there is one. */
static bool read_label_text(struct dns_name *name, const char **text)
{
	uint8_t label[DNS_LABEL_MAX];
	size_t size = 0;

	while (**text != '\0' && **text != '.') {
		uint8_t byte = (uint8_t)(*text)[0];

		(*text)++;
		if (byte == '\\' && !read_escape(text, &byte))
			return false;
		if (size == sizeof label)
			return false;
		label[size++] = byte;
	}
	if (**text == '.')
		(*text)++;
	return size > 0 && append_label(name, label, size);
}

bool dns_name_from_text(struct dns_name *name, const char *text)
{
	name->size = 0;
	if (strcmp(text, ".") == 0)
		return append_label(name, NULL, 0);
	do
		if (!read_label_text(name, &text))
			return false;
	while (*text != '\0');
	return append_label(name, NULL, 0);
}

/* Writes a byte of a label; returns the place behind it. */
static char *byte_to_text(uint8_t byte, char *text)
{
	if (byte == '.' || byte == '\\')
		*text++ = '\\';
	if (byte > ' ' && byte <= '~')
		*text++ = (char)byte;
	else
		text += sprintf(text, "\\%03u", (unsigned)byte);
	return text;
}

void dns_name_to_text(
	const struct dns_name *name, char text[DNS_NAME_TEXT_SIZE])
{
	const uint8_t *label = name->bytes;

	if (*label == 0)
		*text++ = '.';
	while (*label != 0) {
		if (label != name->bytes)
			*text++ = '.';
		for (unsigned i = 1; i <= *label; i++)
			text = byte_to_text(label[i], text);
		label += 1 + *label;
	}
	*text = '\0';
}

/* Only ASCII has letter case here, whatever the locale says. */
static uint8_t lower_case(uint8_t byte)
{
	return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
}

/* A label's size is at most 63, so it is never taken for a letter. */
bool dns_name_equal(const struct dns_name *a, const struct dns_name *b)
{
	if (a->size != b->size)
		return false;
	for (size_t i = 0; i < a->size; i++)
		if (lower_case(a->bytes[i]) != lower_case(b->bytes[i]))
			return false;
	return true;
}

/*
 * Follows the pointer at *from.  Its target must lie before `*bound`,
 * where the part of the name begins that holds it; every jump lowers
 * the bound, so there is a last one.
 */
static bool follow_pointer(const uint8_t *message, size_t size,
	size_t *from, size_t *bound)
{
	if (size - *from < POINTER_SIZE)
		return false;
	size_t target = load16(message + *from) & OFFSET_MASK;
	if (target < DNS_HEADER_SIZE || target >= *bound)
		return false;
	*from = target;
	*bound = target;
	return true;
}

/* Copies the label at *from into the name and moves behind it. */
static bool copy_label(const uint8_t *message, size_t size,
	size_t *from, struct dns_name *name)
{
	size_t label_size = message[*from];

	if (label_size >= size - *from)
		return false;
	if (!append_label(name, message + *from + 1, label_size))
		return false;
	*from += 1 + label_size;
	return true;
}

bool dns_name_read(const uint8_t *message, size_t size, size_t *at,
	struct dns_name *name)
{
	size_t from = *at;
	size_t bound = from;
	size_t end = 0; /* where the name ends before its first jump */
	bool last = false;

	name->size = 0;
	while (!last) {
		if (from >= size)
			return false;
		if ((message[from] & LABEL_KIND) == LABEL_POINTER) {
			if (end == 0)
				end = from + POINTER_SIZE;
			if (!follow_pointer(
				    message, size, &from, &bound))
				return false;
			continue;
		}
		last = message[from] == 0;
		if (!copy_label(message, size, &from, name))
			return false;
	}
	*at = end != 0 ? end : from;
	return true;
}

/* --- words for people --- */

void dns_type_to_text(uint16_t type, char text[DNS_TYPE_TEXT_SIZE])
{
	static const struct {
		uint16_t type;
		const char *text;
	} known[] = {
		{ DNS_TYPE_A, "A" },
		{ 2, "NS" },
		{ DNS_TYPE_CNAME, "CNAME" },
		{ DNS_TYPE_SOA, "SOA" },
		{ 12, "PTR" },
		{ 15, "MX" },
		{ 16, "TXT" },
		{ DNS_TYPE_AAAA, "AAAA" },
		{ 33, "SRV" },
		{ DNS_TYPE_ANY, "ANY" },
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (known[i].type == type) {
			strcpy(text, known[i].text);
			return;
		}
	snprintf(text, DNS_TYPE_TEXT_SIZE, "TYPE%u", (unsigned)type);
}

const char *dns_rcode_text(enum dns_rcode rcode)
{
	switch (rcode) {
	case DNS_RCODE_NOERROR:
		return "NOERROR";
	case DNS_RCODE_FORMERR:
		return "FORMERR";
	case DNS_RCODE_SERVFAIL:
		return "SERVFAIL";
	case DNS_RCODE_NXDOMAIN:
		return "NXDOMAIN";
	case DNS_RCODE_NOTIMP:
		return "NOTIMP";
	case DNS_RCODE_REFUSED:
		return "REFUSED";
	case DNS_RCODE_BADVERS:
		return "BADVERS";
	}
	return "unknown code";
}

/* --- queries --- */

/* A place in a message; it never moves past the message's end. */
struct cursor {
	const uint8_t *message;
	size_t size;
	size_t at;
};

static bool take_name(struct cursor *cursor, struct dns_name *name)
{
	return dns_name_read(
		cursor->message, cursor->size, &cursor->at, name);
}

/* Result: the next `count` bytes, NULL if there are fewer. */
static const uint8_t *take_bytes(struct cursor *cursor, size_t count)
{
	const uint8_t *bytes = cursor->message + cursor->at;

	if (cursor->size - cursor->at < count)
		return NULL;
	cursor->at += count;
	return bytes;
}

static void read_header(const uint8_t *header, struct dns_query *query)
{
	unsigned flags = load16(header + AT_FLAGS);

	memset(query, 0, sizeof *query);
	query->id = load16(header);
	query->opcode = flags >> OPCODE_SHIFT & OPCODE_MASK;
	query->recursion_desired =
		(flags & FLAG_RECURSION_DESIRED) != 0;
	query->checking_disabled =
		(flags & FLAG_CHECKING_DISABLED) != 0;
	query->udp_size = DNS_UDP_DEFAULT;
}

static bool read_question(
	struct cursor *cursor, struct dns_query *query)
{
	const uint8_t *fixed;

	if (!take_name(cursor, &query->name))
		return false;
	fixed = take_bytes(cursor, 4);
	if (fixed == NULL)
		return false;
	query->type = load16(fixed);
	query->class = load16(fixed + 2);
	query->has_question = true;
	return true;
}

/* RFC 6891, section 6.1: sizes hide in the class, flags in the TTL. */
static bool read_opt(const struct dns_name *owner, const uint8_t *fixed,
	struct dns_query *query)
{
	size_t offered = load16(fixed + 2);

	if (query->edns || owner->size != 1)
		return false; /* one at most, and owned by the root */
	query->edns = true;
	query->edns_version = fixed[5];
	query->dnssec_ok = (load16(fixed + 6) & OPT_DNSSEC_OK) != 0;
	if (offered < DNS_UDP_DEFAULT)
		offered = DNS_UDP_DEFAULT;
	query->udp_size = offered < DNS_UDP_MAX ? offered : DNS_UDP_MAX;
	return true;
}

/* Passes one record; keeps what it says if it is the OPT record. */
static bool read_record(
	struct cursor *cursor, bool additional, struct dns_query *query)
{
	struct dns_name owner;
	const uint8_t *fixed;

	if (!take_name(cursor, &owner))
		return false;
	fixed = take_bytes(cursor, RECORD_FIXED_SIZE);
	if (fixed == NULL ||
		take_bytes(cursor, load16(fixed + 8)) == NULL)
		return false;
	if (load16(fixed) != DNS_TYPE_OPT)
		return true;
	return additional && read_opt(&owner, fixed, query);
}

/*
 * Passes all records.  The header may announce 196,605 of them, but
 * each takes at least 11 bytes or ends the walk.
 */
static bool read_records(struct cursor *cursor, struct dns_query *query)
{
	unsigned others =
		(unsigned)load16(cursor->message + AT_ANSWERS) +
		load16(cursor->message + AT_AUTHORITY);
	unsigned all = others + load16(cursor->message + AT_ADDITIONAL);

	for (unsigned i = 0; i < all; i++)
		if (!read_record(cursor, i >= others, query))
			return false;
	return true;
}

int dns_query_read(
	const uint8_t *message, size_t size, struct dns_query *query)
{
	struct cursor cursor = { message, size, DNS_HEADER_SIZE };

	/* Replies to replies could go on for ever. */
	if (size < DNS_HEADER_SIZE ||
		(load16(message + AT_FLAGS) & FLAG_REPLY) != 0)
		return -1;
	read_header(message, query);
	if (query->opcode != OPCODE_QUERY)
		return DNS_RCODE_NOTIMP;
	/* Exactly one question: RFC 9619, section 4. */
	if (load16(message + AT_QUESTIONS) != 1 ||
		!read_question(&cursor, query) ||
		!read_records(&cursor, query) || cursor.at != size)
		return DNS_RCODE_FORMERR;
	if (query->edns_version != 0)
		return DNS_RCODE_BADVERS;
	if (query->class != DNS_CLASS_IN)
		return DNS_RCODE_REFUSED;
	return DNS_RCODE_NOERROR;
}

/* --- replies --- */

static bool has_room(const struct dns_reply *reply, size_t count)
{
	return count <= reply->limit - reply->size;
}

/* The caller has made sure that there is room. */
static void put_bytes(
	struct dns_reply *reply, const void *bytes, size_t count)
{
	assert(has_room(reply, count));
	memcpy(reply->bytes + reply->size, bytes, count);
	reply->size += count;
}

static void put16(struct dns_reply *reply, unsigned value)
{
	uint8_t bytes[2];

	store16(bytes, value);
	put_bytes(reply, bytes, sizeof bytes);
}

static void put32(struct dns_reply *reply, uint32_t value)
{
	put16(reply, value >> 16);
	put16(reply, value & UINT16_MAX);
}

/* Adds one to one of the header's counts of records. */
static void count_record(struct dns_reply *reply, size_t at)
{
	store16(reply->bytes + at, load16(reply->bytes + at) + 1U);
}

void dns_reply_begin(struct dns_reply *reply,
	const struct dns_query *query, size_t limit)
{
	assert(limit >= DNS_UDP_DEFAULT && limit <= DNS_MESSAGE_MAX);
	memset(reply->bytes, 0, DNS_HEADER_SIZE);
	reply->size = DNS_HEADER_SIZE;
	reply->limit = query->edns ? limit - OPT_SIZE : limit;
	reply->owner = DNS_HEADER_SIZE;
	reply->owner_size = query->name.size;
	reply->truncated = false;
	store16(reply->bytes, query->id);
	if (!query->has_question)
		return;
	/* As it came, letter case too: some askers compare bytes. */
	put_bytes(reply, query->name.bytes, query->name.size);
	put16(reply, query->type);
	put16(reply, query->class);
	count_record(reply, AT_QUESTIONS);
}

/* Fourteen bits of offset reach only the first quarter of a message. */
static bool owner_in_reach(const struct dns_reply *reply)
{
	return reply->owner <= OFFSET_MASK;
}

/* A pointer to the owner's name, else the whole name once more. */
static void put_owner(struct dns_reply *reply)
{
	if (owner_in_reach(reply))
		put16(reply,
			(unsigned)(LABEL_POINTER << 8 | reply->owner));
	else
		put_bytes(reply, reply->bytes + reply->owner,
			reply->owner_size);
}

/* A TTL of 0: nobody is to remember a name that a test made up. */
static void put_record_fixed(
	struct dns_reply *reply, enum dns_type type, size_t data_size)
{
	put16(reply, type);
	put16(reply, DNS_CLASS_IN);
	put32(reply, 0);
	put16(reply, (unsigned)data_size);
}

/* A record that is left out leaves out all that follow it too. */
static bool admit(struct dns_reply *reply, size_t count)
{
	if (!has_room(reply, count))
		reply->truncated = true;
	return !reply->truncated;
}

void dns_reply_answer(struct dns_reply *reply, enum dns_type type,
	const void *data, size_t size)
{
	size_t owner_size = owner_in_reach(reply) ? POINTER_SIZE
						  : reply->owner_size;

	if (!admit(reply, owner_size + RECORD_FIXED_SIZE + size))
		return;
	put_owner(reply);
	put_record_fixed(reply, type, size);
	if (type == DNS_TYPE_CNAME) {
		reply->owner = reply->size;
		reply->owner_size = size;
	}
	put_bytes(reply, data, size);
	count_record(reply, AT_ANSWERS);
}

/*
 * The root zone's: the root is above every name.  The last of the five
 * numbers is how long the answer may be remembered: not at all.
 */
void dns_reply_soa(struct dns_reply *reply)
{
	static const uint8_t root[] = "";
	static const uint8_t server[] = "\3dns\7example\4test";
	static const uint8_t mailbox[] = "\4host\7example\4test";
	static const uint32_t numbers[5] = { 1, 3600, 600, 86400, 0 };
	size_t size = sizeof server + sizeof mailbox + sizeof numbers;

	if (!admit(reply, sizeof root + RECORD_FIXED_SIZE + size))
		return;
	put_bytes(reply, root, sizeof root);
	put_record_fixed(reply, DNS_TYPE_SOA, size);
	put_bytes(reply, server, sizeof server);
	put_bytes(reply, mailbox, sizeof mailbox);
	for (size_t i = 0; i < 5; i++)
		put32(reply, numbers[i]);
	count_record(reply, AT_AUTHORITY);
}

/* RFC 6891, section 6.1; the code's high bits are the TTL's first. */
static void put_opt(struct dns_reply *reply,
	const struct dns_query *query, enum dns_rcode rcode)
{
	static const uint8_t root[] = "";

	reply->limit += OPT_SIZE;
	put_bytes(reply, root, sizeof root);
	put16(reply, DNS_TYPE_OPT);
	put16(reply, DNS_UDP_MAX);
	put16(reply, (unsigned)rcode >> 4 << 8);
	put16(reply, query->dnssec_ok ? OPT_DNSSEC_OK : 0);
	put16(reply, 0);
	count_record(reply, AT_ADDITIONAL);
}

void dns_reply_end(struct dns_reply *reply,
	const struct dns_query *query, enum dns_rcode rcode)
{
	unsigned flags = FLAG_REPLY | FLAG_RECURSION_AVAILABLE |
		((unsigned)rcode & RCODE_MASK);

	flags |= (unsigned)query->opcode << OPCODE_SHIFT;
	if (reply->truncated)
		flags |= FLAG_TRUNCATED;
	if (query->recursion_desired)
		flags |= FLAG_RECURSION_DESIRED;
	if (query->checking_disabled)
		flags |= FLAG_CHECKING_DISABLED;
	store16(reply->bytes + AT_FLAGS, flags);
	if (query->edns)
		put_opt(reply, query, rcode);
}
