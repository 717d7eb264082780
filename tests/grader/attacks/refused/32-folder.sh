# attack 32: a folder with the name of the program.
# must: it is no program.
# found: refused missing
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
mkdir nslookup.c
