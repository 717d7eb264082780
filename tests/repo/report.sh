# Sourced by the checks: how they look at the repository and report.
# A check runs in the top folder, with a scratch folder of its own.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034 # the checks end with $failed

unset MAKEFLAGS MFLAGS MAKELEVEL FROM TEST V SEED RESULTS NO_INSTALL CC
scratch=$(mktemp -d "${TMPDIR:-/tmp}/workbook-check.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT PIPE TERM
failed=0
# The chapters that are looked at: all, or the one of `make check-N`.
keys=${WORKBOOK_CHAPTER:-[0-9][0-9]-*}

# check TITLE COMMAND...: the command has to succeed; what it prints is
# shown if it does not.  WORKBOOK_CHECK_ONLY: words of the title without
# which it is not run.
check() {
	title=$1
	shift
	case $title in *"${WORKBOOK_CHECK_ONLY-}"*) ;; *) return 0 ;; esac
	if "$@" >"$scratch/details" 2>&1; then
		printf 'ok %s\n' "$title"
	else
		printf 'not ok %s\n' "$title"
		head -n 60 "$scratch/details" | sed 's/^/# /'
		failed=1
	fi
}

# Succeeds if the command prints nothing: it lists what is wrong.
nothing_from() {
	"$@" >"$scratch/list" 2>&1 || :
	cat "$scratch/list"
	[ ! -s "$scratch/list" ]
}

# files PATTERN...: the files of the repository with such names, one a
# line, generated ones and those kept by `make reset-N` left out.
files() {
	for pattern; do
		find . -name .git -prune -o -path "./${BUILD:-build}" -prune \
			-o -path ./build -prune -o -name '*.kept-*' -prune \
			-o -type f -name "$pattern" -print
	done | sed 's,^\./,,' | sort -u
}

# files_looked_at PATTERN...: those of the one chapter, if it is one.
files_looked_at() {
	files "$@" | grep -e "${WORKBOOK_CHAPTER-}"
}

# Shell scripts, whatever they are called.
shell_scripts() {
	files '*' | while read -r file; do
		case $file in *.sh) echo "$file" ;; esac
		! head -n 1 "$file" | grep -q '^#!/bin/sh' || echo "$file"
	done
}

# expect STATUS PATTERN COMMAND...: the command ends with that status
# and prints a line that matches.
expect() {
	wanted=$1 pattern=$2 status=0
	shift 2
	"$@" >"$scratch/output" 2>&1 </dev/null || status=$?
	echo "status $status, expected $wanted and '$pattern' in:"
	cat "$scratch/output"
	[ "$status" = "$wanted" ] && grep -q -e "$pattern" "$scratch/output"
}
