/*
 * One run of the program under test; see program.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "program.h"

#include "box.h"
#include "calls.h"
#include "descriptors.h"
#include "diag.h"
#include "environment.h"
#include "exercise_parts.h"
#include "held.h"
#include "isolation.h"
#include "journal.h"
#include "loop.h"
#include "observe.h"
#include "owners.h"
#include "printable.h"
#include "reach.h"
#include "sanitizer.h"
#include "target.h"
#include "tasks.h"
#include "unwritten.h"
#include "verdict.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	MAX_PROGRAMS = 4,
	OUTPUT_CAP = 1 << 20,
	ERRORS_CAP = 256 << 10,
	/* A look-up that nobody answers takes a second by itself. */
	LONGEST_RUN_MS = 8000,
	/* However busy the machine: somebody's look at a descriptor. */
	LONGEST_LOOK_MS = 8000,
	/* However much it moves: a program could drip for ever. */
	LONGEST_WAIT_MS = 20000,
	/* Without progress: a program of single bytes needs a lot. */
	MOST_CPU_S = 1,
	/* However much it prints meanwhile: nothing resets that. */
	MOST_CPU_IN_ALL_S = 8,
	MOST_MEMORY = 1 << 29,
	/* In the kernel's queues, where each byte may cost several. */
	MOST_BYTES_HELD = 1 << 27,
	LOOK_BEHIND_US = 100000,
	/* Two looks so far apart prove that nothing ran in between. */
	STILL_US = 10000,
	/* Without a network of our own, anything may come from outside
	 * that we cannot see: be slower to believe in silence. */
	STILL_IN_THE_OPEN_US = 300000,
	/* What was lost is sent again after 200 ms or more; tcp(7). */
	SENT_AGAIN_US = 500000,
	/* A glance at one thread costs 10 us, a look at all 200 us. */
	LOOK_EVERY_US = 5000,
	/* At a hundred processes 30 ms: most of the time is theirs. */
	PART_FOR_LOOKS = 8,
	LOOK_ANYWAY_US = 100000,
	/* More than it takes to deal with what a test sends at once: of
	 * each process, which may have to start first. */
	CHANCE_US = 10000,
	CHANCE_EVENTS = 100,
	LOOKS_AT_A_DOZE = 5,
};

/* One of the two streams that the program writes. */
struct stream {
	const char *event;
	int fd;
	char *bytes;
	size_t length;
	size_t cap;
	bool flooded;
	size_t filling; /* bytes of ours in front, not read yet */
};

struct program {
	struct box box;
	struct stream output;
	struct stream errors;
	struct fault *fault;
	pid_t parent; /* of the first process, and of orphans */
	bool outlived; /* its children may go on without it */
	enum program_build build;
	char path[PATH_MAX];
	bool ended;
	int status;
	int run; /* of the test's, from 1 */
	int64_t still_us; /* so long nothing has run: it hangs */
	struct calls_memory *calls;
	int64_t deadline_us; /* of the wait that goes on now */
	/* The last look at it that found all of it waiting. */
	uint64_t still_signature;
	uint64_t still_events;
	int64_t still_since_us;
	bool gone_still;
	struct observation seen;
	int64_t moved_at_us; /* the progress that was seen last */
	uint64_t cpu_before_us; /* used when that was seen */
	uint64_t shared_bytes; /* of memory that may be not resident */
	uint64_t bytes_held; /* in the queues of its network */
	int64_t behind_at_us; /* when both were asked */
	int64_t glanced_at_us;
	int64_t seen_at_us;
	int64_t look_took_us;
};

static struct program *programs[MAX_PROGRAMS];
static size_t program_count;
static int run_count;

static void note_output(
	const struct stream *stream, const char *bytes, size_t length)
{
	char text[160];

	printable(text, sizeof text, bytes, length);
	journal_event("program", stream->event, "", "\"%s\"", text);
}

static void keep(struct stream *stream, const char *bytes, size_t n)
{
	if (stream->length + n > stream->cap) {
		stream->flooded = true;
		n = stream->cap - stream->length;
	}
	char *larger = realloc(stream->bytes, stream->length + n + 1);
	if (larger == NULL)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"out of memory");
	memcpy(larger + stream->length, bytes, n);
	stream->bytes = larger;
	stream->length += n;
	larger[stream->length] = '\0';
}

