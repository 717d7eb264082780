# usage: awk -f suite.awk SUITE.c | awk -f contract.awk CHAPTER.md -
#
# Lists what does not fit between the contract in a chapter's text, where
# [some words]{case=name} are a case of it, and the tests of its suite.
#
# SPDX-License-Identifier: MIT
BEGIN { FS = "\t" }

NR == FNR && /^::: \{\.contract\}$/ { inside = 1; next }
NR == FNR && /^:::$/ { inside = 0 }

inside && NR == FNR && /^- / {
	line = $0
	if (!match(line, /\{case=[a-z0-9-]+\}/))
		print FILENAME ":" FNR ": no case is named in this promise"
	while (match(line, /\{case=[a-z0-9-]+\}/)) {
		name = substr(line, RSTART + 6, RLENGTH - 7)
		line = substr(line, RSTART + RLENGTH)
		if (name in place)
			print FILENAME ":" FNR ": case " name " is there twice"
		place[name] = FILENAME ":" FNR
	}
}

NR != FNR && $1 == "test" {
	if (!split($6, names, " "))
		print "test " $2 " names no case of the contract"
	for (i = 1; i in names; i++) {
		if (!(names[i] in place))
			print "test " $2 ": the contract has no case " names[i]
		tested[names[i]] = 1
	}
}

END {
	for (name in place)
		if (!(name in tested))
			print place[name] ": no test names the case " name
}
