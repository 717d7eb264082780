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

# Sets build.  An empty result means that the compiler was broken off.
compile_program() {
	CC="boxed $CC" run budget 60 40 "$work/compile.json" \
		tests/reader/compile "$source" "$work" "$program"
	build=ok
	[ "$status" = 0 ] && [ -s "$work/$program" ] || build=failed
	[ -e "$work/build.log" ] || echo 'The compiler did not end.' \
		>"$work/build.log"
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
		SEED=$1 TERM=dumb LC_ALL=C.UTF-8 \
		exec budget "$((${WORKBOOK_WALL:-60} * WORKBOOK_SLOW))" \
		"$((${WORKBOOK_CPU:-30} * WORKBOOK_SLOW))" \
		"$work/run.json" "$tools/tests/$key/suite" \
		>"$work/report.txt" 2>&1
)

# Once more, if the grader failed: its faults are nobody's zero.
judge() {
	for _ in 1 2 3; do
		run run_suite "$1"
		jq --arg level "$WORKBOOK_LEVEL" --arg build "$build" \
			--slurpfile run "$work/run.json" \
			-f tests/grader/judge.jq "$work/result.json" \
			>"$work/judged.json" || :
		[ -s "$work/judged.json" ] || continue
		mv "$work/judged.json" "$work/result.json"
		jq -e 'any(.tests[]; .status == "grader_error") | not' \
			"$work/result.json" >/dev/null && return
	done
}

# Programs that ask for the time or for chance get a second run.
repeat() {
	times=${REPEAT:-1}
	if [ "$times" = 1 ] && grep -q '^chance' "$work/flags"; then
		times=2
	fi
	cp "$work/result.json" "$work/repeats"
	cp "$work/report.txt" "$work/first.txt"
	mv "$work/result.json" "$work/first.json"
	i=1
	while [ "$build" = ok ] && [ "$i" -lt "$times" ]; do
		judge $((SEED + i))
		cat "$work/result.json" >>"$work/repeats"
		i=$((i + 1))
	done
	mv "$work/first.json" "$work/result.json"
	mv "$work/first.txt" "$work/report.txt"
}

grade_chapter() {
	work=$scratch/$key source=$scratch/source/$key/$program.c
	mkdir "$work"
	[ "$(id -u)" != 0 ] || chmod 711 "$work"
	found=$(ask_intake status) build=failed warnings=0
	if [ "$found" = ok ]; then
		compile_program
	else
		ask_intake reason >"$work/build.log"
	fi
	judge "$SEED"
	if [ -e "$work/result.json" ]; then
		[ "$build" = ok ] || tell_why_not >"$work/report.txt"
		look_for_flags
		repeat
	else
		tell_of_our_fault
	fi
	write_notes
	keep_chapter
}
