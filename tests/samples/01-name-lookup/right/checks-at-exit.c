/* Leaves the check of stdout to a function that exit calls. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void close_stdout(void)
{
	int failed_before = ferror(stdout);

	if (fclose(stdout) == EOF || failed_before) {
		fprintf(stderr, "nslookup: write error: %s\n",
			strerror(errno));
		_exit(EXIT_FAILURE);
	}
}

static _Noreturn void die(const char *host, const char *reason)
{
	fprintf(stderr, "nslookup: %s: %s\n", host, reason);
	exit(EXIT_FAILURE);
}

static const char *const usage = "USAGE: nslookup [-6] <inet_address>";

int main(int argc, char *argv[])
{
	int family = AF_INET;
	char text[INET6_ADDRSTRLEN];

	if (atexit(close_stdout) != 0)
		die("atexit", "no room");
	switch (argc) {
	case 3:
		if (strcmp(argv[1], "-6") == 0) {
			family = AF_INET6;
			break;
		}
		fprintf(stderr, "%s\n", usage);
		return EXIT_FAILURE;
	case 2:
		if (strcmp(argv[1], "-6") != 0)
			break;
		fprintf(stderr, "%s\n", usage);
		return EXIT_FAILURE;
	default:
		fprintf(stderr, "%s\n", usage);
		return EXIT_FAILURE;
	}

	const char *host = argv[argc - 1];
	struct hostent *h = gethostbyname2(host, family);
	if (h == NULL)
		die(host,
			h_errno == NETDB_INTERNAL ? strerror(errno)
						  : hstrerror(h_errno));
	size_t size = (size_t)h->h_length;
	for (char **p = h->h_addr_list; *p != NULL; p++) {
		char **q = h->h_addr_list;

		while (q < p && memcmp(*q, *p, size) != 0)
			q++;
		if (q == p)
			puts(inet_ntop(family, *p, text, sizeof text));
	}
	return EXIT_SUCCESS;
}
