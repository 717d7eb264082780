/*
 * Runs a tool on one file of a stranger, in a box: a compiler, or nm.
 * usage: boxed TOOL [ARG]... [-o OUTPUT] FILE
 *
 * The box has the system's programs, FILE, the headers (*.h) beside
 * it, and a folder for temporary files; no network, no other file, no
 * devices to read from without end.  Time, memory and sizes have
 * limits.  Nothing made in the box is looked up by name from outside:
 * OUTPUT is opened before, and written through its descriptor.
 *
 * Environment: WORKBOOK_HARNESS has the system call filter,
 * WORKBOOK_LEVEL is the level of isolation.  Where that is not
 * "sealed", the tool runs in a folder of its own, as another user.
 * Exit status: the tool's; 120 if the box could not be made.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "bubblewrap.h"
#include "environment.h"
#include "isolation.h"
#include "rights.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the tool makes leaves the box through this descriptor. */
enum { MADE = 3, FIRST_HEADER = 40, FIRST_SPARE = 64 };

/* As many as intake takes, or the box is refused. */
enum { MAX_HEADERS = 16 };

static const char copy_out[] =
	"made=$1; shift; \"$@\" || exit; [ ! -e \"$made\" ] || "
	"exec cat \"$made\" >&3";

/* The words of the command, and what is special about some. */
struct job {
	char **words;
	int count;
	const char *input;
	const char *name; /* of the input in the box */
	const char *output; /* or NULL */
	char headers[MAX_HEADERS][NAME_MAX + 1];
	int header_count;
	struct bubblewrap command;
};

static _Noreturn void give_up(const char *what)
{
	fprintf(stderr, "boxed: %s: %s\n", what, strerror(errno));
	exit(GATE_FAILED);
}

static struct job read_words(int argc, char *argv[])
{
	struct job job = { .words = argv + 1, .count = argc - 2 };

	if (argc < 3) {
		errno = EINVAL;
		give_up("usage: boxed TOOL [ARG]... [-o OUTPUT] FILE");
	}
	job.input = argv[argc - 1];
	job.name = strrchr(job.input, '/');
	job.name = job.name != NULL ? job.name + 1 : job.input;
	for (int i = 0; i < job.count - 1; i++)
		if (strcmp(job.words[i], "-o") == 0)
			job.output = job.words[i + 1];
	return job;
}

/* --- the headers --- */

static bool is_header(const char *name)
{
	size_t length = strlen(name);

	return length > 2 && name[0] != '.' &&
		strcmp(name + length - 2, ".h") == 0;
}

