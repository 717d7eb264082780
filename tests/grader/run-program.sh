# Sourced by grade-one: compiles and tests the program of one chapter,
# in a folder of its own below $scratch.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # grade-one sets what is used here

# In the background, so that a signal is answered at once.
run() {
	"$@" &
	child=$!
	status=0
	wait "$child" || status=$?
	child=''
}

stop_child() {
	[ -z "${child-}" ] || kill "$child" 2>/dev/null || :
	[ -z "${child-}" ] || wait "$child" 2>/dev/null || :
}

ask_intake() {
	jq -r --arg key "$key" ".[\$key].$1 // empty" "$scratch/intake.json"
}

compile_once() {
	rm -f "$work/status" "$work/build.log"
	CC="boxed $CC" run budget 90 90 40 "$work/compile.json" \
		tests/reader/compile-all "$tools/tests/$key/suite" \
		"$source" "$work" "$program"
	[ -e "$work/build.log" ] || echo 'The compiler did not end.' \
		>"$work/build.log"
	[ "$status" = 0 ] && [ -s "$work/$program" ]
}

# Can anything be compiled at the moment?
box_works() {
	echo 'int main(void) { return 0; }' >"$work/control.c"
	# shellcheck disable=SC2086 # CC may be "ccache gcc"
	boxed $CC -o "$work/control" "$work/control.c" 2>/dev/null
}

# Sets build.  Only what fails twice, and while other programs can be
# compiled, is the fault of the program.
compile_program() {
	build=fault
	for _ in 1 2 3; do
		if compile_once; then
			build=ok
			break
		elif box_works && { compiles_for_ever || ! compile_once; }; then
			build=failed
			break
		fi
	done
	! compiles_for_ever || give_less_time "$work/compile.json"
	warnings=$(grep -c -e 'warning:' -e '\[-W' "$work/build.log") || :
}

run_suite() (
	cd "$work" || exit # no solution is in sight, which the report would name
	unset WORKBOOK_LEVEL
	WORKBOOK_PROGRAM=$work/$program WORKBOOK_SOURCE=$program.c \
		WORKBOOK_RESULTS=$work/result.json \
		WORKBOOK_BUILD_STATUS=$build WORKBOOK_WARNINGS=$warnings \
		WORKBOOK_BUILD_LOG=$work/build.log \
		WORKBOOK_SCRATCH=$work WORKBOOK_JOBS=4 \
		WORKBOOK_PATIENCE=$((patience * WORKBOOK_SLOW)) \
		SEED=$1 TERM=dumb LC_ALL=C.UTF-8 \
		exec budget "$((${WORKBOOK_WALL:-$wall} * WORKBOOK_SLOW))" \
		"$((${WORKBOOK_WALL:-$wall} * WORKBOOK_SLOW / 3))" \
		"$((${WORKBOOK_CPU:-$cpu} * WORKBOOK_SLOW))" \
		"$work/run.json" "$tools/tests/$key/suite" \
		>"$work/report.txt" 2>&1
)

# Once more, if the grader failed: its faults are nobody's zero.
judge() {
	for _ in 1 2 3; do
		run run_suite "$1"
		[ -e "$work/result.json" ] || continue
		cut=$(grep -m 1 '^ *Ended after [0-9]* seconds: the program' \
			"$work/report.txt") || :
		! has_used_up || give_less_time "$work/run.json"
		jq --arg level "$WORKBOOK_LEVEL" --arg build "$build" \
			--arg cut "$cut" \
			--slurpfile run "$work/run.json" \
			-f tests/grader/judge.jq "$work/result.json" \
			>"$work/judged.json" || :
		[ -s "$work/judged.json" ] || continue
		mv "$work/judged.json" "$work/result.json"
		# No text can look like this: its quotes are escaped.
		grep -q '"status": "grader_error"' "$work/result.json" ||
			return 0
	done
	return 0
}
