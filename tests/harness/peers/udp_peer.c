/*
 * Peers that speak UDP; see udp_peer.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "udp_peer.h"

#include "journal.h"
#include "loop.h"
#include "numeric.h"
#include "owners.h"
#include "printable.h"
#include "verdict.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* In a dialogue, and of one that only counts. */
enum { MOST_IN_DIALOGUE = 64, MOST_DATAGRAMS = 1000 };

struct udp_peer {
	int fd; /* -1: closed */
	const char *name;
	bool refused;
	size_t count;
	struct datagram came[MOST_DATAGRAMS];
};

static _Noreturn void fail_ourselves(const char *what)
{
	verdict(VERDICT_GRADER_ERROR, NULL, NULL, "%s: %s", what,
		strerror(errno));
}

static void note(const struct udp_peer *peer, const char *event,
	const char *arrow, const char *bytes, size_t length)
{
	char quoted[100];

	/* One of hundreds is no sign that something goes on. */
	if (peer->name == NULL)
		return;
	program_progress();
	printable(quoted, sizeof quoted, bytes, length);
	journal_event(peer->name, event, arrow,
		"a datagram of %zu byte%s \"%s\"", length,
		length == 1 ? "" : "s", quoted);
}

/* --- receiving --- */

/* How long ago was the moment that the kernel has stamped? */
static int64_t age_us(const struct msghdr *message)
{
	const struct cmsghdr *part = CMSG_FIRSTHDR(message);
	struct timespec stamp;
	struct timespec now;

	if (part == NULL || part->cmsg_level != SOL_SOCKET ||
		part->cmsg_type != SCM_TIMESTAMPNS)
		return 0;
	memcpy(&stamp, CMSG_DATA(part), sizeof stamp);
	clock_gettime(CLOCK_REALTIME, &now);
	int64_t age = (int64_t)(now.tv_sec - stamp.tv_sec) * 1000000 +
		(now.tv_nsec - stamp.tv_nsec) / 1000;
	return age > 0 ? age : 0;
}

static void keep(struct udp_peer *peer, const struct msghdr *message,
	const char *bytes, size_t length)
{
	size_t most =
		peer->name != NULL ? MOST_IN_DIALOGUE : MOST_DATAGRAMS;
	struct datagram *datagram = &peer->came[peer->count];
	char *copy = malloc(length + 1);

	if (peer->count == most)
		verdict(VERDICT_FAIL, NULL, NULL,
			"the program sends without end: %zu datagrams",
			most);
	if (copy == NULL)
		fail_ourselves("a datagram");
	memcpy(copy, bytes, length);
	copy[length] = '\0';
	datagram->bytes = copy;
	datagram->length = length;
	datagram->when_us = loop_now_us() - age_us(message);
	datagram->from_size = message->msg_namelen;
	memcpy(&datagram->from, message->msg_name,
		message->msg_namelen);
	peer->count++;
	note(peer, "receives", ">", bytes, length);
}

/* One datagram, if there is one. */
static bool receive_one(struct udp_peer *peer)
{
	static char bytes[65536];
	char control[CMSG_SPACE(sizeof(struct timespec))];
	struct sockaddr_storage from;
	struct iovec part = { bytes, sizeof bytes };
	struct msghdr message = {
		.msg_name = &from,
		.msg_namelen = sizeof from,
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof control,
	};
	ssize_t n = recvmsg(peer->fd, &message, MSG_DONTWAIT);

	if (n >= 0)
		keep(peer, &message, bytes, (size_t)n);
	bool refused = n == -1 && errno == ECONNREFUSED;
	peer->refused |= refused;
	return n >= 0 || refused;
}

static void receive(void *context, int fd, short revents)
{
	(void)fd;
	(void)revents;
	while (receive_one(context))
		;
}

/* --- opening and closing --- */

static void set(int fd, int level, int name)
{
	int on = 1;

	if (setsockopt(fd, level, name, &on, sizeof on) == -1)
		fail_ourselves("a socket for datagrams");
}

