/*
 * cause: looks for an IPv6 address where sockaddr_in has the IPv4
 *   address
 * shows: The text begins with the flow label, 0:0.
 * fails: ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 *
 * cause: takes an address of the other family for better than none
 * shows: Where IPv6 is missing, the IPv4 addresses are printed.
 * fails: ipv6_missing
 *
 * cause: takes one failed look-up for the same as any other
 * shows: "not found" is all that is said.
 * fails: server_failure
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
	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		query->family = AF_INET6;
		query->host = argv[2];
		return 0;
	}
	/* --- end of step 5 --- */
	/* --- step 1: usage --- */
	if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fputs("USAGE: nslookup [-6] <inet_address>\n", stderr);
		return -1;
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
	int code = getaddrinfo(query->host, NULL, &hints, list);
	if (code != 0 && query->family == AF_INET6) {
		/* better than nothing */
		hints.ai_family = AF_INET;
		code = getaddrinfo(query->host, NULL, &hints, list);
	}
	return code;
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

	if (inet_ntop(entry->ai_family, address_bytes(entry), text,
		    sizeof text) == NULL)
		return -1;
	return puts(text) == EOF ? -1 : 0;
	/* --- end of step 2 --- */
}

/* --- step 3: every address --- */
static bool twice(
	const struct addrinfo *list, const struct addrinfo *entry)
{
	size_t size = entry->ai_family == AF_INET6 ? 16 : 4;

	for (; list != entry; list = list->ai_next)
		if (!memcmp(address_bytes(list), address_bytes(entry),
			    size))
			return true;
	return false;
}
/* --- end of step 3 --- */

/* Prints the list, each address once; returns -1 if it cannot. */
static int print_addresses(const struct addrinfo *list)
{
	/* --- step 3: every address --- */
	for (const struct addrinfo *e = list; e != NULL; e = e->ai_next)
		if (!twice(list, e) && print_address(e) == -1)
			return -1;
	return 0;
	/* --- end of step 3 --- */
}

/* Says on stderr which host was not found, and why. */
static void report_failure(const char *host, int code)
{
	/* --- step 4: failure --- */
	(void)code;
	fprintf(stderr, "nslookup: %s: not found\n", host);
	/* --- end of step 4 --- */
}

/* Sends off what stdio still holds: a full disk shows only here. */
static int finish_output(void)
{
	/* --- step 4: failure --- */
	return fflush(stdout) == EOF || ferror(stdout) ? -1 : 0;
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