static void close_stream(struct stream *stream)
{
	if (stream->fd == -1)
		return;
	loop_forget(stream->fd);
	close(stream->fd);
	stream->fd = -1;
}

static void read_stream(void *context, int fd, short revents)
{
	struct stream *stream = context;
	char bytes[16384];
	ssize_t n = read(fd, bytes, sizeof bytes);

	(void)revents;
	if (n == -1 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n <= 0) {
		close_stream(stream);
		return;
	}
	keep(stream, bytes, (size_t)n);
	/* Complaints may go on for ever. */
	if (stream->cap == OUTPUT_CAP)
		program_progress();
	note_output(stream, bytes, (size_t)n);
}

static void drop_program(struct program *program)
{
	if (program->box.listener != -1)
		fault_ignore(program->box.listener);
	if (program->box.supervisor > 0)
		box_end(&program->box);
	close_stream(&program->output);
	close_stream(&program->errors);
	if (program->calls != NULL)
		calls_keep(program->calls, program->run);
	calls_close(program->calls);
	free(program->output.bytes);
	free(program->errors.bytes);
	free(program);
}

void program_end_all(void)
{
	while (program_count > 0)
		drop_program(programs[--program_count]);
}

static struct program *new_program(void)
{
	struct program *program = calloc(1, sizeof *program);

	if (program == NULL || program_count == MAX_PROGRAMS)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"a test started too many programs");
	program->output = (struct stream){
		.event = "prints", .fd = -1, .cap = OUTPUT_CAP
	};
	program->errors = (struct stream){
		.event = "says on stderr", .fd = -1, .cap = ERRORS_CAP
	};
	program->box.listener = -1;
	program->run = ++run_count;
	programs[program_count++] = program;
	return program;
}

static int open_stream(struct stream *stream)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) == -1)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL, "pipe: %s",
			strerror(errno));
	stream->fd = ends[0];
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	loop_watch(ends[0], POLLIN, read_stream, stream);
	return ends[1];
}

/* One page: the kernel has none smaller. */
static int open_full_stream(struct stream *stream)
{
	int end = open_stream(stream);
	int size = fcntl(end, F_SETPIPE_SZ, 1);
	char *filling = calloc(1, size > 0 ? (size_t)size : 1);

	loop_forget(stream->fd);
	if (filling == NULL ||
		write(end, filling, (size_t)size) != size)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"a full pipe: %s", strerror(errno));
	free(filling);
	stream->filling = (size_t)size;
	return end;
}

void program_take_output(struct program *program)
{
	struct stream *output = &program->output;
	char bytes[4096];

	while (output->filling > 0) {
		size_t most = output->filling < sizeof bytes
			? output->filling
			: sizeof bytes;
		ssize_t n = read(output->fd, bytes, most);

		if (n <= 0)
			verdict(VERDICT_GRADER_ERROR, NULL, NULL,
				"a full pipe is empty");
		output->filling -= (size_t)n;
	}
	journal_event("grader", "reads", "", "stdout, which was full");
	loop_watch(output->fd, POLLIN, read_stream, output);
}

static int open_output(
	struct program *program, const struct program_plan *plan)
{
	if (plan->full_output)
		return open_full_stream(&program->output);
	if (plan->output_to == NULL)
		return open_stream(&program->output);
	int file = open(plan->output_to, O_WRONLY | O_CLOEXEC);
	if (file == -1)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL, "%s: %s",
			plan->output_to, strerror(errno));
	return file;
}

enum { MAX_ARGUMENTS = 16 };

static void compose_arguments(
	const struct program_plan *plan, char *argv[MAX_ARGUMENTS])
{
	size_t count = 1;

	argv[0] = (char *)this_exercise.program;
	while (plan->arguments[count - 1] != NULL &&
		count < MAX_ARGUMENTS - 1) {
		argv[count] = (char *)plan->arguments[count - 1];
		count++;
	}
	argv[count] = NULL;
}

