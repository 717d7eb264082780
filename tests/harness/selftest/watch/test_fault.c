/*
 * Tests of call faults, fault.h: program_actor.c says on stderr how
 * each of its calls ended, and the other side what it did.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "fault.h"
#include "loop.h"
#include "observe.h"
#include "peer.h"
#include "trial.h"
#include "udp_peer.h"
#include "verdict.h"

#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { PORT = 4711 };

TestSuite(
	fault, .init = trial_begin, .fini = trial_end, .timeout = 120);

#define start(fault, ...) \
	trial_start_as(   \
		PLAIN, &fault, (const char *[]){ __VA_ARGS__, NULL })

static void expect_counts(
	const struct fault *fault, unsigned matched, unsigned fired)
{
	cr_assert(fault->matched == matched && fault->fired == fired,
		"matched %u, fired %u", fault->matched, fault->fired);
}

/* What it prints, and what it tells about it. */
static void expect_run(
	struct program *program, const char *output, const char *errors)
{
	program_finish(program);
	trial_output(program, output);
	trial_errors(program, errors);
}

/* The disk is full, where not said otherwise. */
static struct fault full_disk(void)
{
	return (struct fault){
		.calls = { SYS_write, SYS_writev },
		.target = ON_OUTPUT,
		.action = FAIL_WITH,
		.value = ENOSPC,
		.name = "write: the disk is full",
	};
}

static struct fault part(long value)
{
	struct fault fault = full_disk();

	fault.action = DO_PART;
	fault.value = value;
	return fault;
}

/* --- the call fails, or does nothing --- */

Test(fault, a_call_fails_with_the_error)
{
	struct fault fault = { .calls = { SYS_socket },
		.action = FAIL_WITH,
		.value = EMFILE,
		.name = "socket: no descriptor" };

	expect_run(start(fault, "socket"), "", "socket EMFILE\n");
	expect_counts(&fault, 1, 1);
}

Test(fault, a_call_returns_at_once_and_has_done_nothing)
{
	struct fault fault = full_disk();

	fault.action = RETURN_AT_ONCE;
	fault.value = 2;
	expect_run(start(fault, "write=abc"), "", "write 2\n");
}

Test(fault, other_calls_are_left_alone)
{
	struct fault fault = full_disk();

	fault.calls[0] = SYS_writev;
	expect_run(start(fault, "write=abc"), "abc", "write 3\n");
	expect_counts(&fault, 0, 0);
}

/* --- in every kind of program --- */

static void expect_full_disk(
	const char *built, const char *act, const char *errors)
{
	struct fault fault = full_disk();
	const char *acts[] = { act, NULL };

	expect_run(trial_start_as(built, &fault, acts), "", errors);
}

Test(fault, reaches_stdio)
{
	expect_full_disk(PLAIN, "stdio=abc", "stdio ENOSPC\n");
}

Test(fault, reaches_another_thread)
{
	expect_full_disk(PLAIN, "thread=abc", "write ENOSPC\n");
}

Test(fault, reaches_a_static_program)
{
	expect_full_disk(STATIC, "write=abc", "write ENOSPC\n");
	expect_full_disk(STATIC, "stdio=abc", "stdio ENOSPC\n");
	expect_full_disk(STATIC, "thread=abc", "write ENOSPC\n");
}

Test(fault, reaches_a_sanitized_program)
{
	expect_full_disk(
		SANITIZED_BY_GCC, "write=abc", "write ENOSPC\n");
	expect_full_disk(
		SANITIZED_BY_GCC, "thread=abc", "write ENOSPC\n");
}

/* --- which calls --- */

Test(fault, counts_calls_on_stdout_alone)
{
	struct fault fault = full_disk();

	expect_run(start(fault, "err=one\n", "write=abc", "err=two\n"),
		"", "one\nwrite ENOSPC\ntwo\n");
	expect_counts(&fault, 1, 1);
}

