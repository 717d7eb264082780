# attack 31: a symbolic link to the folder of the solutions.
# must: it is not followed.
# found: missing
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # check-attacks sets root, attack
ln -s "$root/solutions" 01-name-lookup
