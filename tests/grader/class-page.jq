# usage: jq -r -L tests/grader --rawfile css page.css
#	--rawfile script class-page.js --arg hash SHA256-OF-THE-SCRIPT
#	-f class-page.jq class.json
#
# The class on one page, index.html: who is to be looked at, how the
# points are distributed, what many believe wrongly, and who passed
# which test.
#
# SPDX-License-Identifier: MIT
include "page";

# Who handed in nothing has no page.
def link: if .id == null then "<bdi>\(.student | text)</bdi>" else
	"<a href=\"\(.id | @uri)/index.html\"><bdi>\(.student | text)</bdi></a>" end;

# --- those whom a person has to look at ---

def reasons: [(select(.asks) | .files[] | select(.fate == "left")
		| "\(.path) \(.what)"),
	.asks_why[]?,
	(.chapters | to_entries[] | .key as $key | .value
	| (select(.status == "fault") | "\($key): the grader failed"),
	(.flags[] | "\($key): \(.kind), \(.what)"))];

def people: [.students[] | select(.needs_a_human)] as $them
	| "<h2 id=people>For a person to look at: \($them | length)</h2>\n"
	+ if ($them | length) == 0 then "<p>Nobody.\n" else
		"<ul>" + ([$them[] | "<li>\(link): \(
			(if .chapters == {} then ["the grader failed"]
				else reasons end)
			| map(text) | join("; "))"] | join("\n"))
		+ "</ul>\n" end;

# --- what the points count, if there are settings ---

def mark_row: "<tr><th scope=row>\(link)<td>\(
		[.list.id, .list.email | values | text] | join(", "))"
	+ "<td class=n>\(.before // "")<td class=n>\(.points // "")"
	+ "<td class=n>\(.mark // "")<td>\(.handed_in // "")"
	+ "<td>\(if .status == "absent" then ["nothing was handed in"]
		else [] end + .why | map(text) | join("; "))";

def marks: if .marks == null then ""
	else "<h2 id=marks>Marks, of \(.marks.out_of)</h2>\n"
	+ "<table class=beliefs><thead><tr><th>student<th>on the roster"
	+ "<th class=n>points before<th class=n>points<th class=n>mark"
	+ "<th>handed in<th>why</thead><tbody>\n"
	+ ([.students[] | mark_row] | join("\n"))
	+ "</tbody></table>\n" end;

# --- what was handed in, if it was more than the programs ---

def strays: [.strays // [] | .[]
	| "<li><code>\(.stray | text)</code> \(.what | text)"]
	| if length == 0 then "" else "<p>Files that belong to nobody:\n<ul>"
		+ join("\n") + "</ul>\n" end;

def files_of_students: [.students[] | select(.files)
	| "<details><summary>\(link): \(.files | length)</summary>\n"
		+ file_list + "</details>\n"] | join("");

def handed_in: if .strays or any(.students[]; .files)
	then "<h2 id=files>What was handed in</h2>\n" + strays
		+ files_of_students
	else "" end;

# --- the distribution of points ---

# Ten classes: 0 to 9 per cent, ..., 90 to 100.
def bins($full): reduce (.[] | (. * 10 / $full | floor)
	| if . > 9 then 9 else . end) as $bin
	([range(10)] | map(0); .[$bin] += 1);

def column($most): (.value * 110 / ([$most, 1] | max)) as $height
	| "<rect x=\"\(.key * 46 + 4)\" y=\"\(140 - $height)\" width=\"40\" height=\"\($height)\"/>"
	+ "<text x=\"\(.key * 46 + 24)\" y=\"\(134 - $height)\" text-anchor=\"middle\">\(.value)</text>"
	+ "<text x=\"\(.key * 46 + 24)\" y=\"156\" text-anchor=\"middle\">\(.key * 10)%</text>";

def plot($name; $full): bins($full) as $bins
	| "<figure><svg viewBox=\"0 0 466 160\" width=\"466\" role=\"img\" aria-label=\"\($name | text): students by points, in tenths from none to all: \($bins | join(", "))\">"
	+ "<line x1=\"0\" x2=\"466\" y1=\"140\" y2=\"140\"/>"
	+ ([$bins | to_entries[] | column($bins | max)] | join(""))
	+ "</svg><figcaption>\($name | text): students by points</figcaption></figure>\n";

