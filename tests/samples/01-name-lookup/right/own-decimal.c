/* Prints IPv4 addresses byte by byte, as numbers, without inet_ntop. */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
	uint8_t bytes[16];
};

static int print(const struct entry *e, int family)
{
	const uint8_t *b = e->bytes;
	char text[INET6_ADDRSTRLEN];

	if (family == AF_INET)
		return printf("%u.%u.%u.%u\n", b[0], b[1], b[2], b[3]);
	return printf("%s\n", inet_ntop(family, b, text, sizeof text));
}

static struct entry unpack(const struct addrinfo *ai)
{
	struct entry e = { { 0 } };
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (ai->ai_family == AF_INET) {
		memcpy(&v4, ai->ai_addr, sizeof v4);
		memcpy(e.bytes, &v4.sin_addr, sizeof v4.sin_addr);
	} else {
		memcpy(&v6, ai->ai_addr, sizeof v6);
		memcpy(e.bytes, &v6.sin6_addr, sizeof v6.sin6_addr);
	}
	return e;
}

static int print_new(
	const struct addrinfo *list, const struct addrinfo *ai)
{
	struct entry wanted = unpack(ai);

	for (; list != ai; list = list->ai_next) {
		struct entry earlier = unpack(list);

		if (memcmp(&earlier, &wanted, sizeof wanted) == 0)
			return 0;
	}
	return print(&wanted, ai->ai_family);
}

int main(int argc, char **argv)
{
	struct addrinfo *list, hints = { .ai_flags = 0 };
	int six = argc > 1 && !strcmp(argv[1], "-6");

	if (argc != 2 + six) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	hints.ai_family = six ? AF_INET6 : AF_INET;
	int code = getaddrinfo(argv[1 + six], NULL, &hints, &list);
	if (code == EAI_SYSTEM) {
		perror(argv[1 + six]);
		return 1;
	}
	if (code != 0) {
		fprintf(stderr, "%s: %s\n", argv[1 + six],
			gai_strerror(code));
		return 1;
	}
	for (struct addrinfo *ai = list; ai != NULL; ai = ai->ai_next)
		if (print_new(list, ai) < 0)
			break;
	freeaddrinfo(list);
	if (ferror(stdout) || fflush(stdout) == EOF) {
		perror("stdout");
		return 1;
	}
	return 0;
}