Test(fault, leaves_some_alone_and_acts_on_some)
{
	struct fault fault = full_disk();

	fault.skip = 1;
	fault.times = 2;
	expect_run(start(fault, "write=a", "write=b", "write=c",
			   "write=d"),
		"ad", "write 1\nwrite ENOSPC\nwrite ENOSPC\nwrite 1\n");
	expect_counts(&fault, 4, 2);
}

Test(fault, acts_on_all_where_no_number_is_given)
{
	struct fault fault = full_disk();

	fault.skip = 1;
	expect_run(start(fault, "write=a", "write=b", "write=c"), "a",
		"write 1\nwrite ENOSPC\nwrite ENOSPC\n");
}

static bool holds(void *answer)
{
	return *(bool *)answer;
}

static void expect_under_condition(
	bool condition, const char *output, const char *errors)
{
	struct fault fault = full_disk();

	fault.when = holds;
	fault.context = &condition;
	expect_run(start(fault, "write=abc"), output, errors);
	expect_counts(&fault, condition, condition);
}

Test(fault, acts_only_while_the_condition_holds)
{
	expect_under_condition(false, "abc", "write 3\n");
	expect_under_condition(true, "", "write ENOSPC\n");
}

/* --- a part of it is done --- */

Test(fault, part_of_a_write_is_written)
{
	struct fault fault = part(2);

	expect_run(start(fault, "write=abcdef"), "ab", "write 2\n");
}

Test(fault, part_without_a_number_is_half)
{
	struct fault fault = part(0);

	expect_run(start(fault, "write=abcdef"), "abc", "write 3\n");
}

Test(fault, part_is_never_all)
{
	struct fault fault = part(100);

	expect_run(start(fault, "write=abcd"), "ab", "write 2\n");
}

Test(fault, part_of_a_writev_is_of_its_first_piece)
{
	struct fault fault = part(2);

	expect_run(start(fault, "writev=abcdefgh"), "ab", "writev 2\n");
}

Test(fault, part_of_stdio_is_written_and_the_rest_follows)
{
	struct fault fault = part(2);

	fault.times = 1;
	expect_run(start(fault, "stdio=abcdef"), "abcdef", "stdio 0\n");
	expect_counts(&fault, 2, 1);
}

Test(fault, a_single_byte_cannot_be_divided)
{
	struct fault fault = part(0);

	expect_run(start(fault, "write=a"), "a", "write 1\n");
	expect_counts(&fault, 1, 0);
	cr_assert(fault.exempt == 1, "%u", fault.exempt);
}

/* --- on a connection --- */

static struct fault part_on_tcp(void)
{
	return (struct fault){
		.calls = { FAULT_SENDING },
		.target = ON_TCP,
		.action = DO_PART,
		.value = 2,
		.times = 1,
		.name = "send: takes a part",
	};
}

static struct peer *meet(
	struct fault *fault, const char *act, struct program **program)
{
	struct listening plan = { .address = "127.0.0.1",
		.port = PORT };
	const char *acts[] = { "connect=4711", act, "close", NULL };
	struct listener *listener = peer_listen(&plan);

	*program = trial_start_as(PLAIN, fault, acts);
	return peer_accept(listener, *program);
}

/* Exactly two bytes are on the wire. */
static void expect_part_of(const char *act, const char *errors)
{
	struct fault fault = part_on_tcp();
	struct program *program;
	struct peer *peer = meet(&fault, act, &program);

	peer_expect(peer, "ab", 2, "the part");
	peer_expect_end(peer);
	expect_run(program, "", errors);
	expect_counts(&fault, 1, 1);
}

Test(fault, part_of_a_sendto_is_sent)
{
	expect_part_of("sendto=abcdef", "sendto 2\n");
}

Test(fault, part_of_a_sendmsg_is_sent)
{
	expect_part_of("sendmsg=abcdef", "sendmsg 2\n");
}

Test(fault, part_of_a_write_to_a_socket_is_sent)
{
	expect_part_of("socket_write=abcdef", "socket_write 2\n");
}

