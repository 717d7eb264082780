/*
 * The test's one event loop: peers, the program's output, its end and
 * the fault engine are all served by one epoll(7), so a test never
 * sleeps, never starts a thread, and waits only for what it names.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef LOOP_H
#define LOOP_H

#include <stdbool.h>
#include <stdint.h>

typedef void loop_handler(void *context, int fd, short revents);

/*
 * Calls the handler whenever one of the events of poll(2) (POLLIN,
 * POLLOUT), or an error, is there on fd.  Watching a watched descriptor
 * again replaces its events and handler.  It has to be forgotten before
 * it is closed.
 */
void loop_watch(
	int fd, short events, loop_handler *handler, void *context);

/* Ends the watch; harmless if there is none. */
void loop_forget(int fd);

typedef bool loop_condition(void *context);

/*
 * Serves events until the condition holds (result true) or the moment
 * deadline_us of loop_now_us has passed (result false).  The condition
 * is asked again after every event and at least every 2 ms, so that it
 * may look at the kernel's own state, which no descriptor reports.
 */
bool loop_until(
	loop_condition *condition, void *context, int64_t deadline_us);

/* How many events were served so far: tells whether any came. */
uint64_t loop_events_served(void);

/*
 * Microseconds since the first call, monotonic.  They do not count
 * while this process or the whole machine is stopped in loop_until.
 */
int64_t loop_now_us(void);

/*
 * The moment `milliseconds` from now, stretched by the factor in
 * WORKBOOK_SLOW (1 to 100; for slow or emulated machines).
 */
int64_t loop_deadline(int64_t milliseconds);

#endif
