/*
 * Moments of the test's loop; see ticker.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "ticker.h"

#include "loop.h"
#include "verdict.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

struct ticking {
	ticker_handler *handler;
	void *context;
};

static void tick(void *context, int fd, short revents)
{
	const struct ticking *ticking = context;
	uint64_t times;

	(void)revents;
	/* Another handler of the same round may have stopped it. */
	if (read(fd, &times, sizeof times) == sizeof times)
		ticking->handler(ticking->context);
}

static struct timespec time_of(int64_t microseconds)
{
	return (struct timespec){
		.tv_sec = microseconds / 1000000,
		.tv_nsec = microseconds % 1000000 * 1000,
	};
}

int ticker_start(int64_t first_us, int64_t every_us,
	ticker_handler *handler, void *context)
{
	int64_t left = first_us - loop_now_us();
	struct itimerspec times = {
		/* Zero would be no time at all; timerfd_create(2). */
		.it_value = time_of(left > 0 ? left : 1),
		.it_interval = time_of(every_us),
	};
	struct ticking *ticking = malloc(sizeof *ticking);
	int fd = timerfd_create(
		CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);

	if (ticking == NULL || fd == -1 ||
		timerfd_settime(fd, 0, &times, NULL) == -1)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"no timer: %s", strerror(errno));
	*ticking = (struct ticking){ handler, context };
	loop_watch(fd, POLLIN, tick, ticking);
	return fd;
}

void ticker_stop(int ticker)
{
	loop_forget(ticker);
	close(ticker);
}
