# usage: jq -s --arg key KEY --rawfile claims CLAIMS -f judge.jq
#	RESULT.json...
#
# The matrix of a chapter, from the results of its samples and from what
# they claim (claims.awk); and all that is wrong: `problems`, each with
# advice.
#
# SPDX-License-Identifier: MIT
# A wrong program may never come to the call that a test disturbs.
def failed: IN("fail", "timeout", "crash", "sanitizer", "inconclusive");
def undecided: IN("not_run", "grader_error");
def problem($file; $what; $advice): { $file, $what, $advice };
def list: join(", ");
# Enough of a message to know what it is about.
def short: (. // "") | gsub("\n"; " ") | .[:300];

# The tests that failed in a run; and without those in which the program
# itself says that a step is not written yet, or the sample of it.
def failures: [.tests[] | select(.status | failed) | .id];
def is_open: (.message // "") | contains(" is not written yet");
def mistakes($open): [.tests[] | select((.status | failed)
	and (is_open or $open > 0 and .step >= $open | not)) | .id];
def phrases: [.tests[].misconception | values] | unique;
def person:
	if .how == "user" then "as an ordinary user"
	elif .how == "open" then "without namespaces"
	else "with the seed \(.seed)" end;

# --- one sample ---

def not_judged:
	.file as $file | .runs[] | person as $person
	| [.tests[] | select(.status | undecided)] | select(. != [])
	| (map(select(.status != "not_run"))[0] // .[0]) as $first
	| problem($file; "\(length) of its tests were not judged \($person); \($first.id): \($first.message | short)";
		"The grader is at fault: run it again, and mend it if it stays so.");

def does_not_compile:
	select(.compiles | not)
	| problem(.file; "it does not compile: \(.log | short)";
		"Mend the sample.");

def claims_nothing:
	select(.claim == null)
	| problem(.file; "its first comment names no mistake";
		"Write misconception: (or cause:), fails: and shows: there.");

def is_lucky: [.runs[] | failures | sort] | unique | length > 1;

def luck:
	select(is_lucky)
	| .file as $file | (.runs | length) as $runs
	| [.runs[] | failures[]] | group_by(.)
	| map(select(length < $runs) | "\(.[0]) (\(length) of \($runs))")
	| problem($file; "it fails by luck, in some runs and not in others: "
		+ list;
		"Let the test draw data that always show the mistake, or mend the sample.");

def not_caught:
	select([.runs[] | failures[]] == [])
	| problem(.file; "no test catches it";
		"Write the test that is missing, or move the sample to right/.");

def not_as_claimed($tests):
	select(.claim != null and (is_lucky | not)) | . as $sample
	| (.runs[0] | failures) as $failures
	| (.runs[0] | mistakes($sample.claim.open)) as $mistakes
	| ((.claim.fails - $tests)[]
		| problem($sample.file; "its line \"fails:\" names \(.), and there is no such test";
			"Name the test as the suite does.")),
	  (($mistakes - .claim.fails)[] as $id
		| [.runs[0].tests[] | select(.id == $id)][0]
		| problem($sample.file; "it fails \($id), which its line \"fails:\" does not name: \(.message | short)";
			"Name the test if the mistake explains it; else mend the test or the sample.")),
	  (select($failures != [])
		| ((.claim.fails - $failures)
			- (.claim.fails - $tests))[]
		| problem($sample.file; "it passes \(.), which its line \"fails:\" names";
			"Take the test off the line, or let the test look closer."));

def loses_points:
	.file as $file | .runs[] | person as $person
	| [.tests[] | select(.status
		| IN("pass", "skipped") or undecided | not)]
	| select(. != [])
	| problem($file; "it loses points \($person), for \(map(.id) | list): \(.[0].message | short)";
		"Mend the test if the contract allows what the sample does; else the sample.");

# A run in the open may skip tests, but the others have to count.
def skips_too_much:
	.file as $file | .runs[] | person as $person
	| select([.tests[] | select(.status == "skipped")] != []
		and .how != "open" or .max_points < 90)
	| problem($file; "only \(.max_points) points could be graded \($person)";
		"Let fewer tests need namespaces.");

def named_for_nothing:
	.file as $file | .runs[] | phrases[]
	| problem($file; "it is said that the program \(.)";
		"Let that cause in causes.c ask for one more fact.");

# --- one that is half finished ---

# The last step that is written, as its name says.
def written: .file | capture("after-step-(?<step>[0-9]+)-").step | tonumber;

# What is open may be a part that no test looks at.
def has_begun_the_next: .file | endswith("-and-0-parts.c") | not;

def correct_step_fails:
	written as $written | .file as $file | .runs[].tests[]
	| select(.step <= $written and .status != "pass")
	| problem($file; "it has all of step \(.step), and fails \(.id) of that step: \(.message | short)";
		"Let the test do without later steps, or move it to the one it needs.");

def next_in_report:
	[.report | scan("\nNext: step ([0-9]+),")][0][0] // "none";

# What `make progress` and `make hint` go by.
def next_in_record: (.open | split(" ")) as $words
	| if $words[2] == "open" then $words[3] else "none" end;

def leads_elsewhere:
	written as $written | has_begun_the_next as $begun
	| .file as $file | .runs[]
	| ([.tests[].step] | max) as $last
	| (if $begun and all(.tests[]; .status == "pass") then "none"
		elif $written < $last then "\($written + 1)" else "none" end)
		as $next
	| (select(next_in_report != $next)
		| problem($file; "the report leads to step \(next_in_report), and not to step \($next)";
			"What fails first, or is not written yet, has to belong to that step.")),
	  (select(next_in_record != $next)
		| problem($file; "progress and hints lead to step \(next_in_record), and not to step \($next)";
			"Let tests/reader/record.awk agree with the report."));

def problems($tests):
	not_judged, does_not_compile,
	(select((.kind | IN("wrong", "mixed")) and .compiles)
		| claims_nothing, luck, not_caught, not_as_claimed($tests)),
	(select(.kind == "right") | loses_points, skips_too_much),
	(select(.kind == "half" and .compiles)
		| correct_step_fails, leads_elsewhere),
	(select(.kind | IN("right", "half")) | named_for_nothing);

# "own", "none", or "other" if any run names another mistake.
def is_named:
	.claim as $claim
	| [.runs[] | phrases] | unique
	| if . == [[$claim.phrase]] then "own"
	elif flatten - [$claim.phrase] != [] then "other"
	else "none" end;

# A cell: the test failed, as claimed or not, or only in some runs; or it
# has not run, since what a sample takes was drawn.
def cell($id):
	[.runs[] | failures | index($id) != null] as $failed
	| (.claim != null and (.claim.fails | index($id)) != null) as $claimed
	| if ($failed | unique | length) > 1 then "luck"
	elif $failed[0] == true then
		if $claimed then "fails" else "unclaimed" end
	elif $claimed then "missed"
	elif all(.runs[]; any(.tests[]; .id == $id and .status == "not_asked"))
	then "untried" else "passes" end;

# --- the chapter ---

def with_claim:
	.file as $file
	| .name = ($file | split("/")[-1] | rtrimstr(".c"))
	| .claims = [$claims | split("\n")[] | split("\t")
		| select(.[0] == $file)
		| { phrase: .[1], fails: (.[2] | split(" ")), shows: .[3],
			open: (.[4] | tonumber) }]
	| .claim = if .claims == [] then null
		else .claims[0] + { fails: ([.claims[].fails[]] | unique) }
		end;

# --- the causes that are named ---

# One of the sample's own, another one, or none, for each failing test.
def causes_of_tests:
	.name as $name | .claims as $claims | .runs[0].tests[]?
	| select((.status | failed) and (is_open | not))
	| .id as $id | .misconception as $named
	| [$claims[] | select(.fails | index($id)) | .phrase] as $own
	| { sample: $name, test: $id, $named, is:
		(if $named == null then "none"
		elif $own | index($named) then "right"
		else "wrong" end) }
	| select($own != [] or .is == "wrong");

def causes($kind):
	[.[] | select(.kind == $kind) | causes_of_tests]
	| { tests: length, right: map(select(.is == "right")) | length,
		wrong: map(select(.is == "wrong")),
		none: map(select(.is == "none")) };

def too_often($kind; $what; $how_many):
	problem("tests/\($key)/causes.c";
		"\($how_many) of \(.tests) failing tests of \($kind) samples get \($what)";
		"Let the causes ask for facts that tell them apart.");

def wrong_causes($kind):
	select((.wrong | length) * 50 > .tests)
	| too_often($kind; "a wrong cause (\(.wrong
		| map("\(.sample) \(.test): \(.named)") | list))"; .wrong | length);

def too_few_causes($kind):
	select(.right * 4 < .tests * 3)
	| too_often($kind; "the right cause; 75 % is the least"; .right);

def test_list:
	(map(.runs[]?)[0].tests // [])
	| map({ id, step, title, points: .max_points });

def never_failed($tests):
	[.[] | select(.kind == "wrong") | .runs[] | failures[]] as $failed
	| ($tests - $failed)[]
	| problem("tests/\($key)"; "no sample fails the test \(.)";
		"Add the sample whose mistake this test is there for, or drop the test.");

# A cause asks what other tests have seen, which then may not have run.
def is_drawn: any(.[].runs[]?.tests[]; .status == "not_asked");

map(with_claim) | is_drawn as $drawn | test_list as $tests | ($tests | map(.id)) as $ids
| [.[] | select(.kind == "wrong") | . as $sample
	| { name, phrase: .claim.phrase, shows: .claim.shows,
		named: is_named, cells: [$ids[] as $id | $sample | cell($id)] }]
	as $rows
| causes("wrong") as $single | causes("mixed") as $mixed
| {
	key: $key,
	tests: [range($ids | length) as $i
		| $tests[$i] + { caught: [$rows[].cells[$i]
			| select(. == "fails" or . == "unclaimed")] | length }],
	rows: ($rows | sort_by([.cells[] | if IN("passes", "untried") then 1 else 0 end])),
	right: [.[] | select(.kind == "right") | { name,
		runs: [.runs[] | { how, points, max_points }] }],
	half: [.[] | select(.kind == "half") | .name],
	mixed: [.[] | select(.kind == "mixed") | .name],
	causes: (if $drawn then null
		else { single: $single, mixed: $mixed } end),
	problems: ([.[] | problems($ids)] + [never_failed($ids)]
		+ if $drawn then [] else
		[$single | wrong_causes("wrong"), too_few_causes("wrong")]
		+ [$mixed | wrong_causes("mixed"), too_few_causes("mixed")]
		end)
}
