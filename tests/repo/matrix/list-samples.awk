# usage: sha256sum FILE... | awk -v key=KEY -v suite=HASH -v runs=NUMBER
#	-v draw=NUMBER -v results=DIR -f tests/repo/matrix/list-samples.awk
#
# Prints a line a sample: KEY KIND FILE RESULT EXTENT SEED..., three
# seeds, or for a wrong sample so many as it is to have runs.  RESULT
# is named for the contents of sample and suite, and so is what came of
# it.  The seeds follow from the contents, too: a run can be repeated,
# and whoever changes a test gets others.
#
# EXTENT is "all"; but if something is drawn, a right sample has one run
# of three, "plain", "user" or "open", and a wrong or mixed one takes
# only the "claimed" tests, except for one of `draw`.
#
# SPDX-License-Identifier: MIT
BEGIN {
	of_suite = suite
	gsub(/[a-f]/, "", of_suite)
	split("user open", how)
	how[0] = "plain"
}

function extent(kind, lot)
{
	if (draw == 1 || kind == "half")
		return "all"
	if (kind == "right")
		return how[lot % 3]
	return lot % draw ? "claimed" : "all"
}

{
	of_file = $1
	gsub(/[a-f]/, "", of_file)
	parts = split($2, path, "/")
	kind = path[parts - 1]
	name = path[parts]
	sub(/\.c$/, "", name)
	printf "%s %s %s %s/%s.%s.%s %s", key, kind, $2, results, kind,
		name, substr(suite, 1, 12) substr($1, 1, 12) ".json",
		extent(kind, substr(of_suite, 13, 6) + substr(of_file, 13, 6))
	for (i = 1; i <= (kind == "wrong" ? runs : 3); i++)
		printf " %d", substr(of_suite, 3 * i, 3) \
			substr(of_file, 3 * i, 3)
	print ""
}
