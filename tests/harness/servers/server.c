/*
 * A TCP server that sends back what clients send; see server.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "server.h"

#include "diag.h"
#include "draw.h"
#include "isolation.h"
#include "network.h"
#include "port.h"
#include "service.h"
#include "verdict.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { MOST_OPTIONS = 8, SMALL_BUFFER = 4096 };

const char server_announcing[] = "Client connected: ";

struct program *server_launch(struct program_plan plan, uint16_t port)
{
	char text[8];
	const char *arguments[MOST_OPTIONS + 2];
	const char *const *option = plan.arguments;
	size_t count = 0;

	snprintf(text, sizeof text, "%u", port);
	for (; option != NULL && *option != NULL &&
		count < MOST_OPTIONS;
		option++)
		arguments[count++] = *option;
	arguments[count++] = text;
	arguments[count] = NULL;
	plan.arguments = arguments;
	return program_start(&plan);
}

void server_await_open(const struct server *server)
{
	service_await_open(&service_tcp, server->program, server->port);
}

struct server server_start_as(struct program_plan plan)
{
	struct server server = { .port = port_draw() };

	server.program = server_launch(plan, server.port);
	server_await_open(&server);
	return server;
}

/* --- its clients --- */

const char *server_client_name(unsigned number)
{
	static const char *const names[] = { "client", "second client",
		"third client", "fourth client", "fifth client",
		"sixth client", "seventh client", "eighth client",
		"ninth client", "another client" };
	enum { LAST = sizeof names / sizeof *names - 1 };

	return names[number < LAST ? number : LAST];
}

struct peer *server_connect(
	const struct server *server, unsigned number)
{
	return peer_connect(
		&(struct connecting){ .port = server->port,
			.name = server_client_name(number) },
		server->program);
}

struct peer *server_connect_from(
	const struct server *server, const char *address)
{
	return peer_connect(&(struct connecting){ .from = address,
				    .port = server->port },
		server->program);
}

struct peer *server_connect_quietly(const struct server *server)
{
	return peer_connect(&(struct connecting){ .port = server->port,
				    .quietly = true },
		server->program);
}

struct peer *server_connect_without_reading(const struct server *server)
{
	struct peer *client =
		peer_connect(&(struct connecting){ .port = server->port,
				     .buffer_bytes = SMALL_BUFFER },
			server->program);

	peer_pause_reading(client);
	return client;
}

void server_shrink_buffers(void)
{
	if (isolation_level() == ISOLATION_SEALED &&
		network_shrink_buffers() == -1)
		verdict(VERDICT_SKIPPED, NULL, NULL,
			"the kernel's buffers cannot be made small "
			"here: /proc/sys/net/ipv4/tcp_wmem: %s",
			strerror(errno));
}

void server_expect_echo(struct peer *client)
{
	enum { LENGTH = 12 };
	char line[LENGTH + 2];

	snprintf(line, sizeof line, "%s\n", draw_word(LENGTH));
	peer_send(client, line, LENGTH + 1);
	peer_expect(client, line, LENGTH + 1, "the echo");
}

void server_expect_end(struct peer *client)
{
	peer_half_close(client);
	peer_expect_end(client);
	peer_close(client);
}

void server_expect_service(const struct server *server)
{
	struct peer *client =
		peer_connect(&(struct connecting){ .port = server->port,
				     .name = "next client" },
			server->program);

	server_expect_echo(client);
	peer_close(client);
}

/* --- what it says of them --- */

/* Lines that have announced clients; from NULL: any address. */
struct lines {
	const struct server *server;
	const char *from;
	unsigned wanted;
};

static unsigned count_lines(const struct lines *lines)
{
	const char *line = program_output(lines->server->program, NULL);
	const char *end;
	unsigned count = 0;

	for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		size_t begins = strlen(server_announcing);
		size_t rest = (size_t)(end - line) - begins;

		if (strncmp(line, server_announcing, begins) != 0)
			continue;
		count += lines->from == NULL ||
			(rest == strlen(lines->from) &&
				memcmp(line + begins, lines->from,
					rest) == 0);
	}
	return count;
}

static bool are_enough(void *context)
{
	const struct lines *lines = context;

	return count_lines(lines) >= lines->wanted;
}

bool server_has_announced(
	const struct server *server, const char *address)
{
	struct lines lines = { server, address, 1 };

	return are_enough(&lines);
}

unsigned server_announced(const struct server *server)
{
	return count_lines(&(struct lines){ .server = server });
}

void server_await_announced(const struct server *server, unsigned count)
{
	struct lines lines = { .server = server, .wanted = count };
	char text[80];

	snprintf(text, sizeof text,
		"stdout has %u line%s \"Client connected: ...\"", count,
		count == 1 ? "" : "s");
	program_await(server->program, are_enough, &lines, text);
}

void server_await_address(
	const struct server *server, const char *address)
{
	struct lines lines = { server, address, 1 };
	char text[100];

	snprintf(text, sizeof text, "stdout has the line \"%s%s\"",
		server_announcing, address);
	program_await(server->program, are_enough, &lines, text);
}

/* --- its queue --- */

static bool nobody_waits(void *context)
{
	const struct server *server = context;
	struct diag_queue queue;

	return !diag_listening(server->port, &queue) ||
		queue.waiting == 0;
}

void server_await_accepted(const struct server *server)
{
	program_await(server->program, nobody_waits, (void *)server,
		"the program accepts the client");
}