Test(fault, part_of_a_writev_to_a_socket_is_sent)
{
	expect_part_of("socket_writev=abcdef", "socket_writev 2\n");
}

/* Its name must not pass for a line of /proc/PID/status: process 1
 * would lend its descriptors. */
Test(fault, a_program_that_calls_itself_process_1_is_itself)
{
	struct fault fault = part_on_tcp();
	struct listening plan = { .address = "127.0.0.1",
		.port = PORT };
	struct listener *listener = peer_listen(&plan);
	struct program *program = start(fault, "name=Tgid: 1",
		"connect=4711", "sendto=abcdef", "close");
	struct peer *peer = peer_accept(listener, program);

	peer_expect(peer, "ab", 2, "the part");
	peer_expect_end(peer);
	expect_run(program, "", "sendto 2\n");
	expect_counts(&fault, 1, 1);
}

Test(fault, part_of_a_splice_is_moved)
{
	expect_part_of("splice=abcdef", "splice 2\n");
}

Test(fault, part_of_a_file_is_sent)
{
	expect_part_of("sendfile=abcdef", "sendfile 2\n");
}

Test(fault, part_of_a_file_is_sent_from_a_position_of_its_own)
{
	expect_part_of("sendfile_at=abcdef", "sendfile 2\n");
}

/* As the program of chapter 2 does it. */
Test(fault, what_follows_a_part_is_sent_too)
{
	struct fault fault = part_on_tcp();
	struct program *program;
	struct peer *peer = meet(&fault, "send=abcdef", &program);

	peer_expect(peer, "abcdef", 6, "the word");
	peer_expect_end(peer);
	expect_run(program, "", "");
	expect_counts(&fault, 2, 1);
}

/* --- what waits to be received --- */

/* When the program calls accept, the bytes are there already. */
static bool client_has_sent(void *context)
{
	int *client = context;
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_port = htons(PORT),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	if (*client != -1)
		return true;
	*client = socket(AF_INET, SOCK_STREAM, 0);
	if (connect(*client, (struct sockaddr *)&name, sizeof name) ==
			-1 ||
		send(*client, "abcdef", 6, 0) != 6)
		abort();
	return true;
}

static struct fault on_receiving(int *client)
{
	*client = -1;
	return (struct fault){
		.calls = { SYS_accept, SYS_recvfrom },
		.target = ON_ANY,
		.action = DO_PART,
		.value = 2,
		.times = 1,
		.when = client_has_sent,
		.context = client,
		.name = "recv: gives a part",
	};
}

Test(fault, part_of_what_waits_is_received)
{
	int client;
	struct fault fault = on_receiving(&client);

	expect_run(
		start(fault, "listen=4711", "accept", "recv", "recv"),
		"", "recv 2\nrecv 4\n");
	cr_assert(fault.fired == 1, "fired %u", fault.fired);
}

Test(fault, a_recv_with_a_limit_times_out_when_time_passes)
{
	int client;
	struct fault fault = on_receiving(&client);

	fault.action = LET_TIME_PASS;
	expect_run(start(fault, "listen=4711", "accept", "limit",
			   "recv", "recv"),
		"", "recv 6\nrecv EAGAIN\n");
}

Test(fault, a_poll_with_a_limit_times_out_when_time_passes)
{
	struct fault fault = { .calls = { SYS_poll },
		.target = ON_TCP,
		.action = LET_TIME_PASS,
		.name = "poll: time passes" };

	expect_run(start(fault, "poll=600000", "poll=0"), "",
		"poll 0\npoll 0\n");
	expect_counts(&fault, 2, 1);
}

Test(fault, datagrams_and_output_are_no_tcp)
{
	struct fault fault = part_on_tcp();

	expect_run(start(fault, "udp=abcdef", "write=abcdef"), "abcdef",
		"udp 6\nwrite 6\n");
	expect_counts(&fault, 0, 0);
}

