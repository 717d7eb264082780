# attack 38: archives, one with paths that lead out of it, and a bomb.
# must: nothing is taken out of them, and a human is told.
# found: missing
# flags: missing
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
cp "$root/solutions/01-name-lookup/nslookup.c" nslookup.c
tar -c -P --transform 's,^,../../../../tmp/owned-,' -f evil.tar nslookup.c
truncate -s 1G bomb
gzip -9 -c bomb >bomb.tar.gz
rm nslookup.c bomb
