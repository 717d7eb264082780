/*
 * misconception: takes a char for a number from 0 to 255
 * fails: every_byte_value
 * shows: Bytes above 127 come out negative, 200 as -56.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print(int family, const char *a)
{
	char text[INET6_ADDRSTRLEN];

	if (family == AF_INET)
		printf("%d.%d.%d.%d\n", a[0], a[1], a[2], a[3]);
	else
		printf("%s\n", inet_ntop(family, a, text, sizeof text));
}

static int is_repeated(char **list, char **entry, int length)
{
	while (list != entry)
		if (memcmp(*list++, *entry, length) == 0)
			return 1;
	return 0;
}

int main(int argc, char **argv)
{
	int family = AF_INET;
	char *host;

	if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		host = argv[1];
	} else if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		host = argv[2];
		family = AF_INET6;
	} else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		exit(1);
	}

	struct hostent *hp = gethostbyname2(host, family);
	if (hp == NULL) {
		fprintf(stderr, "nslookup: %s: ", host);
		herror(NULL);
		exit(1);
	}
	for (char **a = hp->h_addr_list; *a != NULL; a++)
		if (!is_repeated(hp->h_addr_list, a, hp->h_length))
			print(family, *a);
	if (fflush(stdout) == EOF) {
		perror("nslookup: stdout");
		exit(1);
	}
	exit(0);
}