Test(fault, a_wait_for_several_descriptors_counts_as_tcp)
{
	struct fault fault = { .calls = { FAULT_RECEIVING },
		.target = ON_TCP,
		.action = FAIL_WITH,
		.value = EINTR,
		.name = "poll: interrupted",
		.times = 1 };
	struct program *program;
	struct peer *peer = meet(&fault, "poll_tcp=60000", &program);

	peer_expect_end(peer);
	expect_run(program, "", "poll EINTR\n");
}

Test(fault, a_wait_for_nothing_is_none_for_tcp)
{
	struct fault fault = { .calls = { FAULT_RECEIVING },
		.target = ON_TCP,
		.action = FAIL_WITH,
		.value = EINTR,
		.name = "poll: interrupted" };

	expect_run(start(fault, "poll=1"), "", "poll 0\n");
	expect_counts(&fault, 0, 0);
}

/* Who looks first is interrupted as often as who does not. */
Test(fault, looks_are_interrupted_as_often_as_other_calls)
{
	struct fault fault = { .calls = { FAULT_RECEIVING },
		.target = ON_TCP,
		.action = FAIL_WITH,
		.value = EINTR,
		.times = 1,
		.name = "recv: interrupted" };
	struct listener *listener = peer_listen(&(struct listening){
		.address = "127.0.0.1", .port = PORT });
	struct program *program = start(fault, "connect=4711", "peek=3",
		"peek=3", "recv", "recv");

	peer_send(peer_accept(listener, program), "abc", 3);
	expect_run(program, "",
		"peek EINTR\npeek 3\nrecv EINTR\nrecv 3\n");
	cr_assert(fault.fired == 1 && fault.looks == 1);
}

/* --- calls that would take the fault upon themselves --- */

/* The act comes before the connection sends. */
static void expect_no_help(const char *act, const char *errors)
{
	struct fault fault = part_on_tcp();
	struct listening plan = { .address = "127.0.0.1",
		.port = PORT };
	struct listener *listener = peer_listen(&plan);
	struct program *program = start(
		fault, "connect=4711", act, "sendto=abcdef", "close");
	struct peer *peer = peer_accept(listener, program);

	peer_expect(peer, "ab", 2, "the part");
	peer_expect_end(peer);
	expect_run(program, "", errors);
	cr_assert(fault.fired == 1 && fault.exempt == 0,
		"fired %u, exempt %u", fault.fired, fault.exempt);
}

Test(fault, a_connection_with_itself_does_not_count)
{
	expect_no_help("decoy=12345", "decoy 5\nsendto 2\n");
}

Test(fault, no_number_of_a_descriptor_is_left_alone)
{
	expect_no_help("move=250", "sendto 2\n");
}

Test(fault, sending_nothing_does_not_count)
{
	expect_no_help("sendto=", "sendto 0\nsendto 2\n");
}

Test(fault, a_look_that_does_not_wait_is_not_interrupted)
{
	struct fault fault = { .calls = { SYS_poll },
		.action = FAIL_WITH,
		.value = EINTR,
		.times = 1,
		.name = "poll: interrupted" };

	expect_run(start(fault, "poll=0", "poll=60000"), "",
		"poll 0\npoll EINTR\n");
	expect_counts(&fault, 2, 1);
	cr_assert(fault.exempt == 1);
}

/* --- an interrupted connect --- */

static struct fault interrupted_connect(void)
{
	return (struct fault){
		.calls = { SYS_connect },
		.target = ON_TCP,
		.action = INTERRUPT_CONNECT,
		.times = 1,
		.name = "connect: interrupted",
	};
}

static bool it_receives(void *program)
{
	char call[80];

	observe_call(program_process(program), call, sizeof call);
	return strncmp(call, "recv ", 5) == 0;
}

