/*
 * Asking the kernel about TCP sockets; see diag.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "diag.h"

#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct question {
	struct nlmsghdr header;
	struct inet_diag_req_v2 body;
};

/*
 * All states but that of sockets that are only bound.  To look for
 * those, the kernel would walk through a table of the whole machine,
 * a quarter of a millisecond each time.
 */
enum { IN_TABLES = (1 << (TCP_CLOSING + 1)) - 1 };

typedef bool diag_visitor(
	const struct inet_diag_msg *socket, void *context);

/* One netlink socket serves the whole test. */
static int kernel(void)
{
	static int fd = -1;

	if (fd == -1)
		fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC,
			NETLINK_SOCK_DIAG);
	if (fd == -1) {
		perror("sock_diag");
		abort();
	}
	return fd;
}

static struct question compose(int family, unsigned flags)
{
	return (struct question){
		.header = {
			.nlmsg_len = sizeof(struct question),
			.nlmsg_type = SOCK_DIAG_BY_FAMILY,
			.nlmsg_flags =
				(uint16_t)(NLM_F_REQUEST | flags),
		},
		.body = {
			.sdiag_family = (uint8_t)family,
			.sdiag_protocol = IPPROTO_TCP,
			.idiag_states = IN_TABLES,
			.id.idiag_cookie = { INET_DIAG_NOCOOKIE,
				INET_DIAG_NOCOOKIE },
		},
	};
}

/* Visits the answer's sockets; false when the last part has come. */
static bool visit_part(
	diag_visitor *visitor, void *context, bool *found, bool dump)
{
	_Alignas(struct nlmsghdr) char part[32768];
	ssize_t length;

	do
		length = recv(kernel(), part, sizeof part, 0);
	while (length == -1 && errno == EINTR);
	/* Half an answer would look like a quiet network. */
	if (length <= 0) {
		perror("sock_diag");
		abort();
	}
	unsigned left = (unsigned)length;
	struct nlmsghdr *message = (struct nlmsghdr *)part;
	for (; NLMSG_OK(message, left);
		message = NLMSG_NEXT(message, left)) {
		if (message->nlmsg_type == NLMSG_DONE ||
			message->nlmsg_type == NLMSG_ERROR)
			return false;
		*found |= visitor(NLMSG_DATA(message), context);
	}
	return dump;
}

/* Did the visitor say yes to one of the sockets? */
static bool ask(const struct question *question, diag_visitor *visitor,
	void *context)
{
	bool dump = question->header.nlmsg_flags & NLM_F_DUMP;
	bool found = false;

	if (send(kernel(), question, sizeof *question, 0) == -1) {
		perror("sock_diag");
		abort();
	}
	while (visit_part(visitor, context, &found, dump))
		;
	return found;
}

/* --- listening sockets --- */

struct listening_search {
	uint16_t port;
	struct diag_queue *queue;
};

static bool is_listener(
	const struct inet_diag_msg *socket, void *context)
{
	struct listening_search *search = context;

	if (socket->id.idiag_sport != htons(search->port))
		return false;
	if (search->queue != NULL)
		*search->queue = (struct diag_queue){
			.waiting = socket->idiag_rqueue,
			.backlog = socket->idiag_wqueue,
		};
	return true;
}

static bool count_it(const struct inet_diag_msg *socket, void *context)
{
	unsigned *count = context;

	(void)socket;
	(*count)++;
	return true;
}

/* To the client it is a connection, but nobody can accept it yet. */
static unsigned half_open(int family, uint16_t port)
{
	struct question question = compose(family, NLM_F_DUMP);
	unsigned count = 0;

	question.body.idiag_states = 1 << TCP_SYN_RECV;
	question.body.id.idiag_sport = htons(port);
	ask(&question, count_it, &count);
	return count;
}

/* A dual-stack IPv6 socket accepts IPv4 clients, too. */
bool diag_listening(uint16_t port, struct diag_queue *queue)
{
	struct listening_search search = {
		.port = port,
		.queue = queue,
	};
	static const int families[] = { AF_INET, AF_INET6 };

	for (int i = 0; i < 2; i++) {
		struct question question =
			compose(families[i], NLM_F_DUMP);

		question.body.idiag_states = 1 << TCP_LISTEN;
		question.body.id.idiag_sport = htons(port);
		if (!ask(&question, is_listener, &search))
			continue;
		if (queue != NULL)
			queue->waiting += half_open(families[i], port);
		return true;
	}
	return false;
}

static bool note_port(const struct inet_diag_msg *socket, void *context)
{
	uint16_t *port = context;

	*port = ntohs(socket->id.idiag_sport);
	return true;
}

uint16_t diag_listening_port(void)
{
	struct question ipv4 = compose(AF_INET, NLM_F_DUMP);
	struct question ipv6 = compose(AF_INET6, NLM_F_DUMP);
	uint16_t port = 0;

	ipv4.body.idiag_states = 1 << TCP_LISTEN;
	ipv6.body.idiag_states = 1 << TCP_LISTEN;
	if (!ask(&ipv4, note_port, &port))
		ask(&ipv6, note_port, &port);
	return port;
}

