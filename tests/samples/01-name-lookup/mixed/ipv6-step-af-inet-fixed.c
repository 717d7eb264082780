/*
 * cause: prints every address as if it were an IPv4 address
 * shows: 2001:db8::5 comes out as 32.1.13.184.
 * fails: ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 *
 * cause: takes -6 for "the IPv6 addresses too"
 * shows: With -6 the look-up asks for both families.
 * fails: ipv6_address ipv6_missing
 *
 * cause: counts its arguments only where there is no option
 * shows: After -6 and a host a second host is dropped.
 * fails: usage_with_only_dash_6 usage_with_dash_6_and_two_hosts
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
	if (argc > 1 && strcmp(argv[1], "-6") == 0) {
		query->family = AF_UNSPEC;
		query->host = argv[2];
		return 0;
	}
	/* --- end of step 5 --- */
	/* --- step 1: usage --- */
	if (argc != 2) {
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
	struct addrinfo want = { .ai_family = query->family,
		.ai_socktype = SOCK_STREAM };
	return getaddrinfo(query->host, NULL, &want, list);
	/* --- end of step 2 --- */
}

/* Finds the bytes of the address, which inet_ntop wants to see. */
static const void *address_bytes(const struct addrinfo *entry)
{
	const void *socket_address = entry->ai_addr;

	/* --- step 5: IPv6 --- */
	if (entry->ai_family == AF_INET6) {
		const struct sockaddr_in6 *ipv6 = socket_address;
		return &ipv6->sin6_addr;
	}
	/* --- end of step 5 --- */
	const struct sockaddr_in *ipv4 = socket_address;
	return &ipv4->sin_addr;
}

/* Prints one address and a newline; returns -1 if it cannot. */
static int print_address(const struct addrinfo *entry)
{
	/* --- step 2: resolve --- */
	char text[INET_ADDRSTRLEN];

	return puts(inet_ntop(AF_INET, address_bytes(entry), text,
		       sizeof text)) == EOF
		? -1
		: 0;
	/* --- end of step 2 --- */
}

/* --- step 3: every address --- */
/* Room for functions of your own, if print_addresses needs them. */

/* --- end of step 3 --- */

/* Prints the list, each address once; returns -1 if it cannot. */
static int print_addresses(const struct addrinfo *list)
{
	/* --- step 3: every address --- */
	int result = 0;
	for (const struct addrinfo *a = list; a != NULL && result == 0;
		a = a->ai_next) {
		const struct addrinfo *b = list;
		while (b != a &&
			(a->ai_addrlen != b->ai_addrlen ||
				memcmp(address_bytes(a),
					address_bytes(b),
					a->ai_family == AF_INET
						? 4
						: 16) != 0))
			b = b->ai_next;
		if (a == b)
			result = print_address(a);
	}
	return result;
	/* --- end of step 3 --- */
}

/* Says on stderr which host was not found, and why. */
static void report_failure(const char *host, int code)
{
	/* --- step 4: failure --- */
	if (code == EAI_SYSTEM)
		warn("%s", host);
	else
		warnx("%s: %s", host, gai_strerror(code));
	/* --- end of step 4 --- */
}

/* Sends off what stdio still holds: a full disk shows only here. */
static int finish_output(void)
{
	/* --- step 4: failure --- */
	if (fflush(stdout) != 0)
		return -1;
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
