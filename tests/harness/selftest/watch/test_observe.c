/*
 * Tests of looking at programs, observe.h: the programs are children of
 * the test, each asleep in one call, or not at all.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "loop.h"
#include "observe.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000 };

TestSuite(observe, .timeout = 120);

static pid_t child;

/* The child ends with the test, whatever becomes of that. */
static void start(void (*act)(void))
{
	child = fork();
	cr_assert(child != -1, "no child");
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		act();
		_exit(0);
	}
}

static void end(void)
{
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}

/* The call begins with this word. */
static bool is_in(void *call)
{
	char text[80];
	size_t length = strlen(call);

	observe_call(child, text, sizeof text);
	return strncmp(text, call, length) == 0 &&
		(text[length] == ' ' || text[length] == '\0');
}

static struct observation look(void (*act)(void), const char *call)
{
	struct observation seen;

	start(act);
	cr_assert(loop_until(is_in, (void *)call,
			  loop_deadline(PATIENCE_MS)),
		"never in %s", call);
	observe(child, &seen);
	end();
	return seen;
}

/* The call, and whatever a child of the child has to do before. */
static bool waits_in(void *call)
{
	struct observation seen;

	observe(child, &seen);
	return is_in(call) && seen.all_wait;
}

static void expect_waits(void (*act)(void), const char *call)
{
	start(act);
	cr_assert(loop_until(waits_in, (void *)call,
			  loop_deadline(PATIENCE_MS)),
		"%s is no waiting", call);
	end();
}

static void expect_goes_on(void (*act)(void), const char *call)
{
	cr_assert(!look(act, call).all_wait, "%s is waiting", call);
}

/* --- calls that end only when somebody does something --- */

static int ends[2];
static char byte;

static void read_pipe(void)
{
	if (pipe(ends) == 0 && read(ends[0], &byte, 1) == 1)
		_exit(1);
}

static void receive(void)
{
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0)
		recv(ends[0], &byte, 1, 0);
}

static void receive_message(void)
{
	struct msghdr message = { .msg_iovlen = 0 };

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) == 0)
		recvmsg(ends[0], &message, 0);
}

static void fill_pipe(void)
{
	if (pipe(ends) == 0)
		while (write(ends[1], &byte, 1) == 1)
			;
}

static void splice_pipes(void)
{
	int others[2];

	if (pipe(ends) == 0 && pipe(others) == 0)
		splice(ends[0], NULL, others[1], NULL, 1, 0);
}

static void accept_client(void)
{
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	if (listen(listener, 1) == 0)
		accept(listener, NULL, NULL);
}

static void poll_for_ever(void)
{
	poll(NULL, 0, -1);
}

static void select_for_ever(void)
{
	syscall(SYS_pselect6, 0, NULL, NULL, NULL, NULL, NULL);
}

static void epoll_for_ever(void)
{
	struct epoll_event event;

	epoll_wait(epoll_create1(0), &event, 1, -1);
}

static void wait_for_child(void)
{
	pid_t grandchild = fork();

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (grandchild == 0)
		pause();
	wait4(grandchild, NULL, 0, NULL);
}

static void wait_for_futex(void)
{
	int word = 0;

	syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, NULL);
}

static void wait_for_signal(void)
{
	pause();
}

Test(observe, who_reads_or_writes_without_a_peer_waits)
{
	expect_waits(read_pipe, "read");
	expect_waits(receive, "recv");
	expect_waits(receive_message, "recvmsg");
	expect_waits(fill_pipe, "write");
	expect_waits(splice_pipes, "splice");
}

Test(observe, a_server_that_accepts_waits)
{
	expect_waits(accept_client, "accept");
}

Test(observe, who_polls_without_a_limit_waits)
{
	expect_waits(poll_for_ever, "poll");
	expect_waits(select_for_ever, "pselect6");
	expect_waits(epoll_for_ever, "epoll_wait");
}

Test(observe, who_waits_for_others_waits)
{
	expect_waits(wait_for_child, "wait4");
	expect_waits(wait_for_futex, "futex");
	expect_waits(wait_for_signal, "pause");
}

/* --- calls that end by themselves --- */

