# Sourced by grade-one: puts what was found out where it is looked for.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # grade-one sets what is used here

# list_chapter_files COMMAND [ARG]...: runs it with --rawfile options
# for what is kept of all chapters, also of those of an earlier run;
# without the texts of strangers if $plainly is set.
list_chapter_files() {
	for folder in "$out"/[0-9][0-9]-*/; do
		key=$(basename "$folder")
		for file in notes.json result.json; do
			[ ! -e "$folder$file" ] || set -- "$@" \
				--rawfile "$key/$file" "$folder$file"
		done
		[ -z "$plainly" ] || continue
		file=${folder}report.txt
		[ ! -e "$file" ] ||
			set -- "$@" --rawfile "$key/report.txt" "$file"
		for file in "$folder"*.c; do
			[ ! -e "$file" ] ||
				set -- "$@" --rawfile "$key/source" "$file"
		done
	done
	"$@"
}

# Whatever a stranger wrote, it takes no more than that.
within_limits() {
	prlimit --cpu=20:22 --data=2147483648 "$@"
}

# What other grading systems read, and the pages: into the folder $1.
# A text that takes too much is left out, and no points with it.
write_student_files() {
	plainly=''
	! tell_all "$1" || return 0
	plainly=1
	tell_all "$1"
}

tell_all() {
	list_chapter_files within_limits jq -nr -L tests/grader --arg id "${out##*/}" \
		--arg seed "$SEED" --arg level "$WORKBOOK_LEVEL" \
		--arg now "$(date -u +%FT%TZ)" \
		--arg classroom "${CLASSROOM:-sockets-workbook}" \
		--arg commit "${COMMIT-}" --arg release "${RELEASE-}" \
		--arg review "${REVIEW-}" \
		--rawfile css tests/grader/page.css \
		--slurpfile intake "$scratch/intake.json" \
		-f tests/grader/student-files.jq >"$scratch/lines" || return
	awk -F '\t' -v folder="$1" '
		!left { file = folder "/" $1; left = $2; next }
		{ print >file; left-- }' "$scratch/lines"
}

# submission.json comes last: where it is, all is there.
publish() {
	mkdir -p "$out"
	for file in submission.json gradescope.json autolab.json junit.xml \
		classroom50.json index.html; do
		rm -f "$out/$file"
	done
	for key in $asked; do
		rm -rf "${out:?}/$key"
		mv "$scratch/out/$key" "$out/$key"
	done
	told=$out/.told
	rm -rf "$told"
	mkdir "$told"
	write_student_files "$told"
	mv "$told/exit-status" "$scratch"
	mv "$told/submission.json" "$out/.submission.json"
	mv "$told"/* "$out"
	rmdir "$told"
	mv "$out/.submission.json" "$out/submission.json"
}
