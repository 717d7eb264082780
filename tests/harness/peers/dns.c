/*
 * The DNS server of a test; see dns.h.  First what it knows and what it
 * was asked, then how it decides on a reply, then its two transports.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "dns.h"
#include "journal.h"
#include "loop.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	NAMES_MAX = 64,
	RECORDS_MAX = 64, /* of one name */
	QUESTIONS_MAX = 256,
	CONNECTIONS_MAX = 32, /* half of what the loop can watch */
	OPEN_ATTEMPTS = 64,
	/* Before each message over TCP its size; RFC 1035, 4.2.2. */
	PREFIX_SIZE = 2,
	FRAME_MAX = PREFIX_SIZE + DNS_MESSAGE_MAX,
	/* To one query: the forged one and the right one. */
	REPLIES_MAX = 2,
};

struct record {
	enum dns_type type;
	union {
		struct in_addr ipv4;
		struct in6_addr ipv6;
		struct dns_name target;
	} data;
};

/* A name that was taught. */
struct host {
	struct dns_name name;
	enum dns_behaviour behaviour;
	size_t record_count;
	struct record records[RECORDS_MAX];
};

/* Who asked: a connection, or if that is NULL an address (UDP). */
struct asker {
	struct connection *connection;
	struct sockaddr_in address;
};

/* A query over UDP whose reply has to wait (DNS_LATE). */
struct held_query {
	bool waiting;
	struct dns_query query;
	struct asker asker;
};

struct question {
	struct dns_name name;
	uint16_t type;
	unsigned by_udp;
	unsigned by_tcp;
	struct held_query held;
};

/* A client over TCP.  A query is read only when no reply is queued. */
struct connection {
	struct dns_server *server;
	int fd;
	size_t received;
	size_t queued;
	size_t sent;
	uint8_t input[FRAME_MAX];
	uint8_t output[REPLIES_MAX * FRAME_MAX];
};

struct dns_server {
	int udp;
	int listener;
	uint16_t port;
	int64_t last_asked_us;
	size_t host_count;
	size_t question_count;
	struct host hosts[NAMES_MAX];
	struct question questions[QUESTIONS_MAX];
	struct connection *connections[CONNECTIONS_MAX];
	struct dns_reply reply; /* under construction */
	uint8_t datagram[DNS_MESSAGE_MAX]; /* just received */
};

/* --- what the server knows --- */

static const struct host *find_host(
	const struct dns_server *server, const struct dns_name *name)
{
	for (size_t i = 0; i < server->host_count; i++)
		if (dns_name_equal(&server->hosts[i].name, name))
			return &server->hosts[i];
	return NULL;
}

static bool is_alias_record(const struct record *record)
{
	return record->type == DNS_TYPE_CNAME;
}

static bool is_alias(const struct host *host)
{
	return host->record_count > 0 &&
		is_alias_record(&host->records[0]);
}

/* Finds or makes the host of this name.  Result: NULL or an error. */
static const char *take_host(struct dns_server *server,
	const char *name_text, struct host **host)
{
	struct dns_name name;
	const struct host *known;

	if (!dns_name_from_text(&name, name_text))
		return "this is not a domain name";
	known = find_host(server, &name);
	if (known == NULL && server->host_count == NAMES_MAX)
		return "there are 64 names already";
	if (known != NULL) {
		*host = &server->hosts[known - server->hosts];
		return NULL;
	}
	*host = &server->hosts[server->host_count++];
	(*host)->name = name;
	return NULL;
}

static const char *add_record(struct dns_server *server,
	const char *name, const struct record *record)
{
	struct host *host;
	const char *error = take_host(server, name, &host);

	if (error != NULL)
		return error;
	if (is_alias(host))
		return "the name is an alias (CNAME) already";
	if (is_alias_record(record) && host->record_count > 0)
		return "a name with records cannot be an alias (CNAME)";
	if (host->record_count == RECORDS_MAX)
		return "the name has 64 records already";
	host->records[host->record_count++] = *record;
	return NULL;
}

