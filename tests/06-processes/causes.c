/*
 * What people who write forkserver may believe, and by which facts of a
 * failed test each belief shows; see causes.h.  The samples in
 * tests/samples/06-processes/ have the same phrases.
 *
 * SPDX-License-Identifier: MIT
 */
#include "causes.h"

#include <stdio.h>
#include <string.h>

#define USAGE "usage_* bad_ports unknown_options bad_limits"
#define SERVES_APART                                           \
	"process_for_each killed_alone killed_child_is_seen "  \
	"nobody_keeps served_on_after_kill restart_meanwhile " \
	"no_zombie_after_kill limit_after_kill fork_fails*"
#define TOGETHER                                        \
	"each_its_own_bytes silent_client_waits_alone " \
	"stalled_reader_waits_alone"
#define RECEIVES "@(recv|recvfrom|recvmsg|read|readv)([3-9]*)"
#define ENDED "*ended with exit status*too early*"
#define SENT_AWAY "*sent away instead of waiting*"
#define KEPT "*in the server's first process, and not only*"
#define CHILD_LISTENS "*has the listening socket, too*"

/* --- facts that several causes ask for --- */

static bool shows_usage(const struct facts *f)
{
	return saw_last(
		f, "program says on stderr *[Uu][Ss][Aa][Gg][Ee]*");
}

static bool listens(const struct facts *f)
{
	return called(f, "listen(*) = 0");
}

static bool makes_threads(const struct facts *f)
{
	return called_ever(f, "pthread_create(*) = 0");
}

static bool makes_children(const struct facts *f)
{
	return called_ever(f, "fork() = *");
}

static bool argument_is(
	const struct facts *f, int number, const char *text)
{
	char argument[40];

	argument_of(f, number, argument, sizeof argument);
	return strcmp(argument, text) == 0;
}

/* Each of these, which stand between blanks. */
static bool all_passed(const struct facts *f, const char *tests)
{
	char one[40];
	int used;

	for (; sscanf(tests, "%39s%n", one, &used) == 1; tests += used)
		if (!passed(f, one))
			return false;
	return true;
}

/* --- step 1: usage --- */

static bool usage_on_stdout(const struct facts *f)
{
	return test_is(f, USAGE) &&
		expected_is(f, "nothing on stdout") &&
		actual_is(f, "*[Uu][Ss][Aa][Gg][Ee]*");
}

static bool usage_is_success(const struct facts *f)
{
	return test_is(f, USAGE) && actual_is(f, "exit status 0") &&
		shows_usage(f);
}

static bool number_by_atoi(const struct facts *f)
{
	return test_is(f, "bad_ports bad_limits") && listens(f) &&
		called(f, "@(atoi|atol)(*");
}

static bool port_in_a_short(const struct facts *f)
{
	return test_is(f, "high_ports") && last_argument(f) > 32767 &&
		!called(f, "bind(*");
}

static bool option_ignored(const struct facts *f)
{
	return test_is(f, "unknown_options") && listens(f) &&
		(argument_is(f, 1, "-x") || argument_is(f, 1, "-t"));
}

static bool limit_refused(const struct facts *f)
{
	return test_is(f, "good_limits") &&
		argument_is(f, 2, "1000000") && !called(f, "bind(*") &&
		shows_usage(f);
}

/* --- step 2: processes --- */

static bool loopback_only(const struct facts *f)
{
	return called(f, "bind(*\"127.0.0.1 port *") &&
		actual_is(f, "Connection refused");
}

static bool shares_the_port(const struct facts *f)
{
	return test_is(f, "port_in_use") &&
		called_ever(f, "setsockopt(*SO_REUSEPORT*");
}

static bool start_cannot_fail(const struct facts *f)
{
	return test_is(f, "port_in_use") &&
		called_after(f, "@(bind|listen)(*) = -1 EADDRINUSE",
			"@(accept|accept4|poll|ppoll|epoll_wait|"
			"select)(*");
}

