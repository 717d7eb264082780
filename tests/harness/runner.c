/*
 * The process in which Criterion runs the tests; see runner.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "runner.h"

#include "loop.h"
#include "observe.h"
#include "supervisor.h"

#include <criterion/criterion.h>
#include <criterion/options.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum {
	LOOK_EVERY_MS = 250,
	/* They are counted, as we may have stood still, too. */
	MOST_QUIET_LOOKS = 15,
	/* No suite takes that long. */
	MOST_LOOKS = 720,
};

static void be_silent(
	enum criterion_severity severity, const char *message)
{
	(void)severity;
	(void)message;
}

/*
 * Journals tell everything: whatever Criterion would print is noise,
 * and its status says nothing about the reader's program.
 */
static _Noreturn void run_tests(const struct runner_plan *plan)
{
	static struct criterion_logger silence = {
		.log_message = be_silent,
	};
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigprocmask(SIG_UNBLOCK, plan->unblocked, NULL);
	criterion_options.logger = &silence;
	criterion_options.jobs = plan->tests_at_once;
	criterion_options.measure_time = false;
	criterion_options.fail_fast = plan->one_failure_is_enough;
	criterion_run_all_tests(plan->set);
	exit(0);
}

static const char *runner_socket(pid_t runner)
{
	static char path[64];

	snprintf(path, sizeof path, "/tmp/criterion_%d.sock", runner);
	return path;
}

/* PID namespaces that share /tmp may have runners of the same pid. */
static bool is_in_use(const char *path)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int trial = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (trial == -1)
		return false;
	snprintf(name.sun_path, sizeof name.sun_path, "%s", path);
	int result =
		connect(trial, (struct sockaddr *)&name, sizeof name);
	close(trial);
	return result == 0;
}

/*
 * The runner's socket has its pid for a name.  A runner that fails fast
 * or is killed leaves it behind, and a later one of the same pid could
 * do nothing.  False if it is somebody else's.
 */
static bool clear_socket(pid_t runner)
{
	const char *path = runner_socket(runner);

	return !is_in_use(path) &&
		(unlink(path) == 0 || errno == ENOENT);
}

pid_t runner_start(const struct runner_plan *plan)
{
	fflush(NULL);
	pid_t runner = fork();

	if (runner == 0) {
		if (!clear_socket(getpid()))
			_exit(RUNNER_HAS_NO_NAME);
		run_tests(plan);
	}
	return runner;
}

bool runner_is_stuck(pid_t runner, struct runner_watch *watch)
{
	int64_t now_us = loop_now_us();
	int64_t pause_us = loop_deadline(LOOK_EVERY_MS) - now_us;
	struct observation seen;

	if (now_us < watch->next_look_us)
		return false;
	observe(runner, &seen);
	if (!seen.all_sleep || seen.signature != watch->signature)
		watch->quiet_looks = 0;
	else
		watch->quiet_looks++;
	watch->looks++;
	watch->signature = seen.signature;
	watch->next_look_us = now_us + pause_us;
	return watch->quiet_looks == MOST_QUIET_LOOKS ||
		watch->looks == MOST_LOOKS;
}

void runner_end(pid_t runner)
{
	kill(runner, SIGKILL);
	supervisor_sweep();
	clear_socket(runner);
}
