/*
 * Tests of copies for a program with another uid, stage.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "stage.h"

#include "isolation.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const files[] = { "gate", "filter.bpf",
	"resolver_preload.so", "calls_preload.so", "canary",
	"program" };

enum { FILE_COUNT = sizeof files / sizeof *files };

static char folder[] = "/tmp/test-stage.XXXXXX";

static void compose(char *path, const char *in, const char *name)
{
	snprintf(path, PATH_MAX, "%s/%s", in, name);
}

/* Each of the files has its own name in it, and nobody may read it. */
static void begin(void)
{
	char path[PATH_MAX];

	cr_assert(mkdtemp(folder) != NULL, "%s", strerror(errno));
	for (int i = 0; i < FILE_COUNT; i++) {
		compose(path, folder, files[i]);
		int fd = open(path, O_CREAT | O_WRONLY, 0600);
		cr_assert(write(fd, files[i], strlen(files[i])) > 0,
			"%s", strerror(errno));
		close(fd);
	}
	setenv("WORKBOOK_PROGRAM", path, 1);
	setenv("WORKBOOK_HARNESS", folder, 1);
}

static void end(void)
{
	char path[PATH_MAX];

	stage_remove();
	for (int i = 0; i < FILE_COUNT; i++) {
		compose(path, folder, files[i]);
		unlink(path);
	}
	rmdir(folder);
}

TestSuite(stage, .init = begin, .fini = end, .timeout = 60);

static void expect_mode(const char *path, mode_t mode)
{
	struct stat file;

	cr_assert(stat(path, &file) == 0, "%s: %s", path,
		strerror(errno));
	cr_assert((file.st_mode & 07777) == mode, "%s: %o", path,
		file.st_mode);
}

static void expect_content(const char *path, const char *content)
{
	char bytes[100] = "";
	int fd = open(path, O_RDONLY);

	cr_assert(read(fd, bytes, sizeof bytes - 1) >= 0, "%s: %s",
		path, strerror(errno));
	close(fd);
	cr_assert(strcmp(bytes, content) == 0, "%s: %s", path, bytes);
}

Test(stage, everybody_can_read_and_execute_the_copies)
{
	char path[PATH_MAX];

	umask(077);
	cr_assert(stage_files() == 0, "%s", strerror(errno));
	const char *staged = getenv("WORKBOOK_HARNESS");
	expect_mode(staged, 0755);
	for (int i = 0; i < FILE_COUNT; i++) {
		compose(path, staged, files[i]);
		expect_mode(path, 0555);
		expect_content(path, files[i]);
	}
	cr_assert(strcmp(getenv("WORKBOOK_PROGRAM"), path) == 0, "%s",
		getenv("WORKBOOK_PROGRAM"));
}

/* It has the name of the program, and an ending. */
Test(stage, the_build_with_the_thread_sanitizer_comes_along)
{
	char path[PATH_MAX + 16];

	snprintf(path, sizeof path, "%s-threads",
		getenv("WORKBOOK_PROGRAM"));
	int fd = open(path, O_CREAT | O_WRONLY, 0600);
	cr_assert(write(fd, "threads", 7) == 7, "%s", strerror(errno));
	close(fd);
	int staged = stage_files();
	unlink(path);
	cr_assert(staged == 0, "%s", strerror(errno));
	snprintf(path, sizeof path, "%s-threads",
		getenv("WORKBOOK_PROGRAM"));
	expect_mode(path, 0555);
	expect_content(path, "threads");
}

Test(stage, nothing_is_left_of_them)
{
	cr_assert(stage_files() == 0, "%s", strerror(errno));
	const char *staged = getenv("WORKBOOK_HARNESS");
	stage_remove();
	cr_assert(access(staged, F_OK) == -1 && errno == ENOENT,
		"%s is still there", staged);
}

Test(stage, a_missing_program_is_said)
{
	setenv("WORKBOOK_PROGRAM", "/nowhere/program", 1);
	errno = 0;
	cr_assert(stage_files() == -1, "it is said to be there");
	cr_assert(errno == ENOENT, "%s", strerror(errno));
}

/* Nobody may enter the folder, not even its owner. */
Test(stage, what_the_other_user_has_left_is_removed)
{
	const char *left = "/tmp/test-stage.left";
	const char *file = "/tmp/test-stage.left/file";

	if (geteuid() != 0)
		cr_skip_test("it takes root to become another user");
	cr_assert(mkdir(left, 0700) == 0, "%s", strerror(errno));
	close(open(file, O_CREAT | O_WRONLY, 0600));
	cr_assert(chown(file, ISOLATION_UID, ISOLATION_UID) == 0);
	cr_assert(chown(left, ISOLATION_UID, ISOLATION_UID) == 0);
	cr_assert(chmod(left, 0) == 0);
	cr_assert(stage_files() == 0, "%s", strerror(errno));
	stage_remove();
	cr_assert(access(left, F_OK) == -1, "it is still there");
}
