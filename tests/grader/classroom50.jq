# result.json of Classroom 50 (classroom50/result/v1), from
# submission.json and the results of the chapters: for student-files.jq.
# There is none where the grader failed: it would have to name a score.
# $course has classroom, commit, release, review and datetime.
#
# SPDX-License-Identifier: MIT
def entry($key): {
	"test-name": "\($key): \(.title)",
	passed: (.status == "pass"),
	score: .points, "max-score": .max_points,
	message: (.message // "")
};

def export($results; $course): . as $all
| select(.points != null)
| $course + {
	schema: "classroom50/result/v1",
	assignment: "sockets-workbook",
	assignment_type: "individual", owner: $all.id,
	submission: "submit/\($all.id)",
	score: $all.points, "max-score": $all.max_points,
	tests: [$results[] | .name as $name | .tests[]
		| select(.status != "skipped") | entry($name)]
};
