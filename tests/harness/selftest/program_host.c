/*
 * A server for the harness's self-tests: sends back what its clients
 * send, each by a process of its own, with the flaws that it is asked
 * to have.  usage: host [FLAW]... [-c CLIENTS] PORT
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BUFFER = 4096, BACKLOG = 128 };

/* Each is the name of a member, with hyphens. */
static struct {
	bool mute; /* announces nobody */
	bool early; /* announces who has to wait */
	bool mixed; /* another byte comes back */
	bool in_turn; /* serves one after another */
	bool itself; /* has children, and serves itself */
	bool keeps; /* the parent keeps connections */
	bool child_listens; /* children keep the listener */
	bool child_keeps; /* children keep those of others */
	bool with_parent; /* children end with the parent */
	bool needs_children; /* ends when none can be made */
	bool never_waits;
	bool waits_once; /* for each look at its signals */
	bool no_limit;
	bool turns_away; /* at the limit */
	bool late; /* looks for room every 700 ms */
	bool goes_on; /* listens on after SIGTERM */
	bool leaves; /* exits at SIGTERM, whoever is inside */
	bool fails; /* exits with status 1 at the end */
	bool fragile; /* ends when a client is lost */
	bool spins; /* without a descriptor */
	bool final; /* an accept that fails is the end */
	bool interrupted; /* so is a call that is interrupted */
	bool leaks; /* a descriptor for each client */
	bool grows; /* memory for each client */
} flaw;

static const struct {
	const char *name;
	bool *has;
} flaws[] = {
	{ "mute", &flaw.mute },
	{ "early", &flaw.early },
	{ "mixed", &flaw.mixed },
	{ "in-turn", &flaw.in_turn },
	{ "itself", &flaw.itself },
	{ "keeps", &flaw.keeps },
	{ "child-listens", &flaw.child_listens },
	{ "child-keeps", &flaw.child_keeps },
	{ "with-parent", &flaw.with_parent },
	{ "needs-children", &flaw.needs_children },
	{ "never-waits", &flaw.never_waits },
	{ "waits-once", &flaw.waits_once },
	{ "no-limit", &flaw.no_limit },
	{ "turns-away", &flaw.turns_away },
	{ "late", &flaw.late },
	{ "goes-on", &flaw.goes_on },
	{ "leaves", &flaw.leaves },
	{ "fails", &flaw.fails },
	{ "fragile", &flaw.fragile },
	{ "spins", &flaw.spins },
	{ "final", &flaw.final },
	{ "interrupted", &flaw.interrupted },
	{ "leaks", &flaw.leaks },
	{ "grows", &flaw.grows },
};

static struct {
	int listener;
	int signals;
	int limit;
	int children;
	int kept[BUFFER]; /* connections of clients, for child_keeps */
	int kept_count;
	char *grown; /* the last of what is never given back */
} host = { .limit = 100 };

/* --- a client --- */

static bool is_lost(ssize_t n)
{
	return n == -1 && (errno != EINTR || flaw.interrupted);
}

/* Result: 0, or 1 if the client is lost. */
static int echo(int connection)
{
	char bytes[BUFFER];
	ssize_t n;

	while ((n = recv(connection, bytes, sizeof bytes, 0)) != 0) {
		if (is_lost(n))
			return 1;
		if (n > 1 && flaw.mixed)
			bytes[1] = (char)toupper(bytes[1]);
		for (ssize_t sent = 0, m; sent < n; sent += m) {
			m = send(connection, bytes + sent,
				(size_t)(n - sent), MSG_NOSIGNAL);
			if (is_lost(m))
				return 1;
			m = m == -1 ? 0 : m;
		}
	}
	return 0;
}

static void be_child(int connection)
{
	if (!flaw.child_listens)
		close(host.listener);
	close(host.signals);
	if (!flaw.child_keeps)
		for (int i = 0; i < host.kept_count; i++)
			close(host.kept[i]);
	_exit(echo(connection));
}

static void announce(const struct sockaddr_in *client)
{
	if (flaw.mute)
		return;
	printf("Client connected: %s\n", inet_ntoa(client->sin_addr));
	fflush(stdout);
}

