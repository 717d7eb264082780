/*
 * misconception: leaves its own name out of the usage line
 * fails: usage_without_arguments usage_with_two_hosts
 *   usage_with_only_dash_6 usage_with_dash_6_and_two_hosts
 * shows: "USAGE: " is followed by the arguments at once.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char *argv[])
{
	struct hostent *info;
	int v6 = 0, i, k;

	if (argc >= 2 && strcmp(argv[1], "-6") == 0)
		v6 = 1;
	if (argc - v6 != 2) {
		fputs("USAGE: [-6] <inet_address>\n", stderr);
		return 1;
	}

	if (v6)
		info = gethostbyname2(argv[2], AF_INET6);
	else
		info = gethostbyname(argv[1]);
	if (!info) {
		fprintf(stderr, "%s: cannot look up %s: %s\n", argv[0],
			argv[argc - 1], hstrerror(h_errno));
		return 1;
	}

	for (i = 0; info->h_addr_list[i]; i++) {
		char name[INET6_ADDRSTRLEN];

		for (k = 0; k < i; k++)
			if (!memcmp(info->h_addr_list[k],
				    info->h_addr_list[i],
				    info->h_length))
				break;
		if (k < i)
			continue;
		inet_ntop(info->h_addrtype, info->h_addr_list[i], name,
			sizeof name);
		fprintf(stdout, "%s\n", name);
	}

	fflush(stdout);
	if (ferror(stdout)) {
		fprintf(stderr, "%s: stdout: %m\n", argv[0]);
		return 1;
	}
	return 0;
}
