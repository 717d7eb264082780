/*
 * Tests of a network of the test's own, network.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "network.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <errno.h>
#include <ifaddrs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 16 };

TestSuite(network, .timeout = 60);

static void enter(enum network kind)
{
	cr_assert(network_enter(kind) == 0, "%s", strerror(errno));
}

static bool to_text(const struct sockaddr *address, char *text)
{
	const void *bytes = NULL;

	if (address != NULL && address->sa_family == AF_INET)
		bytes = &((const struct sockaddr_in *)address)
				 ->sin_addr;
	if (address != NULL && address->sa_family == AF_INET6)
		bytes = &((const struct sockaddr_in6 *)address)
				 ->sin6_addr;
	return bytes != NULL &&
		inet_ntop(address->sa_family, bytes, text,
			INET6_ADDRSTRLEN) != NULL;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* All addresses there are, sorted, with a blank behind each. */
static void expect_addresses(const char *expected)
{
	char texts[MOST][INET6_ADDRSTRLEN];
	char all[MOST * (INET6_ADDRSTRLEN + 1)] = "";
	struct ifaddrs *list;
	size_t count = 0;

	cr_assert(getifaddrs(&list) == 0, "%s", strerror(errno));
	for (struct ifaddrs *one = list; one != NULL && count < MOST;
		one = one->ifa_next)
		count += to_text(one->ifa_addr, texts[count]);
	freeifaddrs(list);
	qsort(texts, count, sizeof texts[0], by_text);
	for (size_t i = 0; i < count; i++) {
		strcat(all, texts[i]);
		strcat(all, " ");
	}
	cr_assert(strcmp(all, expected) == 0, "%s", all);
}

Test(network, an_ordinary_one_has_four_addresses)
{
	enter(NETWORK_ORDINARY);
	expect_addresses("127.0.0.1 192.0.2.1 2001:db8::1 ::1 ");
}

/* The kernel says it with a minus where the table is the machine's. */
Test(network, one_with_a_small_table_has_it_for_itself)
{
	int size = 0;

	network_keep_tables_small();
	enter(NETWORK_ORDINARY);
	FILE *file = fopen("/proc/sys/net/ipv4/tcp_ehash_entries", "r");
	if (file == NULL)
		cr_skip_test("Linux before 6.1");
	cr_assert(fscanf(file, "%d", &size) == 1);
	fclose(file);
	cr_assert(size == 512, "%d", size);
}

Test(network, the_other_one_has_no_ipv6_address_but_loopback)
{
	enter(NETWORK_IPV6_LOOPBACK_ONLY);
	expect_addresses("127.0.0.1 192.0.2.1 ::1 ");
}

/* A socket with that address and port 53, and a client of it. */
static void expect_connection(struct sockaddr *name, socklen_t size)
{
	int server = socket(name->sa_family, SOCK_STREAM, 0);
	int client = socket(name->sa_family, SOCK_STREAM, 0);

	cr_assert(bind(server, name, size) == 0, "bind: %s",
		strerror(errno));
	cr_assert(listen(server, 1) == 0, "%s", strerror(errno));
	cr_assert(connect(client, name, size) == 0, "connect: %s",
		strerror(errno));
	close(client);
	close(server);
}

static void expect_ipv4(const char *text)
{
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_port = htons(53) };

	inet_pton(AF_INET, text, &name.sin_addr);
	expect_connection((struct sockaddr *)&name, sizeof name);
}

static void expect_ipv6(const char *text)
{
	struct sockaddr_in6 name = { .sin6_family = AF_INET6,
		.sin6_port = htons(53) };

	inet_pton(AF_INET6, text, &name.sin6_addr);
	expect_connection((struct sockaddr *)&name, sizeof name);
}

/* Duplicate address detection, RFC 4862, would make one wait. */
Test(network, every_address_can_be_used_at_once)
{
	enter(NETWORK_ORDINARY);
	expect_ipv4("127.0.0.1");
	expect_ipv4("192.0.2.1");
	expect_ipv6("::1");
	expect_ipv6("2001:db8::1");
}

Test(network, a_port_is_free_in_every_new_one)
{
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_port = htons(53) };

	for (int i = 0; i < 2; i++) {
		enter(NETWORK_ORDINARY);
		int fd = socket(AF_INET, SOCK_DGRAM, 0);
		cr_assert(bind(fd, (struct sockaddr *)&name,
				  sizeof name) == 0,
			"%s", strerror(errno));
	}
}

Test(network, what_a_socket_may_hold_is_limited)
{
	int held;
	socklen_t size = sizeof held;

	enter(NETWORK_ORDINARY);
	cr_assert(network_shrink_buffers() == 0, "%s", strerror(errno));
	getsockopt(socket(AF_INET, SOCK_STREAM, 0), SOL_SOCKET,
		SO_SNDBUF, &held, &size);
	cr_assert(held == 4096, "%d bytes", held);
}

/* How much a sender gets rid of while nobody reads. */
static size_t bytes_on_the_way(void)
{
	static char bytes[100000];
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_port = htons(53),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	int sender = socket(AF_INET, SOCK_STREAM, 0);
	size_t all = 0;
	ssize_t n;

	cr_assert(bind(listener, (struct sockaddr *)&name,
			  sizeof name) == 0 &&
			listen(listener, 1) == 0 &&
			connect(sender, (struct sockaddr *)&name,
				sizeof name) == 0,
		"%s", strerror(errno));
	while ((n = send(sender, bytes, sizeof bytes, MSG_DONTWAIT)) >
		0)
		all += (size_t)n;
	close(sender);
	close(listener);
	return all;
}

Test(network, with_small_buffers_a_sender_soon_waits)
{
	enter(NETWORK_ORDINARY);
	size_t before = bytes_on_the_way();
	cr_assert(network_shrink_buffers() == 0, "%s", strerror(errno));
	size_t after = bytes_on_the_way();
	cr_assert(before > 200000 && after < 100000, "%zu and %zu",
		before, after);
}

Test(network, it_gets_more_addresses_that_can_be_used)
{
	enter(NETWORK_ORDINARY);
	cr_assert(network_add_address("10.1.2.3") == 0 &&
			network_add_address("10.1.2.4") == 0,
		"%s", strerror(errno));
	expect_ipv4("10.1.2.3");
	expect_ipv4("10.1.2.4");
}

/* 0, or why a datagram cannot be sent there. */
static int reason_not_to_send(const char *text)
{
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_port = htons(53) };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	inet_pton(AF_INET, text, &name.sin_addr);
	errno = 0;
	sendto(fd, "x", 1, 0, (struct sockaddr *)&name, sizeof name);
	int reason = errno;
	close(fd);
	return reason;
}

Test(network, a_way_leads_to_another_machine_when_it_is_added)
{
	enter(NETWORK_ORDINARY);
	cr_assert(reason_not_to_send("198.51.100.7") == ENETUNREACH);
	cr_assert(network_add_route("198.51.100.7") == 0, "%s",
		strerror(errno));
	cr_assert(reason_not_to_send("198.51.100.7") == 0);
	cr_assert(reason_not_to_send("198.51.100.8") == ENETUNREACH);
}
