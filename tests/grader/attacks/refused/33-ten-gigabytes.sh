# attack 33: a file of ten gigabytes that takes no room.
# must: it is refused by its size, and not read.
# found: refused
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
truncate -s 10G nslookup.c
