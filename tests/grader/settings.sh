# Sourced by grade: the teacher's settings, grading.txt beside the
# folders of the students, and the roster that it names.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # grade sets what is used here

# The key and the number of steps of each chapter.
list_steps() {
	for key in $(keys); do
		echo "$key $(grep -c '^## Step [0-9]*: ' \
			"chapters/$key/chapter.md")"
	done
}

# understand all|roster: what grading.txt says.
understand() {
	touch "$work/table"
	jq -n -r -L tests/grader --arg want "$1" \
		--rawfile text "$class/grading.txt" \
		--arg steps "$(list_steps)" --slurpfile table "$work/table" \
		--slurpfile found "$work/roster" -f tests/grader/settings.jq
}

read_roster() {
	: >"$work/table"
	list=$(understand roster)
	[ -n "$list" ] || return 0
	[ -f "$class/$list" ] ||
		die "grading.txt: the roster $list is not there, beside it."
	(cd "$class" && exec csv "$list") >"$work/table" || exit 2
}

# Nobody is graded with settings that were not understood.
read_settings() {
	rm -f "$work/grading.json"
	list=''
	if [ -e "$class/grading.txt" ]; then
		[ -f "$class/grading.txt" ] ||
			die 'grading.txt has to be an ordinary file.'
		[ -r "$class/grading.txt" ] ||
			die 'grading.txt: you may not read this file.'
		read_roster
		understand all >"$work/understood"
		jq -r '.errors[]' "$work/understood" >&2
		jq -e '.errors == []' "$work/understood" >/dev/null ||
			die "Nothing was graded; please correct this." \
				"tests/grader/grading.txt explains all keys."
		mv "$work/understood" "$work/grading.json"
	fi
	jq -c --arg list "$list" 'select(.stray)
		| select(.stray | IN("grading.txt", $list) | not)' \
		"$work/found" >"$work/strays"
}
