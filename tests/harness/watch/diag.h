/*
 * What the kernel knows about TCP sockets: who listens, and how many
 * bytes wait to be read or acknowledged.  Asked of the network that
 * the test is in; never by connecting, which the program would see.
 * Source: sock_diag(7).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef DIAG_H
#define DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/* A listening socket's queue of connected clients. */
struct diag_queue {
	/* Clients that were not accepted yet, those included that the
	 * kernel still shakes hands with. */
	unsigned waiting;
	unsigned backlog; /* what listen(2) was told */
};

/* Does a TCP socket listen on the IPv4 port?  queue may be NULL. */
bool diag_listening(uint16_t port, struct diag_queue *queue);

/*
 * A port on which any TCP socket listens, or 0: in a network of the
 * test's own, where nobody else does, it is the program's.
 */
uint16_t diag_listening_port(void);

/*
 * Bytes that the owner of the other end of our connected socket has
 * not read yet; -1 if the other end is gone.  Takes about 4 us.
 */
long diag_unread(int our_socket);

/* Bytes that it has sent and that have not arrived yet; or -1. */
long diag_unsent(int our_socket);

/*
 * The number of the file (the N of "socket:[N]" in proc(5)) that is
 * the other end; 0 if nobody has it, as in a queue, and -1 if it is
 * gone.
 */
long diag_file_of(int our_socket);

/* That of a socket that listens on the IPv4 port; 0 if none does. */
uint32_t diag_listening_file(uint16_t port);

/* Is there a socket that can send to this port of an IPv4 address? */
bool diag_connected_to(uint16_t port);

/*
 * True if no TCP socket of this network has bytes that were not
 * acknowledged, a handshake or a reset that is under way: nothing will
 * arrive anywhere without somebody doing something.  Counts all
 * sockets, so it means something only in a network of the test's own.
 */
bool diag_network_is_quiet(void);

/*
 * Is something that was sent not acknowledged yet?  Bytes that wait for
 * room at the other end were not sent.
 */
bool diag_is_under_way(void);

/* Bytes that wait in the TCP sockets of this network, at either end. */
uint64_t diag_bytes_held(void);

/*
 * The numbers of the files (the N of "socket:[N]" in proc(5)) to which
 * the TCP and UDP sockets of this network belong; a socket that no
 * program has, as a client in a queue, has none.  *count says how many;
 * to be freed.
 */
uint32_t *diag_files(size_t *count);

/* Changes whenever bytes or connections of this network have moved. */
uint64_t diag_network_signature(void);

#endif
