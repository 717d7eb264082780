/*
 * The reference servers of a test; see reference.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "reference.h"

#include "isolation.h"
#include "verdict.h"

#include <errno.h>
#include <string.h>

enum { DNS_PORT = 53 };

struct dns_server *reference_dns(void)
{
	bool sealed = isolation_level() == ISOLATION_SEALED;
	struct dns_server *dns = dns_open(sealed ? DNS_PORT : 0);

	if (dns == NULL)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL,
			"no DNS server: %s", strerror(errno));
	return dns;
}
