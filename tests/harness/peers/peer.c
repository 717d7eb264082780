/*
 * Scripted TCP peers; see peer.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "peer.h"

#include "diag.h"
#include "journal.h"
#include "loop.h"
#include "numeric.h"
#include "observe.h"
#include "owners.h"
#include "printable.h"
#include "verdict.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { DEFAULT_BACKLOG = 16, RECEIVE_CAP = 8 << 20 };

struct listener {
	int fd;
	int buffer_bytes;
	uint16_t port;
};

struct peer {
	int fd;
	const char *name;
	bool quiet;
	bool is_client; /* and the program the server */
	struct program *program;
	/* What came and was not expected yet. */
	char *received;
	size_t received_length;
	size_t received_in_all;
	bool paused;
	bool ended; /* FIN */
	int error; /* such as ECONNRESET */
	/* What is still to be sent. */
	char *outgoing;
	size_t outgoing_length;
	size_t sent;
};

static _Noreturn void fail_ourselves(const char *what)
{
	verdict(VERDICT_GRADER_ERROR, NULL, NULL, "%s: %s", what,
		strerror(errno));
}

/* "6 bytes "hello\n"", short enough for the transcript. */
static void describe(
	char *text, size_t size, const char *bytes, size_t length)
{
	char quoted[100];

	printable(quoted, sizeof quoted, bytes, length);
	snprintf(text, size, "%zu byte%s \"%s\"", length,
		length == 1 ? "" : "s", quoted);
}

static void note_bytes(const struct peer *peer, const char *event,
	const char *arrow, const char *bytes, size_t length)
{
	char text[160];

	program_progress();
	if (peer->quiet)
		return;
	describe(text, sizeof text, bytes, length);
	journal_event(peer->name, event, arrow, "%s", text);
}

static void note(
	const struct peer *peer, const char *event, const char *arrow)
{
	program_progress();
	if (!peer->quiet)
		journal_event(peer->name, event, arrow, "%s", "");
}

/* --- moving bytes --- */

static void keep_received(
	struct peer *peer, const char *bytes, size_t length)
{
	size_t total = peer->received_length + length;

	if (total > RECEIVE_CAP)
		verdict(VERDICT_FAIL, NULL, NULL,
			"the program sends without end");
	char *larger = realloc(peer->received, total);
	if (larger == NULL)
		fail_ourselves("received bytes");
	memcpy(larger + peer->received_length, bytes, length);
	peer->received = larger;
	peer->received_length = total;
	peer->received_in_all += length;
}

/* Else the kernel delays acknowledgements by 40 ms; tcp(7). */
static void acknowledge_at_once(int fd)
{
	int on = 1;

	setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

static void note_end(struct peer *peer, ssize_t result)
{
	if (result == 0) {
		peer->ended = true;
		note(peer, "sees the end", "");
	} else {
		peer->error = errno;
		note(peer,
			errno == ECONNRESET ? "sees a reset"
					    : "loses the program",
			"");
	}
}

static void receive(struct peer *peer)
{
	char bytes[65536];

	acknowledge_at_once(peer->fd);
	ssize_t n = recv(peer->fd, bytes, sizeof bytes, MSG_DONTWAIT);
	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		note_end(peer, n);
		return;
	}
	keep_received(peer, bytes, (size_t)n);
	note_bytes(peer, "receives", ">", bytes, (size_t)n);
}

static bool has_outgoing(const struct peer *peer)
{
	return peer->sent < peer->outgoing_length && peer->error == 0;
}

static void send_more(struct peer *peer)
{
	const char *bytes = peer->outgoing + peer->sent;
	size_t length = peer->outgoing_length - peer->sent;
	ssize_t n = send(
		peer->fd, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);

	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n == -1) {
		peer->error = errno;
		note(peer, "cannot send", "");
		return;
	}
	note_bytes(peer, "sends", "<", bytes, (size_t)n);
	peer->sent += (size_t)n;
}

static void serve(void *context, int fd, short revents);