/* Plays the act against a server; the connection blocks as before. */
static void expect_connection(const char *act, const char *errors)
{
	struct fault fault = interrupted_connect();
	struct listening plan = { .address = "127.0.0.1",
		.port = PORT };
	struct listener *listener = peer_listen(&plan);
	struct program *program = start(fault, act, "recv", "close");
	struct peer *peer = peer_accept(listener, program);

	program_await(program, it_receives, program, "it receives");
	peer_send(peer, "hello", 5);
	peer_expect_end(peer);
	expect_run(program, "", errors);
	cr_assert(fault.fired == 1, "fired %u", fault.fired);
}

Test(fault, an_interrupted_connect_goes_on_until_poll_tells)
{
	expect_connection("connect_poll=4711",
		"connect EINTR\npoll 1\nSO_ERROR 0\nrecv 5\n");
}

Test(fault, an_interrupted_connect_may_be_called_again)
{
	expect_connection("connect_again=4711",
		"connect EINTR\nagain 0\nrecv 5\n");
}

Test(fault, the_wait_for_an_interrupted_connect_is_interrupted_too)
{
	struct fault fault = { .calls = { SYS_connect, FAULT_WAITING },
		.target = ON_TCP,
		.action = INTERRUPT_CONNECT,
		.times = 2,
		.name = "connect and poll: interrupted" };

	expect_run(start(fault, "connect_poll=4711", "poll=0"), "",
		"connect EINTR\npoll EINTR\nSO_ERROR 111\npoll 0\n");
}

Test(fault, only_the_first_connect_of_a_socket_is_interrupted)
{
	struct fault fault = interrupted_connect();

	fault.times = 2;
	expect_run(start(fault, "connect_again=4711",
			   "connect_again=4711"),
		"",
		"connect EINTR\nconnect ECONNREFUSED\n"
		"again ECONNREFUSED\n"
		"connect EINTR\nconnect ECONNREFUSED\n"
		"again ECONNREFUSED\n");
}

Test(fault, an_interrupted_connect_to_nobody_is_refused)
{
	struct fault fault = interrupted_connect();

	expect_run(start(fault, "connect_poll=4711"), "",
		"connect EINTR\npoll 1\nSO_ERROR 111\n");
}

/* --- before the outcome is trusted --- */

Test(fault, that_never_happened_proves_nothing)
{
	struct fault fault = full_disk();

	program_finish(start(fault, "exit=0"));
	TRY(fault_require(&fault));
	trial_verdict(VERDICT_INCONCLUSIVE,
		"never made the call that this test wanted to disturb "
		"(write: the disk is full)");
}

Test(fault, that_happened_is_believed)
{
	struct fault fault = full_disk();

	program_finish(start(fault, "write=a"));
	TRY(fault_require(&fault));
	trial_no_verdict();
}

Test(fault, that_could_not_happen_is_believed)
{
	struct fault fault = part(0);

	program_finish(start(fault, "write=a"));
	TRY(fault_require(&fault));
	trial_no_verdict();
}

/* --- datagrams --- */

static struct fault interrupted_datagrams(void)
{
	return (struct fault){
		.calls = { FAULT_SENDING, FAULT_WAITING },
		.target = ON_UDP,
		.action = FAIL_WITH,
		.value = EINTR,
		.times = 1,
		.name = "a signal",
	};
}

Test(fault, sending_a_datagram_can_fail)
{
	struct fault fault = interrupted_datagrams();

	expect_run(start(fault, "udp=abc", "udp=abc"), "",
		"udp EINTR\nudp 3\n");
	expect_counts(&fault, 2, 1);
}

Test(fault, waiting_for_a_datagram_can_fail)
{
	struct fault fault = interrupted_datagrams();

	expect_run(start(fault, "datagrams=4711", "epoll=60000"), "",
		"epoll EINTR\n");
	expect_counts(&fault, 1, 1);
}

Test(fault, what_asks_the_dns_server_is_no_datagram_of_the_program)
{
	struct fault fault = interrupted_datagrams();

	expect_run(start(fault, "datagrams=53", "sendto=abc"), "",
		"sendto 3\n");
	expect_counts(&fault, 0, 0);
}

