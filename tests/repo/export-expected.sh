# Sourced by check-grade-exports: what has to become of the class that
# export-class.sh makes.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # report.sh sets scratch

# Name, platform, its number, late, to be asked; in the order of bytes.
expect_students() {
	cat <<-'END'
		Ada Lovelace moodle 11 - -
		Bob Müller moodle 12 - -
		Cat Li (13) moodle 13 - -
		Cat Li (14) moodle 14 - -
		Dan Ó Briain moodle 15 - -
		Eve Wu moodle 16 - -
		Fay Typed moodle 17 - true
		Gus Two moodle 18 - -
		Hal Flat moodle 19 - -
		anon canvas a1B2c - -
		idaann canvas 21 - -
		jimlate canvas 22 true -
		kimzip canvas 23 - -
		leoone canvas 24 - -
		mia canvas 25 - true
		nat canvas 26 - true
		tidy - - - -
	END
}

# What the two import, of a class in which everybody has one point.
imports() {
	for platform in moodle canvas; do
		jq -r --arg platform "$platform" -f tests/grader/import.jq \
			"$scratch/class.json" >"$scratch/$platform.csv"
	done
	sed -n '1,3p' "$scratch/moodle.csv"
	sed -n '1,3p' "$scratch/canvas.csv"
	wc -l <"$scratch/moodle.csv"
	grep -c anon "$scratch/canvas.csv"
}

expect_imports() {
	imports | diff - "$scratch/expected.imports"
}

list_imports() {
	cat <<-'END'
		"Identifier","Full name","Grade","Maximum grade","Last modified (grade)","Feedback comments"
		"Participant 11","Ada Lovelace",1,1,"-",""
		"Participant 12","Bob Müller",1,1,"-",""
		"Student","ID","SIS User ID","SIS Login ID","Section","01-name-lookup"
		"    Points Possible","","","","",1
		"idaann","21","","","",
		10
		0
	END
}

expect_taken() {
	cat <<-'END'
		Ada Lovelace: ok nslookup.c
		Bob Müller: ok work.zip/zip/nslookup.c
		Cat Li (13): ok NSLOOKUP.C
		  NSLOOKUP.C was taken for nslookup.c
		Cat Li (14): ok nslookup.c.txt
		  nslookup.c.txt was taken for nslookup.c
		Dan Ó Briain: missing There is no nslookup.c in the submission; there is: client.c, README.md.
		  ask
		Eve Wu: ok nslookup.c
		  nslookup.c is UTF-16, and was read as such; better save it as UTF-8
		Fay Typed: missing There is no nslookup.c in the submission.
		Gus Two: ok nslookup-1.c
		  nslookup-1.c was taken for nslookup.c
		  nslookup.c is older, by its name
		  ask
		Hal Flat: ok nslookup.c
		anon: ok nslookup.c
		idaann: ok nslookup.c
		jimlate: ok nslookup-1.c
		  nslookup-1.c was taken for nslookup.c
		kimzip: ok my.zip/zip/nslookup.c
		leoone: ok 305/nslookup.c
		  nslookup.c was found, too
		mia: missing There is no nslookup.c in the submission.
		nat: missing There is no nslookup.c in the submission.
		tidy: ok nslookup.c
	END
}
