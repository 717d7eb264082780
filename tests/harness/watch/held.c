/*
 * Calls that are held up; see held.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "held.h"

#include "loop.h"
#include "observe.h"
#include "ticker.h"
#include "timeout.h"

#include <errno.h>
#include <stddef.h>
#include <sys/ioctl.h>

enum { MOST_HELD = 256, LOOK_EVERY_US = 500 };

struct held {
	struct seccomp_notif call;
	int listener;
	int64_t since_us;
	int64_t until_us; /* then a signal comes, or it goes on */
	void (*interrupted)(void); /* NULL: it goes on */
	bool (*until)(void *context);
	void *context;
};

static struct held held[MOST_HELD];
static size_t held_count;
static int ticker = -1;

/* A call that is gone was interrupted by a signal of its own. */
static void answer(const struct held *one, bool interrupts)
{
	struct seccomp_notif_resp answer = { .id = one->call.id };

	if (interrupts) {
		timeout_take_off(
			&one->call, loop_now_us() - one->since_us);
		answer.error = -EINTR;
	} else {
		answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	}
	if (ioctl(one->listener, SECCOMP_IOCTL_NOTIF_SEND, &answer) ==
			0 &&
		interrupts)
		one->interrupted();
}

static bool is_gone(const struct held *one)
{
	return ioctl(one->listener, SECCOMP_IOCTL_NOTIF_ID_VALID,
		       &one->call.id) == -1;
}

/*
 * A signal of its own would end the wait, by the mask that pselect(2)
 * has for it or by signalfd(2), which tells only the program.
 */
static bool waits(const struct seccomp_notif *call)
{
	return timeout_would_wait(call) &&
		!observe_has_signal((pid_t)call->pid);
}

static bool goes_on(const struct held *one)
{
	if ((one->until == NULL || !one->until(one->context)) &&
		loop_now_us() < one->until_us)
		return false;
	answer(one, false);
	return true;
}

/* Has it an answer now, or needs none? */
static bool is_settled(const struct held *one)
{
	if (is_gone(one))
		return true;
	if (one->interrupted == NULL)
		return goes_on(one);
	if (!waits(&one->call)) {
		answer(one, false);
		return true;
	}
	if (loop_now_us() < one->until_us)
		return false;
	answer(one, true);
	return true;
}

static void look(void *context)
{
	(void)context;
	for (size_t i = 0; i < held_count;) {
		if (is_settled(&held[i]))
			held[i] = held[--held_count];
		else
			i++;
	}
	if (held_count == 0)
		held_forget();
}

static bool hold(struct held one, long milliseconds)
{
	if (held_count == MOST_HELD)
		return false;
	one.since_us = loop_now_us();
	one.until_us = one.since_us + milliseconds * (int64_t)1000;
	held[held_count++] = one;
	if (ticker == -1)
		ticker = ticker_start(loop_now_us() + LOOK_EVERY_US,
			LOOK_EVERY_US, look, NULL);
	return true;
}

bool held_up(const struct seccomp_notif *call, int listener,
	long milliseconds, bool (*until)(void *context), void *context)
{
	struct held one = { .call = *call,
		.listener = listener,
		.until = until,
		.context = context };

	return hold(one, milliseconds);
}

bool held_any_up(void)
{
	for (size_t i = 0; i < held_count; i++)
		if (held[i].interrupted == NULL)
			return true;
	return false;
}

bool held_interrupt(const struct seccomp_notif *call, int listener,
	long milliseconds, void (*interrupted)(void))
{
	int64_t limit = timeout_of(call);
	int64_t span = milliseconds * (int64_t)1000;

	if (!waits(call))
		return false;
	/* One that is about to time out does so by itself. */
	if (limit >= 0 && limit <= span)
		return false;
	struct held one = { .call = *call,
		.listener = listener,
		.interrupted = interrupted };
	return hold(one, milliseconds);
}

void held_forget(void)
{
	held_count = 0;
	if (ticker != -1)
		ticker_stop(ticker);
	ticker = -1;
}
