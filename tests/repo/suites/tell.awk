# What came of the runs of the chapter `key`, from the lines of `try`.
# Exit status 1 if any was not full, or there was none.
#
# SPDX-License-Identifier: MIT
BEGIN { FS = "\t" }
$1 != key { next }
$2 == "full" { full++; next }
{ other[++others] = $2 }
END {
	printf "%s: %d runs, %d with full marks, %d others\n", key,
		full + others, full, others
	for (i = 1; i <= others; i++)
		print "  " other[i]
	exit others > 0 || !full
}