static void note_start(char *const *argv)
{
	char line[240];
	size_t used = 0;

	for (; *argv != NULL && used < sizeof line - 40; argv++) {
		char word[120];

		printable(word, sizeof word, *argv, strlen(*argv));
		used += (size_t)snprintf(line + used,
			sizeof line - used, "%s%s", used ? " " : "",
			word[0] != '\0' ? word : "\"\"");
	}
	journal_event("program", "starts", "", "%s", line);
}

/* The program has them now. */
static void close_ends(const struct box_order *order)
{
	close(order->output);
	close(order->errors);
	if (order->calls != -1)
		close(order->calls);
}

static void order_fault(const struct fault *fault,
	struct sock_filter *filter, struct box_order *order)
{
	order->filter = filter;
	order->filter_length =
		fault_filter(fault, filter, &order->password);
	order->outlasts_signals = fault_outlasts_signals(fault);
}

static void enter_box(
	struct program *program, const struct program_plan *plan)
{
	char *argv[MAX_ARGUMENTS];
	char why[300] = "";
	struct sock_filter filter[GATE_MAX_FILTER];
	struct box_order order = {
		.program = program->path,
		.argv = argv,
		.hosts = plan->hosts,
		.dns_port = plan->dns_port,
		.output = open_output(program, plan),
		.errors = open_stream(&program->errors),
		.sanitized = plan->build != BUILD_PLAIN,
		.detect_leaks = plan->detect_leaks,
		.reuse_memory = plan->reuse_memory,
		.outlived = plan->outlived,
		.descriptors = this_exercise.descriptors,
		.processes = this_exercise.processes,
		.calls = -1,
	};

	compose_arguments(plan, argv);
	/* Without it the program is judged all the same; and what notes
	 * calls for all threads would be a race to that sanitizer. */
	if (plan->build != BUILD_THREADS)
		calls_open(&order.calls, &program->calls);
	if (plan->fault != NULL)
		order_fault(plan->fault, filter, &order);
	int started = box_start(&order, &program->box, why, sizeof why);
	target_leave_out(plan->dns_port);
	if (plan->fault != NULL && started == 0)
		fault_serve(plan->fault, program->box.listener,
			program->box.program, order.output);
	close_ends(&order);
	if (started == -1)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"the box could not be built (%s)", why);
	note_start(argv);
}

/* The other builds have the same name, and another ending. */
static const struct {
	const char *ending;
	const char *needs;
} builds[] = {
	[BUILD_MEMORY] = { "", NULL },
	[BUILD_THREADS] = { "-threads",
		"as the thread sanitizer builds it "
		"(-fsanitize=thread)" },
	[BUILD_PLAIN] = { "-plain", "as it is without sanitizers" },
};

static void find_build(
	struct program *program, enum program_build build)
{
	program->build = build;
	snprintf(program->path, sizeof program->path, "%s%s",
		environment_value(ENVIRONMENT_PROGRAM),
		builds[build].ending);
	if (build != BUILD_MEMORY && access(program->path, R_OK) == -1)
		verdict(VERDICT_SKIPPED, NULL, NULL,
			"needs the program %s, and this compiler could "
			"not build that",
			builds[build].needs);
}

static int64_t stillness_of(const struct program_plan *plan)
{
	bool sealed = isolation_level() == ISOLATION_SEALED;

	return (sealed ? STILL_US : STILL_IN_THE_OPEN_US) +
		plan->alarm_ms * (int64_t)1000;
}

struct program *program_start(const struct program_plan *plan)
{
	if (plan->fault != NULL && fault_reaches(plan->fault))
		reach_require();
	descriptors_require_for_program(this_exercise.descriptors);
	struct program *program = new_program();

	program->fault = plan->fault;
	find_build(program, plan->build);
	program->still_us = stillness_of(plan);
	program->outlived = plan->outlived;
	enter_box(program, plan);
	program->parent = observe_parent(program->box.program);
	program->seen_at_us = loop_now_us();
	program->behind_at_us = loop_now_us();
	program->deadline_us = loop_deadline(LONGEST_WAIT_MS);
	if (box_release(&program->box) == -1)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"the gate is gone: %s", strerror(errno));
	return program;
}

struct program *program_start_with(const char *const *arguments)
{
	struct program_plan plan = { .arguments = arguments };