Test(fault, a_stream_is_no_socket_for_datagrams)
{
	struct fault fault = interrupted_datagrams();
	struct listener *listener = peer_listen(&(struct listening){
		.address = "127.0.0.1", .port = PORT });
	struct program *program =
		start(fault, "connect=4711", "sendto=abc");

	peer_accept(listener, program);
	expect_run(program, "", "sendto 3\n");
	expect_counts(&fault, 0, 0);
}

/* --- a signal while a call waits, again and again --- */

static struct fault signals(long milliseconds)
{
	return (struct fault){
		.calls = { FAULT_RECEIVING },
		.target = ON_UDP,
		.action = INTERRUPT_WAITING,
		.value = milliseconds,
		.name = "signals",
	};
}

Test(fault, every_wait_for_a_datagram_is_interrupted)
{
	struct fault fault = signals(3);

	expect_run(start(fault, "datagrams=4711", "poll_tcp=60000",
			   "epoll=60000", "recv", "limit", "recv"),
		"",
		"poll EINTR\nepoll EINTR\nrecv EINTR\nrecv EINTR\n");
	expect_counts(&fault, 4, 4);
}

Test(fault, a_select_that_is_interrupted_tells_what_is_left)
{
	struct fault fault = signals(3);

	expect_run(start(fault, "datagrams=4711", "select=60"), "",
		"select EINTR\nleft 1\n");
	fault_require(&fault);
}

/* More than the box would let a program open: it has empty slots. */
Test(fault, a_wait_for_many_descriptors_is_interrupted)
{
	struct fault fault = signals(3);

	expect_run(start(fault, "datagrams=4711", "move=200",
			   "select=60", "poll_slots=200"),
		"", "select EINTR\nleft 1\npoll EINTR\n");
	expect_counts(&fault, 2, 2);
}

Test(fault, a_wait_is_not_interrupted_when_a_datagram_comes)
{
	struct fault fault = signals(60000);
	struct udp_peer *server = udp_open("127.0.0.1", PORT, "server");
	struct program *program =
		start(fault, "datagrams=4711", "sendto=abc", "recv");
	const struct datagram *word =
		udp_expect(server, program, "abc", 3, "the word");

	program_await_rest(program);
	udp_send(server, word, "hello", 5);
	expect_run(program, "", "sendto 3\nrecv 5\n");
	expect_counts(&fault, 1, 0);
}

Test(fault, a_short_wait_ends_by_itself)
{
	struct fault fault = signals(60000);

	expect_run(start(fault, "datagrams=4711", "poll_tcp=5"), "",
		"poll 0\n");
	expect_counts(&fault, 1, 0);
	fault_require(&fault);
}

Test(fault, a_wait_is_not_interrupted_when_a_signal_of_its_own_comes)
{
	struct fault fault = signals(60000);

	expect_run(start(fault, "datagrams=4711", "await_alarm=20"), "",
		"ppoll EINTR\n");
	expect_counts(&fault, 1, 0);
}

/* --- an event that turns out to be none --- */

static struct fault taken_away(int *client)
{
	struct fault fault = on_receiving(client);

	fault.action = FAIL_AND_TAKE;
	fault.value = EAGAIN;
	fault.name = "an event that is none";
	return fault;
}

Test(fault, a_connection_is_gone_when_accept_fails)
{
	int client;
	char byte;
	struct fault fault = taken_away(&client);

	expect_run(start(fault, "listen=4711", "accept"), "",
		"accept EAGAIN\n");
	expect_counts(&fault, 1, 1);
	cr_assert(recv(client, &byte, 1, 0) <= 0, "it is still there");
}

