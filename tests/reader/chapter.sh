# Sourced by the reader's commands: which chapter is meant, and where
# its files are.  Each of them runs in the top folder of the workbook.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034 # the commands use what is set here
. tests/reader/folders.sh
umask u+rwx # else nobody but root could use what is made

die() {
	printf '%s\n' "$@" >&2
	exit 2
}

# The keys of all chapters.
keys() {
	for text in chapters/[0-9][0-9]-*/chapter.md; do
		key=${text#chapters/}
		echo "${key%/*}"
	done
}

list_chapters() {
	for key in $(keys); do
		number=${key%%-*}
		printf '  %2s  %s\n' "${number#0}" "${key#*-}"
	done
}

# The exercise's file name: that of the solution, or, in a bundle that
# has no solutions, that of the original skeleton.
find_program() {
	for file in "solutions/$key"/*.c "skeletons/.pristine/$key"/*.c \
		"skeletons/$key"/*.c; do
		if [ -e "$file" ]; then
			program=${file##*/}
			program=${program%.c}
			return
		fi
	done
	die "Chapter $number has no program: skeletons/$key is empty."
}

# find_chapter NUMBER: sets number, key ("01-name-lookup") and program.
find_chapter() {
	number=${1#0}
	for text in chapters/[0-9][0-9]-*/chapter.md; do
		key=${text#chapters/}
		key=${key%/*}
		two_digits=${key%%-*}
		if [ "${two_digits#0}" = "$number" ]; then
			find_program
			return
		fi
	done
	die "There is no chapter $1. The chapters are:" "$(list_chapters)"
}

find_source_below() {
	[ -d "$1" ] ||
		die "FROM=$1: there is no such folder."
	for file in "$1/$program.c" "$1/$key/$program.c"; do
		if [ -e "$file" ]; then
			source=$file
			return
		fi
	done
	die "FROM=$1: there is no $program.c in it, nor in $1/$key."
}

# Ends the command, if CHAPTERS names one that is not there.
check_chapters() {
	for number in ${CHAPTERS-}; do
		find_chapter "$number"
	done
}

# Sets source, the file to grade: below FROM, or else the skeleton.
find_source() {
	advice="'make reset-$number' puts the skeleton there."
	source=skeletons/$key/$program.c
	if [ -n "${FROM-}" ]; then
		advice=
		find_source_below "$FROM"
	fi
	case $source in
	-*) source=./$source ;;
	esac
	[ -e "$source" ] || die "$source is missing. $advice"
	[ ! -d "$source" ] || die "$source is a folder, not a C file."
	[ -f "$source" ] || die "$source is not an ordinary file."
	[ -r "$source" ] || die "$source: you may not read this file."
	[ -s "$source" ] || die "$source is empty. $advice"
}

# step_title STEP: what the chapter calls this step of the exercise.
step_title() {
	sed -n "s/^## Step $1: \([^{]*[^{ ]\).*/\1/p" \
		"chapters/$key/chapter.md"
}
