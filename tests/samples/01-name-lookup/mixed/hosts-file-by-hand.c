/*
 * cause: takes /etc/hosts for the list of all hosts
 * shows: A name that only DNS knows is reported as missing from the
 *   file.
 * fails: one_address nothing_on_stderr newline_at_the_end alias
 *   chain_of_aliases three_addresses every_byte_value
 *   many_addresses_over_tcp repeated_address_once short_write
 *   memory_given_back server_failure full_disk no_socket ipv6_address
 *   ipv6_every_address_once ipv6_canonical_text
 *   ipv6_on_loopback_only_machine ipv6_missing
 *
 * cause: stops at the first line of /etc/hosts that has the name
 * shows: Of several lines for one name only the first address is
 *   printed.
 * fails: hosts_file_lines
 *
 * cause: accepts a host only if it looks like a name
 * shows: An address is looked for in the file as if it were a name.
 * fails: numeric_address ipv6_numeric
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* searches the hosts file for name, v6 says which kind */
static int search(const char *name, int v6, char *result, size_t size)
{
	char line[1024];
	FILE *f = fopen("/etc/hosts", "r");

	if (f == NULL)
		return -1;
	while (fgets(line, sizeof line, f) != NULL) {
		char *hash = strchr(line, '#');
		char *address, *alias;

		if (hash)
			*hash = '\0';
		address = strtok(line, " \t\r\n");
		if (address == NULL ||
			(strchr(address, ':') != NULL) != v6)
			continue;
		while ((alias = strtok(NULL, " \t\r\n")) != NULL) {
			if (strcmp(alias, name) == 0) {
				snprintf(result, size, "%s", address);
				fclose(f);
				return 1;
			}
		}
	}
	fclose(f);
	return 0;
}

int main(int argc, char *argv[])
{
	char address[128];
	int v6 = 0, found;
	const char *name;

	if (argc == 2 && strcmp(argv[1], "-6") != 0) {
		name = argv[1];
	} else if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		name = argv[2];
		v6 = 1;
	} else {
		fputs("USAGE: nslookup [-6] <inet_address>\n", stderr);
		return 1;
	}
	found = search(name, v6, address, sizeof address);
	if (found == -1) {
		perror("/etc/hosts");
		return 1;
	}
	if (found == 0) {
		fprintf(stderr,
			"nslookup: %s: unknown host, not in "
			"/etc/hosts\n",
			name);
		return 1;
	}
	puts(address);
	if (fflush(stdout) != 0) {
		perror("stdout");
		return 1;
	}
	return 0;
}
