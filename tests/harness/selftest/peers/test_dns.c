/*
 * Self-test of the DNS server (dns.h): raw clients in the same event
 * loop, and the C library's own client (libresolv) in a thread.
 *
 * Link with dns.c, dns_message.c, loop.c, -lcriterion and -lresolv; the
 * journal is stood in for here.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "dns.h"
#include "journal.h"
#include "loop.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <resolv.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_MS = 5000, JOURNAL_LINES = 64 };

static const char host[] = "kestrel-4711.example.test";
static struct dns_server *server;

/* --- the journal --- */

static char journal[JOURNAL_LINES][128];
static size_t journal_size;

void journal_event(const char *who, const char *event,
	const char *arrow, const char *format, ...)
{
	va_list arguments;
	char data[100];

	va_start(arguments, format);
	vsnprintf(data, sizeof data, format, arguments);
	va_end(arguments);
	snprintf(journal[journal_size++ % JOURNAL_LINES],
		sizeof journal[0], "%s %s %s %s", who, event, arrow,
		data);
}

static void expect_journal(size_t index, const char *line)
{
	cr_assert(index < journal_size, "no line %zu", index);
	cr_assert(strcmp(journal[index], line) == 0, "\"%s\"",
		journal[index]);
}

/* --- clients --- */

/* A client over UDP; counts replies, keeps the last. */
struct udp_client {
	int fd;
	size_t replies;
	size_t size;
	uint8_t reply[DNS_MESSAGE_MAX];
};

static struct udp_client udp;

