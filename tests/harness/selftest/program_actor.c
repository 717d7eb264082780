/*
 * A program for the harness's self-tests to start.
 * usage: actor ACT[=TEXT]...
 *
 * Does what its arguments say, one after the other, each by the call
 * that it names, once; and tells on stderr how the call ended, as in
 * "sendto 6" or "sendto EPIPE".  Connections are made with `connect` or
 * with `listen` and `accept`; the text is then a port.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static int listener = -1;
static int connection = -1;

static void tell(const char *call, ssize_t result)
{
	if (result == -1)
		dprintf(2, "%s %s\n", call, strerrorname_np(errno));
	else
		dprintf(2, "%s %zd\n", call, result);
}

/* Not a call to be told about: all of it, or the program gives up. */
static void write_all(int fd, const char *bytes, size_t left)
{
	while (left > 0) {
		ssize_t n = write(fd, bytes, left);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			exit(3);
		bytes += n;
		left -= (size_t)n;
	}
}

/* --- output and end --- */

static void act_out(const char *text)
{
	write_all(STDOUT_FILENO, text, strlen(text));
}

static void act_err(const char *text)
{
	write_all(STDERR_FILENO, text, strlen(text));
}

static void act_nul(const char *text)
{
	(void)text;
	write_all(STDOUT_FILENO, "", 1);
}

/* So many bytes, 'a' to 'z' in turn. */
static void act_fill(const char *text)
{
	size_t length = strtoul(text, NULL, 10);
	char *bytes = malloc(length + 1);

	if (bytes == NULL)
		exit(3);
	for (size_t i = 0; i < length; i++)
		bytes[i] = (char)('a' + i % 26);
	write_all(STDOUT_FILENO, bytes, length);
	free(bytes);
}

static void act_exit(const char *text)
{
	exit(atoi(text));
}

static void act_crash(const char *text)
{
	(void)text;
	raise(SIGSEGV);
}

static void act_alarm(const char *text)
{
	(void)text;
	raise(SIGALRM);
}

static void act_pause(const char *text)
{
	(void)text;
	pause();
}

static void act_poll(const char *text)
{
	tell("poll", poll(NULL, 0, atoi(text)));
}

/* Until something comes on the connection, or for so long. */
static void act_poll_tcp(const char *text)
{
	struct pollfd wanted = { connection, POLLIN, 0 };

	tell("poll", poll(&wanted, 1, atoi(text)));
}

/* The same among so many slots, all others of which are empty. */
static void act_poll_slots(const char *text)
{
	struct pollfd wanted[1500];
	nfds_t count = (nfds_t)atoi(text);

	for (nfds_t i = 0; i < count; i++)
		wanted[i] = (struct pollfd){ .fd = -1 };
	wanted[count - 1] = (struct pollfd){ connection, POLLIN, 0 };
	tell("poll", poll(wanted, count, 60000));
}

/* Goes on with the connection under another number. */
static void act_move(const char *text)
{
	connection = dup2(connection, atoi(text));
}

/* A byte every fifty milliseconds, for ever. */
static void act_drip(const char *text)
{
	(void)text;
	for (;;) {
		write_all(STDOUT_FILENO, "x", 1);
		poll(NULL, 0, 50);
	}
}

/* What /proc shows first of a process, in a line of its own. */
static void act_name(const char *text)
{
	prctl(PR_SET_NAME, text);
}

/* Wakes up a thousand times a second, and does nothing. */
static void act_doze(const char *text)
{
	(void)text;
	for (;;)
		poll(NULL, 0, 1);
}

static volatile bool turns;

static void act_spin(const char *text)
{
	(void)text;
	for (;;)
		turns = !turns;
}

/* --- calls on stdout --- */

static void act_write(const char *text)
{
	tell("write", write(STDOUT_FILENO, text, strlen(text)));
}

/* Halves the text. */
static void act_writev(const char *text)
{
	size_t half = strlen(text) / 2;
	struct iovec parts[2] = { { (char *)text, half },
		{ (char *)text + half, strlen(text) - half } };

	tell("writev", writev(STDOUT_FILENO, parts, 2));
}

static void act_stdio(const char *text)
{
	fputs(text, stdout);
	tell("stdio", fflush(stdout));
}

static void *write_in_thread(void *text)
{
	act_write(text);
	return NULL;
}

static void act_thread(const char *text)
{
	pthread_t thread;

	if (pthread_create(
		    &thread, NULL, write_in_thread, (void *)text) != 0)
		exit(3);
	pthread_join(thread, NULL);
}

/* --- processes and threads --- */

