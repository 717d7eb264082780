# Sourced by grade-one: what a person should look at, found in what the
# compiler made of the program, with the flags that it was tested with.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # grade-one sets what is used here

# The compiler itself tells of attributes and of assembly, however they
# are spelled: gcc, which has a language for both.
look_at_code() {
	# shellcheck disable=SC2086 # several words
	boxed gcc $compile_flags -w -S -fdump-tree-gimple=stderr \
		-o "$work/plain.s" "$source" 2>"$work/gimple" &&
		awk -f tests/grader/code.awk "$work/gimple" "$work/plain.s"
}

look_at_text() {
	# shellcheck disable=SC2086 # several words
	boxed gcc $compile_flags -w -E -o "$work/plain.i" "$source" \
		2>/dev/null &&
		awk -v file="$program.c" -f tests/grader/source.awk \
			"$work/plain.i"
}

# A name may have megabytes.
list_symbols() {
	boxed nm -P "$1" 2>/dev/null >"$work/nm" &&
		LC_ALL=C cut -b 1-400 "$work/nm"
}

# Who leaves by _exit is not asked for leaks, where a test looks for them.
look_at_symbols() {
	leaks=0
	! grep -q detect_leaks tests/"$key"/test_*.c || leaks=1
	list_symbols "$scratch/control" >"$work/usual" &&
		list_symbols "$work/$program" >"$work/symbols" &&
		awk -v leaks="$leaks" -f tests/grader/symbols.awk \
			"$work/usual" "$work/symbols"
}

list_sections() {
	boxed readelf -SW "$1" 2>/dev/null >"$work/readelf" &&
		awk -f tests/grader/sections.awk "$work/readelf"
}

# What runs before and after main has the size that it always has.
look_at_startup() {
	list_sections "$scratch/control" >"$work/usual" &&
		list_sections "$work/$program" >"$work/sections" &&
		awk 'NR == FNR { usual[$1] = $2; next }
			$2 > usual[$1] + 0 {
				print "startup\t0\truns code outside main (" $1 ")"
			}' "$work/usual" "$work/sections"
}

# A program like all others.
make_control() {
	[ ! -e "$scratch/control" ] || return 0
	echo 'int known; int main(void) { return known; }' \
		>"$scratch/control.c"
	# shellcheck disable=SC2086 # several words
	boxed $CC $compile_flags -o "$scratch/control" "$scratch/control.c" \
		2>/dev/null
}

look_for_flags() {
	: >"$work/flags"
	[ "$build" = ok ] || return 0
	make_control || :
	parts='code text symbols startup'
	if compiles_for_ever; then
		parts='symbols startup'
		printf 'unseen\t0\tcannot be looked at: compiles too long\n' \
			>>"$work/flags"
	fi
	for part in $parts; do
		"look_at_$part" >>"$work/flags" ||
			printf 'unseen\t0\tcannot be looked at: its %s\n' \
				"$part" >>"$work/flags"
	done
}
