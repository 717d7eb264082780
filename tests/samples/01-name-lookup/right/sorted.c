/* Copies the addresses, sorts them, and prints each that is new. */
#include <arpa/inet.h>
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static size_t size;

static int compare(const void *a, const void *b)
{
	return memcmp(a, b, size);
}

static size_t count_addresses(char *const *list)
{
	size_t count = 0;

	while (list[count] != NULL)
		count++;
	return count;
}

static unsigned char *copy_sorted(char *const *list, size_t count)
{
	unsigned char *copy = calloc(count, size);

	if (copy == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++)
		memcpy(copy + i * size, list[i], size);
	qsort(copy, count, size, compare);
	return copy;
}

static void print_unique(
	int family, const unsigned char *sorted, size_t count)
{
	char text[INET6_ADDRSTRLEN];

	for (size_t i = 0; i < count; i++) {
		const unsigned char *address = sorted + i * size;

		if (i > 0 && compare(address - size, address) == 0)
			continue;
		puts(inet_ntop(family, address, text, sizeof text));
	}
}

int main(int argc, char *argv[])
{
	int family = AF_INET;

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fputs("USAGE: nslookup [-6] <inet_address>\n", stderr);
		return EXIT_FAILURE;
	}

	const char *host = argv[argc - 1];
	struct hostent *found = gethostbyname2(host, family);
	if (found == NULL) {
		warnx("%s: %s", host, hstrerror(h_errno));
		return EXIT_FAILURE;
	}

	size = (size_t)found->h_length;
	size_t count = count_addresses(found->h_addr_list);
	unsigned char *sorted = copy_sorted(found->h_addr_list, count);
	if (sorted == NULL)
		err(EXIT_FAILURE, "%s", host);
	print_unique(family, sorted, count);
	free(sorted);
	if (fflush(stdout) == EOF)
		err(EXIT_FAILURE, "cannot write");
	return EXIT_SUCCESS;
}
