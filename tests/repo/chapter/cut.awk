# usage: awk -f tests/repo/chapter/cut.awk SKELETON.c SOLUTION.c
#
# The skeleton of a solution: the solution's frame, and in each part of
# a step what the skeleton has there.  A part that is new gets a form.
# SKELETON.c may be empty.  Status 1: it has a part that the solution
# has not, which would be lost.
#
# SPDX-License-Identifier: MIT
function begin_part(line) {
	step = line
	sub(/.*--- step /, "", step)
	sub(/ --- .*/, "", step)
	title = step
	sub(/:.*/, "", step)
	sub(/[^:]*: */, "", title)
	seen[FILENAME, step]++
	part = step "." seen[FILENAME, step]
}

function is_end(line) {
	return line ~ /^[ \t]*\/\* --- end of step [0-9]+ --- \*\/$/
}

# A part at the left edge is room for functions, not for statements.
function form(indent) {
	if (indent == "")
		return "/* Room for functions of your own. */\n"
	return indent "/*\n" \
		indent " * OPEN: the goal, as it is seen from outside.\n" \
		indent " * Read: OPEN(2)\n" \
		indent " */\n" \
		indent "errx(EXIT_FAILURE, \"step " step ", " title \
		", is not written yet\");\n"
}

/^[ \t]*\/\* --- step [0-9]+: .+ --- \*\/$/ {
	begin_part($0)
	if (FILENAME == ARGV[1]) {
		body[part] = ""
		unused[part] = 1
		inside = 1
		next
	}
	print
	match($0, /^[ \t]*/)
	printf "%s", part in body ? body[part] : form(substr($0, 1, RLENGTH))
	delete unused[part]
	inside = 1
	next
}

is_end($0) { inside = 0 }

inside && FILENAME == ARGV[1] { body[part] = body[part] $0 "\n" }

!inside && FILENAME != ARGV[1] { print }

END {
	for (part in unused) {
		print ARGV[1] " has part " part ", and " ARGV[2] \
			" has none" >"/dev/stderr"
		lost = 1
	}
	exit lost
}
