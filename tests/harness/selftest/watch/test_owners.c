/*
 * Tests of waiting until closed sockets are gone, owners.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "loop.h"
#include "owners.h"
#include "peer.h"
#include "reach.h"
#include "trial.h"
#include "verdict.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	PORT = 4711,
	/* Of the program: after the one that listens. */
	CONNECTION = 4,
	/* Much longer than two looks that prove a standstill. */
	LOOK_NS = 200000000,
};

TestSuite(
	owners, .init = trial_begin, .fini = trial_end, .timeout = 120);

/* Has two descriptors, and ends when the second can be read. */
static _Noreturn void hold(int held, int until)
{
	char byte;

	if (dup2(held, STDIN_FILENO) == -1 ||
		dup2(until, STDOUT_FILENO) == -1)
		_exit(1);
	close_range(2, ~0U, 0);
	_exit(read(STDOUT_FILENO, &byte, 1) == -1);
}

/*
 * Somebody else on this machine, and no descendant of this process,
 * holds the open file of the descriptor, until the one that is returned
 * is closed.
 */
static int held_by_a_stranger(int fd)
{
	int ends[2];
	int status;

	cr_assert(pipe(ends) == 0, "%s", strerror(errno));
	pid_t child = fork();
	if (child == 0 && fork() == 0) {
		close(ends[1]);
		hold(fd, ends[0]);
	}
	if (child == 0)
		_exit(0);
	cr_assert(waitpid(child, &status, 0) == child && status == 0,
		"nobody holds it");
	close(ends[0]);
	return ends[1];
}

/* Its connection, which this process has no longer. */
static int held_of(struct program *program)
{
	int copy =
		reach_descriptor(program_process(program), CONNECTION);

	cr_assert(copy != -1, "it has no connection");
	int holder = held_by_a_stranger(copy);
	close(copy);
	return holder;
}

static void let_go(void *context, int fd, short revents)
{
	int *holder = context;

	(void)revents;
	loop_forget(fd);
	close(fd);
	close(*holder);
}

static void let_go_later(int *holder)
{
	struct itimerspec soon = { .it_value.tv_nsec = LOOK_NS };
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);

	timerfd_settime(timer, 0, &soon, NULL);
	loop_watch(timer, POLLIN, let_go, holder);
}

static struct peer *connect_to(struct program *program)
{
	struct connecting plan = { .port = PORT };

	program_await_listening(program, PORT);
	return peer_connect(&plan, program);
}

Test(owners, what_is_open_has_an_owner)
{
	struct program *program =
		trial_start("listen=4711", "accept", "pause");

	connect_to(program);
	program_await_rest(program);
	cr_assert(owners_have_all(), "one has none");
}

static bool all_have_owners(void *context)
{
	(void)context;
	return owners_have_all();
}

Test(owners, what_a_stranger_holds_has_none)
{
	struct program *program = trial_start("listen=4711", "accept",
		"recv_to_end", "close", "pause");
	struct peer *peer = connect_to(program);

	peer_send(peer, "x", 1);
	peer_await_read(peer);
	int holder = held_of(program);
	cr_assert(owners_have_all(), "but the program has it");
	peer_half_close(peer);
	program_await_rest(program);
	cr_assert(!owners_have_all(), "the program has closed it");
	close(holder);
	cr_assert(
		loop_until(all_have_owners, NULL, loop_deadline(8000)),
		"it has been let go");
}

/* Else "the program is in accept, and nothing can end that". */
Test(owners, an_end_that_comes_late_is_waited_for)
{
	struct program *program = trial_start("listen=4711", "accept",
		"recv_to_end", "close", "accept");
	struct peer *peer = connect_to(program);

	peer_send(peer, "x", 1);
	peer_await_read(peer);
	int holder = held_of(program);
	let_go_later(&holder);
	peer_half_close(peer);
	TRY(peer_expect_end(peer));
	trial_no_verdict();
}

Test(owners, a_port_is_free_when_the_program_has_been_killed)
{
	struct program *program =
		trial_start("listen=4711", "accept", "pause");
	struct peer *peer = connect_to(program);

	program_await_rest(program);
	int holder = held_of(program);
	let_go_later(&holder);
	program_kill(program);
	cr_assert(owners_have_all(), "somebody has its connection");
	peer_expect_end(peer);
}

static int bound_to(struct sockaddr_in *name)
{
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	*name = (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_port = htons(PORT),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	cr_assert(bind(fd, (struct sockaddr *)name, sizeof *name) == 0,
		"%s", strerror(errno));
	return fd;
}

Test(owners, a_port_that_was_closed_refuses_at_once)
{
	struct sockaddr_in name;
	int server = bound_to(&name);
	int client = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int holder = held_by_a_stranger(server);
	char byte;

	let_go_later(&holder);
	owners_close(server);
	connect(client, (struct sockaddr *)&name, sizeof name);
	cr_assert(send(client, "x", 1, 0) == 1, "%s", strerror(errno));
	cr_assert(recv(client, &byte, 1, MSG_DONTWAIT) == -1 &&
			errno == ECONNREFUSED,
		"%s", strerror(errno));
}
