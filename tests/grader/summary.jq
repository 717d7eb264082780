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

def count($status): [.students[] | select(.status == $status)] | length;

def counts: "\(.students | length) students; \((.students | length)
		- count("fault") - count("absent") - count("pending")) graded"
	+ ({absent: "handed in nothing", pending: "to come"} as $words
	| [("absent", "pending") as $status | count($status)
		| select(. > 0) | "; \(.) \($words[$status])"] | join(""));

# Zeros of those who handed in nothing are in this mean, or they are not.
def marks: .marks.settings.missing as $missing
	| [.students[] | select(.status == "absent").mark] as $absent
	| [.students[].mark | values] as $all
	| "  marks: mean \($all | mean) of \(.marks.out_of)"
	+ if $absent == [] then ""
	elif $missing == "zero" then " (0 for \($absent | length) who handed in nothing; without them it is \([.students[] | select(.status != "absent").mark | values] | mean))"
	else " (without \($absent | length) who handed in nothing)" end;

def changed: [.students[] | select(.before != null and .points != null
		and .before != .points)
	| "\(.student) (\(.before), now \(.points))"]
	| select(length > 0) | "other points than before: \(names)";

counts,
(.chapters[] as $chapter
| [.students[].chapters[$chapter.key] | select(. != null)] as $all
| "  \($chapter.key): mean \([$all[].points | values] | mean) of \(
	$chapter.max_points), missing \(
	[$all[] | select(.status == "missing")] | length)\(
	$all | without_missing)"),
(select(.marks) | marks, changed),
([.students[] | select(.needs_a_human).student]
| select(length > 0)
| "\(length) to be looked at by a human: \(names)"),
([.strays // [] | .[] | select(.system | not).stray]
| select(length > 0)
| "\(length) that belong to nobody, and were not graded: \(names)")
