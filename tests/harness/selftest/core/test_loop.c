/*
 * Tests of the event loop, loop.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "loop.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MOST = 3000, PATIENCE_MS = 5000 };

TestSuite(loop, .timeout = 60);

/* Readable from the start, so its handler is due in every round. */
static int ready_descriptor(void)
{
	int fd = eventfd(1, EFD_CLOEXEC);

	cr_assert(fd != -1, "no eventfd");
	return fd;
}

static int calls;
static int last_fd;
static short last_events;

static void count_call(void *context, int fd, short revents)
{
	int *forget = context;

	calls++;
	last_fd = fd;
	last_events = revents;
	if (forget != NULL)
		loop_forget(*forget);
}

static bool never(void *context)
{
	(void)context;
	return false;
}

static bool after_three(void *count)
{
	return ++*(int *)count > 3;
}

/* Serves what is due, for at least four rounds. */
static void serve_some_rounds(void)
{
	int count = 0;

	cr_assert(loop_until(after_three, &count,
			  loop_deadline(PATIENCE_MS)),
		"the condition holds, and the loop does not see it");
}

Test(loop, tells_the_handler_what_happened)
{
	int fd = ready_descriptor();

	loop_watch(fd, POLLIN, count_call, NULL);
	serve_some_rounds();
	cr_assert(calls >= 4, "called %d times", calls);
	cr_assert(last_fd == fd, "told about %d", last_fd);
	cr_assert(last_events == POLLIN, "told %d", last_events);
}

Test(loop, tells_the_handler_about_a_hangup_it_did_not_ask_for)
{
	int ends[2];

	cr_assert(pipe(ends) == 0, "no pipe");
	close(ends[1]);
	loop_watch(ends[0], 0, count_call, &ends[0]);
	serve_some_rounds();
	cr_assert(last_events == POLLHUP, "told %d", last_events);
}

Test(loop, calls_no_handler_without_an_event)
{
	int fd = eventfd(0, EFD_CLOEXEC);

	loop_watch(fd, POLLIN, count_call, NULL);
	serve_some_rounds();
	cr_assert(calls == 0, "called %d times", calls);
}

Test(loop, a_handler_may_forget_itself)
{
	int fd = ready_descriptor();

	loop_watch(fd, POLLIN, count_call, &fd);
	serve_some_rounds();
	cr_assert(calls == 1, "called %d times", calls);
}

Test(loop, a_handler_may_forget_another_whose_event_is_there)
{
	int first = ready_descriptor();
	int second = ready_descriptor();

	loop_watch(first, POLLIN, count_call, &second);
	loop_watch(second, POLLIN, count_call, &first);
	serve_some_rounds();
	cr_assert(last_fd == first, "the forgotten one was called");
	cr_assert(calls >= 4, "called %d times", calls);
}

Test(loop, forgetting_one_leaves_the_others)
{
	int fds[3];

	for (int i = 0; i < 3; i++) {
		fds[i] = ready_descriptor();
		loop_watch(fds[i], POLLIN, count_call, &fds[i]);
	}
	loop_forget(fds[0]);
	loop_forget(fds[0]);
	serve_some_rounds();
	cr_assert(calls == 2, "called %d times", calls);
}

static void watch_again(void *fd, int watched, short revents)
{
	(void)revents;
	loop_watch(watched, POLLIN, count_call, fd);
}

Test(loop, watching_again_replaces_the_handler)
{
	int fd = ready_descriptor();

	loop_watch(fd, POLLIN, watch_again, &fd);
	serve_some_rounds();
	cr_assert(calls == 1, "called %d times", calls);
}

Test(loop, the_condition_is_asked_without_any_event)
{
	serve_some_rounds();
	cr_assert(calls == 0, "called %d times", calls);
}

Test(loop, gives_up_at_the_deadline_and_not_before)
{
	int64_t deadline = loop_deadline(30);

	cr_assert(!loop_until(never, NULL, deadline), "it holds");
	cr_assert(loop_now_us() >= deadline, "it gave up too early");
}

