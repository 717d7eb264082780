# attack 36: a byte order mark.
# must: it is a text like any other.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
{ printf '\357\273\277' && cat "$root/solutions/01-name-lookup/nslookup.c"; } >nslookup.c
