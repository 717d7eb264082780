# usage: jq -n --arg key K --arg program FILE --arg build ok|failed
#	--arg proof LINE --slurpfile intake I --slurpfile run USED
#	--slurpfile compile USED --slurpfile repeats RESULTS
#	--rawfile flags FLAGS -f notes.jq
#
# notes.json: what a teacher should know about one program.  status is
# graded, not-compiled, missing, refused, ambiguous or fault; points is
# null if it is the grader's fault.
#
# SPDX-License-Identifier: MIT
def found: $intake[0][$key];

def faulty: any(.tests[]; .status == "grader_error");

def judged: [$repeats[] | select(faulty | not)];

def status:
	if found.status != "ok" then found.status
	elif ($repeats | length) == 0 or ($repeats[0] | faulty) then "fault"
	elif $build != "ok" then "not-compiled"
	else "graded" end;

def differing:
	[judged[] | [.tests[] | {id, ok: (.status == "pass")}]]
	| transpose | map(select((map(.ok) | unique | length) > 1)[0].id);

# It comes to a step that is not written yet, as the program says.
def is_open: .points == 0
	and (.message // "" | test("step [0-9]+, .* is not written yet"));

def undecided: [$repeats[0].tests[]?
	| select(.status == "inconclusive") | .id];

# A line of $flags: kind, line number or 0, what was seen.
def seen: [$flags | split("\n")[] | select(. != "") | split("\t")
	| {kind: .[0], line: (.[1] | tonumber), what: .[2]}
	| select(.kind != "chance")];

def flags: seen
	+ (if (differing | length) > 0 then [{kind: "flaky", line: 0,
		what: "passes at one time and fails at another: \(
			differing | join(", "))"}] else [] end)
	+ (if (undecided | length) > 0 then [{kind: "undecided", line: 0,
		what: "could not be judged: \(undecided | join(", "))"}]
		else [] end)
	+ (if $run[0].exceeded != null or any($repeats[0].tests[]?;
		.message // "" | startswith("Not run any more:")) then [{kind: "time", line: 0,
		what: "used up its time"}] else [] end)
	+ (if found.ask | not then [] elif found.status != "ok" then [{
		kind: found.status, line: 0, what: found.reason}]
	else [{kind: "version", line: 0,
		what: "is the newest of several, by its name: \(found.source)"}]
	end);

{
	schema: "sockets-workbook/notes/1",
	key: $key, program: $program, status: status,
	name: ($repeats[0].name // $key),
	points: (if status == "fault" then null
		else ([judged[].points] | min // 0) end),
	max_points: ($repeats[0].max_points // 100),
	isolation: ($repeats[0].isolation // null),
	seed: ($repeats[0].seed // null),
	source: found.source, reason: found.reason,
	notes: found.notes,
	tests: [$repeats[0].tests[]? | {id, title, step, status, points,
		max_points, misconception, message, expected, actual, cause,
		open: is_open}],
	flags: flags,
	repeats: [$repeats[] | {seed, points}],
	used: ($run[0] // null),
	used_to_compile: ($compile[0] // null),
	selftest: (if $proof == "" then null else $proof end)
}
