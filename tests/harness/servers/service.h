/*
 * What all servers have in common: they are started with a port, are
 * ready when the kernel says that they have it, and refuse what is no
 * port.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef SERVICE_H
#define SERVICE_H

#include "program.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct service_kind {
	const char *waits; /* "listens" */
	const char *protocol; /* "TCP" */
	bool (*has_port)(uint16_t port);
	/* Any that is had in a network of the test's own, or 0. */
	uint16_t (*port_it_has)(void);
};

extern const struct service_kind service_tcp;
extern const struct service_kind service_udp;

/* Starts the program with the port as its argument. */
struct program *service_start(uint16_t port, struct program_plan plan);

/*
 * Waits until the program has its port.  If it has the one with the two
 * bytes swapped, that is the verdict.
 */
void service_await_open(const struct service_kind *kind,
	struct program *program, uint16_t port);

/* Who takes a bad port for a good one gets it, whatever it is. */
void service_allow_every_port(void);

/*
 * It refuses all that is no port, and says of it what it does not say
 * of the good one; good_port is free.
 */
void service_expect_bad_ports(
	const struct service_kind *kind, uint16_t good_port);

/* It may be half finished, but not say what it says of a bad port. */
void service_expect_not_taken_for_bad(
	const struct service_kind *kind, uint16_t port);

/*
 * It fails, and says why: what it says, without numbers, is kept.  The
 * two causes must not read the same.
 */
void service_keep_reason(
	struct program *program, char *words, size_t size);
void service_compare_reasons(const char *in_use, const char *forbidden);

#endif
