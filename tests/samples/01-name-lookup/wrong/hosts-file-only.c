/*
 * misconception: takes /etc/hosts for the list of all hosts
 * fails: one_address nothing_on_stderr newline_at_the_end alias
 *   chain_of_aliases three_addresses every_byte_value
 *   many_addresses_over_tcp repeated_address_once short_write
 *   memory_given_back server_failure full_disk no_socket ipv6_address
 *   ipv6_every_address_once ipv6_canonical_text
 *   ipv6_on_loopback_only_machine ipv6_missing
 * shows: A name that only DNS knows is reported as missing from the
 *   file.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char found[100][INET6_ADDRSTRLEN];
static int n;

static void remember(const char *text)
{
	for (int i = 0; i < n; i++)
		if (strcmp(found[i], text) == 0)
			return;
	if (n < 100)
		snprintf(found[n++], sizeof found[0], "%s", text);
}

static void scan(char *line, const char *host, int family)
{
	unsigned char binary[16];
	char *address, *name;

	line[strcspn(line, "#\n")] = '\0';
	address = strtok(line, " \t");
	if (!address || inet_pton(family, address, binary) != 1)
		return;
	while ((name = strtok(NULL, " \t")))
		if (strcmp(name, host) == 0)
			remember(address);
}

int main(int argc, char *argv[])
{
	int six = argc > 1 && strcmp(argv[1], "-6") == 0;
	int family = six ? AF_INET6 : AF_INET;
	unsigned char binary[16];
	char line[1000];
	FILE *file;

	if (argc != 2 + six) {
		fputs("USAGE: nslookup [-6] <inet_address>\n", stderr);
		return 1;
	}

	const char *host = argv[1 + six];
	if ((file = fopen("/etc/hosts", "r")) == NULL) {
		fprintf(stderr, "%s: %s\n", host, strerror(errno));
		return 1;
	}
	while (fgets(line, sizeof line, file))
		scan(line, host, family);
	fclose(file);
	if (inet_pton(family, host, binary) == 1)
		remember(host);

	for (int i = 0; i < n; i++)
		puts(found[i]);
	if (n == 0) {
		fprintf(stderr, "%s: not found in /etc/hosts\n", host);
		return 1;
	}
	if (fflush(stdout)) {
		perror("stdout");
		return 1;
	}
	return 0;
}
