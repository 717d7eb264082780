/*
 * open: from step 6
 * cause: asks errno why the connection has ended
 * shows: recv has returned 0, which is no failure of a call: errno says
 *   "Success".
 * fails: early_close
 *
 * cause: does not look whether all of its output was written in the end
 * shows: On a full disk it exits with status 0.
 * fails: full_disk
 *
 * cause: leaves the line without an end
 * shows: The reply is printed without a newline behind it.
 * fails: orderly_end
 *
 * cause: prints all that comes instead of what it waits for
 * shows: Bytes behind the reply are printed, too.
 * fails: extra_bytes
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
static bool valid_port(const char *s)
{
	size_t n = strlen(s);
	return n > 0 && n < 6 && strspn(s, "0123456789") == n &&
		strtoul(s, NULL, 10) > 0 &&
		strtoul(s, NULL, 10) <= HIGHEST_PORT;
}
/* --- end of step 1 --- */

/* Reads the command line; returns -1 if it is not a valid one. */
static int parse_arguments(
	int argc, char *argv[], struct request *request)
{
	/* --- step 1: usage --- */
	if (argc != 4 || !valid_port(argv[3])) {
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
static int wait_for_it(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };
	int error = 0;
	socklen_t size = sizeof error;

	while (poll(&p, 1, -1) == -1)
		if (errno != EINTR)
			return -1;
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == -1)
		return -1;
	errno = error;
	return error == 0 ? 0 : -1;
}
/* --- end of step 2 --- */

/* Connects to one address; returns the connection, or -1. */
static int connect_to_address(const struct addrinfo *entry)
{
	/* --- step 2: connect --- */
	int fd = socket(entry->ai_family, entry->ai_socktype,
		entry->ai_protocol);
	if (fd == -1)
		return -1;
	int r = connect(fd, entry->ai_addr, entry->ai_addrlen);
	if (r == -1 && errno == EINTR)
		r = wait_for_it(fd);
	if (r == 0)
		return fd;
	int saved = errno;
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
	while (length != 0) {
		ssize_t k =
			send(connection, bytes, length, MSG_NOSIGNAL);
		if (k == -1 && errno != EINTR)
			return -1;
		if (k > 0) {
			bytes += k;
			length -= (size_t)k;
		}
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
	char buffer[BUFFER_SIZE];
	size_t count = 0;

	fputs("Received: ", stdout);
	while (count < length) {
		ssize_t k = recv(connection, buffer, sizeof buffer, 0);
		if (k == -1 && errno == EINTR)
			continue;
		if (k == -1)
			return -1;
		if (k == 0)
			break;
		fwrite(buffer, 1, (size_t)k, stdout);
		count += (size_t)k;
	}
	return (ssize_t)count;
	/* --- end of step 4 --- */
}

/* Ends the line, and says so if the reply is not whole. */
static int finish_reply(ssize_t received, size_t expected)
{
	/* --- step 5: finish --- */
	if (received < 0 || (size_t)received < expected) {
		perror("the reply is not complete");
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