static bool stays_in_the_buffer(const struct facts *f)
{
	return ((test_is(f, "announces_client") &&
			message_is(f, "*stdout has the line*")) ||
		       (test_is(f, "announced_once") &&
			       message_is(f, "*prints nothing*"))) &&
		called(f, "printf(*Client connected*") &&
		!called_ever(f, "@(fflush|setvbuf)(*");
}

/* Printed, not flushed, and then fork: what comes is a copy. */
static bool copied_buffer(const struct facts *f)
{
	return test_is(f, "announced_once") &&
		message_is(f, "*is printed *") && makes_children(f) &&
		called(f, "printf(*Client connected*") &&
		!called_ever(f, "@(fflush|setvbuf)(*");
}

static bool waits_for_each(const struct facts *f)
{
	return test_is(f, TOGETHER) && makes_children(f) &&
		message_is(f, "*now in @(wait4|waitid)*");
}

static bool takes_vfork(const struct facts *f)
{
	return message_is(f, "*is now in vfork*");
}

static bool serves_by_threads(const struct facts *f)
{
	return test_is(f, SERVES_APART) && makes_threads(f) &&
		!makes_children(f);
}

/* The C library itself makes no child, and no other call does. */
static bool serves_all_itself(const struct facts *f)
{
	return test_is(f, SERVES_APART) && calls_are_known(f) &&
		!makes_threads(f) &&
		all_passed(f,
			"silent_client_waits_alone "
			"each_its_own_bytes") &&
		(message_is(f, "*first process itself*") ||
			failed_with(f, "process_for_each",
				"*first process itself*"));
}

static bool whole_lines(const struct facts *f)
{
	return test_is(f, "echoes_a_word") &&
		called(f, "@(fgets|getline)(*") &&
		message_is(f, "*the echo arrives*");
}

/* --- step 3: descriptors --- */

static bool parent_keeps(const struct facts *f)
{
	/* Else step 3 may not be written yet. */
	if (!all_passed(f, "restart_meanwhile no_zombie"))
		return false;
	if (test_is(f, "nobody_keeps"))
		return message_is(f, KEPT) &&
			failed_with(f, "end_is_seen",
				"*the program ends the connection*");
	return test_is(f,
		       "end_is_seen end_among_others "
		       "killed_child_is_seen") &&
		message_is(f, "*the program ends the connection*") &&
		failed_with(f, "nobody_keeps", KEPT) &&
		failed_with(f, "end_is_seen", "*");
}

static bool closes_late(const struct facts *f)
{
	return test_is(f, "nobody_keeps") && message_is(f, KEPT) &&
		passed(f, "end_is_seen");
}

static bool child_listens(const struct facts *f)
{
	bool in_vain = test_is(f, "restart_meanwhile") &&
		called(f, "bind(*) = -1 EADDRINUSE") &&
		called_ever(f, "setsockopt(*SO_REUSEADDR*");

	if (!passed(f, "no_zombie"))
		return false;
	if (test_is(f, "nobody_keeps"))
		return message_is(f, CHILD_LISTENS);
	return (in_vain ||
		       (test_is(f, "term_refuses") &&
			       message_is(f, "*nobody listens*"))) &&
		failed_with(f, "nobody_keeps", CHILD_LISTENS);
}

static bool no_reuse(const struct facts *f)
{
	return test_is(f, "restart_meanwhile") &&
		called(f, "bind(*) = -1 EADDRINUSE") &&
		!called_ever(f, "setsockopt(*SO_REUSEADDR*");
}

static bool dies_with_parent(const struct facts *f)
{
	return test_is(f, "served_on_after_kill") &&
		makes_children(f) &&
		all_passed(f, "process_for_each nobody_keeps") &&
		message_is(f, "*before the program *");
}

/* --- step 4: children --- */

static bool one_wait_for_all(const struct facts *f)
{
	return test_is(f, "ends_together") &&
		message_is(f, "*no zombie*") &&
		all_passed(f, "no_zombie two_hundred_in_turn");
}