static const char *add_cname(
	struct dns_server *server, const char *name, const char *target)
{
	struct record record = { .type = DNS_TYPE_CNAME };

	if (!dns_name_from_text(&record.data.target, target))
		return "the alias's target is not a domain name";
	return add_record(server, name, &record);
}

static const char *set_behaviour(struct dns_server *server,
	const char *name, enum dns_behaviour behaviour)
{
	struct host *host;
	const char *error = take_host(server, name, &host);

	if (error == NULL)
		host->behaviour = behaviour;
	return error;
}

/* A test that cannot be set up is wrong, and must not go on. */
static void insist(const char *error, const char *name)
{
	if (error == NULL)
		return;
	fprintf(stderr, "dns: %.80s: %s\n", name, error);
	abort();
}

void dns_a(struct dns_server *server, const char *name,
	struct in_addr address)
{
	struct record record = { DNS_TYPE_A, { .ipv4 = address } };

	insist(add_record(server, name, &record), name);
}

void dns_aaaa(struct dns_server *server, const char *name,
	struct in6_addr address)
{
	struct record record = { DNS_TYPE_AAAA, { .ipv6 = address } };

	insist(add_record(server, name, &record), name);
}

void dns_cname(
	struct dns_server *server, const char *name, const char *target)
{
	insist(add_cname(server, name, target), name);
}

void dns_behave(struct dns_server *server, const char *name,
	enum dns_behaviour behaviour)
{
	insist(set_behaviour(server, name, behaviour), name);
}

static const char *teach_record(struct dns_server *server,
	const char *name, const char *kind, const char *value)
{
	struct record record = { .type = DNS_TYPE_A };

	if (strcmp(kind, "CNAME") == 0)
		return add_cname(server, name, value);
	if (strcmp(kind, "A") == 0) {
		if (inet_pton(AF_INET, value, &record.data.ipv4) != 1)
			return "this is not an IPv4 address";
		return add_record(server, name, &record);
	}
	record.type = DNS_TYPE_AAAA;
	if (inet_pton(AF_INET6, value, &record.data.ipv6) != 1)
		return "this is not an IPv6 address";
	return add_record(server, name, &record);
}

const char *dns_teach(struct dns_server *server, const char *name,
	const char *kind, const char *value)
{
	static const struct {
		const char *kind;
		bool record;
		enum dns_behaviour behaviour;
	} kinds[] = {
		{ "A", true, DNS_ANSWERS },
		{ "AAAA", true, DNS_ANSWERS },
		{ "CNAME", true, DNS_ANSWERS },
		{ "NXDOMAIN", false, DNS_NXDOMAIN },
		{ "SERVFAIL", false, DNS_SERVFAIL },
		{ "REFUSED", false, DNS_REFUSED },
		{ "SILENT", false, DNS_SILENT },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (strcmp(kind, kinds[i].kind) != 0)
			continue;
		if (kinds[i].record != (value != NULL))
			return value != NULL ? "this takes no value"
					     : "a value is missing";
		if (kinds[i].record)
			return teach_record(server, name, kind, value);
		return set_behaviour(server, name, kinds[i].behaviour);
	}
	return "this type is not known";
}

/* --- what the server was asked --- */

static struct question *take_question(
	struct dns_server *server, const struct dns_query *query)
{
	struct question *question = server->questions;
	struct question *end = question + server->question_count;

	for (; question < end; question++)
		if (question->type == query->type &&
			dns_name_equal(&question->name, &query->name))
			return question;
	if (server->question_count == QUESTIONS_MAX)
		return NULL;
	server->question_count++;
	question->name = query->name;
	question->type = query->type;
	return question;
}

/* Queries that match, over UDP and over TCP. */
struct counts {
	unsigned udp;
	unsigned tcp;
};

