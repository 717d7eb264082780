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

def remarks: [.chapters[] | "\(.program): \(.points // "-") of \(
	.max_points)" + (if .reason then ". " + .reason else "" end)]
	| join("\n");

def moodle:
	["Identifier", "Full name", "Grade", "Maximum grade",
		"Last modified (grade)", "Feedback comments"],
	(.[] | ["Participant \(.number)", (.student | harmless), .points,
		.max_points, "-", (remarks | harmless)]);

# Who is anonymous has no number there.
def canvas($chapters):
	["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
		+ [$chapters[].key],
	(["    Points Possible", "", "", "", ""]
		+ [$chapters[].max_points]),
	(.[] | . as $student
	| [(.student | harmless), .number, "", "", ""]
		+ [$chapters[] | $student.chapters[.key].points]);

.chapters as $chapters
| [.students[] | select(.platform == $platform
	and (.number | test("^[0-9]+$")))]
| select(length > 0)
| if $platform == "moodle" then moodle else canvas($chapters) end
| @csv
