/*
 * cause: fills an array without looking at its size
 * shows: From the eleventh address on it writes past its array.
 * fails: many_addresses_over_tcp
 *
 * cause: expects that an IPv6 address fits where a dotted quad fits
 * shows: Long IPv6 addresses come out empty.
 * fails: ipv6_address ipv6_every_address_once ipv6_canonical_text
 *   ipv6_on_loopback_only_machine
 *
 * cause: hands the resolver's code on as its exit status
 * shows: The exit status is 254 for an unknown name.
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters no_socket
 *
 * cause: takes printf's word that the line was written
 * shows: On a full disk the exit status is 0.
 * fails: full_disk
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#define MAX 10

char results[MAX][INET_ADDRSTRLEN];
int count = 0;

void add(struct addrinfo *ai)
{
	char text[INET_ADDRSTRLEN] = "";
	void *p = ai->ai_family == AF_INET
		? (void *)&((struct sockaddr_in *)ai->ai_addr)->sin_addr
		: (void *)&((struct sockaddr_in6 *)ai->ai_addr)
			  ->sin6_addr;
	int i;

	inet_ntop(ai->ai_family, p, text, sizeof(text));
	for (i = 0; i < count; i++)
		if (strcmp(results[i], text) == 0)
			return;
	strcpy(results[count++], text);
}

int main(int argc, char *argv[])
{
	struct addrinfo hints, *res, *ai;
	char *host = argv[argc - 1];
	int six = 0, i, err;

	if (argc >= 2 && strcmp(argv[1], "-6") == 0)
		six = 1;
	if (argc != 2 + six) {
		fprintf(stderr, "USAGE: nslookup [-6] <host>\n");
		return 1;
	}
	memset(&hints, 0, sizeof(hints));
	hints.ai_family = six ? AF_INET6 : AF_INET;
	hints.ai_socktype = SOCK_STREAM;
	err = getaddrinfo(host, 0, &hints, &res);
	if (err) {
		fprintf(stderr, "%s: %s\n", host,
			err == EAI_SYSTEM ? strerror(errno)
					  : gai_strerror(err));
		return err;
	}
	for (ai = res; ai; ai = ai->ai_next)
		add(ai);
	freeaddrinfo(res);
	for (i = 0; i < count; i++)
		if (printf("%s\n", results[i]) < 0) {
			perror("printf");
			return 1;
		}
	return 0;
}
