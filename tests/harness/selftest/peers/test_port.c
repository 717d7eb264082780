/*
 * Tests of drawing ports, port.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "draw.h"
#include "port.h"

#include "bound.h"
#include "trial.h"
#include "udp_peer.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { MANY = 2000 };

TestSuite(port, .init = trial_begin, .timeout = 60);

/* The first port of the kernel's own choice; ip(7). */
static unsigned lowest_ephemeral_port(void)
{
	unsigned lowest = 0;
	FILE *range =
		fopen("/proc/sys/net/ipv4/ip_local_port_range", "re");

	cr_assert(range != NULL && fscanf(range, "%u", &lowest) == 1,
		"no range");
	fclose(range);
	return lowest;
}

Test(port, is_neither_privileged_nor_taken_by_clients)
{
	unsigned lowest = lowest_ephemeral_port();

	for (int i = 0; i < MANY; i++) {
		uint16_t port = port_draw();

		cr_assert(port > 1024 && port < lowest, "%u", port);
	}
}

Test(port, is_another_usable_one_with_its_bytes_swapped)
{
	cr_assert(port_swapped(0x1234) == 0x3412, "%x",
		port_swapped(0x1234));
	for (int i = 0; i < MANY; i++) {
		uint16_t port = port_draw();

		cr_assert(port_swapped(port) != port, "%u", port);
		cr_assert(port_swapped(port) > 1024, "%u", port);
	}
}

static uint16_t first_port(void)
{
	draw_begin(4711, "port");
	return port_draw();
}

Test(port, follows_from_the_seed)
{
	cr_assert(first_port() == first_port(),
		"a run could not be "
		"repeated");
}

Test(port, is_not_one_where_the_test_listens)
{
	struct sockaddr_in name = { .sin_family = AF_INET };
	uint16_t taken = first_port();
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	name.sin_port = htons(taken);
	cr_assert(bind(fd, (struct sockaddr *)&name, sizeof name) == 0,
		"%s", strerror(errno));
	cr_assert(first_port() == taken, "%u is taken", taken);
	listen(fd, 1);
	cr_assert(first_port() != taken, "%u is not", taken);
}

/* As where there are no namespaces. */
static void leave_namespaces(void)
{
	setenv("WORKBOOK_LEVEL", "shared-uid", 1);
}

Test(port, is_not_given_to_two_tests_of_one_network)
{
	leave_namespaces();
	uint16_t first = first_port();
	uint16_t second = first_port();

	cr_assert(first != second, "both get %u", first);
}

Test(port, is_not_one_that_somebody_has)
{
	struct sockaddr_in name = { .sin_family = AF_INET };
	uint16_t taken = first_port();
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	name.sin_port = htons(taken);
	cr_assert(bind(fd, (struct sockaddr *)&name, sizeof name) == 0,
		"%s", strerror(errno));
	leave_namespaces();
	cr_assert(first_port() != taken, "%u is taken", taken);
}

/* --- for datagrams --- */

static int bind_udp(uint16_t port)
{
	struct sockaddr_in name = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_ANY),
	};
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	return bind(fd, (struct sockaddr *)&name, sizeof name);
}

Test(port, for_datagrams_is_had_by_peers_and_by_nobody_else)
{
	uint16_t port = port_draw_udp();

	cr_assert(bind_udp(port) == -1 && errno == EADDRINUSE,
		"somebody else has port %u", port);
	udp_open("127.0.0.1", port, "server");
	udp_open("127.0.0.2", port, "server");
	udp_open("::1", port, "server");
	udp_open("127.0.0.1", port_swapped(port), "server");
}

Test(port, for_datagrams_is_drawn_only_once)
{
	enum { SOME = 40 };
	uint16_t drawn[SOME];

	for (int i = 0; i < SOME; i++) {
		drawn[i] = port_draw_udp();
		for (int k = 0; k < i; k++)
			cr_assert(drawn[k] != drawn[i] &&
					drawn[k] !=
						port_swapped(drawn[i]),
				"%u twice", drawn[i]);
	}
}

Test(port, for_datagrams_refuses_where_no_peer_is)
{
	struct sockaddr_in name = {
		.sin_family = AF_INET,
		.sin_port = htons(port_draw_udp()),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	char byte = 'x';
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	connect(fd, (struct sockaddr *)&name, sizeof name);
	cr_assert(send(fd, &byte, 1, 0) == 1, "not sent");
	cr_assert(recv(fd, &byte, 1, 0) == -1 && errno == ECONNREFUSED,
		"no refusal");
}

static int bind_datagrams(uint16_t port)
{
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_port = htons(port) };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	return bind(fd, (struct sockaddr *)&name, sizeof name);
}

/* As a program has it, without an option. */
Test(port, one_for_udp_can_be_had_by_a_program)
{
	leave_namespaces();
	draw_begin(4711, "port");
	uint16_t port = port_draw_for_udp();

	cr_assert(bound_udp(port) == 0);
	cr_assert(bind_datagrams(port) == 0, "%s", strerror(errno));
	cr_assert(bound_udp(port) == 1);
	cr_assert(port_draw_for_udp() != port);
}

Test(port, one_that_is_occupied_cannot_be_had)
{
	leave_namespaces();
	draw_begin(4711, "port");
	uint16_t port = port_draw_for_udp();

	port_occupy_udp(port);
	cr_assert(bind_datagrams(port) == -1 && errno == EADDRINUSE);
}
