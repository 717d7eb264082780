# attack 70: in a zip names that lead out of it.
# must: nothing is written there, and a human is told.
# found: missing
# flags: missing
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
cp "$root/solutions/01-name-lookup/nslookup.c" nslookup.c
bsdtar -c -P -s ',^,../../owned/,' --format zip -f up.zip nslookup.c
bsdtar -c -P -s ',^,/tmp/nslookup.attack-left/,' --format zip -f root.zip \
	nslookup.c
rm nslookup.c