	return program_start(&plan);
}

static bool has_ended(const struct program *program)
{
	struct pollfd end = { .fd = program->box.pidfd,
		.events = POLLIN };

	return poll(&end, 1, 0) == 1 && program->output.fd == -1 &&
		program->errors.fd == -1;
}

/*
 * Bytes on their way may still wake somebody up, and so may the end of
 * a connection that was closed and not let go of.  In a network that is
 * not our own there is no telling.
 */
static bool network_is_quiet(void)
{
	return isolation_level() != ISOLATION_SEALED ||
		(diag_network_is_quiet() && owners_have_all());
}

static bool is_quiet(const struct observation *seen)
{
	return seen->all_wait && seen->processes > 0 &&
		!held_any_up() && network_is_quiet();
}

static bool is_there(const struct program *program)
{
	return program->outlived ||
		observe_is_alive(program->box.program);
}

/*
 * Proves that nothing more will happen: all threads sleep in calls
 * without a time-out, nothing is on its way to them, and in between
 * two looks none of them has run, nor has our side done anything.
 */
static bool is_still(struct program *program)
{
	const struct observation *seen = &program->seen;
	int64_t now = loop_now_us();
	uint64_t events = loop_events_served();

	if (!is_there(program) || !is_quiet(seen)) {
		program->still_since_us = 0;
		return false;
	}
	if (program->still_since_us == 0 ||
		program->still_events != events ||
		program->still_signature != seen->signature) {
		program->still_since_us = now;
		program->still_events = events;
		program->still_signature = seen->signature;
		return false;
	}
	return now - program->still_since_us >= program->still_us;
}

static bool takes_too_much_memory(const struct program *program)
{
	return program->seen.memory_bytes + program->shared_bytes >
		MOST_MEMORY ||
		program->bytes_held > MOST_BYTES_HELD;
}

static bool is_over_budget(const struct program *program)
{
	uint64_t cpu_us = program->seen.cpu_us;

	return program->output.flooded || program->errors.flooded ||
		cpu_us >
		program->cpu_before_us + MOST_CPU_S * 1000000 ||
		cpu_us >
		(uint64_t)(loop_deadline(MOST_CPU_IN_ALL_S * 1000) -
			loop_now_us()) ||
		takes_too_much_memory(program);
}

/* When something last moved, and who is waited for. */
static int64_t last_progress_us;

/* What no process's share of memory has in it, now and then. */
static void look_behind(struct program *program)
{
	int64_t now = loop_now_us();

	if (now - program->behind_at_us < LOOK_BEHIND_US)
		return;
	program->behind_at_us = now;
	program->shared_bytes = observe_shared(program->box.supervisor);
	if (isolation_level() == ISOLATION_SEALED)
		program->bytes_held = diag_bytes_held();
}

static void look_at(struct program *program)
{
	observe(program->box.supervisor, &program->seen);
	look_behind(program);
	if (program->moved_at_us == last_progress_us)
		return;
	program->moved_at_us = last_progress_us;
	program->cpu_before_us = program->seen.cpu_us;
}

/* Looks at the program now and then; true if waiting is useless. */
static bool is_hopeless(struct program *program)
{
	int64_t now = loop_now_us();

	if (is_over_budget(program) || now > program->deadline_us)
		return true;
	if (now - program->glanced_at_us < LOOK_EVERY_US ||
		now - program->seen_at_us <
			PART_FOR_LOOKS * program->look_took_us)
		return false;
	program->glanced_at_us = now;
	program->gone_still = false;
	if (!observe_waits(program->box.program) &&
		now - program->seen_at_us < LOOK_ANYWAY_US) {
		program->still_since_us = 0;
		return false;
	}
	program->seen_at_us = now;
	look_at(program);
	program->gone_still = is_still(program);
	program->look_took_us = loop_now_us() - now;
	return program->gone_still || is_over_budget(program);
}

static bool need_not_wait(void *context)
{
	struct program *program = context;

	return has_ended(program) || is_hopeless(program);
}

/* 0: it ended by itself, if perhaps with a status above 128. */
static int signal_of(const struct program *program)
{
	int signal = program->status - 128;

	return signal > 0 && sigdescr_np(signal) != NULL ? signal : 0;
}

