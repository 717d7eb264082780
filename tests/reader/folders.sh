# Sourced by chapter.sh: where results, what is built and what is only
# for a moment go, and whether they can.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034,SC2154 # chapter.sh has the others

# The record of the last run.
find_record() {
	record=${RESULTS:-$BUILD/results}/$key.json
}

can_write() {
	mkdir -p "$1" 2>/dev/null || return 1
	[ -w "$1" ]
}

# What is built goes there.
make_build_folder() {
	can_write "$BUILD" ||
		die "Nothing can be written in the folder $BUILD." \
			'With BUILD=/tmp/workbook behind it, the command' \
			'uses another.'
}

# What a command has to undo besides: it may say so by another one.
clean_up() {
	:
}

# make_scratch NAME: the folder $scratch, gone at the end.  A signal that
# comes while it is made waits until its name is known, and none that
# comes later leaves the end half done.
make_scratch() {
	scratch=''
	trap 'trap "" HUP INT PIPE TERM; clean_up; rm -rf "$scratch"' EXIT
	trap 'exit 1' HUP INT PIPE TERM
	scratch=$(trap '' HUP INT PIPE TERM &&
		mktemp -d "${TMPDIR:-/tmp}/workbook$1.XXXXXX") ||
		die "No scratch folder can be made in ${TMPDIR:-/tmp}."
}
