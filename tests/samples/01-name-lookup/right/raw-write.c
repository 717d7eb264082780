/* No stdio for the addresses: one buffer, and write until it is out. */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int write_all(int fd, const char *bytes, size_t count)
{
	while (count > 0) {
		ssize_t n = write(fd, bytes, count);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		bytes += n;
		count -= (size_t)n;
	}
	return 0;
}

/* A line ends with its newline: none is the beginning of another. */
static int has_line(const char *lines, const char *line)
{
	size_t length = strlen(line);

	for (; *lines != '\0'; lines = strchr(lines, '\n') + 1)
		if (strncmp(lines, line, length) == 0)
			return 1;
	return 0;
}

static char *compose(const struct addrinfo *list)
{
	char line[INET6_ADDRSTRLEN + 1];
	size_t room = 1;
	const struct addrinfo *a;

	for (a = list; a != NULL; a = a->ai_next)
		room += sizeof line;
	char *lines = calloc(1, room);
	for (a = list; a != NULL && lines != NULL; a = a->ai_next) {
		const void *address = a->ai_addr;
		const struct sockaddr_in *v4 = address;
		const struct sockaddr_in6 *v6 = address;

		if (a->ai_family == AF_INET6)
			address = &v6->sin6_addr;
		else
			address = &v4->sin_addr;
		inet_ntop(a->ai_family, address, line, sizeof line - 1);
		strcat(line, "\n");
		if (!has_line(lines, line))
			strcat(lines, line);
	}
	return lines;
}

int main(int argc, char **argv)
{
	static const char usage[] =
		"USAGE: nslookup [-6] <inet_address>\n";
	struct addrinfo *list, hints = { .ai_protocol = IPPROTO_TCP };
	int six = argc > 1 && strcmp(argv[1], "-6") == 0;

	if (argc != 2 + six) {
		(void)write_all(STDERR_FILENO, usage, sizeof usage - 1);
		return EXIT_FAILURE;
	}
	hints.ai_family = six ? AF_INET6 : AF_INET;
	int code = getaddrinfo(argv[1 + six], NULL, &hints, &list);
	if (code == EAI_SYSTEM)
		err(EXIT_FAILURE, "%s", argv[1 + six]);
	if (code != 0)
		errx(EXIT_FAILURE, "%s: %s", argv[1 + six],
			gai_strerror(code));

	char *lines = compose(list);
	freeaddrinfo(list);
	if (lines == NULL) {
		warn("%s", argv[1 + six]);
		return EXIT_FAILURE;
	}
	int written = write_all(STDOUT_FILENO, lines, strlen(lines));
	if (written == -1)
		warn("cannot write");
	free(lines);
	return written == -1 ? EXIT_FAILURE : EXIT_SUCCESS;
}
