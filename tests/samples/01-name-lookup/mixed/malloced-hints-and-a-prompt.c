/*
 * cause: expects that memory is zero when it gets it
 * shows: The hints come from malloc, and what stands in them makes the
 *   look-up fail.
 * fails: one_address nothing_on_stderr newline_at_the_end
 *   numeric_address alias chain_of_aliases hosts_file three_addresses
 *   every_byte_value many_addresses_over_tcp repeated_address_once
 *   hosts_file_lines short_write memory_given_back server_failure
 *   full_disk ipv6_address ipv6_every_address_once ipv6_numeric
 *   ipv6_canonical_text ipv6_on_loopback_only_machine
 *
 * cause: asks for the host on stdin where the argument is missing
 * shows: Without arguments it prints a prompt and reads a line.
 * fails: usage_without_arguments
 *
 * cause: tells the reason of a failure but not which host it was
 * shows: The host's name is missing from stderr.
 * fails: unknown_name server_failure no_socket ipv6_missing
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

typedef struct addrinfo *List;

char *getHost(int argc, char **argv, int *family)
{
	static char line[1000];

	*family = AF_INET;
	if (argc == 1) {
		printf("host: ");
		fflush(stdout);
		if (!fgets(line, sizeof(line), stdin))
			exit(1);
		line[strcspn(line, "\n")] = 0;
		return line;
	}
	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		*family = AF_INET6;
		return argv[2];
	}
	if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		exit(1);
	}
	return argv[1];
}

List getList(char *host, int family)
{
	List hints = malloc(sizeof(struct addrinfo));
	List list;
	int status;

	hints->ai_family = family;
	hints->ai_socktype = SOCK_STREAM;
	hints->ai_protocol = 0;
	status = getaddrinfo(host, NULL, hints, &list);
	free(hints);
	if (status == EAI_SYSTEM) {
		fprintf(stderr, "error: %s\n", strerror(errno));
		exit(1);
	}
	if (status) {
		fprintf(stderr, "error: %s\n", gai_strerror(status));
		exit(1);
	}
	return list;
}

int isRepeated(List list, List item)
{
	for (; list != item; list = list->ai_next)
		if (memcmp(list->ai_addr, item->ai_addr,
			    item->ai_addrlen) == 0)
			return 1;
	return 0;
}

int main(int argc, char *argv[])
{
	int family;
	char *host = getHost(argc, argv, &family);
	List list = getList(host, family), item;
	char text[INET6_ADDRSTRLEN];

	for (item = list; item; item = item->ai_next) {
		if (isRepeated(list, item))
			continue;
		if (family == AF_INET)
			inet_ntop(family,
				&((struct sockaddr_in *)item->ai_addr)
					 ->sin_addr,
				text, sizeof(text));
		else
			inet_ntop(family,
				&((struct sockaddr_in6 *)item->ai_addr)
					 ->sin6_addr,
				text, sizeof(text));
		printf("%s\n", text);
	}
	freeaddrinfo(list);
	if (fflush(stdout) == EOF) {
		perror("stdout");
		return 1;
	}
	return 0;
}