static struct counts count_queries(const struct dns_server *server,
	const char *name_text, uint16_t type)
{
	struct counts counts = { 0, 0 };
	struct dns_name name;

	if (!dns_name_from_text(&name, name_text))
		return counts; /* nobody can have asked for it */
	for (size_t i = 0; i < server->question_count; i++) {
		const struct question *question = &server->questions[i];

		if ((type != 0 && type != question->type) ||
			!dns_name_equal(&question->name, &name))
			continue;
		counts.udp += question->by_udp;
		counts.tcp += question->by_tcp;
	}
	return counts;
}

unsigned dns_queries(const struct dns_server *server, const char *name,
	uint16_t type)
{
	struct counts counts = count_queries(server, name, type);

	return counts.udp + counts.tcp;
}

unsigned dns_queries_by_tcp(const struct dns_server *server,
	const char *name, uint16_t type)
{
	return count_queries(server, name, type).tcp;
}

int64_t dns_last_asked_us(const struct dns_server *server)
{
	return server->last_asked_us;
}

bool dns_asked(const struct dns_server *server, size_t index,
	struct dns_asked *asked)
{
	if (index >= server->question_count)
		return false;
	const struct question *question = &server->questions[index];
	dns_name_to_text(&question->name, asked->name);
	dns_type_to_text(question->type, asked->type);
	asked->by_udp = question->by_udp;
	asked->by_tcp = question->by_tcp;
	return true;
}

/* --- what the server answers --- */

struct answer {
	enum dns_rcode rcode;
	bool negative; /* no such name, or no such data */
	size_t aliases; /* of the records, those that led on */
	size_t count;
	const struct record *records[NAMES_MAX + RECORDS_MAX];
};

static enum dns_rcode rcode_of(const struct host *host)
{
	if (host == NULL)
		return DNS_RCODE_NXDOMAIN;
	switch (host->behaviour) {
	case DNS_NXDOMAIN:
		return DNS_RCODE_NXDOMAIN;
	case DNS_SERVFAIL:
		return DNS_RCODE_SERVFAIL;
	case DNS_REFUSED:
		return DNS_RCODE_REFUSED;
	default:
		return DNS_RCODE_NOERROR;
	}
}

/* A question for the alias itself is not led on to its target. */
static bool leads_on(const struct host *host, uint16_t type)
{
	return is_alias(host) && type != DNS_TYPE_CNAME &&
		type != DNS_TYPE_ANY;
}

static void collect_records(
	const struct host *host, uint16_t type, struct answer *answer)
{
	for (size_t i = 0; i < host->record_count; i++)
		if (type == DNS_TYPE_ANY ||
			host->records[i].type == type)
			answer->records[answer->count++] =
				&host->records[i];
	answer->negative = answer->count == answer->aliases;
}

/* Follows aliases to the records; RFC 1034, section 4.3.2, step 3a. */
static void resolve(const struct dns_server *server,
	const struct dns_query *query, struct answer *answer)
{
	const struct dns_name *name = &query->name;

	answer->count = answer->aliases = 0;
	while (answer->aliases <= NAMES_MAX) {
		const struct host *host = find_host(server, name);

		answer->rcode = rcode_of(host);
		answer->negative = answer->rcode == DNS_RCODE_NXDOMAIN;
		if (answer->rcode != DNS_RCODE_NOERROR)
			return;
		if (!leads_on(host, query->type)) {
			collect_records(host, query->type, answer);
			return;
		}
		answer->records[answer->count++] = &host->records[0];
		answer->aliases++;
		name = &host->records[0].data.target;
	}
	/* More aliases than names: they form a ring. */
	answer->rcode = DNS_RCODE_SERVFAIL;
	answer->count = answer->aliases = 0;
}

static struct record forge(struct record record)
{
	if (record.type == DNS_TYPE_A)
		inet_pton(AF_INET, DNS_FORGED_IPV4, &record.data);
	else if (record.type == DNS_TYPE_AAAA)
		inet_pton(AF_INET6, DNS_FORGED_IPV6, &record.data);
	return record;
}

static void put_record(
	struct dns_reply *reply, const struct record *record)
{
	const struct dns_name *target = &record->data.target;

