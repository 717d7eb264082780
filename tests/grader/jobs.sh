# Sourced by grade: a job a student, on this machine or on others.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # grade sets what is used here

# All that is started from here on can write there, until it ends.
keep_an_eye_on_jobs() {
	rm -f "$work/alive"
	mkfifo "$work/alive"
	exec 5<>"$work/alive"
	exec 6>"$work/alive" 7</dev/fd/5 5>&-
}

at_work=''
end_jobs() {
	[ -z "$at_work" ] || kill "$at_work" 2>/dev/null || :
}

# GNU parallel forgets to end a job that it is about to start.
await_end_of_jobs() {
	exec 6>&-
	cat <&7
}

# GNU parallel, which runs and ends jobs: TERM lets each clean up.  Takes
# the place of the subshell that it has to be called in.
# A host without SHELL would take its job for done, and do nothing.
# In the background it would ignore Ctrl-C; perl, which it is written in,
# can change that on every system.
in_parallel() {
	mkdir -p "$work/parallel"
	export PARALLEL='' PARALLEL_HOME="$work/parallel" \
		PARALLEL_SHELL=/bin/sh
	# shellcheck disable=SC2016 # for perl
	exec perl -e '@SIG{qw(INT QUIT)} = ("DEFAULT") x 2;
		exec @ARGV or die "parallel: $!\n"' \
		parallel --will-cite --tmpdir "$work/parallel" \
		--jobs "$JOBS" --termseq TERM,8000,KILL,25 "$@"
}

# Other hosts get it from a file, as all see the same ones.
write_environment() {
	env -i "CHAPTERS=$CHAPTERS" "ISOLATION=$ISOLATION" \
		"REPEAT=$REPEAT" "CC=$CC" "BUILD=$BUILD" \
		"WORKBOOK_TOOLS=$WORKBOOK_TOOLS" \
		"WORKBOOK_LEVEL=$WORKBOOK_LEVEL" \
		"WORKBOOK_SLOW=$WORKBOOK_SLOW" \
		"WORKBOOK_PROOF=$WORKBOOK_PROOF" \
		/bin/sh -c 'export -p' >"$work/environment"
	mkdir -p "$work/logs"
}

# A job that is lost on a host, without a word, is a good end for
# parallel.  Its number in the log is that of its line in the list.
forget_lost_jobs() {
	cut -f 1 "$work/current" | while IFS= read -r id; do
		[ -e "$out/$id/submission.json" ] || echo "$id"
	done >"$work/missing"
	awk -F '\t' -v list="$work/list" -v missing="$work/missing" '
		BEGIN {
			while ((getline <missing) > 0)
				is_missing[$1] = 1
			while ((getline <list) > 0)
				lost[++line] = $1 in is_missing
		}
		!lost[$1]' "$work/joblog" >"$work/joblog.new"
	mv "$work/joblog.new" "$work/joblog"
	[ -s "$work/missing" ]
}

# Once more for whom there is no result.
run_all_work() {
	run_work
	! forget_lost_jobs || {
		echo "$(wc -l <"$work/missing") without a result: once more." >&2
		run_work
	}
}

# The bar is for people; without a terminal there is a line a student.
run_work() {
	set -- --joblog "$work/joblog" --resume-failed --colsep '\t'
	[ -z "$HOSTS" ] || set -- "$@" --sshlogin "$HOSTS" --wd "$PWD"
	[ ! -t 2 ] || set -- "$@" --bar
	exec 8>&1
	[ ! -t 2 ] || exec 8>"$work/lines"
	in_parallel "$@" tests/grader/grade-listed "'$work'" '{1}' '{2}' \
		'{3}' \
		:::: "$work/list" >&8 &
	at_work=$!
	wait "$at_work" || :
	at_work=''
	exec 8>&-
}
