# What Gradescope reads as results.json, from submission.json and the
# results of the chapters: for student-files.jq.  A test that was not
# judged has no score: the grader's fault is nobody's zero.
#
# SPDX-License-Identifier: MIT
def undecided: .status | IN("skipped", "grader_error");

def lines: [.message,
	(if .expected then "expected: \(.expected)" else null end),
	(if .actual then "got: \(.actual)" else null end),
	(if .hint then "hint: \(.hint)" else null end)]
	| map(values) | join("\n");

def scored: if undecided then . else .entry += {
	score: .points, max_score: .max_points,
	status: (if .status == "pass" then "passed" else "failed" end)}
	end;

def entry($chapter; $number):
	.entry = {name: .title, name_format: "text",
		number: "\($chapter).\($number)", output: lines,
		output_format: "text", tags: [.section],
		visibility: "visible"}
	| scored | .entry;

def export($results): . as $all | {
	score: $all.points,
	output: ([$all.chapters[] | "\(.program): \(.reason // .status)",
		(select(.status == "graded").notes // [] | .[])]
		| join("\n")),
	output_format: "text",
	visibility: "visible", stdout_visibility: "hidden",
	execution_time: ([$results[].duration_ms] | add // 0 | . / 1000),
	tests: [$results[] | .chapter as $chapter
		| .tests | to_entries[] | .key as $at
		| .value | entry($chapter; $at + 1)],
	extra_data: {isolation: $all.isolation, seed: $all.seed,
		needs_a_human: $all.needs_a_human}
}
| if .score == null then del(.score) else . end;
