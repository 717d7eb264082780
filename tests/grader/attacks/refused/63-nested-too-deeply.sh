# attack 63: folders nested a thousand deep.
# must: the search ends, and says so.
# found: refused
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
(
	for _ in $(seq 1000); do
		mkdir d
		cd d || exit
	done
)
