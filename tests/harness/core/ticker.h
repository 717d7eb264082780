/*
 * Moments of the test's loop: something is done at a certain time, or
 * again and again, while the test waits for something else.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TICKER_H
#define TICKER_H

#include <stdint.h>

typedef void ticker_handler(void *context);

/*
 * Calls the handler at the moment of loop_now_us, and from then on
 * every so many microseconds (0: only once), until ticker_stop.  What
 * is late is not made up for by calling it more often.  Result: what
 * ticker_stop takes; on trouble the test ends with grader_error.
 */
int ticker_start(int64_t first_us, int64_t every_us,
	ticker_handler *handler, void *context);

void ticker_stop(int ticker);

#endif
