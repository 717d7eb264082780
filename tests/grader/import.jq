# usage: jq -r --arg platform moodle|canvas -f import.jq class.json
#
# The points of those whom the platform's export named, as it imports
# them: Moodle as an offline grading worksheet (its columns are those of
# assignfeedback_offline), Canvas as a gradebook.  Prints nothing if
# there is nobody.  Who could not be graded has no points in it.
#
# SPDX-License-Identifier: MIT

# A spreadsheet would take such a text for a formula.
def harmless: if test("^[=+@\\-\t\r]") then "'" + . else . end;

def remarks: if .why == null then ([.chapters[] | "\(.program): \(.points // "-") of \(
		.max_points)" + (if .reason then ". " + .reason else "" end)])
	else . as $student | [.marks | to_entries[]
		| $student.chapters[.key] as $chapter
		| "\($chapter.program // .key): \(.value.mark // "-") of \(
			.value.out_of)"
		+ (if $chapter.reason then ". " + $chapter.reason else "" end)]
		+ .why end
	| join("\n");

def moodle($marks):
	["Identifier", "Full name", "Grade", "Maximum grade",
		"Last modified (grade)", "Feedback comments"],
	(.[] | ["Participant \(.number)", (.student | harmless)]
		+ (if $marks then [.mark, $marks.out_of]
			else [.points, .max_points] end)
		+ ["-", (remarks | harmless)]);

# The columns that say who it is are those of a roster from Canvas.
def who: [(.student | harmless), .number]
	+ [.list | .sis_user, .sis_login, .section | . // "" | harmless];

def points_of($student): if $student.marks then $student.marks[.key].mark
	else $student.chapters[.key].points end;

# Who is anonymous has no number there.
def canvas($chapters):
	["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
		+ [$chapters[].key],
	(["    Points Possible", "", "", "", ""]
		+ [$chapters[] | .out_of // .max_points]),
	(.[] | . as $student | who + [$chapters[] | points_of($student)]);

.marks as $marks
| ([.students[].marks // {} | map_values(.out_of)] | add // {}) as $out_of
| [.chapters[] | . + {out_of: $out_of[.key]}] as $chapters
| [.students[] | select(.platform == $platform
	and (.number | test("^[0-9]+$")))]
| select(length > 0)
| if $platform == "moodle" then moodle($marks) else canvas($chapters) end
| @csv
