/*
 * Ports for servers.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef PORT_H
#define PORT_H

#include <stdint.h>

/*
 * Draws a port that is free, is not taken for outgoing connections (a
 * client could otherwise connect to itself), and is another such port
 * when its bytes are swapped.  In a network of the test's own all of
 * them are free; elsewhere the UDP ports of both numbers are held as
 * locks until the test ends.
 */
uint16_t port_draw(void);

/*
 * The same for UDP, everywhere with locks: nobody but udp_open gets the
 * port.  Where none is open there, what is sent to it is refused.
 */
uint16_t port_draw_udp(void);

/*
 * The same for a program that is to have the UDP port, with locks of
 * the other kind.
 */
uint16_t port_draw_for_udp(void);

/* Takes a UDP port as another program would, until the test ends. */
void port_occupy_udp(uint16_t port);

/*
 * Draws a service that has a name and a TCP port below 1024; result:
 * its name, or NULL if this machine knows none.
 */
const char *port_draw_service(uint16_t *port);

/* The port with its two bytes swapped: what forgetting htons means. */
uint16_t port_swapped(uint16_t port);

#endif
