# Sourced by grade: the page of the class, for its teacher, made from
# class.json.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # grade sets what is used here

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
