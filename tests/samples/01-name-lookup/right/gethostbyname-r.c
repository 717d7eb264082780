/* gethostbyname2_r with a buffer that grows until the host fits. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <error.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct host {
	struct hostent entry;
	char *buffer;
};

/* Returns NULL, or the reason why there is no such host. */
static const char *find(const char *name, int family, struct host *host)
{
	struct hostent *result = NULL;
	int problem = 0;
	size_t size = 64;
	int code;

	do {
		size *= 2;
		char *larger = realloc(host->buffer, size);

		if (larger == NULL)
			return strerror(errno);
		host->buffer = larger;
		code = gethostbyname2_r(name, family, &host->entry,
			host->buffer, size, &result, &problem);
	} while (code == ERANGE);
	if (result != NULL)
		return NULL;
	if (problem == NETDB_INTERNAL)
		return strerror(code);
	return hstrerror(problem);
}

static int print(const struct hostent *entry)
{
	size_t size = (size_t)entry->h_length;
	char text[INET6_ADDRSTRLEN];

	for (char **a = entry->h_addr_list; *a != NULL; a++) {
		char **b = entry->h_addr_list;

		while (memcmp(*a, *b, size) != 0)
			b++;
		if (a == b &&
			printf("%s\n",
				inet_ntop(entry->h_addrtype, *a, text,
					sizeof text)) < 0)
			return -1;
	}
	return fflush(stdout);
}

int main(int argc, char *argv[])
{
	struct host host = { .buffer = NULL };
	int six = argc > 1 && strcmp(argv[1], "-6") == 0;
	int failed = 1;

	if (argc != 2 + six) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			program_invocation_short_name);
		return 1;
	}
	const char *name = argv[1 + six];
	const char *reason =
		find(name, six ? AF_INET6 : AF_INET, &host);
	if (reason != NULL)
		error(0, 0, "cannot look up %s: %s", name, reason);
	else if (print(&host.entry) != 0)
		error(0, errno, "cannot write the addresses of %s",
			name);
	else
		failed = 0;
	free(host.buffer);
	return failed;
}
