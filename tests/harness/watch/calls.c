/*
 * The noted calls of the program under test; see calls.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "calls.h"

#include "journal.h"
#include "printable.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/* A test that compares what several runs say needs few of them. */
enum { RUNS_KEPT = 6 };

static struct kept {
	int run;
	size_t count;
	uint64_t all;
	struct call_slot *slots; /* in the order of the calls */
} kept[RUNS_KEPT];

int calls_open(int *descriptor, struct calls_memory **memory)
{
	int fd = memfd_create("calls", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd == -1)
		return -1;
	if (ftruncate(fd, sizeof **memory) == -1 ||
		fcntl(fd, F_ADD_SEALS,
			F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) ==
			-1) {
		close(fd);
		return -1;
	}
	*memory = mmap(NULL, sizeof **memory, PROT_READ | PROT_WRITE,
		MAP_SHARED, fd, 0);
	if (*memory == MAP_FAILED) {
		*memory = NULL;
		close(fd);
		return -1;
	}
	(*memory)->magic = CALLS_MAGIC;
	*descriptor = fd;
	return 0;
}

void calls_close(struct calls_memory *memory)
{
	if (memory != NULL)
		munmap(memory, sizeof *memory);
}

/* --- keeping them --- */

static int in_order(const void *a, const void *b)
{
	const struct call_slot *first = a;
	const struct call_slot *second = b;

	return (first->number > second->number) -
		(first->number < second->number);
}

void calls_keep(const struct calls_memory *memory, int run)
{
	struct kept *place = &kept[run % RUNS_KEPT];

	free(place->slots);
	*place = (struct kept){ .run = run };
	place->slots = calloc(CALLS_SLOTS, sizeof *place->slots);
	if (place->slots == NULL)
		return;
	/* More would only touch pages that nobody has written to. */
	size_t used = memory->count < CALLS_SLOTS
		? (size_t)memory->count
		: CALLS_SLOTS;
	for (size_t i = 0; i < used; i++) {
		struct call_slot *copy = &place->slots[place->count];

		*copy = memory->slots[i];
		if (copy->state == CALL_NONE)
			continue;
		copy->name[CALLS_NAME_SIZE - 1] = '\0';
		if (copy->text_length > CALLS_TEXT_SIZE)
			copy->text_length = CALLS_TEXT_SIZE;
		place->count++;
	}
	place->all = memory->count;
	qsort(place->slots, place->count, sizeof *place->slots,
		in_order);
}

/* --- telling of them --- */

struct constant {
	int64_t value;
	const char *name;
};

static const struct constant families[] = { { AF_INET, "AF_INET" },
	{ AF_INET6, "AF_INET6" }, { AF_UNSPEC, "AF_UNSPEC" },
	{ AF_UNIX, "AF_UNIX" }, { 0, NULL } };
static const struct constant types[] = { { SOCK_STREAM, "SOCK_STREAM" },
	{ SOCK_DGRAM, "SOCK_DGRAM" }, { SOCK_RAW, "SOCK_RAW" },
	{ 0, NULL } };
static const struct constant send_flags[] = { { MSG_NOSIGNAL,
						      "MSG_NOSIGNAL" },
	{ MSG_DONTWAIT, "MSG_DONTWAIT" },
	{ MSG_WAITALL, "MSG_WAITALL" }, { MSG_PEEK, "MSG_PEEK" },
	{ MSG_MORE, "MSG_MORE" }, { 0, NULL } };
static const struct constant look_up_flags[] = {
	{ AI_NUMERICHOST, "AI_NUMERICHOST" },
	{ AI_NUMERICSERV, "AI_NUMERICSERV" },
	{ AI_PASSIVE, "AI_PASSIVE" }, { AI_CANONNAME, "AI_CANONNAME" },
	{ AI_V4MAPPED, "AI_V4MAPPED" }, { AI_ALL, "AI_ALL" },
	{ AI_ADDRCONFIG, "AI_ADDRCONFIG" }, { 0, NULL }
};
static const struct constant options[] = { { SO_REUSEADDR,
						   "SO_REUSEADDR" },
	{ SO_REUSEPORT, "SO_REUSEPORT" }, { SO_LINGER, "SO_LINGER" },
	{ SO_ERROR, "SO_ERROR" }, { SO_RCVTIMEO, "SO_RCVTIMEO" },
	{ SO_SNDTIMEO, "SO_SNDTIMEO" }, { SO_RCVLOWAT, "SO_RCVLOWAT" },
	{ SO_KEEPALIVE, "SO_KEEPALIVE" }, { 0, NULL } };
