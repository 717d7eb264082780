/*
 * Addresses as they are written, with their port: what bind(2),
 * connect(2) and sendto(2) want.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef NUMERIC_H
#define NUMERIC_H

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/* What is no address, "127.0.0.1" or "::1", ends with grader_error. */
void numeric_address(const char *text, uint16_t port,
	struct sockaddr_storage *result, socklen_t *size);

/* "127.0.0.1 port 7001". */
void numeric_text(const struct sockaddr_storage *address, char *text,
	size_t size);

#endif
