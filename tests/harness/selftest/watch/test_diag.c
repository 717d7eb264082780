/*
 * Tests of asking the kernel about TCP sockets, diag.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "diag.h"
#include "loop.h"
#include "trial.h"

#include <errno.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PORT = 4711, PATIENCE_MS = 20000 };

TestSuite(diag, .init = trial_begin, .timeout = 60);

static struct sockaddr_in6 ipv6_name(const struct in6_addr *address)
{
	return (struct sockaddr_in6){
		.sin6_family = AF_INET6,
		.sin6_port = htons(PORT),
		.sin6_addr = *address,
	};
}

static struct sockaddr_in ipv4_name(void)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons(PORT),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

static int bound(const void *name, socklen_t size)
{
	const struct sockaddr *address = name;
	int fd = socket(address->sa_family, SOCK_STREAM, 0);

	cr_assert(bind(fd, address, size) == 0, "bind: %s",
		strerror(errno));
	return fd;
}

static int bound_to_ipv4(void)
{
	struct sockaddr_in name = ipv4_name();

	return bound(&name, sizeof name);
}

static int bound_to_ipv6(const struct in6_addr *address)
{
	struct sockaddr_in6 name = ipv6_name(address);

	return bound(&name, sizeof name);
}

static int connected(int flags)
{
	struct sockaddr_in name = ipv4_name();
	int fd = socket(AF_INET, SOCK_STREAM | flags, 0);

	cr_assert(connect(fd, (struct sockaddr *)&name, sizeof name) ==
				0 ||
			errno == EINPROGRESS,
		"connect: %s", strerror(errno));
	return fd;
}

/* --- listening --- */

Test(diag, a_port_that_is_only_bound_is_not_listening)
{
	int fd = bound_to_ipv4();

	cr_assert(!diag_listening(PORT, NULL), "it listens");
	listen(fd, 1);
	cr_assert(diag_listening(PORT, NULL), "it does not listen");
	cr_assert(!diag_listening(PORT + 1, NULL), "another listens");
	close(fd);
	cr_assert(!diag_listening(PORT, NULL), "it still listens");
}

Test(diag, a_dual_stack_ipv6_socket_listens)
{
	listen(bound_to_ipv6(&in6addr_any), 1);
	cr_assert(diag_listening(PORT, NULL), "it does not listen");
}

Test(diag, an_ipv6_socket_listens)
{
	listen(bound_to_ipv6(&in6addr_loopback), 1);
	cr_assert(diag_listening(PORT, NULL), "it does not listen");
}

Test(diag, tells_the_backlog_and_who_waits)
{
	struct diag_queue queue = { 0 };
	int fd = bound_to_ipv4();

	listen(fd, 5);
	for (unsigned i = 0; i < 4; i++) {
		diag_listening(PORT, &queue);
		cr_assert(queue.backlog == 5, "%u", queue.backlog);
		cr_assert(queue.waiting == i, "%u", queue.waiting);
		connected(0);
	}
	accept(fd, NULL, NULL);
	diag_listening(PORT, &queue);
	cr_assert(queue.waiting == 3, "%u", queue.waiting);
}

/* --- a connection --- */

struct connection {
	int client;
	int server;
};

static struct connection connect_both(void)
{
	struct connection both;
	int listener = bound_to_ipv4();

	listen(listener, 1);
	both.client = connected(0);
	both.server = accept(listener, NULL, NULL);
	cr_assert(both.server != -1, "accept: %s", strerror(errno));
	close(listener);
	return both;
}

static void expect_unread(int fd, long expected)
{
	long unread = diag_unread(fd);

	cr_assert(unread == expected, "%ld bytes", unread);
}

static void take(int fd, size_t count)
{
	char bytes[16];

	cr_assert(recv(fd, bytes, count, MSG_WAITALL) == (ssize_t)count,
		"recv: %s", strerror(errno));
}

Test(diag, unread_bytes_are_seen_until_they_are_read)
{
	struct connection both = connect_both();

	expect_unread(both.client, 0);
	send(both.client, "0123456789", 10, 0);
	expect_unread(both.client, 10);
	expect_unread(both.server, 0);
	take(both.server, 4);
	expect_unread(both.client, 6);
	take(both.server, 6);
	expect_unread(both.client, 0);
}

Test(diag, unread_bytes_are_seen_over_ipv6)
{
	struct sockaddr_in6 name = ipv6_name(&in6addr_loopback);
	int listener = bound_to_ipv6(&in6addr_loopback);
	int client = socket(AF_INET6, SOCK_STREAM, 0);

	listen(listener, 1);
	cr_assert(connect(client, (struct sockaddr *)&name,
			  sizeof name) == 0,
		"connect: %s", strerror(errno));
	send(client, "0123456789", 10, 0);
	expect_unread(client, 10);
	take(accept(listener, NULL, NULL), 10);
	expect_unread(client, 0);
}

