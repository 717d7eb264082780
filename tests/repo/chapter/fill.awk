# usage: awk -v key=NN-name -v program=PROGRAM -v steps='usage send ...' \
#	-f tests/repo/chapter/fill.awk FORM...
#
# Fills in a form of a new chapter: @KEY@, @NUMBER@, @PROGRAM@, @TITLE@,
# and for what stands between the lines "@each@" and "@end@", once for
# every step, also @STEP@, @WORD@, @HEAD@ (the word as a heading) and
# @POINTS@, which are 100 in all.
#
# SPDX-License-Identifier: MIT
function capital(word) {
	return toupper(substr(word, 1, 1)) substr(word, 2)
}

function fill(line, n) {
	gsub(/@STEP@/, n, line)
	gsub(/@WORD@/, words[n], line)
	gsub(/@HEAD@/, capital(words[n]), line)
	gsub(/@POINTS@/, int(100 / count) + (n <= 100 % count), line)
	return line
}

BEGIN {
	count = split(steps, words, " ")
	title = substr(key, 4)
	gsub(/-/, " ", title)
}

{
	gsub(/@KEY@/, key)
	gsub(/@NUMBER@/, substr(key, 1, 2) + 0)
	gsub(/@PROGRAM@/, program)
	gsub(/@TITLE@/, capital(title))
}

/^@each@$/ { lines = 0; within = 1; next }

/^@end@$/ {
	for (n = 1; n <= count; n++)
		for (i = 1; i <= lines; i++)
			print fill(line[i], n)
	within = 0
	next
}

within { line[++lines] = $0; next }

{ print }