	if (record->type == DNS_TYPE_A)
		dns_reply_answer(reply, DNS_TYPE_A, &record->data,
			sizeof record->data.ipv4);
	else if (record->type == DNS_TYPE_AAAA)
		dns_reply_answer(reply, DNS_TYPE_AAAA, &record->data,
			sizeof record->data.ipv6);
	else
		dns_reply_answer(reply, DNS_TYPE_CNAME, target->bytes,
			target->size);
}

static void build_reply(struct dns_reply *reply,
	const struct dns_query *query, const struct answer *answer,
	size_t limit)
{
	dns_reply_begin(reply, query, limit);
	for (size_t i = 0; i < answer->count; i++)
		put_record(reply, answer->records[i]);
	if (answer->negative)
		dns_reply_soa(reply);
	dns_reply_end(reply, query, answer->rcode);
}

/* --- what the journal is told --- */

enum { SHORT_NAME = 40, SHORT_TEXT = 64 };

static const char *transport(const struct asker *asker)
{
	return asker->connection != NULL ? "TCP" : "UDP";
}

/* "A kestrel-4711.example.test"; a very long name is cut. */
static void describe_question(
	const struct dns_query *query, char text[SHORT_TEXT])
{
	char name[DNS_NAME_TEXT_SIZE];
	char type[DNS_TYPE_TEXT_SIZE];

	dns_name_to_text(&query->name, name);
	dns_type_to_text(query->type, type);
	snprintf(text, SHORT_TEXT, "%s %.*s%s", type, SHORT_NAME, name,
		strlen(name) > SHORT_NAME ? "..." : "");
}

static void describe_address(
	const struct record *record, char text[SHORT_TEXT])
{
	bool ipv4 = record->type == DNS_TYPE_A;
	char address[INET6_ADDRSTRLEN];

	inet_ntop(ipv4 ? AF_INET : AF_INET6, &record->data, address,
		sizeof address);
	snprintf(text, SHORT_TEXT, "%s %s", ipv4 ? "A" : "AAAA",
		address);
}

/* What the aliases, if any, led to. */
static void describe_outcome(const struct dns_query *query,
	const struct answer *answer, char text[SHORT_TEXT])
{
	const struct record *const *data =
		answer->records + answer->aliases;
	size_t count = answer->count - answer->aliases;
	char type[DNS_TYPE_TEXT_SIZE];

	dns_type_to_text(query->type, type);
	if (answer->rcode != DNS_RCODE_NOERROR)
		snprintf(text, SHORT_TEXT, "%s",
			dns_rcode_text(answer->rcode));
	else if (count == 0)
		snprintf(text, SHORT_TEXT, "no %s record", type);
	else if (count == 1 && !is_alias_record(data[0]))
		describe_address(data[0], text);
	else
		snprintf(text, SHORT_TEXT, "%zu %s record%s", count,
			type, count == 1 ? "" : "s");
}

static void tell_answer(const struct dns_query *query,
	const struct answer *answer, const struct asker *asker,
	bool truncated)
{
	char outcome[SHORT_TEXT];
	char aliases[SHORT_TEXT] = "";

	describe_outcome(query, answer, outcome);
	if (answer->aliases > 0)
		snprintf(aliases, sizeof aliases, "%zu CNAME, ",
			answer->aliases);
	journal_event("dns", "answers", "<", "%s%s%s (%s)", aliases,
		outcome, truncated ? ", truncated" : "",
		transport(asker));
}

/* --- how the server replies --- */

/* Datagrams may be lost: it is for the asker to ask again. */
static void send_datagram(
	const struct dns_server *server, const struct asker *asker)
{
	const struct dns_reply *reply = &server->reply;
	ssize_t n;

	do
		n = sendto(server->udp, reply->bytes, reply->size, 0,
			(const struct sockaddr *)&asker->address,
			sizeof asker->address);
	while (n == -1 && errno == EINTR);
	if (n == -1)
		journal_event("dns", "cannot answer", "", "%s (UDP)",
			strerror(errno));
}

