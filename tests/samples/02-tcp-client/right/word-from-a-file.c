/* sendfile sends the word from a file; mapped pages take the reply. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

static int file_of(const char *bytes, size_t length)
{
	FILE *file = tmpfile();

	if (file == NULL)
		err(1, "tmpfile");
	fwrite(bytes, 1, length, file);
	if (fflush(file) == EOF)
		err(1, "word");
	int fd = dup(fileno(file));
	fclose(file);
	if (fd == -1 || lseek(fd, 0, SEEK_SET) == -1)
		err(1, "word");
	return fd;
}

static void send_file(int to, int file, size_t left)
{
	while (left > 0) {
		ssize_t n = sendfile(to, file, NULL, left);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			err(1, "sendfile");
		left -= (size_t)n;
	}
}

static int reach(struct addrinfo *list)
{
	for (struct addrinfo *a = list; a != NULL; a = a->ai_next) {
		int fd = socket(
			a->ai_family, a->ai_socktype, a->ai_protocol);
		if (fd == -1)
			err(1, "socket");
		while (connect(fd, a->ai_addr, a->ai_addrlen) == -1) {
			if (errno == EINTR)
				continue;
			if (a->ai_next == NULL)
				err(1, "connect");
			close(fd);
			fd = -1;
			break;
		}
		if (fd != -1)
			return fd;
	}
	return -1;
}

int main(int argc, char *argv[])
{
	struct addrinfo *list, hints = { .ai_socktype = SOCK_STREAM };
	size_t length, came = 0;
	char *page;

	if (argc != 4 ||
		strlen(argv[3]) != strspn(argv[3], "0123456789") ||
		strlen(argv[3]) > 5 || atoi(argv[3]) < 1 ||
		atoi(argv[3]) > 65535)
		errx(1, "\nUSAGE: %s <server> <word> <port>", argv[0]);
	signal(SIGPIPE, SIG_IGN);
	int code = getaddrinfo(argv[1], argv[3], &hints, &list);
	if (code != 0)
		errx(1, "%s: %s", argv[1], gai_strerror(code));
	int fd = reach(list);
	freeaddrinfo(list);
	length = strlen(argv[2]);
	int file = file_of(argv[2], length);
	send_file(fd, file, length);
	close(file);
	page = mmap(NULL, length + 1, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (page == MAP_FAILED)
		err(1, "mmap");
	while (came < length) {
		ssize_t n = read(fd, page + came, length - came);
		if (n == -1 && errno != EINTR)
			err(1, "read");
		if (n == 0)
			errx(1, "read: %zu of %zu bytes", came, length);
		if (n > 0)
			came += (size_t)n;
	}
	printf("Received: ");
	fwrite(page, 1, length, stdout);
	printf("\n");
	if (fflush(stdout))
		err(1, "stdout");
	munmap(page, length + 1);
	close(fd);
	return 0;
}
