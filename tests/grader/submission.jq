# submission.json, from the notes.json of all chapters of one student:
# for student-files.jq.  status is graded, refused (at least one program
# was) or fault; points are null then.  files tells what became of all
# that was handed in, if there was more than the programs.
#
# SPDX-License-Identifier: MIT
def status:
	if any(.[]; .status == "fault") then "fault"
	elif any(.[]; .status | IN("refused", "ambiguous"))
	then "refused" else "graded" end;

def submission($id; $seed; $level; $files): {
	schema: "sockets-workbook/submission/1",
	id: $id, status: status, seed: ($seed | tonumber),
	isolation: $level,
	points: (if status == "fault" then null
		else ([.[].points] | add) end),
	max_points: ([.[].max_points] | add),
	needs_a_human: any(.[]; .status == "fault" or (.flags | length > 0)),
	chapters: .
}
+ if $files == [] then {} else {files: $files} end;

# Of grade-one.
def exit_status: {graded: 0, refused: 1, fault: 2}[.status];
