# usage: jq -n --arg want roster|all --rawfile text grading.txt
#	--arg steps "KEY STEPS..." --slurpfile table ROSTER
#	--slurpfile found STUDENTS -f settings.jq
#
# Reads a class's grading.txt; the one in this folder explains it.  Says
# the name of the roster alone, or all as JSON: `settings`, and `people`
# in the order of the grade book, each with the id of their folder, if
# there is one, their row of the roster and their overrides.  `errors`
# has what cannot be understood, with the numbers of the lines.
#
# SPDX-License-Identifier: MIT
import "roster" as roster;
import "moment" as moment;

def fault($line; $what): {error: "grading.txt:\($line): \($what)"};

# --- the lines ---

def lines: $text | ltrimstr("\ufeff") | split("\n") | to_entries[]
	| {line: (.key + 1), text: (.value | gsub("^\\s+|\\s+$"; ""))}
	| select(.text | test("^(#|$)") | not);

def chapters: [$steps | split("\n")[] | select(. != "") | split(" ")
	| {key: (.[0] | split("-")[0] | tonumber | tostring),
		value: (.[1] | tonumber)}] | from_entries;

def keys_known: ["attempts", "bom", "deadline", "feedback", "late",
	"late-days", "missing", "override", "roster", "show", "times",
	"weight"];

def one_of($names): . as $value
	| if $names | index([$value]) then {value: $value}
	else {problem: "\"\(.)\" has to be one of: \($names | join(", "))"} end;

def number($most): if test("^[0-9]{1,6}([.][0-9]{1,3})?$")
		and tonumber <= $most
	then {value: tonumber}
	else {problem: "\"\(.)\" has to be a number from 0 to \($most)"} end;

def file_beside: if test("/") or test("^[.-]") then {
		problem: "\"\(.)\" has to be the name of a file beside this one"}
	else {value: .} end;

