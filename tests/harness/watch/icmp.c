/*
 * Refusals of datagrams; see icmp.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "icmp.h"

#include "journal.h"
#include "loop.h"

#include <arpa/inet.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/ip_icmp.h>
#include <netinet/udp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static uint16_t watched_port;
static unsigned refusals;
static int64_t refused_us;

static void note(uint16_t port)
{
	if (ntohs(port) != watched_port)
		return;
	refusals++;
	refused_us = loop_now_us();
	journal_event("kernel", "answers", "<",
		"port %u is unreachable (ICMP)", watched_port);
}

/* The bytes from `at` on, if there are so many. */
static bool take(void *part, size_t size, const unsigned char *bytes,
	size_t length, size_t at)
{
	if (at > length || size > length - at)
		return false;
	memcpy(part, bytes + at, size);
	return true;
}

/* The message quotes the packet that it is about; RFC 792. */
static void receive_ipv4(void *context, int fd, short revents)
{
	unsigned char bytes[600];
	struct ip outer;
	struct ip inner;
	struct icmphdr message;
	struct udphdr datagram;

	(void)context;
	(void)revents;
	ssize_t n = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT);
	size_t length = n > 0 ? (size_t)n : 0;
	if (!take(&outer, sizeof outer, bytes, length, 0))
		return;
	size_t at = outer.ip_hl * 4U;
	if (!take(&message, sizeof message, bytes, length, at) ||
		message.type != ICMP_DEST_UNREACH ||
		message.code != ICMP_PORT_UNREACH)
		return;
	at += sizeof message;
	if (!take(&inner, sizeof inner, bytes, length, at))
		return;
	at += inner.ip_hl * 4U;
	if (inner.ip_p == IPPROTO_UDP &&
		take(&datagram, sizeof datagram, bytes, length, at))
		note(datagram.dest);
}

/* Here the kernel has taken off the outer header; ipv6(7). */
static void receive_ipv6(void *context, int fd, short revents)
{
	unsigned char bytes[600];
	struct icmp6_hdr message;
	struct ip6_hdr inner;
	struct udphdr datagram;

	(void)context;
	(void)revents;
	ssize_t n = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT);
	size_t length = n > 0 ? (size_t)n : 0;
	size_t at = sizeof message + sizeof inner;
	if (take(&message, sizeof message, bytes, length, 0) &&
		message.icmp6_type == ICMP6_DST_UNREACH &&
		message.icmp6_code == ICMP6_DST_UNREACH_NOPORT &&
		take(&inner, sizeof inner, bytes, length,
			sizeof message) &&
		inner.ip6_nxt == IPPROTO_UDP &&
		take(&datagram, sizeof datagram, bytes, length, at))
		note(datagram.dest);
}

static bool watch(int family, int protocol, loop_handler *handler)
{
	int fd = socket(family, SOCK_RAW | SOCK_CLOEXEC, protocol);

	if (fd == -1)
		return false;
	loop_watch(fd, POLLIN, handler, NULL);
	return true;
}

bool icmp_watch(uint16_t port)
{
	static bool watches;

	watched_port = port;
	refusals = 0;
	refused_us = 0;
	if (watches)
		return true;
	/* Without IPv6 there are none of its messages. */
	watches = watch(AF_INET, IPPROTO_ICMP, receive_ipv4);
	if (watches)
		watch(AF_INET6, IPPROTO_ICMPV6, receive_ipv6);
	return watches;
}

unsigned icmp_refusals(void)
{
	return refusals;
}

int64_t icmp_refused_us(void)
{
	return refused_us;
}