struct udp_peer *udp_open(
	const char *address, uint16_t port, const char *name)
{
	struct sockaddr_storage where;
	socklen_t size;
	struct udp_peer *peer = calloc(1, sizeof *peer);

	numeric_address(address, port, &where, &size);
	int fd = socket(where.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (peer == NULL || fd == -1)
		fail_ourselves("a socket for datagrams");
	set(fd, SOL_SOCKET, SO_TIMESTAMPNS);
	/* The lock on a port allows it; port.h. */
	if (port != 0)
		set(fd, SOL_SOCKET, SO_REUSEADDR);
	if (where.ss_family == AF_INET6)
		set(fd, IPPROTO_IPV6, IPV6_V6ONLY);
	if (bind(fd, (struct sockaddr *)&where, size) == -1)
		fail_ourselves(address);
	peer->fd = fd;
	peer->name = name;
	loop_watch(fd, POLLIN, receive, peer);
	return peer;
}

void udp_close(struct udp_peer *peer)
{
	if (peer->fd == -1)
		return;
	loop_forget(peer->fd);
	/* What comes from now on is refused. */
	owners_close(peer->fd);
	peer->fd = -1;
	if (peer->name != NULL)
		journal_event(peer->name, "is gone", "", "%s", "");
}

uint16_t udp_port(const struct udp_peer *peer)
{
	struct sockaddr_in where;
	socklen_t size = sizeof where;

	if (getsockname(peer->fd, (struct sockaddr *)&where, &size) ==
		-1)
		fail_ourselves("getsockname");
	return ntohs(where.sin_port);
}

void udp_connect(
	struct udp_peer *peer, const char *address, uint16_t port)
{
	struct sockaddr_storage where;
	socklen_t size;

	numeric_address(address, port, &where, &size);
	if (connect(peer->fd, (struct sockaddr *)&where, size) == -1)
		fail_ourselves(address);
}

bool udp_is_refused(struct udp_peer *peer)
{
	udp_count(peer);
	return peer->refused;
}

/* --- what came --- */

/* What a program has sent before its end counts, seen or not. */
size_t udp_count(struct udp_peer *peer)
{
	if (peer->fd != -1)
		receive(peer, peer->fd, POLLIN);
	return peer->count;
}

const struct datagram *udp_datagram(
	const struct udp_peer *peer, size_t index)
{
	return &peer->came[index];
}

struct arrival {
	struct udp_peer *peer;
	size_t index;
};

static bool has_come(void *context)
{
	const struct arrival *arrival = context;

	return udp_count(arrival->peer) > arrival->index;
}

const struct datagram *udp_await(struct udp_peer *peer,
	struct program *program, size_t index, const char *expected)
{
	struct arrival arrival = { peer, index };

	program_await(program, has_come, &arrival, expected);
	return &peer->came[index];
}

static size_t first_difference(
	const char *a, const char *b, size_t length)
{
	size_t i = 0;

	while (i < length && a[i] == b[i])
		i++;
	return i;
}

/* From a little before the difference on. */
static void quote(char *text, size_t size, const char *bytes,
	size_t length, size_t from)
{
	char inner[600];
	size_t shown = length - from < 100 ? length - from : 100;

	printable(inner, sizeof inner, bytes + from, shown);
	snprintf(text, size, "\"%s\"", inner);
}

void udp_compare(const struct datagram *datagram, const void *bytes,
	size_t length, const char *what)
{
	char expected[610];
	char actual[610];
	size_t came = datagram->length;
	size_t both = came < length ? came : length;
	size_t at = first_difference(bytes, datagram->bytes, both);
	size_t from = at > 20 ? at - 20 : 0;

	if (came == length && at == length)
		return;
	quote(expected, sizeof expected, bytes, length, from);
	quote(actual, sizeof actual, datagram->bytes, came, from);
	if (at == both)
		verdict(VERDICT_FAIL, expected, actual,
			"the datagram should have the %zu byte%s of "
			"%s, and nothing else; it has %zu",
			length, length == 1 ? "" : "s", what, came);
	verdict(VERDICT_FAIL, expected, actual,
		"byte %zu of the datagram is not the one of %s", at + 1,
		what);
}

const struct datagram *udp_expect(struct udp_peer *peer,
	struct program *program, const void *bytes, size_t length,
	const char *what)
{
	char expected[120];

	snprintf(expected, sizeof expected,
		"a datagram with %s arrives (%zu bytes)", what, length);
	const struct datagram *first =
		udp_await(peer, program, 0, expected);
	udp_compare(first, bytes, length, what);
	return first;
}

/* --- sending --- */

static void send_there(struct udp_peer *peer,
	const struct sockaddr_storage *where, socklen_t size,
	const void *bytes, size_t length)
{
	ssize_t n = sendto(peer->fd, bytes, length, 0,
		(const struct sockaddr *)where, size);

	/* A program that has ended is told of by the test, and the
	 * refusal of an earlier datagram is none of this one's. */
	if (n == -1 && errno != ECONNREFUSED)
		fail_ourselves("sendto");
	note(peer, "sends", "<", bytes, length);
}

void udp_send(struct udp_peer *peer, const struct datagram *to,
	const void *bytes, size_t length)
{
	send_there(peer, &to->from, to->from_size, bytes, length);
}

void udp_send_to(struct udp_peer *peer, const char *address,
	uint16_t port, const void *bytes, size_t length)
{
	struct sockaddr_storage where;
	socklen_t size;

	numeric_address(address, port, &where, &size);
	send_there(peer, &where, size, bytes, length);
}
