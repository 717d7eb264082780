# Sourced by grade: what has to hold on this machine before a class is
# graded, and how fast the machine is.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # grade sets what is used here

# try_out FOLDER: grades all folders in it, JOBS at a time.
try_out() {
	rm -rf "$1.out"
	find "$1" -mindepth 1 -maxdepth 1 -print0 |
		in_parallel -0 tests/grader/grade-one '{}' "$1.out/{/}" \
			>"$1.log" 2>&1 || :
}

# put NAME FILE: a student of the self-test hands FILE in.
put() {
	[ -e "$2" ] || return 0
	mkdir -p "$trial/$1/$key"
	cp "$2" "$trial/$1/$key/$program.c"
}

# With as many jobs as later: a deadline is four times what the slowest
# test of a solution takes then, and 8 s if that is more.
calibrate() {
	rm -rf "$work/selftest"
	trial=$work/selftest/calibration
	for key in $(asked_keys); do
		find_chapter "${key%%-*}"
		i=0
		while [ "$i" -lt "$JOBS" ]; do
			i=$((i + 1))
			put "solution-$i" "solutions/$key/$program.c"
		done
	done
	SEED=1 WORKBOOK_SLOW=5 try_out "$trial"
	slowest=$(cat "$trial.out"/*/*/result.json 2>/dev/null |
		jq -s '[.[].tests[].duration_ms] | max')
	[ "$slowest" != null ] ||
		die 'No solution can be graded here:' \
			"$(tail -n 20 "$trial.log")"
	WORKBOOK_SLOW=$(((slowest * 4 + 7999) / 8000))
	export WORKBOOK_SLOW
	echo "calibration: a solution's slowest test takes $slowest ms here;" \
		"deadlines $((8 * WORKBOOK_SLOW)) s"
	echo "budget of a program: $((60 * WORKBOOK_SLOW)) s, and" \
		"$((20 * WORKBOOK_SLOW)) s of processor time"
}

# The first right sample, the first and the last wrong one.
put_samples() {
	put solution "solutions/$key/$program.c"
	put skeleton "skeletons/$key/$program.c"
	set -- "tests/samples/$key/right"/*.c
	put right "$1"
	set -- "tests/samples/$key/wrong"/*.c
	put wrong "$1"
	shift $(($# - 1))
	put worse "$1"
}

# Prints what is wrong with the results.
list_wrong_results() {
	for key in $(asked_keys); do
		find_chapter "${key%%-*}"
		for name in solution skeleton right wrong worse; do
			[ -e "$trial/$name/$key" ] || continue
			fails=$(awk '/fails:/ { on = 1; sub(/.*fails:/, "") }
				/shows:/ { exit } on { sub(/^ \*/, ""); print }' \
				"$trial/$name/$key/$program.c" | xargs)
			jq -r --arg who "$name" --arg fails "$fails" \
				-f tests/grader/selftest.jq \
				"$trial.out/$name/$key/result.json" ||
				echo "$name, $key: no result"
		done
	done
}

# A grader that is wrong about these is not let loose on a class.
run_selftest() {
	trial=$work/selftest/trial
	for key in $(asked_keys); do
		find_chapter "${key%%-*}"
		put_samples
	done
	SEED=2 try_out "$trial"
	list_wrong_results >"$work/wrong"
	[ ! -s "$work/wrong" ] ||
		die 'The self-test failed, and nothing is graded:' \
			"$(sed 's/^/  /' "$work/wrong")" \
			"$(tail -n 20 "$trial.log")"
	WORKBOOK_PROOF="Self-test: solution full marks, skeleton 0, \
$(find "$trial" -path '*/[rw]*/*/*.c' | wc -l) samples judged right; \
isolation $WORKBOOK_LEVEL; $(date -u +%FT%RZ)"
	export WORKBOOK_PROOF
	echo "$WORKBOOK_PROOF"
}
