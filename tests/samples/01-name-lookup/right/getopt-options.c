/* Reads its options with getopt, as command line tools do. */
#define _POSIX_C_SOURCE 200809L
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *program = "nslookup";
static int family = AF_INET;

static const char *parse(int argc, char *argv[])
{
	int option;

	while ((option = getopt(argc, argv, "6")) != -1) {
		if (option != '6')
			return NULL;
		family = AF_INET6;
	}
	return optind == argc - 1 ? argv[optind] : NULL;
}

static int fail(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

static int fail(const char *format, ...)
{
	va_list arguments;

	fprintf(stderr, "%s: ", program);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	return EXIT_FAILURE;
}

static const char *text_of(const struct addrinfo *ai)
{
	static char text[INET6_ADDRSTRLEN];
	const void *address = ai->ai_addr;
	const struct sockaddr_in *in = address;
	const struct sockaddr_in6 *in6 = address;

	return ai->ai_family == AF_INET6
		? inet_ntop(
			  AF_INET6, &in6->sin6_addr, text, sizeof text)
		: inet_ntop(AF_INET, &in->sin_addr, text, sizeof text);
}

static int print(const struct addrinfo *list)
{
	char last[INET6_ADDRSTRLEN];
	const struct addrinfo *old;

	for (const struct addrinfo *new = list; new;
		new = new->ai_next) {
		snprintf(last, sizeof last, "%s", text_of(new));
		for (old = list; old != new; old = old->ai_next)
			if (strcmp(text_of(old), last) == 0)
				break;
		if (new == old && puts(last) == EOF)
			return EOF;
	}
	return fflush(stdout);
}

int main(int argc, char *argv[])
{
	struct addrinfo *list, hints = { 0 };
	const char *host = parse(argc, argv);

	if (host == NULL) {
		fprintf(stderr, "USAGE: %s [-6] <inet_address>\n",
			program);
		return EXIT_FAILURE;
	}
	hints.ai_family = family;
	hints.ai_socktype = SOCK_STREAM;
	int code = getaddrinfo(host, NULL, &hints, &list);
	if (code == EAI_SYSTEM)
		return fail("%s: %s", host, strerror(errno));
	if (code != 0)
		return fail("%s: %s", host, gai_strerror(code));
	int written = print(list);
	int why = errno;
	freeaddrinfo(list);
	return written == EOF ? fail("stdout: %s", strerror(why))
			      : EXIT_SUCCESS;
}