/* Whoever is made ends at once. */
static void await_child(const char *call, pid_t child)
{
	tell(call, child > 0 ? 0 : child);
	if (child > 0)
		waitpid(child, NULL, 0);
}

static void act_fork(const char *text)
{
	pid_t child = fork();

	(void)text;
	if (child == 0)
		_exit(0);
	await_child("fork", child);
}

static void act_vfork(const char *text)
{
	pid_t child = vfork();

	(void)text;
	if (child == 0)
		_exit(0);
	await_child("vfork", child);
}

static void act_spawn(const char *text)
{
	char *arguments[] = { (char *)text, NULL };
	pid_t child = -1;

	errno = posix_spawn(
		&child, text, NULL, NULL, arguments, arguments + 1);
	await_child("spawn", errno == 0 ? child : -1);
}

/* A child forks, and then the program itself. */
static void act_fork_in_child(const char *text)
{
	pid_t child = fork();

	if (child == 0) {
		act_fork(text);
		_exit(0);
	}
	waitpid(child, NULL, 0);
	act_fork(text);
}

/* So many, and they stay until the program's end. */
static void act_children(const char *text)
{
	int wanted = atoi(text);
	int made = 0;
	pid_t child = 0;

	while (made < wanted && (child = fork()) > 0)
		made++;
	if (child == 0 && made < wanted)
		for (;;)
			pause();
	tell("children", made);
}

static void *stay(void *context)
{
	for (;;)
		pause();
	return context;
}

static void act_threads(const char *text)
{
	pthread_t thread;
	int made = 0;

	while (made < atoi(text) &&
		pthread_create(&thread, NULL, stay, NULL) == 0)
		made++;
	tell("threads", made);
}

/* So many bytes, and they are used. */
static void act_malloc(const char *text)
{
	size_t size = strtoul(text, NULL, 10);
	char *bytes = malloc(size);

	tell("malloc", bytes != NULL ? 0 : -1);
	if (bytes != NULL)
		memset(bytes, 'x', size);
	free(bytes);
}

static void *fork_in_thread(void *text)
{
	act_fork(text);
	return NULL;
}

static void *write_in_new_thread(void *text)
{
	write_all(STDOUT_FILENO, text, strlen(text));
	return NULL;
}

/* It prints the text, and the program "main". */
static void act_new_thread(const char *text)
{
	pthread_t thread;

	errno = pthread_create(
		&thread, NULL, write_in_new_thread, (void *)text);
	bool made = errno == 0;
	tell("pthread_create", made ? 0 : -1);
	write_all(STDOUT_FILENO, "main ", 5);
	if (made)
		pthread_join(thread, NULL);
}

static void act_fork_in_thread(const char *text)
{
	pthread_t thread;

	if (pthread_create(
		    &thread, NULL, fork_in_thread, (void *)text) != 0)
		exit(3);
	pthread_join(thread, NULL);
}

/* --- connections --- */

static struct sockaddr_in loopback(const char *port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)atoi(port)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

static void act_socket(const char *text)
{
	(void)text;
	connection = socket(AF_INET, SOCK_STREAM, 0);
	if (connection == -1)
		tell("socket", -1);
}

static int call_connect(const char *port)
{
	struct sockaddr_in name = loopback(port);
	int result = connect(
		connection, (struct sockaddr *)&name, sizeof name);

	if (result == -1)
		tell("connect", result);
	return result;
}

static void act_connect(const char *text)
{
	act_socket(text);
	call_connect(text);
}

/* What POSIX says to do about EINTR. */
static void act_connect_poll(const char *text)
{
	int error = 0;
	socklen_t size = sizeof error;

	act_connect(text);
	struct pollfd end = { .fd = connection, .events = POLLOUT };
	tell("poll", poll(&end, 1, -1));
	getsockopt(connection, SOL_SOCKET, SO_ERROR, &error, &size);
	tell("SO_ERROR", error);
}

/* What Linux lets one do about it. */
static void act_connect_again(const char *text)
{
	act_connect(text);
	tell("again", call_connect(text));
}

static void act_listen(const char *text)
{
	struct sockaddr_in name = loopback(text);

	listener = socket(AF_INET, SOCK_STREAM, 0);
	if (bind(listener, (struct sockaddr *)&name, sizeof name) ==
			-1 ||
		listen(listener, 5) == -1)
		exit(3);
}

static void act_accept(const char *text)
{
	(void)text;
	connection = accept(listener, NULL, NULL);
	if (connection == -1)
		tell("accept", -1);
}

