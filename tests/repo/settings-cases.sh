# Sourced by check-grade-settings: what it tries, one after the other.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2016,SC2034 # jq has variables

check 'the grader can be built' can_be_built
PATH=$(cd "$BUILD" && pwd)/grader:$PATH
make_class_of_five
expected_plain >"$scratch/plain"
expected_marks >"$scratch/marks"
expected_imports >"$scratch/imports"
numbers=$(keys | sed 's/-.*//; s/^0//' | xargs | sed 's/ /, /g')
expected_complaints | sed "s/@/$numbers/" >"$scratch/complaints"
expected_roster_complaints >"$scratch/roster-complaints"

check 'without settings all is as it was' plain
bad_settings
check 'what is no setting is named by its line' \
	complains "$scratch/complaints"
usual_settings
bad_roster
sed -i '/^override/d; /^times/d; /^deadline/d; /^late/d' \
	"$class/grading.txt"
check 'so is what is wrong in a roster' \
	complains "$scratch/roster-complaints"
check 'a roster needs columns' refuses ':1: .*no id and no name' 'a,b\n1,2\n'
check 'a quotation has an end' refuses '^list.csv:2: .*no partner' 'id\n"a\n'
check 'and nothing behind it' refuses '^list.csv:2: .*behind' 'id\n"a"b\n'
check 'a roster is UTF-8' refuses '^list.csv:2: .*CSV UTF-8' 'id\nM\0374ller\n'
check 'and not UTF-16' refuses '^list.csv: .*UTF-16' '\0377\0376i\0\n\0'
rm "$class/list.csv"
check 'it has to be there' expect 2 'list.csv is not there' mark
settings 'deadline: 2026-11-30 23:59'
check 'a deadline needs a source' \
	expect 2 '^grading.txt:1: a deadline needs a line' mark
usual_roster
check 'its explanation can be used as it is' explains_all

usual_settings
book >"$scratch/book"
check 'the grade book follows roster and settings' marks_of
check 'both platforms get the marks' imports
check 'a mean says what is zero in it' grep -q -F \
	'mean 27.7 of 50 (0 for 1 who handed in nothing' "$scratch/said"
check 'the page of the class tells why' grep -q \
	'70 points instead of 100, because it was = copied' "$out/index.html"
check 'who is on no roster is for a person' has '[.students[]
	| select(.needs_a_human and .asks_why != null).id] == ["eve"]'
usual_settings 'missing: empty'
check 'what is missing may be left empty' has '[.students[] | select(
	.mark == null).student] == ["Fay", "eve"]'

late='deadline: 2026-11-30 23:59'
settings "$late" 'times: files' 'late: 10 % a day, at most 1 day'
check 'days count as the files say, hidden ones left out' has '[.students[]
	| .mark] == [80, 60, 0, 90, 0]'
settings "$late" 'times: files' 'late: 10 % a day' 'late-days: 1'
check 'late days are free' has '[.students[] | .mark] == [80, 60, 90, 100, 0]'
commit
settings "$late" 'times: git' 'late: 10 % a day'
check 'or as git says, and who has no time is asked' has '[.students[]
	| [.mark, .asks_why != null]] == [[80, true], [54, false],
	[100, true], [100, true], [0, false]]'

hand_in bob 2
result bob 30 0
usual_settings
sed -i '/^override/d' "$class/grading.txt"
check 'the old points stand beside the new ones' has '.students[1]
	| .points == 30 and .before == 100'
book >"$scratch/book"
check 'and it is said' grep -q '^other points than before: Bob (100, now 30)' \
	"$scratch/said"
result bob 20 0
check 'a version that is graded again is told, too' has '.students[1]
	| .points == 20 and .before == 30'
echo 'attempts: best' >>"$class/grading.txt"
check 'the best counts, as late as it was' has '.students[1]
	| .mark == 40 and .before == 30
	and (.why[1] | test("100 points of an earlier version"))'

usual_settings
rm -r "$out/bob"
check 'who is to come is no fault of the grader' has '.students[1]
	| .status == "pending" and (.needs_a_human | not)' yes
result bob 60 40
check 'students see all' shows all '<pre class=report>' 'not shown'
check 'or up to the first failing test' shows first \
	'<td>b<p class=why>' '<pre class=report>\|slow'
check 'or points only' shows points '80 of 100' 'because\|int x'
