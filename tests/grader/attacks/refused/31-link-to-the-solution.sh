# attack 31: a symbolic link to the solution.
# must: it is refused, and never opened.
# found: refused
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
ln -s "$root/solutions/01-name-lookup/nslookup.c" nslookup.c
