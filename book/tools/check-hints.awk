# usage: awk -f book/tools/check-hints.awk CHAPTER.md HINTS.md
#
# Three hints for each step of the chapter, under the step's own title.
#
# SPDX-License-Identifier: MIT
function complain(line, message) {
	printf "%s:%d: error: %s\n", FILENAME, line, message
	wrong = 1
}

function end_step() {
	if (step != "" && count != 3)
		complain(start, step " has " count + 0 " hints, and not 3")
}

NR == FNR {
	if (/^## Step [0-9]+:/) {
		sub(/^## /, "")
		sub(/[ \t]*\{.*/, "")
		wanted[$0] = 1
	}
	next
}

/^# / {
	end_step()
	step = substr($0, 3)
	start = FNR
	count = 0
	if (!(step in wanted))
		complain(FNR, "the chapter has no section \"" step "\"")
	delete wanted[step]
}

/^[0-9]+\. / {
	if ($1 + 0 != ++count)
		complain(FNR, "this should be number " count)
}

END {
	end_step()
	for (title in wanted)
		complain(FNR, "there are no hints for \"" title "\"")
	exit wrong
}
