/*
 * What passes, and what claims to come from anywhere; see wire.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "wire.h"

#include "journal.h"
#include "loop.h"
#include "printable.h"
#include "program.h"
#include "verdict.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <netinet/ip.h>
#include <netinet/udp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What there is more of is not kept. */
enum { MOST_KEPT = 256, MOST_BYTES = 100 };

struct packet {
	struct ip ip;
	struct udphdr udp;
};

static struct packet kept[MOST_KEPT];
static size_t kept_count;

static _Noreturn void fail_ourselves(const char *what)
{
	verdict(VERDICT_GRADER_ERROR, NULL, NULL, "%s: %s", what,
		strerror(errno));
}

static void keep(const unsigned char *bytes, size_t length)
{
	struct packet packet;

	if (length < sizeof packet || kept_count == MOST_KEPT)
		return;
	memcpy(&packet.ip, bytes, sizeof packet.ip);
	size_t at = packet.ip.ip_hl * 4U;
	if (packet.ip.ip_p != IPPROTO_UDP ||
		at + sizeof packet.udp > length)
		return;
	memcpy(&packet.udp, bytes + at, sizeof packet.udp);
	kept[kept_count++] = packet;
}

/* Each passes twice, on its way out and in again. */
static void receive(void *context, int fd, short revents)
{
	unsigned char bytes[128];
	struct sockaddr_ll where;
	socklen_t size = sizeof where;

	(void)context;
	(void)revents;
	ssize_t n = recvfrom(fd, bytes, sizeof bytes, MSG_DONTWAIT,
		(struct sockaddr *)&where, &size);
	if (n > 0 && where.sll_pkttype == PACKET_OUTGOING)
		keep(bytes, (size_t)n);
}

void wire_watch(void)
{
	static int tap = -1;

	kept_count = 0;
	if (tap != -1)
		return;
	tap = socket(
		AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, htons(ETH_P_ALL));
	if (tap == -1)
		fail_ourselves("a socket for packets");
	loop_watch(tap, POLLIN, receive, NULL);
}

static bool never(void *context)
{
	(void)context;
	return false;
}

static bool is_between(const struct packet *packet, uint16_t from_port,
	struct wire_end to)
{
	struct in_addr address = { 0 };

	if (to.address != NULL)
		inet_pton(AF_INET, to.address, &address);
	return packet->udp.source == htons(from_port) &&
		packet->udp.dest == htons(to.port) &&
		(to.address == NULL ||
			packet->ip.ip_dst.s_addr == address.s_addr);
}

/* All that has passed so far counts, served or not. */
static void take_what_has_passed(void)
{
	uint64_t before;

	do {
		before = loop_events_served();
		loop_until(never, NULL, 0);
	} while (loop_events_served() != before &&
		kept_count < MOST_KEPT);
}

unsigned wire_count(uint16_t from_port, struct wire_end to)
{
	unsigned count = 0;

	take_what_has_passed();
	for (size_t i = 0; i < kept_count; i++)
		count += is_between(&kept[i], from_port, to);
	return count;
}

/* The kernel fills in what is zero, and the sum; raw(7). */
static size_t compose(char *raw, struct wire_end from,
	struct wire_end to, const void *bytes, size_t length)
{
	struct packet packet = {
		.ip = { .ip_v = 4,
			.ip_hl = sizeof packet.ip / 4,
			.ip_ttl = IPDEFTTL,
			.ip_p = IPPROTO_UDP },
		.udp = { .source = htons(from.port),
			.dest = htons(to.port),
			.len = htons((uint16_t)(sizeof packet.udp +
				length)) },
	};

	inet_pton(AF_INET, from.address, &packet.ip.ip_src);
	inet_pton(AF_INET, to.address, &packet.ip.ip_dst);
	memcpy(raw, &packet, sizeof packet);
	memcpy(raw + sizeof packet, bytes, length);
	return sizeof packet + length;
}

void wire_send(const char *name, struct wire_end from,
	struct wire_end to, const void *bytes, size_t length)
{
	char raw[sizeof(struct packet) + MOST_BYTES];
	char quoted[100];
	struct sockaddr_in where = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW);

	if (fd == -1 || length > MOST_BYTES)
		fail_ourselves("a raw socket");
	size_t size = compose(raw, from, to, bytes, length);
	inet_pton(AF_INET, to.address, &where.sin_addr);
	if (sendto(fd, raw, size, 0, (struct sockaddr *)&where,
		    sizeof where) == -1)
		fail_ourselves("a datagram by hand");
	close(fd);
	program_progress();
	printable(quoted, sizeof quoted, bytes, length);
	journal_event(name, "sends", "<",
		"from %s port %u to %s a datagram of %zu byte%s \"%s\"",
		from.address, from.port, to.address, length,
		length == 1 ? "" : "s", quoted);
}
