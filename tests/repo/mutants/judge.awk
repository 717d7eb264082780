# usage: awk -v key=KEY -f judge.awk NAMES HARMLESS VERDICTS
#
# Compares the verdicts on the changes of one chapter with the list of
# those that do no harm: names, below a line "# REASON" each, groups apart
# by empty lines.  Prints what is wrong, and the score.
#
# SPDX-License-Identifier: MIT
function complain(what, name) {
	printf "%s: %s:\n  %s\n", key, what, name
	wrong = 1
}

FNR == 1 { file = FILENAME == ARGV[2] ? "list" : FILENAME == ARGV[1] ? \
	"names" : "verdicts" }

file == "names" {
	name[FNR] = $0
	known[$0] = 1
}

file == "list" && (/^$/ || /^#/) { reason = $0; next }

file == "list" {
	if (!reason)
		complain("listed without a reason", $0)
	if (!($0 in known))
		complain("listed, but no such change can be made", $0)
	harmless[$0] = 1
}

file == "verdicts" {
	split($0, part, "\t")
	if (part[1] != key)
		next
	this = name[part[2]]
	verdict = part[3]
	sub(/ .*/, "", verdict)
	count[verdict]++
	if (verdict == "survived" && this in harmless)
		listed++
	else if (verdict == "survived")
		complain("no test notices", this)
	else if (verdict == "broken")
		complain("could not be graded", this)
	else if (verdict == "caught" && this in harmless)
		complain("listed as harmless, and yet " part[3], this)
}

END {
	graded = count["caught"] + count["survived"]
	printf "%s: %d changes graded, %d caught, %d harmless and " \
		"listed, %d survived;\n  %d more refused by the compiler, %d " \
		"the same program\n", key, graded, count["caught"],
		listed, count["survived"] - listed, count["refused"],
		count["same"]
	exit wrong || !graded
}
