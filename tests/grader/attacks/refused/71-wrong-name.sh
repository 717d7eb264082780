# attack 71: a program under a name that nobody can know.
# must: a human is told what is there.
# found: missing
# flags: missing
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
mkdir src
cp "$root/solutions/01-name-lookup/nslookup.c" src/main.c
echo 'enum { OWN = 1 };' >src/own.h
