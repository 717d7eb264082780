/*
 * open: from step 4
 * cause: stops before the last entry of the list
 * shows: The last address is missing; of a single one nothing is
 *   printed.
 * fails: one_address nothing_on_stderr newline_at_the_end
 *   numeric_address alias
 *   chain_of_aliases hosts_file three_addresses every_byte_value
 *   many_addresses_over_tcp short_write full_disk
 *
 * cause: follows another rule book, where a usage error is status 2
 * shows: After a wrong command line the exit status is 2.
 * fails: usage_without_arguments usage_with_two_hosts
 *   usage_with_only_dash_6 usage_with_dash_6_and_two_hosts
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
	if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		exit(2);
	}
	query->family = AF_INET;
	query->host = argv[1];
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
	struct addrinfo hints = { 0 };

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
		sizeof(text));
	return puts(text) < 0 ? -1 : 0;
	/* --- end of step 2 --- */
}

/* --- step 3: every address --- */
/* Room for functions of your own, if print_addresses needs them. */

/* --- end of step 3 --- */

/* Prints the list, each address once; returns -1 if it cannot. */
static int print_addresses(const struct addrinfo *list)
{
	/* --- step 3: every address --- */
	const struct addrinfo *previous = NULL;

	while (list->ai_next != NULL) {
		if (previous == NULL ||
			memcmp(address_bytes(previous),
				address_bytes(list), 4) != 0) {
			if (print_address(list) == -1)
				return -1;
		}
		previous = list;
		list = list->ai_next;
	}
	return 0;
	/* --- end of step 3 --- */
}

/* Says on stderr which host was not found, and why. */
static void report_failure(const char *host, int code)
{
	/* --- step 4: failure --- */
	/*
	 * Goal: one line on stderr with the host and the reason.
	 * Read: gai_strerror(3), strerror(3), err(3)
	 */
	(void)host;
	(void)code;
	errx(EXIT_FAILURE, "step 4, failure, is not written yet");
	/* --- end of step 4 --- */
}

/* Sends off what stdio still holds: a full disk shows only here. */
static int finish_output(void)
{
	/* --- step 4: failure --- */
	/*
	 * Goal: 0 only if all of the output has really been written.
	 * Read: fflush(3)
	 */
	return 0;
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