static void note_end(struct program *program)
{
	int signal = signal_of(program);

	if (signal != 0)
		journal_event("program", "dies", "", "%s (signal %d)",
			strsignal(signal), signal);
	else
		journal_event("program", "exits", "", "status %d",
			program->status);
}

static bool all_is_closed(void *context)
{
	(void)context;
	return owners_have_all();
}

/* Its ports are free for the next one then. */
static void end_box(struct program *program)
{
	if (program->box.listener != -1)
		fault_ignore(program->box.listener);
	program->status = box_end(&program->box);
	program->ended = true;
	if (isolation_level() == ISOLATION_SEALED)
		loop_until(all_is_closed, NULL,
			loop_deadline(LONGEST_LOOK_MS));
}

/*
 * The pipes are read to their end before the status is believed: what
 * the program left in them counts.
 */
static void reap(struct program *program)
{
	end_box(program);
	note_end(program);
}

static _Noreturn void fail_hang(struct program *program)
{
	char where[80] = "";
	const char *after = program->gone_still
		? "and nothing can end that"
		: "and did not end in time";

	observe_call(program->box.program, where, sizeof where);
	if (where[0] == '\0')
		snprintf(where, sizeof where, "code of its own");
	journal_event("program", "waits", "", "in %s", where);
	verdict(VERDICT_TIMEOUT, "the program ends", "it does not",
		"the program does not end: it is now in %s, %s", where,
		after);
}

static _Noreturn void fail_budget(struct program *program)
{
	bool in_a_row = program->seen.cpu_us >
		program->cpu_before_us + MOST_CPU_S * 1000000;

	if (program->output.flooded)
		verdict(VERDICT_FAIL, NULL, NULL,
			"the program printed more than a megabyte and "
			"was stopped");
	if (program->errors.flooded)
		verdict(VERDICT_FAIL, NULL, NULL,
			"the program wrote without end on stderr and "
			"was stopped");
	if (takes_too_much_memory(program))
		verdict(VERDICT_FAIL, NULL, NULL,
			"the program took more than 512 MiB of memory "
			"and was stopped");
	verdict(VERDICT_TIMEOUT, "the program ends", "it runs on",
		"the program runs in circles: it used %d s of "
		"processor time and was stopped",
		in_a_row ? MOST_CPU_S : MOST_CPU_IN_ALL_S);
}

static void check_sanitizer(const struct program *program)
{
	char finding[1500];

	if (program->status != SANITIZER_STATUS ||
		program->errors.bytes == NULL ||
		!sanitizer_finding(program->errors.bytes,
			this_exercise.program, finding, sizeof finding))
		return;
	verdict(VERDICT_SANITIZER, NULL, NULL, "%s", finding);
}

/* Its own fault, or the machine's: that says nothing of the program. */
static void check_runtime(const struct program *program)
{
	if (program->build != BUILD_THREADS ||
		program->errors.bytes == NULL ||
		!sanitizer_broke_down(program->errors.bytes))
		return;
	verdict(VERDICT_SKIPPED, NULL, NULL,
		"the thread sanitizer itself broke down, so this test "
		"says nothing about the program");
}

static void check_crash(const struct program *program)
{
	int signal = signal_of(program);

	/* Who was killed by us has not crashed. */
	if (signal == 0 || program->outlived)
		return;
	verdict(VERDICT_CRASH, "the program ends by itself",
		strsignal(signal),
		"the program was killed by signal %d (%s)", signal,
		strsignal(signal));
}

void program_finish(struct program *program)
{
	int64_t deadline = loop_deadline(LONGEST_RUN_MS);

	if (program->ended)
		return;
	bool settled = loop_until(need_not_wait, program, deadline);
	bool ended = has_ended(program);
	if (!ended && is_over_budget(program))
		fail_budget(program);
	if (!ended || !settled)
		fail_hang(program);
	reap(program);
	check_sanitizer(program);
	check_runtime(program);
	check_crash(program);
}

/* --- waiting for something that the program should do --- */

void program_progress(void)
{
	last_progress_us = loop_now_us();
}

