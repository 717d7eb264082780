/*
 * The canary: runs in the box, in the place of a program under test,
 * and sees whether the walls hold.  usage: canary
 * Exit status 77 if they do; else a line on stderr and 1.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HELD = 77 };

static bool status_says(const char *line)
{
	char text[4096];
	int file = open("/proc/self/status", O_RDONLY | O_CLOEXEC);

	if (file == -1)
		return false;
	ssize_t n = read(file, text, sizeof text - 1);
	close(file);
	if (n <= 0)
		return false;
	text[n] = '\0';
	return strstr(text, line) != NULL;
}

static bool family_is_refused(int family)
{
	return socket(family, SOCK_STREAM, 0) == -1 &&
		errno == EAFNOSUPPORT;
}

static bool is_absent(const char *path)
{
	return access(path, F_OK) == -1 && errno == ENOENT;
}

static bool is_read_only(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) == -1 &&
		errno == EROFS;
}

static bool only_standard_descriptors(void)
{
	for (int fd = 3; fd < 256; fd++)
		if (fcntl(fd, F_GETFD) != -1)
			return false;
	return true;
}

static int report(bool held, const char *what)
{
	if (!held)
		fprintf(stderr, "canary: %s\n", what);
	return held ? 0 : 1;
}

int main(void)
{
	int broken = 0;

	broken += report(
		status_says("\nNoNewPrivs:\t1\n"), "new privileges");
	broken += report(status_says("\nSeccomp:\t2\n"), "no filter");
	broken += report(status_says("\nCapEff:\t0000000000000000\n"),
		"capabilities");
	broken += report(unshare(CLONE_NEWUSER) == -1, "namespaces");
	broken += report(family_is_refused(AF_VSOCK), "AF_VSOCK");
	broken += report(is_absent("/home"), "/home is there");
	broken += report(is_absent("/root"), "/root is there");
	broken += report(is_absent("/etc/shadow"), "shadow is there");
	broken += report(is_read_only("/leak"), "the root is writable");
	broken += report(is_read_only("/usr/leak"), "/usr is writable");
	broken +=
		report(only_standard_descriptors(), "open descriptors");
	return broken == 0 ? HELD : 1;
}
