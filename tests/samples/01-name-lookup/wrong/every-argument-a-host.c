/*
 * misconception: looks up as many hosts as it is given
 * fails: usage_with_two_hosts usage_with_dash_6_and_two_hosts
 * shows: With two hosts it prints the addresses of both instead of a
 *   usage line.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

static const void *raw(const struct addrinfo *a, size_t *n)
{
	if (a->ai_family == AF_INET6) {
		*n = sizeof(struct in6_addr);
		return &((struct sockaddr_in6 *)a->ai_addr)->sin6_addr;
	}
	*n = sizeof(struct in_addr);
	return &((struct sockaddr_in *)a->ai_addr)->sin_addr;
}

static int lookup(const char *host, int family)
{
	struct addrinfo hints = { .ai_family = family,
		.ai_protocol = IPPROTO_TCP };
	struct addrinfo *all, *a, *b;
	char text[INET6_ADDRSTRLEN];
	size_t n;

	int code = getaddrinfo(host, NULL, &hints, &all);
	if (code) {
		fprintf(stderr, "%s: %s\n", host, gai_strerror(code));
		return 1;
	}
	for (a = all; a; a = a->ai_next) {
		for (b = all; b != a; b = b->ai_next)
			if (!memcmp(raw(a, &n), raw(b, &n), n))
				break;
		if (a == b)
			puts(inet_ntop(
				family, raw(a, &n), text, sizeof text));
	}
	freeaddrinfo(all);
	return 0;
}

int main(int argc, char **argv)
{
	int family = AF_INET, i = 1, bad = 0;

	if (argc > 1 && !strcmp(argv[1], "-6")) {
		family = AF_INET6;
		i++;
	}
	if (i == argc) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			*argv);
		return 1;
	}
	while (i < argc)
		bad |= lookup(argv[i++], family);
	if (fflush(stdout)) {
		perror("nslookup: write");
		bad = 1;
	}
	return bad;
}
