# attack 35: a hard link to a file that its author may not read.
# must: it is refused.
# found: refused
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
cp "$root/solutions/01-name-lookup/nslookup.c" "$scratch/$attack.other"
ln "$scratch/$attack.other" nslookup.c
