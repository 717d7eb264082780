# attack 63: two programs of one name, one for each reader.
# must: it is told that nobody can know which one is meant.
# found: ambiguous
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
mkdir one two
cp "$root/solutions/01-name-lookup/nslookup.c" one/nslookup.c
cp "$root/skeletons/01-name-lookup/nslookup.c" two/nslookup.c
