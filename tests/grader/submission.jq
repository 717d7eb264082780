# usage: jq -s --arg seed N --arg level L -f submission.jq NOTES...
#
# submission.json: all chapters of one student.  status is graded,
# refused (at least one program was) or fault.
#
# SPDX-License-Identifier: MIT
def status:
	if any(.[]; .status == "fault") then "fault"
	elif any(.[]; .status | IN("refused", "ambiguous"))
	then "refused" else "graded" end;

{
	schema: "sockets-workbook/submission/1",
	status: status, seed: ($seed | tonumber), isolation: $level,
	points: ([.[].points // 0] | add),
	max_points: ([.[].max_points] | add),
	needs_a_human: any(.[]; .status == "fault" or (.flags | length > 0)),
	chapters: .
}
