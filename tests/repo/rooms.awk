# usage: awk -v rooms='LOWEST ... HIGHEST' -f tests/repo/rooms.awk FILE...
#
# Prints each line of the harness by which a lower room includes a
# higher one; what stands in tests/harness/ itself is above them all.
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
}