static int folder_of_input(const struct job *job)
{
	char path[PATH_MAX];

	snprintf(path, sizeof path, "%.*s.",
		(int)(job->name - job->input), job->input);
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Their names: of a folder that is our own, as is the file in it. */
static void find_headers(struct job *job)
{
	DIR *list = fdopendir(folder_of_input(job));
	struct dirent *entry;

	if (list == NULL)
		give_up(job->input);
	while ((entry = readdir(list)) != NULL) {
		if (!is_header(entry->d_name))
			continue;
		if (job->header_count == MAX_HEADERS) {
			errno = E2BIG;
			give_up("headers");
		}
		snprintf(job->headers[job->header_count++],
			NAME_MAX + 1, "%s", entry->d_name);
	}
	closedir(list);
}

static void add_headers(struct job *job)
{
	static char words[MAX_HEADERS][12];
	static char paths[MAX_HEADERS][NAME_MAX + 8];

	for (int i = 0; i < job->header_count; i++) {
		snprintf(words[i], sizeof words[i], "%d",
			FIRST_HEADER + i);
		snprintf(paths[i], sizeof paths[i], "/work/%s",
			job->headers[i]);
		bubblewrap_add(&job->command, "--perms", "0444",
			"--file", words[i], paths[i], NULL);
	}
}

/* --- the command in the box --- */

static void add_limits(struct bubblewrap *command)
{
	static char processes[40] = "--nproc=unlimited";
	uint64_t limit = isolation_process_limit(BOX_PROCESSES);

	if (limit != 0)
		snprintf(processes, sizeof processes,
			"--nproc=%" PRIu64, limit);
	bubblewrap_add(command, "prlimit", processes, "--cpu=10:12",
		"--data=536870912", "--stack=8388608",
		"--fsize=33554432", "--nofile=128", "--core=0", "--",
		"timeout", "-k", "1", "60", NULL);
}

static void add_tool(struct job *job, const char *made)
{
	struct bubblewrap *command = &job->command;

	add_limits(command);
	bubblewrap_add(command, "sh", "-c", copy_out, "sh", made, NULL);
	for (int i = 0; i < job->count; i++)
		bubblewrap_add(command,
			job->words[i] == job->output ? made
						     : job->words[i],
			NULL);
	bubblewrap_add(command, job->name, NULL);
}

static void compose_box(struct job *job)
{
	static char path[PATH_MAX];
	struct bubblewrap *command = &job->command;

	snprintf(path, sizeof path, "/work/%s", job->name);
	bubblewrap_begin(command);
	bubblewrap_add_system(command);
	bubblewrap_add(command, "--die-with-parent", "--unshare-net",
		"--ro-bind-try", "/etc/alternatives",
		"/etc/alternatives", "--tmpfs", "/dev", "--dev-bind",
		"/dev/null", "/dev/null", "--remount-ro", "/dev",
		"--size", "134217728", "--perms", "1777", "--tmpfs",
		"/tmp", "--perms", "0444", "--file",
		command->paths[BOX_PROGRAM], path, NULL);
	add_headers(job);
	bubblewrap_add(command, "--remount-ro", "/", "--chdir", "/work",
		"--clearenv", "--setenv", "PATH", "/usr/bin",
		"--setenv", "LANG", "C.UTF-8", "--", NULL);
	add_tool(job, "/tmp/made");
}

/* --- descriptors --- */

static int open_spare(const char *path, int flags)
{
	int file = open(path, flags | O_CLOEXEC, 0755);
	int spare = fcntl(file, F_DUPFD_CLOEXEC, FIRST_SPARE);

	if (file == -1 || spare == -1)
		give_up(path);
	close(file);
	return spare;
}

static void place(int spare, int wanted)
{
	if (dup2(spare, wanted) == -1)
		give_up("descriptors");
}

static void place_headers(const struct job *job)
{
	char path[PATH_MAX];

	for (int i = 0; i < job->header_count; i++) {
		snprintf(path, sizeof path, "%.*s%s",
			(int)(job->name - job->input), job->input,
			job->headers[i]);
		place(open_spare(path, O_RDONLY), FIRST_HEADER + i);
	}
}

static void place_descriptors(const struct job *job)
{
	const char *output =
		job->output != NULL ? job->output : "/dev/null";
	char filter[PATH_MAX];

	environment_tool(filter, sizeof filter, "filter.bpf");
	int nothing = open_spare("/dev/null", O_RDONLY);
	int made = open_spare(output, O_WRONLY | O_CREAT | O_TRUNC);
	int calls = open_spare(filter, O_RDONLY);
	int input = open_spare(job->input, O_RDONLY);
	place(nothing, STDIN_FILENO);
	place(made, MADE);
	place(calls, BOX_FIRST_FILE + BOX_FILTER);
	place(input, BOX_FIRST_FILE + BOX_PROGRAM);
	place_headers(job);
}

/* --- where namespaces are refused --- */

static char folder[] = "/tmp/workbook-boxed.XXXXXX";

static void copy_one(int from, const char *name)
{
	char path[PATH_MAX];
	char bytes[65536];
	ssize_t n;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	int copy = open_spare(path, O_WRONLY | O_CREAT | O_EXCL);
	while ((n = read(from, bytes, sizeof bytes)) > 0)
		if (write(copy, bytes, (size_t)n) != n)
			give_up(path);
	if (n == -1 || close(copy) == -1)
		give_up(path);
}

static void copy_input(const struct job *job)
{
	copy_one(BOX_FIRST_FILE + BOX_PROGRAM, job->name);
	for (int i = 0; i < job->header_count; i++)
		copy_one(FIRST_HEADER + i, job->headers[i]);
}

/* Runs in a new process, which ends here. */
static _Noreturn void become_tool(struct job *job)
{
	static char *const environment[] = { "PATH=/usr/bin:/bin",
		"LANG=C.UTF-8", "TMPDIR=.", NULL };

	add_tool(job, "made");
	if (chdir(folder) == -1)
		give_up(folder);
	if (rights_become_nobody() == -1 ||
		rights_drop_capabilities() == -1 ||
		rights_filter_calls(BOX_FIRST_FILE + BOX_FILTER) == -1)
		give_up("cannot give up rights");
	close_range(BOX_FIRST_FILE, ~0U, 0);
	execvpe(job->command.arguments[0],
		(char *const *)job->command.arguments, environment);
	give_up(job->command.arguments[0]);
}

/* As the user who owns what is in it: links lead nowhere new. */
static _Noreturn void become_broom(void)
{
	if (rights_become_nobody() == -1)
		give_up("cannot give up root");
	execlp("rm", "rm", "-rf", "--", folder, (char *)NULL);
	give_up("rm");
}

static int await(pid_t child)
{
	int status;

	if (child == -1)
		give_up("fork");
	while (waitpid(child, &status, 0) == -1)
		if (errno != EINTR)
			give_up("waitpid");
	return WIFEXITED(status) ? WEXITSTATUS(status)
				 : 128 + WTERMSIG(status);
}

static int run_in_the_open(struct job *job)
{
	if (mkdtemp(folder) == NULL)
		give_up(folder);
	umask(022); /* else the other user could not read the copies */
	copy_input(job);
	if (isolation_can_change_uid() &&
		chown(folder, ISOLATION_UID, ISOLATION_UID) == -1)
		give_up(folder);
	pid_t tool = fork();
	if (tool == 0)
		become_tool(job);
	int status = await(tool);
	pid_t broom = fork();
	if (broom == 0)
		become_broom();
	await(broom);
	return status;
}

static void run_in_a_box(struct job *job)
{
	compose_box(job);
	if (rights_become_nobody() == -1 ||
		rights_drop_capabilities() == -1)
		give_up("cannot give up rights");
	execvp("bwrap", (char *const *)job->command.arguments);
	give_up("bwrap");
}

int main(int argc, char *argv[])
{
	struct job job = read_words(argc, argv);

	find_headers(&job);
	place_descriptors(&job);
	if (isolation_level() != ISOLATION_SEALED) {
		isolation_take_turn();
		return run_in_the_open(&job);
	}
	run_in_a_box(&job);
}
