/* One thread sends while the other receives; both are joined. */
#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct task {
	int fd;
	char *bytes;
	size_t length;
	int error; /* an errno; -1: the server ended */
};

static void *send_all(void *argument)
{
	struct task *task = argument;
	size_t sent = 0;

	while (sent < task->length && task->error == 0) {
		ssize_t n = send(task->fd, task->bytes + sent,
			task->length - sent, MSG_NOSIGNAL);
		if (n >= 0)
			sent += (size_t)n;
		else if (errno != EINTR)
			task->error = errno;
	}
	return NULL;
}

static void *receive_all(void *argument)
{
	struct task *task = argument;
	size_t came = 0;

	while (came < task->length && task->error == 0) {
		ssize_t n = recv(task->fd, task->bytes + came,
			task->length - came, MSG_WAITALL);
		if (n > 0)
			came += (size_t)n;
		else if (n == 0)
			task->error = -1;
		else if (errno != EINTR)
			task->error = errno;
	}
	if (task->error != 0)
		shutdown(task->fd, SHUT_RDWR);
	return NULL;
}

static int connect_to(const char *host, const char *port)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list;
	int fd = -1, reason = 0;
	int code = getaddrinfo(host, port, &hints, &list);

	if (code != 0) {
		fprintf(stderr, "%s: %s\n", host, gai_strerror(code));
		return -1;
	}
	for (struct addrinfo *a = list; a; a = a->ai_next) {
		int result = -1;

		fd = socket(
			a->ai_family, a->ai_socktype, a->ai_protocol);
		if (fd != -1)
			do
				result = connect(
					fd, a->ai_addr, a->ai_addrlen);
			while (result == -1 && errno == EINTR);
		if (result == 0 || (fd != -1 && errno == EISCONN))
			break;
		reason = errno;
		if (fd != -1)
			close(fd);
		fd = -1;
	}
	freeaddrinfo(list);
	if (fd == -1)
		fprintf(stderr, "%s: %s\n", host, strerror(reason));
	return fd;
}

static int report(const char *who, int error)
{
	if (error == 0)
		return 0;
	fprintf(stderr, "%s: %s\n", who,
		error == -1 ? "the server closed too early"
			    : strerror(error));
	return 1;
}

int main(int argc, char *argv[])
{
	pthread_t sender, receiver;
	char *rest = NULL;

	if (argc == 4 && *argv[3] != '\0') {
		long port = strtol(argv[3], &rest, 10);
		if (*rest != '\0' || port < 1 || port > 0xffff)
			argc = 0;
	} else {
		argc = 0;
	}
	if (argc == 0) {
		fprintf(stderr, "USAGE: %s <server> <word> <port>\n",
			argv[0]);
		return 1;
	}
	int fd = connect_to(argv[1], argv[3]);
	if (fd == -1)
		return 1;
	struct task out = { fd, argv[2], strlen(argv[2]), 0 };
	struct task in = { fd, malloc(out.length + 1), out.length, 0 };
	if (in.bytes == NULL ||
		pthread_create(&sender, NULL, send_all, &out) != 0 ||
		pthread_create(&receiver, NULL, receive_all, &in) !=
			0) {
		fputs("cannot begin\n", stderr);
		exit(1);
	}
	pthread_join(sender, NULL);
	if (out.error != 0)
		shutdown(fd, SHUT_RDWR);
	pthread_join(receiver, NULL);
	close(fd);
	int status = report("receiving", in.error) |
		report("sending", out.error);
	if (status == 0) {
		printf("Received: ");
		fwrite(in.bytes, 1, in.length, stdout);
		putchar('\n');
		if (fflush(stdout) == EOF)
			status = report("stdout", errno);
	}
	free(in.bytes);
	return status;
}
