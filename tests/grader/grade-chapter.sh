# Sourced by grade-one: all that is done with the program of a chapter.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2034 # grade-one has the others

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
	# What has used up its time once would do so again.
	while [ "$build" = ok ] && [ "$i" -lt "$times" ] && ! has_used_up; do
		judge $((SEED + i))
		cat "$work/result.json" >>"$work/repeats"
		i=$((i + 1))
	done
	mv "$work/first.json" "$work/result.json"
	mv "$work/first.txt" "$work/report.txt"
}

# A program that hangs in test after test is not waited for any longer;
# what its author has handed in besides gets less of the time of others.
patience=8 wall=60 cpu=20 cut='' left=28
has_used_up() {
	[ -n "$cut" ] || ! grep -q '"exceeded": null' "$work/run.json"
}

# Longer than an honest program takes, whatever else the machine does.
compiles_for_ever() {
	jq -e --argjson slow "$WORKBOOK_SLOW" '.cpu_s > 5 * $slow' \
		"$work/compile.json" >/dev/null 2>&1
}

# give_less_time USED: a program that ran in circles cost most.
give_less_time() {
	left=$(jq --argjson slow "$WORKBOOK_SLOW" --argjson left "$left" \
		'$left - (.cpu_s / $slow | floor)' "$1")
	patience=3 wall=20 cpu=$left
	[ "$cpu" -le 10 ] || cpu=10
	[ "$cpu" -ge 5 ] || cpu=5
}

grade_chapter() {
	work=$scratch/$key source=$scratch/source/$key/$program.c
	mkdir "$work"
	[ "$WORKBOOK_LEVEL,$(id -u)" != sealed,0 ] || chmod 711 "$work"
	found=$(sed -n "s/^$key=//p" "$scratch/found") build=failed warnings=0
	if [ "$found" = ok ]; then
		compile_program
	else
		ask_intake reason >"$work/build.log"
	fi
	[ "$build" = fault ] || judge "$SEED"
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

# Sets keys, what intake is to look for, and the other programs.
list_chapters_asked_for() {
	asked='' wanted='' unwanted=''
	for number in ${CHAPTERS:-$(keys | sed 's/-.*//')}; do
		find_chapter "$number"
		asked="$asked $key"
		wanted="$wanted $key $program.c"
	done
	for key in $(keys); do
		find_chapter "${key%%-*}"
		case "$wanted " in
		*" $program.c "*) ;;
		*) unwanted="$unwanted $program.c" ;;
		esac
	done
}