static const struct constant signals[] = { { SIGPIPE, "SIGPIPE" },
	{ SIGINT, "SIGINT" }, { SIGTERM, "SIGTERM" },
	{ SIGCHLD, "SIGCHLD" }, { SIGALRM, "SIGALRM" }, { 0, NULL } };
static const struct constant handlers[] = { { 0, "SIG_DFL" },
	{ 1, "SIG_IGN" }, { 2, "handler" }, { 0, NULL } };
static const struct constant streams[] = { { 1, "stdout" },
	{ 2, "stderr" }, { 0, "stream" }, { 0, NULL } };
static const struct constant ways[] = { { SHUT_RD, "SHUT_RD" },
	{ SHUT_WR, "SHUT_WR" }, { SHUT_RDWR, "SHUT_RDWR" },
	{ 0, NULL } };
static const struct constant formats[] = { { 1, "constant" },
	{ 0, "variable" }, { 0, NULL } };
static const struct constant codes[] = { { 0, "0" },
	{ EAI_NONAME, "EAI_NONAME" }, { EAI_AGAIN, "EAI_AGAIN" },
	{ EAI_FAIL, "EAI_FAIL" }, { EAI_FAMILY, "EAI_FAMILY" },
	{ EAI_SYSTEM, "EAI_SYSTEM" }, { EAI_NODATA, "EAI_NODATA" },
	{ EAI_ADDRFAMILY, "EAI_ADDRFAMILY" },
	{ EAI_SERVICE, "EAI_SERVICE" },
	{ EAI_SOCKTYPE, "EAI_SOCKTYPE" },
	{ EAI_BADFLAGS, "EAI_BADFLAGS" }, { EAI_MEMORY, "EAI_MEMORY" },
	{ 0, NULL } };

/* How an argument, or the result, is written. */
enum writing {
	NOTHING, /* no such argument */
	NUMBER,
	TEXT, /* the call's text stands here */
	IF_ANY, /* 0: NULL; else "..." */
	FAMILY,
	TYPE,
	FLAGS,
	LOOK_UP_FLAGS,
	OPTION,
	SIGNAL,
	HANDLER,
	STREAM,
	WAY,
	FORMAT,
	ERRNO,
	EVENTS,
};

/* What came of it. */
enum outcome { COUNT, CODE, BYTES, VALUE, NONE };

