/*
 * The event loop; see loop.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "loop.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
	MAX_WATCHES = 1200,
	LONGEST_NAP_MS = 2,
	/* Longer than one round takes on a machine that runs. */
	STANDSTILL_US = 1000000,
};

struct watch {
	loop_handler *handler;
	void *context;
};

static struct pollfd polled[MAX_WATCHES];
static struct watch watches[MAX_WATCHES];
static nfds_t watch_count;
static uint64_t events_served;
static int64_t stood_still_us;

static nfds_t find_watch(int fd)
{
	nfds_t i = 0;

	while (i < watch_count && polled[i].fd != fd)
		i++;
	return i;
}

void loop_watch(
	int fd, short events, loop_handler *handler, void *context)
{
	nfds_t i = find_watch(fd);

	if (i == MAX_WATCHES) {
		fputs("loop: more than 1,200 descriptors\n", stderr);
		abort();
	}
	if (i == watch_count)
		watch_count++;
	polled[i] = (struct pollfd){ .fd = fd, .events = events };
	watches[i] = (struct watch){ handler, context };
}

void loop_forget(int fd)
{
	nfds_t i = find_watch(fd);

	if (i == watch_count)
		return;
	watch_count--;
	polled[i] = polled[watch_count];
	watches[i] = watches[watch_count];
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
	const char *factor = getenv("WORKBOOK_SLOW");
	long slow = factor != NULL ? strtol(factor, NULL, 10) : 1;

	if (slow < 1 || slow > 100)
		slow = 1;
	return loop_now_us() + milliseconds * 1000 * slow;
}

/*
 * A handler may watch and forget descriptors, which moves the entries:
 * each event is looked up again before it is delivered.
 */
static void deliver_events(void)
{
	struct pollfd ready[MAX_WATCHES];
	nfds_t count = 0;

	for (nfds_t i = 0; i < watch_count; i++)
		if (polled[i].revents != 0)
			ready[count++] = polled[i];
	for (nfds_t i = 0; i < count; i++) {
		nfds_t at = find_watch(ready[i].fd);

		if (at == watch_count)
			continue;
		events_served++;
		watches[at].handler(watches[at].context, ready[i].fd,
			ready[i].revents);
	}
}

static void serve_once(int timeout_ms)
{
	int ready = poll(polled, watch_count, timeout_ms);

	if (ready == -1 && errno != EINTR) {
		perror("loop: poll");
		abort();
	}
	if (ready > 0)
		deliver_events();
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
