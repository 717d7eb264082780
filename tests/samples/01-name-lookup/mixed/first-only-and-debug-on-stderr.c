/*
 * cause: takes the first address for the only one
 * shows: However many addresses the host has, one line is printed.
 * fails: three_addresses every_byte_value many_addresses_over_tcp
 *   repeated_address_once hosts_file_lines short_write
 *   ipv6_every_address_once ipv6_canonical_text
 *
 * cause: leaves its debugging output on stderr
 * shows: "DEBUG: host is ..." stands on stderr in a good run.
 * fails: nothing_on_stderr
 *
 * cause: expects that every look-up succeeds
 * shows: It reads through the null pointer of a list that was never
 *   made.
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket ipv6_missing
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

int main(int argc, char *argv[])
{
	struct addrinfo hints, *result = NULL;
	int wantIPv6 = 0;
	char *hostName;
	char address[64];

	if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		hostName = argv[1];
	} else if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		wantIPv6 = 1;
		hostName = argv[2];
	} else {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return 1;
	}
	fprintf(stderr, "DEBUG: host is %s\n", hostName);

	memset(&hints, 0, sizeof(hints));
	hints.ai_socktype = SOCK_STREAM;
	hints.ai_family = wantIPv6 ? AF_INET6 : AF_INET;
	getaddrinfo(hostName, NULL, &hints, &result);

	if (wantIPv6) {
		struct sockaddr_in6 *six =
			(struct sockaddr_in6 *)result->ai_addr;
		inet_ntop(AF_INET6, &six->sin6_addr, address,
			sizeof(address));
	} else {
		struct sockaddr_in *four =
			(struct sockaddr_in *)result->ai_addr;
		inet_ntop(AF_INET, &four->sin_addr, address,
			sizeof(address));
	}
	printf("%s\n", address);
	freeaddrinfo(result);
	if (fclose(stdout) != 0) {
		perror("stdout");
		return 1;
	}
	return 0;
}
