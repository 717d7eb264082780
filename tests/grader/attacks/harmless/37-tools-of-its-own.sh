# attack 37: a Makefile, objects, hooks and settings of tools.
# must: none of them is run or read; the program counts.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
cp "$root/solutions/01-name-lookup/nslookup.c" nslookup.c
printf 'all %%:\n\ttouch %s/owned\n' "$PWD" >Makefile
mkdir -p .git/hooks
printf '#!/bin/sh\ntouch %s/owned\n' "$PWD" >.git/hooks/post-checkout
chmod +x .git/hooks/post-checkout
printf 'shell touch %s/owned\n' "$PWD" >.gdbinit
echo '--log-file=owned' >.valgrindrc
printf '%s' '-DOWNED -include /etc/passwd' >specs
cp /bin/true a.out
cp /bin/true nslookup
cp /bin/true nslookup.o
