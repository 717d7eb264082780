# attack 70: an archive in which the program is a device.
# must: it is no file.
# found: refused
# flags: refused
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
printf '#mtree\nnslookup.c type=char device=native,1,5 mode=0666\n' >list
bsdtar -c -f work.tar @list
rm list
