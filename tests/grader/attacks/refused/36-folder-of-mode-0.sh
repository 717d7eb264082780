# attack 36: the folder itself may be read by nobody, root excepted.
# must: it is refused, also by root.
# found: refused
# needs: root
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
cp "$root/solutions/01-name-lookup/nslookup.c" nslookup.c
chmod 0 .
