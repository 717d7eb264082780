# junit.xml, a suite for each chapter, from the results: for
# student-files.jq.
#
# SPDX-License-Identifier: MIT

# No escape makes these fit for XML 1.0.  By code points: gsub of jq 1.6
# takes the square of their number.
def xml: tostring | explode
	| map(select((. >= 32 and . != 65534 and . != 65535)
		or . == 9 or . == 10 or . == 13))
	| implode | @html;

def seconds: . / 1000;

def failed: IN("fail", "timeout", "crash", "sanitizer", "not_run",
	"inconclusive");

def outcome:
	(.message // .status | xml) as $message
	| if .status == "pass" then ""
	elif .status == "skipped" then "<skipped message=\"\($message)\"/>"
	elif .status == "grader_error"
	then "<error message=\"\($message)\" type=\"grader_error\"/>"
	else "<failure message=\"\($message)\" type=\"\(.status)\">\(
		"expected: \(.expected // "")\ngot: \(.actual // "")" | xml
		)</failure>" end;

def testcase($suite):
	"  <testcase name=\"\(.id | xml)\" classname=\"\($suite)\" time=\"\(
	.duration_ms | seconds)\">\(outcome)</testcase>";

def count(f): [.tests[] | select(f)] | length;

def suite:
	(.name | xml) as $suite
	| " <testsuite name=\"\($suite)\" tests=\"\(.tests | length)\" \(
	"failures=\"\(count(.status | failed))\"") \(
	"errors=\"\(count(.status == "grader_error"))\"") \(
	"skipped=\"\(count(.status == "skipped"))\"") time=\"\(
	.duration_ms | seconds)\" timestamp=\"\(
	.started | rtrimstr("Z"))\">\n  <properties>\n\(
	[{isolation, seed, points, max_points} | to_entries[]
	| "   <property name=\"\(.key)\" value=\"\(.value | xml)\"/>"]
	| join("\n"))\n  </properties>\n\(
	[.tests[] | testcase($suite)] | join("\n"))\n </testsuite>";

def export($results): "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
	"<testsuites>", ($results[] | suite), "</testsuites>";
