# usage: jq -c -s -f autolab.jq submission.json RESULT...
#
# What Autolab reads as the last line of an autograder's output.  Its
# problems are called like the chapters.  Only numbers: Autolab rewrites
# what looks like a key, also inside of strings.
#
# SPDX-License-Identifier: MIT
.[0]
| {
	scores: ([.chapters[] | select(.points != null)
		| {key: .key, value: .points}] | from_entries)
}
| if .scores == {} then empty else . end