static const struct form {
	const char *name;
	enum writing arguments[CALLS_ARGUMENTS + 1];
	enum outcome outcome;
} forms[] = {
	{ "socket", { FAMILY, TYPE, NUMBER }, COUNT },
	{ "bind", { NUMBER, TEXT }, COUNT },
	{ "connect", { NUMBER, TEXT }, COUNT },
	{ "listen", { NUMBER, NUMBER }, COUNT },
	{ "accept", { NUMBER, IF_ANY, NUMBER, TEXT }, COUNT },
	{ "accept4", { NUMBER, IF_ANY, NUMBER, TEXT }, COUNT },
	{ "shutdown", { NUMBER, WAY }, COUNT },
	{ "close", { NUMBER }, COUNT },
	{ "setsockopt", { NUMBER, NUMBER, OPTION, NUMBER }, COUNT },
	{ "getsockopt", { NUMBER, NUMBER, OPTION }, COUNT },
	{ "getsockname", { NUMBER, TEXT }, COUNT },
	{ "getpeername", { NUMBER, TEXT }, COUNT },
	{ "send", { NUMBER, NUMBER, FLAGS }, BYTES },
	{ "sendto", { NUMBER, NUMBER, FLAGS }, BYTES },
	{ "sendmsg", { NUMBER, NUMBER, FLAGS, NUMBER }, BYTES },
	{ "sendmmsg", { NUMBER, NUMBER, FLAGS }, COUNT },
	{ "write", { NUMBER, NUMBER }, BYTES },
	{ "writev", { NUMBER, NUMBER }, BYTES },
	{ "recv", { NUMBER, NUMBER, FLAGS }, BYTES },
	{ "recvfrom", { NUMBER, NUMBER, FLAGS }, BYTES },
	{ "recvmsg", { NUMBER, NUMBER, FLAGS, NUMBER }, BYTES },
	{ "recvmmsg", { NUMBER, NUMBER, FLAGS }, COUNT },
	{ "read", { NUMBER, NUMBER }, BYTES },
	{ "readv", { NUMBER, NUMBER }, BYTES },
	{ "poll", { NUMBER, EVENTS, NUMBER }, COUNT },
	{ "ppoll", { NUMBER, EVENTS, NUMBER }, COUNT },
	{ "select", { IF_ANY, IF_ANY, NUMBER }, COUNT },
	{ "epoll_wait", { NUMBER, NOTHING }, COUNT },
	{ "fcntl", { NUMBER, NUMBER, NUMBER }, COUNT },
	{ "getaddrinfo", { TEXT, FAMILY, TYPE, LOOK_UP_FLAGS }, CODE },
	{ "freeaddrinfo", { IF_ANY }, NONE },
	{ "gai_strerror", { NUMBER, TEXT }, NONE },
	{ "gethostbyname", { TEXT }, VALUE },
	{ "gethostbyname2", { TEXT, FAMILY }, VALUE },
	{ "getservbyname", { TEXT }, VALUE },
	{ "getnameinfo", { TEXT }, CODE },
	{ "inet_pton", { FAMILY, TEXT }, VALUE },
	{ "inet_ntop", { FAMILY, TEXT, NUMBER }, VALUE },
	{ "inet_aton", { TEXT }, VALUE },
	{ "inet_addr", { TEXT }, VALUE },
	{ "inet_ntoa", { TEXT }, VALUE },
	{ "strtol", { TEXT, IF_ANY, NUMBER }, VALUE },
	{ "strtoul", { TEXT, IF_ANY, NUMBER }, VALUE },
	{ "strtoll", { TEXT, IF_ANY, NUMBER }, VALUE },
	{ "strtoull", { TEXT, IF_ANY, NUMBER }, VALUE },
	{ "sscanf", { TEXT }, VALUE },
	{ "atoi", { TEXT }, VALUE },
	{ "atol", { TEXT }, VALUE },
	{ "memcmp", { NUMBER }, VALUE },
	{ "strncmp", { NUMBER }, VALUE },
	{ "strcmp", { TEXT }, VALUE },
	{ "printf", { NOTHING, FORMAT, TEXT }, COUNT },
	{ "fprintf", { STREAM, FORMAT, TEXT }, COUNT },
	{ "dprintf", { NUMBER, FORMAT, TEXT }, COUNT },
	{ "puts", { NOTHING, FORMAT, TEXT }, COUNT },
	{ "fputs", { STREAM, FORMAT, TEXT }, COUNT },
	{ "fwrite", { STREAM, FORMAT, NUMBER, TEXT }, COUNT },
	{ "setvbuf", { STREAM, NUMBER }, COUNT },
	{ "fdopen", { NUMBER, TEXT }, VALUE },
	{ "fgets", { NUMBER, NUMBER }, BYTES },
	{ "getline", { NUMBER }, BYTES },
	{ "fread", { NUMBER, NUMBER }, BYTES },
	{ "fflush", { STREAM }, COUNT },
	{ "fclose", { STREAM }, COUNT },
	{ "perror", { ERRNO, TEXT }, NONE },
	{ "strerror", { ERRNO }, NONE },
	{ "warn", { NOTHING, FORMAT, ERRNO, TEXT }, NONE },
	{ "warnx", { NOTHING, FORMAT, NOTHING, TEXT }, NONE },
	{ "err", { NOTHING, FORMAT, ERRNO, TEXT }, NONE },
	{ "errx", { NOTHING, FORMAT, NOTHING, TEXT }, NONE },
	{ "fork", { NOTHING }, COUNT },
	{ "pthread_create", { NOTHING }, COUNT },
	{ "signal", { SIGNAL, HANDLER }, COUNT },
	{ "sigaction", { SIGNAL, HANDLER }, COUNT },
	{ "exit", { NUMBER }, NONE },
	{ "sleep", { NUMBER }, NONE },
	{ "usleep", { NUMBER }, NONE },
	{ "nanosleep", { NUMBER, NUMBER }, NONE },
};

/* A line that grows. */
struct line {
	char text[CALLS_LINE_SIZE];
	size_t length;
};

