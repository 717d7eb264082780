# attack 71: a program with a header of its own, beside it.
# must: it is compiled with it, as at home.
# level: any
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
{
	echo '#include "own.h"'
	cat "$root/solutions/01-name-lookup/nslookup.c"
	echo '_Static_assert(OWN == 1, "own.h");'
} >nslookup.c
echo 'enum { OWN = 1 };' >own.h
echo 'enum { OWN = 2 };' >'not own.h'
mkdir other
echo 'enum { OWN = 3 };' >other/own.h
