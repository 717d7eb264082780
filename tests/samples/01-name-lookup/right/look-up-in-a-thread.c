/* Looks up in a thread of its own, which main waits for. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct job {
	const char *host;
	int family;
	int code;
	int why; /* errno, for EAI_SYSTEM */
	struct addrinfo *list;
};

static void *work(void *argument)
{
	struct job *job = argument;
	struct addrinfo hints = { .ai_family = job->family,
		.ai_socktype = SOCK_STREAM };

	job->code = getaddrinfo(job->host, NULL, &hints, &job->list);
	job->why = errno;
	return NULL;
}

static int print(const struct addrinfo *list)
{
	for (const struct addrinfo *p = list; p; p = p->ai_next) {
		const struct addrinfo *q = list;
		char text[NI_MAXHOST];

		while (memcmp(p->ai_addr, q->ai_addr, p->ai_addrlen) !=
			0)
			q = q->ai_next;
		if (p != q)
			continue;
		if (getnameinfo(p->ai_addr, p->ai_addrlen, text,
			    sizeof text, NULL, 0,
			    NI_NUMERICHOST) != 0 ||
			puts(text) == EOF)
			return -1;
	}
	return fflush(stdout);
}

static int finish(struct job *job)
{
	if (job->code != 0) {
		fprintf(stderr, "nslookup: %s: %s\n", job->host,
			job->code == EAI_SYSTEM
				? strerror(job->why)
				: gai_strerror(job->code));
		return EXIT_FAILURE;
	}
	int printed = print(job->list);
	if (printed != 0)
		perror("nslookup: cannot print");
	freeaddrinfo(job->list);
	return printed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char *argv[])
{
	struct job job = { .host = argv[argc - 1], .family = AF_INET };
	pthread_t thread;

	if (argc == 3 && strcmp(argv[1], "-6") == 0)
		job.family = AF_INET6;
	else if (argc != 2 || strcmp(argv[1], "-6") == 0) {
		fprintf(stderr,
			"USAGE: nslookup [-6] <inet_address>\n");
		return EXIT_FAILURE;
	}
	int problem = pthread_create(&thread, NULL, work, &job);
	if (problem == 0)
		problem = pthread_join(thread, NULL);
	if (problem != 0) {
		fprintf(stderr, "nslookup: %s: no thread: %s\n",
			job.host, strerror(problem));
		return EXIT_FAILURE;
	}
	return finish(&job);
}
