/*
 * Runs a command that may use so much time and no more.
 * usage: budget WALL WAIT CPU FILE COMMAND [ARG]...
 *
 * WALL, WAIT and CPU are seconds.  The CPU time is that of all
 * descendants; WAIT is for the time in which nothing of what is graded
 * could go on: who only sleeps takes the turn of others, and who has to
 * wait for a processor does not.  When one is used up the command gets
 * SIGTERM, and SIGKILL if it does not end.  All that it has started is
 * stopped before, so that it can.  Nothing that it started outlives it,
 * or this program.  FILE receives what was used, as JSON.
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
#include <sys/stat.h>
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
	double wait;
	double cpu;
	double begin;
	double looked; /* when, the last time */
	double idle;
	const char *exceeded; /* "wall", "wait", "cpu" or NULL */
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

/* --- everything below a process --- */

/* What /proc/PID/stat tells of a process, from its state on. */
static bool read_state(pid_t process, char *text, size_t size)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/stat", process);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file == -1)
		return false;
	ssize_t n = read(file, text, size - 1);
	close(file);
	text[n > 0 ? n : 0] = '\0';
	/* The name before it may hold anything. */
	const char *rest = strrchr(text, ')');
	if (rest == NULL || rest[1] != ' ')
		return false;
	memmove(text, rest + 2, strlen(rest + 2) + 1);
	return true;
}

/* The process's own time, and that of children it has waited for. */
static double own_cpu(pid_t process)
{
	char text[1024];
	unsigned long ticks[4] = { 0 };

	if (!read_state(process, text, sizeof text) ||
		sscanf(text,
			"%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u"
			" %lu %lu %lu %lu",
			&ticks[0], &ticks[1], &ticks[2],
			&ticks[3]) != 4)
		return 0;
	return (double)(ticks[0] + ticks[1] + ticks[2] + ticks[3]) /
		(double)sysconf(_SC_CLK_TCK);
}

/*
 * What is graded has process numbers of its own, or another uid; the
 * rest is the grader, which may look for its end all the time.
 */
static bool is_strange(pid_t process)
{
	char path[64];
	struct stat other;
	struct stat own;

	snprintf(path, sizeof path, "/proc/%d", process);
	if (stat(path, &other) == 0 && other.st_uid != getuid())
		return true;
	snprintf(path, sizeof path, "/proc/%d/ns/pid", process);
	return stat(path, &other) != 0 ||
		stat("/proc/self/ns/pid", &own) != 0 ||
		other.st_ino != own.st_ino;
}

/* It computes, or waits for a processor, or for a disk. */
static double is_busy(pid_t process)
{
	char text[1024];

	return read_state(process, text, sizeof text) &&
		strchr("RD", text[0]) != NULL && is_strange(process);
}

/* No measure, and worth nothing: a process that is in nobody's way. */
static double stop_process(pid_t process)
{
	kill(process, SIGSTOP);
	return 0;
}

/* The sum of what measure says of all that is below a process; it is
 * asked about a parent before its children are looked up. */
static double sum_below(pid_t process, double (*measure)(pid_t));

static double sum_children(
	pid_t process, const char *thread, double (*measure)(pid_t))
{
	char path[320];
	int child;
	double sum = 0;

	snprintf(path, sizeof path, "/proc/%d/task/%s/children",
		process, thread);
	FILE *list = fopen(path, "re");
	if (list == NULL)
		return 0;
	while (fscanf(list, "%d", &child) == 1) {
		sum += measure(child);
		sum += sum_below(child, measure);
	}
	fclose(list);
	return sum;
}

static double sum_below(pid_t process, double (*measure)(pid_t))
{
	char path[64];
	struct dirent *entry;
	double sum = 0;

	snprintf(path, sizeof path, "/proc/%d/task", process);
	DIR *threads = opendir(path);
	if (threads == NULL)
		return sum;
	while ((entry = readdir(threads)) != NULL)
		if (entry->d_name[0] != '.')
			sum += sum_children(
				process, entry->d_name, measure);
	closedir(threads);
	return sum;
}

static double tree_cpu(pid_t process)
{
	return own_cpu(process) + sum_below(process, own_cpu);
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

static void count_idle_time(struct budget *budget, pid_t child)
{
	double moment = now();

	if (is_busy(child) + sum_below(child, is_busy) == 0)
		budget->idle += moment - budget->looked;
	budget->looked = moment;
}

static bool is_used_up(struct budget *budget, pid_t child)
{
	count_idle_time(budget, child);
	if (now() - budget->begin > budget->wall)
		budget->exceeded = "wall";
	else if (tree_cpu(child) > budget->cpu)
		budget->exceeded = "cpu";
	else if (budget->idle > budget->wait)
		budget->exceeded = "wait";
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

/*
 * Asks the command to end, and makes it.  What it has started may burn
 * all processors: it would get none of the time that it needs for that.
 */
static int end(pid_t child, const sigset_t *signals)
{
	sum_below(child, stop_process);
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
		"\"wait_limit_s\": %.0f, \"cpu_limit_s\": %.0f, "
		"\"exceeded\": %s%s%s}\n",
		now() - budget->begin,
		seconds(used.ru_utime) + seconds(used.ru_stime),
		used.ru_maxrss, budget->wall, budget->wait, budget->cpu,
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

	if (argc < 6) {
		fputs("usage: budget WALL WAIT CPU FILE COMMAND "
		      "[ARG]...\n",
			stderr);
		return FAILED;
	}
	struct budget budget = {
		.wall = strtod(argv[1], NULL),
		.wait = strtod(argv[2], NULL),
		.cpu = strtod(argv[3], NULL),
		.begin = now(),
		.looked = now(),
	};
	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	sigaddset(&signals, SIGHUP);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	pid_t child = start(argv + 5, &signals);
	int status = await(&budget, child, &signals, &interrupted);
	supervisor_sweep();
	report(&budget, argv[4]);
	if (interrupted != 0)
		return 128 + interrupted;
	return budget.exceeded != NULL ? USED_UP : exit_status(status);
}
