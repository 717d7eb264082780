/*
 * cause: takes the resolver's code for a number of errno
 * shows: strerror says "Unknown error -2".
 * fails: unknown_name name_without_ipv4 server_failure server_refuses
 *   no_answer overlong_name odd_characters
 *
 * cause: trusts the resolver to name each address once
 * shows: An address that comes twice is printed twice.
 * fails: repeated_address_once hosts_file_lines ipv6_every_address_once
 *
 * cause: expects that what it prints always arrives
 * shows: On a full disk the exit status is 0.
 * fails: full_disk
 *
 * cause: leaves its own name out of the usage line
 * shows: "USAGE: " is followed by the arguments at once.
 * fails: usage_without_arguments usage_with_two_hosts
 *   usage_with_only_dash_6 usage_with_dash_6_and_two_hosts
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static int family = AF_INET;
static const char *name;

static void read_args(int argc, char *argv[])
{
	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		family = AF_INET6;
	else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr, "USAGE: [-6] <inet_address>\n");
		exit(1);
	}
	name = argv[argc - 1];
}

static struct addrinfo *ask(void)
{
	struct addrinfo *answer, question;
	int failed;

	memset(&question, 0, sizeof(question));
	question.ai_family = family;
	question.ai_protocol = IPPROTO_TCP;
	failed = getaddrinfo(name, NULL, &question, &answer);
	if (failed) {
		fprintf(stderr, "%s: %s\n", name, strerror(failed));
		exit(1);
	}
	return answer;
}

static void show(const struct sockaddr *sa)
{
	char b[INET6_ADDRSTRLEN];

	if (sa->sa_family == AF_INET)
		inet_ntop(AF_INET,
			&((const struct sockaddr_in *)sa)->sin_addr, b,
			sizeof(b));
	else
		inet_ntop(AF_INET6,
			&((const struct sockaddr_in6 *)sa)->sin6_addr,
			b, sizeof(b));
	printf("%s\n", b);
}

int main(int argc, char *argv[])
{
	struct addrinfo *all, *one;

	read_args(argc, argv);
	all = ask();
	for (one = all; one != NULL; one = one->ai_next)
		show(one->ai_addr);
	freeaddrinfo(all);
	return 0;
}
