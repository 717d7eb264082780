/*
 * Ports for servers; see port.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "port.h"

#include "bound.h"
#include "diag.h"
#include "draw.h"
#include "isolation.h"
#include "verdict.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	/* Above the privileged, below the ephemeral ports of Linux. */
	LOWEST = 20000,
	COUNT = 12000,
	TRIES = 1000,
	DISCARD = 9,
};

static int bind_port(int type, uint16_t port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_ANY),
	};
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	if (fd == -1)
		return -1;
	if (bind(fd, (struct sockaddr *)&address, sizeof address) == 0)
		return fd;
	close(fd);
	return -1;
}

/* The lock stays open: it ends with the test's process. */
static bool lock_with(uint16_t port, int lock, int wanted)
{
	if (bind_port(lock, port) == -1)
		return false;
	int trial = bind_port(wanted, port);
	if (trial == -1)
		return false;
	close(trial);
	return true;
}

static bool lock_port(uint16_t port)
{
	/* Only the test itself can have it. */
	if (isolation_level() == ISOLATION_SEALED)
		return !diag_listening(port, NULL);
	return lock_with(port, SOCK_DGRAM, SOCK_STREAM);
}

static bool lock_for_udp(uint16_t port)
{
	if (isolation_level() == ISOLATION_SEALED)
		return bound_udp(port) == 0;
	return lock_with(port, SOCK_STREAM, SOCK_DGRAM);
}

const char *port_draw_service(uint16_t *port)
{
	static const char *const names[] = { "echo", "discard",
		"daytime", "finger", "http", "pop3" };
	enum { COUNT_OF_NAMES = sizeof names / sizeof *names };
	unsigned first = draw_below(COUNT_OF_NAMES);

	for (unsigned i = 0; i < COUNT_OF_NAMES; i++) {
		const char *name = names[(first + i) % COUNT_OF_NAMES];
		const struct servent *entry =
			getservbyname(name, "tcp");

		if (entry == NULL)
			continue;
		*port = ntohs((uint16_t)entry->s_port);
		return name;
	}
	return NULL;
}

uint16_t port_swapped(uint16_t port)
{
	return (uint16_t)(port << 8 | port >> 8);
}

/*
 * A socket that is connected elsewhere: no datagram comes to it, so
 * what is sent to the port is refused, and others with SO_REUSEADDR can
 * have the port as well.  Nobody without it can; socket(7).
 */
static bool lock_udp_port(uint16_t port)
{
	struct sockaddr_in elsewhere = {
		.sin_family = AF_INET,
		.sin_port = htons(DISCARD),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int on = 1;
	int fd = bind_port(SOCK_DGRAM, port);

	if (fd == -1)
		return false;
	if (connect(fd, (struct sockaddr *)&elsewhere,
		    sizeof elsewhere) == 0 &&
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on,
			sizeof on) == 0)
		return true;
	close(fd);
	return false;
}

static bool is_below_ephemeral(uint16_t port)
{
	return port > 1024 && port < LOWEST + COUNT;
}

static uint16_t draw(bool (*lock)(uint16_t port), const char *kind)
{
	for (int i = 0; i < TRIES; i++) {
		uint16_t port = (uint16_t)(LOWEST + draw_below(COUNT));

		if (is_below_ephemeral(port_swapped(port)) &&
			port_swapped(port) != port && lock(port) &&
			lock(port_swapped(port)))
			return port;
	}
	verdict(VERDICT_GRADER_ERROR, NULL, NULL,
		"no %s port is free on this machine", kind);
}

uint16_t port_draw(void)
{
	return draw(lock_port, "TCP");
}

uint16_t port_draw_udp(void)
{
	return draw(lock_udp_port, "UDP");
}

uint16_t port_draw_for_udp(void)
{
	return draw(lock_for_udp, "UDP");
}

void port_occupy_udp(uint16_t port)
{
	if (bind_port(SOCK_DGRAM, port) == -1)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"UDP port %u: %s", port, strerror(errno));
}
