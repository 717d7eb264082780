# Sourced by check-book: the checkers that are large, and not needed to
# make a book.  Those of npm are pinned by package-lock.json.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034,SC2154 # what check-book uses and sets

modules=$BUILD/npm

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

check_epub() {
	java -jar /usr/share/java/epubcheck.jar -q \
		"$book/$1/sockets-workbook.epub" 2>&1
}

valid_pages() {
	java -jar "$modules/node_modules/vnu-jar/build/dist/vnu.jar" \
		"$book/$1"/html/*.html "$book/$1/sockets-workbook.html"
}

# look EDITION: many checks, each of which reports for itself.
look() {
	node "$tools/look.mjs" "$browser" "$modules" "$book/$1"/html/*.html \
		"$book/$1/sockets-workbook.html" >"$scratch/look" 2>&1 ||
		echo "not ok the browser looks at the $1 edition" \
			>>"$scratch/look"
	sed "s/^\(not ok\|ok\) .*/& ($1 edition)/" "$scratch/look"
	! grep -q '^not ok' "$scratch/look" || failed=1
}

skip() {
	echo "ok $1 (skipped: $2)"
}

run_checkers() {
	NO_INSTALL=$no_install tests/reader/need pages >"$scratch/need" 2>&1 ||
		sed 's/^/# /' "$scratch/need"
	missing=''
	[ -e /usr/share/java/epubcheck.jar ] || missing=epubcheck
	for edition in student instructor; do
		title="EPUBCheck has nothing to say on the $edition EPUB"
		if [ -n "$missing" ]; then
			skip "$title" "there is no epubcheck"
		else
			check "$title" nothing_from check_epub "$edition"
		fi
	done
	install_modules >"$scratch/npm" 2>&1 || {
		skip 'the pages are valid and accessible' \
			'the checkers of npm cannot be installed'
		return
	}
	check 'vnu finds nothing in the student pages' valid_pages student
	check 'vnu finds nothing in the instructor pages' \
		valid_pages instructor
	if browser=$(find_program chromium-headless-shell chromium); then
		look student
		look instructor
	else
		skip 'the pages are accessible' \
			'there is no chromium-headless-shell'
	fi
}
