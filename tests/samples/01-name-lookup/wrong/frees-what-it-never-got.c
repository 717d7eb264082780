/*
 * misconception: frees the list after a failed look-up too
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket ipv6_missing
 * shows: freeaddrinfo follows a pointer that was never set and crashes.
 */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct lookup {
	const char *host;
	struct addrinfo hints;
	struct addrinfo *list;
};

static struct lookup *new_lookup(const char *host, int family)
{
	struct lookup *l = malloc(sizeof *l);

	if (l == NULL) {
		perror(host);
		exit(1);
	}
	l->host = host;
	memset(&l->hints, 0, sizeof l->hints);
	l->hints.ai_family = family;
	l->hints.ai_socktype = SOCK_STREAM;
	return l;
}

static void free_lookup(struct lookup *l)
{
	freeaddrinfo(l->list);
	free(l);
}

static void print(struct lookup *l)
{
	for (struct addrinfo *p = l->list; p; p = p->ai_next) {
		struct addrinfo *q = l->list;
		char text[NI_MAXHOST];

		while (memcmp(q->ai_addr, p->ai_addr, p->ai_addrlen))
			q = q->ai_next;
		getnameinfo(p->ai_addr, p->ai_addrlen, text,
			sizeof text, NULL, 0, NI_NUMERICHOST);
		if (q == p)
			puts(text);
	}
}

int main(int argc, char *argv[])
{
	int six = argc > 1 && !strcmp(argv[1], "-6");

	if (argc != 2 + six) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}
	struct lookup *l =
		new_lookup(argv[1 + six], six ? AF_INET6 : AF_INET);
	int code = getaddrinfo(l->host, NULL, &l->hints, &l->list);
	if (code == 0)
		print(l);
	else
		fprintf(stderr, "nslookup: %s: %s\n", l->host,
			gai_strerror(code));
	free_lookup(l);
	if (fflush(stdout)) {
		perror("nslookup: stdout");
		return 1;
	}
	return code != 0;
}