struct file_search {
	uint16_t port;
	uint32_t file;
};

static bool note_listening_file(
	const struct inet_diag_msg *socket, void *context)
{
	struct file_search *search = context;

	if (socket->id.idiag_sport != htons(search->port))
		return false;
	search->file = socket->idiag_inode;
	return true;
}

uint32_t diag_listening_file(uint16_t port)
{
	struct file_search search = { .port = port };
	static const int families[] = { AF_INET, AF_INET6 };

	for (int i = 0; i < 2 && search.file == 0; i++) {
		struct question question =
			compose(families[i], NLM_F_DUMP);

		question.body.idiag_states = 1 << TCP_LISTEN;
		question.body.id.idiag_sport = htons(port);
		ask(&question, note_listening_file, &search);
	}
	return search.file;
}

/* --- the other end of a connection --- */

static bool note_unread(
	const struct inet_diag_msg *socket, void *context)
{
	long *unread = context;

	*unread = (long)socket->idiag_rqueue;
	return true;
}

static bool note_unsent(
	const struct inet_diag_msg *socket, void *context)
{
	long *unsent = context;

	*unsent = (long)socket->idiag_wqueue;
	return true;
}

static bool note_file(const struct inet_diag_msg *socket, void *context)
{
	long *file = context;

	*file = (long)socket->idiag_inode;
	return true;
}

static void put_address(const struct sockaddr_storage *address,
	uint16_t *port, uint32_t bytes[4])
{
	if (address->ss_family == AF_INET) {
		const struct sockaddr_in *ipv4 =
			(const struct sockaddr_in *)address;
		*port = ipv4->sin_port;
		memcpy(bytes, &ipv4->sin_addr, sizeof ipv4->sin_addr);
	} else {
		const struct sockaddr_in6 *ipv6 =
			(const struct sockaddr_in6 *)address;
		*port = ipv6->sin6_port;
		memcpy(bytes, &ipv6->sin6_addr, sizeof ipv6->sin6_addr);
	}
}

static long ask_other_end(int our_socket, diag_visitor *visitor)
{
	struct sockaddr_storage ours;
	struct sockaddr_storage theirs;
	socklen_t our_size = sizeof ours;
	socklen_t their_size = sizeof theirs;
	long answer = -1;

	if (getsockname(our_socket, (struct sockaddr *)&ours,
		    &our_size) == -1 ||
		getpeername(our_socket, (struct sockaddr *)&theirs,
			&their_size) == -1)
		return -1;
	struct question question = compose(ours.ss_family, 0);
	put_address(&theirs, &question.body.id.idiag_sport,
		question.body.id.idiag_src);
	put_address(&ours, &question.body.id.idiag_dport,
		question.body.id.idiag_dst);
	ask(&question, visitor, &answer);
	return answer;
}

long diag_unread(int our_socket)
{
	return ask_other_end(our_socket, note_unread);
}

long diag_unsent(int our_socket)
{
	return ask_other_end(our_socket, note_unsent);
}

long diag_file_of(int our_socket)
{
	return ask_other_end(our_socket, note_file);
}

/* --- the whole network --- */

static bool is_connected(
	const struct inet_diag_msg *socket, void *context)
{
	const uint16_t *port = context;

	return socket->id.idiag_dport == htons(*port);
}

bool diag_connected_to(uint16_t port)
{
	struct question question = compose(AF_INET, NLM_F_DUMP);

	question.body.idiag_states =
		1 << TCP_ESTABLISHED | 1 << TCP_CLOSE_WAIT;
	return ask(&question, is_connected, &port);
}

/* What a listening socket has in its queues are numbers, not bytes. */
static bool is_busy(const struct inet_diag_msg *socket, void *context)
{
	(void)context;
	switch (socket->idiag_state) {
	case TCP_LISTEN:
	case TCP_CLOSE:
	case TCP_TIME_WAIT:
		return false;
	case TCP_SYN_SENT:
	case TCP_SYN_RECV:
	case TCP_FIN_WAIT1:
	case TCP_CLOSING:
	case TCP_LAST_ACK:
		return true;
	default:
		return socket->idiag_wqueue > 0;
	}
}

/* Spreads numbers, so that sums of different ones differ. */
static uint64_t mix(uint64_t mixed, uint64_t fact)
{
	return (mixed ^ fact) * 0x100000001b3U;
}

static uint64_t spread(uint16_t port)
{
	return mix(mix(0xcbf29ce484222325U, port), port);
}

/*
 * A reset leaves nothing at the end that sent it: all there is to see
 * is an end without its other one.  If each has its own, and both are
 * of this network, the sum is zero.
 */
