/*
 * cause: takes -6 for "the IPv6 addresses too"
 * shows: -6 prints the IPv4 addresses as well.
 * fails: ipv6_address ipv6_missing
 *
 * cause: takes a single argument for a host whatever it is
 * shows: "-6" alone is looked up as a name.
 * fails: usage_with_only_dash_6
 *
 * cause: expects that what it prints always arrives
 * shows: On a full disk the exit status is 0.
 * fails: full_disk
 *
 * cause: takes the resolver's number for a reason that people
 *   understand
 * shows: Of an unknown name and of a server that fails it says the same
 *   but for the number.
 * fails: server_failure
 */
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct node {
	char text[NI_MAXHOST];
	struct node *next;
};

static bool contains(const struct node *n, const char *text)
{
	return n && (!strcmp(n->text, text) || contains(n->next, text));
}

static struct node *push(struct node *head, const char *text)
{
	struct node *n = malloc(sizeof *n);
	strcpy(n->text, text);
	n->next = head;
	return n;
}

static void print_and_free(struct node *n)
{
	if (n == NULL)
		return;
	print_and_free(n->next);
	puts(n->text);
	free(n);
}

int main(int argc, char *argv[])
{
	if (argc != 2 && !(argc == 3 && !strcmp(argv[1], "-6"))) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}

	struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
		.ai_family = argc == 3 ? AF_UNSPEC : AF_INET };
	struct addrinfo *list;
	struct node *found = NULL;
	const char *host = argv[argc - 1];
	int code = getaddrinfo(host, NULL, &hints, &list);

	if (code != 0) {
		fprintf(stderr, "Could not resolve %s, error %d\n",
			host, code);
		return EXIT_FAILURE;
	}
	for (struct addrinfo *a = list; a; a = a->ai_next) {
		char text[NI_MAXHOST];
		getnameinfo(a->ai_addr, a->ai_addrlen, text,
			sizeof text, NULL, 0, NI_NUMERICHOST);
		if (!contains(found, text))
			found = push(found, text);
	}
	freeaddrinfo(list);
	print_and_free(found);
	return EXIT_SUCCESS;
}
