/*
 * The canary: runs in the box, in the place of a program under test,
 * and sees whether the walls hold.  usage: canary sealed|split-uid
 * Exit status 77 if they do; else a line on stderr and 1.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { HELD = 77, MOST_FILES = 4096, MOST_PROCESSES = 256 };

static int broken;

static void expect(bool held, const char *what)
{
	if (held)
		return;
	fprintf(stderr, "canary: %s\n", what);
	broken++;
}

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

/* A file without a name: nothing stays if the walls do not hold. */
static bool is_read_only(const char *folder)
{
	return open(folder, O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600) ==
		-1 &&
		errno == EROFS;
}

static bool only_standard_descriptors(void)
{
	for (int fd = 3; fd < 256; fd++)
		if (fcntl(fd, F_GETFD) != -1)
			return false;
	return true;
}

/* What would outlive its maker, or be memory without a limit. */
static bool shared_objects_are_refused(void)
{
	return memfd_create("c", 0) == -1 &&
		shmget(IPC_PRIVATE, 1, IPC_CREAT) == -1 &&
		semget(IPC_PRIVATE, 1, IPC_CREAT) == -1 &&
		msgget(IPC_PRIVATE, IPC_CREAT) == -1 &&
		mq_open("/c", O_CREAT, 0600, NULL) == (mqd_t)-1;
}

/* An address for documentation, which nobody has; RFC 5737. */
static bool is_unreachable(const char *address)
{
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_port = htons(9) };
	int udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	inet_pton(AF_INET, address, &name.sin_addr);
	int result =
		connect(udp, (struct sockaddr *)&name, sizeof name);
	int reason = errno;
	close(udp);
	return result == -1 && reason == ENETUNREACH;
}

static bool is_limited(__rlimit_resource_t resource, rlim_t most)
{
	struct rlimit limit;

	return getrlimit(resource, &limit) == 0 &&
		limit.rlim_max <= most;
}

static bool has_few_files(const char *path)
{
	struct statvfs system;

	return statvfs(path, &system) == 0 &&
		system.f_files <= MOST_FILES;
}

static void check_everywhere(void)
{
	expect(status_says("\nNoNewPrivs:\t1\n"), "new privileges");
	expect(status_says("\nSeccomp:\t2\n"), "no filter");
	expect(status_says("\nCapEff:\t0000000000000000\n"),
		"capabilities");
	expect(unshare(CLONE_NEWUSER) == -1, "namespaces");
	expect(family_is_refused(AF_VSOCK), "AF_VSOCK");
	expect(family_is_refused(AF_PACKET), "AF_PACKET");
	expect(only_standard_descriptors(), "open descriptors");
	expect(shared_objects_are_refused(), "shared objects");
	expect(is_limited(RLIMIT_NOFILE, 256), "descriptors");
	expect(is_limited(RLIMIT_CPU, 20), "processor time");
	expect(is_limited(RLIMIT_CORE, 0), "core files");
}

static void check_sealed(void)
{
	expect(is_absent("/home"), "/home is there");
	expect(is_absent("/root"), "/root is there");
	expect(is_absent("/etc/shadow"), "shadow is there");
	expect(is_absent("/usr/local/bin"), "/usr/local/bin is there");
	expect(is_read_only("/"), "the root is writable");
	expect(is_read_only("/usr"), "/usr is writable");
	expect(is_unreachable("198.51.100.1"), "a network outside");
	expect(is_limited(RLIMIT_NPROC, MOST_PROCESSES), "processes");
	expect(has_few_files("/tmp"), "files without number");
}

/* The tests and their folders belong to another user. */
static void check_split(void)
{
	uid_t real, effective, saved;

	getresuid(&real, &effective, &saved);
	expect(real != 0 && effective != 0 && saved != 0, "root");
	expect(kill(getppid(), 0) == -1 && errno == EPERM,
		"its parent can be killed");
}

int main(int argc, char *argv[])
{
	bool sealed = argc != 2 || strcmp(argv[1], "sealed") == 0;

	check_everywhere();
	if (sealed)
		check_sealed();
	else
		check_split();
	return broken == 0 ? HELD : 1;
}