static bool waits_at_the_next(const struct facts *f)
{
	return test_is(f, "no_zombie no_zombie_after_kill") &&
		message_is(f, "*no zombie*") &&
		passed(f, "two_hundred_in_turn") &&
		failed_with(f, "no_zombie", "*no zombie*");
}

static bool interrupted_accept(const struct facts *f)
{
	return test_is(f, "accept_goes_on") && message_is(f, ENDED) &&
		called(f, "accept@(|4)(*) = -1 EINTR*");
}

static bool ignores_and_counts(const struct facts *f)
{
	return failed_with(f, "two_hundred_in_turn", "*") &&
		test_is(f,
			"two_hundred_in_turn limit_next "
			"limit_after_kill limit_is_kept") &&
		called(f, "@(signal|sigaction)(SIGCHLD, SIG_IGN*") &&
		message_is(f, "*echo*but the program is now in*");
}

/* --- step 5: limits --- */

static bool turns_away(const struct facts *f)
{
	return message_is(f, SENT_AWAY);
}

static bool announces_too_early(const struct facts *f)
{
	return test_is(f, "limit* hundred_without") &&
		message_is(f, "*announced, though it has to wait*");
}

static bool limit_of_its_own(const struct facts *f)
{
	return test_is(f, "hundred_without") &&
		message_is(f, "*echo arrives*") &&
		all_passed(f, "limit limit_is_kept");
}

static bool spins_at_the_limit(const struct facts *f)
{
	return test_is(f, "idle_burns_nothing") &&
		message_is(f, "*while a client waits for its turn*");
}

static bool looks_now_and_then(const struct facts *f)
{
	return test_is(f, "limit_next limit_after_kill") &&
		message_is(f, "*gets its echo; but it takes*");
}

static bool counts_good_byes(const struct facts *f)
{
	return test_is(f, "limit_after_kill") &&
		message_is(f, "*the client that waits*") &&
		all_passed(f,
			"limit_next no_zombie_after_kill "
			"process_for_each nobody_keeps");
}

static bool fork_fails(const struct facts *f)
{
	return test_is(f, "fork_fails*") &&
		called(f, "fork() = -1 EAGAIN") &&
		passed(f, "silent_client_waits_alone");
}

static bool failure_is_the_child(const struct facts *f)
{
	return fork_fails(f) &&
		called_next(f, "fork() = -1 EAGAIN", "close(*) = 0") &&
		called_after(f, "fork() = -1 EAGAIN", RECEIVES "*");
}

static bool failure_is_fatal(const struct facts *f)
{
	return fork_fails(f) && message_is(f, ENDED) &&
		called_at_last(
			f, "fork() = -1 EAGAIN", "@(exit|err|errx)(*");
}

static bool failure_keeps(const struct facts *f)
{
	return test_is(f, "fork_fails") &&
		message_is(f, "*sees an end; but the program is*") &&
		all_passed(f, "end_is_seen silent_client_waits_alone");
}

static bool failure_is_counted(const struct facts *f)
{
	return test_is(f, "fork_fails_uncounted") && fork_fails(f) &&
		message_is(f, "*echo arrives*") &&
		all_passed(f, "fork_fails limit_next");
}

/* --- step 6: ending --- */

static bool asks_for_term(const struct facts *f)
{
	return called_ever(f, "@(signal|sigaction)(SIGTERM, handler*");
}

static bool dies_of_term(const struct facts *f)
{
	return test_is(f, "term_*") && status_is(f, "crash") &&
		message_is(f, "*signal 15*");
}

static bool term_is_a_failure(const struct facts *f)
{
	return dies_of_term(f) && asks_for_term(f);
}

static bool ends_too_early(const struct facts *f)
{
	return test_is(f, "term_exits") &&
		actual_is(f, "it has ended") &&
		all_passed(f, "limit limit_next term_serves");
}

