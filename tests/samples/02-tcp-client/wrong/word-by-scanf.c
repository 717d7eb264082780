/*
 * misconception: ends the word at the first blank
 * fails: any_byte_value word_like_a_command
 * shows: Of a word with blanks or newlines only the beginning
 *   arrives.
 */
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

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
	r = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (r) {
		fprintf(stderr, "%s: %s\n", argv[1], gai_strerror(r));
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
	char *word = calloc(strlen(argv[2]) + 1, 1);
	sscanf(argv[2], "%s", word);
	n = strlen(word);
	for (done = 0; done < n; done += k) {
		k = send(s, word + done, n - done, 0);
		if (k < 0 && errno == EINTR)
			k = 0;
		if (k < 0) {
			perror("send");
			return 1;
		}
	}
	free(word);

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
