# Sourced by grade: who is graded, in which order, and what becomes of
# the results.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2034 # grade has the others

asked_keys() {
	for number in ${CHAPTERS:-$(keys | sed 's/-.*//')}; do
		find_chapter "$number"
		echo "$key"
	done
}

# A run goes on only if it would do the same; else it begins anew.
keep_settings() {
	: "${SEED:=$(sed -n 's/^SEED=//p' "$work/settings" 2>/dev/null)}"
	cat >"$work/settings.new" <<-END
		SEED=$SEED
		CHAPTERS=$(asked_keys | xargs)
		LEVEL=$WORKBOOK_LEVEL
		REPEAT=$REPEAT
		TESTS=$(cat "$tools"/tests/*/suite "$tools"/harness/* | cksum)
	END
	if [ -n "${FRESH-}" ] ||
		! cmp -s "$work/settings" "$work/settings.new"; then
		rm -f "$work/list" "$work/joblog"
	fi
	mv "$work/settings.new" "$work/settings"
	echo "seed: ${SEED:-a new one for whatever is handed in}"
}

# What is handed in once more gets another one, which nobody knows: the
# pages of the first time show the answers to all questions of theirs.
add_seeds() {
	while IFS= read -r line; do
		printf '%s\t%s\n' "$line" "${SEED:-$(draw_seed)}"
	done
}

# The list only grows, so that numbers in the log keep their meaning.
list_work() {
	rm -rf "$work/links" "$work/gathered"
	mkdir "$work/links" "$work/gathered"
	roster "$class" "$work/links" "$work/gathered" >"$work/found"
	jq -c 'select(.id)' "$work/found" >"$work/roster"
	jq -c 'select(.stray)' "$work/found" >"$work/strays"
	[ -s "$work/roster" ] ||
		die "SUBMISSIONS=$SUBMISSIONS: there is no folder in it, and" \
			'no file that Moodle or Canvas named for a student.'
	touch "$work/list" "$work/joblog"
	jq -r '[.id, .digest] | @tsv' "$work/roster" >"$work/current"
	# The last of each student: a program may be handed in again
	# after another one.
	awk -F '\t' -v OFS='\t' '{ last[$1] = $2 }
		END { for (id in last) print id, last[id] }' \
		"$work/list" >"$work/known"
	grep -vxF -f "$work/known" "$work/current" >"$work/added" || :
	add_seeds <"$work/added" >>"$work/list"
	drop_old_results
}

# Else that of an earlier file would pass for the result of a lost job.
drop_old_results() {
	cut -f 1 "$work/added" | while IFS= read -r id; do
		rm -f "$out/$id/submission.json"
	done
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
