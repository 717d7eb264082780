# usage: awk -f suite.awk SUITE.c | awk -f odd-tests.awk CHAPTER.md -
#
# Lists what is odd about the tests of a suite: their order, points and
# sections, and how many there are.
#
# SPDX-License-Identifier: MIT
BEGIN { FS = "\t" }

NR == FNR && /^## .*[{]#sec:/ {
	sub(/.*[{]#/, "")
	sub(/[} ].*/, "")
	section[$0] = 1
}

NR != FNR && $1 == "step" { steps = $2 }

NR != FNR && $1 == "test" {
	tests++
	points += $4
	if ($3 < last || $3 > steps)
		print "test " $2 " is not in the order of the steps"
	last = $3
	if ($4 < 1)
		print "test " $2 " has no points"
	if (!($5 in section))
		print "test " $2 ": the chapter has no section #" $5
}

END {
	if (points != 100)
		print "the points are " points + 0 ", not 100"
	if (tests < 25)
		print "there are " tests + 0 " tests, fewer than 25"
}
