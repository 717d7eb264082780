# usage: jq -nr -L tests/grader --arg id ID --arg seed N --arg level L
#	--arg now T --arg classroom C --arg commit C --arg release R
#	--arg review R --rawfile css page.css --slurpfile intake FOUND
#	[--rawfile KEY/FILE FILE]... -f student-files.jq
#
# All that is told of a student, in one go, since most of the time of a
# jq is its start.  FILE is notes.json, result.json, report.txt and
# source of each chapter; the last one, or the result, may be missing.
# A file that is to be written comes as its name, a tab and the number of
# its lines, and then these.  Where another system would have to be told a zero it has none.
#
# SPDX-License-Identifier: MIT
import "autolab" as autolab;
import "classroom50" as classroom50;
import "gradescope" as gradescope;
import "junit" as junit;
import "student-page" as page;
import "submission" as submission;

def file($name; contents):
	[contents] | join("\n")
	| "\($name)\t\(split("\n") | length)", .;

def given($key; $name): $ARGS.named["\($key)/\($name)"];

[$ARGS.named | keys[] | select(endswith("/notes.json"))
	| rtrimstr("/notes.json")] as $keys
| [$keys[] | given(.; "result.json") | values | fromjson] as $results
| ([$keys[] | {key: ., value: {report: given(.; "report.txt"),
	source: given(.; "source")}}] | from_entries) as $files
| [$keys[] | given(.; "notes.json") | fromjson]
| submission::submission($id; $seed; $level; $intake[0].files)
| file("gradescope.json"; gradescope::export($results) | tojson),
file("autolab.json"; autolab::export | tojson),
file("junit.xml"; junit::export($results)),
file("classroom50.json"; classroom50::export($results; {
	classroom: $classroom, commit: $commit, release: $release,
	review: $review, datetime: $now}) | tojson),
file("index.html"; page::page($files; $css)),
file("submission.json"; tojson),
file("exit-status"; submission::exit_status | tostring)
