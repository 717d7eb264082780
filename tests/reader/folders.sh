# Sourced by chapter.sh: where results and what is built go, and whether
# they can.
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
