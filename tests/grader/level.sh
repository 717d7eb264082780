# Sourced by grade: how strongly programs are shut in here, which
# has to be measured before one is run.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # grade sets what is used here

# By canaries in a real box, and not by what was asked for.
measure_level() {
	level >"$work/level"
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

# Programs of one uid can end each other.
choose_jobs() {
	: "${JOBS:=$(nproc)}"
	[ "$WORKBOOK_LEVEL" = sealed ] || JOBS=1
	case $JOBS in
	'' | 0* | *[!0-9]*) die "JOBS=$JOBS: a number is needed." ;;
	esac
}

# The compiler sees nothing of this machine that it should not.
prove_compile_box() {
	cat >"$work/canary.c" <<-END
		#if __has_include("$PWD/Makefile") || \\
			__has_include("$work/level")
		#error the compiler sees the files of the grader
		#endif
		#define OPEN $([ "$WORKBOOK_LEVEL" = sealed ] || echo 1) + 0
		#if !(OPEN) && (__has_include("/etc/passwd") || \\
			__has_include("/dev/zero") || \\
			__has_include("/proc/self/status"))
		#error the compiler sees the files of the machine
		#endif
	END
	boxed gcc -fsyntax-only "$work/canary.c" ||
		die 'The box of the compiler has a hole; nothing is graded.'
}
