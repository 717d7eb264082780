# Sourced by check-grade-settings: what the settings of settings-class.sh
# have to make of its class.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh

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

expected_complaints() {
	cat <<-'END'
		grading.txt:1: there is no key "weights"; the keys are: attempts, bom, deadline, feedback, late, late-days, missing, override, roster, show, times, weight
		grading.txt:2: "../list.csv" has to be the name of a file beside this one
		grading.txt:3: there is no chapter 9; the chapters are @
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
