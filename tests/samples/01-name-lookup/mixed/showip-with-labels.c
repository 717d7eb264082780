/*
 * cause: labels its results for people
 * shows: A heading and "IPv4: " stand on stdout beside the addresses.
 * fails: one_address numeric_address alias chain_of_aliases hosts_file
 *   three_addresses every_byte_value many_addresses_over_tcp
 *   repeated_address_once hosts_file_lines short_write full_disk
 *   ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 *
 * cause: writes to stdout before it knows whether there is an address
 * shows: After a failure the heading is on stdout.
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket
 *
 * cause: trusts the resolver to name each address once
 * shows: An address that comes twice is printed twice.
 * fails: repeated_address_once hosts_file_lines ipv6_every_address_once
 */
/* shows the addresses of a host */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>

int main(int argc, char *argv[])
{
	struct addrinfo hints, *res, *p;
	int status;
	char ipstr[INET6_ADDRSTRLEN];
	int six = argc == 3 && strcmp(argv[1], "-6") == 0;

	if (argc != 2 + six ||
		(argc == 2 && strcmp(argv[1], "-6") == 0)) {
		fprintf(stderr, "USAGE: nslookup [-6] hostname\n");
		return 1;
	}
	argv += six;

	memset(&hints, 0, sizeof hints);
	hints.ai_family = six ? AF_INET6 : AF_INET;
	hints.ai_socktype = SOCK_STREAM;

	printf("IP addresses for %s:\n\n", argv[1]);

	if ((status = getaddrinfo(argv[1], NULL, &hints, &res)) != 0) {
		fprintf(stderr, "getaddrinfo: %s: %s\n", argv[1],
			status == EAI_SYSTEM ? strerror(errno)
					     : gai_strerror(status));
		return 1;
	}

	for (p = res; p != NULL; p = p->ai_next) {
		void *addr;
		char *ipver;

		if (p->ai_family == AF_INET) {
			struct sockaddr_in *ipv4 =
				(struct sockaddr_in *)p->ai_addr;
			addr = &(ipv4->sin_addr);
			ipver = "IPv4";
		} else {
			struct sockaddr_in6 *ipv6 =
				(struct sockaddr_in6 *)p->ai_addr;
			addr = &(ipv6->sin6_addr);
			ipver = "IPv6";
		}
		inet_ntop(p->ai_family, addr, ipstr, sizeof ipstr);
		printf("  %s: %s\n", ipver, ipstr);
	}
	freeaddrinfo(res); // free the linked list
	if (fflush(stdout) == EOF) {
		perror("stdout");
		return 1;
	}
	return 0;
}