static void start_child(int connection)
{
	pid_t child = fork();

	if (child == 0) {
		if (flaw.with_parent)
			prctl(PR_SET_PDEATHSIG, SIGKILL);
		be_child(connection);
	}
	if (child == -1 && flaw.needs_children)
		exit(1);
	host.children += child > 0;
}

static void grow(void)
{
	host.grown = malloc(BUFFER);
	if (host.grown != NULL)
		memset(host.grown, 1, BUFFER);
}

static void serve(int connection)
{
	if (flaw.in_turn || flaw.itself) {
		echo(connection);
		close(connection);
		return;
	}
	start_child(connection);
	if (flaw.leaks)
		(void)!dup(STDERR_FILENO);
	if (flaw.grows)
		grow();
	if (flaw.keeps || flaw.child_keeps)
		host.kept[host.kept_count++] = connection;
	else
		close(connection);
}

/* --- the parent --- */

static void accept_client(void)
{
	struct sockaddr_in client;
	socklen_t size = sizeof client;
	int connection = accept(
		host.listener, (struct sockaddr *)&client, &size);

	if (connection == -1 &&
		(flaw.final || (errno == EINTR && flaw.interrupted)))
		exit(1);
	if (connection == -1 && errno == EMFILE && !flaw.spins)
		poll(NULL, 0, 50);
	if (connection == -1)
		return;
	if (flaw.turns_away && host.children >= host.limit) {
		close(connection);
		return;
	}
	announce(&client);
	if (flaw.early)
		while (host.children >= host.limit &&
			waitpid(-1, NULL, 0) > 0)
			host.children--;
	serve(connection);
}

static void reap(void)
{
	int status;

	if (flaw.never_waits)
		return;
	while (waitpid(-1, &status, WNOHANG) > 0) {
		host.children--;
		if (flaw.fragile && status != 0)
			exit(1);
		if (flaw.waits_once)
			return;
	}
}

static void stop(void)
{
	if (flaw.leaves)
		exit(0);
	if (!flaw.goes_on)
		close(host.listener);
	host.listener = -1;
}

static void read_signals(void)
{
	struct signalfd_siginfo info;

	if (read(host.signals, &info, sizeof info) != sizeof info)
		return;
	if (info.ssi_signo == SIGTERM)
		stop();
	else
		reap();
}

static bool is_full(void)
{
	return host.children >= host.limit && !flaw.no_limit &&
		!flaw.turns_away && !flaw.early;
}

static void run(void)
{
	while (host.listener != -1 || host.children > 0) {
		bool late = flaw.late && is_full();
		struct pollfd events[] = {
			{ is_full() ? -1 : host.listener, POLLIN, 0 },
			{ late ? -1 : host.signals, POLLIN, 0 },
		};

		if (poll(events, 2, late ? 700 : -1) == -1 &&
			flaw.interrupted)
			exit(1);
		if (events[0].revents & POLLIN)
			accept_client();
		if (late || events[1].revents & POLLIN)
			read_signals();
	}
}

static void start_listening(int port)
{
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port) };
	int on = 1;

	host.listener = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(host.listener, SOL_SOCKET, SO_REUSEADDR, &on,
		sizeof on);
	if (bind(host.listener, (struct sockaddr *)&name,
		    sizeof name) == -1 ||
		listen(host.listener, BACKLOG) == -1) {
		perror("host");
		exit(1);
	}
}

static void take_flaw(const char *name)
{
	for (size_t i = 0; i < sizeof flaws / sizeof *flaws; i++)
		if (strcmp(flaws[i].name, name) == 0) {
			*flaws[i].has = true;
			return;
		}
	fprintf(stderr, "host: no flaw %s\n", name);
	exit(2);
}

int main(int argc, char *argv[])
{
	sigset_t watched;

	for (int i = 1; i < argc - 1; i++) {
		if (strcmp(argv[i], "-c") == 0)
			host.limit = atoi(argv[++i]);
		else
			take_flaw(argv[i]);
	}
	sigemptyset(&watched);
	sigaddset(&watched, SIGCHLD);
	sigaddset(&watched, SIGTERM);
	sigprocmask(SIG_BLOCK, &watched, NULL);
	host.signals = signalfd(-1, &watched, SFD_NONBLOCK);
	start_listening(atoi(argv[argc - 1]));
	run();
	return flaw.fails;
}
