# usage: jq -n --slurpfile roster STUDENTS --slurpfile strays FILES
#	--arg selftest LINE -f class.jq SUBMISSION...
#
# class.json, from which all pages and the grade book are made: one
# entry for every student of the roster, whatever became of the grading.
#
# SPDX-License-Identifier: MIT
def compact: {
	status, points, max_points, program, source, reason, notes, flags,
	seed, isolation, used, used_to_compile,
	tests: (.tests | map({key: .id,
		value: (if .open then "open" else .status end)})
		| from_entries),
	misconceptions: ([.tests[].misconception | select(. != null)]
		| unique)
};

def student($of):
	$of[.id] as $graded
	| {
		id, student,
		status: ($graded.status // "fault"),
		points: ($graded.points // null),
		max_points: ($graded.max_points // null),
		isolation: ($graded.isolation // null),
		needs_a_human: ($graded == null or $graded.needs_a_human
			or (.asks // false)),
		chapters: (($graded.chapters // [])
			| map({key: .key, value: compact}) | from_entries)
	}
	+ ({platform, number, late, asks,
		files: ((.left // []) + ($graded.files // []))}
		| with_entries(select(.value | IN(null, false, []) | not)));

def chapters: [.[].chapters[] | select(.tests | length > 0)]
	| group_by(.key)
	| map(.[0] | {key, name, program, max_points,
		tests: [.tests[] | {id, title, step, max_points}]});

[inputs] as $all
| ($all | map({key: .id, value: .}) | from_entries) as $of
| {
	schema: "sockets-workbook/class/1",
	selftest: $selftest,
	chapters: ($all | chapters),
	students: [$roster[] | student($of)]
}
+ if any($strays[]; .system | not) then {strays: $strays} else {} end