static bool is_busy_or_alone(
	const struct inet_diag_msg *socket, void *context)
{
	uint64_t *sum = context;

	switch (socket->idiag_state) {
	case TCP_ESTABLISHED:
	case TCP_FIN_WAIT2:
	case TCP_CLOSE_WAIT:
		*sum += spread(socket->id.idiag_sport) -
			spread(socket->id.idiag_dport);
	}
	return is_busy(socket, NULL);
}

bool diag_network_is_quiet(void)
{
	struct question ipv4 = compose(AF_INET, NLM_F_DUMP);
	struct question ipv6 = compose(AF_INET6, NLM_F_DUMP);
	uint64_t sum = 0;

	return !ask(&ipv4, is_busy_or_alone, &sum) &&
		!ask(&ipv6, is_busy_or_alone, &sum) && sum == 0;
}

/* The segments that wait for an acknowledgement; TCP_INFO, tcp(7). */
static unsigned unacknowledged(const struct inet_diag_msg *socket)
{
	const struct nlmsghdr *message =
		(const void *)((const char *)socket - NLMSG_HDRLEN);
	const struct rtattr *part = (const struct rtattr *)(socket + 1);
	unsigned left =
		(unsigned)NLMSG_PAYLOAD(message, sizeof *socket);
	struct tcp_info info = { 0 };

	for (; RTA_OK(part, left); part = RTA_NEXT(part, left))
		if (part->rta_type == INET_DIAG_INFO)
			memcpy(&info, RTA_DATA(part),
				RTA_PAYLOAD(part) < sizeof info
					? RTA_PAYLOAD(part)
					: sizeof info);
	return info.tcpi_unacked;
}

/* For one that listens the same field counts its clients. */
static bool is_under_way(
	const struct inet_diag_msg *socket, void *context)
{
	(void)context;
	return socket->idiag_state != TCP_LISTEN &&
		unacknowledged(socket) > 0;
}

bool diag_is_under_way(void)
{
	struct question ipv4 = compose(AF_INET, NLM_F_DUMP);
	struct question ipv6 = compose(AF_INET6, NLM_F_DUMP);

	ipv4.body.idiag_ext = 1 << (INET_DIAG_INFO - 1);
	ipv6.body.idiag_ext = 1 << (INET_DIAG_INFO - 1);
	return ask(&ipv4, is_under_way, NULL) ||
		ask(&ipv6, is_under_way, NULL);
}

static bool add_bytes(const struct inet_diag_msg *socket, void *context)
{
	uint64_t *sum = context;

	if (socket->idiag_state != TCP_LISTEN)
		*sum += socket->idiag_rqueue + socket->idiag_wqueue;
	return false;
}

uint64_t diag_bytes_held(void)
{
	struct question ipv4 = compose(AF_INET, NLM_F_DUMP);
	struct question ipv6 = compose(AF_INET6, NLM_F_DUMP);
	uint64_t sum = 0;

	ask(&ipv4, add_bytes, &sum);
	ask(&ipv6, add_bytes, &sum);
	return sum;
}

/* A sum, since the kernel lists the sockets in any order. */
static bool add_to_signature(
	const struct inet_diag_msg *socket, void *context)
{
	const uint64_t facts[] = { socket->idiag_state,
		socket->idiag_rqueue, socket->idiag_wqueue,
		socket->id.idiag_sport, socket->id.idiag_dport };
	uint64_t *signature = context;
	uint64_t mixed = 0xcbf29ce484222325U;

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		mixed = mix(mixed, facts[i]);
	*signature += mixed;
	return false;
}

uint64_t diag_network_signature(void)
{
	struct question ipv4 = compose(AF_INET, NLM_F_DUMP);
	struct question ipv6 = compose(AF_INET6, NLM_F_DUMP);
	uint64_t signature = 0;

	ask(&ipv4, add_to_signature, &signature);
	ask(&ipv6, add_to_signature, &signature);
	return signature;
}

/* --- the files of the sockets --- */

struct files {
	uint32_t *numbers;
	size_t count;
	size_t room;
};

static bool add_file(const struct inet_diag_msg *socket, void *context)
{
	struct files *files = context;

	if (socket->idiag_inode == 0)
		return false;
	if (files->count == files->room) {
		files->room = 2 * files->room + 64;
		files->numbers = realloc(files->numbers,
			files->room * sizeof *files->numbers);
	}
	if (files->numbers == NULL) {
		perror("sock_diag");
		abort();
	}
	files->numbers[files->count++] = socket->idiag_inode;
	return false;
}

uint32_t *diag_files(size_t *count)
{
	static const int families[] = { AF_INET, AF_INET6 };
	struct files files = { 0 };

	for (int i = 0; i < 2; i++) {
		struct question question =
			compose(families[i], NLM_F_DUMP);

		ask(&question, add_file, &files);
		question.body.sdiag_protocol = IPPROTO_UDP;
		ask(&question, add_file, &files);
	}
	*count = files.count;
	return files.numbers;
}
