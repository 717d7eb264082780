# Sourced by grade: the folder of the class, and that of the results.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154,SC2034 # grade sets and uses the rest

check_folders() {
	[ -n "${SUBMISSIONS-}" ] ||
		die 'Whose programs? make grade SUBMISSIONS=DIR, with a' \
			'folder in DIR for every student.'
	[ -d "$SUBMISSIONS" ] ||
		die "SUBMISSIONS=$SUBMISSIONS: there is no such folder."
	class=$(realpath "$SUBMISSIONS") out=$(realpath -m "$OUT")
	work=$out/.work
	case $out/,$class/ in
	"$class"/*,*) die "OUT=$OUT is inside of SUBMISSIONS." ;;
	*,"$out"/*) die "SUBMISSIONS=$SUBMISSIONS is inside of OUT." ;;
	esac
	mkdir -p "$work" 2>/dev/null ||
		die "OUT=$OUT: nothing can be written there."
	trap 'tell_of_full_disk "$?"' EXIT
}

has_room() {
	trial=$(mktemp "$1/.workbook-room.XXXXXX" 2>/dev/null) || return 1
	room=0
	head -c 1048576 /dev/zero >"$trial" 2>/dev/null || room=$?
	rm -f "$trial"
	[ "$room" = 0 ]
}

# tell_of_full_disk STATUS: what broke down for want of room gets a word.
tell_of_full_disk() {
	[ "$1" != 0 ] || return 0
	for folder in "$out" "${TMPDIR:-/tmp}"; do
		has_room "$folder" || echo "There is no space left in" \
			"$folder. Make room; the same command goes on." >&2
	done
	[ "$1" = 130 ] || [ -n "$collected" ] || exit 2
}

# The results of others are nobody's business, and so is the lock.
enter_out() {
	chmod 700 "$out"
	exec 9>"$work/lock"
	flock -n 9 || die "Another run is grading into $OUT."
	keep_an_eye_on_jobs
	trap 'give_way' INT
	trap 'end_jobs; give_way' HUP TERM
}
