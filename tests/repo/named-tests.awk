# usage: awk -f tests/repo/named-tests.awk chapters/NN-name/chapter.md
#
# The tests that the sections of the steps name, as "step id" lines.
#
# SPDX-License-Identifier: MIT
/^## / { step = $2 == "Step" ? $3 + 0 : 0 }

/^Tests:/ && step {
	sub(/`\. .*/, "`")
	gsub(/Tests:|[`.]/, "")
	count = split($0, ids, ",")
	for (i = 1; i <= count; i++) {
		gsub(/ /, "", ids[i])
		print step, ids[i]
	}
}
