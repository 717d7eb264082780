# usage: jq -e -f tests/repo/record.jq RECORD
#
# True if the record keeps the schema sockets-workbook/result/1.
#
# SPDX-License-Identifier: MIT
def fields($object; $names): ($object | keys_unsorted) == $names;
def text: type == "string";
def count: type == "number" and . >= 0 and floor == .;
def text_or_null: . == null or text;

def event:
	fields(.; ["t_us", "who", "event", "data"]) and (.t_us | count)
	and (.who | text) and (.event | text) and (.data | text);

def call:
	fields(.; ["t_us", "run", "process", "call"]) and (.call | text)
	and ([.run, .process] | all(type == "number"));

def cause:
	. == null or fields(.; ["phrase", "section", "hint", "listing"])
	and ([.phrase, .section, .hint] | all(text))
	and (.listing | text_or_null);

def test:
	fields(.; ["id", "step", "title", "section", "points",
		"max_points", "status", "misconception", "message",
		"expected", "actual", "hint", "transcript",
		"duration_ms", "cause", "calls"])
	and (.id | test("^[a-z0-9_]+$")) and (.step | count)
	and (.title | text) and (.section | text)
	and (.points | count) and (.max_points | count)
	and .points <= .max_points
	and (.status | IN("pass", "fail", "timeout", "crash",
		"sanitizer", "skipped", "not_run", "inconclusive",
		"grader_error"))
	and (.status == "pass" or .points == 0)
	and (.status != "pass" or .points == .max_points)
	and (.misconception | text_or_null) and (.message | text_or_null)
	and (.expected | text_or_null) and (.actual | text_or_null)
	and (.hint | text_or_null) and (.duration_ms | count)
	and (.transcript | all(event)) and (.cause | cause)
	and (.calls | all(call)) and (.cause.phrase == .misconception);

fields(.; ["schema", "chapter", "name", "program", "source",
	"points", "max_points", "isolation", "seed", "started",
	"duration_ms", "build", "earlier", "tests"])
and .schema == "sockets-workbook/result/1"
and (.chapter | count) and (.name | text) and (.program | text)
and (.points | count) and (.max_points | count)
and (.isolation | IN("sealed", "split-uid", "shared-uid"))
and (.seed | count) and (.duration_ms | count)
and (.started | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$"))
and fields(.build; ["status", "warnings", "log"])
and (.build.status | IN("ok", "failed")) and (.build.warnings | count)
and (.build.log | text)
and (.tests | all(test))
and .points == ([.tests[].points] | add)
and ([.tests[].step] | . == sort)
