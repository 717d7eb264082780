# usage: awk -v upto=N [-v parts=M] -f tests/repo/matrix/half-finished.awk
#	SOLUTION SKELETON
#
# Prints a program as a reader has it after step N, and the first M
# parts of the next one: the skeleton with these as in the solution.
#
# SPDX-License-Identifier: MIT
FNR == 1 {
	part = 0
	inside = 0
	delete begun
}

match($0, /--- step [0-9]+:/) {
	step = substr($0, RSTART + 9) + 0
	part++
	begun[step]++
	inside = 1
	written = step <= upto || step == upto + 1 && begun[step] <= parts
}

NR == FNR {
	if (inside)
		solution[part] = solution[part] $0 "\n"
}

NR != FNR && !(inside && written) { print }

/--- end of step [0-9]+ ---/ {
	if (NR != FNR && written)
		printf "%s", solution[part]
	inside = 0
}
