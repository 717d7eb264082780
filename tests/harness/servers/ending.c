/*
 * A server's orderly end; see ending.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "ending.h"

#include "crowd.h"
#include "diag.h"
#include "expect.h"
#include "journal.h"
#include "numeric.h"
#include "soon.h"
#include "verdict.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HALF = 1 << 19 }; /* of a mebibyte */

static bool nobody_listens(void *context)
{
	const struct server *server = context;

	return !diag_listening(server->port, NULL);
}

static bool connect_has_ended(void *context)
{
	struct pollfd end = { .fd = *(int *)context,
		.events = POLLOUT };

	return poll(&end, 1, 0) == 1;
}

/* Result: 0 if the client is connected, or why it is not. */
static int try_to_connect(const struct server *server)
{
	struct sockaddr_storage name;
	socklen_t size;
	int error = 0;
	socklen_t error_size = sizeof error;
	int fd = socket(
		AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	numeric_address("127.0.0.1", server->port, &name, &size);
	connect(fd, (struct sockaddr *)&name, size);
	program_await(server->program, connect_has_ended, &fd,
		"a client that comes after SIGTERM is refused");
	getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &error_size);
	close(fd);
	return error;
}

static void expect_refusal(const struct server *server)
{
	int error = try_to_connect(server);
	const char *outcome =
		error != 0 ? strerror(error) : "connected";

	journal_event("second client", "tries to connect", "<", "%s",
		outcome);
	if (error == ECONNREFUSED)
		return;
	verdict(VERDICT_FAIL, strerror(ECONNREFUSED), outcome,
		"after SIGTERM a new client has to be refused");
}

void ending_expect_refusal(const struct server *server)
{
	server_expect_echo(server_connect(server, 0));
	program_await_rest(server->program);
	program_terminate(server->program);
	soon_await(server->program, nobody_listens, (void *)server,
		SOON_AT_ONCE_MS,
		"nobody listens on the port after SIGTERM");
	expect_refusal(server);
}

void ending_expect_service(const struct server *server)
{
	/* Whether any byte comes back is another test's affair. */
	const char *bytes = crowd_draw_line(HALF);
	struct peer *client = server_connect(server, 0);

	server_expect_echo(client);
	peer_send(client, bytes, HALF);
	program_terminate(server->program);
	peer_expect(client, bytes, HALF, "the echo");
	program_await_rest(server->program);
	peer_send(client, bytes, HALF);
	peer_expect(client, bytes, HALF,
		"the echo of what came after SIGTERM");
	peer_half_close(client);
	peer_expect_end(client);
}

static void expect_running(const struct server *server)
{
	if (!program_has_ended(server->program))
		return;
	program_check_health(server->program, true);
	verdict(VERDICT_FAIL, "it goes on", "it has ended",
		"the server ends while a client is still inside");
}

static void settle(const struct server *server)
{
	program_check_health(server->program, true);
	expect_running(server);
}

static void expect_status_0(const struct server *server)
{
	soon_finish(server->program, SOON_AT_ONCE_MS);
	expect_exit_0(server->program);
}

void ending_expect_exit(const struct server *server)
{
	struct peer *first = server_connect(server, 0);
	struct peer *second = server_connect(server, 1);

	server_expect_echo(first);
	server_expect_echo(second);
	program_await_rest(server->program);
	program_terminate(server->program);
	settle(server);
	peer_close(first);
	settle(server);
	peer_close(second);
	expect_status_0(server);
}

void ending_expect_exit_at_once(const struct server *server)
{
	program_await_rest(server->program);
	program_terminate(server->program);
	expect_status_0(server);
}