static void act_send(const char *text)
{
	write_all(connection, text, strlen(text));
}

/* So many bytes 'x'; few of them fit into the kernel's buffer. */
static void act_send_many(const char *text)
{
	char bytes[1000];
	int size = 4096;

	setsockopt(
		connection, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
	memset(bytes, 'x', sizeof bytes);
	for (long i = atol(text); i > 0; i -= (long)sizeof bytes)
		write_all(connection, bytes, sizeof bytes);
}

static void act_sendto(const char *text)
{
	tell("sendto",
		send(connection, text, strlen(text), MSG_NOSIGNAL));
}

static void act_sendmsg(const char *text)
{
	struct iovec part = { (char *)text, strlen(text) };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };

	tell("sendmsg", sendmsg(connection, &message, MSG_NOSIGNAL));
}

static void act_socket_write(const char *text)
{
	tell("socket_write", write(connection, text, strlen(text)));
}

static void act_socket_writev(const char *text)
{
	struct iovec part = { (char *)text, strlen(text) };

	tell("socket_writev", writev(connection, &part, 1));
}

static void act_splice(const char *text)
{
	int ends[2];

	if (pipe(ends) == -1)
		exit(3);
	write_all(ends[1], text, strlen(text));
	tell("splice",
		splice(ends[0], NULL, connection, NULL, strlen(text),
			0));
}

static int file_of(const char *text)
{
	FILE *file = tmpfile();

	if (file == NULL || fputs(text, file) == EOF ||
		fflush(file) == EOF)
		exit(3);
	return fileno(file);
}

/* From the position that the file has. */
static void act_sendfile(const char *text)
{
	int file = file_of(text);

	lseek(file, 0, SEEK_SET);
	tell("sendfile",
		sendfile(connection, file, NULL, strlen(text)));
}

/* From a position that is kept here. */
static void act_sendfile_at(const char *text)
{
	off_t position = 0;

	tell("sendfile",
		sendfile(connection, file_of(text), &position,
			strlen(text)));
}

/* Says it to itself first, over a connection of its own. */
static void act_decoy(const char *text)
{
	struct sockaddr_in name = loopback("0");
	socklen_t size = sizeof name;
	int welcome = socket(AF_INET, SOCK_STREAM, 0);
	int own = socket(AF_INET, SOCK_STREAM, 0);

	if (bind(welcome, (struct sockaddr *)&name, size) == -1 ||
		listen(welcome, 1) == -1 ||
		getsockname(welcome, (struct sockaddr *)&name, &size) ==
			-1 ||
		connect(own, (struct sockaddr *)&name, size) == -1)
		_exit(EXIT_FAILURE);
	tell("decoy", send(own, text, strlen(text), 0));
	close(own);
	close(welcome);
}

/* To nobody: a datagram is sent all the same. */
static void act_udp(const char *text)
{
	struct sockaddr_in name = loopback("9");
	int udp = socket(AF_INET, SOCK_DGRAM, 0);

	tell("udp",
		sendto(udp, text, strlen(text), 0,
			(struct sockaddr *)&name, sizeof name));
	close(udp);
}

/* A socket for datagrams takes the connection's place. */
static void act_datagrams(const char *text)
{
	connection = socket(AF_INET, SOCK_DGRAM, 0);
	call_connect(text);
}

/* Until a datagram comes, or for so long; what is left of it? */
static void act_select(const char *text)
{
	struct timeval limit = { .tv_sec = atoi(text) };
	fd_set wanted;

	FD_ZERO(&wanted);
	FD_SET(connection, &wanted);
	tell("select",
		select(connection + 1, &wanted, NULL, NULL, &limit));
	tell("left", limit.tv_sec < atoi(text) && limit.tv_sec > 0);
}

static void act_epoll(const char *text)
{
	struct epoll_event wanted = { .events = EPOLLIN };
	int several = epoll_create1(0);

	epoll_ctl(several, EPOLL_CTL_ADD, connection, &wanted);
	tell("epoll", epoll_wait(several, &wanted, 1, atoi(text)));
	close(several);
}

static void on_alarm(int signal)
{
	(void)signal;
}

/* Lets an alarm in, after so many milliseconds, only while it waits. */
static void act_await_alarm(const char *text)
{
	struct pollfd wanted = { connection, POLLIN, 0 };
	struct sigaction action = { .sa_handler = on_alarm };
	struct itimerval alarm = { .it_value.tv_usec =
					   atoi(text) * 1000 };
	sigset_t blocked;
	sigset_t outside;

	sigemptyset(&blocked);
	sigaddset(&blocked, SIGALRM);
	sigprocmask(SIG_BLOCK, &blocked, &outside);
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &alarm, NULL);
	tell("ppoll", ppoll(&wanted, 1, NULL, &outside));
}

