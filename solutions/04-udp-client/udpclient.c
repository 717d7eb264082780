/*
 * udpclient - send a word in a datagram and print the reply
 *
 * usage: udpclient [-w <ms>] <server> <word> <port>
 *
 * Waits <ms> milliseconds for the reply, or 1,000, then sends again
 * and waits twice as long, four times in all.
 * Try: ./udpclient -w 200 localhost hello 7777
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* for ppoll */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum {
	HIGHEST_PORT = 65535,
	LARGEST_DATAGRAM = 65535, /* the header has 16 bits for it */
	SENDINGS = 4,
	FIRST_WAIT_MS = 1000, /* without -w */
	LONGEST_WAIT_MS = 1000000,
	NS_PER_MS = 1000000,
	NS_PER_S = 1000000000,
};

/* What the command line asks for. */
struct request {
	const char *server;
	const char *word;
	const char *port;
	int64_t wait_ms; /* for the reply to the first sending */
};

/* A datagram that has come. */
struct reply {
	size_t length;
	char bytes[LARGEST_DATAGRAM];
};

/* --- step 1: usage --- */
/* A decimal number from 1 to highest, and nothing behind it; or -1. */
static int64_t read_number(const char *text, long highest)
{
	size_t digits = strspn(text, "0123456789");

	if (digits == 0 || text[digits] != '\0')
		return -1;
	/* A number that is too large for a long arrives as LONG_MAX. */
	long number = strtol(text, NULL, 10);
	return number >= 1 && number <= highest ? number : -1;
}

static int refuse_usage(void)
{
	fputs("USAGE: udpclient [-w <ms>] <server> <word> <port>\n",
		stderr);
	return -1;
}

/* --- end of step 1 --- */

/* Reads the command line; returns -1 if it is not a valid one. */
static int parse_arguments(
	int argc, char *argv[], struct request *request)
{
	/* --- step 1: usage --- */
	int option;

	opterr = 0; /* the usage line says it all */
	/* The "+" ends the options at the server: words are free. */
	while ((option = getopt(argc, argv, "+w:")) != -1) {
		if (option != 'w')
			return refuse_usage();
		request->wait_ms = read_number(optarg, LONGEST_WAIT_MS);
		if (request->wait_ms == -1)
			return refuse_usage();
	}
	if (argc - optind != 3 ||
		read_number(argv[optind + 2], HIGHEST_PORT) == -1)
		return refuse_usage();
	request->server = argv[optind];
	request->word = argv[optind + 1];
	request->port = argv[optind + 2];
	return 0;
	/* --- end of step 1 --- */
}

/* Makes a socket for the server's family; returns -1 with errno. */
static int open_socket(const struct addrinfo *server)
{
	/* --- step 2: send --- */
	return socket(server->ai_family,
		server->ai_socktype | SOCK_CLOEXEC,
		server->ai_protocol);
	/* --- end of step 2 --- */
}

/* Sends the word as one datagram; returns -1 with errno. */
static int send_word(
	int sock, const struct addrinfo *server, const char *word)
{
	/* --- step 2: send --- */
	size_t length = strlen(word);

	/* All of a datagram goes, or nothing: there is no rest. */
	while (sendto(sock, word, length, 0, server->ai_addr,
		       server->ai_addrlen) == -1)
		if (errno != EINTR)
			return -1;
	return 0;
	/* --- end of step 2 --- */
}

/* Takes the datagram that has come; returns -1 with errno. */
static int receive_reply(int sock, struct reply *reply)
{
	/* --- step 3: receive --- */
	/*
	 * It may turn out damaged: then nothing is there to take.  And
	 * a call that does not wait is not interrupted.
	 */
	ssize_t n = recv(
		sock, reply->bytes, sizeof reply->bytes, MSG_DONTWAIT);

	if (n == -1)
		return -1;
	reply->length = (size_t)n;
	return 0;
	/* --- end of step 3 --- */
}

/* Prints the reply; returns -1 if it cannot be written. */
static int print_reply(const struct reply *reply)
{
	/* --- step 3: receive --- */
	size_t length = reply->length;

	if (fputs("Received: ", stdout) != EOF &&
		fwrite(reply->bytes, 1, length, stdout) == length &&
		putchar('\n') != EOF && fflush(stdout) != EOF)
		return 0;
	warn("cannot print the reply");
	return -1;
	/* --- end of step 3 --- */
}

/* --- step 4: time --- */
/* A clock that nobody sets, in nanoseconds. */
static int64_t now(void)
{
	struct timespec time;

	if (clock_gettime(CLOCK_MONOTONIC, &time) == -1)
		err(EXIT_FAILURE, "cannot read the clock");
	return (int64_t)time.tv_sec * NS_PER_S + time.tv_nsec;
}