void program_comes_closer(struct program *program)
{
	program->deadline_us = loop_deadline(LONGEST_WAIT_MS);
}

struct wait {
	struct program *program;
	loop_condition *condition;
	void *context;
	bool met;
	int64_t patience_us;
};

/* What it sent before its end may still be on the way to us. */
static bool has_gone(const struct program *program)
{
	return has_ended(program) && network_is_quiet();
}

static bool wait_is_over(void *context)
{
	struct wait *wait = context;

	wait->met = wait->condition(wait->context);
	if (wait->met)
		return true;
	return has_gone(wait->program) || is_hopeless(wait->program) ||
		loop_now_us() - last_progress_us > wait->patience_us;
}

static _Noreturn void fail_ended(
	struct program *program, const char *expected)
{
	char errors[600];
	char message[900];

	program_finish(program);
	printable(errors, sizeof errors,
		program->errors.bytes != NULL ? program->errors.bytes
					      : "",
		program->errors.length);
	snprintf(message, sizeof message,
		"the program ended with exit status %d too early%s%s%s",
		program->status,
		errors[0] != '\0' ? "; it says: \"" : "", errors,
		errors[0] != '\0' ? "\"" : "");
	verdict(VERDICT_FAIL, expected, "the program ended", "%s",
		message);
}

static _Noreturn void fail_waiting(
	struct program *program, const char *expected)
{
	char where[80] = "";

	observe_call(program->box.program, where, sizeof where);
	if (where[0] == '\0')
		snprintf(where, sizeof where, "code of its own");
	journal_event("program", "waits", "", "in %s", where);
	verdict(VERDICT_TIMEOUT, expected, "this does not happen",
		"it should come to this: %s; but the program is now in "
		"%s%s",
		expected, where,
		program->gone_still ? ", and nothing can end that"
				    : "");
}

/* Serves what is there already, as long as something moves. */
static bool arrives_late(loop_condition *condition, void *context)
{
	uint64_t before;

	do {
		before = loop_events_served();
		if (loop_until(condition, context, 0))
			return true;
	} while (loop_events_served() != before);
	return false;
}

void program_await(struct program *program, loop_condition *condition,
	void *context, const char *expected)
{
	struct wait wait = {
		.program = program,
		.condition = condition,
		.context = context,
		.patience_us =
			loop_deadline(LONGEST_RUN_MS) - loop_now_us(),
	};

	if (program->ended) {
		if (arrives_late(condition, context))
			return;
		fail_ended(program, expected);
	}
	program->still_since_us = 0;
	program->gone_still = false;
	program->deadline_us = loop_deadline(LONGEST_WAIT_MS);
	program_progress();
	loop_until(wait_is_over, &wait, INT64_MAX);
	if (wait.met || arrives_late(condition, context))
		return;
	if (has_ended(program))
		fail_ended(program, expected);
	if (is_over_budget(program))
		fail_budget(program);
	fail_waiting(program, expected);
}

/* Looks at the program while it comes to rest. */
struct rest {
	struct program *program;
	uint64_t signature;
	uint64_t network;
	uint64_t events;
	uint64_t cpu_at_start_us;
	uint64_t events_at_start;
	int64_t since_us; /* when something was last seen to move */
	int asleep; /* looks since then that found it asleep */
};

/* Has anything moved outside of the program since the last look? */
static bool has_moved(struct rest *rest)
{
	uint64_t events = loop_events_served();
	bool sealed = isolation_level() == ISOLATION_SEALED;
	uint64_t network = sealed ? diag_network_signature() : 0;
	bool moved = rest->events != events || rest->network != network;

	rest->events = events;
	rest->network = network;
	return moved;
}

/* Begins to count anew where something has moved. */
static void look_again(
	struct rest *rest, struct observation *seen, int64_t now)
{
	bool first = rest->since_us == 0;

	observe(rest->program->box.supervisor, seen);
	/* One that has ended is at no rest: the wait tells that. */
	seen->all_sleep &=
		!has_ended(rest->program) && is_there(rest->program);
	if (has_moved(rest) || first) {
		rest->since_us = now;
		rest->asleep = 0;
	}
	rest->asleep += seen->all_sleep;
	if (!first)
		return;
	rest->cpu_at_start_us = seen->cpu_us;
	rest->events_at_start = rest->events;
}

