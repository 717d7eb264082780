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
	if .status == "absent" then "nothing was handed in"
	elif .status == "pending" then "not graded yet"
	elif .chapters == {} then "the grader failed"
	else [.chapters | to_entries[] | .key as $key | .value
		| remark($key)] | join("; ") end;

def cell: if . == null then null else tostring | harmless end;

# With settings: who it is by the roster, what the points count, and why.
def identity: [.list.id, .list.email | cell];

def mark($out_of): [.mark, $out_of, .before, (.why | join("; ") | harmless)];

. as $class
| [.chapters[].key] as $keys
| ["student"] + (if .marks then ["id", "email"] else [] end)
	+ $keys + ["total", "max"]
	+ (if .marks then ["mark", "out of", "before", "why"] else [] end)
	+ ["isolation", "notes"],
	(.students[]
	| .chapters as $chapters
	| [(.student | harmless)]
		+ (if $class.marks then identity else [] end)
		+ [$keys[] | $chapters[.].points] + [.points, .max_points]
		+ (if $class.marks then mark($class.marks.out_of) else [] end)
		+ [.isolation, ([remarks, .asks_why[]?]
			| map(select(. != "")) | join("; ") | harmless)])
| @csv
