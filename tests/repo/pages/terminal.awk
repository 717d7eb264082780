# usage: awk -f tests/repo/pages/terminal.awk OUTPUT >PAGE.html
#
# What a terminal showed, from the first failed test on, as a page.
#
# SPDX-License-Identifier: MIT
function span(style) {
	gsub("\033\\[" style "m", "<span class=\"s" style "\">")
}

BEGIN {
	print "<!DOCTYPE html><html lang=\"en\"><title>A failed test</title>"
	print "<style>body { width: max-content; margin: 0; padding: 24px 38px;"
	print "background: #16191f; color: #d9dbe0 }"
	print "pre { margin: 0; font: 22px/1.36 \"JetBrains Mono\";"
	print "font-variant-ligatures: none }"
	print ".s1 { font-weight: bold } .s2 { color: #9da4b0 }"
	print ".s31 { color: #f0706a } .s32 { color: #82c796 }"
	print ".s33 { color: #e7c272 }"
	print "</style><body class=\"whole\"><pre id=\"begin\">"
}

/── / { shown = 1 }

shown {
	sub(/\r$/, "")
	gsub(/&/, "\\&amp;")
	gsub(/</, "\\&lt;")
	gsub("\033\\[0m", "</span>")
	for (style = 1; style <= 33; style++)
		span(style)
	print
}

END { print "</pre>" }
