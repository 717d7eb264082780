/*
 * Addresses as they are written; see numeric.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "numeric.h"

#include "verdict.h"

#include <netdb.h>
#include <stdio.h>
#include <string.h>

void numeric_address(const char *text, uint16_t port,
	struct sockaddr_storage *result, socklen_t *size)
{
	char service[8];
	struct addrinfo *list = NULL;
	struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
		.ai_socktype = SOCK_STREAM,
	};

	snprintf(service, sizeof service, "%u", port);
	int error = getaddrinfo(text, service, &hints, &list);
	if (error != 0)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL, "%s: %s",
			text, gai_strerror(error));
	memcpy(result, list->ai_addr, list->ai_addrlen);
	*size = list->ai_addrlen;
	freeaddrinfo(list);
}

void numeric_text(
	const struct sockaddr_storage *address, char *text, size_t size)
{
	char host[NI_MAXHOST];
	char port[NI_MAXSERV];

	if (getnameinfo((const struct sockaddr *)address,
		    sizeof *address, host, sizeof host, port,
		    sizeof port, NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		snprintf(text, size, "an unknown address");
	else
		snprintf(text, size, "%s port %s", host, port);
}