Test(fault, bytes_are_gone_when_recv_fails)
{
	int client;
	struct fault fault = taken_away(&client);

	fault.skip = 1;
	struct program *program =
		start(fault, "listen=4711", "accept", "recv", "recv");
	program_await_rest(program);
	cr_assert(fault.taken == 6, "%zu", fault.taken);
	send(client, "gh", 2, 0);
	expect_run(program, "", "recv EAGAIN\nrecv 2\n");
}

Test(fault, a_call_that_has_nothing_to_take_is_left_alone)
{
	struct fault fault = { .calls = { SYS_recvfrom },
		.target = ON_TCP,
		.action = FAIL_AND_TAKE,
		.value = EAGAIN,
		.name = "an event that is none" };
	struct program *program;
	struct peer *peer = meet(&fault, "recv", &program);

	program_await_rest(program);
	peer_send(peer, "abc", 3);
	expect_run(program, "", "recv 3\n");
	expect_counts(&fault, 1, 0);
}

/* --- processes and threads --- */

static struct fault no_process(void)
{
	return (struct fault){
		.calls = { FAULT_MAKING },
		.target = ON_NEW_PROCESS,
		.action = FAIL_WITH,
		.value = EAGAIN,
		.name = "fork: no process left",
	};
}

static struct fault no_thread(void)
{
	struct fault fault = no_process();

	fault.target = ON_NEW_THREAD;
	fault.name = "pthread_create: no thread left";
	return fault;
}

static void expect_no_process(const char *built)
{
	struct fault fault = no_process();

	expect_run(trial_start_as(built, &fault,
			   (const char *[]){ "fork", "vfork",
				   "spawn=/usr/bin/true", "thread=abc",
				   NULL }),
		"abc",
		"fork EAGAIN\nvfork EAGAIN\nspawn EAGAIN\n"
		"write 3\n");
	expect_counts(&fault, 3, 3);
}

Test(fault, no_process_can_be_made_but_a_thread)
{
	expect_no_process(PLAIN);
	expect_no_process(STATIC);
}

/* What looks for leaks at the end is a process, too. */
Test(fault, a_sanitizer_makes_its_processes_all_the_same)
{
	expect_no_process(SANITIZED_BY_GCC);
	expect_no_process(SANITIZED_BY_CLANG);
}

Test(fault, no_thread_can_be_made_but_a_process)
{
	struct fault fault = no_thread();

	fault.value = ENOMEM;
	expect_run(start(fault, "fork", "vfork", "spawn=/usr/bin/true",
			   "new_thread=thread"),
		"main ",
		"fork 0\nvfork 0\nspawn 0\n"
		/* The C library's word for whatever it was. */
		"pthread_create EAGAIN\n");
	expect_counts(&fault, 1, 1);
}

Test(fault, a_thread_of_the_first_process_belongs_to_it)
{
	struct fault fault = no_process();

	fault.of_first_process = true;
	expect_run(
		start(fault, "fork_in_thread=x"), "", "fork EAGAIN\n");
}

Test(fault, children_may_be_left_alone)
{
	struct fault fault = no_process();

	fault.of_first_process = true;
	fault.skip = 1;
	expect_run(start(fault, "fork_in_child"), "",
		"fork 0\nfork EAGAIN\n");
	expect_counts(&fault, 2, 1);
}

Test(fault, children_count_where_not_said_otherwise)
{
	struct fault fault = no_process();

	fault.skip = 1;
	expect_run(start(fault, "fork_in_child"), "",
		"fork EAGAIN\nfork EAGAIN\n");
	expect_counts(&fault, 3, 2);
}

/* The program makes one, waits for the word, and makes three more. */
static void expect_later(
	struct fault *fault, unsigned nth, const char *errors)
{
	struct listening plan = { .address = "127.0.0.1",
		.port = PORT };
	struct listener *listener = peer_listen(&plan);
	struct program *program = start(*fault, "fork", "connect=4711",
		"recv", "fork", "fork", "fork");
	struct peer *peer = peer_accept(listener, program);

	program_await_rest(program);
	expect_counts(fault, 0, 0);
	if (nth > 0)
		fault_arm(fault, nth);
	peer_send(peer, "go", 2);
	expect_run(program, "", errors);
}

