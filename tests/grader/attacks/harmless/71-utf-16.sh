# attack 71: UTF-16, and the name that an editor of Windows makes of it.
# must: it is read as what it is.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
iconv -f UTF-8 -t UTF-16 "$root/solutions/01-name-lookup/nslookup.c" \
	>NSlookup.c.txt
