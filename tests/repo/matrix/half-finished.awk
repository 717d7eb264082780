# usage: awk -v upto=N -f tests/repo/matrix/half-finished.awk SOLUTION SKELETON
#
# Prints a program as a reader has it after step N: the skeleton with
# the steps up to N as they are in the solution.
#
# SPDX-License-Identifier: MIT
FNR == 1 { part = 0; inside = 0 }

match($0, /--- step [0-9]+:/) {
	step = substr($0, RSTART + 9) + 0
	part++
	inside = 1
}

NR == FNR {
	if (inside)
		solution[part] = solution[part] $0 "\n"
}

NR != FNR && !(inside && step <= upto) { print }

/--- end of step [0-9]+ ---/ {
	if (NR != FNR && step <= upto)
		printf "%s", solution[part]
	inside = 0
}
