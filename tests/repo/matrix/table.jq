# usage: jq -r -f tests/repo/matrix/table.jq MATRIX.json
#
# The matrix of a chapter as a table of at most 80 columns: tests are
# columns, each with a letter, and wrong samples are rows.
#
# SPDX-License-Identifier: MIT
def pad($width): . + " " * ([$width - length, 0] | max);
def count($one): "\(.) \($one)\(if . == 1 then "" else "s" end)";
def letter: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[.:. + 1];
def mark: { fails: "x", passes: ".", unclaimed: "!", missed: "-", luck: "?",
	untried: " " }[.];
def name_width: 29;

# The columns in groups, one for each step.
def in_groups($tests):
	. as $marks | reduce range($tests | length) as $i ("";
		. + (if $i > 0 and $tests[$i].step != $tests[$i - 1].step
			then " " else "" end) + $marks[$i]);

def line($name; $tests; $marks):
	("\($name[:name_width] | pad(name_width)) "
		+ ($marks | in_groups($tests)));

def row($tests):
	line(.name; $tests; .cells | map(mark))
	+ ({ own: " =", other: " ~", none: "" }[.named]);

# How many samples fail a test, from top to bottom.
def totals($tests):
	[$tests[].caught] as $counts
	| (if ($counts | max) > 9
		then line("samples that fail it"; $tests;
			$counts | map(. / 10 | floor | if . == 0 then " "
				else tostring end)),
			line(""; $tests; $counts | map(. % 10 | tostring))
		else line("samples that fail it"; $tests;
			$counts | map(tostring)) end);

def legend($tests):
	[range($tests | length) as $i
		| "\($i | letter) \($tests[$i].id)"] as $entries
	| (($entries | length) + 1) / 2 | floor | . as $half
	| range($half) as $i
	| "  \($entries[$i] | pad(38)) \($entries[$i + $half] // "")"
	| rtrimstr(" ");

def own: [.rows[] | select(.named == "own")] | length;
def percent: (own * 100 / ([.rows | length, 1] | max)) | floor;

def summary:
	"\(.rows | length | count("wrong sample")), of which \(own) (\(percent) %) get their own misconception;",
	"\(.right | length | count("right sample")), \(.half | length | count("half-finished program")), \(.tests | length | count("test")).";

def share($count; $of): ($count * 100 / ([$of, 1] | max) | round);
def portion($count; $of):
	"\($count) (\(share($count; $of)) %)" | pad(12);

def causes_row($title):
	.tests as $of
	| "\($title | pad(24)) \($of | tostring | pad(7)) \(portion(.right; $of)) \(portion(.wrong | length; $of)) \(portion(.none | length; $of))"
	| rtrimstr(" ");

def causes:
	"Failing tests, and the cause that is told:", "",
	"\("" | pad(24)) \("tests" | pad(7)) \("right" | pad(12)) \("wrong" | pad(12)) none",
	(.causes.single | causes_row("samples of one mistake")),
	(.causes.mixed | causes_row("mixed samples")), "";

def problem: "", "\(.file): \(.what)", "  \(.advice)";

.tests as $tests
| "", "Chapter \(.key): which test catches which wrong program", "",
line(""; $tests; [range($tests | length) | letter]),
(.rows[] | row($tests)),
totals($tests), "",
"x fails as claimed   . passes   ! fails unclaimed   - passes, though claimed",
"? by luck            = its own misconception is named   ~ another one is",
(if any(.rows[].cells[]; . == "untried")
	then "  (a blank) was not tried: it was not drawn" else empty end),
"", legend($tests), "", summary, "",
(if .causes then causes
	else "Causes are not counted, since tests were drawn.", "" end),
(if .problems == [] then "Nothing is wrong with them."
	else .problems[] | problem end),
(select(.problems != [])
	| "", "Chapter \(.key): \(.problems | length | count("problem"))")
