# usage: gcc -E PROGRAM.c | awk -v file=PROGRAM.c -f source.awk
#
# What a person should look at in the source, after the preprocessor,
# so that no macro hides it; as lines: kind, line number (0 in what is
# another file, or says so), what.
#
# SPDX-License-Identifier: MIT
function flag(kind, what) {
	if (!seen[kind, what]++)
		printf "%s\t%d\t%s\n", kind, ours ? line : 0, what
}

# Line markers: # 12 "nslookup.c" 1
/^# [0-9]+ "/ {
	line = $2 - 1
	name = $3
	gsub(/"/, "", name)
	sub(/^.*\//, "", name)
	ours = name == file
	next
}

{ line++ }

/__builtin_ia32_rd/ { flag("chance", "rdtsc") }
/\/dev\/u?random/ { flag("chance", "random") }
/Score [0-9]+ of|Passing: *[0-9]|sockets-workbook\/result|"verdict|\\"(verdict|status|points|score)\\"/ {
	flag("forged", "prints what looks like a result")
}
