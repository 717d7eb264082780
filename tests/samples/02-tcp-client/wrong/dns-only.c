/*
 * misconception: takes DNS for the only place where names are
 * fails: name_in_hosts_file
 * shows: A name in /etc/hosts is reported as unknown.
 */
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <netdb.h>
#include <resolv.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The addresses of a name, by a question to DNS itself. */
static int ask(const char *name, int type, struct addrinfo ***end,
	const char *port)
{
	unsigned char answer[4096], *p = answer + 12;
	char text[INET6_ADDRSTRLEN];
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST,
		.ai_socktype = SOCK_STREAM };
	int length = res_query(name, 1, type, answer, sizeof answer);

	if (length < 0)
		return h_errno;
	unsigned char *stop = answer + length;
	p += dn_skipname(p, stop) + 4;
	while (p < stop) {
		p += dn_skipname(p, stop) + 10;
		if (p[-9] == type) {
			inet_ntop(type == 1 ? AF_INET : AF_INET6, p,
				text, sizeof text);
			if (getaddrinfo(text, port, &hints, *end) == 0)
				*end = &(**end)->ai_next;
		}
		p += p[-2] << 8 | p[-1];
	}
	return 0;
}
int main(int argc, char *argv[])
{
	struct addrinfo hints = { 0 }, *ai = NULL, *list = NULL;
	int s = -1, r, e = 0;
	char *tail;
	size_t n, done;
	ssize_t k;
	char block[1500];

	if (argc != 4) {
		fputs("USAGE: ", stderr);
		fputs(argv[0], stderr);
		fputs(" <server> <word> <port>\n", stderr);
		return 1;
	}
	long port = strtol(argv[3], &tail, 10);
	if (*tail || tail == argv[3] || port < 1 || port > 0xffff) {
		fputs("port?\n", stderr);
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);

	/* find the server */
	hints.ai_socktype = SOCK_STREAM;
	hints.ai_flags = AI_NUMERICHOST;
	r = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (r) {
		struct addrinfo **end = &list;

		list = NULL;
		r = ask(argv[1], 1, &end, argv[3]);
		ask(argv[1], 28, &end, argv[3]);
	}
	if (!list) {
		fprintf(stderr, "%s: %s\n", argv[1], hstrerror(r));
		return 1;
	}

	/* connect */
	for (ai = list; ai; ai = ai->ai_next) {
		s = socket(ai->ai_family, ai->ai_socktype, 0);
		if (s < 0) {
			e = errno;
			continue;
		}
	again:
		if (!connect(s, ai->ai_addr, ai->ai_addrlen))
			break;
		if (errno == EINTR)
			goto again;
		e = errno;
		close(s);
	}
	freeaddrinfo(list);
	if (!ai) {
		fprintf(stderr, "%s: %s\n", argv[1], strerror(e));
		return 1;
	}

	/* send the word */
	n = strlen(argv[2]);
	for (done = 0; done < n; done += k) {
		k = send(s, argv[2] + done, n - done, 0);
		if (k < 0 && errno == EINTR)
			k = 0;
		if (k < 0) {
			perror("send");
			return 1;
		}
	}

	/* get it back */
	printf("Received: ");
	for (done = 0; done < n; done += k) {
		size_t m = n - done;
		if (m > sizeof block)
			m = sizeof block;
		k = recv(s, block, m, 0);
		if (!k) {
			fputs("lost the server\n", stderr);
			return 1;
		}
		if (k < 0 && errno != EINTR) {
			perror("recv");
			return 1;
		}
		if (k < 0)
			k = 0;
		fwrite(block, 1, k, stdout);
	}

	/* done */
	putchar('\n');
	close(s);
	if (fclose(stdout)) {
		perror("stdout");
		return 1;
	}
	return 0;
}
