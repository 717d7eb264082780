/*
 * open: from step 4
 * cause: sends the whole word again when a part of it was left over
 * shows: After a short send the beginning of the word comes a second
 *   time.
 * fails: short_send
 *
 * cause: stores the port with its bytes the wrong way round
 * shows: The port in the address is swapped once too often.
 * fails: connects_to_dotted_quad port_in_network_order
 *   connection_refused reason_outlives_close whole_word_arrives
 *   empty_word any_byte_value word_like_an_option word_like_a_command
 *   long_word short_send slow_reader reply_in_one_piece empty_reply
 *   long_reply reply_byte_by_byte reply_at_every_split
 *   reply_is_the_peers zero_bytes reply_is_no_format extra_bytes
 *   server_keeps_open server_is_silent orderly_end
 *   server_ends_after_reply early_close reset_by_server losses_differ
 *   broken_before_sending reset_while_sending interrupted_connect
 *   interrupted_sending interrupted_receiving full_disk short_write
 *   bytes_like_an_end nothing_leaks
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
static int check_port(const char *p)
{
	char *end;
	unsigned long v;

	if (p[0] < '0' || p[0] > '9')
		return -1;
	v = strtoul(p, &end, 10);
	if (*end || v == 0 || v > HIGHEST_PORT)
		return -1;
	return 0;
}
/* --- end of step 1 --- */

/* Reads the command line; returns -1 if it is not a valid one. */
static int parse_arguments(
	int argc, char *argv[], struct request *request)
{
	/* --- step 1: usage --- */
	if (argc != 4 || check_port(argv[3])) {
		fputs("USAGE: echoclient server word port\n", stderr);
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
	struct sockaddr_in to;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd == -1)
		return -1;
	memcpy(&to, entry->ai_addr, sizeof to);
	/* network byte order! */
	to.sin_port = htons(to.sin_port);
	if (connect(fd, (struct sockaddr *)&to, sizeof to) == -1) {
		int why = errno;

		close(fd);
		errno = why;
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
	size_t total = 0;

	while (total < length) {
		ssize_t n = send(connection, bytes, length - total,
			MSG_NOSIGNAL);
		if (n == -1)
			return -1;
		total += (size_t)n;
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
