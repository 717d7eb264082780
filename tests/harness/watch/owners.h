/*
 * Has everything that was closed really gone?  Whoever looks at another
 * process's descriptors, as `ss -p` or a monitor of the machine does,
 * holds an open file for a moment; a close(2) in that moment is not the
 * last one, and a connection ends, or a port gets free, only when the
 * look is over.  On a busy machine that takes a while.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef OWNERS_H
#define OWNERS_H

#include <stdbool.h>

/*
 * Does each socket of this network belong to a descriptor of this
 * process or of one of its descendants?  Means something only in a
 * network of the test's own.  Where they may not be asked: true.
 */
bool owners_have_all(void);

/* Closes a socket of ours, and waits until that has come true. */
void owners_close(int fd);

#endif
