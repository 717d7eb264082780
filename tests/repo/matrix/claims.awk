# usage: awk -f tests/repo/matrix/claims.awk FILE.c...
#
# Prints what the first comment of each wrong sample claims, a line a
# mistake with tabs in between: the file, the misconception, the tests
# that fail, how it shows.  A mistake that does not say all three is left
# out.  A mixed sample has one "cause:" after the other; behind each of
# them stands the step from which it is open, or 0.
#
# SPDX-License-Identifier: MIT
FNR == 1 {
	tell()
	file = FILENAME
	inside = 1
	what = ""
	open = 0
	delete claim
}

inside && /^ \* open: from step [0-9]+$/ {
	open = $NF
	next
}

inside && match($0, /^ \* (misconception|cause|fails|shows|steps): /) {
	what = $2
	if (what == "cause:") {
		tell()
		delete claim
		what = "misconception:"
	}
	sub(/^ \* [a-z]+: /, "")
	claim[what] = $0
	next
}

/\*\// { inside = 0 }

inside && what {
	sub(/^[ \t]*\*[ \t]*/, "")
	if ($0)
		claim[what] = claim[what] " " $0
}

END { tell() }

function tell() {
	if (claim["misconception:"] && claim["fails:"] && claim["shows:"])
		printf "%s\t%s\t%s\t%s\t%d\n", file,
			claim["misconception:"], claim["fails:"],
			claim["shows:"], open
}
