# usage: jq -nr -L tests/grader --slurpfile class class.json --arg id ID
#	--slurpfile submission submission.json --rawfile css page.css
#	[--rawfile KEY/FILE FILE]... -f feedback.jq
#
# The page that a student is handed back: the mark with its reasons, and
# of the tests as much as the settings show.  FILE is report.txt and
# source of each chapter.
#
# SPDX-License-Identifier: MIT
import "student-page" as page;

def given($key; $name): $ARGS.named["\($key)/\($name)"];

def failing: .status | IN("pass", "skipped") | not;

# The tests up to the first that fails, in each chapter.
def first_failing: ([.tests | to_entries[] | select(.value | failing).key][0]
		// -1) as $at
	| if $at < 0 then . else .hidden = (.tests | length - $at - 1)
		| .tests |= .[:$at + 1] end;

# What is not for the student: who is suspected of what.
def limited($show): if $show == "all" then .
	else .flags = []
	| if $show == "first" then first_failing else .tests = [] end end;

def files_of($show): {
	report: (if $show == "all" then given(.; "report.txt") else null end),
	source: (if $show == "points" then null else given(.; "source") end)};

$class[0].marks as $marks
| $marks.settings.show as $show
| ($class[0].students[] | select(.id == $id)) as $student
| $submission[0]
| ([.chapters[].key | {key: ., value: files_of($show)}]
	| from_entries) as $files
| .chapters |= map(limited($show))
| .student = $student.student
| .mark = $student.mark | .why = $student.why
| .out_of = $marks.out_of
| page::page($files; $css)
