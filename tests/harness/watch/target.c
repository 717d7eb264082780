/*
 * What a call is about; see target.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "target.h"

#include "diag.h"
#include "reach.h"

#include <dirent.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST_DESCRIPTORS = 2048, MOST_OF_OURS = 4096 };

static int option(int fd, int name)
{
	int value = 0;
	socklen_t size = sizeof value;

	return getsockopt(fd, SOL_SOCKET, name, &value, &size) == 0
		? value
		: -1;
}

bool target_is_tcp(int fd)
{
	int family = option(fd, SO_DOMAIN);

	return option(fd, SO_TYPE) == SOCK_STREAM &&
		(family == AF_INET || family == AF_INET6);
}

static bool listens(int fd)
{
	return option(fd, SO_ACCEPTCONN) == 1;
}

/* --- the names of the two ends --- */

struct name {
	unsigned char address[16]; /* IPv4: mapped, RFC 4291 */
	in_port_t port;
};

static struct name name_of(const struct sockaddr_storage *raw)
{
	const struct sockaddr_in *ipv4 = (const void *)raw;
	const struct sockaddr_in6 *ipv6 = (const void *)raw;
	struct name name = { .port = ipv4->sin_port };

	if (raw->ss_family == AF_INET6) {
		memcpy(name.address, &ipv6->sin6_addr, 16);
		name.port = ipv6->sin6_port;
	} else {
		memset(name.address + 10, 0xff, 2);
		memcpy(name.address + 12, &ipv4->sin_addr, 4);
	}
	return name;
}

static bool is_same(const struct name *a, const struct name *b)
{
	return a->port == b->port &&
		memcmp(a->address, b->address, 16) == 0;
}

/* Is it 0.0.0.0 or ::? */
static bool is_any(const struct name *name)
{
	static const struct name any;
	static const unsigned char none[4];

	return memcmp(name->address, any.address, 16) == 0 ||
		(name->address[10] == 0xff &&
			memcmp(name->address + 12, none, 4) == 0);
}

typedef int name_asker(int, struct sockaddr *, socklen_t *);

static bool ask(name_asker *asker, int fd, struct name *name)
{
	struct sockaddr_storage raw = { 0 };
	socklen_t size = sizeof raw;

	if (asker(fd, (struct sockaddr *)&raw, &size) == -1)
		return false;
	*name = name_of(&raw);
	return true;
}

/* --- our own sockets --- */

/* What a descriptor of ours is to the name that is looked for. */
typedef bool name_matcher(int fd, const struct name *name);

static bool is_other_end(int fd, const struct name *name)
{
	struct name ours;

	return ask(getsockname, fd, &ours) && is_same(&ours, name) &&
		!listens(fd);
}

static bool is_reached_by(int fd, const struct name *name)
{
	struct name ours;

	return listens(fd) && ask(getsockname, fd, &ours) &&
		ours.port == name->port &&
		(is_any(&ours) || is_same(&ours, name));
}

/* An address of the same host where nobody listens is tried, too. */
static bool is_meant_by(int fd, const struct name *name)
{
	struct name ours;

	return listens(fd) && ask(getsockname, fd, &ours) &&
		ours.port == name->port;
}

static bool is_a_listener(int fd, const struct name *name)
{
	(void)name;
	return listens(fd);
}

/* Above this number we have none. */
static int end_of_ours(void)
{
	struct rlimit limit = { .rlim_cur = MOST_OF_OURS };

	getrlimit(RLIMIT_NOFILE, &limit);
	return limit.rlim_cur < MOST_OF_OURS ? (int)limit.rlim_cur
					     : MOST_OF_OURS;
}

/* All of them are few; `except` is the copy of the program's. */
static bool we_have(
	name_matcher *matches, const struct name *name, int except)
{
	for (int fd = 0, end = end_of_ours(); fd < end; fd++)
		if (fd != except && target_is_tcp(fd) &&
			matches(fd, name))
			return true;
	return false;
}

/*
 * Where the other end is neither ours nor in the queue of one of our
 * listening sockets, but is there, it is the program's own.
 */
bool target_is_ours(int fd)
{
	struct name other;

	if (!target_is_tcp(fd) || !ask(getpeername, fd, &other))
		return false;
	return we_have(is_other_end, &other, fd) ||
		we_have(is_reached_by, &other, fd) ||
		diag_unread(fd) == -1;
}

bool target_connects(const struct seccomp_notif *call)
{
	struct sockaddr_storage raw = { 0 };
	uint64_t size = call->data.args[2];

	if (!we_have(is_a_listener, NULL, -1))
		return true;
	if (size > sizeof raw ||
		!reach_read((pid_t)call->pid, call->data.args[1], &raw,
			size))
		return false;
	struct name name = name_of(&raw);
	return we_have(is_meant_by, &name, -1);
}

/* --- datagrams --- */

static uint16_t dns_port;

