# Sourced by grade: who is graded, and in which order.
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

list_class() {
	rm -rf "$work/links" "$work/gathered"
	mkdir "$work/links" "$work/gathered"
	roster "$class" "$work/links" "$work/gathered" >"$work/found"
	jq -c 'select(.id)' "$work/found" >"$work/roster"
	[ -s "$work/roster" ] ||
		die "SUBMISSIONS=$SUBMISSIONS: there is no folder in it, and" \
			'no file that Moodle or Canvas named for a student.'
}

# The list only grows, so that numbers in the log keep their meaning.
list_work() {
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
