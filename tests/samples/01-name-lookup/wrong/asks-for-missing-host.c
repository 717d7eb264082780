/*
 * misconception: asks for the host on stdin where the argument is
 *   missing
 * fails: usage_without_arguments
 * shows: Without arguments it prints a prompt and reads a line instead
 *   of a usage line.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char line[1024];

static char *ask(void)
{
	printf("host: ");
	fflush(stdout);
	if (fgets(line, sizeof line, stdin) == NULL)
		exit(1);
	line[strcspn(line, "\n")] = '\0';
	return line;
}

int main(int argc, char *argv[])
{
	int six = argc > 1 && strcmp(argv[1], "-6") == 0;
	char *host;

	if (argc == 1) {
		host = ask();
	} else if (argc == 2 + six) {
		host = argv[1 + six];
	} else {
		fprintf(stderr,
			"USAGE: nslookup [-6] [<inet_address>]\n");
		return 1;
	}

	struct addrinfo hints = { .ai_family = six ? AF_INET6 : AF_INET,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *list;
	int error = getaddrinfo(host, "80", &hints, &list);
	if (error) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			gai_strerror(error));
		return 1;
	}

	for (struct addrinfo *a = list; a; a = a->ai_next) {
		struct addrinfo *b = list;
		char text[INET6_ADDRSTRLEN];

		while (memcmp(a->ai_addr, b->ai_addr, a->ai_addrlen))
			b = b->ai_next;
		if (a != b)
			continue;
		getnameinfo(a->ai_addr, a->ai_addrlen, text,
			sizeof text, NULL, 0, NI_NUMERICHOST);
		puts(text);
	}
	freeaddrinfo(list);
	if (fflush(stdout)) {
		perror("nslookup");
		return 1;
	}
	return 0;
}
