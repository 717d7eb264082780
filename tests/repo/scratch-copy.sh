# Sourced by the checks that try commands: a copy of the repository to
# try them in, with blanks in its path, as readers have them.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # report.sh sets scratch

# Goes into the copy.  Objects of one checkout are good in another.
enter_copy() {
	: "${BUILD:=build}"
	copy="$scratch/a copy"
	mkdir -p "$BUILD" "$copy/build" "$scratch/temporary"
	flock "$BUILD/.lock" make -s "$BUILD/tests/01-name-lookup/suite" >&2
	flock "$BUILD/.lock" cp -a "$BUILD/harness" "$BUILD/tests" \
		"$copy/build/"
	files '*' | tar -c -T - | tar -x -C "$copy"
	cd "$copy" || exit
	TMPDIR=$scratch/temporary
	export TMPDIR
	unset BUILD
}
