# Sourced by grade-one and grade: the pages for people, made from what
# was found out.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # they set what is used here

# Without a source, as where a program is missing, there is no listing.
list_chapter_files() {
	for folder in "$out"/[0-9][0-9]-*/; do
		set -- "$folder"*.c
		[ -e "$1" ] || set -- /dev/null
		jq -n --arg key "$(basename "$folder")" --rawfile source "$1" \
			--rawfile report "${folder}report.txt" \
			'{$key, $report, source: (if $source == "" then null
				else $source end)}'
	done
}

# write_student_page SUBMISSION
write_student_page() {
	list_chapter_files >"$out/.chapters"
	jq -nr -L tests/grader --rawfile css tests/grader/page.css \
		--slurpfile submission "$1" \
		--slurpfile chapters "$out/.chapters" \
		-f tests/grader/student-page.jq >"$out/.page"
	rm -f "$out/.chapters"
	mv "$out/.page" "$out/index.html"
}

# The page runs this script and no other: it names its hash.  The
# newline is the one behind <script>.
hash_of_script() {
	{ echo; cat tests/grader/class-page.js; } | sha256sum |
		cut -d ' ' -f 1 | tr '[:lower:]' '[:upper:]' |
		basenc -d --base16 | base64
}

write_class_page() {
	jq -r -L tests/grader --rawfile css tests/grader/page.css \
		--rawfile script tests/grader/class-page.js \
		--arg hash "$(hash_of_script)" \
		-f tests/grader/class-page.jq "$out/class.json" \
		>"$work/index.html"
	mv "$work/index.html" "$out/index.html"
}
