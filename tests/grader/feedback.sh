# Sourced by grade: what is handed back, in one archive that the platform
# of the class takes, if the settings ask for it.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # grade sets what is used here

# ID, tab, path.  Moodle finds a student by the number in the name of a
# folder, and Canvas by that of a file and of what was handed in.
list_feedback() {
	jq -r '.students[] | select(.id != null and .max_points != null)
		| .id + "\t" + if .platform == "moodle" then
			"\(.id | split("_")[:-1] | join("-"))_\(.number
				)_assignsubmission_file/feedback.html"
		elif .upload then "\(.id)_\(.upload)_feedback.html"
		else "\(.id)/feedback.html" end' "$out/class.json"
}

# Names in any script are UTF-8 in it.
pack_feedback() {
	cut -f 2 "$work/feedback.list" |
		LC_ALL=C.UTF-8 bsdtar -c --format zip -f "$work/feedback.zip" \
			-C "$work/feedback" -T -
	mv "$work/feedback.zip" "$out/feedback.zip"
	rm -r "$work/feedback"
}

write_feedback() {
	rm -rf "$out/feedback.zip" "$work/feedback"
	[ "$(jq -r '.marks.settings.feedback' "$out/class.json")" = yes ] ||
		return 0
	list_feedback >"$work/feedback.list"
	[ -s "$work/feedback.list" ] || return 0
	# The names need no quoting.
	awk -F '\t' -v to="$work/feedback" '{
		printf "%s%c%s/%s%c", $1, 0, to, $2, 0 }' \
		"$work/feedback.list" |
		xargs -0 -n 2 -P "$(nproc)" tests/grader/give-back "$out"
	pack_feedback
	echo "What to hand back is in $OUT/feedback.zip."
}
