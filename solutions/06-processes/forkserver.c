/*
 * forkserver - send back what clients send, each by its own process
 *
 * usage: forkserver [-c <clients>] <port>
 *
 * Serves at most so many clients at the same time, 100 without -c, and
 * prints a line for each.  After SIGTERM it takes no new ones, and ends
 * when the last one is gone.  Try: ./forkserver -c 2 7777
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* for accept4 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	BUFFER_SIZE = 4096,
	HIGHEST_PORT = 65535,
	USUAL_LIMIT = 100, /* clients at the same time, without -c */
	HIGHEST_LIMIT = 1000000,
	BACKLOG = 128, /* clients that may wait for their turn */
	PAUSE_MS = 100, /* after a failed accept */
};

/* What the parent knows.  -1 stands for no descriptor. */
struct server {
	int listener;
	int signals; /* where the parent reads its signals */
	sigset_t inherited; /* the signals that were blocked before */
	long limit;
	long children; /* one for each client that is being served */
	bool pausing; /* accept has just failed */
};

/* --- step 1: usage --- */
/* A decimal number from 1 to highest, and nothing behind it; or -1. */
static long read_number(const char *text, long highest)
{
	size_t digits = strspn(text, "0123456789");

	if (digits == 0 || text[digits] != '\0')
		return -1;
	/* A number that is too large for a long arrives as LONG_MAX. */
	long number = strtol(text, NULL, 10);
	return number >= 1 && number <= highest ? number : -1;
}

/* --- end of step 1 --- */

/* Reads the command line; returns the port, or -1. */
static int parse_arguments(int argc, char *argv[], long *limit)
{
	/* --- step 1: usage --- */
	long port = -1;
	int option;

	opterr = 0; /* the usage line says it all */
	while ((option = getopt(argc, argv, "+c:")) == 'c')
		*limit = read_number(optarg, HIGHEST_LIMIT);
	if (option == -1 && *limit != -1 && argc - optind == 1)
		port = read_number(argv[optind], HIGHEST_PORT);
	if (port == -1)
		fputs("USAGE: forkserver [-c <clients>] <port>\n",
			stderr);
	return (int)port;
	/* --- end of step 1 --- */
}

/* --- step 2: processes --- */
/* Gives the socket its address and lets clients queue up for it. */
static int start_listening(int listener, uint16_t port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_ANY),
	};
	int on = 1;

	/* Else connections of an earlier life keep the port busy. */
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on,
		    sizeof on) == -1)
		return -1;
	if (bind(listener, (const struct sockaddr *)&address,
		    sizeof address) == -1)
		return -1;
	return listen(listener, BACKLOG);
}

/* --- end of step 2 --- */

/* Returns a socket that listens on the port, or -1 with errno. */
static int listen_on(uint16_t port)
{
	/* --- step 2: processes --- */
	/* poll only hints at a client: accept must not wait for it. */
	int listener = socket(
		AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (listener == -1)
		return -1;
	if (start_listening(listener, port) == 0)
		return listener;
	int reason = errno;
	close(listener);
	errno = reason;
	return -1;
	/* --- end of step 2 --- */
}

/* Takes the next client; returns its connection, or -1 with errno. */
static int accept_client(int listener, struct sockaddr_in *client)
{
	/* --- step 2: processes --- */
	socklen_t size = sizeof *client;

	return accept4(listener, (struct sockaddr *)client, &size,
		SOCK_CLOEXEC);
	/* --- end of step 2 --- */
}

/* Says who is being served, at once, even through a pipe. */
static void announce(const struct sockaddr_in *client)
{
	/* --- step 2: processes --- */
	char text[INET_ADDRSTRLEN];

	/* What is not flushed is copied by fork, and printed twice. */
	if (inet_ntop(AF_INET, &client->sin_addr, text, sizeof text) ==
			NULL ||
		printf("Client connected: %s\n", text) < 0 ||
		fflush(stdout) == EOF)
		warn("cannot announce the client");
	/* --- end of step 2 --- */
}

/* --- step 2: processes --- */
/* Sends all of the bytes; returns -1 if that is not possible. */
static int send_all(int connection, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n =
			send(connection, bytes, length, MSG_NOSIGNAL);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		bytes += n;
		length -= (size_t)n;
	}
	return 0;
}

/* --- end of step 2 --- */

/* Sends back what comes, until the client ends its side. */
static int echo(int connection)
{
	/* --- step 2: processes --- */
	char buffer[BUFFER_SIZE];
	ssize_t n;

	while ((n = recv(connection, buffer, sizeof buffer, 0)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 ||
			send_all(connection, buffer, (size_t)n) == -1)
			return -1;
	}
	return 0;
	/* --- end of step 2 --- */
}

/* The signals of which the parent wants to know. */
static void choose_signals(sigset_t *chosen)
{
	sigemptyset(chosen);
	sigaddset(chosen, SIGCHLD);
	/* --- step 6: ending --- */
	sigaddset(chosen, SIGTERM);
	/* --- end of step 6 --- */
}

/* Makes signals something to read; returns -1 with errno. */
static int watch_signals(struct server *server)
{
	sigset_t chosen;

	choose_signals(&chosen);
	/* --- step 4: children --- */
	/* Whoever started us may have ignored it: none would come. */
	if (signal(SIGCHLD, SIG_DFL) == SIG_ERR)
		return -1;
	if (sigprocmask(SIG_BLOCK, &chosen, &server->inherited) == -1)
		return -1;
	server->signals =
		signalfd(-1, &chosen, SFD_CLOEXEC | SFD_NONBLOCK);
	return server->signals == -1 ? -1 : 0;
	/* --- end of step 4 --- */
}

