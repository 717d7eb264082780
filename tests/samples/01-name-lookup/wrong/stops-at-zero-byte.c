/*
 * misconception: takes a zero byte for the end of an address
 * fails: every_byte_value
 * shows: 10.0.7.1 comes out as "10".
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_quad(const unsigned char *byte)
{
	int i;

	for (i = 0; i < 4 && byte[i] != '\0'; i++)
		printf("%s%d", i > 0 ? "." : "", byte[i]);
	printf("\n");
}

static void print_each_once(struct hostent *h)
{
	char text[INET6_ADDRSTRLEN];
	int i, j;

	for (i = 0; h->h_addr_list[i] != NULL; i++) {
		char *address = h->h_addr_list[i];

		for (j = 0; j < i; j++)
			if (!memcmp(address, h->h_addr_list[j],
				    h->h_length))
				break;
		if (j < i)
			continue;
		if (h->h_addrtype == AF_INET)
			print_quad((unsigned char *)address);
		else
			puts(inet_ntop(
				AF_INET6, address, text, sizeof text));
	}
}

int main(int argc, char *argv[])
{
	struct hostent *h;

	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		h = gethostbyname2(argv[2], AF_INET6);
	else if (argc == 2 && strcmp(argv[1], "-6") != 0)
		h = gethostbyname(argv[1]);
	else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	if (h == NULL) {
		fprintf(stderr, "No address for %s: %s\n",
			argv[argc - 1], hstrerror(h_errno));
		return 1;
	}
	print_each_once(h);
	if (fflush(stdout) != 0) {
		perror("write");
		return 1;
	}
	return 0;
}
