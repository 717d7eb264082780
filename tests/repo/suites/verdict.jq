# What came of one run, for `try`: from its record, and from $status,
# $run and $kept.  A test that was skipped has shown nothing.
#
# SPDX-License-Identifier: MIT
[.tests[] | select(.status != "pass") | "\(.id) (\(.status))"] as $others |
if $status == 0 and $others == [] then "full"
else "run \($run): status \($status), \(.points) points, \(.isolation), " +
	"seed \(.seed), \($kept).json: " + ($others[:5] | join(", "))
end
