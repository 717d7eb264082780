# usage: gcc -E PROGRAM.c | awk -v file=PROGRAM.c -f source.awk
#
# What a person should look at in the source, after the preprocessor,
# so that no macro hides it; as lines: kind, line number, what.
#
# SPDX-License-Identifier: MIT
function flag(kind, what) {
	if (!seen[kind, what]++)
		printf "%s\t%d\t%s\n", kind, line, what
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
!ours { next }

/no_sanitize|no_instrument|disable_sanitizer/ {
	flag("sanitizer", "switches a sanitizer off")
}
/(^|[^a-zA-Z0-9_])(__asm__|__asm|asm)([^a-zA-Z0-9_]|$)/ {
	flag("assembly", "has inline assembly")
}
/__builtin_ia32_rd/ { flag("chance", "rdtsc") }
/\/dev\/u?random/ { flag("chance", "random") }
/__attribute__ *\(\( *(__)?(constructor|destructor|ifunc|alias)/ {
	flag("startup", "runs code outside main")
}
/Score [0-9]+ of|Passing: *[0-9]|sockets-workbook\/result|"verdict|\\"(verdict|status|points|score)\\"/ {
	flag("forged", "prints what looks like a result")
}