static void poll_a_minute(void)
{
	poll(NULL, 0, 60000);
}

static void select_a_minute(void)
{
	struct timespec minute = { 60, 0 };

	syscall(SYS_pselect6, 0, NULL, NULL, NULL, &minute, NULL);
}

static void sleep_a_minute(void)
{
	sleep(60);
}

static void futex_a_minute(void)
{
	struct timespec minute = { 60, 0 };
	int word = 0;

	syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, &minute);
}

static void receive_a_minute(void)
{
	struct timeval minute = { 60, 0 };

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == -1)
		_exit(1);
	setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &minute,
		sizeof minute);
	recv(ends[0], &byte, 1, 0);
}

static void ignore_it(int number)
{
	(void)number;
}

static void await_alarm(void)
{
	signal(SIGALRM, ignore_it);
	alarm(60);
	pause();
}

Test(observe, who_has_set_a_limit_goes_on)
{
	expect_goes_on(poll_a_minute, "poll");
	expect_goes_on(select_a_minute, "pselect6");
	expect_goes_on(sleep_a_minute, "clock_nanosleep");
	expect_goes_on(futex_a_minute, "futex");
	expect_goes_on(receive_a_minute, "recv");
}

Test(observe, who_catches_an_alarm_goes_on)
{
	expect_goes_on(await_alarm, "pause");
}

static struct itimerspec in_a_minute(void)
{
	return (struct itimerspec){ .it_value.tv_sec = 60 };
}

static void read_timer(void)
{
	struct itimerspec when = in_a_minute();
	int timer = timerfd_create(CLOCK_MONOTONIC, 0);

	if (timer == -1 || timerfd_settime(timer, 0, &when, NULL) == -1)
		_exit(1);
	struct pollfd wait = { .fd = timer, .events = POLLIN };
	poll(&wait, 1, -1);
}

static void block_alarm(sigset_t *alarms)
{
	sigemptyset(alarms);
	sigaddset(alarms, SIGALRM);
	sigprocmask(SIG_BLOCK, alarms, NULL);
	alarm(60);
}

static void poll_for_alarm(void)
{
	sigset_t alarms;

	block_alarm(&alarms);
	struct pollfd wait = { .fd = signalfd(-1, &alarms, 0),
		.events = POLLIN };
	poll(&wait, 1, -1);
}

static void wait_for_alarm(void)
{
	sigset_t alarms;
	int signal;

	block_alarm(&alarms);
	sigwait(&alarms, &signal);
}

static void ignore(int signal)
{
	(void)signal;
}

static void await_timer(void)
{
	struct itimerspec when = in_a_minute();
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL,
		.sigev_signo = SIGUSR1 };
	timer_t timer;

	signal(SIGUSR1, ignore);
	if (timer_create(CLOCK_MONOTONIC, &event, &timer) == -1 ||
		timer_settime(timer, 0, &when, NULL) == -1)
		_exit(1);
	pause();
}

Test(observe, who_has_a_timer_goes_on)
{
	expect_goes_on(read_timer, "poll");
	expect_goes_on(poll_for_alarm, "poll");
	expect_goes_on(wait_for_alarm, "sigtimedwait");
	expect_goes_on(await_timer, "pause");
}

Test(observe, a_limit_is_named_for_people)
{
	look(poll_a_minute, "poll for 60000 ms");
	look(read_pipe, "read on descriptor");
}

Test(observe, who_waits_for_anything_sleeps)
{
	cr_assert(look(poll_a_minute, "poll").all_sleep, "it is up");
	cr_assert(look(read_pipe, "read").all_sleep, "it is up");
}

/* --- running --- */

static void spin(void)
{
	for (;;)
		byte = !byte;
}

static bool has_used_20_ms(void *observation)
{
	struct observation *seen = observation;

	observe(child, seen);
	return seen->cpu_us >= 20000;
}

Test(observe, who_spins_uses_the_processor, .fini = end)
{
	struct observation seen;
	char text[80];

	start(spin);
	cr_assert(loop_until(has_used_20_ms, &seen,
			  loop_deadline(PATIENCE_MS)),
		"only %lu us", (unsigned long)seen.cpu_us);
	cr_assert(!seen.all_wait, "it waits");
	cr_assert(!seen.all_sleep, "it sleeps");
	observe_call(child, text, sizeof text);
	cr_assert(text[0] == '\0', "it is in %s", text);
}

