# usage: awk -f code.awk GIMPLE ASSEMBLER
#
# What a person should look at, from the two texts that gcc makes of a
# program: attributes of functions, and where inline assembly begins.
# As lines: kind, 0, what.
#
# SPDX-License-Identifier: MIT
function flag(kind, what) {
	if (!seen[kind]++)
		printf "%s\t0\t%s\n", kind, what
}

NR == FNR && /^ *__attribute__\(\(/ && /no_sanitize|no_address_safety/ {
	flag("sanitizer", "switches a sanitizer off")
}
NR == FNR && /^ *__attribute__\(\(/ && /constructor|destructor/ {
	flag("startup", "runs code outside main")
}
NR == FNR && /^ *__asm__/ { flag("assembly", "has inline assembly") }
NR != FNR && /^[ \t]*#APP/ { flag("assembly", "has inline assembly") }
