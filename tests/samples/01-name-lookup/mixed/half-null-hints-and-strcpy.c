/*
 * open: from step 4
 * cause: takes each entry of the list for another address
 * shows: Without hints each address is printed three times.
 * fails: three_addresses repeated_address_once hosts_file_lines
 *
 * cause: copies the host's name into an array without looking at its
 *   length
 * shows: A name of 300 characters runs over the array.
 * fails: overlong_name
 *
 * cause: expects only people, who know a usage line however it begins
 * shows: No line on stderr begins with "USAGE: ".
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
		fprintf(stderr,
			"%s: wrong arguments, give me one host\n",
			argv[0]);
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
	char name[256];

	strcpy(name, query->host);
	return getaddrinfo(name, NULL, NULL, list);
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

	if (entry->ai_family != AF_INET)
		return 0;
	inet_ntop(AF_INET, address_bytes(entry), text, sizeof(text));
	return puts(text) == EOF ? -1 : 0;
	/* --- end of step 2 --- */
}

/* --- step 3: every address --- */
/* Room for functions of your own, if print_addresses needs them. */

/* --- end of step 3 --- */

/* Prints the list, each address once; returns -1 if it cannot. */
static int print_addresses(const struct addrinfo *list)
{
	/* --- step 3: every address --- */
	for (; list != NULL; list = list->ai_next)
		if (print_address(list) == -1)
			return -1;
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