def plots: . as $class
	| "<h2>Points</h2>\n"
	+ ([.students[] | select(.points != null) | .points]
		| plot("All chapters"; [$class.chapters[].max_points] | add))
	+ "<details><summary>By chapter</summary>\n"
	+ ([$class.chapters[] | . as $chapter
		| [$class.students[].chapters[$chapter.key].points // empty]
		| plot($chapter.name; $chapter.max_points)] | join(""))
	+ "</details>\n";

# --- what many believe wrongly ---

def beliefs: [.students[] | . as $student | .chapters | to_entries[]
		| .key as $key | .value.misconceptions[]
		| {key: $key, phrase: ., student: $student}]
	| group_by([.key, .phrase]) | sort_by(-length);

def names: ([.[].student | link] | join(", ")) as $links
	| if length <= 8 then $links
	else "<details><summary>\(length) students</summary>\($links)</details>"
	end;

def belief_row: "<tr><td class=n>\(length)<td>\(.[0].key | text)"
	+ "<td>the program \(.[0].phrase | text)<td>" + names;

def misconceptions: beliefs as $beliefs
	| "<h2>Misconceptions</h2>\n"
	+ if ($beliefs | length) == 0 then "<p>None that was recognised.\n"
	else "<table class=beliefs><thead><tr><th class=n>who<th>chapter"
		+ "<th>it looks as if<th>names</thead><tbody>\n"
		+ ([$beliefs[] | belief_row] | join("\n"))
		+ "</tbody></table>\n" end;

# --- who passed which test ---

def class_of: if . == "pass" then "p"
	elif IN("fail", "crash", "timeout", "sanitizer") then "f"
	elif IN("inconclusive", "grader_error") then "q" else "o" end;

def legend: "<ul class=legend>"
	+ ([status_names | to_entries[] | "<li><b class=\(.key | class_of)>\(
		signs[.key] | if . == "" then "&nbsp;" else . end)</b>\(.value)"]
		| join("")) + "</ul>\n";

def columns: "<details><summary>What the columns are</summary><div class=columns>\n"
	+ ([.chapters[] | "<p>\(.key | text)</p><ol>"
		+ ([.tests[] | "<li>step \(.step): \(.title | text)"]
			| join("\n")) + "</ol>"] | join("\n"))
	+ "</div></details>\n";

def heading($column; $name): "<button value=\($column)>\($name)</button>";

# The columns in front of a chapter's: the name, the total, and all
# that belongs to the chapters before it.
def column_of($i): 2 + ([.chapters[:$i][] | 1 + (.tests | length)] | add // 0);

def heads: . as $class
	| "<thead><tr><th rowspan=2 scope=col>\(heading(0; "student"))"
	+ "<th rowspan=2 scope=col class=n>\(heading(1; "points"))"
	+ ([.chapters[] | "<th colspan=\(1 + (.tests | length))>\(
		.key | text): \(.name | text)"] | join(""))
	+ "\n<tr>"
	+ ([.chapters | to_entries[] | .key as $i | .value
		| "<th scope=col class=n>\(. as $chapter | $class
			| heading(column_of($i); "points"))"
		+ ([.tests | to_entries[] | "<th scope=col title=\"\(
			.value.title | text)\">\(.key + 1)"] | join(""))]
		| join("\n"))
	+ "</thead>\n";

def cells($tests): . as $results
	| [$tests | to_entries[] | ($results[.value.id] // "not_run")
		| "<td class=\(class_of)>\(signs[.])"] | join("");

def rows: .chapters as $chapters
	| [.students[] | . as $student
		| "<tr><th scope=row>\(link)<td class=n>\(.points // "")"
		+ ([$chapters[] | . as $chapter
			| "<td class=n>\($student.chapters[.key].points // "")"
			+ (($student.chapters[.key].tests // {})
				| cells($chapter.tests))] | join(""))]
	| join("\n");

# How many passed each test: a test that nobody passes is suspect.
def passed: . as $class
	| "<tfoot><tr><th scope=row>passed<td class=n>"
	+ ([.chapters[] | .key as $key
		| "<td class=n>" + ([.tests[].id as $id
			| "<td>\([$class.students[].chapters[$key].tests[$id]
				| select(. == "pass")] | length)"] | join(""))]
		| join(""))
	+ "</tfoot>\n";

def heat: "<h2 id=tests>Tests</h2>\n" + legend + columns
	+ "<p class=find><label for=find>Find a student</label>"
	+ "<input id=find type=search autocomplete=off>"
	+ "<span id=found role=status></span>\n"
	+ "<div class=heat tabindex=0 role=region aria-labelledby=tests><table>\n"
	+ heads + "<tbody>\n" + rows + "</tbody>\n" + passed
	+ "</table></div>\n";

def facts: "<p class=facts>\(.selftest | text)<br>"
	+ "<a href=\"gradebook.csv\">gradebook.csv</a>, "
	+ "<a href=\"class.json\">class.json</a>\n";

"<header><h1>A class of \(.students | length)</h1>\n" + facts
+ "</header>\n<main>\n" + people + marks + handed_in + plots + misconceptions + heat
+ "</main>\n"
| document("A class: grades"; $css; $script;
	"; script-src 'sha256-\($hash)'; img-src data:")
