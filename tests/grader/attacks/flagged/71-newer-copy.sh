# attack 71: an old program, and a newer one that a browser numbered.
# must: the newer one is graded, and a human is asked.
# flags: version
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
cp "$root/skeletons/01-name-lookup/nslookup.c" nslookup.c
cp "$root/solutions/01-name-lookup/nslookup.c" 'nslookup (1).c'
