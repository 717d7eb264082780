/*
 * Looking at a program from outside: what the kernel says about its
 * processes.  Source: proc(5).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef OBSERVE_H
#define OBSERVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* One look at a process and all its descendants. */
struct observation {
	unsigned processes;
	unsigned threads;
	unsigned zombies;
	uint64_t cpu_us; /* used so far by the living threads */
	/* What they have waited for a processor, though they could have
	 * gone on: the machine's delay, and none of the program's. */
	uint64_t delay_us;
	/* Resident, of no file, of all of them together. */
	uint64_t memory_bytes;
	/*
	 * All threads sleep in calls that end only when somebody else
	 * does something: no time-out, no timer.  One that a signal has
	 * stopped goes on only when somebody else lets it.
	 */
	bool all_wait;
	/* All threads sleep, whatever it is that wakes them. */
	bool all_sleep;
	/* Changes whenever one of the threads has run in between. */
	uint64_t signature;
};

void observe(pid_t process, struct observation *seen);

/* Visits the process and all its descendants. */
typedef void observe_visitor(pid_t process, void *context);
void observe_each(
	pid_t process, observe_visitor *visitor, void *context);

/*
 * Bytes of shared memory that the process and its descendants may have
 * filled, resident or not.  Costly: reads their maps.
 */
uint64_t observe_shared(pid_t process);

/*
 * Where the process sleeps, for people: "recv on descriptor 3",
 * "poll for 1000 ms"; an empty text while it runs.
 */
void observe_call(pid_t process, char *text, size_t size);

/* Has a signal stopped all threads of the process? */
bool observe_is_stopped(pid_t process);

/*
 * Does the first thread of the process sleep in a call that may have
 * no time-out?  Quick; what it says is not enough for a verdict.
 */
bool observe_waits(pid_t process);

/* Does the thread block all signals that a program can block? */
bool observe_blocks_signals(pid_t thread);

/* Has the thread, or its process, a signal that it has to take yet? */
bool observe_has_signal(pid_t thread);

/* The parent of the process; 0 if there is none to be seen. */
pid_t observe_parent(pid_t process);

/* Has the process ended, and nobody has waited for it yet? */
bool observe_is_zombie(pid_t process);

/* Is the process there, and no zombie? */
bool observe_is_alive(pid_t process);

/* Its threads, of which a zombie has one; 0 if it is gone. */
unsigned observe_tasks(pid_t process);

/* The highest number that one of its descriptors has; or -1. */
int observe_highest_descriptor(pid_t process);

/* Open descriptors of the process; -1 if it cannot be asked. */
int observe_descriptors(pid_t process);

/*
 * Bytes of memory that the process has written and that are of no file,
 * exact to the page; -1 if it cannot be asked.  Source: proc(5), smaps.
 */
long observe_memory(pid_t process);

#endif
