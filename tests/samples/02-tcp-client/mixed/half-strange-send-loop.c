/*
 * open: from step 5
 * cause: takes it for a failure when send takes only a part
 * shows: A short send ends it with status 1.
 * fails: short_send
 *
 * cause: takes a reply that does not come in one piece for lost
 * shows: A reply in pieces ends it with a message and status 1.
 * fails: long_reply reply_byte_by_byte reply_at_every_split
 *   server_is_silent losses_differ
 *
 * cause: prints its progress between its results
 * shows: Lines about its own work stand on stdout.
 * fails: connection_refused reasons_differ no_socket reply_in_one_piece
 *   empty_reply long_reply reply_byte_by_byte reply_at_every_split
 *   reply_is_the_peers zero_bytes reply_is_no_format extra_bytes
 *   server_keeps_open server_is_silent early_close losses_differ
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
static int port_of(const char *s)
{
	char *e;
	long l = strtol(s, &e, 10);

	if (e == s || *e || *s == ' ' || *s == '+')
		return 0;
	return l >= 1 && l <= 65535;
}
/* --- end of step 1 --- */

/* Reads the command line; returns -1 if it is not a valid one. */
static int parse_arguments(
	int argc, char *argv[], struct request *request)
{
	/* --- step 1: usage --- */
	if (argc != 4 || !port_of(argv[3])) {
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
/* Room for functions of your own. */

/* --- end of step 2 --- */

/* Connects to one address; returns the connection, or -1. */
static int connect_to_address(const struct addrinfo *entry)
{
	/* --- step 2: connect --- */
	int fd, ok;
	printf("connecting ...\n");
	fd = socket(entry->ai_family, entry->ai_socktype,
		entry->ai_protocol);
	if (fd == -1)
		return -1;
	while ((ok = connect(fd, entry->ai_addr, entry->ai_addrlen)) !=
		0)
		if (errno != EINTR)
			break;
	if (ok != 0) {
		int number = errno;
		close(fd);
		errno = number;
		return -1;
	}
	return fd;
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
	ssize_t n;
	do
		n = send(connection, bytes, length, MSG_NOSIGNAL);
	while (n == -1 && errno == EINTR);
	if (n == -1)
		return -1;
	if ((size_t)n != length) {
		fprintf(stderr, "not everything was sent\n");
		return -1;
	}
	printf("sent %zd bytes\n", n);
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
	char *b = malloc(length + 1);
	ssize_t n = 0;

	if (b == NULL)
		return -1;
	fputs("Received: ", stdout);
	if (length > 0) {
		do
			n = recv(connection, b,
				length < 8192 ? length : 8192, 0);
		while (n == -1 && errno == EINTR);
	}
	if (n > 0)
		fwrite(b, 1, (size_t)n, stdout);
	free(b);
	if (n != (ssize_t)length) {
		fprintf(stderr, "not everything was received\n");
		exit(1);
	}
	return n;
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
