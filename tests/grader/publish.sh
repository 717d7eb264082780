# Sourced by grade-one: puts what was found out where it is looked for.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # grade-one sets what is used here

# list_chapter_files COMMAND [ARG]...: runs it with --rawfile options
# for what is kept of all chapters, also of those of an earlier run.
list_chapter_files() {
	for folder in "$out"/[0-9][0-9]-*/; do
		key=$(basename "$folder")
		for file in notes.json result.json report.txt; do
			[ ! -e "$folder$file" ] || set -- "$@" \
				--rawfile "$key/$file" "$folder$file"
		done
		for file in "$folder"*.c; do
			[ ! -e "$file" ] ||
				set -- "$@" --rawfile "$key/source" "$file"
		done
	done
	"$@"
}

# What other grading systems read, and the pages: into the folder $1.
write_student_files() {
	list_chapter_files jq -nr -L tests/grader --arg id "${out##*/}" \
		--arg seed "$SEED" --arg level "$WORKBOOK_LEVEL" \
		--arg now "$(date -u +%FT%TZ)" \
		--arg classroom "${CLASSROOM:-sockets-workbook}" \
		--arg commit "${COMMIT-}" --arg release "${RELEASE-}" \
		--arg review "${REVIEW-}" \
		--rawfile css tests/grader/page.css \
		-f tests/grader/student-files.jq >"$scratch/lines"
	awk -v folder="$1" '{
		tab = index($0, "\t")
		print substr($0, tab + 1) >(folder "/" substr($0, 1, tab - 1))
	}' "$scratch/lines"
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
