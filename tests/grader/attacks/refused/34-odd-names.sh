# attack 34: names that a shell or a tool takes for something else.
# must: they are not the name of the program, and nothing runs.
# found: missing
# flags: missing
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2016,SC2154 # check-attacks sets root, attack
cp "$root/solutions/01-name-lookup/nslookup.c" ./-o.c
cp "$root/solutions/01-name-lookup/nslookup.c" 'nslookup.c
x'
cp "$root/solutions/01-name-lookup/nslookup.c" '$(touch owned).c'
cp "$root/solutions/01-name-lookup/nslookup.c" '`touch owned`.c'
cp "$root/solutions/01-name-lookup/nslookup.c" "$(printf 'nslook\377up.c')"
cp "$root/solutions/01-name-lookup/nslookup.c" "$(printf '%0250d' 7)"
cp "$root/solutions/01-name-lookup/nslookup.c" 'nslookup.c;touch owned'
