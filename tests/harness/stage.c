/*
 * Copies for a program that runs under another uid; see stage.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "stage.h"

#include "environment.h"
#include "isolation.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const tools[] = { "gate", "filter.bpf",
	"resolver_preload.so", "calls_preload.so", "canary" };

enum { TOOL_COUNT = sizeof tools / sizeof *tools };

static char folder[] = "/tmp/workbook-stage.XXXXXX";
static char copies[TOOL_COUNT + 3][PATH_MAX];
static size_t copy_count;

static int copy_bytes(int from, int to)
{
	char bytes[65536];
	ssize_t n;

	while ((n = read(from, bytes, sizeof bytes)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 || write(to, bytes, (size_t)n) != n)
			return -1;
	}
	return 0;
}

static int copy_file(const char *path)
{
	const char *name = strrchr(path, '/');
	char *copy = copies[copy_count];

	snprintf(copy, sizeof copies[0], "%s/%s", folder,
		name != NULL ? name + 1 : path);
	int from = open(path, O_RDONLY | O_CLOEXEC);
	if (from == -1)
		return -1;
	int to = open(
		copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0555);
	int result = -1;
	if (to != -1) {
		copy_count++;
		result = copy_bytes(from, to);
		fchmod(to, 0555);
		close(to);
	}
	close(from);
	return result;
}

static int copy_tools(void)
{
	char path[PATH_MAX];

	for (int i = 0; i < TOOL_COUNT; i++) {
		environment_tool(path, sizeof path, tools[i]);
		if (copy_file(path) == -1)
			return -1;
	}
	return 0;
}

/* Built otherwise (program.h), if there is such a one. */
static int copy_build(const char *program, const char *ending)
{
	char path[PATH_MAX];

	snprintf(path, sizeof path, "%s%s", program, ending);
	return access(path, R_OK) == -1 ? 0 : copy_file(path);
}

int stage_files(void)
{
	const char *program = environment_value(ENVIRONMENT_PROGRAM);

	if (program[0] == '\0' || mkdtemp(folder) == NULL)
		return -1;
	if (chmod(folder, 0755) == -1 || copy_tools() == -1 ||
		copy_file(program) == -1 ||
		copy_build(program, "-threads") == -1 ||
		copy_build(program, "-plain") == -1)
		return -1;
	environment_tell(ENVIRONMENT_PROGRAM, copies[TOOL_COUNT]);
	environment_tell(ENVIRONMENT_HARNESS, folder);
	return 0;
}

/* Root may enter its folders, whatever their mode; nothing of it runs
 * any more that could put links in the way. */
static void sweep(void)
{
	char user[16];
	pid_t child = fork();

	snprintf(user, sizeof user, "%d", ISOLATION_UID);
	if (child == 0) {
		int null = open("/dev/null", O_WRONLY);
		dup2(null, STDERR_FILENO);
		execlp("find", "find", "/tmp", "/var/tmp", "/dev/shm",
			"-xdev", "-user", user, "-delete",
			(char *)NULL);
		_exit(127);
	}
	if (child > 0)
		waitpid(child, NULL, 0);
}

void stage_remove(void)
{
	if (copy_count > 0)
		sweep();
	while (copy_count > 0)
		unlink(copies[--copy_count]);
	rmdir(folder);
}
