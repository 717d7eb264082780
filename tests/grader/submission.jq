# usage: jq -s --arg id ID --arg seed N --arg level L -f submission.jq
#	NOTES...
#
# submission.json: all chapters of one student.  status is graded,
# refused (at least one program was) or fault; points are null then.
#
# SPDX-License-Identifier: MIT
def status:
	if any(.[]; .status == "fault") then "fault"
	elif any(.[]; .status | IN("refused", "ambiguous"))
	then "refused" else "graded" end;

{
	schema: "sockets-workbook/submission/1",
	id: $id, status: status, seed: ($seed | tonumber),
	isolation: $level,
	points: (if status == "fault" then null
		else ([.[].points] | add) end),
	max_points: ([.[].max_points] | add),
	needs_a_human: any(.[]; .status == "fault" or (.flags | length > 0)),
	chapters: .
}
