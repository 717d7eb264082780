# Sourced by grade: how strongly programs are shut in here, which
# has to be measured before one is run.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # grade sets what is used here

# By canaries in a real box, and not by what was asked for.
measure_level() {
	level >"$work/level" ||
		die 'Nobody is graded. Try again when there is less to do.'
	WORKBOOK_LEVEL=$(sed -n 1p "$work/level")
	why=$(sed -n 2p "$work/level")
	export WORKBOOK_LEVEL
	printf 'isolation: %s%s\n' "$WORKBOOK_LEVEL" "${why:+ ($why)}"
	case $WORKBOOK_LEVEL,$ISOLATION in
	sealed,* | split-uid,split-uid) ;;
	split-uid,*) die \
		'Programs cannot be sealed off on this machine. In a container' \
		'that is made for one submission and thrown away, and only' \
		'there, ISOLATION=split-uid accepts another uid instead.' ;;
	*) die 'Here the programs would run with your own rights: they could' \
		'read the tests and write their own marks. Nobody is graded' \
		'like that. Allow user namespaces, or use another machine.' ;;
	esac
}

# One more than processors, as tests wait for events now and then; and
# one only where programs share a uid, as they can end each other.
choose_jobs() {
	: "${JOBS:=$(($(nproc) + 1))}"
	[ "$WORKBOOK_LEVEL" = sealed ] || JOBS=1
	case $JOBS in
	'' | 0* | *[!0-9]*) die "JOBS=$JOBS: a number is needed." ;;
	esac
}

# What can be compiled is a file that the compiler reads.
can_read() {
	printf '#include "%s"\n' "$1" >"$work/canary.c"
	boxed gcc -fsyntax-only "$work/canary.c" >"$work/canary.log" 2>&1
}

# The compiler sees nothing of this machine that it should not.
prove_compile_box() {
	can_read /usr/include/stdlib.h ||
		die 'The box of the compiler does not work:' \
			"$(cat "$work/canary.log")"
	set -- "$PWD/Makefile" "$work/level"
	[ "$WORKBOOK_LEVEL" != sealed ] ||
		set -- "$@" /etc/passwd /dev/zero /proc/self/status
	for file; do
		can_read "$file" || :
		grep -q -e 'No such file' -e 'Permission denied' \
			"$work/canary.log" ||
			die "The box of the compiler has a hole, $file;" \
				'nothing is graded.'
	done
}