static void watch(struct peer *peer)
{
	bool reads = !peer->paused && !peer->ended && peer->error == 0;
	short events = 0;

	if (reads)
		events |= POLLIN;
	if (has_outgoing(peer))
		events |= POLLOUT;
	if (events == 0)
		loop_forget(peer->fd);
	else
		loop_watch(peer->fd, events, serve, peer);
}

static void serve(void *context, int fd, short revents)
{
	struct peer *peer = context;

	(void)fd;
	if (revents & POLLOUT && has_outgoing(peer))
		send_more(peer);
	if (revents & (POLLIN | POLLHUP | POLLERR) && !peer->paused &&
		!peer->ended && peer->error == 0)
		receive(peer);
	watch(peer);
}

/* --- making connections --- */

static struct peer *new_peer(
	int fd, const char *name, bool quiet, struct program *program)
{
	struct peer *peer = calloc(1, sizeof *peer);

	if (peer == NULL)
		fail_ourselves("a peer");
	peer->fd = fd;
	peer->name = name;
	peer->quiet = quiet;
	peer->program = program;
	/* Bytes leave when they are sent, not when more come. */
	int on = 1;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	watch(peer);
	return peer;
}

/* Set before the connection exists, or the window stays large. */
static void limit_buffers(int fd, int bytes)
{
	if (bytes == 0)
		return;
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
	setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
}

static int bind_to(const char *address, uint16_t port)
{
	struct sockaddr_storage name;
	socklen_t size;
	int on = 1;

	numeric_address(address, port, &name, &size);
	int fd = socket(name.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd == -1)
		fail_ourselves("socket");
	if (name.ss_family == AF_INET6)
		setsockopt(
			fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, (struct sockaddr *)&name, size) == -1)
		fail_ourselves(address);
	return fd;
}

struct listener *peer_listen(const struct listening *plan)
{
	struct listener *listener = calloc(1, sizeof *listener);

	if (listener == NULL)
		fail_ourselves("a listener");
	listener->fd = bind_to(plan->address, plan->port);
	listener->buffer_bytes = plan->buffer_bytes;
	listener->port = plan->port;
	limit_buffers(listener->fd, plan->buffer_bytes);
	if (listen(listener->fd,
		    plan->backlog != 0 ? plan->backlog
				       : DEFAULT_BACKLOG) == -1)
		fail_ourselves("listen");
	return listener;
}

void peer_leave_port_busy(uint16_t port)
{
	struct sockaddr_storage name;
	socklen_t size;
	char byte;
	int listener = bind_to("127.0.0.1", port);
	int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	numeric_address("127.0.0.1", port, &name, &size);
	if (listen(listener, 1) == -1 ||
		connect(client, (struct sockaddr *)&name, size) == -1)
		fail_ourselves("an earlier server");
	int server = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	if (server == -1)
		fail_ourselves("accept");
	owners_close(listener);
	close(server);
	/* Its end has to be there before the client closes, too. */
	if (read(client, &byte, 1) != 0)
		fail_ourselves("the end of an earlier server");
	close(client);
	journal_event("grader", "leaves", "",
		"port %u busy, as if a server had just ended there",
		port);
}

bool listener_has_client(const struct listener *listener)
{
	struct pollfd arrival = { .fd = listener->fd,
		.events = POLLIN };

	return poll(&arrival, 1, 0) == 1;
}

static bool client_has_come(void *context)
{
	return listener_has_client(context);
}

struct peer *peer_accept(
	struct listener *listener, struct program *program)
{
	char expected[80];

	snprintf(expected, sizeof expected,
		"the program connects to port %u", listener->port);
	program_await(program, client_has_come, listener, expected);
	int fd = accept4(listener->fd, NULL, NULL, SOCK_CLOEXEC);
	if (fd == -1)
		fail_ourselves("accept");
	struct peer *peer = new_peer(fd, "server", false, program);
	note(peer, "accepts", "");
	return peer;
}

static bool connect_has_ended(void *context)
{
	struct pollfd end = { .fd = *(int *)context,
		.events = POLLOUT };

	return poll(&end, 1, 0) == 1;
}

