# usage: awk -f order.awk
#
# What a compiler said, the errors first, then the warnings, and last
# those that seldom are a mistake.  A message keeps its lines, and those
# before it that name the function and the file.  Colours may stand in the text
# as bytes 1 and 2.
#
# SPDX-License-Identifier: MIT
{
	plain = $0
	gsub(/\001[0-9;]*\002/, "", plain)
}

# "In function", "In file included from", "from ...": of all that
# follows, until the next such lines.
plain ~ /: (In|At) [^:]*:$/ || plain ~ /^(In file included )? *from / {
	context = (in_context ? context : "") $0 "\n"
	in_context = 1
	next
}

plain ~ /:[0-9]+: (fatal )?error: / { rank = 1 }
plain ~ /:[0-9]+: warning: / {
	rank = plain ~ /\[-W(sign-|unused|comment|missing-field)/ ? 3 : 2
}
# Of the linker and of the compiler as a whole.
plain ~ /^[^ :]+: .*(error|undefined reference)/ { rank = 1 }
plain ~ /^[0-9]+ (warning|error)s?( and [0-9]+ errors?)? generated/ {
	rank = 4
}

{
	in_context = 0
	if (!rank)
		rank = 1
	if (told[rank] != context)
		said[rank] = said[rank] context
	told[rank] = context
	said[rank] = said[rank] $0 "\n"
}

END {
	for (rank = 1; rank <= 4; rank++)
		printf "%s", said[rank]
}