/* --- end of step 4 --- */

/*
 * Waits until something has come, or the deadline is over: returns 1,
 * or 0; or -1 with errno.
 */
static int await_datagram(int sock, int64_t deadline)
{
	/* --- step 4: time --- */
	struct pollfd arrival = { .fd = sock, .events = POLLIN };
	int ready;

	do {
		int64_t left = deadline - now();
		if (left < 0)
			left = 0;
		struct timespec limit = {
			.tv_sec = left / NS_PER_S,
			.tv_nsec = left % NS_PER_S,
		};
		ready = ppoll(&arrival, 1, &limit, NULL);
	} while (ready == -1 && errno == EINTR);
	return ready;
	/* --- end of step 4 --- */
}

/* Keeps strangers out, and has refusals told; -1 with errno. */
static int keep_to_server(int sock, const struct addrinfo *server)
{
	/* --- step 5: strangers --- */
	while (connect(sock, server->ai_addr, server->ai_addrlen) == -1)
		if (errno != EINTR)
			return -1;
	return 0;
	/* --- end of step 5 --- */
}

/* Does this failure to receive leave hope for a reply? */
static bool is_passing(int error)
{
	switch (error) {
	case EAGAIN: /* what had come was damaged */
	case EMSGSIZE: /* too large for the path: next time in pieces */
		return true;
	default:
		return false;
	}
}

/* Waits for the reply: 1; 0 if none came in time; -1 with errno. */
static int await_reply(int sock, int64_t deadline, struct reply *reply)
{
	for (;;) {
		int ready = await_datagram(sock, deadline);

		if (ready != 1)
			return ready;
		if (receive_reply(sock, reply) == 0)
			return 1;
		if (!is_passing(errno))
			return -1;
	}
}

/* Sends until a reply comes; returns -1 with errno if none does. */
static int exchange(int sock, const struct addrinfo *server,
	const struct request *request, struct reply *reply)
{
	/* --- step 4: time --- */
	int64_t wait = request->wait_ms * NS_PER_MS;
	int64_t deadline = 0;

	for (int sending = 0; sending < SENDINGS; sending++) {
		if (send_word(sock, server, request->word) == -1)
			return -1;
		if (sending == 0)
			deadline = now();
		deadline += wait;
		wait *= 2;
		int result = await_reply(sock, deadline, reply);
		if (result != 0)
			return result == 1 ? 0 : -1;
	}
	errno = ETIMEDOUT;
	return -1;
	/* --- end of step 4 --- */
}

/* Asks at one address; returns -1 with errno if no reply comes. */
static int ask_address(const struct addrinfo *server,
	const struct request *request, struct reply *reply)
{
	int sock = open_socket(server);

	if (sock == -1)
		return -1;
	int result = keep_to_server(sock, server);
	if (result == 0)
		result = exchange(sock, server, request, reply);
	int reason = errno;
	close(sock);
	errno = reason;
	return result;
}

/* Finds the addresses of the server; returns an EAI_ code. */
static int find_addresses(
	const struct request *request, struct addrinfo **list)
{
	struct addrinfo hints = { .ai_socktype = SOCK_DGRAM };

	/* --- step 6: names --- */
	hints.ai_family = AF_UNSPEC;
	hints.ai_flags = AI_NUMERICSERV;
	/* --- end of step 6 --- */
	return getaddrinfo(
		request->server, request->port, &hints, list);
}

/* Asks at the addresses; returns -1 with errno if none replies. */
static int ask_any(const struct addrinfo *list,
	const struct request *request, struct reply *reply)
{
	/* --- step 6: names --- */
	int result = -1;

	while (list != NULL && result == -1) {
		result = ask_address(list, request, reply);
		list = list->ai_next;
	}
	return result;
	/* --- end of step 6 --- */
}

/* Gets the reply of the server, or says why there is none. */
static int ask_server(
	const struct request *request, struct reply *reply)
{
	struct addrinfo *list = NULL;
	int code = find_addresses(request, &list);

	if (code != 0) {
		warnx("%s: %s", request->server,
			code == EAI_SYSTEM ? strerror(errno)
					   : gai_strerror(code));
		return -1;
	}
	int result = ask_any(list, request, reply);
	if (result == -1)
		warn("no reply from %s port %s", request->server,
			request->port);
	freeaddrinfo(list);
	return result;
}

int main(int argc, char *argv[])
{
	static struct reply reply; /* large for a stack */
	struct request request = { .wait_ms = FIRST_WAIT_MS };

	if (parse_arguments(argc, argv, &request) == -1)
		return EXIT_FAILURE;
	if (ask_server(&request, &reply) == -1)
		return EXIT_FAILURE;
	return print_reply(&reply) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
