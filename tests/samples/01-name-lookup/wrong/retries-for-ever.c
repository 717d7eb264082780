/*
 * misconception: takes a temporary failure for one that passes if it
 *   only asks again
 * fails: server_failure server_refuses no_answer
 * shows: It asks the same server again and again and never ends.
 */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int resolve(const char *host, int family, struct addrinfo **res)
{
	struct addrinfo hints = { .ai_family = family,
		.ai_socktype = SOCK_STREAM };
	int code;

	while ((code = getaddrinfo(host, NULL, &hints, res)) ==
		EAI_AGAIN)
		sleep(1);
	return code;
}

int main(int argc, char *argv[])
{
	struct addrinfo *res, *p, *q;
	int six = argc > 1 && strcmp(argv[1], "-6") == 0;

	if (argc != 2 + six) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			argv[0]);
		return 1;
	}

	const char *host = argv[1 + six];
	int code = resolve(host, six ? AF_INET6 : AF_INET, &res);
	if (code != 0) {
		fprintf(stderr, "%s: %s: %s\n", argv[0], host,
			gai_strerror(code));
		return 1;
	}

	for (p = res; p != NULL; p = p->ai_next) {
		char text[NI_MAXHOST];

		for (q = res; q != p; q = q->ai_next)
			if (!memcmp(q->ai_addr, p->ai_addr,
				    p->ai_addrlen))
				break;
		if (q != p)
			continue;
		if (getnameinfo(p->ai_addr, p->ai_addrlen, text,
			    sizeof text, NULL, 0, NI_NUMERICHOST) == 0)
			printf("%s\n", text);
	}
	freeaddrinfo(res);
	if (fflush(stdout) == EOF) {
		perror(argv[0]);
		return 1;
	}
	return 0;
}
