# attack 70: in a zip folders nested sixty deep.
# must: the search ends, and says so.
# found: refused
# flags: refused
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
folder=$(printf 'd/%.0s' $(seq 60))
mkdir -p "$folder"
cp "$root/solutions/01-name-lookup/nslookup.c" "$folder"
bsdtar -c --format zip -f work.zip d
rm -r d
