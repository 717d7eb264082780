/*
 * open: from step 4
 * cause: takes the NUL at the end for a part of the word
 * shows: One byte more than the word arrives.
 * fails: whole_word_arrives empty_word word_like_a_command orderly_end
 *
 * cause: takes it for granted that send takes all at once
 * shows: What a short send leaves over is never sent.
 * fails: short_send
 *
 * cause: takes ports below 1024 for nothing that a program of ours
 *   could use
 * shows: Port 1 is refused, although anybody may connect to it.
 * fails: connects_to_dotted_quad
 *
 * cause: takes it for granted that no signal interrupts a call
 * shows: EINTR ends it, whichever call it comes from.
 * fails: interrupted_connect interrupted_sending
 */
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

enum { BUFFER_SIZE = 4096, HIGHEST_PORT = 65535 };

/* What the command line asks for. */
struct request {
	const char *server;
	const char *word;
	const char *port;
};

/* --- step 1: usage --- */
#define USAGE "USAGE: echoclient <server> <word> <port>\n"

static int port_number(const char *text)
{
	const char *c;

	for (c = text; *c; c++)
		if (*c < '0' || *c > '9' || c - text > 5)
			return 0;
	return atoi(text);
}
/* --- end of step 1 --- */

/* Reads the command line; returns -1 if it is not a valid one. */
static int parse_arguments(
	int argc, char *argv[], struct request *request)
{
	/* --- step 1: usage --- */
	if (argc == 4) {
		int port = port_number(argv[3]);

		request->server = argv[1];
		request->word = argv[2];
		request->port = argv[3];
		if (port > 1023 && port <= HIGHEST_PORT)
			return 0;
	}
	fputs(USAGE, stderr);
	return -1;
	/* --- end of step 1 --- */
}

/* --- step 2: connect --- */
/* Room for functions of your own. */

/* --- end of step 2 --- */

/* Connects to one address; returns the connection, or -1. */
static int connect_to_address(const struct addrinfo *entry)
{
	/* --- step 2: connect --- */
	int saved;
	int fd = socket(entry->ai_family, entry->ai_socktype, 0);

	if (fd < 0)
		return -1;
	if (connect(fd, entry->ai_addr, entry->ai_addrlen) == 0)
		return fd;
	saved = errno;
	close(fd);
	errno = saved;
	return -1;
	/* --- end of step 2 --- */
}

/* Chooses the addresses of the server to try. */
static int find_addresses(
	const struct request *request, struct addrinfo **list)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };

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

/* Tries the addresses; returns a connection, or -1 with errno. */
static int connect_to_any(const struct addrinfo *list)
{
	/* --- step 6: names --- */
	/*
	 * Goal: the first address that answers.  So far only the
	 * first of the list is tried.
	 * Read: getaddrinfo(3)
	 */
	int only_one = connect_to_address(list);

	if (only_one == -1 && list->ai_next != NULL)
		errx(EXIT_FAILURE, "step 6, names, is not written yet");
	return only_one;
	/* --- end of step 6 --- */
}

/* Connects to the server, or says why that is not possible. */
static int connect_to_server(const struct request *request)
{
	struct addrinfo *list = NULL;
	int code = find_addresses(request, &list);

	if (code != 0) {
		warnx("%s: %s", request->server,
			code == EAI_SYSTEM ? strerror(errno)
					   : gai_strerror(code));
		return -1;
	}
	int connection = connect_to_any(list);
	if (connection == -1)
		warn("cannot connect to %s port %s", request->server,
			request->port);
	freeaddrinfo(list);
	return connection;
}

/* Sends all of the bytes; returns -1 if that is not possible. */
static int send_all(int connection, const char *bytes, size_t length)
{
	/* --- step 3: send --- */
	/* +1 for the '\0' */
	if (send(connection, bytes, length + 1, MSG_NOSIGNAL) < 0)
		return -1;
	return 0;
	/* --- end of step 3 --- */
}

/*
 * Prints the reply as it comes, `length` bytes at most.  Returns how
 * many came before the server closed, or -1.
 */
static ssize_t print_reply(int connection, size_t length)
{
	/* --- step 4: receive --- */
	/*
	 * Goal: "Received: " and then the bytes of the reply, however
	 * they are cut into pieces; at most `length` of them.
	 * Read: recv(2), fwrite(3)
	 */
	(void)connection;
	(void)length;
	errx(EXIT_FAILURE, "step 4, receive, is not written yet");
	/* --- end of step 4 --- */
}

/* Ends the line, and says so if the reply is not whole. */
static int finish_reply(ssize_t received, size_t expected)
{
	/* --- step 5: finish --- */
	/*
	 * Goal: a newline behind a whole reply, and 0 if all of it is
	 * really written; else a line on stderr and -1.
	 * Read: fflush(3), err(3)
	 */
	(void)received;
	(void)expected;
	errx(EXIT_FAILURE, "step 5, finish, is not written yet");
	/* --- end of step 5 --- */
}

/* Sends the word and prints the reply; says what went wrong. */
static int exchange(int connection, const char *word)
{
	size_t length = strlen(word);

	if (send_all(connection, word, length) == -1) {
		warn("cannot send the word");
		return -1;
	}
	ssize_t received = print_reply(connection, length);
	return finish_reply(received, length);
}

int main(int argc, char *argv[])
{
	struct request request = { 0 };

	if (parse_arguments(argc, argv, &request) == -1)
		return EXIT_FAILURE;
	int connection = connect_to_server(&request);
	if (connection == -1)
		return EXIT_FAILURE;
	int result = exchange(connection, request.word);
	close(connection);
	return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
