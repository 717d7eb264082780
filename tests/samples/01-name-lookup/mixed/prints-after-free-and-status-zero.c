/*
 * cause: expects that addresses stay good after the list was freed
 * shows: It reads freed memory.
 * fails: one_address nothing_on_stderr newline_at_the_end
 *   numeric_address alias chain_of_aliases hosts_file three_addresses
 *   every_byte_value many_addresses_over_tcp repeated_address_once
 *   hosts_file_lines short_write memory_given_back full_disk
 *   ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 *
 * cause: takes a message for enough and leaves the exit status alone
 * shows: The exit status is 0 although nothing was found.
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket
 *
 * cause: counts a usage line as a success
 * shows: After a wrong command line the exit status is 0.
 * fails: usage_without_arguments usage_with_two_hosts
 *   usage_with_only_dash_6 usage_with_dash_6_and_two_hosts
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

typedef struct addrinfo AI;

AI *Lookup(char *name, int family)
{
	AI h, *r = NULL;
	int e;

	memset(&h, 0, sizeof h);
	h.ai_family = family;
	h.ai_socktype = SOCK_STREAM;
	e = getaddrinfo(name, NULL, &h, &r);
	if (e == EAI_SYSTEM) {
		warn("%s", name);
		exit(0);
	}
	if (e) {
		warnx("%s: %s", name, gai_strerror(e));
		exit(0);
	}
	freeaddrinfo(r); /* must not forget */
	return r;
}

void Print(AI *p)
{
	char s[INET6_ADDRSTRLEN];
	if (p->ai_family == AF_INET)
		inet_ntop(AF_INET,
			&((struct sockaddr_in *)p->ai_addr)->sin_addr,
			s, sizeof s);
	else
		inet_ntop(AF_INET6,
			&((struct sockaddr_in6 *)p->ai_addr)->sin6_addr,
			s, sizeof s);
	puts(s);
}

int Twice(AI *list, AI *p)
{
	for (; list != p; list = list->ai_next)
		if (list->ai_addrlen == p->ai_addrlen &&
			!memcmp(list->ai_addr, p->ai_addr,
				p->ai_addrlen))
			return 1;
	return 0;
}

int main(int argc, char *argv[])
{
	int family = AF_INET;
	AI *list, *p;

	if (argc > 1 && !strcmp(argv[1], "-6")) {
		family = AF_INET6;
		argv++;
		argc--;
	}
	if (argc != 2) {
		fprintf(stderr, "USAGE: nslookup [-6] name\n");
		return 0;
	}
	list = Lookup(argv[1], family);
	for (p = list; p; p = p->ai_next)
		if (!Twice(list, p))
			Print(p);
	if (fflush(stdout) || ferror(stdout))
		err(1, "stdout");
	return 0;
}
