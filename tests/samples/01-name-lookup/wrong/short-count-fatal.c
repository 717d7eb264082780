/*
 * misconception: takes a write that was cut short for a failure
 * fails: short_write
 * shows: Where write takes only a part, it gives up instead of writing
 *   the rest.
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void print_line(char *line)
{
	ssize_t length;

	strcat(line, "\n");
	length = (ssize_t)strlen(line);
	errno = 0;
	if (write(1, line, length) != length) {
		perror("nslookup: write failed");
		exit(1);
	}
}

static int repeated(struct addrinfo *list, struct addrinfo *entry)
{
	for (; list != entry; list = list->ai_next)
		if (!memcmp(list->ai_addr, entry->ai_addr,
			    entry->ai_addrlen))
			return 1;
	return 0;
}

int main(int argc, char **argv)
{
	struct addrinfo hints, *list, *entry;
	char line[NI_MAXHOST];

	memset(&hints, 0, sizeof hints);
	hints.ai_socktype = SOCK_STREAM;
	hints.ai_family = AF_INET;
	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		hints.ai_family = AF_INET6;
	else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		exit(1);
	}

	int code = getaddrinfo(argv[argc - 1], NULL, &hints, &list);
	if (code != 0) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[argc - 1],
			gai_strerror(code));
		exit(1);
	}
	for (entry = list; entry != NULL; entry = entry->ai_next) {
		getnameinfo(entry->ai_addr, entry->ai_addrlen, line,
			sizeof line, NULL, 0, NI_NUMERICHOST);
		if (!repeated(list, entry))
			print_line(line);
	}
	freeaddrinfo(list);
	return 0;
}
