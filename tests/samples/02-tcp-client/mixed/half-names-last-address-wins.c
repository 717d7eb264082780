/*
 * cause: goes on to the next address although one has connected
 * shows: It connects to every address of a name and keeps the last,
 *   which may have refused.
 * fails: second_address_connects failed_attempts_are_closed
 *   one_family_only
 *
 * cause: takes MSG_WAITALL for a promise that all will come
 * shows: When the server ends early, what is there is printed as if it
 *   were all.
 * fails: early_close reset_by_server losses_differ
 *
 * cause: does not look whether all of its output was written in the end
 * shows: On a full disk it exits with status 0.
 * fails: full_disk
 *
 * cause: takes it for granted that no signal interrupts a call
 * shows: EINTR ends it, whichever call it comes from.
 * fails: interrupted_connect interrupted_sending interrupted_receiving
 *   interrupted_refusal
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
	char *rest;
	unsigned long number;

	if (argc != 4)
		goto usage;
	if (strlen(argv[3]) == 0 || !strchr("123456789", argv[3][0]))
		goto usage;
	number = strtoul(argv[3], &rest, 10);
	if (*rest != '\0' || number > HIGHEST_PORT)
		goto usage;
	request->server = argv[1];
	request->word = argv[2];
	request->port = argv[3];
	return 0;
usage:
	fputs("USAGE: echoclient <server> <word> <port>\n", stderr);
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
	int fd = socket(entry->ai_family, entry->ai_socktype,
		entry->ai_protocol);
	int saved;

	if (fd == -1)
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
	hints.ai_family = AF_UNSPEC;
	hints.ai_flags = AI_NUMERICSERV;
	/* --- end of step 6 --- */
	return getaddrinfo(
		request->server, request->port, &hints, list);
}

/* Tries the addresses; returns a connection, or -1 with errno. */
static int connect_to_any(const struct addrinfo *list)
{
	/* --- step 6: names --- */
	int connection = -1;
	const struct addrinfo *entry;

	for (entry = list; entry != NULL; entry = entry->ai_next)
		connection = connect_to_address(entry);
	return connection;
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
	size_t done = 0;
	while (done < length) {
		ssize_t n = send(connection, bytes + done,
			length - done, MSG_NOSIGNAL);
		if (n == -1)
			return -1;
		done += (size_t)n;
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
	if (reply == NULL)
		return -1;
	ssize_t n = 0;
	if (length > 0)
		n = recv(connection, reply, length, MSG_WAITALL);
	if (n >= 0) {
		printf("Received: ");
		fwrite(reply, 1, (size_t)n, stdout);
	}
	free(reply);
	return n;
	/* --- end of step 4 --- */
}

/* Ends the line, and says so if the reply is not whole. */
static int finish_reply(ssize_t received, size_t expected)
{
	/* --- step 5: finish --- */
	if (received < 0 && expected > 0) {
		warn("recv");
		return -1;
	}
	putchar('\n');
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
