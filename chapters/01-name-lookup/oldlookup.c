/*
 * oldlookup - look up two hosts in the way of the 1980s
 *
 * usage: oldlookup <host> <host>
 *
 * Keeps what gethostbyname returned for the first host while it asks
 * for the second: a mistake, and the reason why the call was replaced.
 * Try: ./oldlookup localhost example.test
 *
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <err.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static const struct hostent *look_up(const char *host)
{
	const struct hostent *found = gethostbyname(host);

	if (found == NULL)
		errx(EXIT_FAILURE, "%s: %s", host, hstrerror(h_errno));
	return found;
}

static struct in_addr first_address(const struct hostent *found)
{
	struct in_addr address;

	/* The entries are bytes, not strings and not integers. */
	memcpy(&address, found->h_addr_list[0], sizeof address);
	return address;
}

int main(int argc, char *argv[])
{
	if (argc != 3) {
		fputs("USAGE: oldlookup <host> <host>\n", stderr);
		return EXIT_FAILURE;
	}
	const struct hostent *one = look_up(argv[1]);
	struct in_addr address_one = first_address(one);
	const struct hostent *two = look_up(argv[2]);
	struct in_addr address_two = first_address(two);

	printf("%s and %s\n", one->h_name, two->h_name);
	const char *text_one = inet_ntoa(address_one);
	const char *text_two = inet_ntoa(address_two);
	printf("%s and %s\n", text_one, text_two);
	if (address_one.s_addr != address_two.s_addr)
		puts("although the two addresses differ");
	if (ferror(stdout) || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "cannot print");
	return EXIT_SUCCESS;
}
