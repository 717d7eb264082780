/*
 * misconception: takes the newline for a separator, which the last line
 *   can do without
 * fails: newline_at_the_end
 * shows: The last byte on stdout is not a newline.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *output;
static size_t output_size;

static void join(int family, char **addresses, int length)
{
	FILE *stream = open_memstream(&output, &output_size);
	char text[INET6_ADDRSTRLEN];

	if (stream == NULL)
		exit(1);
	for (int i = 0; addresses[i]; i++) {
		int j = 0;

		while (memcmp(addresses[i], addresses[j], length) != 0)
			j++;
		if (j == i)
			fprintf(stream, "%s%s", i == 0 ? "" : "\n",
				inet_ntop(family, addresses[i], text,
					sizeof text));
	}
	fclose(stream);
}

int main(int argc, char *argv[])
{
	int family = AF_INET;

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	struct hostent *h = gethostbyname2(argv[argc - 1], family);
	if (h == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[argc - 1],
			hstrerror(h_errno));
		return 1;
	}

	join(family, h->h_addr_list, h->h_length);
	int ok =
		fwrite(output, 1, output_size, stdout) == output_size &&
		fflush(stdout) == 0;
	if (!ok)
		perror("nslookup: stdout");
	free(output);
	return ok ? 0 : 1;
}
