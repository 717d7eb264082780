# usage: jq -r -f gradebook.jq class.json
#
# gradebook.csv after RFC 4180, but for the carriage returns.
#
# SPDX-License-Identifier: MIT

# A spreadsheet would take such a text for a formula.
def harmless: if test("^[=+@\\-\t\r]") then "'" + . else . end;

def kinds: [.flags[].kind] | unique | join(", ");

def remark($key):
	if .status == "fault" then "\($key): the grader failed"
	elif .status == "not-compiled" then "\($key): does not compile"
	elif .status != "graded" then "\($key): \(.status), \(.reason)"
	elif (.flags | length) > 0 then "\($key): to be looked at, \(kinds)"
	else empty end;

def remarks:
	if .chapters == {} then "the grader failed"
	else [.chapters | to_entries[] | .key as $key | .value
		| remark($key)] | join("; ") end;

[.chapters[].key] as $keys
| ["student"] + $keys + ["total", "max", "isolation", "notes"],
	(.students[]
	| .chapters as $chapters
	| [(.student | harmless)] + [$keys[] | $chapters[.].points]
		+ [.points, .max_points, .isolation, (remarks | harmless)])
| @csv
