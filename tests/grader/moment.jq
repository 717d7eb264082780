# Times as people write them: `import "moment" as moment`.
#
# All are seconds of the clock on the wall where the class is, counted
# as if that were UTC, so that none has to be guessed a zone for.
#
# SPDX-License-Identifier: MIT

# Two texts: a day that there is, and a time.
def seconds($day; $time): "\($day)T\($time)Z" as $iso
	| (try ($iso | fromdate) catch null)
	| if . != null and todate == $iso then . else null end;

# What a file's time, or git's, is there.
def of_epoch: floor | localtime | mktime;

def of_iso: capture("^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?<time>[0-9]{2}:[0-9]{2})(?<s>:[0-9]{2})?$")
	| .s as $s | seconds(.day; .time + (if $s == null or $s == ""
		then ":00" else $s end));

def month: {January: "01", February: "02", March: "03", April: "04",
	May: "05", June: "06", July: "07", August: "08", September: "09",
	October: "10", November: "11", December: "12"}[.] // "00";

def two: if length < 2 then "0" + . else . end;

def hour($half): tonumber
	| if $half == "PM" then . % 12 + 12
	elif $half == "AM" then . % 12 else . end | tostring | two;

# As Moodle in English writes it: Monday, 30 November 2026, 11:58 PM.
def of_moodle: capture("^([A-Z][a-z]+, )?(?<day>[0-9]{1,2}) (?<month>[A-Z][a-z]+) (?<year>[0-9]{4}), (?<hour>[0-9]{1,2}):(?<minute>[0-9]{2}) ?(?<half>[AP]M)?$")
	| .half as $half
	| seconds("\(.year)-\(.month | month)-\(.day | two)";
		"\(.hour | hour($half)):\(.minute):00");

# Of a text; null if it is none of these.
def written: (of_iso // of_moodle) // null;

def shown: todate | sub("T"; " ") | .[0:16];
