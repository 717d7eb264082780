/*
 * open: from step 5
 * cause: gives up when it has sent for the last time
 * shows: The reply to the fourth sending is not waited for.
 * fails: answer_to_last_sending all_over_after_15_times
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
static long read_number(const char *text, long highest)
{
	size_t digits = strspn(text, "0123456789");

	if (digits == 0 || text[digits] != '\0')
		return -1;
	errno = 0;
	long number = strtol(text, NULL, 10);
	return errno == 0 && number >= 1 && number <= highest ? number
							      : -1;
}

static int usage(void)
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

	opterr = 0;
	while ((option = getopt(argc, argv, "+w:")) != -1) {
		if (option == 'w')
			request->wait_ms =
				read_number(optarg, LONGEST_WAIT_MS);
		if (option != 'w' || request->wait_ms == -1)
			return usage();
	}
	if (argc - optind != 3 ||
		read_number(argv[optind + 2], HIGHEST_PORT) == -1)
		return usage();
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
	ssize_t sent;

	do
		sent = sendto(sock, word, strlen(word), 0,
			server->ai_addr, server->ai_addrlen);
	while (sent == -1 && errno == EINTR);
	return sent == -1 ? -1 : 0;
	/* --- end of step 2 --- */
}

/* Takes the datagram that has come; returns -1 with errno. */
static int receive_reply(int sock, struct reply *reply)
{
	/* --- step 3: receive --- */
	ssize_t received;

	do
		received = recv(sock, reply->bytes, sizeof reply->bytes,
			MSG_DONTWAIT);
	while (received == -1 && errno == EINTR);
	if (received == -1)
		return -1;
	reply->length = (size_t)received;
	return 0;
	/* --- end of step 3 --- */
}

/* Prints the reply; returns -1 if it cannot be written. */
static int print_reply(const struct reply *reply)
{
	/* --- step 3: receive --- */
	if (fputs("Received: ", stdout) == EOF ||
		fwrite(reply->bytes, 1, reply->length, stdout) !=
			reply->length ||
		putchar('\n') == EOF || fflush(stdout) == EOF) {
		warn("stdout");
		return -1;
	}
	return 0;
	/* --- end of step 3 --- */
}

/* --- step 4: time --- */
static int64_t nanoseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * NS_PER_S + t.tv_nsec;
}
/* --- end of step 4 --- */

/*
 * Waits until something has come, or the deadline is over: returns 1,
 * or 0; or -1 with errno.
 */
static int await_datagram(int sock, int64_t deadline)
{
	/* --- step 4: time --- */
	struct pollfd pfd = { .fd = sock, .events = POLLIN };
	int r;

	do {
		int64_t left = deadline - nanoseconds();
		int ms = left > 0 ? (int)(left / NS_PER_MS) : 0;

		r = poll(&pfd, 1, ms);
	} while (r == -1 && errno == EINTR);
	return r;
	/* --- end of step 4 --- */
}

/* Keeps strangers out, and has refusals told; -1 with errno. */
static int keep_to_server(int sock, const struct addrinfo *server)
{
	/* --- step 5: strangers --- */
	/*
	 * Goal: nobody else's datagrams arrive here, and if nobody is
	 * there, receiving fails.  So far any datagram is taken for
	 * the reply, and a refusal is not heard of.
	 * Read: connect(2), udp(7)
	 */
	(void)sock;
	(void)server;
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
	int64_t wait = request->wait_ms * NS_PER_MS, deadline;
	int waited;

	if (send_word(sock, server, request->word) == -1)
		return -1;
	deadline = nanoseconds();
	for (int i = 1; i < SENDINGS; i++) {
		deadline += wait;
		wait *= 2;
		waited = await_reply(sock, deadline, reply);
		if (waited == 1)
			return 0;
		if (waited == -1)
			return -1;
		if (send_word(sock, server, request->word) == -1)
			return -1;
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
	/*
	 * Goal: names and IPv6 addresses, too.  So far the server is
	 * a dotted quad.
	 * Read: getaddrinfo(3)
	 */
	hints.ai_family = AF_INET;
	hints.ai_flags = AI_NUMERICSERV | AI_NUMERICHOST;
	/* --- end of step 6 --- */
	return getaddrinfo(
		request->server, request->port, &hints, list);
}

/* Asks at the addresses; returns -1 with errno if none replies. */
static int ask_any(const struct addrinfo *list,
	const struct request *request, struct reply *reply)
{
	/* --- step 6: names --- */
	/*
	 * Goal: the reply of the first address that gives one.  So far
	 * only the first of the list is asked.
	 * Read: getaddrinfo(3)
	 */
	int only_one = ask_address(list, request, reply);

	if (only_one == -1 && list->ai_next != NULL)
		errx(EXIT_FAILURE, "step 6, names, is not written yet");
	return only_one;
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