/* In a child: gives up what is the parent's. */
static void leave_to_parent(struct server *server)
{
	/* --- step 3: descriptors --- */
	/* Else the port stays busy when the parent has gone. */
	close(server->listener);
	/* --- end of step 3 --- */
	/* --- step 4: children --- */
	close(server->signals);
	/* Blocked signals are inherited, too. */
	if (sigprocmask(SIG_SETMASK, &server->inherited, NULL) == -1)
		warn("cannot restore the signals");
	/* --- end of step 4 --- */
}

/* In the parent: gives up what is the child's. */
static void leave_to_child(int connection)
{
	/* --- step 3: descriptors --- */
	/* Else the client sees no end, and descriptors run out. */
	close(connection);
	/* --- end of step 3 --- */
}

/* What a child does; returns its exit status. */
static int serve_client(struct server *server, int connection)
{
	leave_to_parent(server);
	if (echo(connection) == 0)
		return EXIT_SUCCESS;
	warn("lost a client");
	return EXIT_FAILURE;
}

/* Has a new process serve the client. */
static void start_process(struct server *server, int connection)
{
	/* --- step 2: processes --- */
	pid_t child = fork();

	if (child == -1) /* costs this client its connection */
		warn("no process for a client");
	else if (child == 0) /* exit would do the parent's last work */
		_exit(serve_client(server, connection));
	else
		server->children++;
	/* --- end of step 2 --- */
}

/* Buries the children that have ended. */
static void reap_children(struct server *server)
{
	/* --- step 4: children --- */
	pid_t child;

	/* One signal may stand for many of them. */
	while ((child = waitpid(-1, NULL, WNOHANG)) != 0) {
		if (child == -1 && errno == EINTR)
			continue;
		if (child == -1) /* there are no more children */
			return;
		/* One from before exec has never been counted. */
		if (server->children > 0)
			server->children--;
	}
	/* --- end of step 4 --- */
}

/* Lets no more clients in. */
static void stop_listening(struct server *server)
{
	/* --- step 6: ending --- */
	if (server->listener == -1)
		return;
	/* A child that was just made may still have a copy of the
	 * descriptor; shutdown ends what all copies stand for. */
	shutdown(server->listener, SHUT_RDWR);
	close(server->listener);
	server->listener = -1;
	/* --- end of step 6 --- */
}

/* Deals with the signals that have come. */
static void handle_signals(struct server *server)
{
	struct signalfd_siginfo info;

	/* What an interruption leaves here, poll reports again. */
	while (read(server->signals, &info, sizeof info) ==
		(ssize_t)sizeof info) {
		if (info.ssi_signo == SIGCHLD)
			reap_children(server);
		else
			stop_listening(server);
	}
}

/* After a failed accept: may the server go on, and when? */
static bool can_go_on(struct server *server, int error)
{
	/* --- step 5: limits --- */
	switch (error) {
	case EBADF: /* mistakes of our own do not go away */
	case EINVAL:
	case ENOTSOCK:
	case EOPNOTSUPP:
		return false;
	case EAGAIN: /* there was no client after all */
	case EINTR: /* a signal came */
	case ECONNABORTED: /* the client has left the queue */
		return true;
	default:
		/* The client may still be in the queue, and accept
		 * would fail again at once: give it time. */
		server->pausing = true;
		return true;
	}
	/* --- end of step 5 --- */
}

/* Takes a client and has it served; -1 if accept fails for good. */
static int take_client(struct server *server)
{
	struct sockaddr_in client;
	int connection = accept_client(server->listener, &client);

	if (connection == -1)
		return can_go_on(server, errno) ? 0 : -1;
	announce(&client);
	start_process(server, connection);
	leave_to_child(connection);
	return 0;
}

/* The listener, or -1 while nobody may come in. */
static int open_door(const struct server *server)
{
	/* --- step 5: limits --- */
	bool full = server->children >= server->limit;

	return full || server->pausing ? -1 : server->listener;
	/* --- end of step 5 --- */
}

/* Are there neither new clients nor old ones any more? */
static bool is_done(const struct server *server)
{
	/* --- step 6: ending --- */
	return server->listener == -1 && server->children == 0;
	/* --- end of step 6 --- */
}

/* Waits for clients and signals; -1 if it cannot go on. */
static int serve(struct server *server)
{
	while (!is_done(server)) {
		/* poll passes over a descriptor of -1. */
		struct pollfd events[] = {
			{ .fd = open_door(server), .events = POLLIN },
			{ .fd = server->signals, .events = POLLIN },
		};
		int patience = server->pausing ? PAUSE_MS : -1;

		server->pausing = false;
		if (poll(events, 2, patience) == -1) {
			if (errno != EINTR)
				return -1;
			continue;
		}
		/* The client first: a signal may close the listener. */
		if (events[0].revents != 0 && take_client(server) == -1)
			return -1;
		if (events[1].revents != 0)
			handle_signals(server);
	}
	return 0;
}

int main(int argc, char *argv[])
{
	struct server server = {
		.listener = -1,
		.signals = -1,
		.limit = USUAL_LIMIT,
	};
	int port = parse_arguments(argc, argv, &server.limit);

	if (port == -1)
		return EXIT_FAILURE;
	/* Else a reader of stdout that leaves ends the server. */
	signal(SIGPIPE, SIG_IGN);
	if (watch_signals(&server) == -1)
		err(EXIT_FAILURE, "cannot watch signals");
	server.listener = listen_on((uint16_t)port);
	if (server.listener == -1)
		err(EXIT_FAILURE, "cannot listen on port %d", port);
	if (serve(&server) == -1)
		err(EXIT_FAILURE, "cannot accept clients");
	return EXIT_SUCCESS;
}
