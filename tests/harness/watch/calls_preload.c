/*
 * Notes the calls that the program under test makes; see calls.h.
 * Preloaded in front of the C library and of the sanitizers.
 *
 * A wrapper makes the very same call and keeps errno.  It takes no lock
 * and no memory, so it may be used in threads, children and handlers of
 * signals.  Only calls of the program itself are noted, not those that
 * a library makes on its behalf.
 *
 * SPDX-License-Identifier: MIT
 */
/* Fortified headers make macros of names that are defined here. */
#undef _FORTIFY_SOURCE
#define _GNU_SOURCE
#include "calls.h"
#include "gate.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct calls_memory *memory;
static uintptr_t program_begin, program_end;
static uintptr_t constants_end; /* what nobody writes ends here */
static uint32_t quick_calls;

/* --- noting a call --- */

/* The program itself is the first object; its parts are one range. */
static int note_range(struct dl_phdr_info *info, size_t size, void *end)
{
	(void)size;
	(void)end;
	program_begin = UINTPTR_MAX;
	constants_end = 0;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &info->dlpi_phdr[i];
		uintptr_t first = info->dlpi_addr + part->p_vaddr;
		uintptr_t limit = first + part->p_memsz;

		if (part->p_type != PT_LOAD)
			continue;
		if (first < program_begin)
			program_begin = first;
		if (limit > program_end)
			program_end = limit;
		if (!(part->p_flags & PF_W) && limit > constants_end)
			constants_end = limit;
	}
	return 1;
}

