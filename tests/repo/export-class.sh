# Sourced by check-grade-exports: a class as Moodle and Canvas export
# it, with what students make of names, and what has to become of that.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # report.sh sets scratch

right=solutions/01-name-lookup/nslookup.c

# moodle NAME_NUMBER FILE [SOURCE]: into the folder of that student.
moodle() {
	folder=$class/$1_assignsubmission_file
	mkdir -p "$folder"
	cp "${3-$right}" "$folder/$2"
}

# zipped FOLDER NAME FILE: FOLDER/NAME becomes a zip with FILE in it.
zipped() {
	mkdir -p "$1" "$scratch/zip"
	cp "$right" "$scratch/zip/$3"
	bsdtar -c --format zip -C "$scratch" -f "$1/$2" "zip/$3"
	rm -r "$scratch/zip"
}

make_moodle() {
	moodle 'Ada Lovelace_11' nslookup.c
	zipped "$class/Bob Müller_12_assignsubmission_file" work.zip \
		nslookup.c
	moodle 'Cat Li_13' 'NSLOOKUP.C'
	moodle 'Cat Li_14' nslookup.c.txt
	moodle 'Dan Ó Briain_15' client.c
	moodle 'Dan Ó Briain_15' README.md README.md
	iconv -t UTF-16 "$right" >"$scratch/utf-16"
	moodle 'Eve Wu_16' nslookup.c "$scratch/utf-16"
	mkdir "$class/Fay Typed_17_assignsubmission_onlinetext"
	moodle 'Gus Two_18' a-nslookup.c
	moodle 'Gus Two_18' nslookup-1.c
	moodle 'Gus Two_18' nslookup.c skeletons/01-name-lookup/nslookup.c
	cp "$right" "$class/Hal Flat_19_assignsubmission_file_nslookup.c"
}

make_canvas() {
	cp "$right" "$class/idaann_21_301_nslookup.c"
	cp "$right" "$class/jimlate_LATE_22_302_nslookup-1.c"
	zipped "$class" kimzip_23_303_my.zip nslookup.c
	cp "$right" "$class/leoone_24_304_nslookup.c"
	cp "$right" "$class/leoone_24_305_nslookup.c"
	echo '<p>' >"$class/mia_25_text.html"
	ln -s "$PWD/$right" "$class/nat_26_306_nslookup.c"
	cp "$right" "$class/anon_a1B2c_307_nslookup.c"
}

make_exports() {
	class=$scratch/class
	mkdir -p "$class/tidy" "$scratch/home/other"
	make_moodle
	make_canvas
	cp "$right" "$class/tidy"
	echo 'who' >"$class/notes.txt"
	expect_students >"$scratch/expected.students"
	expect_taken >"$scratch/expected.taken"
	list_imports >"$scratch/expected.imports"
	echo '#include "own.h"' | cat - "$right" >"$scratch/home/nslookup.c"
	echo 'enum { OWN };' >"$scratch/home/own.h"
	cp "$scratch/home/own.h" "$scratch/home/other"
	echo '#include "other/own.h"' | cat - "$right" \
		>"$scratch/home/elsewhere.c"
}

refuses_elsewhere() {
	! tests/reader/own-headers "$scratch/home/elsewhere.c" "$scratch" &&
		grep -q '^elsewhere.c includes other/own.h\. ' \
			"$scratch/build.log"
}

# Those which are programs under their own names need no word.
list_unaccounted() {
	find "$class" -type f ! -name nslookup.c ! -name '*_nslookup.c' |
		while read -r file; do
			name=$(basename "$file" | sed 's/^.*_[0-9]*_//')
			grep -q -F "$name</code>" "$scratch/index.html" ||
				echo "$name"
		done
}