/* There is room: a query is read only when nothing is queued. */
static void queue_reply(struct connection *connection)
{
	const struct dns_reply *reply = &connection->server->reply;
	uint8_t *frame = connection->output + connection->queued;
	size_t size = PREFIX_SIZE + reply->size;

	assert(size <= sizeof connection->output - connection->queued);
	frame[0] = (uint8_t)(reply->size >> 8);
	frame[1] = (uint8_t)reply->size;
	memcpy(frame + PREFIX_SIZE, reply->bytes, reply->size);
	connection->queued += size;
}

static void send_reply(
	const struct dns_server *server, const struct asker *asker)
{
	if (asker->connection != NULL)
		queue_reply(asker->connection);
	else
		send_datagram(server, asker);
}

static void reply_with(struct dns_server *server,
	const struct dns_query *query, const struct answer *answer,
	const struct asker *asker)
{
	size_t limit = asker->connection != NULL ? DNS_MESSAGE_MAX
						 : query->udp_size;

	build_reply(&server->reply, query, answer, limit);
	tell_answer(query, answer, asker, server->reply.truncated);
	send_reply(server, asker);
}

static void reply_truly(struct dns_server *server,
	const struct dns_query *query, const struct asker *asker)
{
	struct answer answer;

	resolve(server, query, &answer);
	reply_with(server, query, &answer, asker);
}

/* The id must be another one, so any change will do. */
static void reply_forged(struct dns_server *server,
	const struct dns_query *query, const struct asker *asker)
{
	struct record records[RECORDS_MAX];
	struct dns_query wrong = *query;
	struct answer answer;

	wrong.id ^= UINT16_MAX;
	resolve(server, query, &answer);
	for (size_t i = answer.aliases; i < answer.count; i++) {
		struct record *record = &records[i - answer.aliases];

		*record = forge(*answer.records[i]);
		answer.records[i] = record;
	}
	journal_event("dns", "forges", "", "the next answer's id is %u",
		(unsigned)wrong.id);
	reply_with(server, &wrong, &answer, asker);
}

/* Replies to the query before this one, and keeps this one waiting. */
static void reply_late(struct dns_server *server,
	const struct dns_query *query, const struct asker *asker,
	struct question *question)
{
	struct held_query last = question->held;

	question->held = (struct held_query){ true, *query, *asker };
	journal_event("dns", "is late", "", "until it is asked again");
	if (last.waiting)
		reply_truly(server, &last.query, &last.asker);
}

/* Does what the name's behaviour asks for.  question may be NULL. */
static void serve_question(struct dns_server *server,
	const struct dns_query *query, const struct asker *asker,
	struct question *question)
{
	const struct host *host = find_host(server, &query->name);
	enum dns_behaviour behaviour =
		host != NULL ? host->behaviour : DNS_ANSWERS;
	bool tracked_udp =
		question != NULL && asker->connection == NULL;

	if (behaviour == DNS_SILENT) {
		journal_event("dns", "stays silent", "", "(%s)",
			transport(asker));
		return;
	}
	if (behaviour == DNS_LATE && tracked_udp) {
		reply_late(server, query, asker, question);
		return;
	}
	if (behaviour == DNS_DROP_FIRST && tracked_udp &&
		question->by_udp == 1) {
		journal_event("dns", "loses the query", "", "(UDP)");
		return;
	}
	if (behaviour == DNS_WRONG_ID_FIRST)
		reply_forged(server, query, asker);
	reply_truly(server, query, asker);
}

static void take_query(struct dns_server *server,
	const struct dns_query *query, const struct asker *asker)
{
	struct question *question = take_question(server, query);
	char text[SHORT_TEXT];

	describe_question(query, text);
	journal_event("dns", "asked", ">", "%s? (%s)", text,
		transport(asker));
	server->last_asked_us = loop_now_us();
	if (question != NULL && asker->connection != NULL)
		question->by_tcp++;
	else if (question != NULL)
		question->by_udp++;
	serve_question(server, query, asker, question);
}

