# Sourced by check-grade-settings: a class of five, with results as if
# they had been graded, and settings for it, right and wrong ones.
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

usual_settings() {
	settings 'roster: list.csv' 'weight: chapter 1 = 50' \
		'weight: chapter 1 step 2 = 20' 'deadline: 2026-11-30 23:59' \
		'times: roster' 'late: 10 % a day, at most 3 days' 'bom: yes' \
		'override: bob chapter 1 = 70 because it was = copied' "$@"
}

bad_settings() {
	settings 'weights: chapter 1 = 2' 'roster: ../list.csv' \
		'weight: chapter 9 = 2' 'weight: chapter 1 step 9 = 2' \
		'# none' 'show: some' 'deadline: 2026-02-30 23:59' \
		'late: much' 'bom: yes' 'bom: no' 'missing' 'missing:' \
		'override: ada chapter 1 = 5' \
		'override: zoe total = 5 because she is new'
}

bad_roster() {
	roster_is 'id,name,e-mail,extension,handed in' 'ada,Ada,,soon,' \
		'ADA,Anna,,,' '=1+1,Eve,,,' '5,"B' 'ob",,,' ',,,3,' \
		'6,Eve,,,at noon' '8,eve,,,'
}
