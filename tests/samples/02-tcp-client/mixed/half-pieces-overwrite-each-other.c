/*
 * open: from step 5
 * cause: receives every piece at the beginning of its array
 * shows: Of a reply in pieces the last one stands where the first
 *   should be.
 * fails: long_reply reply_byte_by_byte reply_at_every_split extra_bytes
 *   server_is_silent
 *
 * cause: takes it for granted that the server still reads
 * shows: SIGPIPE kills it when the connection is gone.
 * fails: broken_before_sending
 *
 * cause: prints as many bytes as it expected, whatever came
 * shows: After an early end it prints bytes of its own memory.
 * fails: early_close losses_differ
 *
 * cause: takes an interrupted connect for a refused one
 * shows: EINTR of connect ends it, although the connection is being
 *   made.
 * fails: interrupted_connect
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
/* Room for functions of your own. */

/* --- end of step 1 --- */

/* Reads the command line; returns -1 if it is not a valid one. */
static int parse_arguments(
	int argc, char *argv[], struct request *request)
{
	/* --- step 1: usage --- */
	if (argc != 4) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return -1;
	}
	char *end;
	long port = strtol(argv[3], &end, 10);
	if (argv[3][0] < '0' || argv[3][0] > '9' || *end != '\0' ||
		port < 1 || port > HIGHEST_PORT) {
		fprintf(stderr, "%s: %s is not a port\n", argv[0],
			argv[3]);
		return -1;
	}
	request->server = argv[1];
	request->word = argv[2];
	request->port = argv[3];
	return 0;
	/* --- end of step 1 --- */
}

/* --- step 2: connect --- */
/* Room for functions of your own. */

/* --- end of step 2 --- */

/* Connects to one address; returns the connection, or -1. */
static int connect_to_address(const struct addrinfo *entry)
{
	/* --- step 2: connect --- */
	int sock;

	sock = socket(entry->ai_family, entry->ai_socktype,
		entry->ai_protocol);
	if (sock < 0)
		return -1;
	if (connect(sock, entry->ai_addr, entry->ai_addrlen) < 0) {
		int e = errno;
		close(sock);
		errno = e;
		return -1;
	}
	return sock;
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
	size_t i = 0;
	while (i < length) {
		ssize_t n = write(connection, bytes + i, length - i);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		i += (size_t)n;
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
	char *reply = calloc(length + 1, 1);
	size_t have = 0;

	if (reply == NULL)
		return -1;
	while (have < length) {
		ssize_t n = read(connection, reply,
			length - have < 4096 ? length - have : 4096);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			free(reply);
			return -1;
		}
		if (n == 0)
			break;
		have += (size_t)n;
	}
	fputs("Received: ", stdout);
	fwrite(reply, 1, length, stdout);
	free(reply);
	return (ssize_t)length;
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
