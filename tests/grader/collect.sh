# Sourced by grade: what is made of the results of all.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2034 # grade has the others

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

# collect: class.json, and what is made from it.
collect() {
	find "$out" -mindepth 2 -maxdepth 2 -name submission.json \
		-exec cat {} + |
		jq -n --slurpfile roster "$work/roster" \
			--slurpfile strays "$work/strays" \
			--arg selftest "$WORKBOOK_PROOF" \
			-f tests/grader/class.jq >"$work/class.json"
	mv "$work/class.json" "$out/class.json"
	jq -r -f tests/grader/gradebook.jq "$out/class.json" |
		sed 's/$/\r/' >"$work/gradebook.csv"
	mv "$work/gradebook.csv" "$out/gradebook.csv"
	write_imports
	write_class_page
	jq -r -f tests/grader/summary.jq "$out/class.json"
	collected=1
	echo "The grade book is $OUT/gradebook.csv, the page $OUT/index.html."
	jq -e 'all(.students[]; .status != "fault")' "$out/class.json" \
		>/dev/null
}
