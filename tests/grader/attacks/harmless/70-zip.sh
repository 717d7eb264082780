# attack 70: a zip of a folder, as macOS makes it, with a header.
# must: it is opened.
# level: any
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
mkdir work __MACOSX
{
	echo '#include "own.h"'
	cat "$root/solutions/01-name-lookup/nslookup.c"
	echo '_Static_assert(OWN == 1, "own.h");'
} >work/nslookup.c
echo 'enum { OWN = 1 };' >work/own.h
echo 'no text' >__MACOSX/._nslookup.c
bsdtar -c --format zip -f 'my work.zip' work __MACOSX
rm -r work __MACOSX
