# usage: awk -v part=frame|bodies|steps -f tests/repo/steps.awk PROGRAM.c
#
# The steps of an exercise, between the comments that mark them.
# frame: the program with the bodies of its steps left out.
# bodies: these alone.
# steps: "step N: title" of each, in order of N, each once.
# Markers that do not match are an error.
#
# SPDX-License-Identifier: MIT
function wrong(what) {
	print FILENAME ":" FNR ": " what
	bad = 1
}

/^[ \t]*\/\* --- step [0-9]+: .+ --- \*\/$/ {
	if (step)
		wrong("step " step " has not ended here")
	head = $0
	sub(/.*--- step /, "", head)
	sub(/ --- .*/, "", head)
	step = head + 0
	if (title[step] && title[step] != head)
		wrong("step " step " has two titles")
	title[step] = head
	if (step > last)
		last = step
	if (part == "frame")
		print
	next
}

/^[ \t]*\/\* --- end of step [0-9]+ --- \*\/$/ {
	if ($0 !~ "end of step " step " ---")
		wrong("this is not the end of step " step)
	step = 0
}

/---.*step/ && !/^[ \t]*\/\* --- (end of )?step [0-9]+(: .+)? --- \*\/$/ {
	wrong("a marker of a step that is not like the others")
}

step ? part == "bodies" : part == "frame" { print }

END {
	if (step)
		wrong("step " step " never ends")
	for (n = 1; part == "steps" && n <= last; n++)
		print "step " (n in title ? title[n] : n " is missing")
	exit bad
}
