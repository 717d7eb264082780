# usage: jq -n -e --arg kind K --arg status S --arg points P --arg flags F
#	--arg found F --slurpfile notes N --slurpfile result R -f attack.jq
#
# Did an attack get what it must?  kind is the folder that it is in; the
# other arguments come from its first comment, and are words, or empty.
# Prints what was asked and what came; see tests/repo/attack.
#
# SPDX-License-Identifier: MIT
def words: split(" ") | map(select(. != ""));
def notes: $notes[0];
def result: $result[0];
def statuses: [result.tests[].status] | unique;
def all_flags: [notes.flags[].kind] | unique;

def is_graded: notes.status == "graded";
def has_full_marks: result.points == result.max_points
	and result.points > 80;
def allowed: ($status | words) == []
	or (statuses - ["skipped"] - ($status | words) == []);

# None, if it is not a program that does its work, too.
def most_points:
	if $points != "" then $points | tonumber
	elif $kind | IN("harmless", "flagged") then 100
	else 0 end;

def as_its_folder_says:
	{
		refused: (notes.status as $status | $found | words
			| index($status) != null and notes.points == 0),
		uncompiled: (notes.status == "not-compiled"
			and notes.points == 0
			and (result.build.log | utf8bytelength < 70000)),
		stopped: is_graded,
		caught: is_graded,
		flagged: is_graded,
		harmless: (is_graded and has_full_marks)
	}[$kind];

[
	{what: "as its folder says", holds: as_its_folder_says},
	{what: "its statuses", holds: allowed},
	{what: "its points", holds: (notes.points <= most_points)},
	{what: "its flags", holds: (($flags | words) - all_flags == [])},
	{what: "no fault of the grader",
		holds: (notes.status != "fault" and notes.points != null)}
]
| map(select(.holds | not) | .what)
| if . == [] then "right" else {
	wrong: ., status: notes.status, reason: notes.reason,
	points: notes.points, statuses: statuses, flags: notes.flags,
	tests: [result.tests[] | {id, status, message}][:8]
} | (., false) end