Test(observe, who_waits_uses_none, .fini = end)
{
	struct observation first;
	struct observation second;

	start(read_pipe);
	loop_until(is_in, "read", loop_deadline(PATIENCE_MS));
	observe(child, &first);
	for (int i = 0; i < 100; i++)
		observe(child, &second);
	cr_assert(first.cpu_us == second.cpu_us, "it has run");
	cr_assert(first.signature == second.signature,
		"nothing ran, but the signature changed");
}

/* Reads byte after byte. */
static void read_on(void)
{
	while (read(ends[0], &byte, 1) == 1)
		;
}

static bool has_another_signature(void *observation)
{
	const struct observation *before = observation;
	struct observation now;

	observe(child, &now);
	return now.all_wait && now.signature != before->signature;
}

Test(observe, who_ran_meanwhile_has_another_signature, .fini = end)
{
	struct observation before;

	cr_assert(pipe(ends) == 0, "no pipe");
	start(read_on);
	loop_until(is_in, "read", loop_deadline(PATIENCE_MS));
	observe(child, &before);
	cr_assert(write(ends[1], "x", 1) == 1, "not written");
	cr_assert(loop_until(has_another_signature, &before,
			  loop_deadline(PATIENCE_MS)),
		"it read a byte, but the signature is the same");
}

/* Bytes that the child gets while it is looked at. */
static int bytes_to_slip_in;

/*
 * In the place of the library's, for observe.c: before it finds the
 * child asleep, the child has run once more, and sleeps again.
 */
int open(const char *path, int flags, ...)
{
	static const char last_part[] = "/syscall";
	size_t length = strlen(path);

	if (bytes_to_slip_in > 0 && length > strlen(last_part) &&
		strcmp(path + length - strlen(last_part), last_part) ==
			0) {
		struct observation before;

		bytes_to_slip_in--;
		int left = bytes_to_slip_in;
		bytes_to_slip_in = 0;
		observe(child, &before);
		cr_assert(write(ends[1], "x", 1) == 1, "not written");
		loop_until(has_another_signature, &before,
			loop_deadline(PATIENCE_MS));
		bytes_to_slip_in = left;
	}
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, 0);
}

/* One that is preempted while it looks takes both for the same sleep,
 * unless it asks for the time last. */
Test(observe, who_ran_during_the_look_has_another_signature,
	.fini = end)
{
	struct observation before;
	struct observation during;
	struct observation after;

	cr_assert(pipe(ends) == 0, "no pipe");
	start(read_on);
	loop_until(is_in, "read", loop_deadline(PATIENCE_MS));
	observe(child, &before);
	bytes_to_slip_in = 1;
	observe(child, &during);
	observe(child, &after);
	cr_assert(during.all_wait && after.all_wait, "it goes on");
	cr_assert(during.signature != before.signature,
		"it read a byte during the look: not the same sleep");
	cr_assert(during.signature == after.signature,
		"it has not run since");
}

/* --- counting --- */

static void *wait_in_thread(void *nothing)
{
	(void)nothing;
	pause();
	return NULL;
}

static void start_threads(void)
{
	pthread_t thread;

	for (int i = 0; i < 2; i++)
		pthread_create(&thread, NULL, wait_in_thread, NULL);
	pause();
}

/* One that lives, with one of its own, and one that is dead. */
static void start_children(void)
{
	if (fork() == 0)
		wait_for_child();
	if (fork() == 0)
		_exit(0);
	pause();
}

static void keep_two_descriptors(void)
{
	close_range(0, ~0U, 0);
	if (open("/dev/null", O_RDONLY) == 0 && dup(0) == 1)
		pause();
}

static bool counts_are(void *observation)
{
	const struct observation *wanted = observation;
	struct observation seen;

	observe(child, &seen);
	return seen.processes == wanted->processes &&
		seen.threads == wanted->threads &&
		seen.zombies == wanted->zombies && seen.all_wait &&
		seen.memory_bytes > 0;
}

