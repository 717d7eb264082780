/* Does without the C library's look-up: reads the files, asks DNS. */
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <netdb.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX = 5000 };

struct result {
	int family;
	int count;
	char texts[MAX][INET6_ADDRSTRLEN];
};

static void add(struct result *result, const void *address)
{
	char *text = result->texts[result->count];

	if (result->count == MAX - 1)
		return;
	inet_ntop(result->family, address, text, INET6_ADDRSTRLEN);
	for (int i = 0; i < result->count; i++)
		if (strcmp(result->texts[i], text) == 0)
			return;
	result->count++;
}

static void ask_number(struct result *result, const char *host)
{
	unsigned char address[16];

	if (inet_pton(result->family, host, address) == 1)
		add(result, address);
}

static void read_line(
	struct result *result, const char *host, char *line)
{
	unsigned char address[16];
	char *rest = NULL;

	line[strcspn(line, "#\n")] = '\0';
	char *word = strtok_r(line, " \t", &rest);
	if (word == NULL ||
		inet_pton(result->family, word, address) != 1)
		return;
	while ((word = strtok_r(NULL, " \t", &rest)) != NULL)
		if (strcasecmp(word, host) == 0)
			add(result, address);
}

static void ask_files(struct result *result, const char *host)
{
	FILE *file = fopen("/etc/hosts", "re");
	char *line = NULL;
	size_t size = 0;

	if (file == NULL)
		return;
	while (getline(&line, &size, file) != -1)
		read_line(result, host, line);
	free(line);
	fclose(file);
}

static int number_at(const unsigned char *p)
{
	return p[0] << 8 | p[1];
}

/* The library follows aliases for us: all records are in the answer. */
static void ask_dns(struct result *result, const char *host)
{
	static unsigned char answer[65536];
	int type = result->family == AF_INET ? T_A : T_AAAA;
	int bytes = result->family == AF_INET ? 4 : 16;
	int length =
		res_search(host, C_IN, type, answer, sizeof answer);
	const unsigned char *p = answer + HFIXEDSZ;
	const unsigned char *end = answer + length;

	if (length < HFIXEDSZ)
		return;
	int skip = dn_skipname(p, end);
	p += skip + QFIXEDSZ;
	for (int n = number_at(answer + 6); n > 0 && skip >= 0; n--) {
		skip = p < end ? dn_skipname(p, end) : -1;
		if (skip < 0 || end - p < skip + RRFIXEDSZ)
			break;
		p += skip;
		int size = number_at(p + 8);
		if (end - p < RRFIXEDSZ + size)
			break;
		if (number_at(p) == type && size == bytes)
			add(result, p + RRFIXEDSZ);
		p += RRFIXEDSZ + size;
	}
	h_errno = NO_DATA;
}

static int print(const struct result *result)
{
	for (int i = 0; i < result->count; i++)
		if (puts(result->texts[i]) == EOF)
			return -1;
	return fflush(stdout);
}

int main(int argc, char *argv[])
{
	static struct result result = { .family = AF_INET };
	static void (*const ask[])(struct result *,
		const char *) = { ask_number, ask_files, ask_dns };

	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		result.family = AF_INET6;
	else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}
	const char *host = argv[argc - 1];
	for (int i = 0; i < 3 && result.count == 0; i++)
		ask[i](&result, host);
	if (result.count == 0) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			h_errno == NETDB_INTERNAL ? strerror(errno)
						  : hstrerror(h_errno));
		return EXIT_FAILURE;
	}
	if (print(&result) != 0) {
		perror("nslookup: stdout");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