/* SIGALRM interrupts what the program does. */
static void act_catch(const char *text)
{
	struct sigaction action = { .sa_handler = on_alarm };

	(void)text;
	sigaction(SIGALRM, &action, NULL);
}

/* A call of recv takes a minute at most. */
static void act_limit(const char *text)
{
	struct timeval minute = { .tv_sec = 60 };

	(void)text;
	if (setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &minute,
		    sizeof minute) == -1)
		exit(3);
}

static void act_recv(const char *text)
{
	char bytes[4096];

	(void)text;
	tell("recv", recv(connection, bytes, sizeof bytes, 0));
}

/* Waits for so many bytes, and leaves them where they are. */
static void act_peek(const char *text)
{
	char bytes[4096];

	tell("peek",
		recv(connection, bytes, strtoul(text, NULL, 10),
			MSG_PEEK | MSG_WAITALL));
}

/* Waits for whatever comes first: is the end there as well? */
static void act_end(const char *text)
{
	struct pollfd news = { .fd = connection,
		.events = POLLIN | POLLRDHUP };

	(void)text;
	poll(&news, 1, -1);
	tell("end", (news.revents & POLLRDHUP) != 0);
}

static void act_recv_to_end(const char *text)
{
	char bytes[4096];
	ssize_t n;

	(void)text;
	do {
		n = recv(connection, bytes, sizeof bytes, 0);
		tell("recv", n);
	} while (n > 0);
}

static void act_reset(const char *text)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	(void)text;
	setsockopt(connection, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	close(connection);
}

static void act_close(const char *text)
{
	(void)text;
	close(connection);
}

static const struct act {
	const char *name;
	void (*play)(const char *text);
} acts[] = {
	{ "accept", act_accept },
	{ "alarm", act_alarm },
	{ "await_alarm", act_await_alarm },
	{ "catch", act_catch },
	{ "children", act_children },
	{ "close", act_close },
	{ "connect", act_connect },
	{ "connect_again", act_connect_again },
	{ "connect_poll", act_connect_poll },
	{ "crash", act_crash },
	{ "datagrams", act_datagrams },
	{ "decoy", act_decoy },
	{ "doze", act_doze },
	{ "drip", act_drip },
	{ "end", act_end },
	{ "epoll", act_epoll },
	{ "err", act_err },
	{ "exit", act_exit },
	{ "fill", act_fill },
	{ "fork", act_fork },
	{ "fork_in_child", act_fork_in_child },
	{ "fork_in_thread", act_fork_in_thread },
	{ "limit", act_limit },
	{ "listen", act_listen },
	{ "malloc", act_malloc },
	{ "move", act_move },
	{ "name", act_name },
	{ "new_thread", act_new_thread },
	{ "nul", act_nul },
	{ "out", act_out },
	{ "pause", act_pause },
	{ "peek", act_peek },
	{ "poll", act_poll },
	{ "poll_slots", act_poll_slots },
	{ "poll_tcp", act_poll_tcp },
	{ "recv", act_recv },
	{ "recv_to_end", act_recv_to_end },
	{ "reset", act_reset },
	{ "select", act_select },
	{ "send", act_send },
	{ "send_many", act_send_many },
	{ "sendfile", act_sendfile },
	{ "sendfile_at", act_sendfile_at },
	{ "sendmsg", act_sendmsg },
	{ "sendto", act_sendto },
	{ "socket", act_socket },
	{ "socket_write", act_socket_write },
	{ "socket_writev", act_socket_writev },
	{ "spawn", act_spawn },
	{ "spin", act_spin },
	{ "splice", act_splice },
	{ "stdio", act_stdio },
	{ "thread", act_thread },
	{ "threads", act_threads },
	{ "udp", act_udp },
	{ "vfork", act_vfork },
	{ "write", act_write },
	{ "writev", act_writev },
};

static void play(const char *argument)
{
	size_t length = strcspn(argument, "=");
	const char *text = argument + length;

	if (*text == '=')
		text++;
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (strlen(acts[i].name) == length &&
			strncmp(acts[i].name, argument, length) == 0) {
			acts[i].play(text);
			return;
		}
	dprintf(2, "actor: no such act: %s\n", argument);
	exit(2);
}

int main(int argc, char *argv[])
{
	for (int i = 1; i < argc; i++)
		play(argv[i]);
	return 0;
}
