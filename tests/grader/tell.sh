# Sourced by grade-one: what is told of a program, to its author and to
# the teacher, and where it is kept.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # grade-one sets what is used here

tell_why_not() {
	if [ "$found" != ok ]; then
		ask_intake reason
		ask_intake 'notes[]'
	else
		printf '%s.c does not compile, so no test was run:\n\n' \
			"$program"
		cat "$work/build.log"
	fi
}

write_notes() {
	touch "$work/run.json" "$work/compile.json"
	jq -n --arg key "$key" --arg program "$program.c" \
		--arg build "$build" --arg proof "${WORKBOOK_PROOF-}" \
		--slurpfile intake "$scratch/intake.json" \
		--slurpfile run "$work/run.json" \
		--slurpfile compile "$work/compile.json" \
		--slurpfile repeats "$work/repeats" \
		--rawfile flags "$work/flags" \
		-f tests/grader/notes.jq >"$work/notes.json"
	if [ -n "${WORKBOOK_PROOF-}" ]; then
		printf '\n%s\n' "$WORKBOOK_PROOF" >>"$work/report.txt"
	fi
}

# The grader itself broke down: there is a word for it, and no points.
tell_of_our_fault() {
	: >"$work/flags"
	: >"$work/repeats"
	echo 'The grader failed; this is not the fault of the program.' \
		>>"$work/report.txt"
}

keep_chapter() {
	kept=$scratch/out/$key
	mkdir "$kept"
	for file in result.json report.txt notes.json; do
		[ ! -e "$work/$file" ] || mv "$work/$file" "$kept"
	done
	[ "$found" != ok ] || cp "${source%/*}"/*.[ch] "$kept"
}
