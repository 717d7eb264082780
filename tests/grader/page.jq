# What the pages for people have in common: `include "page"` in
# student-page.jq and class-page.jq.
#
# All texts come from strangers.  They enter a page through text, which
# leaves nothing that is markup, moves the cursor or turns the writing
# around; and the page itself forbids what is not its own.
#
# SPDX-License-Identifier: MIT
def text: tostring
	| gsub("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]"; "\ufffd")
	| gsub("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]";
		"\ufffd")
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
