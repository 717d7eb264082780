# attack 36: a file that nobody may read, root excepted.
# must: it is refused, also by root.
# found: refused
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
cp "$root/solutions/01-name-lookup/nslookup.c" nslookup.c
chmod 0 nslookup.c
