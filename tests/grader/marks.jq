# usage: jq -n -L tests/grader --slurpfile class class.json
#	--slurpfile grading SETTINGS --slurpfile times SECONDS
#	--slurpfile attempts ATTEMPTS -f marks.jq
#
# class.json with what grading.txt asks for.  Points stay what the tests
# gave; `mark` is what they count, of `out_of`, and `why` says what was
# changed.  Students are in the order of the roster, also those who
# handed in nothing.  `asks_why` is what a person has to decide.
#
# SPDX-License-Identifier: MIT
import "moment" as moment;

def settings: $grading[0].settings;

def rounded: . * 100 | round / 100;

def days: "\(.) day\(if . == 1 then "" else "s" end)";

# --- late ---

def due($row): if settings.deadline == null then null
	elif $row.extension_until then $row.extension_until
	else settings.deadline + ($row.extension_days // 0) * 86400 end;

# The minute of a deadline is still in time.
def days_late($due): if . <= $due + 59 then 0
	else (. - $due) / 86400 | ceil end;

def charge: (settings.late // {percent: 0, days: null}) as $rule
	| ([.late - settings.late_days, 0] | max) as $counted
	| . + {counted: $counted, factor: (
		if $rule.days != null and $counted > $rule.days then 0
		else [1 - $counted * $rule.percent / 100, 0] | max end)};

# Of a time, or null: how late that was, and what is left of a mark.
def lateness($row): due($row) as $due
	| if $due == null then {late: 0, counted: 0, factor: 1}
	elif . == null then {late: 0, counted: 0, factor: 1, unknown: true}
	else {late: days_late($due)} | charge end;

def less: (1 - .factor) * 100 | rounded;

def tell_lateness: if .late == 0 then empty
	elif .counted == 0 then "\(.late | days) late, which late days cover"
	elif settings.late == null then "\(.late | days) late"
	elif .factor == 0 then "\(.late | days) late, of which \(.counted
		| if . == 1 then "1 counts" else "\(.) count" end): nothing is left"
	else "\(.late | days) late, of which \(.counted
		| if . == 1 then "1 counts" else "\(.) count" end): \(less) % less"
	end;

# --- weights ---

def number_of: split("-")[0] | tonumber | tostring;

def weight: settings.weights[.key | number_of] // .max_points;

