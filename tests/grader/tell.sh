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

# What a person should look at, found in the object and in the source.
look_for_flags() {
	: >"$work/flags"
	[ "$build" = ok ] || return 0
	boxed nm -P "$work/$program" 2>/dev/null | head -c 1000000 |
		awk -f tests/grader/symbols.awk >>"$work/flags" || :
	boxed gcc -E -o "$work/plain.i" "$source" 2>/dev/null || return 0
	head -c 4000000 "$work/plain.i" |
		awk -v file="$program.c" -f tests/grader/source.awk \
			>>"$work/flags"
}

write_notes() {
	: >>"$work/run.json"
	jq -n --arg key "$key" --arg program "$program.c" \
		--arg build "$build" --arg proof "${WORKBOOK_PROOF-}" \
		--slurpfile intake "$scratch/intake.json" \
		--slurpfile run "$work/run.json" \
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
	[ "$found" != ok ] || cp "$source" "$kept"
}

# export FORMAT FILE OPTION...: for another grading system, from the one
# record; nothing where that system would have to be told a zero.
export_as() {
	format=$1 file=$2
	shift 2
	find "$out"/[0-9][0-9]-*/ -name result.json | sort |
		tr '\n' '\0' | xargs -0 jq -s "$@" \
		-f "tests/grader/$format.jq" "$out/.submission" \
		>"$out/.export"
	rm -f "$out/$file"
	[ ! -s "$out/.export" ] || mv "$out/.export" "$out/$file"
	rm -f "$out/.export"
}

# submission.json comes last: where it is, all is there.
publish() {
	mkdir -p "$out"
	rm -f "$out/submission.json"
	for key in $asked; do
		rm -rf "${out:?}/$key"
		mv "$scratch/out/$key" "$out/$key"
	done
	jq -s --arg id "${out##*/}" --arg seed "$SEED" \
		--arg level "$WORKBOOK_LEVEL" -f tests/grader/submission.jq \
		"$out"/[0-9][0-9]-*/notes.json >"$out/.submission"
	export_as gradescope gradescope.json
	export_as autolab autolab.json -c
	export_as junit junit.xml -r
	export_as classroom50 classroom50.json \
		--arg now "$(date -u +%FT%TZ)" \
		--arg classroom "${CLASSROOM:-sockets-workbook}" \
		--arg commit "${COMMIT-}" --arg release "${RELEASE-}" \
		--arg review "${REVIEW-}"
	write_student_page "$out/.submission"
	mv "$out/.submission" "$out/submission.json"
}
