# attack 67: a name of over a megabyte comes before that of popen.
# must: a person looks at it.
# flags: command
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
{
	printf 'int '
	head -c 200000 /dev/zero | tr '\0' 'a'
	printf ' = 1;\n#include <stdio.h>\n'
	printf 'void *asked(void) { return popen("true", "r"); }\n'
	cat "$root/solutions/01-name-lookup/nslookup.c"
} >nslookup.c
