/*
 * cause: accepts a host only if it looks like a name
 * shows: A host that begins with a digit or a colon is refused.
 * fails: numeric_address ipv6_numeric
 *
 * cause: takes an alias for a failed look-up
 * shows: Where the name found is not the name asked for, it reports a
 *   failure.
 * fails: alias chain_of_aliases
 *
 * cause: tells the reason of a failure but not which host it was
 * shows: The host's name is missing from stderr.
 * fails: unknown_name
 *
 * cause: expects that write takes all it is given
 * shows: Where write takes only a part, the rest of the lines is lost.
 * fails: short_write full_disk
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LINE 64

static void say(const char *s)
{
	fprintf(stderr, "nslookup: %s\n", s);
	exit(1);
}

int main(int argc, char **argv)
{
	struct addrinfo hints, *list, *p, *q;
	char *host, *all, text[LINE];
	int af = AF_INET, rc;

	if (argc > 1 && strcmp(argv[1], "-6") == 0) {
		af = AF_INET6;
		--argc;
		++argv;
	}
	if (argc != 2) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		exit(1);
	}
	host = argv[1];
	if (isdigit((unsigned char)*host) || *host == ':')
		say("that is an address already");
	memset(&hints, 0, sizeof hints);
	hints.ai_family = af;
	hints.ai_socktype = SOCK_STREAM;
	hints.ai_flags = AI_CANONNAME;
	rc = getaddrinfo(host, NULL, &hints, &list);
	if (rc == EAI_SYSTEM)
		say(strerror(errno));
	if (rc != 0)
		say(gai_strerror(rc));
	if (strcasecmp(host, list->ai_canonname) != 0)
		say("got an answer for another host");
	all = calloc(1, 100 * LINE);
	for (p = list; p; p = p->ai_next) {
		getnameinfo(p->ai_addr, p->ai_addrlen, text, LINE, NULL,
			0, NI_NUMERICHOST);
		for (q = list; q != p; q = q->ai_next)
			if (p->ai_addrlen == q->ai_addrlen &&
				!memcmp(p->ai_addr, q->ai_addr,
					p->ai_addrlen))
				break;
		if (q == p) {
			strcat(all, text);
			strcat(all, "\n");
		}
	}
	write(STDOUT_FILENO, all, strlen(all));
	free(all);
	freeaddrinfo(list);
	return 0;
}
