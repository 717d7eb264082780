# usage: awk -v key=01-name-lookup -f sections.awk chapters/KEY/chapter.md
#
# Writes the C file that tells a suite's report the number, the title
# and the line of each section of the chapter: "## " headings counted in order, those
# inside fenced code not.
#
# SPDX-License-Identifier: MIT
function c_string(text) {
	gsub(/\\/, "\\\\", text)
	gsub(/"/, "\\\"", text)
	return "\"" text "\""
}

# What is left of a title without pandoc's marks.
function plain(title) {
	gsub(/\[\]\{[^}]*\}/, "", title)
	sub(/[ \t]*\{[^{}]*\}[ \t]*$/, "", title)
	sub(/[ \t]+#+[ \t]*$/, "", title)
	gsub(/[`*]/, "", title)
	return title
}

BEGIN {
	printf "/* Made from chapters/%s/chapter.md. */\n", key
	print "#include \"exercise.h\"\n"
	print "const struct section chapter_sections[] = {"
}

match($0, /^ ? ? ?(```+|~~~+)/) {
	fence = substr($0, RSTART, RLENGTH)
	gsub(/ /, "", fence)
	rest = substr($0, RSTART + RLENGTH)
	if (open == "")
		open = fence
	else if (index(fence, open) == 1 && rest ~ /^[ \t]*$/)
		open = ""
	next
}

open == "" && /^## / {
	id = ""
	if (match($0, /\{[^{}]*#sec:[^ }]+/)) {
		id = substr($0, RSTART, RLENGTH)
		sub(/.*#/, "", id)
	}
	printf "\t{ %s, \"%d.%d\", %s, %d },\n", c_string(id), key, ++number,
		c_string(plain(substr($0, 4))), FNR
}

END {
	print "};\n\nconst size_t chapter_section_count ="
	print "\tsizeof chapter_sections / sizeof chapter_sections[0];"
}
