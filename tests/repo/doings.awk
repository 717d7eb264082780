# usage: awk -v before=1800 -v between=700 -f doings.awk CHAPTER.md
#
# Counts the words that a reader reads before the first step, and between
# two doings: a session, a prediction, a step or a part of one, a
# question.  Code, tables, titles and folded answers are no words.
# Status 1: there are more than the limits allow.
#
# SPDX-License-Identifier: MIT
function complain(line, what) {
	print FILENAME ":" line ": error: " what
	bad = 1
}

# A doing ends the stretch of reading that began behind the last one.
function doing() {
	if (stretch > between)
		complain(start, stretch " words without anything to do, up " \
			"to line " FNR "; at most " between)
	stretch = 0
	start = FNR
}

function count_words(line,    words, i, n) {
	gsub(/<!--.*-->|[{][^}]*[}]/, "", line)
	n = split(line, words, /[ \t]+/)
	for (i = 1; i <= n; i++)
		if (words[i] ~ /[[:alnum:]]/) {
			all++
			stretch++
		}
}

FNR == 1 { start = 1 }

/^```/ {
	if (!code && /^```[{]\.console/)
		doing()
	code = !code
	next
}
code { next }

/^##+ (Step [0-9]+:|Your turn|Go further)/ {
	if (/^##+ Step 1:/) {
		steps = 1
		print FILENAME ": " all + 0 " words before step 1"
		if (all > before)
			complain(FNR, all " words before step 1, at most " \
				before)
	}
	doing()
}
/^::: *[{]\.(predict|question)/ { doing() }
/^::: *([{]\.)?answer/ { answer = 1 }
/^:::+ *$/ { answer = 0 }

answer || /^(#|\||: |:::)/ { next }
{ count_words($0) }

END {
	if (!steps)
		complain(FNR, "this chapter has no step 1")
	exit bad
}
