/*
 * cause: takes each entry of the list for another address
 * shows: Each address is printed three times.
 * fails: three_addresses repeated_address_once hosts_file_lines
 *   ipv6_every_address_once ipv6_on_loopback_only_machine
 *
 * cause: takes a name without an address for an empty list and a
 *   success
 * shows: Where only the other family is found, it prints nothing and
 *   exits with 0.
 * fails: name_without_ipv4 ipv6_missing
 *
 * cause: tells the reason of a failure but not which host it was
 * shows: The host's name is missing from stderr.
 * fails: unknown_name name_without_ipv4 ipv6_missing
 */
#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void usage(void)
{
	fputs("USAGE: nslookup [-6] <inet_address>\n", stderr);
	exit(EXIT_FAILURE);
}

int main(int argc, char **argv)
{
	bool v6 = false;
	const char *host;
	char text[NI_MAXHOST];

	if (argc == 3 && !strcmp(argv[1], "-6")) {
		v6 = true;
		host = argv[2];
	} else if (argc == 2 && strcmp(argv[1], "-6")) {
		host = argv[1];
	} else {
		usage();
	}
	struct addrinfo *all, *ai;
	int rc = getaddrinfo(host, NULL, NULL, &all);
	if (rc) {
		fprintf(stderr, "lookup failed: %s\n",
			rc == EAI_SYSTEM ? strerror(errno)
					 : gai_strerror(rc));
		exit(EXIT_FAILURE);
	}
	int family = v6 ? AF_INET6 : AF_INET;
	for (ai = all; ai; ai = ai->ai_next) {
		if (ai->ai_family != family)
			continue;
		getnameinfo(ai->ai_addr, ai->ai_addrlen, text,
			sizeof text, NULL, 0, NI_NUMERICHOST);
		puts(text);
	}
	freeaddrinfo(all);
	if (fclose(stdout)) {
		perror("stdout");
		exit(EXIT_FAILURE);
	}
	exit(EXIT_SUCCESS);
}
