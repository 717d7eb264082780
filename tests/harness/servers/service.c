/*
 * What all servers have in common; see service.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "service.h"

#include "bound.h"
#include "diag.h"
#include "expect.h"
#include "isolation.h"
#include "journal.h"
#include "network.h"
#include "port.h"
#include "refusal.h"
#include "verdict.h"

#include <stdio.h>
#include <string.h>

/* A server, for conditions. */
struct service {
	const struct service_kind *kind;
	struct program *program;
	uint16_t port;
};

static bool listens(uint16_t port)
{
	return diag_listening(port, NULL);
}

static bool is_bound(uint16_t port)
{
	return bound_udp(port) > 0;
}

const struct service_kind service_tcp = {
	.waits = "listens",
	.protocol = "TCP",
	.has_port = listens,
	.port_it_has = diag_listening_port,
};

const struct service_kind service_udp = {
	.waits = "waits",
	.protocol = "UDP",
	.has_port = is_bound,
	.port_it_has = bound_udp_port,
};

struct program *service_start(uint16_t port, struct program_plan plan)
{
	char text[8];
	const char *arguments[] = { text, NULL };

	snprintf(text, sizeof text, "%u", port);
	plan.arguments = arguments;
	return program_start(&plan);
}

static bool is_open_somewhere(void *context)
{
	const struct service *service = context;

	return service->kind->has_port(service->port) ||
		service->kind->has_port(port_swapped(service->port));
}

void service_await_open(const struct service_kind *kind,
	struct program *program, uint16_t port)
{
	struct service service = { kind, program, port };
	char expected[80];
	char actual[80];

	snprintf(expected, sizeof expected,
		"the program %s on %s port %u", kind->waits,
		kind->protocol, port);
	program_await(program, is_open_somewhere, &service, expected);
	snprintf(actual, sizeof actual,
		"the program %s on another port", kind->waits);
	/* One that has ended meanwhile has neither. */
	if (!kind->has_port(port) && kind->has_port(port_swapped(port)))
		verdict(VERDICT_FAIL, expected, actual,
			"the program %s on port %u, which is %u "
			"with its two bytes swapped",
			kind->waits, port_swapped(port), port);
	journal_event("program", kind->waits, "", "on port %u", port);
}

/* --- good and bad ports --- */

void service_allow_every_port(void)
{
	if (isolation_level() == ISOLATION_SEALED)
		network_allow_every_port();
}

static bool has_decided(void *context)
{
	const struct service *service = context;

	return is_open_somewhere(context) ||
		program_has_ended(service->program);
}

/* It waits there, or ends with words of its own, if half finished. */
static void expect_good_port(const struct service_kind *kind,
	uint16_t port, struct acceptance *good)
{
	struct service service = { kind,
		service_start(port, (struct program_plan){ 0 }), port };
	char text[8];

	snprintf(text, sizeof text, "%u", port);
	program_await(service.program, has_decided, &service,
		"the program takes the port");
	if (!is_open_somewhere(&service))
		refusal_expect_none(service.program, text, good);
	program_end_all();
}

/* Elsewhere other servers may wait, which are none of ours. */
static uint16_t port_it_has(const struct service_kind *kind)
{
	return isolation_level() == ISOLATION_SEALED
		? kind->port_it_has()
		: 0;
}

static bool has_ended_or_waits(void *context)
{
	const struct service *service = context;

	return port_it_has(service->kind) != 0 ||
		program_has_ended(service->program);
}

static void expect_bad_port(const struct service_kind *kind,
	const char *text, const struct acceptance *good)
{
	const char *const arguments[] = { text, NULL };
	struct service service = { kind, program_start_with(arguments),
		0 };
	char actual[40];

	program_await(service.program, has_ended_or_waits, &service,
		"the program refuses the port");
	uint16_t port = port_it_has(kind);
	snprintf(actual, sizeof actual, "the program %s", kind->waits);
	if (port != 0)
		verdict(VERDICT_FAIL, "it is refused", actual,
			"\"%s\" is no port, and the program %s on "
			"port %u all the same",
			text, kind->waits, port);
	refusal_expect(service.program, text, "port", good);
	program_end_all();
}

void service_expect_bad_ports(
	const struct service_kind *kind, uint16_t good_port)
{
	struct acceptance good = { .words = "" };

	service_allow_every_port();
	/* It has to be the port that is refused, not everything. */
	expect_good_port(kind, good_port, &good);
	for (int i = 0; expect_bad_ports[i] != NULL; i++)
		expect_bad_port(kind, expect_bad_ports[i], &good);
	/* A name is no number, even if it stands for one. */
	const char *name = port_draw_service(&(uint16_t){ 0 });
	if (name != NULL)
		expect_bad_port(kind, name, &good);
}

void service_expect_not_taken_for_bad(
	const struct service_kind *kind, uint16_t port)
{
	struct acceptance good = { .words = "" };
	char expected[20];

	expect_good_port(kind, port, &good);
	if (good.argument[0] == '\0')
		return;
	snprintf(expected, sizeof expected, "it %s", kind->waits);
	if (good.words[0] == '\0')
		verdict(VERDICT_FAIL, expected, "it ends",
			"with port %s, which is good, the program ends "
			"without a word",
			good.argument);
	expect_bad_port(kind, "65536", &good);
}

/* --- why it cannot start --- */

void service_keep_reason(
	struct program *program, char *words, size_t size)
{
	size_t used = 0;

	expect_failure(program);
	const char *said = program_errors(program, NULL);
	for (; *said != '\0' && used < size - 1; said++)
		if (*said < '0' || *said > '9')
			words[used++] = *said;
	words[used] = '\0';
	program_end_all();
}

void service_compare_reasons(const char *in_use, const char *forbidden)
{
	if (strcmp(in_use, forbidden) == 0)
		verdict(VERDICT_FAIL, "two different reasons", in_use,
			"a port that is in use and one that the "
			"program may not have are different troubles, "
			"but the message is the same");
}
