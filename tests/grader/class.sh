# Sourced by grade: who is graded, in which order, and what becomes of
# the results.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # grade sets what is used here

asked_keys() {
	for number in ${CHAPTERS:-$(keys | sed 's/-.*//')}; do
		find_chapter "$number"
		echo "$key"
	done
}

# GNU parallel, which runs and ends jobs: TERM lets each clean up.
in_parallel() {
	mkdir -p "$work/parallel"
	PARALLEL='' PARALLEL_HOME=$work/parallel parallel --will-cite \
		--tmpdir "$work/parallel" --jobs "$JOBS" \
		--termseq TERM,8000,KILL,25 "$@"
}

# A run goes on only if it would do the same; else it begins anew.
keep_settings() {
	: "${SEED:=$(sed -n 's/^SEED=//p' "$work/settings" 2>/dev/null)}"
	: "${SEED:=$(($(od -A n -N 4 -t u4 /dev/urandom) % 999999 + 1))}"
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
	export SEED
	echo "seed: $SEED"
}

# The list only grows, so that numbers in the log keep their meaning.
list_work() {
	rm -rf "$work/links"
	mkdir "$work/links"
	roster "$class" "$work/links" >"$work/roster"
	[ -s "$work/roster" ] ||
		die "SUBMISSIONS=$SUBMISSIONS: there is no folder in it."
	touch "$work/list" "$work/joblog"
	jq -r '[.id, .digest] | @tsv' "$work/roster" >"$work/current"
	grep -vxF -f "$work/list" "$work/current" >"$work/added" || :
	cat "$work/added" >>"$work/list"
}

# Other hosts get it from a file, as all see the same ones.
write_environment() {
	env -i "SEED=$SEED" "CHAPTERS=$CHAPTERS" "ISOLATION=$ISOLATION" \
		"REPEAT=$REPEAT" "CC=$CC" "BUILD=$BUILD" \
		"WORKBOOK_TOOLS=$WORKBOOK_TOOLS" \
		"WORKBOOK_LEVEL=$WORKBOOK_LEVEL" \
		"WORKBOOK_SLOW=$WORKBOOK_SLOW" \
		"WORKBOOK_PROOF=$WORKBOOK_PROOF" \
		/bin/sh -c 'export -p' >"$work/environment"
	mkdir -p "$work/logs"
}

# The bar is for people; without a terminal there is a line a student.
run_work() {
	set -- --joblog "$work/joblog" --resume-failed --colsep '\t'
	[ -z "$HOSTS" ] || set -- "$@" --sshlogin "$HOSTS" --wd "$PWD"
	[ ! -t 2 ] || set -- "$@" --bar
	exec 8>&1
	[ ! -t 2 ] || exec 8>"$work/lines"
	in_parallel "$@" tests/grader/grade-listed "'$work'" '{1}' '{2}' \
		:::: "$work/list" >&8 || :
	exec 8>&-
}

# collect: class.json, and what is made from it.
collect() {
	find "$out" -mindepth 2 -maxdepth 2 -name submission.json \
		-exec cat {} + |
		jq -n --slurpfile roster "$work/roster" \
			--arg selftest "$WORKBOOK_PROOF" \
			-f tests/grader/class.jq >"$work/class.json"
	mv "$work/class.json" "$out/class.json"
	jq -r -f tests/grader/gradebook.jq "$out/class.json" |
		sed 's/$/\r/' >"$work/gradebook.csv"
	mv "$work/gradebook.csv" "$out/gradebook.csv"
	write_class_page
	jq -r -f tests/grader/summary.jq "$out/class.json"
	echo "The grade book is $OUT/gradebook.csv, the page $OUT/index.html."
	jq -e 'all(.students[]; .status != "fault")' "$out/class.json" \
		>/dev/null
}
