/*
 * misconception: waits for an answer as if one had to come
 * fails: no_answer
 * shows: With a silent server it sits in one look-up for hours.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void be_patient(void)
{
	res_init();
	_res.retrans = 60 * 60;
	_res.retry = 5;
}

int main(int argc, char *argv[])
{
	int family = AF_INET;

	if (argc == 3 && !strcmp(argv[1], "-6"))
		family = AF_INET6;
	else if (argc != 2 || !strcmp(argv[1], "-6")) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return 1;
	}

	const char *host = argv[argc - 1];
	be_patient();
	struct hostent *ent = gethostbyname2(host, family);
	if (!ent) {
		fprintf(stderr, "nslookup: %s: %s\n", host,
			hstrerror(h_errno));
		return 1;
	}

	for (int i = 0; ent->h_addr_list[i]; i++) {
		int first = 0;
		char text[INET6_ADDRSTRLEN];

		while (memcmp(ent->h_addr_list[first],
			ent->h_addr_list[i], ent->h_length))
			first++;
		if (first < i)
			continue;
		inet_ntop(
			family, ent->h_addr_list[i], text, sizeof text);
		if (puts(text) == EOF)
			break;
	}
	if (ferror(stdout) || fflush(stdout)) {
		perror("nslookup: cannot write");
		return 1;
	}
	return 0;
}
