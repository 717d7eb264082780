# Sourced by check-book: the checkers notice mistakes, each of which is
# planted in a page, a PDF or an EPUB made for it.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # what check-book and checkers.sh set

bad=$scratch/bad

# fails COMMAND...
fails() {
	! "$@"
}

five_are_found() {
	printf '%s\n' '<p id="a"></p><p id="a"></p><a href="#b"></a>' \
		'<img src="https://example.com/x.png"><a href="c.html"></a>' \
		>"$bad/links.html"
	fails links "$bad/links.html" >"$scratch/found"
	cat "$scratch/found"
	[ "$(wc -l <"$scratch/found")" = 5 ]
}

# A page of a PDF with a font that every reader should have of its own.
make_bad_pdf() {
	cat >"$bad/book.pdf" <<-'EOF'
	%PDF-1.4
	1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
	2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
	3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 5 0 R
	  /Resources<</Font<</F 4 0 R>>>>>> endobj
	4 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
	5 0 obj <</Length 28>> stream
	BT /F 9 Tf 9 9 Td (a) Tj ET
	endstream endobj
	trailer <</Root 1 0 R>>
	EOF
}

make_bad_epub() {
	echo '# A title' | pandoc -f markdown -t epub3 -M title=Bad \
		-o "$bad/book.epub" 2>"$scratch/pandoc"
	zip -q -d "$bad/book.epub" '*/nav.xhtml'
}

# Every check of the browser's fails on the bad page.
all_are_seen() {
	cp "$tools/bad.html" "$bad/index.html"
	look "$bad/index.html" >"$scratch/seen"
	cat "$scratch/seen"
	! grep '^ok' "$scratch/seen" &&
		[ "$(grep -c '^not ok' "$scratch/seen")" = 12 ]
}

a_line_is_found() {
	cat solutions/*/*.c >"$bad/lines.txt"
	fails lua5.4 "$tools/solution-lines.lua" none "$bad/lines.txt"
}

a_gap_is_found() {
	: >"$bad/none.txt"
	fails lua5.4 "$tools/solution-lines.lua" all "$bad/none.txt"
}

mkdir "$bad"
make_bad_pdf
make_bad_epub
check 'a page with five mistakes is told all five' five_are_found
check 'a font that is not embedded is found' \
	fails fonts_embedded "$bad/book.pdf"
check 'a PDF without an outline is found' fails has_outline "$bad/book.pdf"
check 'a line of a solution is found' a_line_is_found
check 'a line that is missing is found' a_gap_is_found
check_with epubcheck "$has_epubcheck" 'EPUBCheck finds what is wrong' \
	fails epub_is_valid "$bad/book.epub"
check_with vnu "$has_vnu" 'vnu finds what is wrong' \
	fails valid_pages "$bad/links.html"
check_with browser "$browser" 'the browser sees all mistakes of a page' \
	all_are_seen
