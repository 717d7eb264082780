# attack 70: a zip of a megabyte that becomes a gigabyte.
# must: it is not opened, and a human is told.
# found: missing
# flags: missing
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
truncate -s 1G nslookup.c
bsdtar -c --format zip -f work.zip nslookup.c
rm nslookup.c
