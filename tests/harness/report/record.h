/*
 * The result record of a run, schema "sockets-workbook/result/1": the
 * only thing that progress, hints, watching, class grading and exports
 * are made from.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef RECORD_H
#define RECORD_H

#include "run.h"

#include <stdint.h>

/*
 * Writes the record as far as the journals tell it, to
 * run->results_path, whose folder exists.  Before the first test all
 * tests are "not_run"; writing again completes it.  A reader finds the
 * whole old record or the whole new one, never a part.  duration_ms:
 * of the run so far.  Result: 0, or -1 with errno.
 */
int record_write(const struct run *run, int64_t duration_ms);

#endif