# The part of a chapter that a version has, from 0 to 1.
def by_steps($weights): .points as $points
	| [.steps | to_entries[] | select(.value.max_points > 0)
		| .value + {weight: ($weights[.key] // .value.max_points)}]
	| ([.[].weight] | add // 0) as $full
	| ([.[].points] | add // 0) as $sum
	| if $full == 0 or $sum == 0 then 0 else
		([.[] | .points * .weight / .max_points] | add) / $full
		* ([$points / $sum, 1] | min) end;

def part($number): settings.steps[$number] as $weights
	| if .max_points == 0 then 0
	elif $weights then by_steps($weights)
	else .points / .max_points end;

# --- versions ---

# The newest result of every version, the present one last, which was
# handed in at the time $now.
def versions($now): [to_entries | group_by(.value.digest)[] | max_by(.key)]
	| sort_by(.key) | map(.value)
	| if . == [] then . else .[-1].handed_in = $now end;

# What a version has in a chapter, or nothing.
def in_chapter($key; $row): (.handed_in | lateness($row)) as $late
	| .chapters[$key] | values | select(.points != null)
	| . + {late: $late, worth: (part($key | number_of) * $late.factor)};

# The last, or the best; one whose time is not known is not the best.
def chosen($key; $row): [.[] | in_chapter($key; $row)]
	| .[-1] as $last
	| if settings.attempts == "last" or $last == null then $last
	else [.[:-1][] | select(.late.unknown | not)] + [$last]
		| max_by(.worth) end;

# --- a chapter of a student ---

def override_of($overrides; $number): [$overrides[]
	| select(.chapter == $number)][0];

def instead($old): "instead of \($old // "none")";

def overridden($chapter; $number; $override; $now): {
	mark: ($override.number / $chapter.max_points * ($chapter | weight)),
	why: ["chapter \($number): \($override.number) points \(
		instead($now.points)), because \($override.why)"], late: []
};

def is_missing: . == null or .status == "missing";

def nothing: {mark: (if settings.missing == "zero" then 0 else null end),
	why: [], late: []};

def counted($chapter; $number; $now): {
	mark: (.worth * ($chapter | weight)),
	why: (if .points == $now.points then [] else
		["chapter \($number): \(.points) points of an earlier version; the last one has \($now.points)"]
		end),
	late: [if .points == 0 then empty else .late end]
};

def without_result: {mark: null, why: [], late: [], fault: true};

# What the student has got in a chapter.
def marked($chapter; $person; $versions): .status as $status
	| .chapters[$chapter.key] as $now
	| ($chapter.key | number_of) as $number
	| override_of($person.overrides; $number) as $override
	| ($versions | chosen($chapter.key; $person.row)) as $best
	| if $override then overridden($chapter; $number; $override; $now)
	elif ($now == null and ($status | IN("fault", "pending")))
		or ($now != null and $now.points == null)
	then without_result
	elif $best == null or ($best.worth == 0 and ($now | is_missing))
	then nothing
	else $best | counted($chapter; $number; $now) end
	| .mark |= if . == null then null else rounded end
	| . + {key: $chapter.key, out_of: ($chapter | weight)};

# --- a student ---

def total: if any(.[]; .fault) then null
	else [.[].mark | values] | if . == [] then null else add | rounded end end;

def absent($person): $person.row as $row
	| {id: null, student: ($row.name // $row.id), status: "absent",
		points: null, max_points: null, isolation: null,
		needs_a_human: false, chapters: {}}
	+ if ($row.id // "") | test("^Participant [0-9]+$")
		then {platform: "moodle", number: ($row.id | split(" ")[1])}
	elif $row["sis-login"] and ($row.id // "" | test("^[0-9]+$"))
		then {platform: "canvas", number: $row.id}
	else {} end;

def listed($row): if $row == null then {} else {list: ($row
	| {id, name, email, section, sis_user: .["sis-user"],
		sis_login: .["sis-login"]}
	| with_entries(select(.value != null and .value != "")))} end;

def named($row): if ($row.name // "") == "" then . else .student = $row.name end;

def before: if length < 2 then {} else {before: .[-2].points} end;

def asks($person; $chapters): [
	(if $person.stranger then "is not on the roster \(settings.roster)"
		else empty end),
	(if any($chapters[]; .late[].unknown) then
		"the time of handing in is not known, so nothing is taken off"
		else empty end)];

def with_marks($person; $class):
	$times[0][$person.id // ""] as $handed_in
	| ($person.attempts | versions($handed_in)) as $versions
	| [$class.chapters[] as $chapter
		| marked($chapter; $person; $versions)] as $chapters
	| ([$person.overrides[] | select(.chapter == null)][0]) as $override
	| ($chapters | total) as $total
	| asks($person; $chapters) as $asks
	| . + listed($person.row) + ($person.attempts | before)
	| named($person.row)
	| .mark = ($override.number // $total)
	| .why = ([$chapters[].late[] | tell_lateness] | unique)
		+ [$chapters[].why[]]
		+ if $override then ["total: \($override.number) \(
			instead($total)), because \($override.why)"] else [] end
	| .marks = ($chapters | map({key, value: {mark, out_of}})
		| from_entries)
	| if $handed_in then .handed_in = ($handed_in | moment::shown)
	else . end
	| if $asks == [] then . else
		.needs_a_human = true | .asks_why = $asks end;

$class[0] as $class
| ($class.students | map({key: .id, value: .}) | from_entries) as $of
| $class
| .marks = {out_of: ([.chapters[] | weight] | add // 0 | rounded),
	settings: (settings | {show, missing, bom, feedback})}
| (reduce $attempts[] as $one ({}; .[$one.id] += [$one])) as $attempts_of
| .students = [$grading[0].people[]
	| .attempts = ($attempts_of[.id // ""] // [])
	| . as $person
	| (if .id == null then absent($person) else $of[.id] end)
	| with_marks($person; $class)]
