/*
 * The suite's main program: reads its environment, finds the level of
 * isolation, lets Criterion run the tests in a child, and makes record
 * and report from the journals, however that child ends.  With --builds
 * it only says which builds of the program its tests want to have.
 *
 * Environment: see environment.h.
 * Exit status: 0 full marks, 1 fewer, 2 could not run.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "box.h"
#include "causes.h"
#include "earlier.h"
#include "environment.h"
#include "exercise.h"
#include "isolation.h"
#include "loop.h"
#include "patience.h"
#include "probe.h"
#include "record.h"
#include "report.h"
#include "result.h"
#include "runner.h"
#include "stage.h"

#include <criterion/criterion.h>
#include <criterion/internal/ordered-set.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	COULD_NOT_RUN = 2,
	MOST_RUNNERS = 50,
	MAX_TESTS = 200,
	/* A record on disk is never older than that. */
	RECORD_EVERY_MS = 300,
};

static const struct exercise_test *tests[MAX_TESTS];
static struct criterion_test *registered[MAX_TESTS];
static size_t test_count;
static char run_directory[PATH_MAX];
static char build_log[65537];

static _Noreturn void stop(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

static void stop(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(COULD_NOT_RUN);
}

/* --- which tests --- */

/* Criterion sorts by name; people read in the order of the source. */
static int in_source_order(const void *a, const void *b)
{
	const struct criterion_test *first =
		*(struct criterion_test *const *)a;
	const struct criterion_test *second =
		*(struct criterion_test *const *)b;

	return (first->data->line_ > second->data->line_) -
		(first->data->line_ < second->data->line_);
}

static void collect_tests(struct criterion_test_set *set)
{
	FOREACH_SET(struct criterion_suite_set * suite, set->suites)
	{
		FOREACH_SET(struct criterion_test * test, suite->tests)
		{
			if (test_count == MAX_TESTS)
				stop("more than %d tests", MAX_TESTS);
			registered[test_count++] = test;
		}
	}
	qsort(registered, test_count, sizeof registered[0],
		in_source_order);
	for (size_t i = 0; i < test_count; i++)
		tests[i] = registered[i]->data->data;
}

/* TEST is a pattern as in the shell, or a part of the id. */
static bool is_asked_for(const char *id, const char *pattern)
{
	return fnmatch(pattern, id, FNM_EXTMATCH) == 0 ||
		strstr(id, pattern) != NULL;
}

static void select_tests(const char *pattern)
{
	size_t selected = 0;

	if (pattern[0] == '\0')
		return;
	for (size_t i = 0; i < test_count; i++) {
		bool asked = is_asked_for(tests[i]->id, pattern);

		registered[i]->data->disabled = !asked;
		selected += asked;
	}
	if (selected > 0)
		return;
	fprintf(stderr, "No test matches TEST=%s. There are:\n",
		pattern);
	for (size_t i = 0; i < test_count; i++)
		fprintf(stderr, "  %s\n", tests[i]->id);
	exit(COULD_NOT_RUN);
}

/* --- the run's own facts --- */

/* Short enough to be typed again. */
static unsigned long long choose_seed(void)
{
	const char *wish = environment_value(ENVIRONMENT_WISHED_SEED);
	unsigned long long seed = 0;
	char *end;

	if (wish[0] == '\0') {
		if (getrandom(&seed, sizeof seed, 0) == -1)
			seed = (unsigned long long)time(NULL);
		return seed % 999999 + 1;
	}
	errno = 0;
	seed = strtoull(wish, &end, 10);
	if (errno != 0 || *end != '\0' || wish[0] == '-' ||
		seed >= 1ULL << 53)
		stop("SEED=%s: the seed is a number below 2 to the "
		     "power of 53.",
			wish);
	return seed;
}

static void read_build_log(void)
{
	FILE *log =
		fopen(environment_value(ENVIRONMENT_BUILD_LOG), "re");

	if (log == NULL)
		return;
	size_t n = fread(build_log, 1, sizeof build_log - 1, log);
	build_log[n] = '\0';
	fclose(log);
}

static const char *started_now(void)
{
	static char text[32];
	time_t now = time(NULL);
	struct tm utc;

	gmtime_r(&now, &utc);
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
	return text;
}

/* There is none in a reader's bundle. */
static const char *find_solution(void)
{
	static char path[200];

	snprintf(path, sizeof path, "solutions/%s/%s.c",
		this_exercise.key, this_exercise.program);
	return access(path, R_OK) == 0 ? path : NULL;
}

/* What is made there is for others to read, at another place. */
static bool is_in_class(void)
{
	return environment_value(ENVIRONMENT_JOBS)[0] != '\0';
}

static struct run describe_run(void)
{
	read_build_log();
	return (struct run){
		.exercise = &this_exercise,
		.tests = tests,
		.test_count = test_count,
		.sections = chapter_sections,
		.section_count = chapter_section_count,
		.causes = chapter_causes,
		.directory = run_directory,
		.results_path = environment_value(ENVIRONMENT_RESULTS),
		.isolation = isolation_name(ISOLATION_SEALED),
		.seed = choose_seed(),
		.started = started_now(),
		.verbose = environment_value(ENVIRONMENT_VERBOSE)[0] ==
			'1',
		.selection =
			environment_value(ENVIRONMENT_TEST)[0] != '\0',
		.source = environment_value(ENVIRONMENT_SOURCE),
		.build = is_in_class()
			? NULL
			: environment_value(ENVIRONMENT_BUILD),
		.solution = find_solution(),
		.build_log = build_log,
		.build_failed =
			strcmp(environment_value(
				       ENVIRONMENT_BUILD_STATUS),
				"failed") == 0,
		.warnings =
			(int)environment_number(ENVIRONMENT_WARNINGS),
	};
}

static int64_t now_ms(void)
{
	return loop_now_us() / 1000;
}

/*
 * Between two events: keeps the record up to date, and the reader.
 * Result: true if the run is to be cut short.
 */
static bool look_at_run(
	const struct run *run, struct patience *patience)
{
	struct result *results = results_read(run);
	bool over = false;

	record_write(run, now_ms());
	if (results == NULL)
		return false;
	patience_show(patience, results, run->test_count, now_ms());
	over = patience_is_over(
		patience, results, run->test_count, now_ms());
	results_free(results, run->test_count);
	return over;
}

static void write_record(const struct run *run)
{
	if (record_write(run, now_ms()) == -1)
		stop("The result record %s cannot be written: %s",
			run->results_path, strerror(errno));
}

/* --- the folder of the journals --- */

static void make_run_directory(void)
{
	const char *parent = environment_value(ENVIRONMENT_SCRATCH);

	if (parent[0] == '\0')
		parent = environment_value(ENVIRONMENT_TEMPORARY);
	if (parent[0] == '\0')
		parent = "/tmp";
	snprintf(run_directory, sizeof run_directory,
		"%s/workbook-run.XXXXXX", parent);
	if (mkdtemp(run_directory) == NULL)
		stop("No folder for the journals in %s: %s", parent,
			strerror(errno));
	environment_tell(ENVIRONMENT_RUN, run_directory);
}

static void remove_run_directory(void)
{
	char path[PATH_MAX + 300];
	struct dirent *entry;
	DIR *directory = opendir(run_directory);

	if (directory == NULL)
		return;
	while ((entry = readdir(directory)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", run_directory,
			entry->d_name);
		unlink(path);
	}
	closedir(directory);
	rmdir(run_directory);
}

static void clean_up(void)
{
	stage_remove();
	remove_run_directory();
}

/* --- the runner --- */

/*
 * Tests wait more than they compute.  Where a class is graded, other
 * suites run at the same time.  Programs of one uid in the open could
 * end those of another test.
 */
static size_t tests_at_once(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	long wish = environment_number(ENVIRONMENT_JOBS);

	if (isolation_level() == ISOLATION_SPLIT_UID)
		return 1;
	if (wish > 0)
		return (size_t)wish;
	return cores > 0 ? (size_t)cores * 2 : 2;
}

/*
 * A journal tells that a test has begun: it is not run again.  Result:
 * how many are left.
 */
static size_t choose_tests_left(const struct run *run)
{
	size_t left = 0;

	for (size_t i = 0; i < test_count; i++) {
		registered[i]->data->disabled |=
			result_has_begun(run, tests[i]);
		left += !registered[i]->data->disabled;
	}
	return left;
}

/* Nothing is left behind, and the shell sees what happened. */
static _Noreturn void give_way(
	const struct run *run, pid_t runner, int signal)
{
	sigset_t all;

	runner_end(runner);
	record_write(run, now_ms());
	clean_up();
	fputs("\nInterrupted: nothing is running any more.\n", stderr);
	sigfillset(&all);
	sigprocmask(SIG_UNBLOCK, &all, NULL);
	kill(getpid(), signal);
	_exit(128 + signal);
}

enum fate {
	RUNNER_ENDED,
	RUNNER_NAMELESS,
	RUNNER_LOST,
	RUNNER_GIVEN_UP,
};

/* Its number stays taken: it is not waited for. */
static bool has_ended(pid_t runner, enum fate *fate)
{
	siginfo_t end = { .si_pid = 0 };

	if (waitid(P_PID, (id_t)runner, &end,
		    WEXITED | WNOHANG | WNOWAIT) == -1 ||
		end.si_pid != runner)
		return false;
	if (end.si_code != CLD_EXITED)
		*fate = RUNNER_LOST;
	else if (end.si_status == RUNNER_HAS_NO_NAME)
		*fate = RUNNER_NAMELESS;
	else
		*fate = RUNNER_ENDED;
	return true;
}

static enum fate await_runner(const struct run *run, pid_t runner,
	const sigset_t *signals, struct patience *patience)
{
	struct timespec nap = { .tv_nsec = RECORD_EVERY_MS * 1000000L };
	struct runner_watch watch = { 0 };
	enum fate fate = RUNNER_LOST;

	while (!runner_is_stuck(runner, &watch)) {
		int signal = sigtimedwait(signals, NULL, &nap);

		if (signal == SIGCHLD) {
			if (has_ended(runner, &fate))
				break;
		} else if (signal > 0) {
			give_way(run, runner, signal);
		} else if (look_at_run(run, patience)) {
			return RUNNER_GIVEN_UP;
		}
	}
	return fate;
}

static enum fate run_once(const struct run *run,
	const struct runner_plan *plan, struct patience *patience)
{
	pid_t runner = runner_start(plan);

	if (runner == -1)
		stop("No process for the tests: %s", strerror(errno));
	enum fate fate =
		await_runner(run, runner, plan->unblocked, patience);
	runner_end(runner);
	return fate;
}

static void explain(enum fate fate)
{
	if (fate == RUNNER_NAMELESS)
		fputs("The tests cannot run: somebody has left files "
		      "/tmp/criterion_*.sock. Please remove them.\n",
			stderr);
	if (fate == RUNNER_LOST)
		fputs("The tests were stopped by the watchdog.\n",
			stderr);
}

/* A test that was ended in the middle says nothing. */
static void forget_unfinished(const struct run *run)
{
	char path[PATH_MAX + 300];

	for (size_t i = 0; i < test_count; i++) {
		if (result_has_ended(run, tests[i]))
			continue;
		snprintf(path, sizeof path, "%s/%s.journal",
			run_directory, tests[i]->id);
		unlink(path);
	}
}

/*
 * A runner may be lost before it got to all tests: then another one
 * takes those that are left.  One that comes to its end and leaves some
 * does so because one failure is enough, or could start none of them.
 */
static void run_in_child(const struct run *run,
	struct criterion_test_set *set, struct patience *patience)
{
	sigset_t signals;
	enum fate fate = RUNNER_LOST;
	struct runner_plan plan = {
		.set = set,
		.tests_at_once = tests_at_once(),
		.one_failure_is_enough =
			environment_value(ENVIRONMENT_FAIL_FAST)[0] ==
			'1',
		.unblocked = &signals,
	};

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	sigaddset(&signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (int i = 0; i < MOST_RUNNERS && fate != RUNNER_ENDED &&
		fate != RUNNER_GIVEN_UP && choose_tests_left(run) > 0;
		i++)
		fate = run_once(run, &plan, patience);
	if (fate == RUNNER_GIVEN_UP)
		forget_unfinished(run);
	else if (choose_tests_left(run) > 0)
		explain(fate);
}

static void establish_isolation(struct run *run)
{
	static char note[200];
	enum isolation level = probe_isolation(note, sizeof note);

	if (level == ISOLATION_UNTRIED)
		stop("Not judged: %s.  Try again.", note);
	if (level == ISOLATION_SPLIT_UID)
		isolation_take_turn();
	if (level == ISOLATION_SPLIT_UID && stage_files() == -1)
		stop("The program cannot be copied to /tmp: %s",
			strerror(errno));
	if (level == ISOLATION_SPLIT_UID &&
		box_try(level, STDERR_FILENO) != BOX_HOLDS)
		stop("The program cannot be kept away from the tests "
		     "on this machine.");
	run->isolation = isolation_name(level);
	run->isolation_note = note[0] != '\0' ? note : NULL;
}

/*
 * Criterion moves the process to a group of its own, where Ctrl-C at
 * the terminal would not reach it.
 */
static struct criterion_test_set *initialize_criterion(void)
{
	pid_t group = getpgrp();
	struct criterion_test_set *set = criterion_initialize();

	if (setpgid(0, group) == -1)
		perror("setpgid");
	return set;
}

/* What the program has to be built with, beside the usual. */
static _Noreturn void tell_builds(void)
{
	if (this_exercise.thread_sanitizer)
		puts("threads");
	if (this_exercise.plain_build)
		puts("plain");
	exit(fflush(stdout) == EOF ? COULD_NOT_RUN : EXIT_SUCCESS);
}

/* Else the first file that is opened would take the report. */
static void keep_stdout_open(void)
{
	while (fcntl(STDOUT_FILENO, F_GETFD) == -1 &&
		open("/dev/full", O_WRONLY) != -1)
		;
}

int main(int argc, char *argv[])
{
	char seed[32];
	if (argc == 2 && strcmp(argv[1], "--builds") == 0)
		tell_builds();
	keep_stdout_open();
	struct criterion_test_set *set = initialize_criterion();

	loop_now_us();
	collect_tests(set);
	select_tests(environment_value(ENVIRONMENT_TEST));
	struct run run = describe_run();
	snprintf(seed, sizeof seed, "%llu", run.seed);
	environment_tell(ENVIRONMENT_SEED, seed);
	struct earlier earlier = earlier_read(&run);
	run.earlier = &earlier;
	make_run_directory();
	if (run.build_failed) {
		write_record(&run);
		clean_up();
		return EXIT_FAILURE;
	}
	/* Where a class is graded the machine is always busy. */
	struct patience patience = {
		.pressure = is_in_class() ? "" : "/proc/pressure/cpu",
		.limit_ms =
			1000 * environment_number(ENVIRONMENT_PATIENCE),
	};
	establish_isolation(&run);
	write_record(&run);
	run_in_child(&run, set, &patience);
	patience_hide(&patience);
	run.cut_short = patience.verdict;
	write_record(&run);
	int status = report_print(&run, now_ms(), stdout);
	clean_up();
	return status;
}