static struct sockaddr_in server_address(void)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons(dns_port(server)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

static int connected_socket(int type, int receive_buffer)
{
	struct sockaddr_in address = server_address();
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	cr_assert(fd != -1, "socket: %s", strerror(errno));
	if (receive_buffer > 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer,
			sizeof receive_buffer);
	cr_assert(connect(fd, (struct sockaddr *)&address,
			  sizeof address) == 0,
		"connect: %s", strerror(errno));
	return fd;
}

static void on_udp_reply(void *context, int fd, short revents)
{
	struct udp_client *client = context;
	ssize_t n = recv(
		fd, client->reply, sizeof client->reply, MSG_DONTWAIT);

	(void)revents;
	cr_assert(n != -1, "recv: %s", strerror(errno));
	client->size = (size_t)n;
	client->replies++;
}

/* A client over TCP; counts whole replies, keeps the last. */
struct tcp_client {
	int fd;
	bool ended;
	size_t replies;
	size_t size;
	size_t received;
	uint8_t reply[DNS_MESSAGE_MAX];
	uint8_t input[2 + DNS_MESSAGE_MAX];
};

/* Takes the first reply out of the input, if it is whole. */
static bool take_reply(struct tcp_client *client)
{
	size_t size =
		(size_t)(client->input[0] << 8 | client->input[1]);

	if (client->received < 2 || client->received < 2 + size)
		return false;
	memcpy(client->reply, client->input + 2, size);
	client->size = size;
	client->replies++;
	client->received -= 2 + size;
	memmove(client->input, client->input + 2 + size,
		client->received);
	return true;
}

static void on_tcp_reply(void *context, int fd, short revents)
{
	struct tcp_client *client = context;
	ssize_t n = recv(fd, client->input + client->received,
		sizeof client->input - client->received, MSG_DONTWAIT);
	bool more;

	(void)revents;
	if (n <= 0) {
		client->ended = true;
		loop_forget(fd);
		return;
	}
	client->received += (size_t)n;
	do
		more = take_reply(client);
	while (more);
}

/* A connection that does not read yet. */
static struct tcp_client *tcp_open(int receive_buffer)
{
	struct tcp_client *client = calloc(1, sizeof *client);

	cr_assert(client != NULL, "no memory");
	client->fd = connected_socket(SOCK_STREAM, receive_buffer);
	return client;
}

static void tcp_read(struct tcp_client *client)
{
	loop_watch(client->fd, POLLIN, on_tcp_reply, client);
}

static void tcp_close(struct tcp_client *client)
{
	loop_forget(client->fd);
	close(client->fd);
	free(client);
}

struct count {
	const size_t *counter;
	size_t wanted;
};

static bool count_reached(void *context)
{
	const struct count *count = context;

	return *count->counter >= count->wanted;
}

static void wait_for(const size_t *counter, size_t wanted)
{
	struct count count = { counter, wanted };

	cr_assert(loop_until(count_reached, &count,
			  loop_deadline(PATIENCE_MS)),
		"%zu of %zu replies came", *counter, wanted);
}

static bool has_ended(void *context)
{
	const struct tcp_client *client = context;

	return client->ended;
}

static void start_server(void)
{
	server = dns_open(0);
	cr_assert(server != NULL, "dns_open: %s", strerror(errno));
	udp.fd = connected_socket(SOCK_DGRAM, 0);
	loop_watch(udp.fd, POLLIN, on_udp_reply, &udp);
}

static void stop_server(void)
{
	loop_forget(udp.fd);
	close(udp.fd);
	dns_close(server);
}

TestSuite(
	dns, .init = start_server, .fini = stop_server, .timeout = 20);

/* --- questions --- */

/* A query over TCP begins with its size; over UDP without. */
struct query {
	size_t size;
	uint8_t bytes[2 + 512];
};

static void put(struct query *query, const void *bytes, size_t size)
{
	memcpy(query->bytes + query->size, bytes, size);
	query->size += size;
}

static void put_opt(struct query *query, uint16_t offered)
{
	uint8_t opt[] = { 0, 0, 41, (uint8_t)(offered >> 8),
		(uint8_t)offered, 0, 0, 0, 0, 0, 0 };

	put(query, opt, sizeof opt);
}

/* edns: the size offered, 0 for none. */
static struct query make_query(
	const char *text, uint16_t type, uint16_t edns)
{
	static uint16_t id = 0x4700;
	struct query query = { .size = 2 };
	uint8_t header[] = { 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0,
		edns != 0 };
	uint8_t fixed[] = { (uint8_t)(type >> 8), (uint8_t)type, 0, 1 };
	struct dns_name name;

	cr_assert(dns_name_from_text(&name, text), "%s", text);
	id++;
	header[0] = (uint8_t)(id >> 8);
	header[1] = (uint8_t)id;
	put(&query, header, sizeof header);
	put(&query, name.bytes, name.size);
	put(&query, fixed, sizeof fixed);
	if (edns != 0)
		put_opt(&query, edns);
	query.bytes[0] = (uint8_t)((query.size - 2) >> 8);
	query.bytes[1] = (uint8_t)(query.size - 2);
	return query;
}

static void send_all(int fd, const void *bytes, size_t size)
{
	ssize_t n = send(fd, bytes, size, MSG_NOSIGNAL);

	cr_assert(n == (ssize_t)size, "send: %s", strerror(errno));
}

static void send_udp(const char *name, uint16_t type, uint16_t edns)
{
	struct query query = make_query(name, type, edns);

	send_all(udp.fd, query.bytes + 2, query.size - 2);
}

static void send_tcp(
	struct tcp_client *client, const char *name, uint16_t type)
{
	struct query query = make_query(name, type, 0);

	send_all(client->fd, query.bytes, query.size);
}

static ns_msg parse(const uint8_t *bytes, size_t size)
{
	ns_msg message;

	cr_assert(ns_initparse(bytes, (int)size, &message) == 0,
		"the library cannot read the reply");
	return message;
}

/* Asks over UDP; the reply stays valid until the next question. */
static ns_msg ask_offering(
	uint16_t edns, const char *name, uint16_t type)
{
	size_t before = udp.replies;

	send_udp(name, type, edns);
	wait_for(&udp.replies, before + 1);
	return parse(udp.reply, udp.size);
}

static ns_msg ask(const char *name, uint16_t type)
{
	return ask_offering(0, name, type);
}

static ns_msg ask_tcp(
	struct tcp_client *client, const char *name, uint16_t type)
{
	size_t before = client->replies;

	tcp_read(client);
	send_tcp(client, name, type);
	wait_for(&client->replies, before + 1);
	return parse(client->reply, client->size);
}

/*
 * Datagrams are served in order: once this question is answered, so is
 * every earlier one that ever will be.
 */
static void pass_barrier(void)
{
	size_t before = udp.replies;

	dns_behave(server, "barrier.test", DNS_REFUSED);
	send_udp("barrier.test", ns_t_a, 0);
	wait_for(&udp.replies, before + 1);
	cr_assert(ns_msg_getflag(parse(udp.reply, udp.size),
			  ns_f_rcode) == ns_r_refused,
		"another reply than the barrier's");
}

/* --- expectations --- */

static void expect(const ns_msg *reply, int rcode, int answers)
{
	cr_assert(ns_msg_getflag(*reply, ns_f_rcode) == rcode,
		"code %d", ns_msg_getflag(*reply, ns_f_rcode));
	cr_assert(ns_msg_count(*reply, ns_s_an) == answers,
		"%d answers", ns_msg_count(*reply, ns_s_an));
}

static void expect_soa(ns_msg *reply)
{
	ns_rr record;

	cr_assert(ns_parserr(reply, ns_s_ns, 0, &record) == 0,
		"nothing in the authority section");
	cr_assert(ns_rr_type(record) == ns_t_soa, "not an SOA");
}

static void expect_record(
	ns_msg *reply, int index, const char *owner, const char *value)
{
	char text[NS_MAXDNAME] = "?";
	ns_rr record;

	cr_assert(ns_parserr(reply, ns_s_an, index, &record) == 0,
		"no answer %d", index);
	cr_assert(strcmp(ns_rr_name(record), owner) == 0, "owner %s",
		ns_rr_name(record));
	if (ns_rr_type(record) == ns_t_a)
		inet_ntop(AF_INET, ns_rr_rdata(record), text,
			sizeof text);
	else if (ns_rr_type(record) == ns_t_aaaa)
		inet_ntop(AF_INET6, ns_rr_rdata(record), text,
			sizeof text);
	else
		dn_expand(ns_msg_base(*reply), ns_msg_end(*reply),
			ns_rr_rdata(record), text, sizeof text);
	cr_assert(strcmp(text, value) == 0, "value %s", text);
}

static void teach_a(const char *name, const char *text)
{
	struct in_addr address;

	cr_assert(inet_pton(AF_INET, text, &address) == 1, "%s", text);
	dns_a(server, name, address);
}

static void teach_aaaa(const char *name, const char *text)
{
	struct in6_addr address;

	cr_assert(inet_pton(AF_INET6, text, &address) == 1, "%s", text);
	dns_aaaa(server, name, address);
}

static void teach_many(const char *name, unsigned count)
{
	for (unsigned i = 1; i <= count; i++) {
		struct in_addr address = { htonl(0xC0000200 + i) };

		dns_a(server, name, address);
	}
}

/* --- what it answers --- */

Test(dns, an_address)
{
	ns_msg reply;

	teach_a(host, "192.0.2.7");
	reply = ask(host, ns_t_a);
	expect(&reply, ns_r_noerror, 1);
	expect_record(&reply, 0, host, "192.0.2.7");
	cr_assert(ns_msg_count(reply, ns_s_ns) == 0, "authority");
	expect_journal(
		0, "dns asked > A kestrel-4711.example.test? (UDP)");
	expect_journal(1, "dns answers < A 192.0.2.7 (UDP)");
}

Test(dns, an_ipv6_address)
{
	ns_msg reply;

	teach_aaaa(host, "2001:db8::7");
	reply = ask(host, ns_t_aaaa);
	expect(&reply, ns_r_noerror, 1);
	expect_record(&reply, 0, host, "2001:db8::7");
	expect_journal(1, "dns answers < AAAA 2001:db8::7 (UDP)");
}

Test(dns, letter_case_makes_no_difference)
{
	ns_msg reply;

	teach_a("Kestrel.test", "192.0.2.7");
	reply = ask("kEsTrEl.TEST", ns_t_a);
	expect(&reply, ns_r_noerror, 1);
	expect_record(&reply, 0, "kEsTrEl.TEST", "192.0.2.7");
	cr_assert(dns_queries(server, "KESTREL.test", ns_t_a) == 1,
		"count");
}

Test(dns, an_unknown_name_does_not_exist)
{
	ns_msg reply = ask(host, ns_t_a);

	expect(&reply, ns_r_nxdomain, 0);
	expect_soa(&reply);
	expect_journal(1, "dns answers < NXDOMAIN (UDP)");
}

Test(dns, a_known_name_without_the_type_has_no_data)
{
	ns_msg reply;

	teach_aaaa(host, "2001:db8::7");
	reply = ask(host, ns_t_a);
	expect(&reply, ns_r_noerror, 0);
	expect_soa(&reply);
	expect_journal(1, "dns answers < no A record (UDP)");
}

Test(dns, records_keep_order_and_repetition)
{
	ns_msg reply;

	teach_a(host, "192.0.2.9");
	teach_a(host, "192.0.2.7");
	teach_a(host, "192.0.2.9");
	reply = ask(host, ns_t_a);
	expect(&reply, ns_r_noerror, 3);
	expect_record(&reply, 0, host, "192.0.2.9");
	expect_record(&reply, 1, host, "192.0.2.7");
	expect_record(&reply, 2, host, "192.0.2.9");
	expect_journal(1, "dns answers < 3 A records (UDP)");
}

Test(dns, a_chain_of_aliases_is_one_answer)
{
	ns_msg reply;

	dns_cname(server, host, "b.test");
	dns_cname(server, "b.test", "c.test");
	teach_a("c.test", "192.0.2.7");
	reply = ask(host, ns_t_a);
	expect(&reply, ns_r_noerror, 3);
	expect_record(&reply, 0, host, "b.test");
	expect_record(&reply, 1, "b.test", "c.test");
	expect_record(&reply, 2, "c.test", "192.0.2.7");
	cr_assert(ns_msg_count(reply, ns_s_ns) == 0, "authority");
	expect_journal(1, "dns answers < 2 CNAME, A 192.0.2.7 (UDP)");
}

Test(dns, the_last_name_of_a_chain_decides)
{
	ns_msg reply;

	dns_cname(server, host, "b.test");
	reply = ask(host, ns_t_a);
	expect(&reply, ns_r_nxdomain, 1);
	expect_soa(&reply);
	expect_journal(1, "dns answers < 1 CNAME, NXDOMAIN (UDP)");
	teach_aaaa("b.test", "::1");
	reply = ask(host, ns_t_a);
	expect(&reply, ns_r_noerror, 1);
	expect_soa(&reply);
	dns_behave(server, "b.test", DNS_SERVFAIL);
	reply = ask(host, ns_t_a);
	expect(&reply, ns_r_servfail, 1);
}

Test(dns, a_ring_of_aliases_is_a_server_failure)
{
	ns_msg reply;

	dns_cname(server, host, "b.test");
	dns_cname(server, "b.test", host);
	reply = ask(host, ns_t_a);
	expect(&reply, ns_r_servfail, 0);
	dns_cname(server, "self.test", "self.test");
	reply = ask("self.test", ns_t_a);
	expect(&reply, ns_r_servfail, 0);
}

Test(dns, the_longest_chain_is_followed)
{
	struct tcp_client *client = tcp_open(0);
	char name[32], next[32];
	ns_msg reply;

	for (int i = 0; i < 63; i++) {
		snprintf(name, sizeof name, "n%d.test", i);
		snprintf(next, sizeof next, "n%d.test", i + 1);
		dns_cname(server, name, next);
	}
	teach_a(next, "192.0.2.7");
	reply = ask_tcp(client, "n0.test", ns_t_a);
	expect(&reply, ns_r_noerror, 64);
	expect_record(&reply, 63, "n63.test", "192.0.2.7");
	tcp_close(client);
}

Test(dns, a_question_for_the_alias_is_not_led_on)
{
	ns_msg reply;

	dns_cname(server, host, "b.test");
	teach_a("b.test", "192.0.2.7");
	reply = ask(host, ns_t_cname);
	expect(&reply, ns_r_noerror, 1);
	expect_record(&reply, 0, host, "b.test");
	cr_assert(ns_msg_count(reply, ns_s_ns) == 0, "authority");
	reply = ask(host, ns_t_any);
	expect(&reply, ns_r_noerror, 1);
}

Test(dns, any_asks_for_all_records)
{
	ns_msg reply;

	teach_a(host, "192.0.2.7");
	teach_aaaa(host, "::1");
	reply = ask(host, ns_t_any);
	expect(&reply, ns_r_noerror, 2);
}

Test(dns, a_long_answer_is_truncated_over_udp_only)
{
	struct tcp_client *client = tcp_open(0);
	ns_msg reply;

	teach_many(host, 32);
	reply = ask(host, ns_t_a);
	cr_assert(udp.size <= 512, "%zu bytes", udp.size);
	cr_assert(ns_msg_getflag(reply, ns_f_tc), "not truncated");
	expect_journal(
		1, "dns answers < 32 A records, truncated (UDP)");
	reply = ask_tcp(client, host, ns_t_a);
	expect(&reply, ns_r_noerror, 32);
	cr_assert(!ns_msg_getflag(reply, ns_f_tc), "truncated");
	expect_record(&reply, 31, host, "192.0.2.32");
	tcp_close(client);
}

Test(dns, the_offered_size_counts_up_to_1232)
{
	ns_msg reply;

	teach_many(host, 64);
	teach_many("few.test", 60);
	reply = ask_offering(1232, "few.test", ns_t_a);
	expect(&reply, ns_r_noerror, 60);
	cr_assert(!ns_msg_getflag(reply, ns_f_tc), "truncated");
	cr_assert(ns_msg_count(reply, ns_s_ar) == 1, "no OPT");
	for (unsigned i = 0; i < 64; i++)
		teach_aaaa("much.test", "2001:db8::1");
	reply = ask_offering(4096, "much.test", ns_t_aaaa);
	cr_assert(ns_msg_getflag(reply, ns_f_tc), "not truncated");
	cr_assert(udp.size <= 1232, "%zu bytes", udp.size);
	reply = ask_offering(100, host, ns_t_a);
	cr_assert(ns_msg_getflag(reply, ns_f_tc), "not truncated");
	cr_assert(udp.size > 490 && udp.size <= 512, "%zu", udp.size);
}

/* --- how it misbehaves --- */

Test(dns, codes_on_request)
{
	ns_msg reply;

	teach_a(host, "192.0.2.7");
	dns_behave(server, host, DNS_SERVFAIL);
	reply = ask(host, ns_t_a);
	expect(&reply, ns_r_servfail, 0);
	dns_behave(server, host, DNS_REFUSED);
	reply = ask(host, ns_t_a);
	expect(&reply, ns_r_refused, 0);
	dns_behave(server, host, DNS_NXDOMAIN);
	reply = ask(host, ns_t_a);
	expect(&reply, ns_r_nxdomain, 0);
	expect_soa(&reply);
	dns_behave(server, host, DNS_ANSWERS);
	reply = ask(host, ns_t_a);
	expect(&reply, ns_r_noerror, 1);
}

Test(dns, silence)
{
	dns_behave(server, host, DNS_SILENT);
	send_udp(host, ns_t_a, 0);
	pass_barrier();
	cr_assert(dns_queries(server, host, ns_t_a) == 1, "count");
	expect_journal(1, "dns stays silent  (UDP)");
}

Test(dns, a_forged_reply_comes_before_the_right_one)
{
	struct query query = make_query(host, ns_t_a, 0);
	ns_msg reply;

	teach_a(host, "192.0.2.7");
	dns_behave(server, host, DNS_WRONG_ID_FIRST);
	send_all(udp.fd, query.bytes + 2, query.size - 2);
	wait_for(&udp.replies, 1);
	reply = parse(udp.reply, udp.size);
	expect_record(&reply, 0, host, DNS_FORGED_IPV4);
	cr_assert(memcmp(udp.reply, query.bytes + 2, 2) != 0, "id");
	wait_for(&udp.replies, 2);
	reply = parse(udp.reply, udp.size);
	expect_record(&reply, 0, host, "192.0.2.7");
	cr_assert(memcmp(udp.reply, query.bytes + 2, 2) == 0, "id");
}

Test(dns, both_replies_come_over_tcp_too)
{
	struct tcp_client *client = tcp_open(0);
	ns_msg reply;

	dns_cname(server, "alias.test", host);
	teach_aaaa(host, "2001:db8::7");
	dns_behave(server, "alias.test", DNS_WRONG_ID_FIRST);
	ask_tcp(client, "alias.test", ns_t_aaaa);
	wait_for(&client->replies, 2);
	reply = parse(client->reply, client->size);
	expect_record(&reply, 1, host, "2001:db8::7");
	cr_assert(client->replies == 2, "%zu", client->replies);
	expect_journal(2,
		"dns answers < 1 CNAME, AAAA " DNS_FORGED_IPV6
		" (TCP)");
	tcp_close(client);
}

Test(dns, late_replies_come_with_the_next_query)
{
	struct query first = make_query(host, ns_t_a, 0);
	struct query second = make_query(host, ns_t_a, 0);

	teach_a(host, "192.0.2.7");
	dns_behave(server, host, DNS_LATE);
	send_all(udp.fd, first.bytes + 2, first.size - 2);
	send_udp(host, ns_t_aaaa, 0);
	pass_barrier();
	send_all(udp.fd, second.bytes + 2, second.size - 2);
	wait_for(&udp.replies, 2);
	cr_assert(memcmp(udp.reply, first.bytes + 2, 2) == 0,
		"not the reply to the first query");
	pass_barrier();
}

Test(dns, the_first_query_of_each_type_is_lost)
{
	ns_msg reply;

	teach_a(host, "192.0.2.7");
	dns_behave(server, host, DNS_DROP_FIRST);
	send_udp(host, ns_t_a, 0);
	send_udp(host, ns_t_aaaa, 0);
	pass_barrier();
	reply = ask(host, ns_t_a);
	expect(&reply, ns_r_noerror, 1);
	reply = ask(host, ns_t_aaaa);
	expect(&reply, ns_r_noerror, 0);
}

Test(dns, only_datagrams_are_late_or_lost)
{
	struct tcp_client *client = tcp_open(0);
	ns_msg reply;

	teach_a(host, "192.0.2.7");
	dns_behave(server, host, DNS_DROP_FIRST);
	reply = ask_tcp(client, host, ns_t_a);
	expect(&reply, ns_r_noerror, 1);
	dns_behave(server, host, DNS_LATE);
	reply = ask_tcp(client, host, ns_t_a);
	expect(&reply, ns_r_noerror, 1);
	tcp_close(client);
}

/* --- what it remembers --- */

Test(dns, queries_are_counted)
{
	struct tcp_client *client = tcp_open(0);

	cr_assert(dns_last_asked_us(server) == -1, "asked before");
	teach_a(host, "192.0.2.7");
	ask(host, ns_t_a);
	ask(host, ns_t_a);
	ask(host, ns_t_aaaa);
	ask_tcp(client, host, ns_t_a);
	ask("other.test", ns_t_a);
	cr_assert(dns_queries(server, host, ns_t_a) == 3, "A");
	cr_assert(dns_queries(server, host, ns_t_aaaa) == 1, "AAAA");
	cr_assert(dns_queries(server, host, 0) == 4, "any type");
	cr_assert(dns_queries_by_tcp(server, host, ns_t_a) == 1, "TCP");
	cr_assert(dns_queries_by_tcp(server, host, ns_t_aaaa) == 0, "");
	cr_assert(dns_queries(server, "never.test", 0) == 0, "never");
	cr_assert(dns_queries(server, "no..name", 0) == 0, "no name");
	cr_assert(dns_last_asked_us(server) >= 0, "time");
	cr_assert(dns_last_asked_us(server) <= loop_now_us(), "time");
	tcp_close(client);
}

Test(dns, what_was_asked_is_listed_in_printable_text)
{
	struct dns_asked asked;

	ask(host, ns_t_a);
	ask("\\027[2J\\000\\255%n.test", 65);
	ask(host, ns_t_a);
	cr_assert(dns_asked(server, 0, &asked), "first");
	cr_assert(strcmp(asked.name, host) == 0, "%s", asked.name);
	cr_assert(strcmp(asked.type, "A") == 0, "%s", asked.type);
	cr_assert(asked.by_udp == 2 && asked.by_tcp == 0, "counts");
	cr_assert(dns_asked(server, 1, &asked), "second");
	cr_assert(strcmp(asked.name, "\\027[2J\\000\\255%n.test") == 0,
		"%s", asked.name);
	cr_assert(strcmp(asked.type, "TYPE65") == 0, "%s", asked.type);
	cr_assert(!dns_asked(server, 2, &asked), "third");
	expect_journal(2,
		"dns asked > TYPE65 \\027[2J\\000\\255%n.test? (UDP)");
}

Test(dns, a_long_name_is_cut_in_the_journal)
{
	ask("a.name.that.goes.on.and.on.and.on.and.on.and.on.test",
		ns_t_a);
	expect_journal(0,
		"dns asked > A a.name.that.goes.on.and.on.and.on.and.on"
		"...? (UDP)");
}

Test(dns, more_questions_than_it_remembers_are_answered)
{
	char name[32];
	ns_msg reply;

	for (int i = 0; i < 300; i++) {
		snprintf(name, sizeof name, "n%d.test", i);
		reply = ask(name, ns_t_a);
		expect(&reply, ns_r_nxdomain, 0);
	}
	dns_behave(server, host, DNS_DROP_FIRST);
	reply = ask(host, ns_t_a);
	expect(&reply, ns_r_noerror, 0);
	cr_assert(dns_queries(server, "n255.test", 0) == 1, "n255");
	cr_assert(dns_queries(server, "n256.test", 0) == 0, "n256");
}

/* --- bad messages --- */

static void expect_code(const void *bytes, size_t size, int rcode)
{
	size_t before = udp.replies;
	ns_msg reply;

	send_all(udp.fd, bytes, size);
	wait_for(&udp.replies, before + 1);
	reply = parse(udp.reply, udp.size);
	expect(&reply, rcode, 0);
}

Test(dns, bad_queries_get_a_code)
{
	struct query query = make_query(host, ns_t_a, 0);
	uint8_t *message = query.bytes + 2;
	size_t size = query.size - 2;

	teach_a(host, "192.0.2.7");
	expect_code(message, size - 1, ns_r_formerr);
	expect_code(message, 12, ns_r_formerr);
	message[2] = 0x20;
	expect_code(message, size, ns_r_notimpl);
	message[2] = 0x01;
	message[size - 1] = 3;
	expect_code(message, size, ns_r_refused);
	cr_assert(dns_last_asked_us(server) == -1, "counted as asked");
	expect_journal(1, "dns answers < FORMERR (UDP)");
}

Test(dns, what_is_no_query_is_ignored)
{
	struct query query = make_query(host, ns_t_a, 0);

	query.bytes[2 + 2] |= 0x80; /* a reply */
	send_all(udp.fd, query.bytes + 2, query.size - 2);
	send_all(udp.fd, query.bytes + 2, 11);
	send_all(udp.fd, query.bytes + 2, 0);
	pass_barrier();
	expect_journal(1, "dns asked > 11 bytes: not a query (UDP)");
}

/* A cheap generator with a fixed seed: the same bytes in every run. */
static uint8_t next_byte(void)
{
	static uint32_t state = 4711;

	state = state * 1664525 + 1013904223;
	return (uint8_t)(state >> 24);
}

/* Half of the messages get a header that leads further into them. */
static size_t fill_randomly(uint8_t *bytes, size_t most)
{
	size_t size = (size_t)next_byte() % (most + 1);

	for (size_t i = 0; i < size; i++)
		bytes[i] = next_byte();
	if (size >= 12 && next_byte() % 2)
		memcpy(bytes + 2, "\1\0\0\1\0\0\0\0\0\0", 10);
	return size;
}

static void expect_alive(void)
{
	ns_msg reply;

	pass_barrier();
	teach_a("alive.test", "192.0.2.7");
	reply = ask("alive.test", ns_t_a);
	expect(&reply, ns_r_noerror, 1);
}

Test(dns, random_datagrams_do_no_harm)
{
	int fd = connected_socket(SOCK_DGRAM, 0);
	uint8_t bytes[255];

	for (int i = 0; i < 2000; i++) {
		size_t size = fill_randomly(bytes, 100);

		send_all(fd, bytes, size);
		if (i % 50 == 0)
			pass_barrier(); /* before the queue overflows */
	}
	close(fd);
	expect_alive();
}

Test(dns, random_streams_do_no_harm)
{
	uint8_t bytes[255];

	for (int i = 0; i < 200; i++) {
		int fd = connected_socket(SOCK_STREAM, 0);
		size_t size = fill_randomly(bytes + 2, 200);

		bytes[0] = 0;
		bytes[1] =
			next_byte() % 4 ? (uint8_t)size : next_byte();
		send_all(fd, bytes, 2 + size);
		pass_barrier();
		close(fd);
	}
	expect_alive();
}

/* --- TCP --- */

Test(dns, a_query_may_come_byte_by_byte)
{
	struct tcp_client *client = tcp_open(0);
	struct query query = make_query(host, ns_t_a, 0);
	ns_msg reply;

	teach_a(host, "192.0.2.7");
	tcp_read(client);
	for (size_t i = 0; i < query.size; i++) {
		cr_assert(client->replies == 0, "too early");
		send_all(client->fd, query.bytes + i, 1);
		pass_barrier();
	}
	wait_for(&client->replies, 1);
	reply = parse(client->reply, client->size);
	expect(&reply, ns_r_noerror, 1);
	tcp_close(client);
}

Test(dns, several_queries_may_come_in_one_piece)
{
	struct tcp_client *client = tcp_open(0);
	struct query a = make_query(host, ns_t_a, 0);
	struct query b = make_query(host, ns_t_aaaa, 0);
	uint8_t both[2 * sizeof a.bytes];

	teach_a(host, "192.0.2.7");
	memcpy(both, a.bytes, a.size);
	memcpy(both + a.size, b.bytes, b.size);
	send_all(client->fd, both, a.size + b.size);
	cr_assert(shutdown(client->fd, SHUT_WR) == 0, "shutdown");
	tcp_read(client);
	cr_assert(loop_until(has_ended, client,
			  loop_deadline(PATIENCE_MS)),
		"the connection goes on");
	cr_assert(client->replies == 2, "%zu", client->replies);
	cr_assert(client->received == 0, "half a reply at the end");
	tcp_close(client);
}

Test(dns, silence_and_nonsense_keep_the_connection)
{
	struct tcp_client *client = tcp_open(0);
	ns_msg reply;

	teach_a(host, "192.0.2.7");
	dns_behave(server, "silent.test", DNS_SILENT);
	send_tcp(client, "silent.test", ns_t_a);
	send_all(client->fd, "\0\0\0\3abc", 7);
	reply = ask_tcp(client, host, ns_t_a);
	expect(&reply, ns_r_noerror, 1);
	cr_assert(client->replies == 1, "%zu", client->replies);
	tcp_close(client);
}

enum { PLACES = 32, CLIENTS = PLACES + 8 };

static bool all_places_taken(void *context)
{
	(void)context;
	return dns_queries_by_tcp(server, host, 0) >= PLACES;
}

Test(dns, connections_beyond_the_limit_wait_their_turn)
{
	struct query query = make_query(host, ns_t_a, 0);
	struct tcp_client *last;
	int clients[CLIENTS];

	teach_a(host, "192.0.2.7");
	for (int i = 0; i < CLIENTS; i++) {
		clients[i] = connected_socket(SOCK_STREAM, 0);
		send_all(clients[i], query.bytes, query.size);
	}
	last = tcp_open(0);
	send_tcp(last, host, ns_t_a);
	tcp_read(last);
	cr_assert(loop_until(all_places_taken, NULL,
			  loop_deadline(PATIENCE_MS)),
		"not all places were used");
	pass_barrier();
	cr_assert(dns_queries_by_tcp(server, host, 0) == PLACES,
		"served beyond the limit");
	for (int i = 0; i < CLIENTS; i++)
		close(clients[i]);
	wait_for(&last->replies, 1);
	cr_assert(dns_queries_by_tcp(server, host, 0) == CLIENTS + 1,
		"%u", dns_queries_by_tcp(server, host, 0));
	tcp_close(last);
}

/* So many aliases that the answer has about 13 kB. */
enum { ALIASES = 50 };

static void teach_big_answer(const char *first)
{
	char name[254], next[254];

	memset(name, 'x', sizeof name);
	for (size_t i = 49; i < 249; i += 50)
		name[i] = '.';
	memcpy(name + 249, ".org", 5);
	dns_cname(server, first, name);
	for (int i = 1; i < ALIASES; i++) {
		memcpy(next, name, sizeof next);
		next[0] = (char)('0' + i % 10);
		next[1] = (char)('a' + i / 10);
		dns_cname(server, name, next);
		memcpy(name, next, sizeof name);
	}
	teach_a(name, "192.0.2.7");
}

Test(dns, a_client_that_does_not_read_is_waited_for)
{
	enum { QUERIES = 1000 };
	struct tcp_client *client = tcp_open(4096);
	unsigned served;
	ns_msg reply;

	teach_big_answer(host);
	for (int i = 0; i < QUERIES; i++)
		send_tcp(client, host, ns_t_a);
	pass_barrier();
	pass_barrier();
	served = dns_queries_by_tcp(server, host, 0);
	cr_assert(served > 0 && served < QUERIES,
		"%u queries were read at once", served);
	tcp_read(client);
	wait_for(&client->replies, QUERIES);
	reply = parse(client->reply, client->size);
	expect(&reply, ns_r_noerror, ALIASES + 1);
	cr_assert(client->size > 13000, "%zu bytes", client->size);
	tcp_close(client);
}

Test(dns, a_client_that_leaves_without_reading_does_no_harm)
{
	struct tcp_client *client = tcp_open(4096);
	struct linger reset = { .l_onoff = 1, .l_linger = 0 };

	teach_big_answer(host);
	for (int i = 0; i < 1000; i++)
		send_tcp(client, host, ns_t_a);
	pass_barrier();
	setsockopt(client->fd, SOL_SOCKET, SO_LINGER, &reset,
		sizeof reset);
	tcp_close(client);
	expect_alive();
}

/* --- the C library as the client --- */

/* One lookup in a thread, since it blocks. */
struct lookup {
	const char *name;
	int type;
	int done; /* an eventfd */
	int size; /* of the answer, or -1 */
	int error; /* an h_errno */
	uint8_t answer[DNS_MESSAGE_MAX];
};

static void *look_up(void *context)
{
	struct lookup *lookup = context;
	struct __res_state state = { 0 };

	res_ninit(&state);
	state.nscount = 1;
	state.nsaddr_list[0] = server_address();
	state.retrans = 1;
	state.retry = 1;
	lookup->size = res_nquery(&state, lookup->name, ns_c_in,
		lookup->type, lookup->answer, sizeof lookup->answer);
	lookup->error = state.res_h_errno;
	res_nclose(&state);
	eventfd_write(lookup->done, 1);
	return NULL;
}

static void on_done(void *context, int fd, short revents)
{
	size_t *count = context;

	(void)revents;
	loop_forget(fd);
	++*count;
}

static struct lookup *library_looks_up(const char *name, int type)
{
	static struct lookup lookup;
	pthread_t thread;
	size_t done = 0;

	lookup = (struct lookup){ .name = name, .type = type };
	lookup.done = eventfd(0, EFD_CLOEXEC);
	loop_watch(lookup.done, POLLIN, on_done, &done);
	cr_assert(pthread_create(&thread, NULL, look_up, &lookup) == 0,
		"pthread_create");
	wait_for(&done, 1);
	pthread_join(thread, NULL);
	close(lookup.done);
	return &lookup;
}

static ns_msg library_finds(const char *name, int type, int answers)
{
	struct lookup *lookup = library_looks_up(name, type);
	ns_msg reply;

	cr_assert(lookup->size > 0, "%s", hstrerror(lookup->error));
	reply = parse(lookup->answer, (size_t)lookup->size);
	expect(&reply, ns_r_noerror, answers);
	return reply;
}

static void library_fails(const char *name, int type, int error)
{
	struct lookup *lookup = library_looks_up(name, type);

	cr_assert(lookup->size == -1, "it found %s", name);
	cr_assert(
		lookup->error == error, "%s", hstrerror(lookup->error));
}

Test(dns, the_library_finds_addresses_and_aliases)
{
	ns_msg reply;

	teach_a("b.test", "192.0.2.7");
	teach_aaaa("b.test", "2001:db8::7");
	dns_cname(server, host, "b.test");
	reply = library_finds("b.test", ns_t_a, 1);
	expect_record(&reply, 0, "b.test", "192.0.2.7");
	reply = library_finds(host, ns_t_aaaa, 2);
	expect_record(&reply, 1, "b.test", "2001:db8::7");
}

Test(dns, the_library_turns_to_tcp_for_a_long_answer)
{
	ns_msg reply;

	teach_many(host, 32);
	reply = library_finds(host, ns_t_a, 32);
	expect_record(&reply, 31, host, "192.0.2.32");
	cr_assert(dns_queries(server, host, ns_t_a) == 2, "queries");
	cr_assert(dns_queries_by_tcp(server, host, ns_t_a) == 1, "TCP");
}

Test(dns, the_library_tells_the_failures_apart)
{
	teach_a(host, "192.0.2.7");
	dns_behave(server, "broken.test", DNS_SERVFAIL);
	library_fails("unknown.test", ns_t_a, HOST_NOT_FOUND);
	library_fails(host, ns_t_aaaa, NO_DATA);
	library_fails("broken.test", ns_t_a, TRY_AGAIN);
}

Test(dns, the_library_is_not_taken_in_by_a_forged_reply)
{
	ns_msg reply;

	teach_a(host, "192.0.2.7");
	dns_behave(server, host, DNS_WRONG_ID_FIRST);
	reply = library_finds(host, ns_t_a, 1);
	expect_record(&reply, 0, host, "192.0.2.7");
}

/* --- sockets --- */

static size_t count_descriptors(void)
{
	DIR *directory = opendir("/proc/self/fd");
	size_t count = 0;

	cr_assert(directory != NULL, "/proc/self/fd");
	while (readdir(directory) != NULL)
		count++;
	closedir(directory);
	return count;
}

Test(dns, a_port_in_use_is_refused)
{
	size_t before = count_descriptors();

	errno = 0;
	cr_assert(dns_open(dns_port(server)) == NULL, "opened");
	cr_assert(errno == EADDRINUSE, "%s", strerror(errno));
	cr_assert(count_descriptors() == before, "descriptors leaked");
}

Test(dns, a_port_in_use_for_tcp_alone_is_refused)
{
	struct sockaddr_in address = server_address();
	socklen_t size = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	size_t before = count_descriptors();

	address.sin_port = 0;
	cr_assert(bind(fd, (struct sockaddr *)&address, size) == 0, "");
	cr_assert(listen(fd, 1) == 0, "listen");
	getsockname(fd, (struct sockaddr *)&address, &size);
	errno = 0;
	cr_assert(dns_open(ntohs(address.sin_port)) == NULL, "opened");
	cr_assert(errno == EADDRINUSE, "%s", strerror(errno));
	cr_assert(count_descriptors() == before, "descriptors leaked");
	close(fd);
}

/* Linux shares a UDP port if every socket on it asks for that. */
Test(dns, nobody_can_share_the_udp_port)
{
	struct sockaddr_in address = server_address();
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	const int on = 1;
	int result;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	result = bind(fd, (struct sockaddr *)&address, sizeof address);
	cr_assert(result == -1 && errno == EADDRINUSE, "shared");
	close(fd);
}

Test(dns, closing_leaves_no_descriptor)
{
	struct dns_server *first = server;
	size_t before = count_descriptors();
	struct tcp_client *client;

	server = dns_open(0);
	cr_assert(server != NULL, "dns_open: %s", strerror(errno));
	client = tcp_open(0);
	ask_tcp(client, host, ns_t_a);
	tcp_close(client);
	dns_close(server); /* has not noticed that the client left */
	server = first;
	cr_assert(count_descriptors() == before, "descriptors leaked");
}

static bool is_servers_socket(int fd)
{
	struct sockaddr_in address = { .sin_family = AF_UNSPEC };
	socklen_t size = sizeof address;

	return getsockname(fd, (struct sockaddr *)&address, &size) ==
		0 &&
		address.sin_family == AF_INET &&
		ntohs(address.sin_port) == dns_port(server);
}

Test(dns, its_sockets_never_block_and_close_on_exec)
{
	struct tcp_client *client = tcp_open(0);
	int found = 0;

	ask_tcp(client, host, ns_t_a);
	for (int fd = 0; fd < 100; fd++) {
		if (!is_servers_socket(fd))
			continue;
		cr_assert(fcntl(fd, F_GETFD) & FD_CLOEXEC, "exec");
		cr_assert(fcntl(fd, F_GETFL) & O_NONBLOCK, "block");
		found++;
	}
	cr_assert(found == 3, "%d: not UDP, TCP, connection", found);
	tcp_close(client);
}

/* --- teaching --- */

static void expect_lesson(const char *name, const char *kind,
	const char *value, const char *error)
{
	const char *result = dns_teach(server, name, kind, value);
	bool same = result == NULL || error == NULL
		? result == error
		: strcmp(result, error) == 0;

	cr_assert(same, "%s %s: %s", name, kind,
		result != NULL ? result : "no error");
}

Test(dns, words_teach_it)
{
	ns_msg reply;

	expect_lesson("a.test", "A", "192.0.2.7", NULL);
	expect_lesson("a.test", "AAAA", "::1", NULL);
	expect_lesson("b.test", "CNAME", "a.test", NULL);
	expect_lesson("c.test", "SERVFAIL", NULL, NULL);
	reply = ask("b.test", ns_t_a);
	expect(&reply, ns_r_noerror, 2);
	reply = ask("c.test", ns_t_a);
	expect(&reply, ns_r_servfail, 0);
}

Test(dns, bad_words_are_told)
{
	expect_lesson("a..test", "A", "192.0.2.7",
		"this is not a domain name");
	expect_lesson(
		"a..test", "SILENT", NULL, "this is not a domain name");
	expect_lesson("a.test", "A", "192.0.2",
		"this is not an IPv4 address");
	expect_lesson("a.test", "AAAA", "1.2.3.4",
		"this is not an IPv6 address");
	expect_lesson("a.test", "CNAME", "b..test",
		"the alias's target is not a domain name");
	expect_lesson(
		"a.test", "MX", "b.test", "this type is not known");
	expect_lesson("a.test", "A", NULL, "a value is missing");
	expect_lesson("a.test", "REFUSED", "x", "this takes no value");
}

Test(dns, an_alias_stands_alone)
{
	expect_lesson("a.test", "CNAME", "b.test", NULL);
	expect_lesson("a.test", "A", "192.0.2.7",
		"the name is an alias (CNAME) already");
	expect_lesson("b.test", "A", "192.0.2.7", NULL);
	expect_lesson("b.test", "CNAME", "a.test",
		"a name with records cannot be an alias (CNAME)");
}

Test(dns, names_and_records_are_bounded)
{
	char name[32];

	for (int i = 0; i < 64; i++) {
		snprintf(name, sizeof name, "n%d.test", i);
		expect_lesson(name, "A", "192.0.2.7", NULL);
	}
	expect_lesson("one.more.test", "A", "192.0.2.7",
		"there are 64 names already");
	for (int i = 1; i < 64; i++)
		expect_lesson("n0.test", "A", "192.0.2.7", NULL);
	expect_lesson("n0.test", "A", "192.0.2.7",
		"the name has 64 records already");
}

Test(dns, a_test_that_cannot_be_set_up_aborts, .signal = SIGABRT)
{
	teach_a("no..name", "192.0.2.7");
}
