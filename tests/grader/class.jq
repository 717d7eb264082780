# usage: jq -n --slurpfile roster STUDENTS --slurpfile strays FILES
#	--arg selftest LINE [--arg unfinished yes] -f class.jq SUBMISSION...
#
# class.json, from which all pages and the grade book are made: one
# entry for every student of the roster, whatever became of the grading.
# In an unfinished run, who has no result is to come.
#
# SPDX-License-Identifier: MIT
# Without what this machine could not test.
def steps: map(select(.status != "skipped")) | group_by(.step)
	| map({key: (.[0].step | tostring), value: {
		points: (map(.points) | add),
		max_points: (map(.max_points) | add)}}) | from_entries;

def compact: {
	status, points, max_points, program, source, reason, notes, flags,
	seed, isolation, used, used_to_compile,
	tests: (.tests | map({key: .id,
		value: (if .open then "open" else .status end)})
		| from_entries),
	steps: (.tests | steps),
	misconceptions: ([.tests[].misconception | select(. != null)]
		| unique)
};

def without_result: if $ARGS.named.unfinished == "yes" then "pending"
	else "fault" end;

def student($of):
	$of[.id] as $graded
	| {
		id, student,
		status: ($graded.status // without_result),
		points: ($graded.points // null),
		max_points: ($graded.max_points // null),
		isolation: ($graded.isolation // null),
		needs_a_human: (if $graded == null
			then without_result == "fault"
			else $graded.needs_a_human end or (.asks // false)),
		chapters: (($graded.chapters // [])
			| map({key: .key, value: compact}) | from_entries)
	}
	+ ({platform, number, upload, late, asks,
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
