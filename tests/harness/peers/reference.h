/*
 * The reference servers of a test, where the program looks for them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef REFERENCE_H
#define REFERENCE_H

#include "dns.h"

/*
 * The DNS server of this test: on port 53 where the network is the
 * test's own, else on any port, which program_plan.dns_port passes on.
 * If it cannot be started, the test ends with grader_error.
 */
struct dns_server *reference_dns(void);

#endif
