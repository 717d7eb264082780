# usage: jq --arg how HOW --rawfile report REPORT --arg open STATE
#	--arg claimed "TEST|TEST" -f tests/repo/matrix/shorten.jq RECORD.json
#
# What the matrix keeps of a run: the person, the report, what
# tests/reader/record.awk says of the record, and the tests.  Where only
# claimed ones were asked for, the others did not fail to run.
#
# SPDX-License-Identifier: MIT
def not_asked: $claimed != "" and .status == "not_run"
	and (.id | IN($claimed | splits("[|]")) | not);

{ how: $how, seed, isolation, points, max_points, $report, $open,
	tests: [.tests[] | { id, step, title, points, max_points, status,
		misconception, message }
		| if not_asked then .status = "not_asked" else . end] }
