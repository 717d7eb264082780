# usage: jq -r -f summary.jq class.json
#
# What a teacher reads on the terminal when a class is graded.
#
# SPDX-License-Identifier: MIT
def names: if length > 8 then (.[:8] | join(", ")) + ", ..."
	else join(", ") end;

def mean: if length == 0 then "none" else
	"\(add / length * 10 | round / 10)" end;

# A mean with zeros for those who handed in nothing says so.
def without_missing: if all(.[]; .status != "missing") then "" else
	" (0 in the mean; without them it is \([.[]
		| select(.status != "missing").points | values] | mean))"
	end;

"\(.students | length) students; \(
	[.students[] | select(.status != "fault")] | length) graded",
(.chapters[] as $chapter
| [.students[].chapters[$chapter.key] | select(. != null)] as $all
| "  \($chapter.key): mean \([$all[].points | values] | mean) of \(
	$chapter.max_points), missing \(
	[$all[] | select(.status == "missing")] | length)\(
	$all | without_missing)"),
([.students[] | select(.needs_a_human).student]
| select(length > 0)
| "\(length) to be looked at by a human: \(names)"),
([.strays // [] | .[] | select(.system | not).stray]
| select(length > 0)
| "\(length) that belong to nobody, and were not graded: \(names)")
