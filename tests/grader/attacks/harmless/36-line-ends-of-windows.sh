# attack 36: every line ends in CR and LF.
# must: it is a text like any other.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
sed 's/$/\r/' "$root/solutions/01-name-lookup/nslookup.c" >nslookup.c
