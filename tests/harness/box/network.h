/*
 * A network of the test's own: loopback only, with the addresses that
 * the test needs, so fixed ports and a DNS server on 127.0.0.1:53 are
 * possible in every test at once.  Source: network_namespaces(7).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef NETWORK_H
#define NETWORK_H

enum network {
	/*
	 * 127.0.0.1 and ::1, and one address of each family that is not
	 * loopback: AI_ADDRCONFIG leaves out families without one.
	 */
	NETWORK_ORDINARY,
	/* The only IPv6 address is ::1. */
	NETWORK_IPV6_LOOPBACK_ONLY,
};

/*
 * Moves this process into a new network namespace and brings it up.
 * Result 0, or -1 with errno (EPERM where namespaces are refused).
 */
int network_enter(enum network kind);

/*
 * Networks that this process and its children enter from now on have a
 * table of their own for connections, as large as they need it.  The
 * machine's has some 100,000 entries, and all of them are looked at
 * whenever sockets are listed or a network ends.  Before Linux 6.1
 * nothing changes; ip-sysctl.
 */
void network_keep_tables_small(void);

/*
 * Gives the machine one more address of IPv4, for a network of the
 * test's own.  Result 0, or -1.
 */
int network_add_address(const char *address);

/*
 * Lets datagrams for an address of IPv4 that is another machine's leave
 * by loopback, where nobody takes them; wire.h sees them pass.  For a
 * network of the test's own.  Result 0, or -1.
 */
int network_add_route(const char *address);

/*
 * Lets the kernel take only about 4 KiB from whoever sends on a socket
 * that is made from now on, so that a sender soon has to wait for its
 * reader.  For a network of the test's own.  Result 0, or -1.
 */
int network_shrink_buffers(void);

/*
 * Lets programs without privileges have the ports below 1024 as well,
 * in a network of the test's own.  Result 0, or -1.
 */
int network_allow_every_port(void);

#endif