static void expect_counts(
	unsigned processes, unsigned threads, unsigned zombies)
{
	struct observation wanted = {
		.processes = processes,
		.threads = threads,
		.zombies = zombies,
	};
	struct observation seen;
	bool right = loop_until(
		counts_are, &wanted, loop_deadline(PATIENCE_MS));

	observe(child, &seen);
	cr_assert(right, "%u processes, %u threads, %u zombies",
		seen.processes, seen.threads, seen.zombies);
}

Test(observe, threads_are_counted, .fini = end)
{
	start(start_threads);
	expect_counts(1, 3, 0);
}

Test(observe, descendants_and_zombies_are_counted, .fini = end)
{
	start(start_children);
	expect_counts(3, 3, 1);
}

static bool has_two_descriptors(void *context)
{
	(void)context;
	return observe_descriptors(child) == 2;
}

Test(observe, descriptors_are_counted, .fini = end)
{
	start(keep_two_descriptors);
	cr_assert(loop_until(has_two_descriptors, NULL,
			  loop_deadline(PATIENCE_MS)),
		"%d descriptors", observe_descriptors(child));
}

static void one_spins(void)
{
	if (fork() == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		spin();
	}
	pause();
}

static bool has_two_processes(void *observation)
{
	struct observation *seen = observation;

	observe(child, seen);
	return seen->processes == 2 && is_in("pause");
}

Test(observe, one_that_runs_is_enough_to_go_on, .fini = end)
{
	struct observation seen;

	start(one_spins);
	cr_assert(loop_until(has_two_processes, &seen,
			  loop_deadline(PATIENCE_MS)),
		"%u processes", seen.processes);
	observe(child, &seen);
	cr_assert(!seen.all_wait, "all of it waits");
}

Test(observe, nobody_is_seen_where_nobody_is)
{
	struct observation seen;
	char text[80];

	start(spin);
	end();
	observe(child, &seen);
	cr_assert(seen.processes == 0, "%u", seen.processes);
	observe_call(child, text, sizeof text);
	cr_assert(text[0] == '\0', "it is in %s", text);
	cr_assert(observe_descriptors(child) == -1, "descriptors");
}

/* --- memory --- */

enum { MUCH = 1 << 20 };

/* Volatile: the compiler leaves out what nobody reads. */
static void use_memory(void)
{
	volatile char *bytes = malloc(MUCH);

	if (bytes == NULL)
		_exit(1);
	for (size_t i = 0; i < MUCH; i++)
		bytes[i] = 'x';
	pause();
	free((void *)bytes);
}

static long memory_of(void (*act)(void))
{
	start(act);
	cr_assert(
		loop_until(is_in, "pause", loop_deadline(PATIENCE_MS)),
		"it does not pause");
	long bytes = observe_memory(child);
	end();
	return bytes;
}

Test(observe, what_was_written_to_counts_as_memory)
{
	long little = memory_of(wait_for_signal);
	long more = memory_of(use_memory);

	cr_assert(little > 0, "%ld", little);
	cr_assert(more - little >= MUCH && more - little < 2 * MUCH,
		"%ld and %ld", little, more);
}

/* As of a program that has just been compiled: not yet on the disk. */
static void use_new_file(void)
{
	FILE *file = tmpfile();

	if (file == NULL)
		_exit(1);
	for (size_t i = 0; i < MUCH; i++)
		fputc('x', file);
	fflush(file);
	volatile char *bytes = mmap(
		NULL, MUCH, PROT_READ, MAP_PRIVATE, fileno(file), 0);
	if (bytes == MAP_FAILED)
		_exit(1);
	for (size_t i = 0; i < MUCH; i += 512)
		(void)bytes[i];
	pause();
}

Test(observe, a_file_that_was_read_is_no_memory)
{
	long little = memory_of(wait_for_signal);
	long more = memory_of(use_new_file);

	cr_assert(
		more - little < MUCH / 4, "%ld and %ld", little, more);
}

Test(observe, who_is_gone_has_no_memory)
{
	start(wait_for_signal);
	end();
	cr_assert(observe_memory(child) == -1, "%ld",
		observe_memory(child));
}
