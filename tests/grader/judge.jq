# usage: jq --arg level L --arg build ok|failed --arg cut LINE
#	--slurpfile run USED -f judge.jq RESULT
#
# Makes a suite's record that of a class: tests that a program kept from
# being run by using up its time are its own failures, and a record at
# another level of isolation than was measured is the grader's fault.
#
# SPDX-License-Identifier: MIT
def budget: $run[0];

def used_up:
	"The program used up the time for all tests of the chapter: "
	+ (if budget.exceeded == "cpu"
		then "\(budget.cpu_limit_s) s of processor time."
		elif budget.exceeded == "wait"
		then "\(budget.wait_limit_s) s in which it only waited."
		else "\(budget.wall_limit_s) s." end);

def out_of_time:
	if .status == "not_run" or .status == "grader_error"
	then .status = "timeout" | .message = used_up | .points = 0
	else . end;

# The suite gave up on it: LINE says why.
def given_up:
	if .status == "not_run" then .status = "timeout" | .points = 0
		| .message = "Not run any more: the program did not end in others."
	else . end;

# What was never run and has no reason of its own.
def unexplained:
	if .status == "not_run" then .status = "grader_error" else . end;

def fault($why): .tests[] |= (.status = "grader_error" | .points = 0
	| .message = "Not your program's fault: \($why)");

if $build != "ok" then .isolation = $level
elif budget.exceeded != null then .tests[] |= out_of_time
elif $cut != "" then .tests[] |= given_up
else .tests[] |= unexplained
end
| if .isolation != $level
	then fault("the isolation is \(.isolation), not \($level)")
	else . end
| .points = ([.tests[].points] | add)
