# usage: awk -f tests/repo/longest-first.awk CHECK... | sort -k 1,1rn
#
# Prints how many minutes each check takes, as its line "# takes N
# minutes" says, or 0, and its name.  What takes longest begins first:
# else one core is idle at the end.
#
# SPDX-License-Identifier: MIT
FNR == 1 { minutes[FILENAME] = 0 }
/^# takes [0-9]+ minutes?$/ { minutes[FILENAME] = $3 }
END {
	for (file in minutes)
		print minutes[file], file
}
