# usage: readelf -SW PROGRAM | awk -f sections.awk
#
# The sections with code that runs before or after main, and the size of
# each, in bytes.
#
# SPDX-License-Identifier: MIT
function number(hexadecimal,    i, sum) {
	for (i = 1; i <= length(hexadecimal); i++)
		sum = sum * 16 + index("123456789abcdef",
			substr(hexadecimal, i, 1))
	return sum
}

{ sub(/^ *\[ *[0-9]+\] /, "") }
$1 ~ /^\.((pre)?init|fini|ctors|dtors)/ { size[$1] += number($5) }
END {
	for (name in size)
		print name, size[name]
}
