# usage: jq -r --arg who NAME --arg fails TESTS -f selftest.jq RESULT
#
# Prints a line if a program of known worth was not judged as it should
# be: a wrong sample has to fail the TESTS that it names and no other.
#
# SPDX-License-Identifier: MIT
def failed: [.tests[] | select(.status | IN("pass", "skipped") | not).id];

def named: ($fails | split(" ")) - [.tests[]
	| select(.status == "skipped").id];

def wrong:
	if $who == "skeleton" then .points != 0
	elif $fails == "" then failed != []
	else (failed | sort) != (named | sort) end;

select(wrong) | "\($who), \(.name): \(.points) points; fails \(
	failed | join(" "))"
