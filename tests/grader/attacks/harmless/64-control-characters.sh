# attack 64: a comment of control characters, and more lines than any
# program has: making its page would take hours and gigabytes.
# must: it has its page and its points as soon as any other.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
{
	printf '/* '
	head -c 60000 /dev/zero | tr '\0' '\177'
	head -c 30000 /dev/zero | sed 's/\x0/\xc2\x9b\xe2\x80\x8b/g'
	printf ' */'
	head -c 30000 /dev/zero | tr '\0' '\n'
	cat "$root/solutions/01-name-lookup/nslookup.c"
} >nslookup.c