/* A message from outside: any bytes at all. */
static void take_message(struct dns_server *server,
	const uint8_t *message, size_t size, const struct asker *asker)
{
	struct answer refusal = { .count = 0 };
	struct dns_query query;
	int rcode = dns_query_read(message, size, &query);

	if (rcode == DNS_RCODE_NOERROR) {
		take_query(server, &query, asker);
		return;
	}
	journal_event("dns", "asked", ">", "%zu bytes: %s (%s)", size,
		rcode == -1 ? "not a query" : "a query it cannot serve",
		transport(asker));
	if (rcode == -1)
		return;
	refusal.rcode = (enum dns_rcode)rcode;
	reply_with(server, &query, &refusal, asker);
}

/* --- UDP --- */

/* One datagram a call: poll reports the next one again. */
static void on_datagram(void *context, int fd, short revents)
{
	struct dns_server *server = context;
	struct asker asker = { .connection = NULL };
	socklen_t size = sizeof asker.address;
	ssize_t n =
		recvfrom(fd, server->datagram, sizeof server->datagram,
			0, (struct sockaddr *)&asker.address, &size);

	(void)revents;
	if (n == -1)
		return; /* nothing there after all */
	take_message(server, server->datagram, (size_t)n, &asker);
}

/* --- TCP --- */

static void on_client(void *context, int fd, short revents);

static struct connection **find_connection(
	struct dns_server *server, const struct connection *connection)
{
	for (size_t i = 0; i < CONNECTIONS_MAX; i++)
		if (server->connections[i] == connection)
			return &server->connections[i];
	return NULL;
}

/* Ends a connection; its place may be taken by one that waits. */
static void end_connection(struct connection *connection)
{
	struct dns_server *server = connection->server;

	*find_connection(server, connection) = NULL;
	loop_forget(connection->fd);
	close(connection->fd);
	free(connection);
	loop_watch(server->listener, POLLIN, on_client, server);
}

/* False if the connection broke or the client has ended its side. */
static bool receive_input(struct connection *connection)
{
	ssize_t n = recv(connection->fd,
		connection->input + connection->received,
		sizeof connection->input - connection->received, 0);

	if (n == -1)
		return errno == EAGAIN || errno == EINTR;
	connection->received += (size_t)n;
	return n > 0;
}

/* Sends what the kernel takes now.  False if the connection broke. */
static bool send_output(struct connection *connection)
{
	while (connection->sent < connection->queued) {
		ssize_t n = send(connection->fd,
			connection->output + connection->sent,
			connection->queued - connection->sent,
			MSG_NOSIGNAL);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return errno == EAGAIN;
		connection->sent += (size_t)n;
	}
	connection->sent = connection->queued = 0;
	return true;
}

/* Takes a query out of the input; false if none is complete. */
static bool take_frame(struct connection *connection)
{
	const struct asker asker = { .connection = connection };
	const uint8_t *input = connection->input;
	size_t size;

	if (connection->received < PREFIX_SIZE)
		return false;
	size = (size_t)(input[0] << 8 | input[1]);
	if (connection->received < PREFIX_SIZE + size)
		return false;
	take_message(
		connection->server, input + PREFIX_SIZE, size, &asker);
	connection->received -= PREFIX_SIZE + size;
	memmove(connection->input, input + PREFIX_SIZE + size,
		connection->received);
	return true;
}

/*
 * Answers query after query until the input holds no complete one, or
 * the client does not take the replies: then the rest has to wait, so
 * a client that only asks cannot fill our memory.
 */
static bool answer_input(struct connection *connection)
{
	do
		if (!send_output(connection))
			return false;
	while (connection->queued == 0 && take_frame(connection));
	return true;
}

static void on_connection(void *context, int fd, short revents)
{
	struct connection *connection = context;
	bool blocked = connection->queued > 0;

	(void)revents;
	if ((!blocked && !receive_input(connection)) ||
		!answer_input(connection)) {
		end_connection(connection);
		return;
	}
	loop_watch(fd, connection->queued > 0 ? POLLOUT : POLLIN,
		on_connection, connection);
}

