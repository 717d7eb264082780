# usage: awk -f tests/reader/commands.awk Makefile [RULES.mk]...
#
# Lists the commands of these files: the rules that a "## " comment
# describes, and the lines "##   NAME=... text" below them.
#
# SPDX-License-Identifier: MIT
/^([$][(][A-Z_]+[)]: )?[a-z][a-z-]*%?:.*## / {
	sub(/^[$][(][A-Z_]+[)]: /, "")
	name = $0
	sub(/:.*/, "", name)
	sub(/%$/, "N", name)
	sub(/.*## /, "")
	printf "  make %-12s  %s\n", name, $0
}
/^##   / {
	sub(/^##   /, "")
	printf "  %-17s  %s\n", "", $0
}
