# Sourced by grade: what is made of the results of all.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2034 # grade has the others

# Every version's points are kept, also where no settings ask for them.
keep_attempts() {
	touch "$work/attempts"
	jq -c -n --slurpfile class "$work/class.json" \
		--slurpfile roster "$work/roster" \
		--slurpfile times "$work/times" -f tests/grader/attempts.jq \
		"$work/attempts" >"$work/attempts.new"
	mv "$work/attempts.new" "$work/attempts"
}

give_marks() {
	jq -n -L tests/grader --slurpfile class "$work/class.json" \
		--slurpfile grading "$work/grading.json" \
		--slurpfile times "$work/times" \
		--slurpfile attempts "$work/attempts" \
		-f tests/grader/marks.jq >"$work/marks.json"
	mv "$work/marks.json" "$work/class.json"
}

write_gradebook() {
	bom=''
	[ "$(jq -r '.marks.settings.bom' "$out/class.json")" != yes ] ||
		bom=$(printf '\357\273\277')
	{
		printf %s "$bom"
		jq -r -f tests/grader/gradebook.jq "$out/class.json" |
			sed 's/$/\r/'
	} >"$work/gradebook.csv"
	mv "$work/gradebook.csv" "$out/gradebook.csv"
}

# For the platforms that the class came from, if it came from any.
write_imports() {
	for platform in moodle canvas; do
		rm -f "$out/$platform.csv"
		jq -r --arg platform "$platform" -f tests/grader/import.jq \
			"$out/class.json" >"$work/import.csv"
		[ ! -s "$work/import.csv" ] ||
			sed 's/$/\r/' "$work/import.csv" >"$out/$platform.csv"
	done
}

# make_class yes|no: class.json, of a run that is unfinished or not.
make_class() {
	find "$out" -mindepth 2 -maxdepth 2 -name submission.json \
		-exec cat {} + |
		jq -n --slurpfile roster "$work/roster" \
			--slurpfile strays "$work/strays" \
			--arg selftest "$WORKBOOK_PROOF" --arg unfinished "$1" \
			-f tests/grader/class.jq >"$work/class.json"
	find_times
	keep_attempts
	[ ! -s "$work/grading.json" ] || give_marks
	mv "$work/class.json" "$out/class.json"
}

# collect [yes]: all that is made from it; yes if it is unfinished.
collect() {
	make_class "${1-no}"
	write_gradebook
	write_imports
	write_class_page
	jq -r -f tests/grader/summary.jq "$out/class.json"
	write_feedback
	collected=1
	echo "The grade book is $OUT/gradebook.csv, the page $OUT/index.html."
	jq -e 'all(.students[]; .status != "fault")' "$out/class.json" \
		>/dev/null
}
