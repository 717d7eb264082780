# What Autolab reads as the last line of an autograder's output, from
# submission.json: for student-files.jq.  Its problems are called like
# the chapters.  Only numbers: Autolab rewrites what looks like a key,
# also inside of strings.
#
# SPDX-License-Identifier: MIT
def export: {
	scores: ([.chapters[] | select(.points != null)
		| {key: .key, value: .points}] | from_entries)
}
| if .scores == {} then empty else . end;
