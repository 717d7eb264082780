# usage: jq -r -s --rawfile style STYLE.css -f tests/repo/matrix/page.jq
#	MATRIX.json...
#
# The matrices of all chapters as one page that needs no other file.
#
# SPDX-License-Identifier: MIT
def count($one): "\(.) \($one)\(if . == 1 then "" else "s" end)";
def letter: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[.:. + 1];
def title: "Chapter \(.key[:2] | tonumber): \(.key[3:] | gsub("-"; " "))";
def own: [.rows[] | select(.named == "own")] | length;

# What stands in a cell, and what is read out.
def sign: { fails: "", passes: "", unclaimed: "!", missed: "–", luck: "?", untried: "" }[.];
def spoken: { fails: "fails", passes: "passes", unclaimed: "fails, though not claimed",
	missed: "passes, though a failure is claimed", luck: "fails by luck",
	untried: "was not tried" }[.];

def is_first($tests; $i): $i > 0 and $tests[$i].step != $tests[$i - 1].step;
def first_class($tests; $i): if is_first($tests; $i) then " first" else "" end;

def cells($tests):
	. as $cells | [range($tests | length) as $i | $cells[$i]
		| @html "<td class=\"\(. + first_class($tests; $i))\" title=\"\($tests[$i].id): \(spoken)\"><i aria-hidden=\"true\">\(sign)</i><span class=\"unseen\">\(spoken)</span></td>"]
	| join("");

def named:
	{ own: "<td class=\"named own\">✓ named</td>",
		other: "<td class=\"named other\">another is named</td>",
		none: "<td class=\"named\">not named</td>" }[.];

def row($tests):
	(@html "<tr><th scope=\"row\">\(.phrase // "")<code>\(.name)</code></th>")
	+ (.cells | cells($tests)) + (.named | named) + "</tr>";

def head($key; $tests):
	"<thead><tr><th scope=\"col\" class=\"corner\">The program</th>"
	+ ([range($tests | length) as $i | $tests[$i] | .id as $id
		| @html "<th scope=\"col\" class=\"test\(first_class($tests; $i))\"><a href=\"#\($key)-\($id)\" title=\"\(.title)\"><span class=\"name\">\($id)</span><span class=\"letter\" aria-label=\"\($id)\">\($i | letter)</span></a></th>"]
		| join(""))
	+ "<th scope=\"col\" class=\"named\">misconception</th></tr></thead>";

def foot($tests):
	"<tfoot><tr><th scope=\"row\">programs that fail it</th>"
	+ ([range($tests | length) as $i
		| "<td class=\"\(first_class($tests; $i))\">\($tests[$i].caught)</td>"] | join(""))
	+ "<td></td></tr></tfoot>";

def matrix:
	.tests as $tests
	| (@html "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(title): which test catches which wrong program\"><table class=\"matrix\"><caption class=\"unseen\">\(title): wrong programs and the tests they fail</caption>"),
	head(.key; $tests), "<tbody>", (.rows[] | row($tests)), "</tbody>",
	foot($tests), "</table></div>";

def test_list:
	.key as $key | .tests as $tests
	| "<h3>The tests</h3>", "<table class=\"list\"><thead><tr><th scope=\"col\"></th><th scope=\"col\">Test</th><th scope=\"col\">A right program</th><th scope=\"col\" class=\"number\">Step</th><th scope=\"col\" class=\"number\">Points</th><th scope=\"col\" class=\"number\">Caught</th></tr></thead><tbody>",
	(range($tests | length) as $i | $tests[$i]
		| @html "<tr id=\"\($key)-\(.id)\"><td><code>\($i | letter)</code></td><th scope=\"row\"><code>\(.id)</code></th><td>\(.title)</td><td class=\"number\">\(.step)</td><td class=\"number\">\(.points)</td><td class=\"number\">\(.caught)</td></tr>"),
	"</tbody></table>";

def how: { plain: "as it is", user: "as an ordinary user", open: "without namespaces" }[.];

def right_list:
	"<details><summary>\(.right | length | count("right program"))</summary>",
	"<table class=\"list\"><thead><tr><th scope=\"col\">Program</th><th scope=\"col\">Points</th></tr></thead><tbody>",
	(.right[] | @html "<tr><th scope=\"row\"><code>\(.name)</code></th><td>\([.runs[] | "\(.points) of \(.max_points) \(.how | how)"] | join(", "))</td></tr>"),
	"</tbody></table></details>";

def state:
	if .problems == [] then "<span class=\"state good\">✓ Nothing is wrong</span>"
	else "<span class=\"state bad\">\(.problems | length | count("problem"))</span>" end;

def glance:
	(@html "<li><a href=\"#\(.key)\">\(title)</a><br>\(.rows | length | count("wrong program")), \(own) named; \(.right | length) right; \(.tests | length | count("test"))")
	+ state + "</li>";

def problem_list:
	select(.problems != [])
	| "<h3>What is wrong</h3><ul class=\"problems\">",
	(.problems[] | @html "<li><code>\(.file)</code>: \(.what) <em>\(.advice)</em></li>"),
	"</ul>";

def causes_row($title):
	@html "<tr><th scope=\"row\">\($title)</th><td class=\"number\">\(.tests)</td><td class=\"number\">\(.right)</td><td class=\"number\">\(.wrong | length)</td><td class=\"number\">\(.none | length)</td></tr>";

def causes_table:
	"<h3>The cause that failing tests are told</h3>",
	"<table class=\"list\"><thead><tr><th scope=\"col\">Programs</th><th scope=\"col\" class=\"number\">Failing tests</th><th scope=\"col\" class=\"number\">Right</th><th scope=\"col\" class=\"number\">Wrong</th><th scope=\"col\" class=\"number\">None</th></tr></thead><tbody>",
	(.causes.single | causes_row("with one mistake")),
	(.causes.mixed | causes_row("with several, or half finished")),
	"</tbody></table>";

def chapter:
	(@html "<section id=\"\(.key)\"><h2>\(title)</h2>"),
	(@html "<p>Of \(.rows | length | count("wrong program")), the report names the misconception of \(own). \(.right | length | count("right program")) and \(.half | length | count("half-finished program")) ran, too.</p>"),
	problem_list, (select(.causes) | causes_table), matrix, test_list, right_list, "</section>";

"<!DOCTYPE html>",
"<html lang=\"en\"><head><meta charset=\"utf-8\">",
"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
"<meta name=\"color-scheme\" content=\"light dark\">",
"<title>Which test catches which wrong program</title>",
"<style>", $style, "</style></head><body><main>",
"<h1>Which test catches which wrong program</h1>",
"<p>Every program in a table makes one mistake, a real one, and a filled square is a test that it fails. Each ran three times, each time with other names and data. The sentence is what the author seems to believe: it completes “It looks as if the program …”.</p>",
"<ul class=\"chapters\">", (.[] | glance), "</ul>",
(.[] | chapter), "</main></body></html>"
