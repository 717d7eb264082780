/*
 * open: from step 5
 * cause: looks for the reason of a failed look-up in errno
 * shows: strerror(errno) says "Success" or something that has nothing
 *   to do with the name.
 * fails: unknown_name name_without_ipv4 server_failure overlong_name
 *   odd_characters
 *
 * cause: reports a failure where the addresses go
 * shows: stdout has a message where it should be empty.
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket
 *
 * cause: takes the newline for a separator, which the last line can do
 *   without
 * shows: The last byte on stdout is not a newline.
 * fails: newline_at_the_end
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* What the command line asks for. */
struct query {
	int family; /* AF_INET, or AF_INET6 after -6 */
	const char *host;
};

/* Reads the command line; returns -1 if it is not a valid one. */
static int parse_arguments(int argc, char *argv[], struct query *query)
{
	/* --- step 5: IPv6 --- */
	/*
	 * Goal: "-6" and then a host asks for AF_INET6 addresses.
	 */
	/* --- end of step 5 --- */
	/* --- step 1: usage --- */
	if (argc != 2 || !strcmp(argv[1], "-6")) {
		fputs("USAGE: nslookup [-6] <inet_address>\n", stderr);
		return -1;
	}
	query->host = argv[1];
	query->family = AF_INET;
	return 0;
	/* --- end of step 1 --- */
}

/*
 * Asks for the addresses of the host.  Returns 0 and a list for
 * freeaddrinfo, or one of the EAI_ codes.
 */
static int resolve(const struct query *query, struct addrinfo **list)
{
	/* --- step 2: resolve --- */
	struct addrinfo hints;
	memset(&hints, '\0', sizeof hints);
	hints.ai_family = query->family;
	hints.ai_socktype = SOCK_STREAM;
	return getaddrinfo(query->host, NULL, &hints, list);
	/* --- end of step 2 --- */
}

/* Finds the bytes of the address, which inet_ntop wants to see. */
static const void *address_bytes(const struct addrinfo *entry)
{
	const void *socket_address = entry->ai_addr;

	/* --- step 5: IPv6 --- */
	/*
	 * Goal: an IPv6 entry has a struct sockaddr_in6.
	 * Read: ipv6(7)
	 */
	/* --- end of step 5 --- */
	const struct sockaddr_in *ipv4 = socket_address;
	return &ipv4->sin_addr;
}

/* Prints one address and a newline; returns -1 if it cannot. */
static int print_address(const struct addrinfo *entry)
{
	/* --- step 2: resolve --- */
	char text[INET6_ADDRSTRLEN];

	inet_ntop(entry->ai_family, address_bytes(entry), text,
		sizeof text);
	return fputs(text, stdout) == EOF ? -1 : 0;
	/* --- end of step 2 --- */
}

/* --- step 3: every address --- */
static bool known(
	const struct addrinfo *list, const struct addrinfo *entry)
{
	while (list != entry) {
		if (memcmp(address_bytes(list), address_bytes(entry),
			    4) == 0)
			return true;
		list = list->ai_next;
	}
	return false;
}
/* --- end of step 3 --- */

/* Prints the list, each address once; returns -1 if it cannot. */
static int print_addresses(const struct addrinfo *list)
{
	/* --- step 3: every address --- */
	const struct addrinfo *i;

	for (i = list; i != NULL; i = i->ai_next) {
		if (known(list, i))
			continue;
		if (i != list)
			putchar('\n');
		if (print_address(i) == -1)
			return -1;
	}
	return 0;
	/* --- end of step 3 --- */
}

/* Says on stderr which host was not found, and why. */
static void report_failure(const char *host, int code)
{
	/* --- step 4: failure --- */
	(void)code;
	printf("%s: %s\n", host, strerror(errno));
	/* --- end of step 4 --- */
}

/* Sends off what stdio still holds: a full disk shows only here. */
static int finish_output(void)
{
	/* --- step 4: failure --- */
	return fflush(stdout) == 0 ? 0 : -1;
	/* --- end of step 4 --- */
}

int main(int argc, char *argv[])
{
	struct query query = { 0 };
	struct addrinfo *list = NULL;

	if (parse_arguments(argc, argv, &query) == -1)
		return EXIT_FAILURE;
	int code = resolve(&query, &list);
	if (code != 0) {
		report_failure(query.host, code);
		return EXIT_FAILURE;
	}
	int printed = print_addresses(list);
	if (printed == 0)
		printed = finish_output();
	if (printed == -1)
		warn("cannot print the addresses of %s", query.host);
	freeaddrinfo(list);
	return printed == -1 ? EXIT_FAILURE : EXIT_SUCCESS;
}
