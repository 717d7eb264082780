/*
 * A number that changes when what is handed in does; part of roster.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef DIGEST_H
#define DIGEST_H

#include <stddef.h>
#include <stdint.h>
#include <time.h>

/*
 * Of the names below a folder, and of what is in files that intake may
 * read: times may be set back.  *newest becomes the time of the file
 * that was changed last, hidden ones left out, or stays.
 */
uint64_t digest_of_folder(const char *folder, time_t *newest);

uint64_t digest_of_text(const char *text);

#endif
