# usage: awk -f tests/repo/suite.awk tests/NN-name/test_NAME.c
#
# What a suite says of itself, one line each, fields between tabs:
# "step", number, title
# "test", id, step, points, section, cases of the contract
#
# SPDX-License-Identifier: MIT
BEGIN { OFS = "\t" }

# The string behind .name in the head of a test.
function text(name,    value) {
	if (!match(head, "\\." name " = \"[^\"]*\""))
		return ""
	value = substr(head, RSTART, RLENGTH)
	gsub(/^[^"]*"|"$/, "", value)
	return value
}

function number(name) {
	if (!match(head, "\\." name " = [0-9]+"))
		return 0
	return substr(head, RSTART + length(name) + 4, RLENGTH) + 0
}

/^\t\{ [0-9]+, ".*" \},$/ && !head {
	split($0, part, "\"")
	print "step", $2 + 0, part[2]
}

/^EXERCISE_TEST\(/ {
	head = " "
	step = substr($1, index($1, "(") + 1) + 0
	id = $2
	sub(/,.*/, "", id)
}

/^\{/ && head {
	print "test", id, step, number("points"), text("section"),
		text("contract")
	head = ""
}

head { head = head $0 }
