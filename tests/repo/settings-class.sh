# Sourced by check-grade-settings: a class of five, with results as if
# they had been graded, and what the settings have to make of them.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2034 # the check uses them

# result ID FIRST SECOND [STATUS]: points of two steps, of 60 and of 40.
result() {
	mkdir -p "$out/$1/01-name-lookup"
	echo report >"$out/$1/01-name-lookup/report.txt"
	echo 'int x;' >"$out/$1/01-name-lookup/nslookup.c"
	jq -n --arg id "$1" --argjson first "$2" --argjson second "$3" \
		--arg status "${4-graded}" 'def one($id; $got; $most): {
			id: $id, title: $id, step: (if $id == "a" then 1 else 2 end),
			points: $got, max_points: $most, message: "because",
			status: (if $got == $most then "pass" else "fail" end)};
		{id: $id, status: "graded", seed: 1, isolation: "sealed",
		points: ($first + $second), max_points: 100,
		needs_a_human: false, chapters: [{key: "01-name-lookup",
		name: "nslookup", program: "nslookup.c", status: $status,
		points: ($first + $second), max_points: 100,
		source: "nslookup.c", reason: (if $status == "missing"
			then "there is none" else null end),
		notes: [], flags: [{kind: "time", line: 0, what: "slow"}],
		tests: [one("a"; $first; 60), one("b"; $second; 40)]}]}' \
		>"$out/$1/submission.json"
}

# hand_in FOLDER TEXT [TIME]
hand_in() {
	mkdir -p "$class/$1"
	echo "$2" >"$class/$1/nslookup.c"
	touch -d "${3-2026-11-30 12:00}" "$class/$1/nslookup.c"
}

# Cat's number is Moodle's, Dan's is Canvas's; Eve is not on the roster.
make_class_of_five() {
	class=$scratch/class out=$scratch/out work=$scratch/out/.work
	OUT=$out SUBMISSIONS=$class WORKBOOK_PROOF=proven
	mkdir -p "$work"
	hand_in ada 1
	hand_in bob 1 '2026-12-02 09:00'
	hand_in 'Cat Li_13_assignsubmission_file' 1
	hand_in eve 1
	touch -d '2026-12-09 12:00' "$class/ada/.hidden"
	echo '1' >"$class/danny_21_301_nslookup.c"
	touch -d '2026-12-01 00:01' "$class/danny_21_301_nslookup.c"
	result ada 60 0
	result bob 60 40
	result 'Cat%20Li_13' 60 20
	result danny_21 60 40
	result eve 0 0 missing
}

# settings LINE...: grading.txt has these.
settings() {
	printf '%s\n' "$@" >"$class/grading.txt"
}

# roster LINE...: with a byte order mark, and the line ends of Windows.
roster_is() {
	{
		printf '\357\273\277'
		printf '%s\r\n' "$@"
	} >"$class/list.csv"
}

usual_roster() {
	roster_is 'ID;Full name;E-mail;Extension;Handed in' \
		'ada;"Lovelace; Ada";ada@example.test;1 day;2026-12-01 10:00' \
		'7;Bob;bob@example.test;;2026-12-02 09:00' \
		'Participant 13;Cät;;2026-12-02 12:00;Wednesday, 2 December 2026, 11:59 AM' \
		'99;Fay;;;-' '21;Dan;;;2026-11-30T23:59:59'
}

expected_plain() {
	cat <<-'END'
		"student","01-name-lookup","total","max","isolation","notes"
		"Cat Li",80,80,100,"sealed","01-name-lookup: to be looked at, time"
		"ada",60,60,100,"sealed","01-name-lookup: to be looked at, time"
		"bob",100,100,100,"sealed","01-name-lookup: to be looked at, time"
		"danny",100,100,100,"sealed","01-name-lookup: to be looked at, time"
		"eve",0,0,100,"sealed","01-name-lookup: missing, there is none"
	END
}

usual_settings() {
	settings 'roster: list.csv' 'weight: chapter 1 = 50' \
		'weight: chapter 1 step 2 = 20' 'deadline: 2026-11-30 23:59' \
		'times: roster' 'late: 10 % a day, at most 3 days' 'bom: yes' \
		'override: bob chapter 1 = 70 because it was = copied' "$@"
}

