# usage: jq -s --arg classroom C --arg commit C --arg release R
#	--arg review R --arg now T -f classroom50.jq submission.json RESULT...
#
# result.json of Classroom 50 (classroom50/result/v1).  There is none
# where the grader failed: it would have to name a score.
#
# SPDX-License-Identifier: MIT
def entry($key): {
	"test-name": "\($key): \(.title)",
	passed: (.status == "pass"),
	score: .points, "max-score": .max_points,
	message: (.message // "")
};

.[0] as $all | .[1:] as $results
| select($all.points != null)
| {
	schema: "classroom50/result/v1",
	classroom: $classroom, assignment: "sockets-workbook",
	assignment_type: "individual", owner: $all.id,
	submission: "submit/\($all.id)", commit: $commit,
	release: $release, review: $review, datetime: $now,
	score: $all.points, "max-score": $all.max_points,
	tests: [$results[] | .name as $name | .tests[]
		| select(.status != "skipped") | entry($name)]
}
