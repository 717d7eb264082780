# attack 63: a whole copy of the workbook, with its suspects: programs of
# the same name below a folder with the chapter's name.
# must: the one in the skeleton's place is graded.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
mkdir -p chapters skeletons/01-name-lookup
cp -R "$root/chapters/01-name-lookup" chapters/
cp "$root/solutions/01-name-lookup/nslookup.c" skeletons/01-name-lookup/
