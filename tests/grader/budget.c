/*
 * Runs a command that may use so much time and no more.
 * usage: budget WALL CPU FILE COMMAND [ARG]...
 *
 * WALL and CPU are seconds; the CPU time is that of all descendants.
 * When one is used up the command gets SIGTERM, and SIGKILL if it does
 * not end.  Nothing that it started outlives it, or this program.
 * FILE receives what was used, as JSON.
 *
 * Exit status: the command's, 128 + n after signal n; 124 if the time
 * was used up.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "supervisor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	FAILED = 125,
	USED_UP = 124,
	LOOK_EVERY_MS = 250,
	/* The harness's way of ending a run takes less than one. */
	GRACE_S = 5,
};

struct budget {
	double wall;
	double cpu;
	double begin;
	const char *exceeded; /* "wall", "cpu" or NULL */
};

static _Noreturn void stop(const char *what)
{
	fprintf(stderr, "budget: %s: %s\n", what, strerror(errno));
	exit(FAILED);
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* --- CPU time of everything below a process --- */

static double tree_cpu(pid_t process);

/* The process's own time, and that of children it has waited for. */
static double own_cpu(pid_t process)
{
	char path[64];
	char text[1024];
	unsigned long ticks[4] = { 0 };

	snprintf(path, sizeof path, "/proc/%d/stat", process);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file == -1)
		return 0;
	ssize_t n = read(file, text, sizeof text - 1);
	close(file);
	if (n <= 0)
		return 0;
	text[n] = '\0';
	/* The name before it may hold anything. */
	const char *rest = strrchr(text, ')');
	if (rest == NULL ||
		sscanf(rest,
			") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u"
			" %lu %lu %lu %lu",
			&ticks[0], &ticks[1], &ticks[2],
			&ticks[3]) != 4)
		return 0;
	return (double)(ticks[0] + ticks[1] + ticks[2] + ticks[3]) /
		(double)sysconf(_SC_CLK_TCK);
}

static double children_cpu(pid_t process, const char *thread)
{
	char path[320];
	int child;
	double sum = 0;

	snprintf(path, sizeof path, "/proc/%d/task/%s/children",
		process, thread);
	FILE *list = fopen(path, "re");
	if (list == NULL)
		return 0;
	while (fscanf(list, "%d", &child) == 1)
		sum += tree_cpu(child);
	fclose(list);
	return sum;
}

static double tree_cpu(pid_t process)
{
	char path[64];
	struct dirent *entry;
	double sum = own_cpu(process);

	snprintf(path, sizeof path, "/proc/%d/task", process);
	DIR *threads = opendir(path);
	if (threads == NULL)
		return sum;
	while ((entry = readdir(threads)) != NULL)
		if (entry->d_name[0] != '.')
			sum += children_cpu(process, entry->d_name);
	closedir(threads);
	return sum;
}

/* --- the run --- */

static pid_t start(char *const *command, const sigset_t *blocked)
{
	pid_t child = fork();

	if (child == -1)
		stop("fork");
	if (child != 0)
		return child;
	sigprocmask(SIG_UNBLOCK, blocked, NULL);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	execvp(command[0], command);
	stop(command[0]);
}

static bool is_used_up(struct budget *budget, pid_t child)
{
	if (now() - budget->begin > budget->wall)
		budget->exceeded = "wall";
	else if (tree_cpu(child) > budget->cpu)
		budget->exceeded = "cpu";
	return budget->exceeded != NULL;
}

static int wait_until(
	pid_t child, const sigset_t *signals, double deadline)
{
	struct timespec moment = { .tv_nsec = 50000000 };
	int status;

	while (now() < deadline) {
		pid_t ended = waitpid(child, &status, WNOHANG);
		if (ended == child)
			return status;
		sigtimedwait(signals, NULL, &moment);
	}
	kill(child, SIGKILL);
	while (waitpid(child, &status, 0) == -1 && errno == EINTR)
		;
	return status;
}

/* Asks the command to end, and makes it. */
static int end(pid_t child, const sigset_t *signals)
{
	kill(child, SIGTERM);
	return wait_until(child, signals, now() + (double)GRACE_S);
}

static int await(struct budget *budget, pid_t child,
	const sigset_t *signals, int *interrupted)
{
	struct timespec look = { .tv_nsec = LOOK_EVERY_MS * 1000000L };
	int status;

	for (;;) {
		int signal = sigtimedwait(signals, NULL, &look);

		if (waitpid(child, &status, WNOHANG) == child)
			return status;
		if (signal > 0 && signal != SIGCHLD) {
			*interrupted = signal;
			return end(child, signals);
		}
		if (is_used_up(budget, child))
			return end(child, signals);
	}
}

static double seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void report(const struct budget *budget, const char *path)
{
	struct rusage used;
	FILE *file = fopen(path, "we");

	if (file == NULL)
		stop(path);
	getrusage(RUSAGE_CHILDREN, &used);
	fprintf(file,
		"{\"wall_s\": %.3f, \"cpu_s\": %.3f, "
		"\"memory_kib\": %ld, \"wall_limit_s\": %.0f, "
		"\"cpu_limit_s\": %.0f, \"exceeded\": %s%s%s}\n",
		now() - budget->begin,
		seconds(used.ru_utime) + seconds(used.ru_stime),
		used.ru_maxrss, budget->wall, budget->cpu,
		budget->exceeded != NULL ? "\"" : "",
		budget->exceeded != NULL ? budget->exceeded : "null",
		budget->exceeded != NULL ? "\"" : "");
	if (fclose(file) == EOF)
		stop(path);
}

static int exit_status(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status)
				 : 128 + WTERMSIG(status);
}

int main(int argc, char *argv[])
{
	sigset_t signals;
	int interrupted = 0;

	if (argc < 5) {
		fputs("usage: budget WALL CPU FILE COMMAND [ARG]...\n",
			stderr);
		return FAILED;
	}
	struct budget budget = {
		.wall = strtod(argv[1], NULL),
		.cpu = strtod(argv[2], NULL),
		.begin = now(),
	};
	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	sigaddset(&signals, SIGHUP);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	pid_t child = start(argv + 4, &signals);
	int status = await(&budget, child, &signals, &interrupted);
	supervisor_sweep();
	report(&budget, argv[3]);
	if (interrupted != 0)
		return 128 + interrupted;
	return budget.exceeded != NULL ? USED_UP : exit_status(status);
}
