# usage: awk -f given-away.awk FRAME SOLUTION'S-STEPS SKELETON'S-STEPS
#
# Lists the lines of a solution's steps that a skeleton's steps have as
# well, in a comment or wrapped otherwise, too.  A line tells nothing if
# it has fewer than two words besides C's own, as "return -1;", or only
# declares something, or if the frame has it anyway.
#
# SPDX-License-Identifier: MIT
BEGIN {
	count = split("bool break case char const continue default do " \
		"else enum for if int long NULL return short signed " \
		"sizeof static struct switch unsigned void while", list)
	for (i = 1; i <= count; i++)
		keyword[list[i]] = 1
}

function words(line,    word, count) {
	while (match(line, /[A-Za-z_][A-Za-z_0-9]*/)) {
		word = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		count += !(word in keyword)
	}
	return count
}

function squeezed(line) {
	sub(/^[ \t]*\*/, "", line)
	sub(/^[ \t]*return /, "", line)
	gsub(/[ \t]/, "", line)
	return line
}

FNR == 1 { file++ }
file == 1 { frame[squeezed($0)] = 1 }
file == 2 && !/^[ \t]*\/?\*/ && /[(=]/ && words($0) >= 2 {
	telling[$0] = 1
}
file == 3 { all = all squeezed($0) }

END {
	for (line in telling)
		if (!(squeezed(line) in frame) && index(all, squeezed(line)))
			print "in the skeleton, too: " line
}
