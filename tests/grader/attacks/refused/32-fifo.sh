# attack 32: a FIFO, which whoever reads it waits for.
# must: it is refused, and never opened.
# found: refused
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
mkfifo nslookup.c
