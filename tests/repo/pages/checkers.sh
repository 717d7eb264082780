# Sourced by check-book: what looks at one form of the book.  Checkers
# that are large, and not needed to make a book, are used where they can
# be had; those of npm are pinned by package-lock.json.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034,SC2154 # what check-book uses and sets

modules=$BUILD/npm

# It runs for seconds: compiling its code well does not pay.
run_jar() {
	java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData \
		-jar "$@"
}

fonts_embedded() {
	pdffonts "$1" >"$scratch/fonts"
	awk 'NR > 2 && $(NF - 4) != "yes" { print; wrong = 1 }
		END { exit wrong || NR < 3 }' "$scratch/fonts"
}

has_outline() {
	grep -qa /Outlines "$1"
}

# links PAGE...
links() {
	lua5.4 "$tools/check-links.lua" "$@"
}

epub_is_valid() {
	nothing_from run_jar /usr/share/java/epubcheck.jar -q "$1"
}

# valid_pages PAGE...
valid_pages() {
	run_jar "$modules/node_modules/vnu-jar/build/dist/vnu.jar" "$@"
}

# look PAGE...: prints a line for each of many checks.
look() {
	node "$tools/look.mjs" "$browser" "$modules" "$@" 2>&1 ||
		echo 'not ok the browser looks at the pages'
}

# The first of these programs that is there.
find_program() {
	for program; do
		command -v "$program" && return
	done
	return 1
}

install_modules() {
	cmp -s "$tools/package-lock.json" "$modules/package-lock.json" &&
		[ -d "$modules/node_modules" ] && return
	rm -rf "$modules"
	mkdir -p "$modules"
	cp "$tools"/package*.json "$modules/"
	npm ci --prefix "$modules" --ignore-scripts --no-audit --no-fund \
		--silent || { rm -rf "$modules"; return 1; }
}

# Sets has_epubcheck, has_vnu and browser: empty, if there is none.
find_checkers() {
	NO_INSTALL=$no_install tests/reader/need pages >"$scratch/need" 2>&1 ||
		sed 's/^/# /' "$scratch/need"
	has_epubcheck='' has_vnu='' browser=''
	[ ! -e /usr/share/java/epubcheck.jar ] ||
		! command -v java >"$scratch/java" || has_epubcheck=yes
	install_modules >"$scratch/npm" 2>&1 || return 0
	! command -v java >"$scratch/java" || has_vnu=yes
	! command -v node >"$scratch/node" || browser=$(find_program \
		chromium-headless-shell chromium) || browser=''
}

# check_with TOOL NEEDED TITLE COMMAND...: skipped without the tool.
check_with() {
	checker=$1 needed=$2
	shift 2
	if [ -n "$needed" ]; then
		check "$@"
	else
		echo "ok $1 (skipped: there is no $checker)"
	fi
}
