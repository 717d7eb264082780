# The teacher's list of the class: `import "roster" as roster`.  Its
# table comes from csv, FOUND from the program roster.
#
# SPDX-License-Identifier: MIT
import "moment" as moment;

# What the columns are called here, and elsewhere: in what Moodle and
# Canvas export, too.
def column: ascii_downcase | gsub("^\\s+|\\s+$"; "") | gsub("[_ -]+"; " ")
	| {id: "id", identifier: "id", "id number": "id",
	"student id": "id", name: "name", "full name": "name",
	student: "name", "first name": "first", "last name": "last",
	surname: "last", email: "email", "e mail": "email",
	"email address": "email", extension: "extension",
	folder: "folder", "handed in": "handed-in",
	"last modified (submission)": "handed-in",
	"sis user id": "sis-user", "sis login id": "sis-login",
	section: "section"}[.];

def columns($table): [$table[0].cells // [] | .[] | column];

def has($table; $name): columns($table) | index([$name]) != null;

def folded: ascii_downcase | gsub("\\s+"; " ") | gsub("^ | $"; "");

# --- rows ---

def row($columns): . as $record
	| reduce range($columns | length) as $i ({line: .line};
		if $columns[$i] == null then . else
		.[$columns[$i]] = ($record.cells[$i] // ""
			| gsub("^\\s+|\\s+$"; "")) end)
	| if .first or .last then .name = ([.first, .last | values]
		| join(" ")) else . end;

# What Canvas writes below the heading, and for its test student.
def is_of_canvas: has("sis-login") and (.id // "") == "";

def rows($table): columns($table) as $columns
	| [$table[1:][] | row($columns) | select(is_of_canvas | not)];

def extension: (.extension // "") as $given
	| if $given == "" then {}
	elif $given | test("^[0-9]{1,3}( days?)?$")
	then {extension_days: ($given | split(" ")[0] | tonumber)}
	elif ($given | moment::written) != null
	then {extension_until: ($given | moment::written)}
	else {problem: "the extension \"\($given)\" is neither a number of days nor a date and time like 2026-12-02 23:59"}
	end;

# Moodle has a dash for those who handed in nothing.
def handed_in: (.["handed-in"] // "") as $given
	| if $given | IN("", "-") then {}
	elif ($given | moment::written) != null
	then {handed_in: ($given | moment::written)}
	else {problem: "the time \"\($given)\" is none like 2026-11-30 23:58"}
	end;

def has_text_problem: .key as $key | .value | strings
	| if test("^[=+@-]") and ($key | IN("id", "name", "email", "folder"))
	then "the \($key) begins with \"\(.[0:1])\", which a spreadsheet takes for a formula"
	elif test("[\\x{0}-\\x{1f}\\x{7f}]")
	then "the \($key) has a line break or a control character in it"
	else empty end;

def problems: . as $row
	| (to_entries[] | has_text_problem),
	(extension, handed_in | .problem | values),
	(if (.id // "") == "" and (.name // "") == "" and (.folder // "") == ""
		and (.email // "") == "" then
		"there is neither an id nor a name" else empty end);

def understood: . + extension + handed_in;

# --- whose folder is whose ---

# As Canvas names files: the letters of "Lovelace, Ada".
def letters: ascii_downcase | gsub("[^a-z0-9]"; "");

def canvas_names: [letters, (split(" ") | [.[-1], .[:-1][]] | join("")
	| letters)];

# Names by which a folder is known, of each kind.
def kinds_of_folder: {
	folder: [.id, .student],
	id: ([.id, .student] + if .platform then [.number,
		"Participant \(.number)"] else [] end),
	email: [.id, .student],
	name: [.student],
	letters: (if .platform == "canvas" then [.student] else [] end)
};

def kinds_of_row: {
	folder: [.folder // ""], id: [.id // ""],
	email: [.email // "" | ., split("@")[0] // ""],
	name: [.name // ""],
	letters: (.name // "" | if . == "" then [] else canvas_names end)
};

def index_of($found): reduce range($found | length) as $i ({};
	reduce ($found[$i] | kinds_of_folder | to_entries[]) as $kind (.;
		reduce ($kind.value[] | folded) as $name (.;
			.[$kind.key][$name] += [$i])));

# The first kind that finds any decides.
def matches($index): kinds_of_row
	| first((("folder", "id", "email", "name", "letters") as $kind
		| [.[$kind][] | folded | select(. != "") | $index[$kind][.] // []
			| .[]] | unique | select(length > 0)), []);

def matched($found): index_of($found) as $index
	| map(understood | {row: ., at: matches($index)});

def called: .name // "" | if . != "" then . else null end;

def title: .row | called // .id // .email // .folder;

# --- errors ---

def twice($key): [.[] | select((.[$key] // "") != "")] | group_by(.[$key] | folded)[]
	| select(length > 1) | {line: .[1].line,
	what: "the \($key) \"\(.[0][$key])\" was there before, in line \(.[0].line)"};

def of_matches($found): (.[] | select(.at | length > 1) | {line: .row.line,
	what: "\"\(title)\" may be \(.at | map($found[.].id) | join(" or ")); say which in a column \"folder\""}),
	([.[] | select(.at | length == 1)] | group_by(.at[0])[]
	| select(length > 1) | {line: .[1].row.line,
		what: "\"\(.[1] | title)\" has the folder \($found[.[0].at[0]].id), and so has line \(.[0].row.line)"});

def errors($rows; $matched; $table; $found):
	(if $table == [] then {line: 1, what: "the roster is empty"}
	elif [columns($table)[] | select(IN("id", "name", "email", "folder"))] == []
	then {line: $table[0].line, what: "the first line has to name the columns: id, name, e-mail, extension, folder, handed in; it has no id and no name"}
	else
	([columns($table) | group_by(.)[] | select(length > 1 and .[0] != null)
		| {line: $table[0].line, what: "two columns are the \(.[0])"}][]),
	($rows[] | {line, what: problems}),
	($rows | twice("id"), twice("email"), twice("folder")),
	($matched | of_matches($found)) end);

# people($table; $found; $name): those of the roster in its order, and
# then who is not on it.  Without one, all of the class.
def people($table; $found; $name):
	if $name == null then {people: [$found[] | {id, folder: .}], errors: []}
	else rows($table) as $rows
	| ($rows | matched($found)) as $matched
	| [$matched[].at[0] | values | tostring] as $taken
	| {
		people: ([$matched[] | $found[.at[0] // -1] as $folder
			| {row} + if .at == [] then {id: null} else {
				id: $folder.id, folder: $folder} end]
			+ [range($found | length) as $i
				| select($taken | index([$i | tostring]) == null)
				| {id: $found[$i].id, folder: $found[$i],
					stranger: true}]),
		errors: [errors($rows; $matched; $table; $found)
			| "\($name):\(.line): \(.what)"]
	} end;

# By which names an override finds people: their places in the list.
def names_of($people): reduce range($people | length) as $i ({};
	reduce ($people[$i] | [.id, .folder.student, .row.id, .row.name,
		.row.email | values | folded] | unique[]) as $name (.;
		.[$name] += [$i]));
