/* stdio on the socket: one stream to write to, another to read from. */
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *self;

static int complain(const char *what)
{
	fprintf(stderr, "%s: ", self);
	perror(what);
	return EXIT_FAILURE;
}

/* A signal is no failure: forget it and let stdio try again. */
static bool only_interrupted(FILE *stream)
{
	if (!ferror(stream) || errno != EINTR)
		return false;
	clearerr(stream);
	return true;
}

/*
 * A connect that was interrupted goes on without us: throw the socket
 * away and dial again.
 */
static int dial(const struct addrinfo *entry)
{
	for (;;) {
		int fd = socket(entry->ai_family, entry->ai_socktype,
			entry->ai_protocol);
		if (fd == -1)
			return -1;
		if (connect(fd, entry->ai_addr, entry->ai_addrlen) == 0)
			return fd;
		int reason = errno;
		close(fd);
		errno = reason;
		if (reason != EINTR)
			return -1;
	}
}

static bool speak(FILE *out, const char *word)
{
	size_t left = strlen(word);

	/* Unbuffered, so what fwrite does not count was not sent. */
	setvbuf(out, NULL, _IONBF, 0);
	while (left > 0) {
		size_t n = fwrite(word, 1, left, out);
		word += n;
		left -= n;
		if (left > 0 && !only_interrupted(out))
			return false;
	}
	return true;
}

static int listen_to(FILE *in, size_t length)
{
	fputs("Received: ", stdout);
	while (length > 0) {
		int c = getc(in);
		if (c != EOF) {
			putchar(c);
			length--;
		} else if (feof(in)) {
			fprintf(stderr, "%s: the reply is too short\n",
				self);
			return EXIT_FAILURE;
		} else if (!only_interrupted(in)) {
			return complain("reply");
		}
	}
	if (puts("") == EOF || fflush(stdout) == EOF)
		return complain("stdout");
	return EXIT_SUCCESS;
}

static bool is_port(const char *text)
{
	char extra;
	unsigned port;

	return strspn(text, "0123456789") == strlen(text) &&
		strlen(text) <= 5 &&
		sscanf(text, "%u%c", &port, &extra) == 1 && port >= 1 &&
		port <= 65535;
}

int main(int argc, char *argv[])
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *list = NULL, *entry;
	int fd = -1;

	self = argv[0];
	if (argc != 4 || !is_port(argv[3])) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			self);
		return EXIT_FAILURE;
	}
	signal(SIGPIPE, SIG_IGN);
	int code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0) {
		fprintf(stderr, "%s: %s: %s\n", self, argv[1],
			gai_strerror(code));
		return EXIT_FAILURE;
	}
	for (entry = list; entry && fd == -1; entry = entry->ai_next)
		fd = dial(entry);
	freeaddrinfo(list);
	if (fd == -1)
		return complain(argv[1]);
	FILE *in = fdopen(fd, "r");
	FILE *out = fdopen(dup(fd), "w");
	if (in == NULL || out == NULL)
		return complain("fdopen");
	int status = speak(out, argv[2])
		? listen_to(in, strlen(argv[2]))
		: complain("word");
	fclose(out);
	fclose(in);
	return status;
}
