/*
 * open: from step 6
 * cause: takes a pause for the end
 * shows: SO_RCVTIMEO ends the wait after a second.
 * fails: server_is_silent
 *
 * cause: takes the reply for a string
 * shows: fputs prints it up to its first zero byte.
 * fails: zero_bytes
 *
 * cause: takes an end and a failure of the connection for one and the
 *   same
 * shows: The message is the same for a server that closes and one that
 *   resets.
 * fails: losses_differ
 *
 * cause: adds the -1 of an interrupted call to its count
 * shows: After an interrupted recv the next bytes are written one place
 *   too far in front.
 * fails: interrupted_receiving
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
static bool read_port(const char *text, unsigned *port)
{
	char extra;

	return text[0] >= '0' && text[0] <= '9' && strlen(text) < 6 &&
		sscanf(text, "%u%c", port, &extra) == 1 && *port >= 1 &&
		*port <= HIGHEST_PORT;
}
/* --- end of step 1 --- */

/* Reads the command line; returns -1 if it is not a valid one. */
static int parse_arguments(
	int argc, char *argv[], struct request *request)
{
	/* --- step 1: usage --- */
	unsigned port;

	if (argc != 4 || !read_port(argv[3], &port)) {
		fputs("USAGE: echoclient <server> <word> <port>\n",
			stderr);
		return -1;
	}
	request->server = argv[1];
	request->word = argv[2];
	request->port = argv[3];
	return 0;
	/* --- end of step 1 --- */
}

/* --- step 2: connect --- */
#include <sys/time.h>
/* --- end of step 2 --- */

/* Connects to one address; returns the connection, or -1. */
static int connect_to_address(const struct addrinfo *entry)
{
	/* --- step 2: connect --- */
	struct timeval second = { .tv_sec = 1 };
	int fd = socket(entry->ai_family, entry->ai_socktype,
		entry->ai_protocol);
	int code;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof second);
	do
		code = connect(fd, entry->ai_addr, entry->ai_addrlen);
	while (code < 0 && errno == EINTR);
	if (code == 0)
		return fd;
	code = errno;
	close(fd);
	errno = code;
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
	const char *next = bytes;
	while (next != bytes + length) {
		ssize_t n = send(connection, next,
			(size_t)(bytes + length - next), MSG_NOSIGNAL);
		if (n > 0)
			next += n;
		else if (errno != EINTR)
			return -1;
	}
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
	char *text = calloc(1, length + 1);
	ssize_t have = 0;

	if (text == NULL)
		return -1;
	while ((size_t)have < length) {
		ssize_t n = recv(connection, text + have,
			length - (size_t)have, 0);
		if (n == 0 || (n < 0 && errno != EINTR))
			break;
		have += n;
	}
	printf("Received: ");
	fputs(text, stdout);
	free(text);
	return have;
	/* --- end of step 4 --- */
}

/* Ends the line, and says so if the reply is not whole. */
static int finish_reply(ssize_t received, size_t expected)
{
	/* --- step 5: finish --- */
	if ((size_t)received != expected) {
		warnx("connection lost");
		return -1;
	}
	puts("");
	if (fflush(stdout) != 0) {
		warn("output");
		return -1;
	}
	return 0;
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