/* What is there counts, even when there is no time to wait for it. */
Test(loop, serves_what_is_there_after_the_deadline)
{
	int count = 3;

	loop_watch(ready_descriptor(), POLLIN, count_call, NULL);
	cr_assert(loop_until(after_three, &count, 0), "not asked");
	cr_assert(calls == 1, "called %d times", calls);
}

Test(loop, a_deadline_is_stretched_on_slow_machines)
{
	static const struct {
		const char *factor;
		int64_t times;
	} cases[] = { { "3", 3 }, { "100", 100 }, { "0", 1 },
		{ "101", 1 }, { "-2", 1 }, { "x", 1 }, { "", 1 } };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		setenv("WORKBOOK_SLOW", cases[i].factor, 1);
		int64_t before = loop_now_us();
		int64_t deadline = loop_deadline(1000000);
		int64_t after = loop_now_us();
		int64_t wait = cases[i].times * 1000000000;

		cr_assert(deadline >= before + wait &&
				deadline <= after + wait,
			"WORKBOOK_SLOW=%s", cases[i].factor);
	}
}

/* The event was there before it was watched anew. */
static void forget_and_watch_others(void *fds, int fd, short revents)
{
	const int *others = fds;

	count_call(NULL, fd, revents);
	for (int i = 0; i < 3; i++)
		if (others[i] != fd) {
			loop_forget(others[i]);
			loop_watch(others[i], POLLOUT, count_call,
				(void *)&others[i]);
		}
	loop_forget(fd);
}

Test(loop, an_old_event_is_none_of_a_new_watch)
{
	int fds[3];

	for (int i = 0; i < 3; i++) {
		fds[i] = ready_descriptor();
		loop_watch(
			fds[i], POLLIN, forget_and_watch_others, fds);
	}
	serve_some_rounds();
	cr_assert(calls == 3, "called %d times", calls);
	cr_assert(last_events == POLLOUT, "told %d", last_events);
}

Test(loop, a_number_that_comes_again_is_watched_anew)
{
	int fd = ready_descriptor();

	loop_watch(fd, POLLIN, count_call, NULL);
	close(fd);
	cr_assert(ready_descriptor() == fd, "another number");
	loop_watch(fd, POLLIN, count_call, &fd);
	serve_some_rounds();
	cr_assert(calls == 1, "called %d times", calls);
}

/* As the standard input of a program in the background. */
Test(loop, a_file_is_always_ready)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	loop_watch(fd, POLLIN, count_call, NULL);
	serve_some_rounds();
	cr_assert(calls >= 4, "called %d times", calls);
	loop_forget(fd);
	calls = 0;
	serve_some_rounds();
	cr_assert(calls == 0, "called %d times", calls);
}

/* More than one round serves, and none is left out. */
Test(loop, serves_3000_descriptors)
{
	struct rlimit limit;
	static int fds[MOST];

	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
	cr_assert(limit.rlim_max > MOST + 100, "needs a higher limit");
	for (int i = 0; i < MOST; i++) {
		fds[i] = ready_descriptor();
		loop_watch(fds[i], POLLIN, count_call, &fds[i]);
	}
	for (int i = 0; i < 4; i++)
		serve_some_rounds();
	cr_assert(calls == MOST, "called %d times", calls);
}

/* As if we had been stopped, the first time. */
static bool after_a_standstill(void *count)
{
	int64_t end = loop_now_us() + 1500000;

	if ((*(int *)count)++ > 0)
		return *(int *)count > 3;
	while (loop_now_us() < end)
		;
	return false;
}

Test(loop, forgives_a_standstill)
{
	int count = 0;
	int64_t begin = loop_now_us();

	cr_assert(loop_until(after_a_standstill, &count,
			  loop_deadline(1000)),
		"the deadline came although we were stopped");
	cr_assert(loop_now_us() - begin < 1000000,
		"the time of a standstill counts");
}