# Step 2 counts 20 beside the 60 of step 1.
expected_marks() {
	cat <<-'END'
		"student","id","email","01-name-lookup","total","max","mark","out of","before","why","isolation","notes"
		"Lovelace; Ada","ada","ada@example.test",60,60,100,37.5,50,,"","sealed","01-name-lookup: to be looked at, time"
		"Bob","7","bob@example.test",100,100,100,35,50,,"chapter 1: 70 points instead of 100, because it was = copied","sealed","01-name-lookup: to be looked at, time"
		"Cät","Participant 13",,80,80,100,43.75,50,,"","sealed","01-name-lookup: to be looked at, time"
		"Fay","99",,,,,0,50,,"",,"nothing was handed in"
		"Dan","21",,100,100,100,50,50,,"","sealed","01-name-lookup: to be looked at, time"
		"eve",,,0,0,100,0,50,,"","sealed","01-name-lookup: missing, there is none; is not on the roster list.csv"
	END
}

expected_imports() {
	cat <<-'END'
		"Identifier","Full name","Grade","Maximum grade","Last modified (grade)","Feedback comments"
		"Participant 13","Cät",43.75,50,"-","nslookup.c: 43.75 of 50"
		"Student","ID","SIS User ID","SIS Login ID","Section","01-name-lookup"
		"    Points Possible","","","","",50
		"Dan","21","","","",50
	END
}

bad_settings() {
	settings 'wieght: chapter 1 = 2' 'roster: ../list.csv' \
		'weight: chapter 9 = 2' 'weight: chapter 1 step 9 = 2' \
		'# none' 'show: some' 'deadline: 2026-02-30 23:59' \
		'late: much' 'bom: yes' 'bom: no' 'missing' 'missing:' \
		'override: ada chapter 1 = 5' \
		'override: zoe total = 5 because she is new'
}

expected_complaints() {
	cat <<-'END'
		grading.txt:1: there is no key "wieght"; the keys are: attempts, bom, deadline, feedback, late, late-days, missing, override, roster, show, times, weight
		grading.txt:2: "../list.csv" has to be the name of a file beside this one
		grading.txt:3: there is no chapter 9; the chapters are 1, 2, 3
		grading.txt:4: chapter 1 has no step 9; it has 5
		grading.txt:6: "some" has to be one of: all, first, points
		grading.txt:7: "2026-02-30 23:59" is no date and time like 2026-11-30 23:59
		grading.txt:8: this has to be like "10 % a day, at most 3 days"
		grading.txt:11: this line is none like KEY: VALUE
		grading.txt:12: missing has no value
		grading.txt:13: this has to be like "ada chapter 1 = 80 because the test was wrong", or "ada total = 80 because ..."
		grading.txt:10: the bom was given before, in line 9
		grading.txt:14: nobody is called "zoe", in the class or on the roster
		Nothing was graded; please correct this.
		tests/grader/grading.txt explains all keys.
	END
}

bad_roster() {
	roster_is 'id,name,e-mail,extension,handed in' 'ada,Ada,,soon,' \
		'ADA,Anna,,,' '=1+1,Eve,,,' '5,"B' 'ob",,,' ',,,3,' \
		'6,Eve,,,at noon' '8,eve,,,'
}

expected_roster_complaints() {
	cat <<-'END'
		list.csv:2: the extension "soon" is neither a number of days nor a date and time like 2026-12-02 23:59
		list.csv:4: the id begins with "=", which a spreadsheet takes for a formula
		list.csv:5: the name has a line break or a control character in it
		list.csv:7: there is neither an id nor a name
		list.csv:8: the time "at noon" is none like 2026-11-30 23:58
		list.csv:3: the id "ada" was there before, in line 2
		list.csv:3: "Anna" has the folder ada, and so has line 2
		list.csv:8: "Eve" has the folder eve, and so has line 4
		Nothing was graded; please correct this.
		tests/grader/grading.txt explains all keys.
	END
}
