/*
 * open: from step 4
 * cause: takes whatever stands behind -w for a number
 * shows: "-w 5x" are five milliseconds: atoi has found a number.
 * fails: bad_waits
 *
 * cause: expects that a reply fits into its array
 * shows: It asks recv for 1,472 bytes, as many as a packet has.
 * fails: largest_reply
 *
 * cause: takes an empty reply for the end of a connection
 * shows: After recv has returned 0, there is "no reply".
 * fails: empty_reply
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
static bool is_port(const char *text)
{
	char *end;
	long port = strtol(text, &end, 10);

	return strspn(text, "0123456789") > 0 && *end == '\0' &&
		port >= 1 && port <= HIGHEST_PORT;
}

static int complain(void)
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
	int opt;

	opterr = 0;
	while ((opt = getopt(argc, argv, "+w:")) != -1) {
		if (opt != 'w')
			return complain();
		request->wait_ms = atoi(optarg);
	}
	if (request->wait_ms < 1 || request->wait_ms > LONGEST_WAIT_MS)
		return complain();
	if (argc - optind != 3 || !is_port(argv[optind + 2]))
		return complain();
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

	return sock;
	/* --- end of step 2 --- */
}

/* Sends the word as one datagram; returns -1 with errno. */
static int send_word(
	int sock, const struct addrinfo *server, const char *word)
{
	/* --- step 2: send --- */
	ssize_t n;

	do {
		n = sendto(sock, word, strlen(word), 0, server->ai_addr,
			server->ai_addrlen);
	} while (n == -1 && errno == EINTR);
	if (n == -1)
		return -1;
	return 0;
	/* --- end of step 2 --- */
}

/* Takes the datagram that has come; returns -1 with errno. */
static int receive_reply(int sock, struct reply *reply)
{
	/* --- step 3: receive --- */
	ssize_t n;

	n = recv(sock, reply->bytes, 1472, MSG_DONTWAIT);
	if (n == -1 && errno == EINTR)
		return receive_reply(sock, reply);
	if (n == 0)
		errno = ECONNRESET; /* closed by the server */
	if (n <= 0)
		return -1;
	reply->length = n;
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
/* Room for functions of your own. */

/* --- end of step 4 --- */

/*
 * Waits until something has come, or the deadline is over: returns 1,
 * or 0; or -1 with errno.
 */
static int await_datagram(int sock, int64_t deadline)
{
	/* --- step 4: time --- */
	/*
	 * Goal: no wait beyond the deadline, whatever comes between.
	 * So far it is not looked at: the wait lasts a second.
	 * Read: ppoll(2), clock_gettime(2)
	 */
	struct pollfd only_one = { sock, POLLIN, 0 };

	(void)deadline;
	return poll(&only_one, 1, FIRST_WAIT_MS);
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
	/*
	 * Goal: four sendings, and after each a wait that is twice as
	 * long as the one before; then ETIMEDOUT.  So far the word is
	 * sent once, and the wait lasts a second.
	 * Read: clock_gettime(2), errno(3)
	 */
	struct timespec end;
	int waited = send_word(sock, server, request->word);

	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec++;
	if (waited == 0)
		waited = await_reply(sock,
			(int64_t)end.tv_sec * NS_PER_S + end.tv_nsec,
			reply);
	if (waited == 0)
		errx(EXIT_FAILURE, "step 4, time, is not written yet");
	return waited == 1 ? 0 : -1;
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
