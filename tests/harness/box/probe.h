/*
 * Which level of isolation this machine allows (isolation.h): found out
 * by trying, once, by whoever starts runs.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef PROBE_H
#define PROBE_H

#include "isolation.h"

/*
 * Finds the strongest level by trying it out in a child, then enters
 * the user namespace that it needs; call it once, while the process
 * has a single thread.  `note` receives one line that says why the
 * level is weaker than sealed, or an empty string.  WORKBOOK_ISOLATION
 * set to "open" skips the namespaces.  Source: user_namespaces(7).
 */
enum isolation probe_isolation(char *note, unsigned long size);

#endif
