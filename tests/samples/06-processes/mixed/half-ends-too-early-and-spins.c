/*
 * cause: ends at SIGTERM without waiting for its children
 * shows: No listener is enough to be done.
 * fails: term_exits
 *
 * cause: expects that an accept that failed works if it is called
 *   again at once
 * shows: While no descriptor is free it calls poll and accept without
 *   end.
 * fails: no_descriptor_free
 *
 * cause: turns clients away when the limit is reached
 * shows: The door is never shut; start_process closes who comes too
 *   much.
 * fails: limit limit_next limit_after_kill limit_is_kept
 *   hundred_without
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
static long read_number(const char *s, long most)
{
	char *end;

	if (*s < '0' || *s > '9')
		return -1;
	long n = strtol(s, &end, 10);
	return *end != '\0' || n < 1 || n > most ? -1 : n;
}

/* --- end of step 1 --- */

/* Reads the command line; returns the port, or -1. */
static int parse_arguments(int argc, char *argv[], long *limit)
{
	/* --- step 1: usage --- */
	int c;
	long port = -1;

	opterr = 0;
	while ((c = getopt(argc, argv, "+c:")) == 'c')
		if ((*limit = read_number(optarg, HIGHEST_LIMIT)) == -1)
			break;
	if (c == -1 && optind == argc - 1)
		port = read_number(argv[optind], HIGHEST_PORT);
	if (port == -1)
		fprintf(stderr,
			"USAGE: forkserver [-c <clients>] <port>\n");
	return (int)port;
	/* --- end of step 1 --- */
}

/* --- step 2: processes --- */
/* Room for functions from your echoserver. */

/* --- end of step 2 --- */

/* Returns a socket that listens on the port, or -1 with errno. */
static int listen_on(uint16_t port)
{
	/* --- step 2: processes --- */
	struct sockaddr_in a = { .sin_family = AF_INET };
	int yes = 1, fd;

	fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (fd == -1)
		return -1;
	a.sin_port = htons(port);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(fd, (struct sockaddr *)&a, sizeof a) == -1 ||
		listen(fd, BACKLOG) == -1) {
		int e = errno;
		close(fd);
		errno = e;
		return -1;
	}
	return fd;
	/* --- end of step 2 --- */
}

/* Takes the next client; returns its connection, or -1 with errno. */
static int accept_client(int listener, struct sockaddr_in *client)
{
	/* --- step 2: processes --- */
	socklen_t size = sizeof *client;

	return accept(listener, (struct sockaddr *)client, &size);
	/* --- end of step 2 --- */
}

/* Says who is being served, at once, even through a pipe. */
static void announce(const struct sockaddr_in *client)
{
	/* --- step 2: processes --- */
	char text[INET_ADDRSTRLEN];

	inet_ntop(AF_INET, &client->sin_addr, text, sizeof text);
	fprintf(stdout, "Client connected: %s\n", text);
	fflush(stdout);
	/* --- end of step 2 --- */
}

/* --- step 2: processes --- */
/* Room for functions from your echoserver. */

/* --- end of step 2 --- */

/* Sends back what comes, until the client ends its side. */
static int echo(int connection)
{
	/* --- step 2: processes --- */
	char buffer[BUFFER_SIZE];
	ssize_t got, sent, n;

	while ((got = recv(connection, buffer, BUFFER_SIZE, 0)) != 0) {
		if (got < 0 && errno != EINTR)
			return -1;
		for (sent = 0; sent < got; sent += n) {
			n = send(connection, buffer + sent,
				(size_t)(got - sent), MSG_NOSIGNAL);
			if (n < 0 && errno != EINTR)
				return -1;
			if (n < 0)
				n = 0;
		}
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
	if (sigprocmask(SIG_BLOCK, &chosen, &server->inherited) == -1)
		return -1;
	server->signals = signalfd(-1, &chosen, SFD_NONBLOCK);
	return server->signals == -1 ? -1 : 0;
	/* --- end of step 4 --- */
}

/* In a child: gives up what is the parent's. */
static void leave_to_parent(struct server *server)
{
	/* --- step 3: descriptors --- */
	close(server->listener);
	/* --- end of step 3 --- */
	/* --- step 4: children --- */
	close(server->signals);
	sigprocmask(SIG_SETMASK, &server->inherited, NULL);
	/* --- end of step 4 --- */
}

/* In the parent: gives up what is the child's. */
static void leave_to_child(int connection)
{
	/* --- step 3: descriptors --- */
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
	if (server->children >= server->limit) {
		warnx("too many clients");
		return;
	}
	pid_t pid = fork();
	if (pid == 0)
		_exit(serve_client(server, connection));
	if (pid == -1)
		warn("fork");
	else
		server->children++;
	/* --- end of step 2 --- */
}

/* Buries the children that have ended. */
static void reap_children(struct server *server)
{
	/* --- step 4: children --- */
	while (waitpid(-1, NULL, WNOHANG) > 0)
		server->children--;
	/* --- end of step 4 --- */
}

/* Lets no more clients in. */
static void stop_listening(struct server *server)
{
	/* --- step 6: ending --- */
	if (server->listener != -1) {
		close(server->listener);
		server->listener = -1;
	}
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
	(void)server;
	warnx("accept: %s", strerror(error));
	return true;
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
	return server->listener;
	/* --- end of step 5 --- */
}

/* Are there neither new clients nor old ones any more? */
static bool is_done(const struct server *server)
{
	/* --- step 6: ending --- */
	return server->listener == -1;
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