Test(fault, calls_before_it_is_armed_do_not_count)
{
	struct fault fault = no_process();

	fault.later = true;
	expect_later(&fault, 2,
		"fork 0\nrecv 2\nfork 0\nfork EAGAIN\n"
		"fork EAGAIN\n");
	expect_counts(&fault, 3, 2);
}

Test(fault, that_is_never_armed_does_nothing)
{
	struct fault fault = no_process();

	fault.later = true;
	expect_later(
		&fault, 0, "fork 0\nrecv 2\nfork 0\nfork 0\nfork 0\n");
	expect_counts(&fault, 0, 0);
}

Test(fault, may_be_taken_back)
{
	struct fault fault = no_process();

	fault_arm(&fault, 1);
	fault_disarm(&fault);
	expect_run(start(fault, "fork"), "", "fork 0\n");
	expect_counts(&fault, 0, 0);
}

/* --- calls that are held up --- */

/* Holds after a while, in which a program that hangs would be seen. */
static bool after_a_while(void *since_us)
{
	int64_t *since = since_us;

	if (*since == 0)
		*since = loop_now_us();
	return loop_now_us() - *since > 60000;
}

Test(fault, a_call_that_is_held_up_is_no_hang)
{
	int64_t since_us = 0;
	struct fault fault = { .calls = { SYS_recvfrom },
		.action = HOLD_UP,
		.value = 60000,
		.until = after_a_while,
		.context = &since_us,
		.name = "recv: held up" };
	struct listener *listener = peer_listen(&(struct listening){
		.address = "127.0.0.1", .port = PORT });
	struct program *program = start(fault, "connect=4711", "recv");
	struct peer *peer = peer_accept(listener, program);

	program_await(program, after_a_while, &since_us, "time passes");
	peer_send(peer, "abc", 3);
	expect_run(program, "", "recv 3\n");
	expect_counts(&fault, 1, 1);
}

Test(fault, a_call_is_held_up_for_a_while_at_most)
{
	struct fault fault = no_process();

	fault.action = HOLD_UP;
	fault.value = 20;
	int64_t before_us = loop_now_us();
	expect_run(start(fault, "fork"), "", "fork 0\n");
	expect_counts(&fault, 1, 1);
	cr_assert(loop_now_us() - before_us >= 20000);
}

static bool main_has_printed(void *program)
{
	struct program **its = program;

	return *its != NULL &&
		strcmp(program_output(*its, NULL), "main ") == 0;
}

Test(fault, a_new_thread_begins_late)
{
	struct program *program = NULL;
	struct fault fault = { .calls = { FAULT_BEGINNING },
		.action = HOLD_UP,
		.value = 60000,
		.until = main_has_printed,
		.context = &program,
		.skip = 1, /* of the program itself */
		.name = "a thread: begins late" };

	program = start(fault, "new_thread=thread");
	expect_run(program, "main thread", "pthread_create 0\n");
	expect_counts(&fault, 2, 1);
}

/* It has the time to notice. */
struct signal {
	struct program *program;
	int64_t sent_us;
};

static bool signal_has_come(void *context)
{
	struct signal *signal = context;

	if (signal->sent_us == 0) {
		kill(program_process(signal->program), SIGALRM);
		signal->sent_us = loop_now_us();
	}
	return loop_now_us() - signal->sent_us > 20000;
}

/* The kernel begins it anew after any signal: it comes here twice. */
Test(fault, no_signal_interrupts_a_fork_that_is_held_up)
{
	struct signal signal = { NULL, 0 };
	struct fault fault = no_process();

	fault.action = HOLD_UP;
	fault.value = 60000;
	fault.until = signal_has_come;
	fault.context = &signal;
	signal.program = start(fault, "catch", "fork");
	expect_run(signal.program, "", "fork 0\n");
	expect_counts(&fault, 2, 2);
}
