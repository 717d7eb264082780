/*
 * misconception: takes printf's word that the line was written
 * fails: full_disk
 * shows: printf only fills a buffer; on a full disk it is the flush at
 *   the end that fails, unseen.
 */
#include <arpa/inet.h>
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(call)                                     \
	do {                                            \
		if ((call) < 0)                         \
			err(EXIT_FAILURE, "%s", #call); \
	} while (0)

static int repeated(const struct hostent *h, int n)
{
	for (int i = 0; i < n; i++)
		if (!memcmp(h->h_addr_list[i], h->h_addr_list[n],
			    h->h_length))
			return 1;
	return 0;
}

int main(int argc, char *argv[])
{
	int six = argc > 1 && strcmp(argv[1], "-6") == 0;
	int family = six ? AF_INET6 : AF_INET;
	char text[INET6_ADDRSTRLEN];

	if (argc != 2 + six) {
		CHECK(fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]));
		return EXIT_FAILURE;
	}

	struct hostent *h = gethostbyname2(argv[1 + six], family);
	if (h == NULL)
		errx(EXIT_FAILURE, "%s: %s", argv[1 + six],
			hstrerror(h_errno));

	for (int i = 0; h->h_addr_list[i] != NULL; i++) {
		if (repeated(h, i))
			continue;
		if (!inet_ntop(family, h->h_addr_list[i], text,
			    sizeof text))
			err(EXIT_FAILURE, "inet_ntop");
		CHECK(printf("%s\n", text));
	}
	return EXIT_SUCCESS;
}
