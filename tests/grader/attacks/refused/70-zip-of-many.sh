# attack 70: a zip of thirty thousand folders.
# must: the search ends, and says so.
# found: refused
# flags: refused
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
{
	echo '#mtree'
	seq -f './d%g type=dir mode=0755' 30000
} >list
bsdtar -c --format zip -f work.zip @list
rm list
