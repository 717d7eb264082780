/*
 * cause: takes a char for a number from 0 to 255
 * shows: Bytes above 127 come out negative.
 * fails: every_byte_value
 *
 * cause: leaves the zeros at the front of a group away, but never
 *   writes "::"
 * shows: ::1 comes out as 0:0:0:0:0:0:0:1.
 * fails: ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 *
 * cause: trusts the resolver to name each address once
 * shows: An address that comes twice is printed twice.
 * fails: repeated_address_once hosts_file_lines ipv6_every_address_once
 *
 * cause: takes a temporary failure for one that passes if it only asks
 *   again
 * shows: It asks the same server again and again.
 * fails: server_failure server_refuses no_answer
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void print4(const signed char *b)
{
	printf("%d.%d.%d.%d\n", b[0], b[1], b[2], b[3]);
}

static void print6(const unsigned char *b)
{
	int i;
	for (i = 0; i < 16; i += 2)
		printf("%x%s", b[i] * 256 + b[i + 1],
			i < 14 ? ":" : "\n");
}

int main(int argc, char *argv[])
{
	struct hostent *h;
	int v6 = 0, i;

	if (argc == 3 && !strcmp(argv[1], "-6"))
		v6 = 1;
	else if (argc != 2 || !strcmp(argv[1], "-6")) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	do
		h = gethostbyname2(
			argv[1 + v6], v6 ? AF_INET6 : AF_INET);
	while (!h && h_errno == TRY_AGAIN);
	if (!h) {
		fprintf(stderr, "%s: %s\n", argv[1 + v6],
			hstrerror(h_errno));
		return 1;
	}
	for (i = 0; h->h_addr_list[i]; i++)
		if (v6)
			print6((void *)h->h_addr_list[i]);
		else
			print4((void *)h->h_addr_list[i]);
	if (fclose(stdout)) {
		perror("stdout");
		return 1;
	}
	return 0;
}
