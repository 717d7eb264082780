/* The old calls: gethostbyname, and gethostbyname2 after -6. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static int usage(void)
{
	fprintf(stderr, "USAGE: nslookup [-6] <inet_address>\n");
	return 1;
}

static int complain(const char *host)
{
	fprintf(stderr, "nslookup: %s: %s\n", host,
		h_errno == NETDB_INTERNAL ? strerror(errno)
					  : hstrerror(h_errno));
	return 1;
}

static int printed(const struct hostent *h, int i)
{
	for (int k = 0; k < i; k++)
		if (memcmp(h->h_addr_list[k], h->h_addr_list[i],
			    (size_t)h->h_length) == 0)
			return 1;
	return 0;
}

int main(int argc, char **argv)
{
	struct hostent *h;
	char text[INET6_ADDRSTRLEN];

	if (argc == 2 && strcmp(argv[1], "-6") != 0)
		h = gethostbyname(argv[1]);
	else if (argc == 3 && strcmp(argv[1], "-6") == 0)
		h = gethostbyname2(argv[2], AF_INET6);
	else
		return usage();
	if (h == NULL)
		return complain(argv[argc - 1]);

	for (int i = 0; h->h_addr_list[i] != NULL; i++) {
		if (printed(h, i))
			continue;
		if (inet_ntop(h->h_addrtype, h->h_addr_list[i], text,
			    sizeof text) != NULL)
			puts(text);
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("nslookup: stdout");
		return 1;
	}
	return 0;
}
