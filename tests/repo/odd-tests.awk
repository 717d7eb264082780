# usage: awk -f suite.awk SUITE.c | awk -f odd-tests.awk CHAPTER.md -
#
# Lists what is odd about the tests of a suite: their order, points and
# sections, and how many there are; the text of a step says its points.
#
# SPDX-License-Identifier: MIT
BEGIN { FS = "\t" }

NR == FNR && /^## / { step = /^## Step [0-9]+:/ ? substr($0, 9) + 0 : 0 }

NR == FNR && step && /^\*[0-9]+ points / { said[step] = substr($0, 2) + 0 }

NR == FNR && /^## .*[{]#sec:/ {
	sub(/.*[{]#/, "")
	sub(/[} ].*/, "")
	section[$0] = 1
}

NR != FNR && $1 == "step" { steps = $2 }

NR != FNR && $1 == "test" {
	tests++
	points += $4
	worth[$3] += $4
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
	for (n = 1; n <= steps; n++)
		if (said[n] != worth[n])
			print "step " n ": the text says " said[n] + 0 \
				" points, and its tests have " worth[n] + 0
	if (tests < 25)
		print "there are " tests + 0 " tests, fewer than 25"
}