/* Result: 0, or the errno of the attempt. */
static int connect_socket(int fd, const struct sockaddr *name,
	socklen_t size, bool patiently, struct program *program)
{
	int error = 0;
	socklen_t error_size = sizeof error;

	fcntl(fd, F_SETFL, O_NONBLOCK);
	if (connect(fd, name, size) == 0)
		return 0;
	if (errno != EINPROGRESS)
		return errno;
	if (patiently)
		return 0;
	program_await(program, connect_has_ended, &fd,
		"a client gets a connection");
	getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &error_size);
	return error;
}

/*
 * A refusal is another error.  A program that ends as soon as a client
 * has come, say a half-finished one, may have reset it by now.
 */
static bool was_connected(int error)
{
	return error == 0 || error == ECONNRESET || error == EPIPE;
}

/* Result: 0, or the error by which the connection has ended already. */
static int connect_or_fail(
	int fd, const struct connecting *plan, struct program *program)
{
	const char *to = plan->to != NULL ? plan->to : "127.0.0.1";
	struct sockaddr_storage name;
	socklen_t size;

	numeric_address(to, plan->port, &name, &size);
	int error = connect_socket(fd, (struct sockaddr *)&name, size,
		plan->patiently, program);
	if (was_connected(error))
		return error;
	/* If it has ended, that is what there is to tell. */
	program_await_rest(program);
	verdict(VERDICT_FAIL, "the connection is accepted",
		strerror(error),
		"a client cannot connect to %s port %u: %s", to,
		plan->port, strerror(error));
}

struct peer *peer_connect(
	const struct connecting *plan, struct program *program)
{
	const char *name = plan->name != NULL ? plan->name : "client";
	int fd = plan->from != NULL
		? bind_to(plan->from, 0)
		: socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd == -1)
		fail_ourselves("socket");
	limit_buffers(fd, plan->buffer_bytes);
	int error = connect_or_fail(fd, plan, program);
	struct peer *peer = new_peer(fd, name, plan->quietly, program);
	peer->is_client = true;
	note(peer, "connects", "<");
	if (error != 0) {
		errno = error;
		note_end(peer, -1);
		watch(peer);
	}
	return peer;
}

/* --- what a script says --- */

void peer_send(struct peer *peer, const void *bytes, size_t length)
{
	size_t total = peer->outgoing_length + length;
	char *larger = realloc(peer->outgoing, total + 1);

	if (larger == NULL)
		fail_ourselves("bytes to send");
	memcpy(larger + peer->outgoing_length, bytes, length);
	peer->outgoing = larger;
	peer->outgoing_length = total;
	watch(peer);
}

static bool nothing_outgoing(void *context)
{
	return !has_outgoing(context);
}

void peer_await_sent(struct peer *peer)
{
	program_await(peer->program, nothing_outgoing, peer,
		"the program takes what is sent to it");
}

/* -1: the program has closed, and will read nothing more. */
static bool all_is_read(void *context)
{
	const struct peer *peer = context;

	return !has_outgoing(peer) && diag_unread(peer->fd) <= 0;
}

void peer_await_read(struct peer *peer)
{
	program_await(peer->program, all_is_read, peer,
		"the program reads what was sent to it");
}

/* The program, as it was when it was last looked at. */
struct look {
	const struct peer *peer;
	uint64_t signature;
	long held; /* bytes that were sent and not read */
};

/*
 * A program may look at bytes without taking them (MSG_PEEK), or ask
 * to be woken by many of them only (SO_RCVLOWAT): then it sleeps again
 * while they wait.
 */
static bool has_been_noticed(void *context)
{
	struct look *look = context;
	const struct peer *peer = look->peer;
	struct observation seen;
	uint64_t before = look->signature;

	look->signature = 0;
	if (has_outgoing(peer))
		return false;
	if (diag_unread(peer->fd) <= 0)
		return true;
	observe(program_process(peer->program), &seen);
	if (seen.all_wait)
		look->signature = seen.signature;
	return seen.all_wait && seen.signature == before;
}

