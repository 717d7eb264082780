/*
 * misconception: expects that a child process starts with an empty
 *   stdio buffer
 * fails: three_addresses repeated_address_once hosts_file_lines
 *   ipv6_every_address_once
 * shows: In a pipe each child repeats the lines of those before it.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child for each further address: they can be formatted at once. */
static void print(int family, char **list, int i, int length)
{
	char text[INET6_ADDRSTRLEN];
	int status = 0;

	for (int j = 0; j < i; j++)
		if (memcmp(list[i], list[j], length) == 0)
			return;
	if (i > 0 && fork() != 0) {
		wait(&status);
		if (status != 0)
			exit(1);
		return;
	}
	puts(inet_ntop(family, list[i], text, sizeof text));
	if (i > 0)
		exit(0);
}

int main(int argc, char *argv[])
{
	int six = argc > 1 && strcmp(argv[1], "-6") == 0;
	int family = six ? AF_INET6 : AF_INET;

	if (argc != 2 + six) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		exit(1);
	}
	struct hostent *h = gethostbyname2(argv[1 + six], family);
	if (h == NULL) {
		fprintf(stderr, "nslookup: %s: %s\n", argv[1 + six],
			hstrerror(h_errno));
		exit(1);
	}
	for (int i = 0; h->h_addr_list[i] != NULL; i++)
		print(family, h->h_addr_list, i, h->h_length);
	if (fflush(stdout) != 0) {
		perror("nslookup: stdout");
		exit(1);
	}
	exit(0);
}