/*
 * Bytes that nobody fetches leave the network busy for ever, so it is
 * also enough that they have not moved for a while.  What is under way
 * may have been lost, and gets the time to be sent again.
 */
static bool has_settled(const struct rest *rest, int64_t now)
{
	if (network_is_quiet())
		return true;
	bool may_move = diag_is_under_way() || !owners_have_all();
	return now - rest->since_us >=
		(may_move ? SENT_AGAIN_US : STILL_US);
}

/* What came while the network was looked at has woken it up. */
static bool sleeps_on(
	const struct rest *rest, const struct observation *before)
{
	struct observation seen;

	observe(rest->program->box.supervisor, &seen);
	return seen.all_sleep && seen.signature == before->signature;
}

/*
 * One look is not enough: between its calls a program may sleep for a
 * moment, until we have served what it asked for.  One that wakes up
 * now and then may have run between any two looks.
 */
static bool has_come_to_rest(void *context)
{
	struct rest *rest = context;
	struct observation seen;
	int64_t now = loop_now_us();

	look_again(rest, &seen, now);
	bool same = rest->signature == seen.signature;
	rest->signature = seen.signature;
	uint64_t chance_us = CHANCE_US * (uint64_t)seen.processes;
	if (seen.cpu_us > rest->cpu_at_start_us + chance_us ||
		rest->events - rest->events_at_start > CHANCE_EVENTS)
		return true;
	if (!seen.all_sleep ||
		rest->asleep < (same ? 2 : LOOKS_AT_A_DOZE))
		return false;
	return has_settled(rest, now) && sleeps_on(rest, &seen);
}

void program_await_rest(struct program *program)
{
	struct rest rest = { .program = program };

	program_await(program, has_come_to_rest, &rest,
		"the program deals with what has come");
}

static bool has_ended_or_rests(void *context)
{
	const struct rest *rest = context;

	return has_ended(rest->program) || has_come_to_rest(context);
}

void program_check_health(struct program *program, bool serves)
{
	struct rest rest = { .program = program };

	if (program->ended)
		return;
	loop_until(has_ended_or_rests, &rest,
		loop_deadline(LONGEST_RUN_MS));
	if (!has_ended(program))
		return;
	program_finish(program);
	if (serves && program->status != 0 && !program->outlived)
		fail_ended(program, "the program goes on");
}

struct output_wait {
	const struct program *program;
	const char *text;
	size_t length;
};

static bool output_has_come(void *context)
{
	const struct output_wait *wait = context;

	return wait->program->output.length >= wait->length;
}

void program_await_output(struct program *program, const char *text)
{
	char expected[460];
	char actual[400];
	size_t length = strlen(text);
	struct output_wait wait = { program, text, length };

	printable(actual, sizeof actual, text, length);
	snprintf(expected, sizeof expected, "stdout shows \"%s\"",
		actual);
	program_await(program, output_has_come, &wait, expected);
	if (memcmp(program->output.bytes, text, length) == 0)
		return;
	printable(actual, sizeof actual, program->output.bytes,
		program->output.length);
	verdict(VERDICT_FAIL, text, program->output.bytes,
		"stdout should begin otherwise; it shows \"%s\"",
		actual);
}

static bool port_is_open(void *context)
{
	const uint16_t *port = context;

	return diag_listening(*port, NULL);
}

void program_await_listening(struct program *program, uint16_t port)
{
	char expected[80];

	snprintf(expected, sizeof expected,
		"the program listens on TCP port %u", port);
	program_await(program, port_is_open, &port, expected);
	journal_event("program", "listens", "", "on port %u", port);
}

bool program_has_ended(const struct program *program)
{
	return program->ended || has_ended(program);
}

void program_kill(struct program *program)
{
	if (program->ended)
		return;
	journal_event("grader", "kills", "", "the program");
	end_box(program);
}

static bool is_stopped(void *context)
{
	const struct program *program = context;

	return has_ended(program) ||
		observe_is_stopped(program->box.program);
}

/* A program that has ended is told of by what comes next. */
static void send_signal(struct program *program, int signal)
{
	if (kill(program->box.program, signal) == -1 && errno != ESRCH)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL, "kill: %s",
			strerror(errno));
}

