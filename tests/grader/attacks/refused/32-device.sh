# attack 32: a device without an end.
# must: it is refused, and never opened.
# found: refused
# needs: root
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
mknod nslookup.c c 1 5
