# usage: awk -v key=KEY -f similarity.awk NAMES FOUND
#
# NAMES has lines "7 ada", FOUND what sim_c says: "7.c consists for 99 %
# of 9.c material".  Prints a line for each pair, with the larger part.
#
# SPDX-License-Identifier: MIT
NR == FNR {
	number = $1
	sub(/^[0-9]+ /, "")
	name[number] = $0
	next
}

/ consists for [0-9]+ % of / {
	a = $1 + 0
	b = $7 + 0
	pair = a < b ? a " " b : b " " a
	if ($4 > most[pair])
		most[pair] = $4
}

END {
	for (pair in most) {
		split(pair, who)
		printf "%3d %%  %s  %s, %s\n", most[pair], key,
			name[who[1]], name[who[2]]
	}
}
