# attack 70: a zip in a zip in a zip.
# must: the innermost is not opened, and a human is told.
# found: missing
# flags: missing
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
cp "$root/solutions/01-name-lookup/nslookup.c" nslookup.c
bsdtar -c --format zip -f a.zip nslookup.c
bsdtar -c --format zip -f b.zip a.zip
bsdtar -c --format zip -f work.zip b.zip
rm nslookup.c a.zip b.zip
