# usage: with mutate.awk
#
# C as far as our solutions need it: tokens, pairs of brackets, statements.
#
# SPDX-License-Identifier: MIT

# what[t], kind[t]: the text and the kind of token t, from start[t] to
# before end[t].  Comments and preprocessor lines are none.
function tokenize(source,    at, rest) {
	at = 1
	tokens = 0
	while (at <= length(source)) {
		rest = substr(source, at)
		if (match(rest, /^[ \t\n]+/) || match(rest, /^#[^\n]*/)) {
			at += RLENGTH
		} else if (rest ~ /^\/\*/) {
			at += index(rest, "*/") + 1
		} else {
			match_token(rest)
			tokens++
			what[tokens] = substr(rest, 1, RLENGTH)
			kind[tokens] = kind_of(what[tokens])
			start[tokens] = at
			at += RLENGTH
			end[tokens] = at
		}
	}
}

function match_token(rest) {
	if (!match(rest, /^[A-Za-z_][A-Za-z_0-9]*/) &&
		!match(rest, /^[0-9][0-9A-Fa-fxUL]*/) &&
		!match(rest, /^"([^"\\]|\\.)*"/) &&
		!match(rest, /^'([^'\\]|\\.)*'/) &&
		!match(rest, /^(==|!=|<=|>=|&&|\|\||\+=|-=|\+\+|--|->)/))
		RLENGTH = 1
}

function kind_of(word) {
	if (word ~ /^(auto|bool|char|const|double|enum|float|int|long|register|short|signed|static|struct|union|unsigned|void|if|else|while|for|do|switch|case|default)$/)
		return "keyword"
	if (word ~ /^(return|break|continue|goto|sizeof)$/)
		return "word"
	if (word ~ /^[A-Za-z_]/)
		return "name"
	if (word ~ /^[0-9]/)
		return "number"
	if (word ~ /^"/)
		return "string"
	return word
}

# The source from token a to token b.
function piece(a, b) {
	return substr(source, start[a], end[b] - start[a])
}

# The bracket that belongs to the one at t.
function partner(t,    level) {
	do
		level += (what[t] == "(") - (what[t] == ")")
	while (level > 0 && t++ < tokens)
	return t
}

function begins_statement(t) {
	return what[t - 1] ~ /^[{};]$/ || what[t - 1] == "else" ||
		(what[t - 1] == ":" && what[t - 2] == "default") ||
		(what[t - 1] == ":" && what[t - 3] == "case") ||
		(what[t - 1] == ")" && closes_header(t - 1))
}

# Does the bracket at t end the header of an if, a while or a for?
function closes_header(t,    level) {
	do
		level += (what[t] == ")") - (what[t] == "(")
	while (level > 0 && t-- > 1)
	return what[t - 1] ~ /^(if|while|for|switch)$/
}

function end_of_statement(t) {
	while (what[t] != ";")
		t = (what[t] == "(" ? partner(t) : t) + 1
	return t
}

# --- what comes out ----------------------------------------------------

# On one line, without comments.
function squeezed(text,    at) {
	while (at = index(text, "/*"))
		text = substr(text, 1, at - 1) \
			substr(text, at + index(substr(text, at), "*/") + 1)
	gsub(/[ \t\n]+/, " ", text)
	return text
}

# Writes the program with tokens a to b replaced.
function change(a, b, new,    first, last, name, path) {
	for (first = a; what[first - 1] !~ /^[{};]$/ && first > 1; )
		first--
	for (last = b; what[last] !~ /^[{};]$/ && last < tokens; )
		last++
	name = place ": " squeezed(substr(source, start[first],
		start[a] - start[first])) "[-" squeezed(piece(a, b)) "-]{+" \
		squeezed(new) "+}" squeezed(substr(source, end[b],
		start[last] - end[b]))
	sub(/ +$/, "", name)
	if (times[name]++)
		name = name " (" times[name] ")"
	path = folder "/" ++changes ".c"
	printf "%s%s%s", substr(source, 1, start[a] - 1), new,
		substr(source, end[b]) >path
	close(path)
	print name
}