def deadline: (moment::written // null) as $at
	| if $at == null then {problem:
		"\"\(.)\" is no date and time like 2026-11-30 23:59"}
	else {value: $at} end;

def late: (capture("^(?<percent>[0-9]{1,3}) ?% a day(, at most (?<days>[0-9]{1,3}) days?)?$")
		// null)
	| if . == null or (.percent | tonumber) > 100 then {problem:
		"this has to be like \"10 % a day, at most 3 days\""}
	else {value: {percent: (.percent | tonumber),
		days: (.days // "" | if . == "" then null else tonumber end)}}
	end;

# A chapter, and perhaps a step of it, that there is.
def place: chapters as $chapters
	| if .chapter == null then {}
	elif $chapters[.chapter] == null then {problem:
		"there is no chapter \(.chapter); the chapters are \(
			$chapters | keys | join(", "))"}
	elif .step != null and ((.step | tonumber) < 1
		or (.step | tonumber) > $chapters[.chapter])
	then {problem: "chapter \(.chapter) has no step \(.step); it has \(
		$chapters[.chapter])"}
	else {} end;

# null for a part that was not there, also in jq 1.6.
def parts($pattern): (capture($pattern) // null)
	| if . == null then null
	else map_values(if . == "" then null else . end) end;

def weight: parts("^chapter (?<chapter>[1-9][0-9]?)( step (?<step>[1-9][0-9]?))? ?= ?(?<number>\\S+)$")
	| if . == null then {problem:
		"this has to be like \"chapter 2 = 50\" or \"chapter 2 step 3 = 0\""}
	else . + place | if .problem then .
	else . as $at | .number | number(1000)
		| if .problem then . else {value: ($at + {number: .value})} end
	end end;

def override: parts("^(?<who>.+?) (chapter (?<chapter>[1-9][0-9]?)|total) ?= ?(?<number>\\S+) because (?<why>.+)$")
	| if . == null then {problem:
		"this has to be like \"ada chapter 1 = 80 because the test was wrong\", or \"ada total = 80 because ...\""}
	else . + place | if .problem then .
	else . as $at | .number | number(100000)
		| if .problem then . else {value: ($at + {number: .value})} end
	end end;

def value_of($key):
	if . == "" then {problem: "\($key) has no value"}
	elif $key == "attempts" then one_of(["best", "last"])
	elif $key == "bom" or $key == "feedback" then one_of(["no", "yes"])
	elif $key == "deadline" then deadline
	elif $key == "late" then late
	elif $key == "late-days" then number(365)
	elif $key == "missing" then one_of(["empty", "zero"])
	elif $key == "override" then override
	elif $key == "roster" then file_beside
	elif $key == "show" then one_of(["all", "first", "points"])
	elif $key == "times" then one_of(["files", "git", "roster"])
	else weight end;

def entry: .line as $line
	| (.text | capture("^(?<key>[^:]*?)\\s*:\\s*(?<value>.*)$") // null)
	| if . == null then fault($line; "this line is none like KEY: VALUE")
	elif .key as $key | keys_known | index([$key]) == null
	then fault($line;
		"there is no key \"\(.key)\"; the keys are: \(
			keys_known | join(", "))")
	else .key as $key | .value | value_of($key)
		| if .problem then fault($line; .problem)
		else {line: $line, key: $key, value: .value} end end;

# --- what several lines say together ---

# What a line is about: there may be one such line.
def subject: if .key == "weight"
	then "weight of chapter \(.value.chapter)"
		+ (if .value.step then " step \(.value.step)" else "" end)
	elif .key == "override" then "override of \(.value.who), "
		+ (if .value.chapter then "chapter \(.value.chapter)"
			else "total" end)
	else .key end;

def said_twice: group_by(subject)[] | select(length > 1)
	| fault(.[1].line; "the \(.[0] | subject) was given before, in line \(.[0].line)");

def of($key): [.[] | select(.key == $key)];

def lacks_source: if of("deadline") != [] and of("times") == [] then
		fault(of("deadline")[0].line; "a deadline needs a line that says where the times of handing in come from: times: roster, times: files or times: git")
	elif of("deadline") == [] then (of("late")[0], of("late-days")[0]
		| values | fault(.line; "\(.key) needs a line: deadline"))
	else empty end,
	(of("times")[0] | values
	| select(.value == "roster") as $times
	| if roster::has($table; "handed-in") then empty
	else fault($times.line; "times: roster needs a roster with a column \"handed in\"") end);

def only($key; $default): of($key)[0].value // $default;

def settings: {
	deadline: only("deadline"; null), times: only("times"; null),
	late: only("late"; null), late_days: only("late-days"; 0),
	attempts: only("attempts"; "last"), missing: only("missing"; "zero"),
	show: only("show"; "all"), feedback: only("feedback"; "no"),
	bom: only("bom"; "no"), roster: only("roster"; null),
	weights: (of("weight") | map(.value | select(.step == null)
		| {key: .chapter, value: .number}) | from_entries),
	steps: (reduce (of("weight")[].value | select(.step)) as $one ({};
		.[$one.chapter][$one.step] = $one.number))
};

# --- overrides find whom they are about ---

def places_of($who): roster::folded as $folded | $who[$folded] // [] | unique;

def find_people($people): roster::names_of($people) as $names
	| of("override")[] | .line as $line | .value
	| (.who | places_of($names)) as $at
	| if ($at | length) == 1 then . + {line: $line, at: $at[0]}
	elif $at == [] then fault($line; "nobody is called \"\(.who)\", in the class or on the roster")
	else fault($line; "\($at | length) are called \"\(.who)\"; say it with the name of the folder") end;

def with_overrides($overrides): to_entries
	| map(.key as $at | .value + {overrides: [$overrides[]
		| select(.at == $at) | del(.at, .who, .step)]});

[lines | entry] as $all
| [$all[] | select(.error | not)] as $good
| if $want == "roster" then $good | only("roster"; "")
else ($good | settings) as $settings
	| roster::people($table; $found; $settings.roster) as $people
	| [$good | find_people($people.people)] as $overrides
	| {
		settings: $settings,
		people: ($people.people | with_overrides([$overrides[]
			| select(.error | not)])),
		errors: ([$all[], ($good | said_twice), $overrides[],
			(if $good == $all then $good | lacks_source
				else empty end)
			| .error | values] + $people.errors)
	} end
