# usage: awk -v rooms='LOWEST ... HIGHEST' -f tests/repo/rooms.awk FILE...
#
# Prints each line of the harness by which a lower room includes a
# higher one, and each circle of modules (x.c and x.h) that include each
# other; what stands in tests/harness/ itself is above all rooms.
# The files have to be all of the harness, with its headers.
#
# SPDX-License-Identifier: MIT

# rank(path): 1 for the lowest room.
function rank(path,    parts, i) {
	sub(/.*\/harness\//, "", path)
	if (path !~ /\//)
		return count + 1
	split(path, parts, "/")
	for (i = 1; i <= count; i++)
		if (names[i] == parts[1])
			return i
	print path ": this room is not in the list of rooms"
	return count + 1
}

function module(path) {
	sub(/.*\//, "", path)
	sub(/[.][ch]$/, "", path)
	return path
}

# follow(name, trail): the trail leads from module to module to this one.
function follow(name, trail,    parts, i, parts_count) {
	if (state[name] == "on the trail")
		print "a circle of includes:" \
			substr(trail, index(trail " ", " " name " ")) " " name
	if (state[name])
		return
	state[name] = "on the trail"
	parts_count = split(includes[name], parts, " ")
	for (i = 1; i <= parts_count; i++)
		follow(parts[i], trail " " name)
	state[name] = "done"
}

BEGIN {
	count = split(rooms, names, " ")
	for (i = 1; i < ARGC; i++) {
		header = ARGV[i]
		sub(/.*\//, "", header)
		if (header ~ /[.]h$/ && header in above)
			print ARGV[i] ": another header has this name"
		if (header ~ /[.]h$/)
			above[header] = rank(ARGV[i])
	}
}

FNR == 1 { here = rank(FILENAME) }

/^#include "/ {
	split($0, quoted, "\"")
	if (!(quoted[2] in above))
		print FILENAME ":" FNR ": no room has " quoted[2]
	else if (above[quoted[2]] > here)
		print FILENAME ":" FNR ": a lower room includes " quoted[2]
	if (module(FILENAME) != module(quoted[2]))
		includes[module(FILENAME)] = includes[module(FILENAME)] \
			" " module(quoted[2])
}

END {
	for (name in includes)
		follow(name, "")
}
