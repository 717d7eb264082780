/*
 * open: from step 5
 * cause: talks through a socket that it has not connected
 * shows: Step 5 is left out, and step 6 is written.
 * fails: a_stranger_at_a_time a_stranger_instead other_port
 *   other_address stranger_just_before refusal refusal_later
 *   after_a_refusal either_family
 *
 * cause: takes the silence of one address for that of the server
 * shows: Only after a refusal does it ask the next address.
 * fails: address_in_silence
 *
 * cause: takes IPv4 for all there is
 * shows: An IPv6 address is a name that nobody knows.
 * fails: ipv6_address either_family
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
	int sock =
		socket(server->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (sock == -1)
		warn("socket");
	return sock;
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
	ssize_t n;

	while ((n = recv(sock, reply->bytes, sizeof reply->bytes,
			MSG_DONTWAIT)) == -1)
		if (errno != EINTR)
			return -1;
	reply->length = (size_t)n;
	return 0;
	/* --- end of step 3 --- */
}

/* Prints the reply; returns -1 if it cannot be written. */
static int print_reply(const struct reply *reply)
{
	/* --- step 3: receive --- */
	printf("Received: ");
	fwrite(reply->bytes, 1, reply->length, stdout);
	printf("\n");
	if (fflush(stdout) != 0 || ferror(stdout)) {
		warn("cannot print the reply");
		return -1;
	}
	return 0;
	/* --- end of step 3 --- */
}

/* --- step 4: time --- */
static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
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
	struct pollfd only_one = { sock, POLLIN, 0 };

	for (;;) {
		int64_t left = deadline - now();
		if (left < 0)
			left = 0;
		struct timespec rest = { left / NS_PER_S,
			left % NS_PER_S };
		int ready = ppoll(&only_one, 1, &rest, NULL);
		if (ready != -1 || errno != EINTR)
			return ready;
	}
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
	int64_t wait = request->wait_ms * NS_PER_MS;
	int64_t deadline = 0;

	for (int sending = 0; sending < SENDINGS; sending++) {
		if (send_word(sock, server, request->word) == -1)
			return -1;
		if (sending == 0)
			deadline = now();
		deadline += wait;
		wait *= 2;
		int waited = await_reply(sock, deadline, reply);
		if (waited != 0)
			return waited == 1 ? 0 : -1;
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
	hints.ai_family = AF_INET;
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
	const struct addrinfo *entry;
	int result = -1;

	for (entry = list; entry != NULL; entry = entry->ai_next) {
		result = ask_address(entry, request, reply);
		if (result == 0 || errno == ETIMEDOUT)
			break;
		if (errno == ECONNREFUSED)
			warn("%s", request->server);
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
