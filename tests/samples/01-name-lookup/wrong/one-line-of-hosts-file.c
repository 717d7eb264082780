/*
 * misconception: stops at the first line of /etc/hosts that has the
 *   name
 * fails: hosts_file_lines
 * shows: Of several lines for one name only the first address is
 *   printed.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Look into /etc/hosts, which is quicker than to ask DNS. */
static int in_hosts_file(const char *host)
{
	struct hostent *e;
	int i;

	sethostent(1);
	while ((e = gethostent()) != NULL) {
		if (e->h_addrtype != AF_INET)
			continue;
		if (strcasecmp(e->h_name, host) == 0)
			break;
		for (i = 0; e->h_aliases[i] != NULL; i++)
			if (strcasecmp(e->h_aliases[i], host) == 0)
				break;
		if (e->h_aliases[i] != NULL)
			break;
	}
	if (e != NULL)
		puts(inet_ntoa(*(struct in_addr *)e->h_addr_list[0]));
	endhostent();
	return e != NULL;
}

static int ask(const char *host, int family)
{
	struct hostent *e = gethostbyname2(host, family);
	char text[INET6_ADDRSTRLEN];

	if (e == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			hstrerror(h_errno));
		return 0;
	}
	for (int i = 0, j; e->h_addr_list[i] != NULL; i++) {
		for (j = 0; memcmp(e->h_addr_list[j], e->h_addr_list[i],
				    e->h_length) != 0;
			j++)
			;
		if (j == i)
			puts(inet_ntop(family, e->h_addr_list[i], text,
				sizeof text));
	}
	return 1;
}

int main(int argc, char *argv[])
{
	int ok;

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		ok = ask(argv[2], AF_INET6);
	} else if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		ok = in_hosts_file(argv[1]) || ask(argv[1], AF_INET);
	} else {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}
	if (fflush(stdout) == EOF) {
		perror("nslookup: write");
		return EXIT_FAILURE;
	}
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
