/* A child looks up and prints; its parent passes its status on. */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int nslookup(const char *host, int family)
{
	struct hostent *h = gethostbyname2(host, family);
	char text[INET6_ADDRSTRLEN];

	if (h == NULL) {
		warnx("%s: %s", host,
			h_errno == NETDB_INTERNAL ? strerror(errno)
						  : hstrerror(h_errno));
		return EXIT_FAILURE;
	}
	for (int i = 0, j; h->h_addr_list[i] != NULL; i++) {
		for (j = 0; j < i; j++)
			if (memcmp(h->h_addr_list[j], h->h_addr_list[i],
				    (size_t)h->h_length) == 0)
				break;
		if (j == i)
			printf("%s\n",
				inet_ntop(family, h->h_addr_list[i],
					text, sizeof text));
	}
	if (ferror(stdout) || fflush(stdout) == EOF) {
		warn("cannot print the addresses of %s", host);
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}

static int wait_for(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) == -1)
		if (errno != EINTR)
			err(EXIT_FAILURE, "waitpid");
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	warnx("the look-up was killed by signal %d", WTERMSIG(status));
	return EXIT_FAILURE;
}

int main(int argc, char *argv[])
{
	int family = AF_INET;

	if (argc == 3 && strcmp(argv[1], "-6") == 0) {
		family = AF_INET6;
	} else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}

	pid_t child = fork();
	if (child == -1)
		err(EXIT_FAILURE, "%s: fork", argv[argc - 1]);
	if (child == 0)
		return nslookup(argv[argc - 1], family);
	return wait_for(child);
}
