/*
 * One run of the program under test: started in its box, heard,
 * watched and ended by the test's loop.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "fault.h"
#include "loop.h"
#include "observe.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* How the program is built that a test starts. */
enum program_build {
	BUILD_MEMORY, /* sanitizers for memory and arithmetic */
	/*
	 * With the thread sanitizer, if the exercise asks for it.  Its
	 * report is a verdict.  Where its runtime breaks down, or there
	 * is no such build, the test is skipped.  It may lose a signal,
	 * and has a thread of its own that wakes up now and then: tests
	 * of the end, and of what waits or hangs, take the other one.
	 */
	BUILD_THREADS,
	/*
	 * Without a sanitizer, if the exercise asks for it: the only
	 * one whose memory can be limited (program_leave_no_memory).
	 */
	BUILD_PLAIN,
};

struct program_plan {
	const char *const *arguments; /* after the name; NULL ends */
	const char *hosts; /* /etc/hosts; NULL: localhost only */
	uint16_t dns_port; /* where the reference DNS server is */
	const char *output_to; /* a path; NULL: a pipe that we read */
	/* A pipe that is full, until program_take_output. */
	bool full_output;
	enum program_build build;
	struct fault *fault; /* or NULL */
	bool detect_leaks; /* costs about 8 ms at exit */
	/* A signal that nobody can see coming may end its wait within
	 * so many milliseconds: setitimer(2), without a handler. */
	int alarm_ms;
	/* What is freed can be had again at once, for a test that
	 * measures memory; some uses of freed memory go unnoticed. */
	bool reuse_memory;
	/* The processes that it has started go on when the first one
	 * has ended: program_kill_first. */
	bool outlived;
};

struct program;

/*
 * Starts the program; on trouble of our own the test ends with
 * grader_error.  At most four in a test; they are freed at its end.
 */
struct program *program_start(const struct program_plan *plan);

/* The same with nothing but arguments; NULL ends them. */
struct program *program_start_with(const char *const *arguments);

/*
 * Serves the loop until the program has ended, and gives the verdict
 * if it does not end, crashes, floods its output, or if a sanitizer
 * spoke up.  A program of which all threads wait for something that
 * can no longer happen is not waited for.
 */
void program_finish(struct program *program);

/*
 * Serves the loop until the condition holds.  If instead the program
 * ends, or waits for what can no longer happen, or makes no progress
 * for eight seconds (program_progress; its output is some, what it says
 * on stderr is none), or takes twenty seconds, the test ends with a
 * verdict:
 * `expected` says what the test waited for ("the word arrives").
 */
void program_await(struct program *program, loop_condition *condition,
	void *context, const char *expected);

/* Something moved: the patience of program_await begins anew. */
void program_progress(void);

/* It was what the test waits for: so do the twenty seconds. */
void program_comes_closer(struct program *program);

/*
 * Waits until the program has dealt with all that has come so far: all
 * of it sleeps, whatever wakes it, and no byte moves in the network.
 * One that never sleeps is given a time in which it could have.
 */
void program_await_rest(struct program *program);

/*
 * For before a verdict about what came of it: if the program has
 * crashed or a sanitizer spoke up, that is the verdict; and if it
 * serves, also if it has failed.
 */
void program_check_health(struct program *program, bool serves);

/* Waits until stdout begins with the text, or a verdict is due. */
void program_await_output(struct program *program, const char *text);

/* Waits until the program listens on the TCP port. */
void program_await_listening(struct program *program, uint16_t port);

/* Has it ended?  Then program_finish returns at once. */
bool program_has_ended(const struct program *program);

/* Makes room in a pipe that was full from the beginning. */
void program_take_output(struct program *program);

/*
 * Stops it by SIGSTOP until program_resume; what comes meanwhile waits
 * in its queues.
 */
void program_pause(struct program *program);
void program_resume(struct program *program);

/* Ends it by SIGKILL, as a test of a server does when it is done. */
void program_kill(struct program *program);

/*
 * Ends its first process only, if the plan says that it is outlived.
 * Then it has ended when nothing of it is left.
 */
void program_kill_first(struct program *program);

/* Sends its first process SIGTERM. */
void program_terminate(struct program *program);

/*
 * Lowers its limit of descriptors, so that the kernel itself refuses
 * any further one with EMFILE; or raises it again.
 */
void program_leave_no_descriptor(struct program *program, bool none);

enum { PROGRAM_ALL_PROCESSES = -1U };

/*
 * Lowers its limit of processes and threads, so that the kernel itself
 * refuses (EAGAIN) what it makes beyond so many more; or raises it
 * again.  It is for its first process, and for those that it makes from
 * now on.  What looks for leaks at the end is a process, too: give back
 * what was taken before.  The test is skipped where the kernel counts
 * processes of others among them.
 */
void program_leave_processes(struct program *program, unsigned more);

/*
 * The kernel gives the program itself, and what it starts from now on,
 * no more memory (ENOMEM); or gives some again.  What malloc(3) has in
 * stock it can still give.
 */
void program_leave_no_memory(struct program *program, bool none);

/* The process itself, for observe.h; it may be gone. */
pid_t program_process(const struct program *program);

/*
 * Visits it and all the processes that come from it, also those whose
 * parents are gone; not those of the box.
 */
void program_each_process(const struct program *program,
	observe_visitor *visitor, void *context);

int program_status(const struct program *program);

/* What it wrote so far; ends with a NUL that does not count. */
const char *program_output(
	const struct program *program, size_t *length);
const char *program_errors(
	const struct program *program, size_t *length);

/*
 * What a program of the test says of a step that is not written yet
 * (unwritten.h): one up to this step; or any, if the program has ended
 * with it.  A program that has said it of a later step and goes on is
 * to be judged.  NULL if none says it.
 */
const char *program_unwritten(int step);

/* Ends all programs of the test and frees them. */
void program_end_all(void);

#endif
