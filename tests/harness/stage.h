/*
 * Copies of the files that the program's own uid has to reach: where
 * root starts programs without namespaces, their paths may lead
 * through folders that only root may enter.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef STAGE_H
#define STAGE_H

/*
 * Copies the program and what the harness starts it with to a folder
 * of /tmp that everybody can read, and points the environment
 * there.  Result 0, or -1 with errno.
 */
int stage_files(void);

/* Removes the copies; harmless if there are none. */
void stage_remove(void);

#endif