/* False if there is no place or no memory for it. */
static bool begin_connection(struct dns_server *server, int fd)
{
	struct connection **place = find_connection(server, NULL);
	struct connection *connection = NULL;

	if (place != NULL)
		connection = calloc(1, sizeof *connection);
	if (connection == NULL)
		return false;
	connection->server = server;
	connection->fd = fd;
	*place = connection;
	loop_watch(fd, POLLIN, on_connection, connection);
	return true;
}

/*
 * When all places are taken, or nothing can be accepted for want of
 * descriptors, clients wait in the kernel's queue until one leaves.
 */
static void on_client(void *context, int fd, short revents)
{
	struct dns_server *server = context;
	int client;

	(void)revents;
	if (find_connection(server, NULL) == NULL) {
		loop_forget(fd);
		return;
	}
	client = accept4(fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (client == -1) {
		if (errno == EMFILE || errno == ENFILE)
			loop_forget(fd);
		return;
	}
	if (!begin_connection(server, client))
		close(client);
}

/* --- beginning and end --- */

static int bind_loopback(int fd, int type, uint16_t port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	const int on = 1;

	/*
	 * Over TCP only: lets a new server follow an old one at once.
	 * Over UDP it would let two servers share the port.
	 */
	if (type == SOCK_STREAM &&
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on,
			sizeof on) == -1)
		return -1;
	if (bind(fd, (const struct sockaddr *)&address,
		    sizeof address) == -1)
		return -1;
	return type == SOCK_STREAM ? listen(fd, SOMAXCONN) : 0;
}

static void close_quietly(int fd)
{
	int saved = errno;

	close(fd);
	errno = saved;
}

/* Result: a bound socket, or -1 with errno. */
static int open_socket(int type, uint16_t port)
{
	int fd =
		socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd != -1 && bind_loopback(fd, type, port) == -1) {
		close_quietly(fd);
		return -1;
	}
	return fd;
}

static int port_of(int fd, uint16_t *port)
{
	struct sockaddr_in address;
	socklen_t size = sizeof address;

	if (getsockname(fd, (struct sockaddr *)&address, &size) == -1)
		return -1;
	*port = ntohs(address.sin_port);
	return 0;
}

/* Opens both sockets on one port; -1 with errno, and none open. */
static int open_pair(struct dns_server *server, uint16_t port)
{
	server->udp = open_socket(SOCK_DGRAM, port);
	if (server->udp == -1)
		return -1;
	server->listener = -1;
	if (port_of(server->udp, &server->port) == 0)
		server->listener =
			open_socket(SOCK_STREAM, server->port);
	if (server->listener == -1) {
		close_quietly(server->udp);
		return -1;
	}
	return 0;
}

/* The port that is free for UDP may be taken for TCP: then another. */
static int open_any_pair(struct dns_server *server)
{
	for (int i = 0; i < OPEN_ATTEMPTS; i++)
		if (open_pair(server, 0) == 0)
			return 0;
		else if (errno != EADDRINUSE)
			return -1;
	return -1;
}

struct dns_server *dns_open(uint16_t port)
{
	struct dns_server *server = calloc(1, sizeof *server);
	int result;

	if (server == NULL)
		return NULL;
	result = port == 0 ? open_any_pair(server)
			   : open_pair(server, port);
	if (result == -1) {
		free(server); /* keeps errno: malloc(3), glibc 2.33 */
		return NULL;
	}
	server->last_asked_us = -1;
	loop_watch(server->udp, POLLIN, on_datagram, server);
	loop_watch(server->listener, POLLIN, on_client, server);
	return server;
}

void dns_close(struct dns_server *server)
{
	for (size_t i = 0; i < CONNECTIONS_MAX; i++)
		if (server->connections[i] != NULL)
			end_connection(server->connections[i]);
	loop_forget(server->listener);
	close(server->listener);
	loop_forget(server->udp);
	close(server->udp);
	free(server);
}

uint16_t dns_port(const struct dns_server *server)
{
	return server->port;
}
