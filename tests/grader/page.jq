# What the pages for people have in common: `include "page"` in
# student-page.jq and class-page.jq.
#
# All texts come from strangers.  They enter a page through text, which
# leaves nothing that is markup, moves the cursor, turns the writing
# around or cannot be seen; and the page itself forbids what is not its
# own.
#
# SPDX-License-Identifier: MIT

# Characters that control, that turn the writing around, that take no
# room, and those that are none.
def is_unseen:
	. < 9 or (. > 10 and . < 32) or (. >= 127 and . < 160)
	or . == 173 or . == 847 or . == 1564
	or (. >= 4447 and . <= 4448) or (. >= 6068 and . <= 6069)
	or (. >= 6155 and . <= 6159)
	or (. >= 8203 and . <= 8207) or (. >= 8232 and . <= 8238)
	or (. >= 8288 and . <= 8303)
	or . == 12644 or (. >= 65024 and . <= 65039) or . == 65279 or . == 65440
	or (. >= 64976 and . <= 65007) or (. >= 65520 and . <= 65531)
	or (. >= 119155 and . <= 119162)
	or (. >= 917504 and . <= 921599) or . % 65536 >= 65534;

# By code points: gsub of jq 1.6 takes the square of their number.
def text: tostring
	| explode | map(if (. < 32 or . > 126) and is_unseen
		then 65533 else . end) | implode
	| @html;

# Of the result of a test: what a cell shows, its class, its name.
def signs: {
	pass: "", open: "○", fail: "×", crash: "!", timeout: "∞", sanitizer: "S",
	skipped: "–", not_run: "·", inconclusive: "?", grader_error: "E"
};

def status_names: {
	pass: "passed", open: "not written yet", fail: "failed",
	crash: "crashed",
	timeout: "did not end", sanitizer: "a sanitizer spoke up",
	skipped: "skipped: not possible on this machine",
	not_run: "not run", inconclusive: "could not be judged",
	grader_error: "the grader's own fault"
};

# A number with a bar that is as long.
def bar($points; $full):
	"<span class=bar><meter min=0 max=\($full) value=\($points)></meter> "
	+ "\($points) of \($full)</span>";

def document($title; $css; $script; $policy):
	"<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8>\n"
	+ "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\($policy)\">\n"
	+ "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
	+ "<meta name=robots content=noindex>\n"
	+ "<title>\($title | text)</title>\n<style>\n\($css)</style></head>\n"
	+ "<body>\n\(.)"
	+ (if $script == "" then "" else "<script>\n\($script)</script>\n" end)
	+ "</body></html>";

# What became of the files of one student.
def file_list: "<ul class=files>" + ([.files[]
	| "<li class=\"\(.fate | text)\"><code>\(.path | text)</code> \(.what | text)"]
	| join("\n")) + "</ul>\n";