void target_leave_out(uint16_t port)
{
	dns_port = port;
}

static bool is_dns(const struct name *name)
{
	enum { DOMAIN = 53 };
	uint16_t port = ntohs(name->port);

	return port == DOMAIN || (dns_port != 0 && port == dns_port);
}

bool target_is_udp(int fd)
{
	int family = option(fd, SO_DOMAIN);
	struct name other;

	return option(fd, SO_TYPE) == SOCK_DGRAM &&
		(family == AF_INET || family == AF_INET6) &&
		!(ask(getpeername, fd, &other) && is_dns(&other));
}

/* --- waiting for several --- */

/* Which of them count. */
typedef bool kind(int fd);

/* One that is not connected listens, or may be about to connect. */
static bool is_worth_waiting(int fd)
{
	struct name other;

	return target_is_tcp(fd) &&
		(!ask(getpeername, fd, &other) || target_is_ours(fd));
}

static bool is_awaited(kind *counts, pid_t thread, uint64_t fd)
{
	int copy = reach_if(counts, thread, fd);

	if (copy != -1)
		close(copy);
	return copy != -1;
}

static bool poll_waits(kind *counts, const struct seccomp_notif *call)
{
	struct pollfd wanted[MOST_DESCRIPTORS];
	pid_t thread = (pid_t)call->pid;
	uint64_t count = call->data.args[1];

	if (count > MOST_DESCRIPTORS)
		return true;
	if (count == 0 ||
		!reach_read(thread, call->data.args[0], wanted,
			count * sizeof wanted[0]))
		return false;
	for (uint64_t i = 0; i < count; i++)
		if (wanted[i].fd >= 0 &&
			is_awaited(
				counts, thread, (uint64_t)wanted[i].fd))
			return true;
	return false;
}

static bool set_waits(
	kind *counts, pid_t thread, uint64_t address, int count)
{
	fd_set set;
	size_t size = sizeof(long) *
		(((size_t)count + NFDBITS - 1) / NFDBITS);

	if (address == 0 || !reach_read(thread, address, &set, size))
		return false;
	for (int fd = 0; fd < count; fd++)
		if (FD_ISSET(fd, &set) &&
			is_awaited(counts, thread, (uint64_t)fd))
			return true;
	return false;
}

static bool select_waits(kind *counts, const struct seccomp_notif *call)
{
	int count = (int)call->data.args[0];

	if (count < 0 || count > FD_SETSIZE)
		return false;
	for (int i = 1; i <= 3; i++)
		if (set_waits(counts, (pid_t)call->pid,
			    call->data.args[i], count))
			return true;
	return false;
}

/* The kernel lists what an epoll descriptor watches; proc(5). */
static bool epoll_waits(kind *counts, const struct seccomp_notif *call)
{
	char path[64];
	char line[200];
	unsigned long fd;
	bool found = false;

	snprintf(path, sizeof path, "/proc/%u/fdinfo/%d", call->pid,
		(int)call->data.args[0]);
	FILE *list = fopen(path, "re");
	if (list == NULL)
		return false;
	while (!found && fgets(line, sizeof line, list) != NULL)
		found = sscanf(line, "tfd: %lu", &fd) == 1 &&
			is_awaited(counts, (pid_t)call->pid, fd);
	fclose(list);
	return found;
}

static bool waits_for(kind *counts, const struct seccomp_notif *call)
{
	switch (call->data.nr) {
#ifdef SYS_poll
	case SYS_poll:
#endif
	case SYS_ppoll:
		return poll_waits(counts, call);
#ifdef SYS_select
	case SYS_select:
#endif
	case SYS_pselect6:
		return select_waits(counts, call);
	default:
		return epoll_waits(counts, call);
	}
}

bool target_waits(const struct seccomp_notif *call)
{
	return waits_for(is_worth_waiting, call);
}

/* Where sendto(2) sends to; false: where it is connected to. */
static bool ask_destination(
	const struct seccomp_notif *call, struct name *name)
{
	struct sockaddr_storage raw = { 0 };
	uint64_t size = call->data.args[5];

	if (call->data.nr != SYS_sendto || call->data.args[4] == 0 ||
		size > sizeof raw ||
		!reach_read((pid_t)call->pid, call->data.args[4], &raw,
			size))
		return false;
	*name = name_of(&raw);
	return true;
}

bool target_has_datagram(const struct seccomp_notif *call)
{
	struct name name;

	switch (call->data.nr) {
#ifdef SYS_poll
	case SYS_poll:
	case SYS_select:
	case SYS_epoll_wait:
#endif
	case SYS_ppoll:
	case SYS_pselect6:
	case SYS_epoll_pwait:
		return waits_for(target_is_udp, call);
	default:
		return is_awaited(target_is_udp, (pid_t)call->pid,
			       call->data.args[0]) &&
			!(ask_destination(call, &name) &&
				is_dns(&name));
	}
}
