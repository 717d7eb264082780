# attack 70: in a zip a link to a file of the teacher.
# must: it is not followed.
# found: refused
# flags: refused
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
ln -s "$root/solutions/01-name-lookup/nslookup.c" nslookup.c
bsdtar -c --format zip -f work.zip nslookup.c
rm nslookup.c