Test(diag, nothing_is_unread_where_nobody_is)
{
	struct connection both = connect_both();
	struct linger now = { 1, 0 };

	setsockopt(
		both.server, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	close(both.server);
	expect_unread(both.client, -1);
}

Test(diag, who_was_reset_is_not_connected)
{
	struct connection both = connect_both();
	struct linger now = { 1, 0 };

	cr_assert(diag_connected_to(PORT), "it is not connected");
	cr_assert(!diag_connected_to(PORT + 1), "to another port");
	shutdown(both.server, SHUT_WR);
	cr_assert(diag_connected_to(PORT), "it cannot send any more");
	setsockopt(
		both.server, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	close(both.server);
	cr_assert(!diag_connected_to(PORT), "it is still connected");
}

/* --- the whole network --- */

static bool is_quiet(void *context)
{
	(void)context;
	return diag_network_is_quiet();
}

static void expect_to_become_quiet(void)
{
	cr_assert(
		loop_until(is_quiet, NULL, loop_deadline(PATIENCE_MS)),
		"somebody still has to acknowledge something");
}

Test(diag, an_idle_network_is_quiet)
{
	cr_assert(diag_network_is_quiet(), "without any socket");
	int fd = bound_to_ipv4();
	listen(fd, 1);
	cr_assert(diag_network_is_quiet(), "with a listening one");
	connected(0);
	expect_to_become_quiet();
}

/* Until the receiver's buffer and ours are full. */
static size_t fill(int fd)
{
	char bytes[65536] = { 0 };
	size_t total = 0;
	ssize_t n;

	while ((n = send(fd, bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
		total += (size_t)n;
	return total;
}

static void drain(int fd, size_t total)
{
	char bytes[65536];

	while (total > 0) {
		ssize_t n = recv(fd, bytes, sizeof bytes, 0);

		cr_assert(n > 0, "recv: %s", strerror(errno));
		total -= (size_t)n;
	}
}

Test(diag, bytes_on_their_way_are_no_quiet)
{
	struct connection both = connect_both();
	size_t total = fill(both.client);

	cr_assert(
		!diag_network_is_quiet(), "but %zu bytes wait", total);
	drain(both.server, total);
	expect_to_become_quiet();
}

Test(diag, bytes_without_room_are_unsent)
{
	struct connection both = connect_both();
	size_t total = fill(both.client);

	cr_assert(diag_unsent(both.server) > 0, "all were sent");
	drain(both.server, total);
	expect_to_become_quiet();
	cr_assert(diag_unsent(both.server) == 0, "some were not");
}

/* Bytes that arrived wake nobody up any more. */
Test(diag, unread_bytes_are_quiet)
{
	struct connection both = connect_both();

	send(both.client, "0123456789", 10, 0);
	expect_to_become_quiet();
	expect_unread(both.client, 10);
}

/* Where the queue is full, the kernel does not answer for a while. */
Test(diag, a_handshake_under_way_is_no_quiet)
{
	int fd = bound_to_ipv4();

	listen(fd, 0);
	connected(0);
	expect_to_become_quiet();
	connected(SOCK_NONBLOCK);
	cr_assert(!diag_network_is_quiet(), "but somebody connects");
}

/* Lets the first segment of a handshake pass, and not the last. */
static void drop_the_last(int fd)
{
	enum { FLAGS = 13, SYN = 0x02 };
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, FLAGS),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, SYN, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, ~0U),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	struct sock_fprog filter = { .len = 4, .filter = code };

	cr_assert(setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter,
			  sizeof filter) == 0,
		"no filter: %s", strerror(errno));
}

/* To the client this is a connection already. */
Test(diag, who_is_half_open_waits)
{
	struct diag_queue queue;
	int fd = bound_to_ipv4();

	listen(fd, 5);
	drop_the_last(fd);
	connected(0);
	cr_assert(diag_listening(PORT, &queue), "nobody listens");
	cr_assert(queue.waiting == 1, "%u wait", queue.waiting);
	cr_assert(!diag_network_is_quiet(), "but it will be repeated");
}

/* An end that vanishes and tells nobody, as if its reset were late. */
static void close_silently(int fd)
{
	int on = 1;

	cr_assert(setsockopt(fd, IPPROTO_TCP, TCP_REPAIR, &on,
			  sizeof on) == 0,
		"TCP_REPAIR: %s", strerror(errno));
	close(fd);
}

Test(diag, a_reset_under_way_is_no_quiet)
{
	struct connection both = connect_both();

	expect_to_become_quiet();
	close_silently(both.server);
	cr_assert(!diag_network_is_quiet(), "but a reset may arrive");
	close(both.client);
}

Test(diag, half_a_connection_is_quiet)
{
	struct connection both = connect_both();

	shutdown(both.client, SHUT_WR);
	expect_to_become_quiet();
	close(both.client);
	expect_to_become_quiet();
}

Test(diag, what_was_lost_is_under_way)
{
	struct connection both = connect_both();

	expect_to_become_quiet();
	cr_assert(!diag_is_under_way(), "nothing was sent");
	drop_the_last(both.server);
	send(both.client, "x", 1, 0);
	cr_assert(diag_is_under_way(), "a byte was sent");
}

static bool nothing_is_under_way(void *context)
{
	(void)context;
	return !diag_is_under_way();
}

Test(diag, what_waits_for_room_is_not_under_way)
{
	struct connection both = connect_both();

	fill(both.client);
	cr_assert(loop_until(nothing_is_under_way, NULL,
			  loop_deadline(PATIENCE_MS)),
		"something is under way for ever");
	cr_assert(!diag_network_is_quiet(), "but bytes wait");
}

Test(diag, a_network_has_changed_when_bytes_have_moved)
{
	struct connection both = connect_both();
	uint64_t first = diag_network_signature();

	cr_assert(diag_network_signature() == first, "it changes");
	send(both.client, "x", 1, 0);
	uint64_t sent = diag_network_signature();
	cr_assert(sent != first, "a byte was sent");
	recv(both.server, &(char){ 0 }, 1, 0);
	cr_assert(diag_network_signature() != sent, "it was read");
}