static void add(struct line *line, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void add(struct line *line, const char *format, ...)
{
	va_list arguments;
	size_t room = sizeof line->text - line->length;

	va_start(arguments, format);
	int n = vsnprintf(
		line->text + line->length, room, format, arguments);
	va_end(arguments);
	if (n > 0)
		line->length += (size_t)n < room ? (size_t)n : room - 1;
}

static void add_name(
	struct line *line, const struct constant *names, int64_t value)
{
	for (; names->name != NULL; names++)
		if (names->value == value) {
			add(line, "%s", names->name);
			return;
		}
	add(line, "%" PRId64, value);
}

static void add_flags(
	struct line *line, const struct constant *names, int64_t value)
{
	const char *between = "";

	if (value == 0 || value == -1)
		add(line, "%s", value == 0 ? "0" : "NULL");
	else if (value < 0)
		add(line, "0x%" PRIx32, (uint32_t)value);
	for (; value > 0 && names->name != NULL; names++)
		if (value & names->value) {
			add(line, "%s%s", between, names->name);
			between = "|";
			value &= ~names->value;
		}
	if (value > 0)
		add(line, "%s0x%" PRIx64, between, (uint64_t)value);
}

static void add_text(struct line *line, const struct call_slot *slot)
{
	char text[4 * CALLS_TEXT_SIZE + 1];

	printable(text, sizeof text, slot->text, slot->text_length);
	add(line, "\"%.90s\"", text);
}

static void add_errno(struct line *line, int64_t error)
{
	const char *name = strerrorname_np((int)error);

	add(line, "%s", name != NULL ? name : "?");
}

/* SOCK_CLOEXEC and SOCK_NONBLOCK are flags among the types. */
static void add_type(struct line *line, int64_t value)
{
	if (value < 0) {
		add(line, "NULL");
		return;
	}
	add_name(line, types, value & 0xf);
	if (value & SOCK_NONBLOCK)
		add(line, "|SOCK_NONBLOCK");
}

static const struct constant *const names_of[] = {
	[FAMILY] = families,
	[OPTION] = options,
	[SIGNAL] = signals,
	[HANDLER] = handlers,
	[STREAM] = streams,
	[WAY] = ways,
	[FORMAT] = formats,
	[EVENTS] = NULL,
};

static void add_value(struct line *line, const struct call_slot *slot,
	enum writing writing, int64_t value)
{
	switch (writing) {
	case TEXT:
		add_text(line, slot);
		break;
	case IF_ANY:
		add(line, "%s", value != 0 ? "..." : "NULL");
		break;
	case TYPE:
		add_type(line, value);
		break;
	case FLAGS:
		add_flags(line, send_flags, value);
		break;
	case LOOK_UP_FLAGS:
		add_flags(line, look_up_flags, value);
		break;
	case ERRNO:
		add_errno(line, value);
		break;
	case EVENTS:
		add(line, "%s%s", value & POLLIN ? "IN" : "",
			value & POLLOUT ? "OUT" : "");
		break;
	case NUMBER:
	case NOTHING:
		add(line, "%" PRId64, value);
		break;
	default:
		add_name(line, names_of[writing], value);
	}
}

/* A text takes no argument's place. */
static void add_arguments(struct line *line,
	const struct call_slot *slot, const struct form *form)
{
	int next = 0;
	const char *between = "";

	for (size_t i = 0; i <= CALLS_ARGUMENTS; i++) {
		enum writing writing = form->arguments[i];
		int64_t value = 0;

		if (writing != TEXT && next < CALLS_ARGUMENTS)
			value = slot->arguments[next++];
		if (writing == NOTHING)
			continue;
		add(line, "%s", between);
		add_value(line, slot, writing, value);
		between = ", ";
	}
}

static void add_outcome(struct line *line, const struct call_slot *slot,
	enum outcome outcome)
{
	if (outcome == NONE || slot->state != CALL_DONE)
		return;
	add(line, " = ");
	if (outcome == CODE)
		add_name(line, codes, slot->result);
	else
		add(line, "%" PRId64, slot->result);
	if (slot->result == -1 && outcome != VALUE && outcome != CODE) {
		add(line, " ");
		add_errno(line, slot->error);
	}
	if (outcome == BYTES && slot->result > 0) {
		add(line, " ");
		add_text(line, slot);
	}
}

static const struct form *form_of(const char *name)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	return NULL;
}

static void tell(const struct kept *of, const struct call_slot *slot)
{
	struct line line = { .length = 0 };
	const struct form *form = form_of(slot->name);

	if (form == NULL)
		return;
	add(&line, "%s(", slot->name);
	add_arguments(&line, slot, form);
	add(&line, ")");
	add_outcome(&line, slot, form->outcome);
	journal_call(
		of->run, slot->process, (int64_t)slot->t_us, line.text);
}

void calls_tell(void)
{
	int first = 0;

	for (size_t i = 0; i < RUNS_KEPT; i++)
		if (kept[i].slots != NULL &&
			(first == 0 || kept[i].run < first))
			first = kept[i].run;
	for (int run = first; run < first + RUNS_KEPT; run++) {
		const struct kept *of = &kept[run % RUNS_KEPT];

		if (of->run != run || of->slots == NULL)
			continue;
		for (size_t i = 0; i < of->count; i++)
			tell(of, &of->slots[i]);
	}
}
