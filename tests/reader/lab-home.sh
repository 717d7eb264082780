# Sourced by in-lab.sh: what is in the home of a lab.  The chapter's
# example programs, compiled, and its suspects; the programs of the
# exercises, from LAB_FOLDER, or in their place the same in Python, until
# they are written.  /run/lab/programs tells which it is.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # in-lab.sh sets chapter
flags='-std=gnu11 -O1 -g'

copy_examples() {
	for file in "$chapter"/*.c "$chapter"/*.py "$chapter/suspects"; do
		[ ! -e "$file" ] || cp -R "$file" .
	done
}

# Links, so that 'make NAME' compiles what was saved meanwhile; to the
# headers that lie beside the program, too.
link_exercise() {
	for file in "$LAB_FOLDER/$1.c" "$LAB_FOLDER/${1##*/}.c"; do
		[ -s "$file" ] || continue
		ln -sf "$file" "${1##*/}.c"
		for header in "${file%/*}"/*.h; do
			[ ! -e "$header" ] || ln -sf "$header" .
		done
		return
	done
}

compile() {
	# shellcheck disable=SC2086 # several words
	cc $flags -o "$1" "$1.c" >"/run/lab/$1.log" 2>&1 || :
}

compile_all() {
	for file in *.c; do
		[ ! -e "$file" ] || compile "${file%.c}" &
	done
	wait
}

# why_not NAME: what keeps the reader's own from being used, if anything.
why_not() {
	if [ ! -e "$1.c" ]; then
		echo "there is no $1.c in $LAB_FOLDER/"
	elif [ ! -x "$1" ]; then
		printf 'yours does not compile:\n     %s' \
			"$(grep -m 1 -e 'error:' -e 'undefined' "/run/lab/$1.log")"
	else
		grep -o -m 1 'step [0-9]*, .*, is not written yet' "$1.c" || :
	fi
}

# Programs are told to end by their names, and python3 is none of them.
# An older file than the source: 'make NAME' replaces it.
put_python_there() {
	ln -s /usr/bin/python3 "/run/lab/$1"
	rm -f "$1"
	printf '#!/bin/sh\nexec /run/lab/%s %s "$@"\n' "$1" "$2" >"$1"
	chmod +x "$1"
	touch -d @0 "$1"
}

choose() {
	name=${1##*/} python=/box/chapters/$1.py
	why=$(why_not "$name")
	if [ -z "$why" ]; then
		echo "./$name is yours, $(readlink "$name.c")."
	elif [ -e "$python" ] && [ -x /usr/bin/python3 ]; then
		put_python_there "$name" "$python"
		echo "./$name is the one in Python: $why."
	elif [ -x "$name" ]; then
		echo "./$name is yours, so far: $why."
	else
		echo "./$name is missing: $why."
	fi
}

mkdir -p /run/lab
copy_examples
for word in $LAB_PROGRAMS; do
	link_exercise "$word"
done
compile_all
for word in $LAB_PROGRAMS; do
	choose "$word"
done >/run/lab/programs
