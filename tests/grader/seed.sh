# Sourced by grade and grade-one: what the data of the tests come of.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh

# Unknown beforehand.  52 bits, since a number of jq's has 53, and since
# few could be tried out by a program that sees the first question.
draw_seed() {
	bytes=$(od -A n -N 8 -t d8 /dev/urandom)
	echo $(((bytes & 0xfffffffffffff) + 1))
}
