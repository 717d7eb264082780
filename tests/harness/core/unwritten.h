/*
 * What skeletons say of a step that is not written yet.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef UNWRITTEN_H
#define UNWRITTEN_H

/* How such a sentence ends. */
#define UNWRITTEN " is not written yet"

/*
 * The number in "step 2, resolve, is not written yet", wherever that
 * stands in the text; 0 if it does not.
 */
int unwritten_step(const char *text);

#endif
