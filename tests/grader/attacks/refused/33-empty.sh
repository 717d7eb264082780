# attack 33: an empty file.
# must: it is refused with that reason.
# found: refused
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
: >nslookup.c
