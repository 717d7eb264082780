# Sourced by the checks of `make grade`: a small class, with all that
# teachers find in the folders of their students.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # report.sh sets scratch

samples=tests/samples/01-name-lookup
right=solutions/01-name-lookup/nslookup.c
wrong=$samples/wrong/alias-refused.c
unset SUBMISSIONS OUT JOBS CHAPTERS ISOLATION REPEAT HOSTS FRESH

# hand_in STUDENT FILE [FOLDER]: FILE becomes the student's nslookup.c.
hand_in() {
	mkdir -p "$class/$1/${3-}"
	cp "$2" "$class/$1/${3-}/nslookup.c"
}

make_class() {
	class=$scratch/class
	mkdir -p "$class"
	hand_in good "$right" 'My work/01-name-lookup'
	hand_in skeleton skeletons/01-name-lookup/nslookup.c
	hand_in wrong "$wrong"
	hand_in broken "$right"
	echo 'int main(void) { return nothing; }' \
		>"$class/broken/nslookup.c"
	mkdir "$class/missing" "$class/link"
	touch "$class/missing/Nslookup.c"
	ln -s "$PWD/$right" "$class/link/nslookup.c"
	ln -s good "$class/linked"
	mkfifo "$class/fifo"
	hand_in two "$right" a
	hand_in two "$wrong" b
	hand_in resolved "$right" old
	hand_in resolved "$wrong" 01-name-lookup
	hand_in -rf "$right"
	hand_in "=cmd|' C calc'!A0" "$right"
	hand_in 'Jürgen "J" Müller' "$right"
	hand_in "$(printf 'new\nline')" "$right"
	hand_in gradebook.csv "$right"
	hand_in 'switches off' "$right"
	echo 'int __lsan_is_turned_off(void) { return 1; }' \
		>>"$class/switches off/nslookup.c"
	echo 'not a folder' >"$class/notes.txt"
}

# expected_book POINTS: the grade book, where the wrong program has so
# many points; in the order of the names' bytes.
expected_book() {
	cat <<-END | sed "s/@/$1,$1,100/; s/ok\$/100,100,100,\"sealed\",\"\"/;
		s/none/0,0,100/; s/\$/$(printf '\r')/"
		"student","01-name-lookup","total","max","isolation","notes"
		"'-rf",ok
		"'=cmd|' C calc'!A0",ok
		"Jürgen ""J"" Müller",ok
		"broken",none,"sealed","01-name-lookup: does not compile"
		"fifo",none,"sealed","01-name-lookup: refused, The submission is refused: it is not a folder, or a link to one."
		"good",ok
		"gradebook.csv",ok
		"link",none,"sealed","01-name-lookup: refused, nslookup.c is a symbolic link."
		"linked",none,"sealed","01-name-lookup: refused, The submission is refused: it is not a folder, or a link to one."
		"missing",none,"sealed","01-name-lookup: refused, Nslookup.c is empty."
		"new?line",ok
		"resolved",@,"sealed",""
		"skeleton",none,"sealed",""
		"switches off",100,100,100,"sealed","01-name-lookup: to be looked at, sanitizer"
		"two",none,"sealed","01-name-lookup: ambiguous, There is more than one nslookup.c; the one to grade has to be in a folder 01-name-lookup."
		"wrong",@,"sealed",""
	END
}
