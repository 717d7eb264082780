# attack 33: an executable in the place of the source.
# must: it is refused: a text has no zero bytes.
# found: refused
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
head -c 20000 /bin/true >nslookup.c