/* Else step 5, which has this, may not be written yet. */
static bool accept_is_final(const struct facts *f)
{
	if (!passed(f, "limit"))
		return false;
	if (test_is(f, "accept_aborted"))
		return message_is(f, ENDED);
	return test_is(f, "no_descriptor_free") &&
		message_is(f, ENDED) &&
		failed_with(f, "accept_aborted", ENDED);
}

static bool shortage_is_final(const struct facts *f)
{
	return test_is(f, "no_descriptor_free") &&
		message_is(f, ENDED) &&
		all_passed(f, "accept_aborted accept_goes_on limit");
}

static bool accepts_again_at_once(const struct facts *f)
{
	return test_is(f, "no_descriptor_free") &&
		actual_is(f, "it @(spins|runs on)") &&
		all_passed(f, "accept_aborted limit");
}

static bool interrupted_poll(const struct facts *f)
{
	return test_is(f, "interrupted_calls") &&
		message_is(f, ENDED) &&
		called(f,
			"@(poll|ppoll|select|epoll_wait)(* = -1 "
			"EINTR*") &&
		!called(f, "accept@(|4)(*) = -1 EINTR*");
}

static bool interrupted_receive(const struct facts *f)
{
	return test_is(f, "interrupted_calls") &&
		called(f, RECEIVES " = -1 EINTR*") &&
		message_is(f, "*echo*before the program *");
}

static bool memory_for_each(const struct facts *f)
{
	return test_is(f, "many_clients") &&
		message_is(f, "*memory has grown*") &&
		all_passed(f, "lost_clients process_for_each");
}

static bool pipes_stay(const struct facts *f)
{
	return test_is(f, "lost_clients many_clients") &&
		message_is(f, "*descriptors before, and has*") &&
		called(f, "pipe*(*") &&
		all_passed(f, "nobody_keeps end_is_seen");
}

