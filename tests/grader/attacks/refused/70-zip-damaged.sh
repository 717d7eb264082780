# attack 70: a zip that is cut off, and one that is none.
# must: a human is told.
# found: missing
# flags: missing
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
cp "$root/solutions/01-name-lookup/nslookup.c" nslookup.c
bsdtar -c --format zip -f all.zip nslookup.c
head -c 600 all.zip >cut.zip
echo 'PK' >none.zip
rm nslookup.c all.zip
