/*
 * The event loop; see loop.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "loop.h"

#include "environment.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <time.h>

enum {
	/* More of them are served in the next round. */
	MOST_AT_ONCE = 256,
	LONGEST_NAP_MS = 2,
	/* Longer than one round takes on a machine that runs. */
	STANDSTILL_US = 1000000,
};

/* What is watched has the number of its descriptor. */
struct watch {
	loop_handler *handler; /* NULL: not watched */
	void *context;
	uint32_t serial; /* another each time that it is watched */
	short always; /* events that are always there */
};

static struct watch *watches;
static int room;
static bool any_always;
static uint64_t events_served;
static int64_t stood_still_us;

static _Noreturn void stop(const char *what)
{
	fprintf(stderr, "loop: ");
	perror(what);
	abort();
}

static int set_of_events(void)
{
	static int set = -1;

	if (set == -1)
		set = epoll_create1(EPOLL_CLOEXEC);
	if (set == -1)
		stop("epoll_create1");
	return set;
}

static struct watch *watch_of(int fd)
{
	return fd >= 0 && fd < room && watches[fd].handler != NULL
		? &watches[fd]
		: NULL;
}

static void make_room(int fd)
{
	int wanted = 2 * fd + 64;

	if (fd < room)
		return;
	watches = realloc(watches, (size_t)wanted * sizeof *watches);
	if (watches == NULL)
		stop("watches");
	for (; room < wanted; room++)
		watches[room] = (struct watch){ .handler = NULL };
}

/*
 * The kernel forgets what is closed, and its number comes again.  What
 * never makes anybody wait, as a file, it does not take.
 */
static bool enlist(int fd, struct epoll_event *event)
{
	int set = set_of_events();

	if (epoll_ctl(set, EPOLL_CTL_MOD, fd, event) == 0)
		return true;
	if (errno == ENOENT &&
		epoll_ctl(set, EPOLL_CTL_ADD, fd, event) == 0)
		return true;
	if (errno != EPERM && errno != EBADF)
		stop("epoll_ctl");
	return false;
}

void loop_watch(
	int fd, short events, loop_handler *handler, void *context)
{
	static uint32_t serial;

	make_room(fd);
	watches[fd] = (struct watch){ handler, context, ++serial, 0 };
	struct epoll_event event = { .events = (uint32_t)events,
		.data.u64 = (uint64_t)serial << 32 | (uint32_t)fd };
	watches[fd].always = enlist(fd, &event) ? 0 : events;
	any_always |= watches[fd].always != 0;
}

void loop_forget(int fd)
{
	struct watch *watch = watch_of(fd);

	if (watch == NULL)
		return;
	watch->handler = NULL;
	epoll_ctl(set_of_events(), EPOLL_CTL_DEL, fd, NULL);
}

static int64_t monotonic_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

uint64_t loop_events_served(void)
{
	return events_served;
}

int64_t loop_now_us(void)
{
	static int64_t start;

	if (start == 0)
		start = monotonic_us();
	return monotonic_us() - start - stood_still_us;
}

int64_t loop_deadline(int64_t milliseconds)
{
	long slow = environment_number(ENVIRONMENT_SLOW);

	if (slow < 1 || slow > 100)
		slow = 1;
	return loop_now_us() + milliseconds * 1000 * slow;
}

/*
 * A handler may watch and forget descriptors: an event that was there
 * before is none of the new watch.
 */
static void deliver(const struct epoll_event *event)
{
	int fd = (int)(uint32_t)event->data.u64;
	const struct watch *watch = watch_of(fd);

	if (watch == NULL || watch->serial != event->data.u64 >> 32)
		return;
	events_served++;
	watch->handler(watch->context, fd, (short)event->events);
}

/* Files, and what is closed: they are told of in each round. */
static void serve_always(void)
{
	for (int fd = 0; fd < room; fd++) {
		struct watch *watch = watch_of(fd);

		if (watch != NULL && watch->always != 0) {
			events_served++;
			watch->handler(
				watch->context, fd, watch->always);
		}
	}
}

static void serve_once(int timeout_ms)
{
	struct epoll_event ready[MOST_AT_ONCE];
	int count = epoll_wait(set_of_events(), ready, MOST_AT_ONCE,
		any_always ? 0 : timeout_ms);

	if (count == -1 && errno != EINTR)
		stop("epoll_wait");
	for (int i = 0; i < count; i++)
		deliver(&ready[i]);
	if (any_always)
		serve_always();
}

/*
 * A process that was stopped, or a machine that was, does not blame the
 * program for it.  Result: the moment of this look.
 */
static int64_t forgive_standstill(int64_t last_look_us)
{
	int64_t elapsed = loop_now_us() - last_look_us;

	if (elapsed > STANDSTILL_US)
		stood_still_us += elapsed;
	return loop_now_us();
}

bool loop_until(
	loop_condition *condition, void *context, int64_t deadline_us)
{
	int64_t last_look_us = loop_now_us();

	serve_once(0);
	while (!condition(context)) {
		last_look_us = forgive_standstill(last_look_us);
		if (loop_now_us() >= deadline_us)
			return false;
		serve_once(LONGEST_NAP_MS);
	}
	return true;
}
