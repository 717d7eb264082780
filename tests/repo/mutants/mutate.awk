# usage: awk -v folder=DIR -f tokens.awk -f mutate.awk PROGRAM.c
#
# Makes every small change to the program that we know of, one at a time:
# a statement dropped, a check removed, a comparison flipped, a constant
# changed, two arguments swapped.  Writes them to DIR/1.c, DIR/2.c, ...,
# and prints the names that they have, line by line: the function and the
# statement, with the change as [-old-]{+new+}.  A name outlives changes
# elsewhere in the program.
#
# SPDX-License-Identifier: MIT
BEGIN {
	RS = "\001"
	flips = "== != ; != == ; < <= >= ; <= < > ; > >= <= ; >= > < ; " \
		"&& || ; || && ; + - ; += -= ; -= += ; ++ -- ; -- ++ ; " \
		"true false ; false true ; stdout stderr ; stderr stdout ; " \
		"AF_INET AF_INET6 0 ; AF_INET6 AF_INET 0 ; " \
		"AF_UNSPEC AF_INET AF_INET6 ; SOCK_STREAM SOCK_DGRAM 0 ; " \
		"INADDR_ANY INADDR_LOOPBACK ; POLLOUT POLLIN ; " \
		"SO_REUSEADDR SO_KEEPALIVE ; EXIT_SUCCESS EXIT_FAILURE ; " \
		"EXIT_FAILURE EXIT_SUCCESS 2 ; 0 1 ; 1 0 2 ; " \
		"INET6_ADDRSTRLEN INET_ADDRSTRLEN ; sizeof 1+sizeof ; " \
		"INET_ADDRSTRLEN 15"
	count = split(flips, list, " ; ")
	for (i = 1; i <= count; i++) {
		split(list[i], words, " ")
		instead[words[1]] = substr(list[i], length(words[1]) + 2)
	}
}

{
	source = $0
	tokenize(source)
	for (t = 1; t <= tokens; t++) {
		follow_braces(t)
		change_token(t)
		if (depth > 0 && place != "file") {
			remove_check(t)
			swap_arguments(t)
			if (level == 0)
				drop_statement(t)
		}
	}
}

# Which function this is, and where the statement around t begins.
function follow_braces(t) {
	if (what[t] == "(" && depth == 0 && kind[t - 1] == "name")
		candidate = what[t - 1]
	if (what[t] == "{" && depth++ == 0)
		place = what[t - 1] == ")" ? candidate : "file"
	if (what[t] == "}")
		depth--
	level += (what[t] == "(") - (what[t] == ")")
}

# --- the changes -------------------------------------------------------

function is_sign(t) {
	return what[t] == "-" && kind[t - 1] !~ /name|number|[])]/
}

function change_token(t,    n, words, i) {
	if (what[t] in instead && !is_sign(t - 1))
		n = split(instead[what[t]], words, " ")
	else if (kind[t] == "number" && !is_sign(t - 1))
		n = split(what[t] + 1 " 0", words, " ")
	else if (what[t] ~ /^[A-Z][A-Z0-9_]+$/ && what[t] != "NULL")
		n = split("0", words, " ")
	else if (kind[t] == "string" && what[t] != "\"\"")
		n = split("\"\"", words, " ")
	if (what[t] == "!")
		change(t, t, "")
	if (is_sign(t)) {
		change(t, t + 1, "0")
		change(t, t, "")
	} else if (what[t] == "-") {
		change(t, t, "+")
	}
	for (i = 1; i <= n; i++)
		change(t, t, words[i])
}

# The condition is still looked at: a call in it is made.
function remove_check(t,    end) {
	if (what[t] == "?") {
		change(t, t, "&& 0 ?")
		change(t, t, "|| 1 ?")
	} else if (what[t] == "if" || what[t] == "while") {
		end = partner(t + 1)
		change(t + 1, end, "(" piece(t + 1, end) " && 0)")
		if (what[t] == "if")
			change(t + 1, end, "(" piece(t + 1, end) " || 1)")
	}
}

function swap_arguments(t,    end, i, inner, n, first, last) {
	if (what[t] != "(" || kind[t - 1] != "name")
		return
	end = partner(t)
	n = 1
	first[1] = t + 1
	for (i = t + 1; i < end; i++) {
		inner += (what[i] == "(") - (what[i] == ")")
		if (what[i] == "," && inner == 0) {
			last[n++] = i - 1
			first[n] = i + 1
		}
	}
	last[n] = end - 1
	for (i = 1; i < n; i++)
		change(first[i], last[i + 1],
			piece(first[i + 1], last[i + 1]) ", " \
			piece(first[i], last[i]))
}

# Neither declarations nor the last statement of a function, whose value
# would be anything.
function drop_statement(t,    end) {
	if (!begins_statement(t) || kind[t] == "keyword" || what[t] ~ /^[{};.]$/ ||
		(kind[t] == "name" && (kind[t + 1] == "name" || what[t + 1] == ":")) ||
		(what[t] ~ /_t$/))
		return
	end = end_of_statement(t)
	if (what[t] != "return" || what[end + 1] != "}" || depth > 1)
		change(t, end - 1, "")
}