const struct cause chapter_causes[] = {
	{ .phrase = "prints the usage where the results go",
		.section = "sec:forkserver-usage",
		.hint = "stdout is for results, and somebody may read "
			"it; what is for people goes to stderr.",
		.shows = usage_on_stdout },
	{ .phrase = "thinks that explaining the usage is a success",
		.section = "sec:forkserver-usage",
		.hint = "Whoever started the program looks at its "
			"status: a wrong call is a failure.",
		.shows = usage_is_success },
	{ .phrase = "relies on atoi to tell good numbers from bad ones",
		.section = "sec:forkserver-usage",
		.hint = "atoi says 0 for nonsense, 7 for \"7x\", and "
			"nothing of what does not fit.",
		.shows = number_by_atoi },
	{ .phrase = "takes ports for numbers that fit into a short",
		.section = "sec:forkserver-usage",
		.hint = "A port has 16 bits without a sign: uint16_t.",
		.shows = port_in_a_short },
	{ .phrase = "goes on behind an option that it does not know",
		.section = "sec:forkserver-usage",
		.hint = "getopt has printed something, and returns "
			"'?': the program has to end by itself.",
		.shows = option_ignored },
	{ .phrase = "refuses a limit that is higher than it can serve",
		.section = "sec:forkserver-usage",
		.hint = "The limit is the most that is allowed. What "
			"the machine can do shows when it comes to it.",
		.shows = limit_refused },
	{ .phrase = "takes 127.0.0.1 for the address of the machine",
		.section = "sec:forkserver-processes",
		.hint = "It is one of several; INADDR_ANY stands for "
			"all of them.",
		.shows = loopback_only },
	{ .phrase = "thinks that SO_REUSEPORT is a better SO_REUSEADDR",
		.section = "sec:forkserver-processes",
		.hint = "SO_REUSEPORT lets several servers share a "
			"port; SO_REUSEADDR lets one start again.",
		.shows = shares_the_port },
	{ .phrase = "expects that bind and listen work",
		.section = "sec:forkserver-processes",
		.hint = "They return -1 when they fail, and errno says "
			"why.",
		.shows = start_cannot_fail },
	{ .phrase = "expects that printf has shown the line when it "
		    "returns",
		.section = "sec:forkserver-processes",
		.hint = "Through a pipe stdio collects some kilobytes "
			"first: fflush.",
		.shows = stays_in_the_buffer },
	{ .phrase = "expects what was printed before fork to be in one "
		    "process only",
		.section = "sec:forkserver-processes",
		.hint = "The buffer of stdio is memory, and fork "
			"copies "
			"it: flush it before.",
		.shows = copied_buffer },
	{ .phrase = "waits for the child before it takes the next "
		    "client",
		.section = "sec:forkserver-children",
		.hint = "waitpid with WNOHANG takes who has ended, and "
			"waits for nobody.",
		.shows = waits_for_each },
	{ .phrase = "takes vfork for a faster fork",
		.section = "sec:forkserver-processes",
		.hint = "After vfork the parent stands still until its "
			"child ends, and both have one memory.",
		.shows = takes_vfork },
	{ .phrase = "serves its clients by threads of one process",
		.section = "sec:forkserver-processes",
		.hint = "Threads share their process, and end with it. "
			"This chapter asks for fork.",
		.shows = serves_by_threads },
	{ .phrase = "serves all its clients in one process",
		.section = "sec:forkserver-processes",
		.hint = "Each client gets a child of its own, by fork.",
		.shows = serves_all_itself },
	{ .phrase = "takes the newline for the end of a message",
		.section = "sec:forkserver-processes",
		.hint = "A client may wait for its echo before it "
			"sends "
			"a newline: send back what recv brings.",
		.shows = whole_lines },
	{ .phrase = "keeps the client's connection open in the parent",
		.section = "sec:forkserver-descriptors",
		.hint = "The parent has a copy of the descriptor: "
			"close "
			"it behind fork.",
		.shows = parent_keeps },
	{ .phrase = "closes a connection in the parent only when the "
		    "child has ended",
		.section = "sec:forkserver-descriptors",
		.hint = "Until then each new child gets a copy of it: "
			"close it right behind fork.",
		.shows = closes_late },
	{ .phrase = "keeps the listening socket open in the child",
		.section = "sec:forkserver-descriptors",
		.hint = "The child has a copy of every descriptor: "
			"close the listener there first.",
		.shows = child_listens },
	{ .phrase = "expects that a port is free as soon as its server "
		    "is gone",
		.section = "sec:forkserver-descriptors",
		.hint = "Connections keep it busy, unless SO_REUSEADDR "
			"is set before bind.",
		.shows = no_reuse },
	{ .phrase = "has the children die with the parent",
		.section = "sec:forkserver-descriptors",
		.hint = "A client has nothing to do with the parent: "
			"do "
			"not ask for a signal at its end.",
		.shows = dies_with_parent },
	{ .phrase = "expects a signal for every child that ends",
		.section = "sec:forkserver-children",
		.hint = "One SIGCHLD may stand for many: call waitpid "
			"until it finds none.",
		.shows = one_wait_for_all },
	{ .phrase = "collects its children only when the next client "
		    "comes",
		.section = "sec:forkserver-children",
		.hint = "SIGCHLD tells when a child has ended: let it "
			"wake the parent.",
		.shows = waits_at_the_next },
	{ .phrase = "forgets that the end of a child interrupts accept",
		.section = "sec:forkserver-children",
		.hint = "When errno is EINTR nothing is lost: call "
			"accept again.",
		.shows = interrupted_accept },
	{ .phrase = "expects waitpid to tell of children whose end it "
		    "ignores",
		.section = "sec:forkserver-children",
		.hint = "With SIG_IGN the kernel takes them itself, "
			"and "
			"tells nobody: leave SIGCHLD as it is.",
		.shows = ignores_and_counts },
	{ .phrase = "turns clients away when the limit is reached",
		.section = "sec:forkserver-limits",
		.hint = "Who is not accepted waits in the queue: do "
			"not "
			"call accept while the server is full.",
		.shows = turns_away },
	{ .phrase = "announces a client that still has to wait",
		.section = "sec:forkserver-limits",
		.hint = "First wait for a place, then accept, then "
			"announce.",
		.shows = announces_too_early },
	{ .phrase = "has a limit of its own where none is given",
		.section = "sec:forkserver-limits",
		.hint = "Without -c the limit is 100.",
		.shows = limit_of_its_own },
	{ .phrase = "asks again and again whether there is room",
		.section = "sec:forkserver-limits",
		.hint = "Leave the listener out of poll while the "
			"server is full: a child's end wakes it.",
		.shows = spins_at_the_limit },
	{ .phrase = "looks for room once a second",
		.section = "sec:forkserver-limits",
		.hint = "The end of a child tells that there is room: "
			"let SIGCHLD end the wait.",
		.shows = looks_now_and_then },
	{ .phrase = "counts only the children that say good-bye",
		.section = "sec:forkserver-limits",
		.hint = "One that is killed says nothing; waitpid "
			"tells "
			"of it all the same.",
		.shows = counts_good_byes },
	{ .phrase = "takes a fork that failed for the child",
		.section = "sec:forkserver-limits",
		.hint = "fork returns 0 in the child, and -1 if there "
			"is none.",
		.shows = failure_is_the_child },
	{ .phrase = "ends the server when fork fails",
		.section = "sec:forkserver-limits",
		.hint = "It is this client's bad luck: close its "
			"connection and go on.",
		.shows = failure_is_fatal },
	{ .phrase = "keeps the connection of a client for whom there "
		    "is no process",
		.section = "sec:forkserver-limits",
		.hint = "Close it whether fork has worked or not.",
		.shows = failure_keeps },
	{ .phrase = "counts a client for whom there is no process",
		.section = "sec:forkserver-limits",
		.hint = "-1 is not 0, and no child either: count only "
			"what is greater than 0.",
		.shows = failure_is_counted },
	{ .phrase = "takes SIGTERM for a failure",
		.section = "sec:forkserver-ending",
		.hint = "It did what it was told: that is status 0.",
		.shows = term_is_a_failure },
	{ .phrase = "ends at SIGTERM without waiting for its children",
		.section = "sec:forkserver-ending",
		.hint = "Close the listener, and go on waiting for "
			"children until there is none.",
		.shows = ends_too_early },
	{ .phrase = "takes every failure of accept for the end of the "
		    "server",
		.section = "sec:forkserver-ending",
		.hint = "Most of them concern one client, or pass: "
			"only "
			"a mistake of your own does not.",
		.shows = accept_is_final },
	{ .phrase = "ends when no descriptor is free",
		.section = "sec:forkserver-ending",
		.hint = "Clients go, and descriptors with them: try "
			"again a little later.",
		.shows = shortage_is_final },
	{ .phrase = "expects that an accept that failed works if it is "
		    "called again at once",
		.section = "sec:forkserver-ending",
		.hint = "The client is still in the queue, and accept "
			"fails again: wait a little.",
		.shows = accepts_again_at_once },
	{ .phrase = "takes an interrupted poll for a failure",
		.section = "sec:forkserver-ending",
		.hint = "When errno is EINTR nothing is lost: call "
			"poll "
			"again.",
		.shows = interrupted_poll },
	{ .phrase = "expects that only waiting for a client is "
		    "interrupted by signals",
		.section = "sec:forkserver-ending",
		.hint = "Children are interrupted, too: when recv says "
			"EINTR, call it again.",
		.shows = interrupted_receive },
	{ .phrase = "expects that memory comes back when a client "
		    "leaves",
		.section = "sec:forkserver-ending",
		.hint = "What the child frees is its copy; the parent "
			"has to free its own.",
		.shows = memory_for_each },
	{ .phrase = "keeps a pipe for each child and closes none",
		.section = "sec:forkserver-ending",
		.hint = "A pipe is two descriptors: close both ends in "
			"the parent when the child has gone.",
		.shows = pipes_stay },
	{ .phrase = NULL },
};
