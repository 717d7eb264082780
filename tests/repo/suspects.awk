# usage: awk -f tests/repo/suspects.awk chapters/NN-name/chapter.md
#
# The suspects, wrong programs that the text gives to its readers, as
# "name points" lines: from [100 points]{suspect=name}.
#
# SPDX-License-Identifier: MIT
{
	line = $0
	while (match(line, /\[[^]]*\]\{suspect=[a-z-]+\}/)) {
		found = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		name = found
		sub(/.*=/, "", name)
		sub(/\}/, "", name)
		sub(/\].*/, "", found)
		gsub(/[^0-9]/, "", found)
		print name, found
	}
}