static void await_notice(struct peer *peer)
{
	struct look look = { .peer = peer };

	program_await(peer->program, has_been_noticed, &look,
		"the program reads what was sent to it");
}

void peer_send_noticed(
	struct peer *peer, const void *bytes, size_t length)
{
	peer_send(peer, bytes, length);
	await_notice(peer);
}

void peer_drip(struct peer *peer, const void *bytes, size_t length)
{
	const char *next = bytes;
	bool quiet = peer->quiet;

	peer_await_read(peer);
	if (!quiet)
		note_bytes(
			peer, "sends one by one", "<", bytes, length);
	peer->quiet = true;
	for (size_t i = 0; i < length && peer->error == 0; i++) {
		peer_send(peer, next + i, 1);
		await_notice(peer);
	}
	peer->quiet = quiet;
}

struct expectation {
	struct peer *peer;
	size_t length;
	size_t came; /* when it was looked for last */
};

static bool enough_has_come(void *context)
{
	struct expectation *expectation = context;
	const struct peer *peer = expectation->peer;

	if (peer->received_length > expectation->came)
		program_comes_closer(peer->program);
	expectation->came = peer->received_length;
	return peer->received_length >= expectation->length ||
		peer->ended || peer->error != 0;
}

static size_t first_difference(
	const char *a, const char *b, size_t length)
{
	size_t i = 0;

	while (i < length && a[i] == b[i])
		i++;
	return i;
}

/* Long texts are shown from a little before the difference on. */
static _Noreturn void fail_bytes(const struct peer *peer,
	const char *bytes, size_t length, const char *what)
{
	char expected[700];
	char actual[700];
	size_t came = peer->received_length < length
		? peer->received_length
		: length;
	size_t at = first_difference(bytes, peer->received, came);
	size_t from = at > 20 ? at - 20 : 0;
	size_t shown = length - from < 100 ? length - from : 100;
	size_t got = came - from < 100 ? came - from : 100;

	printable(expected, sizeof expected, bytes + from, shown);
	printable(actual, sizeof actual,
		came > from ? peer->received + from : "",
		came > from ? got : 0);
	if (at == came)
		verdict(VERDICT_FAIL, expected, actual,
			"%s should have %zu byte%s, but only %zu came "
			"before the program %s",
			what, length, length == 1 ? "" : "s", came,
			peer->error == ECONNRESET
				? "reset the connection"
				: "ended the connection");
	verdict(VERDICT_FAIL, expected, actual,
		"byte %zu of %s is not what it should be", at + 1,
		what);
}

void peer_await_bytes(struct peer *peer)
{
	struct expectation expectation = { peer, 1, 0 };

	program_await(peer->program, enough_has_come, &expectation,
		"the program sends something");
}

void peer_expect(struct peer *peer, const void *bytes, size_t length,
	const char *what)
{
	struct expectation expectation = { peer, length, 0 };
	char expected[120];

	snprintf(expected, sizeof expected, "%s arrives (%zu bytes)",
		what, length);
	program_await(
		peer->program, enough_has_come, &expectation, expected);
	if (peer->received_length < length)
		program_check_health(peer->program, peer->is_client);
	if (peer->received_length < length ||
		memcmp(peer->received, bytes, length) != 0)
		fail_bytes(peer, bytes, length, what);
	peer->received_length -= length;
	memmove(peer->received, peer->received + length,
		peer->received_length);
}

bool peer_is_gone(const struct peer *peer)
{
	return peer->ended || peer->error != 0;
}

int peer_socket(const struct peer *peer)
{
	return peer->fd;
}

static bool is_gone(void *context)
{
	return peer_is_gone(context);
}

void peer_await_gone(struct peer *peer)
{
	program_await(peer->program, is_gone, peer,
		"the program ends the connection");
}