__attribute__((constructor)) static void prepare(void)
{
	struct stat file;
	int fd = GATE_CALLS_KEPT;

	if (fstat(fd, &file) == -1 || file.st_size != sizeof *memory)
		return;
	void *map = mmap(NULL, sizeof *memory, PROT_READ | PROT_WRITE,
		MAP_SHARED, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return;
	dl_iterate_phdr(note_range, NULL);
	memory = map;
}

static bool is_constant(const void *text)
{
	uintptr_t at = (uintptr_t)text;

	return at >= program_begin && at < constants_end;
}

static bool is_ours(const void *caller)
{
	uintptr_t at = (uintptr_t)caller;

	return memory != NULL && memory->magic == CALLS_MAGIC &&
		at >= program_begin && at < program_end;
}

static struct call_slot *next_slot(void)
{
	uint64_t number =
		__atomic_fetch_add(&memory->count, 1, __ATOMIC_RELAXED);
	uint64_t place = number < CALLS_FIRST
		? number
		: CALLS_FIRST + (number - CALLS_FIRST) % CALLS_LAST;
	struct call_slot *slot = &memory->slots[place];

	slot->state = CALL_NONE;
	slot->number = number;
	return slot;
}

static struct call_slot *begin(const void *caller, const char *name)
{
	struct timespec now;
	int saved = errno;

	if (!is_ours(caller))
		return NULL;
	struct call_slot *slot = next_slot();
	clock_gettime(CLOCK_MONOTONIC, &now);
	slot->t_us = (uint64_t)now.tv_sec * 1000000 +
		(uint64_t)now.tv_nsec / 1000;
	slot->process = getpid();
	slot->text_length = 0;
	slot->error = 0;
	for (int i = 0; i < CALLS_ARGUMENTS; i++)
		slot->arguments[i] = 0;
	strncpy(slot->name, name, CALLS_NAME_SIZE - 1);
	slot->state = CALL_BEGUN;
	errno = saved;
	return slot;
}

/* There may be very many of them. */
static struct call_slot *begin_quick(
	const void *caller, const char *name)
{
	if (!is_ours(caller) ||
		__atomic_fetch_add(&quick_calls, 1, __ATOMIC_RELAXED) >=
			CALLS_QUICK_MOST)
		return NULL;
	return begin(caller, name);
}

static void arguments(struct call_slot *slot, int64_t a, int64_t b,
	int64_t c, int64_t d)
{
	if (slot == NULL)
		return;
	slot->arguments[0] = a;
	slot->arguments[1] = b;
	slot->arguments[2] = c;
	slot->arguments[3] = d;
}

static void note_bytes(
	struct call_slot *slot, const void *bytes, int64_t length)
{
	if (slot == NULL || bytes == NULL || length <= 0)
		return;
	uint32_t count = length < CALLS_TEXT_SIZE ? (uint32_t)length
						  : CALLS_TEXT_SIZE;
	memcpy(slot->text, bytes, count);
	slot->text_length = count;
}

/* By hand: a sanitizer would look at what strlen reads. */
static void note_text(struct call_slot *slot, const char *text)
{
	int64_t length = 0;

	if (slot == NULL || text == NULL)
		return;
	while (length < CALLS_TEXT_SIZE && text[length] != '\0')
		length++;
	note_bytes(slot, text, length);
}

static void note_address(struct call_slot *slot,
	const struct sockaddr *address, socklen_t size)
{
	char host[INET6_ADDRSTRLEN] = "";
	char text[CALLS_TEXT_SIZE];
	struct sockaddr_in four;
	struct sockaddr_in6 six;
	unsigned port = 0;
	int saved = errno;

	if (slot == NULL || address == NULL || size < 2)
		return;
	if (address->sa_family == AF_INET && size >= sizeof four) {
		memcpy(&four, address, sizeof four);
		inet_ntop(AF_INET, &four.sin_addr, host, sizeof host);
		port = ntohs(four.sin_port);
	} else if (address->sa_family == AF_INET6 &&
		size >= sizeof six) {
		memcpy(&six, address, sizeof six);
		inet_ntop(AF_INET6, &six.sin6_addr, host, sizeof host);
		port = ntohs(six.sin6_port);
	} else {
		snprintf(host, sizeof host, "family %d",
			address->sa_family);
	}
	snprintf(text, sizeof text, "%s port %u", host, port);
	note_text(slot, text);
	errno = saved;
}

static void end(struct call_slot *slot, int64_t result)
{
	if (slot == NULL)
		return;
	slot->result = result;
	slot->error = errno;
	slot->state = CALL_DONE;
}

/* --- the wrappers --- */

#define CALLER __builtin_return_address(0)

/* The next definition: a sanitizer's, or the C library's own. */
#define ORIGINAL(name)                                       \
	__extension__({                                      \
		static __typeof__(&name) original;           \
		if (original == NULL)                        \
			original = (__typeof__(&name))dlsym( \
				RTLD_NEXT, #name);           \
		original;                                    \
	})

/* What a call without anything special about it needs. */
#define NOTE(type, name, a, b, c, d, ...)                         \
	struct call_slot *slot = begin(CALLER, #name);            \
	arguments(slot, (int64_t)(a), (int64_t)(b), (int64_t)(c), \
		(int64_t)(d));                                    \
	type result = ORIGINAL(name)(__VA_ARGS__);                \
	end(slot, (int64_t)result);                               \
	return result

int socket(int domain, int type, int protocol)
{
	NOTE(int, socket, domain, type, protocol, 0, domain, type,
		protocol);
}

int listen(int fd, int backlog)
{
	NOTE(int, listen, fd, backlog, 0, 0, fd, backlog);
}

int shutdown(int fd, int how)
{
	NOTE(int, shutdown, fd, how, 0, 0, fd, how);
}

int close(int fd)
{
	NOTE(int, close, fd, 0, 0, 0, fd);
}

int bind(int fd, const struct sockaddr *address, socklen_t size)
{
	struct call_slot *slot = begin(CALLER, "bind");

	arguments(slot, fd, size, 0, 0);
	note_address(slot, address, size);
	int result = ORIGINAL(bind)(fd, address, size);
	end(slot, result);
	return result;
}

int connect(int fd, const struct sockaddr *address, socklen_t size)
{
	struct call_slot *slot = begin(CALLER, "connect");

	arguments(slot, fd, size, 0, 0);
	note_address(slot, address, size);
	int result = ORIGINAL(connect)(fd, address, size);
	end(slot, result);
	return result;
}

int accept(int fd, struct sockaddr *address, socklen_t *size)
{
	struct call_slot *slot = begin(CALLER, "accept");

	arguments(
		slot, fd, address != NULL, size != NULL ? *size : 0, 0);
	int result = ORIGINAL(accept)(fd, address, size);
	if (result >= 0 && size != NULL)
		note_address(slot, address, *size);
	end(slot, result);
	return result;
}

int accept4(
	int fd, struct sockaddr *address, socklen_t *size, int flags)
{
	struct call_slot *slot = begin(CALLER, "accept4");

	arguments(slot, fd, address != NULL, size != NULL ? *size : 0,
		flags);
	int result = ORIGINAL(accept4)(fd, address, size, flags);
	if (result >= 0 && size != NULL)
		note_address(slot, address, *size);
	end(slot, result);
	return result;
}

int setsockopt(int fd, int level, int option, const void *value,
	socklen_t size)
{
	struct call_slot *slot = begin(CALLER, "setsockopt");
	int number = 0;

	if (value != NULL && size >= sizeof number)
		memcpy(&number, value, sizeof number);
	arguments(slot, fd, level, option, number);
	int result =
		ORIGINAL(setsockopt)(fd, level, option, value, size);
	end(slot, result);
	return result;
}

int getsockopt(int fd, int level, int option, void *restrict value,
	socklen_t *restrict size)
{
	NOTE(int, getsockopt, fd, level, option, 0, fd, level, option,
		value, size);
}

int getsockname(int fd, struct sockaddr *restrict address,
	socklen_t *restrict size)
{
	struct call_slot *slot = begin(CALLER, "getsockname");
	int result = ORIGINAL(getsockname)(fd, address, size);

	arguments(slot, fd, 0, 0, 0);
	if (result == 0)
		note_address(slot, address, *size);
	end(slot, result);
	return result;
}

int getpeername(int fd, struct sockaddr *restrict address,
	socklen_t *restrict size)
{
	struct call_slot *slot = begin(CALLER, "getpeername");
	int result = ORIGINAL(getpeername)(fd, address, size);

	arguments(slot, fd, 0, 0, 0);
	if (result == 0)
		note_address(slot, address, *size);
	end(slot, result);
	return result;
}

/* --- sending and receiving --- */

ssize_t send(int fd, const void *bytes, size_t length, int flags)
{
	struct call_slot *slot = begin(CALLER, "send");

	arguments(slot, fd, (int64_t)length, flags, 0);
	ssize_t n = ORIGINAL(send)(fd, bytes, length, flags);
	note_bytes(slot, bytes, n);
	end(slot, n);
	return n;
}

ssize_t sendto(int fd, const void *bytes, size_t length, int flags,
	const struct sockaddr *to, socklen_t size)
{
	struct call_slot *slot = begin(CALLER, "sendto");

	arguments(slot, fd, (int64_t)length, flags, 0);
	ssize_t n =
		ORIGINAL(sendto)(fd, bytes, length, flags, to, size);
	note_bytes(slot, bytes, n);
	end(slot, n);
	return n;
}

ssize_t write(int fd, const void *bytes, size_t length)
{
	struct call_slot *slot = begin(CALLER, "write");

	arguments(slot, fd, (int64_t)length, 0, 0);
	ssize_t n = ORIGINAL(write)(fd, bytes, length);
	note_bytes(slot, bytes, n);
	end(slot, n);
	return n;
}

ssize_t recv(int fd, void *bytes, size_t length, int flags)
{
	struct call_slot *slot = begin(CALLER, "recv");

	arguments(slot, fd, (int64_t)length, flags, 0);
	ssize_t n = ORIGINAL(recv)(fd, bytes, length, flags);
	note_bytes(slot, bytes, n);
	end(slot, n);
	return n;
}

ssize_t recvfrom(int fd, void *restrict bytes, size_t length, int flags,
	struct sockaddr *restrict from, socklen_t *restrict size)
{
	struct call_slot *slot = begin(CALLER, "recvfrom");

	arguments(slot, fd, (int64_t)length, flags, 0);
	ssize_t n = ORIGINAL(recvfrom)(
		fd, bytes, length, flags, from, size);
	note_bytes(slot, bytes, n);
	end(slot, n);
	return n;
}

ssize_t read(int fd, void *bytes, size_t length)
{
	struct call_slot *slot = begin(CALLER, "read");

	arguments(slot, fd, (int64_t)length, 0, 0);
	ssize_t n = ORIGINAL(read)(fd, bytes, length);
	note_bytes(slot, bytes, n);
	end(slot, n);
	return n;
}

static int64_t total_length(const struct iovec *parts, size_t count)
{
	int64_t total = 0;

	for (size_t i = 0; parts != NULL && i < count; i++)
		total += (int64_t)parts[i].iov_len;
	return total;
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
	NOTE(ssize_t, writev, fd, total_length(parts, (size_t)count), 0,
		0, fd, parts, count);
}

ssize_t readv(int fd, const struct iovec *parts, int count)
{
	NOTE(ssize_t, readv, fd, total_length(parts, (size_t)count), 0,
		0, fd, parts, count);
}

/* Of several parts, the bytes of the first one. */
static void note_message(
	struct call_slot *slot, const struct msghdr *message, ssize_t n)
{
	if (message->msg_iovlen == 0)
		return;
	ssize_t first = (ssize_t)message->msg_iov[0].iov_len;
	note_bytes(slot, message->msg_iov[0].iov_base,
		n < first ? n : first);
}

/* The last argument: how much there is of notes to the kernel. */
ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	struct call_slot *slot = begin(CALLER, "sendmsg");

	arguments(slot, fd,
		total_length(message->msg_iov, message->msg_iovlen),
		flags, (int64_t)message->msg_controllen);
	ssize_t n = ORIGINAL(sendmsg)(fd, message, flags);
	note_message(slot, message, n);
	end(slot, n);
	return n;
}

/* The same, of notes that have come from it. */
ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	struct call_slot *slot = begin(CALLER, "recvmsg");
	int64_t room =
		total_length(message->msg_iov, message->msg_iovlen);

	arguments(slot, fd, room, flags, 0);
	ssize_t n = ORIGINAL(recvmsg)(fd, message, flags);
	if (n >= 0)
		arguments(slot, fd, room, flags,
			(int64_t)message->msg_controllen);
	note_message(slot, message, n);
	end(slot, n);
	return n;
}

int sendmmsg(
	int fd, struct mmsghdr *messages, unsigned count, int flags)
{
	NOTE(int, sendmmsg, fd, count, flags, 0, fd, messages, count,
		flags);
}

int recvmmsg(int fd, struct mmsghdr *messages, unsigned count,
	int flags, struct timespec *timeout)
{
	NOTE(int, recvmmsg, fd, count, flags, 0, fd, messages, count,
		flags, timeout);
}

/* --- waiting --- */

int poll(struct pollfd *list, nfds_t count, int timeout)
{
	NOTE(int, poll, count > 0 ? list[0].fd : -1,
		count > 0 ? list[0].events : 0, timeout, count, list,
		count, timeout);
}

int ppoll(struct pollfd *list, nfds_t count,
	const struct timespec *timeout, const sigset_t *mask)
{
	NOTE(int, ppoll, count > 0 ? list[0].fd : -1,
		count > 0 ? list[0].events : 0,
		timeout != NULL ? 0 : -1, count, list, count, timeout,
		mask);
}

int select(int count, fd_set *restrict to_read,
	fd_set *restrict to_write, fd_set *restrict special,
	struct timeval *restrict timeout)
{
	NOTE(int, select, to_read != NULL, to_write != NULL,
		timeout != NULL ? 0 : -1, count, count, to_read,
		to_write, special, timeout);
}

int epoll_wait(
	int fd, struct epoll_event *events, int most, int timeout)
{
	NOTE(int, epoll_wait, fd, 0, timeout, most, fd, events, most,
		timeout);
}

int fcntl(int fd, int command, ...)
{
	va_list rest;

	va_start(rest, command);
	long argument = va_arg(rest, long);
	va_end(rest);
	NOTE(int, fcntl, fd, command, argument, 0, fd, command,
		argument);
}

unsigned sleep(unsigned seconds)
{
	NOTE(unsigned, sleep, seconds, 0, 0, 0, seconds);
}

int usleep(useconds_t time)
{
	NOTE(int, usleep, time, 0, 0, 0, time);
}

int nanosleep(const struct timespec *time, struct timespec *left)
{
	NOTE(int, nanosleep, time != NULL ? time->tv_sec : 0,
		time != NULL ? time->tv_nsec : 0, 0, 0, time, left);
}

/* --- names and numbers --- */

int getaddrinfo(const char *restrict node, const char *restrict service,
	const struct addrinfo *restrict hints,
	struct addrinfo **restrict list)
{
	struct call_slot *slot = begin(CALLER, "getaddrinfo");

	if (hints != NULL)
		arguments(slot, hints->ai_family, hints->ai_socktype,
			hints->ai_flags, service != NULL);
	else
		arguments(slot, -1, -1, -1, service != NULL);
	note_text(slot, node);
	int result = ORIGINAL(getaddrinfo)(node, service, hints, list);
	end(slot, result);
	return result;
}

void freeaddrinfo(struct addrinfo *list)
{
	struct call_slot *slot = begin(CALLER, "freeaddrinfo");

	arguments(slot, list != NULL, 0, 0, 0);
	ORIGINAL(freeaddrinfo)(list);
	end(slot, 0);
}

const char *gai_strerror(int code)
{
	struct call_slot *slot = begin(CALLER, "gai_strerror");
	const char *text = ORIGINAL(gai_strerror)(code);

	arguments(slot, code, 0, 0, 0);
	note_text(slot, text);
	end(slot, 0);
	return text;
}

struct hostent *gethostbyname(const char *name)
{
	struct call_slot *slot = begin(CALLER, "gethostbyname");

	note_text(slot, name);
	struct hostent *host = ORIGINAL(gethostbyname)(name);
	end(slot, host != NULL);
	return host;
}

struct hostent *gethostbyname2(const char *name, int family)
{
	struct call_slot *slot = begin(CALLER, "gethostbyname2");

	arguments(slot, family, 0, 0, 0);
	note_text(slot, name);
	struct hostent *host = ORIGINAL(gethostbyname2)(name, family);
	end(slot, host != NULL);
	return host;
}

struct servent *getservbyname(const char *name, const char *protocol)
{
	struct call_slot *slot = begin(CALLER, "getservbyname");

	note_text(slot, name);
	struct servent *found = ORIGINAL(getservbyname)(name, protocol);
	end(slot, found != NULL);
	return found;
}

int getnameinfo(const struct sockaddr *restrict address,
	socklen_t length, char *restrict host, socklen_t host_size,
	char *restrict service, socklen_t service_size, int flags)
{
	struct call_slot *slot = begin(CALLER, "getnameinfo");

	arguments(slot, length, host_size, flags, 0);
	int result = ORIGINAL(getnameinfo)(address, length, host,
		host_size, service, service_size, flags);
	note_text(slot, result == 0 ? host : NULL);
	end(slot, result);
	return result;
}

int inet_pton(
	int family, const char *restrict text, void *restrict address)
{
	struct call_slot *slot = begin(CALLER, "inet_pton");
	int result = ORIGINAL(inet_pton)(family, text, address);

	arguments(slot, family, 0, 0, 0);
	note_text(slot, text);
	end(slot, result);
	return result;
}

const char *inet_ntop(int family, const void *restrict address,
	char *restrict text, socklen_t size)
{
	struct call_slot *slot = begin(CALLER, "inet_ntop");

	arguments(slot, family, size, 0, 0);
	const char *result =
		ORIGINAL(inet_ntop)(family, address, text, size);
	note_text(slot, result);
	end(slot, result != NULL);
	return result;
}

int inet_aton(const char *text, struct in_addr *address)
{
	struct call_slot *slot = begin(CALLER, "inet_aton");
	int result = ORIGINAL(inet_aton)(text, address);

	note_text(slot, text);
	end(slot, result);
	return result;
}

in_addr_t inet_addr(const char *text)
{
	struct call_slot *slot = begin(CALLER, "inet_addr");
	in_addr_t result = ORIGINAL(inet_addr)(text);

	note_text(slot, text);
	end(slot, result);
	return result;
}

char *inet_ntoa(struct in_addr address)
{
	struct call_slot *slot = begin(CALLER, "inet_ntoa");
	char *text = ORIGINAL(inet_ntoa)(address);

	note_text(slot, text);
	end(slot, 1);
	return text;
}

/* atoi is one of them: inline, with nowhere to say where it ended. */
#define NUMBER(type, name)                                         \
	type name(const char *restrict text, char **restrict rest, \
		int base)                                          \
	{                                                          \
		struct call_slot *slot = begin(CALLER, #name);     \
		type value = ORIGINAL(name)(text, rest, base);     \
		int saved = errno;                                 \
		arguments(slot, rest != NULL, base, 0, 0);         \
		note_text(slot, text);                             \
		end(slot, (int64_t)value);                         \
		errno = saved;                                     \
		return value;                                      \
	}

NUMBER(long, strtol)
NUMBER(unsigned long, strtoul)
NUMBER(long long, strtoll)
NUMBER(unsigned long long, strtoull)

#define DIGITS(type, name)                                     \
	type name(const char *text)                            \
	{                                                      \
		struct call_slot *slot = begin(CALLER, #name); \
		type value = ORIGINAL(name)(text);             \
		note_text(slot, text);                         \
		end(slot, (int64_t)value);                     \
		return value;                                  \
	}

DIGITS(int, atoi)
DIGITS(long, atol)

/* What <stdio.h> makes of sscanf. */
int __isoc99_sscanf(const char *text, const char *format, ...);

int __isoc99_sscanf(const char *text, const char *format, ...)
{
	struct call_slot *slot = begin(CALLER, "sscanf");
	va_list rest;

	note_text(slot, text);
	va_start(rest, format);
	int result = ORIGINAL(vsscanf)(text, format, rest);
	va_end(rest);
	end(slot, result);
	return result;
}

/* --- comparing --- */

int memcmp(const void *a, const void *b, size_t length)
{
	struct call_slot *slot = begin_quick(CALLER, "memcmp");

	arguments(slot, (int64_t)length, 0, 0, 0);
	int result = ORIGINAL(memcmp)(a, b, length);
	end(slot, result);
	return result;
}

int strcmp(const char *a, const char *b)
{
	struct call_slot *slot = begin_quick(CALLER, "strcmp");
	int result = ORIGINAL(strcmp)(a, b);

	note_text(slot, a);
	end(slot, result);
	return result;
}

int strncmp(const char *a, const char *b, size_t length)
{
	struct call_slot *slot = begin_quick(CALLER, "strncmp");

	arguments(slot, (int64_t)length, 0, 0, 0);
	int result = ORIGINAL(strncmp)(a, b, length);
	end(slot, result);
	return result;
}

/* --- printing --- */

static int64_t number_of(FILE *stream)
{
	return stream == stdout ? 1 : stream == stderr ? 2 : 0;
}

/* A format that is no constant may be anything. */
static void note_format(
	struct call_slot *slot, FILE *stream, const char *format)
{
	arguments(slot, number_of(stream), is_constant(format), 0, 0);
	if (is_constant(format))
		note_text(slot, format);
}

int printf(const char *restrict format, ...)
{
	struct call_slot *slot = begin(CALLER, "printf");
	va_list rest;

	note_format(slot, stdout, format);
	va_start(rest, format);
	int result = ORIGINAL(vprintf)(format, rest);
	va_end(rest);
	end(slot, result);
	return result;
}

int fprintf(FILE *restrict stream, const char *restrict format, ...)
{
	struct call_slot *slot = begin(CALLER, "fprintf");
	va_list rest;

	note_format(slot, stream, format);
	va_start(rest, format);
	int result = ORIGINAL(vfprintf)(stream, format, rest);
	va_end(rest);
	end(slot, result);
	return result;
}

int dprintf(int fd, const char *restrict format, ...)
{
	struct call_slot *slot = begin(CALLER, "dprintf");
	va_list rest;

	note_format(slot, NULL, format);
	if (slot != NULL)
		slot->arguments[0] = fd;
	va_start(rest, format);
	int result = ORIGINAL(vdprintf)(fd, format, rest);
	va_end(rest);
	end(slot, result);
	return result;
}

int puts(const char *text)
{
	struct call_slot *slot = begin(CALLER, "puts");
	int result = ORIGINAL(puts)(text);

	arguments(slot, 1, is_constant(text), 0, 0);
	note_text(slot, text);
	end(slot, result);
	return result;
}

int fputs(const char *restrict text, FILE *restrict stream)
{
	struct call_slot *slot = begin(CALLER, "fputs");
	int result = ORIGINAL(fputs)(text, stream);

	arguments(slot, number_of(stream), is_constant(text), 0, 0);
	note_text(slot, text);
	end(slot, result);
	return result;
}

size_t fwrite(const void *restrict bytes, size_t size, size_t count,
	FILE *restrict stream)
{
	struct call_slot *slot = begin(CALLER, "fwrite");

	arguments(slot, number_of(stream), is_constant(bytes),
		(int64_t)(size * count), 0);
	size_t n = ORIGINAL(fwrite)(bytes, size, count, stream);
	note_bytes(slot, bytes, (int64_t)(n * size));
	end(slot, (int64_t)n);
	return n;
}

FILE *fdopen(int fd, const char *mode)
{
	struct call_slot *slot = begin(CALLER, "fdopen");
	FILE *stream = ORIGINAL(fdopen)(fd, mode);

	arguments(slot, fd, 0, 0, 0);
	note_text(slot, mode);
	end(slot, stream != NULL);
	return stream;
}

/* Of a stream its descriptor is noted. */
char *fgets(char *restrict text, int size, FILE *restrict stream)
{
	struct call_slot *slot = begin(CALLER, "fgets");

	arguments(slot, fileno(stream), size, 0, 0);
	char *result = ORIGINAL(fgets)(text, size, stream);
	note_text(slot, result);
	end(slot, slot != NULL ? slot->text_length : 0);
	return result;
}

ssize_t getline(char **restrict line, size_t *restrict size,
	FILE *restrict stream)
{
	struct call_slot *slot = begin(CALLER, "getline");

	arguments(slot, fileno(stream), 0, 0, 0);
	ssize_t n = ORIGINAL(getline)(line, size, stream);
	note_bytes(slot, *line, n);
	end(slot, n);
	return n;
}

size_t fread(void *restrict bytes, size_t size, size_t count,
	FILE *restrict stream)
{
	struct call_slot *slot = begin(CALLER, "fread");

	arguments(slot, fileno(stream), (int64_t)(size * count), 0, 0);
	size_t n = ORIGINAL(fread)(bytes, size, count, stream);
	note_bytes(slot, bytes, (int64_t)(n * size));
	end(slot, (int64_t)(n * size));
	return n;
}

int setvbuf(FILE *restrict stream, char *restrict buffer, int mode,
	size_t size)
{
	NOTE(int, setvbuf, number_of(stream), mode, 0, 0, stream,
		buffer, mode, size);
}

int fflush(FILE *stream)
{
	NOTE(int, fflush, number_of(stream), 0, 0, 0, stream);
}

int fclose(FILE *stream)
{
	NOTE(int, fclose, number_of(stream), 0, 0, 0, stream);
}

void perror(const char *text)
{
	struct call_slot *slot = begin(CALLER, "perror");

	arguments(slot, errno, 0, 0, 0);
	note_text(slot, text);
	ORIGINAL(perror)(text);
	end(slot, 0);
}

char *strerror(int code)
{
	struct call_slot *slot = begin(CALLER, "strerror");

	arguments(slot, code, 0, 0, 0);
	char *text = ORIGINAL(strerror)(code);
	end(slot, 0);
	return text;
}

#define COMPLAINT(name, parameters, original, ...)             \
	void name parameters                                   \
	{                                                      \
		struct call_slot *slot = begin(CALLER, #name); \
		int reason = errno;                            \
		va_list rest;                                  \
		note_format(slot, stderr, format);             \
		if (slot != NULL)                              \
			slot->arguments[2] = reason;           \
		va_start(rest, format);                        \
		errno = reason;                                \
		ORIGINAL(original)(__VA_ARGS__, rest);         \
		va_end(rest);                                  \
		end(slot, 0);                                  \
	}

COMPLAINT(warn, (const char *format, ...), vwarn, format)
COMPLAINT(warnx, (const char *format, ...), vwarnx, format)

#define LAST_WORDS(name, original)                               \
	_Noreturn void name(int status, const char *format, ...) \
	{                                                        \
		int reason = errno;                              \
		struct call_slot *slot = begin(CALLER, #name);   \
		va_list rest;                                    \
		note_format(slot, stderr, format);               \
		if (slot != NULL)                                \
			slot->arguments[2] = reason;             \
		va_start(rest, format);                          \
		errno = reason;                                  \
		ORIGINAL(original)(status, format, rest);        \
		__builtin_unreachable();                         \
	}

/* They end the process, and the list with it. */
/* cppcheck-suppress va_end_missing */
LAST_WORDS(err, verr)
/* cppcheck-suppress va_end_missing */
LAST_WORDS(errx, verrx)

/* --- processes, threads and signals --- */

pid_t fork(void)
{
	struct call_slot *slot = begin(CALLER, "fork");
	pid_t child = ORIGINAL(fork)();

	if (child != 0)
		end(slot, child > 0 ? 1 : child);
	return child;
}

int pthread_create(pthread_t *restrict thread,
	const pthread_attr_t *restrict attributes,
	void *(*start)(void *), void *restrict argument)
{
	NOTE(int, pthread_create, 0, 0, 0, 0, thread, attributes, start,
		argument);
}

static int64_t kind_of(void (*handler)(int))
{
	return handler == SIG_DFL ? 0 : handler == SIG_IGN ? 1 : 2;
}

sighandler_t signal(int number, sighandler_t handler)
{
	struct call_slot *slot = begin(CALLER, "signal");

	arguments(slot, number, kind_of(handler), 0, 0);
	sighandler_t before = ORIGINAL(signal)(number, handler);
	end(slot, before == SIG_ERR ? -1 : 0);
	return before;
}

int sigaction(int number, const struct sigaction *restrict action,
	struct sigaction *restrict before)
{
	NOTE(int, sigaction, number,
		action != NULL ? kind_of(action->sa_handler) : -1,
		action != NULL && (action->sa_flags & SA_RESTART), 0,
		number, action, before);
}

_Noreturn void exit(int status)
{
	struct call_slot *slot = begin(CALLER, "exit");

	arguments(slot, status, 0, 0, 0);
	ORIGINAL(exit)(status);
	__builtin_unreachable();
}