void program_pause(struct program *program)
{
	journal_event("grader", "stops", "", "the program");
	send_signal(program, SIGSTOP);
	loop_until(is_stopped, program, loop_deadline(LONGEST_RUN_MS));
}

void program_resume(struct program *program)
{
	journal_event("grader", "continues", "", "the program");
	send_signal(program, SIGCONT);
	program_progress();
}

static bool first_is_gone(void *context)
{
	const struct program *program = context;

	return !observe_is_alive(program->box.program);
}

void program_kill_first(struct program *program)
{
	journal_event("grader", "kills", "", "the first process");
	send_signal(program, SIGKILL);
	loop_until(
		first_is_gone, program, loop_deadline(LONGEST_RUN_MS));
	program_progress();
}

void program_terminate(struct program *program)
{
	journal_event("grader", "sends", "", "SIGTERM");
	send_signal(program, SIGTERM);
	program_progress();
}

static void limit(struct program *program, int resource, uint64_t most)
{
	int limited = box_limit(&program->box, resource, most);

	if (limited == -1 && errno == ESRCH)
		fail_ended(program, "the program goes on");
	if (limited == -1)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"the limit of what the program may have: %s",
			strerror(errno));
}

/* The limit counts numbers: below the highest there may be gaps. */
void program_leave_no_descriptor(struct program *program, bool none)
{
	int highest = observe_highest_descriptor(program->box.program);

	limit(program, RLIMIT_NOFILE,
		none ? (uint64_t)(highest + 1) : RLIM_INFINITY);
	journal_event("grader", none ? "takes away" : "gives back", "",
		"the free descriptors");
}

void program_leave_processes(struct program *program, unsigned more)
{
	unsigned now = tasks_in(&program->box);

	if (more != PROGRAM_ALL_PROCESSES && now == 0)
		verdict(VERDICT_SKIPPED, NULL, NULL,
			"needs a count of processes that is the "
			"program's own");
	limit(program, RLIMIT_NPROC,
		more == PROGRAM_ALL_PROCESSES ? RLIM_INFINITY
					      : now + more);
	if (more == PROGRAM_ALL_PROCESSES)
		journal_event("grader", "gives back", "",
			"the number of processes");
	else
		journal_event("grader", "leaves", "",
			"%u more processes or threads", more);
}

void program_leave_no_memory(struct program *program, bool none)
{
	if (program->build != BUILD_PLAIN)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"a sanitizer cannot do without memory");
	/* Linux takes 0 for no limit, as valgrind wants it. */
	limit(program, RLIMIT_DATA, none ? 1 : RLIM_INFINITY);
	journal_event("grader", none ? "takes away" : "gives back", "",
		"the free memory");
}

pid_t program_process(const struct program *program)
{
	return program->box.program;
}

/* Whom to show the processes of a program. */
struct tour {
	pid_t parent;
	observe_visitor *visitor;
	void *context;
};

static void show_process(pid_t process, void *context)
{
	const struct tour *tour = context;

	if (process != tour->parent)
		tour->visitor(process, tour->context);
}

void program_each_process(const struct program *program,
	observe_visitor *visitor, void *context)
{
	struct tour tour = { program->parent, visitor, context };

	if (!program->ended && program->parent != 0)
		observe_each(program->parent, show_process, &tour);
}

int program_status(const struct program *program)
{
	return program->status;
}

static const char *text_of(const struct stream *stream, size_t *length)
{
	if (length != NULL)
		*length = stream->length;
	return stream->bytes != NULL ? stream->bytes : "";
}

const char *program_output(
	const struct program *program, size_t *length)
{
	return text_of(&program->output, length);
}

const char *program_errors(
	const struct program *program, size_t *length)
{
	return text_of(&program->errors, length);
}

const char *program_unwritten(int step)
{
	for (size_t i = 0; i < program_count; i++) {
		const char *says = program_errors(programs[i], NULL);
		int unwritten = unwritten_step(says);

		if (unwritten > 0 &&
			(unwritten <= step ||
				program_has_ended(programs[i])))
			return says;
	}
	return NULL;
}