void peer_expect_end(struct peer *peer)
{
	peer_await_gone(peer);
	if (peer->received_length > 0) {
		char text[160];

		describe(text, sizeof text, peer->received,
			peer->received_length);
		verdict(VERDICT_FAIL, "nothing more", text,
			"more comes than should: %s", text);
	}
	if (peer->error != 0)
		verdict(VERDICT_FAIL, "an orderly end",
			strerror(peer->error),
			"the connection should end in order, with all "
			"bytes read; instead: %s",
			strerror(peer->error));
}

size_t peer_received(const struct peer *peer)
{
	return peer->received_length;
}

size_t peer_stalled(const struct peer *peer)
{
	return peer->outgoing_length - peer->sent;
}

/* What we have sent is gone from our queue when the kernel of the other
 * end has it. */
long peer_kept(const struct peer *peer)
{
	int unsent = 0;
	int unread = 0;

	ioctl(peer->fd, SIOCOUTQ, &unsent);
	ioctl(peer->fd, FIONREAD, &unread);
	long its_unread = diag_unread(peer->fd);
	long its_unsent = diag_unsent(peer->fd);
	long got = (long)peer->sent - unsent -
		(its_unread > 0 ? its_unread : 0);
	long sent_back = (long)peer->received_in_all + unread +
		(its_unsent > 0 ? its_unsent : 0);
	return got - sent_back;
}

void peer_pause_reading(struct peer *peer)
{
	peer->paused = true;
	watch(peer);
}

void peer_resume_reading(struct peer *peer)
{
	peer->paused = false;
	watch(peer);
}

static size_t unread_by(const struct peer *peer)
{
	int unread = 0;

	ioctl(peer->fd, FIONREAD, &unread);
	return (size_t)unread;
}

/* Asleep twice, and not a byte has moved in between. */
static bool buffers_are_full(void *context)
{
	struct look *look = context;
	struct observation seen;
	uint64_t before = look->signature;
	long held_before = look->held;
	long unsent = diag_unsent(look->peer->fd);

	look->signature = 0;
	if (program_has_ended(look->peer->program))
		return true;
	if (unsent <= 0)
		return false;
	observe(program_process(look->peer->program), &seen);
	if (!seen.all_sleep || seen.processes == 0)
		return false;
	look->signature = seen.signature;
	look->held = unsent + (long)unread_by(look->peer);
	return seen.signature == before && look->held == held_before;
}

static bool never(void *context)
{
	(void)context;
	return false;
}

void peer_await_full(struct peer *peer, size_t length)
{
	static const char expected[] =
		"the program sends until all buffers are full";
	struct look look = { .peer = peer };

	program_await(peer->program, buffers_are_full, &look, expected);
	if (program_has_ended(peer->program)) {
		/* What is on its way comes to its end like this. */
		peer_resume_reading(peer);
		program_await(peer->program, never, NULL, expected);
	}
	if (peer->received_length + (size_t)look.held >= length)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"the kernel holds all the %zu bytes", length);
	note(peer, "does not read", "");
}

void peer_half_close(struct peer *peer)
{
	peer_await_sent(peer);
	if (shutdown(peer->fd, SHUT_WR) == -1 && errno != ENOTCONN)
		fail_ourselves("shutdown");
	note(peer, "ends its sending side", "<");
}

/* Corked bytes wait for more, and leave with what comes next. */
void peer_send_and_end(
	struct peer *peer, const void *bytes, size_t length)
{
	int on = 1;

	setsockopt(peer->fd, IPPROTO_TCP, TCP_CORK, &on, sizeof on);
	peer_send(peer, bytes, length);
	peer_half_close(peer);
}

static void dispose(struct peer *peer)
{
	loop_forget(peer->fd);
	close(peer->fd);
	free(peer->received);
	free(peer->outgoing);
	free(peer);
}

void peer_close(struct peer *peer)
{
	note(peer, "closes", "<");
	dispose(peer);
}

void peer_reset(struct peer *peer)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	if (setsockopt(peer->fd, SOL_SOCKET, SO_LINGER, &now,
		    sizeof now) == -1)
		fail_ourselves("SO_LINGER");
	note(peer, "resets the connection", "<");
	dispose(peer);
}
