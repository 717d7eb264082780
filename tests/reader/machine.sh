# Sourced by the commands that grade: what this machine, or this shell,
# lacks to run the tests.  Costs nothing where nothing is lacking.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034 # the commands use what is set here

# A megabyte fits into the folder.
has_room() {
	room=0
	head -c 1048576 /dev/zero >"$1/room.$$" 2>/dev/null || room=$?
	rm -f "$1/room.$$"
	[ "$room" = 0 ]
}

# limit_of WORDS: the soft limit in /proc/self/limits, proc_pid_limits(5).
limit_of() {
	limit=unlimited
	while read -r line; do
		case $line in
		"$1 "*)
			# shellcheck disable=SC2086 # columns
			set -- ${line#"$1"}
			limit=$1
			return
			;;
		esac
	done </proc/self/limits
}

# is_below NUMBER WORDS
is_below() {
	limit_of "$2"
	[ "$limit" != unlimited ] && [ "$limit" -lt "$1" ]
}

# Then a sanitizer may not get its 20 TB of addresses, and whatever it
# is built into ends at once, as if it had crashed.
memory_is_limited() {
	limit_of 'Max address space'
	[ "$limit" = unlimited ] || return 0
	limit_of 'Max data size'
	[ "$limit" = unlimited ] || return 0
	overcommit='' # the file ends without a newline, to a shell
	read -r overcommit </proc/sys/vm/overcommit_memory || :
	[ "$overcommit" = 2 ]
}

# starts_nothing FOLDER: not even the smallest program with sanitizers.
starts_nothing() {
	echo 'int main(void) { return 0; }' >"$1/empty.c"
	tests/reader/compile "$1/empty.c" "$1" empty || return
	[ -x "$1/empty" ] || return
	! ASAN_OPTIONS=detect_leaks=0 "$1/empty" >/dev/null 2>&1
}

# lacks FOLDER: sets lack to what is missing, with what to do about it,
# where programs are to run in FOLDER; false if all is well.
lacks() {
	lack=''
	if [ ! -w /dev/shm ]; then
		lack="Nothing can be written in /dev/shm, where the tests keep \
what they share: somebody with the right to it has to mount a tmpfs there, \
mode 1777."
	elif is_below 256 'Max open files'; then
		lack="Only $limit files may be open at once (ulimit -n), and the \
tests need 256: try a new shell, or 'ulimit -n 1024'."
	elif [ "$(id -u)" != 0 ] && is_below 200 'Max processes'; then
		lack="Only $limit processes may run at once (ulimit -u), and the \
tests need 200: try a new shell."
	elif is_below 33554432 'Max file size'; then
		lack="No file may be larger than $limit bytes (ulimit -f), and \
the tests need 32 MiB: try a new shell."
	elif memory_is_limited && starts_nothing "$1"; then
		lack="No program with sanitizers can start, since memory is \
limited (ulimit -v, ulimit -d, or vm.overcommit_memory=2): try 'ulimit -v \
unlimited; ulimit -d unlimited', or another machine."
	fi
	[ -n "$lack" ]
}

# may_run FILE: not even root may, where noexec is set.
may_run() {
	lack="No program may run in ${TMPDIR:-/tmp} (noexec): with \
'TMPDIR=\$HOME make ...' another folder is used."
	[ -x "$1" ]
}
