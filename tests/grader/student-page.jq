# A student's page, index.html in its folder, from submission.json: for
# student-files.jq, and for feedback.jq, which adds the mark.  It has the
# points, the same lesson that the reader sees at home, every test, and
# the source with the lines that were spoken of.  $files has, by the key
# of a chapter, its report and its source, a text or null.
#
# SPDX-License-Identifier: MIT
include "page";

# Line numbers that the grader or a sanitizer speaks of, as members of
# an object, which is quick to ask.
def spoken_of($report; $program):
	[.flags[].line]
	+ [$report // "" | scan("line ([0-9]+) of \($program)") | .[0] | tonumber]
	| reduce (.[] | select(. > 0)) as $line ({};
		.[$line | tostring] = true);

def source_line($spoken; $number):
	if $spoken != {} and $spoken[$number | tostring]
	then "<li class=spoken id=\"\($number)\"><mark>\(.)</mark>"
	else "<li>" + . end;

# In two steps: join of jq 1.6 takes the square of the number.
def join_lines: [range(0; length; 512) as $at
	| .[$at:$at + 512] | join("\n")] | join("\n");

# Made fit as a whole: a call for every line would take a while.
def listing($spoken):
	"<details\(if ($spoken | length) > 0 then " open" else "" end)>"
	+ "<summary>The source</summary>\n<pre class=source><ol>"
	+ (rtrimstr("\n") | text | split("\n")
		| [foreach .[] as $line (0; . + 1;
			. as $number | $line | source_line($spoken; $number))]
		| join_lines)
	+ "</ol></pre></details>\n";

# Why it failed, and what may be behind it.
def cause_sentence:
	"<p class=guess>It looks as if the program \(.phrase | text). "
	+ "Read \(.section | text). \(.hint | text)"
	+ (if .listing == null then "" else
		" Compare \"\(.listing | text)\", which is wrong on purpose."
		end) + "</p>";

def value($name): if . == null then "" else
	"<dt>\($name)<dd>"
	+ (if IN("", "\"\"") then "(nothing)"
		else "<code>\(text)</code>" end) end;

def values: (.expected | value("expected")) + (.actual | value("got"))
	| if . == "" then "" else "<dl class=values>\(.)</dl>" end;

def why: if .status == "pass" or .message == null then "" else
	"<p class=why>\(.message | text)</p>" + values
	+ (if .cause == null then "" else .cause | cause_sentence end) end;

def test_row:
	(if .open then "open" else .status end) as $status
	| "<tr class=\($status)><td>\(.step)<td>\(.title | text)\(why)"
	+ "<td>\(status_names[$status])<td class=n>\(.points)/\(.max_points)";

def tests: if .tests == [] then "" else
	"<details\(if all(.tests[]; .status == "pass") then "" else " open" end)>"
	+ "<summary>All tests</summary>\n<table class=tests>"
	+ "<thead><tr><th>step<th>a right program<th>this one<th class=n>points"
	+ "</thead><tbody>\n" + ([.tests[] | test_row] | join("\n"))
	+ "</tbody></table></details>\n" end;

def hidden: if (.hidden // 0) == 0 then "" else
	"<p>Tests that are not shown here: \(.hidden).\n" end;

def report: if . == null then "" else
	"<pre class=report>\(text)</pre>\n" end;

def flag: "<li><b>\(.kind | text)</b>: \(.what | text)"
	+ (if .line > 0 then ", line \(.line)" else "" end);

def flags: if (.flags | length) == 0 then "" else
	"<div class=human><p>For the teacher to look at:<ul>"
	+ ([.flags[] | flag] | join("")) + "</ul></div>\n" end;

# What was taken for what, and why something was not.
def notes: if (.notes // [] | length) == 0 then "" else
	"<ul class=notes>" + ([.notes[] | "<li>\(text)"] | join(""))
	+ "</ul>\n" end;

def misconceptions:
	[.tests[].misconception | select(. != null)] | unique
	| map("<p class=guess>It looks as if the program \(text).</p>\n")
	| join("");

def points: if .points == null
	then "<p class=human>The grader failed; this counts for nothing."
	else bar(.points; .max_points) end;

def chapter($files):
	(.program | rtrimstr(".c")) as $name
	| "<section><h2>\(.name | text) <small>\(.key | text)</small></h2>\n"
	+ points + flags + notes + misconceptions
	+ ($files.report | report) + tests + hidden
	+ (. as $chapter | $files.source
		| if . == null then "" else . as $source
			| $chapter | spoken_of($files.report; .program) as $spoken
			| $source | listing($spoken) end)
	+ "</section>\n";

def record_links: [.chapters[]
	| "<a href=\"\(.key)/result.json\">\(.key)</a>"] | join(", ");

def mark: if .mark == null then "no mark yet"
	else "mark " + bar(.mark; .out_of) end
	+ if .why == [] then "" else "<ul>" + ([.why[] | "<li>\(text)"]
		| join("")) + "</ul>" end;

def total: if has("mark") then mark
	elif .points == null then "not graded: the grader failed"
	else bar(.points; .max_points) end;

def page($files; $css): (.student // .id) as $who
	| "<header><h1><bdi>\($who | text)</bdi></h1>\n<div class=total>"
	+ total + "</div>\n"
	+ "<p class=facts>seed \(.seed), isolation \(.isolation | text)</header>\n<main>\n"
	+ ([.chapters[] | chapter($files[.key])] | join(""))
	+ (if .files then "<section><h2>What was handed in</h2>\n"
		+ file_list + "</section>\n" else "" end)
	+ "</main>\n"
	+ (if has("mark") then "" else
		"<footer><p>Records: \(record_links).</footer>\n" end)
	| document("\($who): grades"; $css; ""; "");
