# usage: awk -f tests/reader/record.awk build/results/KEY.json
#
# Reads a result record and prints: points, maximum, state, step.
# The state is that of the first step that is still open ("open"); or
# of the whole run: "compile" (the program did not), "part" (some tests
# have not run), "unsure" (some could not be judged), "done".
# A reader who asks for a hint should not have to install a JSON parser.
#
# SPDX-License-Identifier: MIT

# The text between quotes and the text outside them take turns.
BEGIN { RS = "\"" }

in_string {
	string = string $0
	if (match($0, /\\+$/) && RLENGTH % 2 == 1) {
		string = string "\""
		next
	}
	in_string = 0
	if (in_object[depth] && !after_colon)
		name[depth] = string
	else
		take(string)
	next
}

{
	text = $0
	while (match(text, /[][{}:,]|[^][{}:, \t\r\n]+/)) {
		token(substr(text, RSTART, RLENGTH))
		text = substr(text, RSTART + RLENGTH)
	}
	in_string = 1
	string = ""
}

function token(mark) {
	if (mark == "{" || mark == "[") {
		depth++
		in_object[depth] = mark == "{"
		after_colon = 0
	} else if (mark == "}" || mark == "]") {
		if (depth == 3 && name[1] == "tests")
			end_of_test()
		delete name[depth]
		depth--
		after_colon = 0
	} else if (mark == ",") {
		after_colon = 0
	} else if (mark == ":") {
		after_colon = 1
	} else {
		take(mark)
	}
}

function take(value) {
	if (depth == 1)
		run[name[1]] = value
	else if (depth == 2 && name[1] == "build")
		build[name[2]] = value
	else if (depth == 3 && name[1] == "tests")
		test[name[3]] = value
}

function end_of_test() {
	if (test["status"] ~ /^(fail|timeout|crash|sanitizer)$/) {
		if (said = unwritten(test["message"]))
			missing = earlier(missing, said)
		else
			failed = earlier(failed, test["step"] + 0)
	} else if (test["status"] == "not_run") {
		not_run++
	} else if (test["status"] ~ /^(inconclusive|grader_error)$/) {
		unsure++
	}
}

# The step that the program itself says is not written yet, or 0.
function unwritten(message,   end) {
	end = index(message, " is not written yet")
	message = substr(message, 1, end)
	sub(/.*step /, "", message)
	return end ? message + 0 : 0
}

function earlier(a, b) {
	return a && a < b ? a : b
}

END {
	open_step = failed && (!missing || failed <= missing) ? failed : \
		missing
	state = build["status"] == "failed" ? "compile" : \
		open_step ? "open" : not_run ? "part" : \
		unsure ? "unsure" : "done"
	printf "%d %d %s %d\n", run["points"], run["max_points"], state,
		open_step
}
