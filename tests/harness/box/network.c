/*
 * The test's own network; see network.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "network.h"

#include "loop.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/ipv6.h>
#include <net/if.h>
#include <net/route.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* From the blocks for documentation: RFC 5737 and RFC 3849. */
static const char ipv4_address[] = "192.0.2.1";
static const char ipv6_address[] = "2001:db8::1";

static int raise_loopback(int control)
{
	struct ifreq request = { .ifr_name = "lo" };

	request.ifr_flags = IFF_UP;
	return ioctl(control, SIOCSIFFLAGS, &request);
}

/* Each needs a name of its own: lo:1, lo:2, ... */
static int add_ipv4_address(int control, const char *text)
{
	static unsigned count;
	struct ifreq request = { .ifr_flags = 0 };
	struct sockaddr_in address = { .sin_family = AF_INET };

	snprintf(request.ifr_name, sizeof request.ifr_name, "lo:%u",
		++count);
	inet_pton(AF_INET, text, &address.sin_addr);
	memcpy(&request.ifr_addr, &address, sizeof address);
	if (ioctl(control, SIOCSIFADDR, &request) == -1)
		return -1;
	inet_pton(AF_INET, "255.255.255.255", &address.sin_addr);
	memcpy(&request.ifr_netmask, &address, sizeof address);
	return ioctl(control, SIOCSIFNETMASK, &request);
}

static int add_ipv6_address(void)
{
	struct in6_ifreq request = { .ifr6_prefixlen = 128 };
	int control = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (control == -1)
		return -1;
	request.ifr6_ifindex = (int)if_nametoindex("lo");
	inet_pton(AF_INET6, ipv6_address, &request.ifr6_addr);
	int result = ioctl(control, SIOCSIFADDR, &request);
	int error = errno;
	close(control);
	errno = error;
	return result;
}

/* A datagram socket asks for address and route, and sends nothing. */
static bool ipv6_is_usable(void *context)
{
	struct sockaddr_in6 name = { .sin6_family = AF_INET6 };
	const struct sockaddr *generic = (struct sockaddr *)&name;
	int trial = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	(void)context;
	inet_pton(AF_INET6, ipv6_address, &name.sin6_addr);
	int result = bind(trial, generic, sizeof name);
	name.sin6_port = htons(9);
	if (result == 0)
		result = connect(trial, generic, sizeof name);
	int error = errno;
	close(trial);
	errno = error;
	return result == 0;
}

/*
 * The kernel finishes a new IPv6 address a moment later, even on
 * loopback: before that nobody can bind or connect to it.
 */
static int add_usable_ipv6_address(void)
{
	if (add_ipv6_address() == -1)
		/* A kernel without IPv6 still has tests for IPv4. */
		return errno == EAFNOSUPPORT ? 0 : -1;
	return loop_until(ipv6_is_usable, NULL, loop_deadline(5000))
		? 0
		: -1;
}

static int configure(int control, enum network kind)
{
	if (raise_loopback(control) == -1 ||
		add_ipv4_address(control, ipv4_address) == -1)
		return -1;
	if (kind == NETWORK_IPV6_LOOPBACK_ONLY)
		return 0;
	return add_usable_ipv6_address();
}

/* What the caller asked of it, when it is of no use any more. */
static int close_after(int control, int result)
{
	int error = errno;

	close(control);
	errno = error;
	return result;
}

int network_enter(enum network kind)
{
	if (unshare(CLONE_NEWNET) == -1)
		return -1;
	int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (control == -1)
		return -1;
	return close_after(control, configure(control, kind));
}

int network_add_address(const char *address)
{
	int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (control == -1)
		return -1;
	return close_after(control, add_ipv4_address(control, address));
}

int network_add_route(const char *address)
{
	char loopback[] = "lo";
	struct sockaddr_in there = { .sin_family = AF_INET };
	struct rtentry route = {
		.rt_flags = RTF_UP | RTF_HOST,
		.rt_dev = loopback,
	};
	int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (control == -1)
		return -1;
	inet_pton(AF_INET, address, &there.sin_addr);
	memcpy(&route.rt_dst, &there, sizeof there);
	return close_after(control, ioctl(control, SIOCADDRT, &route));
}

/* This name always means the network of the process that opens it. */
static int set(const char *what, const char *value)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/sys/net/ipv4/%s", what);
	int file = open(path, O_WRONLY | O_CLOEXEC);
	if (file == -1)
		return -1;
	size_t length = strlen(value);
	ssize_t n = write(file, value, length);
	close(file);
	return n == (ssize_t)length ? 0 : -1;
}

void network_keep_tables_small(void)
{
	if (unshare(CLONE_NEWNET) == 0)
		set("tcp_child_ehash_entries", "512\n");
}

int network_shrink_buffers(void)
{
	return set("tcp_wmem", "4096 4096 4096\n");
}

int network_allow_every_port(void)
{
	return set("ip_unprivileged_port_start", "0\n");
}
