# How the text becomes the book; a part of the Makefile.
#
# Two passes of pandoc: the first one reads each text, fetches excerpts
# and gathers labels; the second one makes the pages, and the book in one
# piece.  All of it is below $(BUILD)/book.
#
# SPDX-License-Identifier: MIT
EDITION ?= student
# Only what makes the book minds a variable of that name.
ifeq ($(filter student instructor $(if $(filter book,$(MAKECMDGOALS)),both),\
	$(EDITION)),)
ifneq ($(and $(strip $(EDITION)),$(filter book% preview-% %-edition \
	both-editions $(BUILD)/book/%,$(MAKECMDGOALS))),)
$(error EDITION=$(EDITION): it is student or instructor, for make book \
	also both. If your shell sets it, 'unset EDITION' helps)
endif
override EDITION := student
endif

.PHONY: book book-forms both-editions student-edition instructor-edition

# Sessions wait more than they compute: more jobs than processors.
book: ## make the book: a site, one page, PDF and EPUB
##   EDITION=instructor  for teachers; or both
##   SESSIONS=no     do not run the sessions of the text again
	@tests/reader/need book
	$(can_write)
	@echo 'Making $(if $(filter both,$(EDITION)),both editions,the \
		$(EDITION) edition); all of it takes a few minutes.'
	+@$(MAKE) -s --no-print-directory -j$$((3 * $$(nproc))) \
		$(if $(filter both,$(EDITION)),EDITION=instructor \
		both-editions,book-forms)

# The appendices are left as they are, even if they gather from it.
preview-%: FORCE ## make only the page of chapter N
	@tests/reader/need book
	$(can_write)
	+@$(MAKE) -s --no-print-directory PREVIEW=yes \
		$(BOOK)/html/$(call key_of,$*).html \
		$(BOOK)/html/book.css $(BOOK)/html/fonts.css \
		$(SCRIPTS)
	@echo '$(BOOK)/html/$(call key_of,$*).html'

key_of = $(notdir $(or $(wildcard chapters/$1-* chapters/0$1-*),\
	$(error There is no chapter $1)))

# --- what the book is made of, in its order ---

BOOK := $(BUILD)/book/$(EDITION)
PASS := $(BOOK)/pass
TEXTS := $(sort $(wildcard book/text/0*.md)) \
	$(sort $(wildcard chapters/[0-9][0-9]-*/chapter.md)) \
	$(sort $(wildcard book/text/[1-9]*.md)) \
	$(sort $(wildcard book/text/[A-Z]-*.md))
ifeq ($(EDITION),instructor)
TEXTS += $(sort $(wildcard book/teaching/[A-Z]-*.md))
endif

# book/text/A-contracts.md is "contracts", a chapter has its key.
name_of = $(if $(filter %/chapter.md,$1),$(notdir $(patsubst \
	%/chapter.md,%,$1)),$(patsubst \
	$(firstword $(subst -, ,$(notdir $1)))-%,%,$(basename $(notdir $1))))
NAMES := $(foreach text,$(TEXTS),$(call name_of,$(text)))
PAGES := $(patsubst %,$(BOOK)/html/%.html,index $(NAMES))
LABELS := $(NAMES:%=$(PASS)/%.lua)
DOCUMENTS := $(NAMES:%=$(PASS)/%.json)
# What every rendered page depends on.
FILTERS := $(wildcard book/filters/*.lua) book/rfcs.txt
# Asked for once, and only when something of the book is made.
EPOCH = $(eval EPOCH := $(shell book/tools/release-time))$(EPOCH)
$(BUILD)/book/%: export SOURCE_DATE_EPOCH = $(EPOCH)
# pandoc takes its arguments to be written as the locale says.
$(BUILD)/book/%: export LC_ALL = C.UTF-8

# What tells the time is made anew when that changes, as with a commit.
$(BUILD)/book/epoch: FORCE
	@mkdir -p $(@D)
	@echo '$(EPOCH)' | cmp -s - $@ || echo '$(EPOCH)' >$@

# --- the first pass ---

# A chapter depends on what it shows; the other texts on the chapters
# that they gather from.
shown_in = $(wildcard chapters/$1/*.[ch] chapters/$1/*.py \
	chapters/$1/hints.md skeletons/$1/*.c solutions/$1/*.c \
	tests/$1/*.c book/teaching/$1.md)
ifneq ($(origin PREVIEW),command line)
GATHERED := $(wildcard chapters/*/*.md tests/*/test_*.c \
	tests/samples/*/wrong/*.c)
endif

# The labels keep their time if they are as before: then only what shows
# this text is made anew.
define first_pass
$(PASS)/$(call name_of,$1).json: $1 \
		$(if $(filter chapters/%,$1),$(call shown_in,$(call \
		name_of,$1)),$(GATHERED)) $(FILTERS) book/tools/collect
	@mkdir -p $(PASS)
	@book/tools/collect $(EDITION) $1 $(PASS)
$(PASS)/$(call name_of,$1).lua: $(PASS)/$(call name_of,$1).json ;
endef
$(foreach text,$(TEXTS),$(eval $(call first_pass,$(text))))

# Nothing is rendered before all references are known to lead somewhere.
$(PASS)/.checked: $(LABELS) book/tools/check-labels.lua
	@lua5.4 book/tools/check-labels.lua $(LABELS)
	@touch $@

# --- the sessions of the text ---

SESSIONS ?= yes
ifneq ($(SESSIONS),no)
CHECKED := $(patsubst chapters/%/chapter.md,$(BUILD)/book/sessions/%.ok,\
	$(filter chapters/%,$(TEXTS)))
CHECKED += $(BUILD)/book/sessions/first-program.ok
ifeq ($(EDITION),instructor)
CHECKED += $(BUILD)/book/sessions/grading.ok
endif
endif

# Only the sessions: other words may change without running them again.
define keep_sessions
@mkdir -p $(@D)
@awk '/^```\{\.console/ { shown = 1 } shown { print } \
	/^```$$/ { shown = 0 }' $< >$@.new
@cmp -s $@.new $@ || cp $@.new $@
endef
$(BUILD)/book/sessions/%.text: chapters/%/chapter.md
	$(keep_sessions)
$(BUILD)/book/sessions/grading.text: book/teaching/K-grading.md
	$(keep_sessions)
$(BUILD)/book/sessions/first-program.text: book/text/05-first-program.md
	$(keep_sessions)

define sessions_of
$(BUILD)/book/sessions/$1.ok: $(BUILD)/book/sessions/$1.text \
		$(wildcard chapters/$1/*.c chapters/$1/*.py \
		chapters/$1/suspects/*/*.c \
		chapters/$1/hosts chapters/$1/zone solutions/*/*.c \
		book/tools/*session* tests/reader/*lab*) \
		| $(BUILD)/harness/dns_serve session-tools
	@book/tools/check-sessions chapters/$1 || case $$$$? in \
	3) ;; \
	77) echo "The sessions of $1 were not run:" \
		"this system allows no private networks." ;; \
	*) exit 1 ;; \
	esac
	@touch $$@
endef
$(foreach text,$(filter chapters/%,$(TEXTS)),\
	$(eval $(call sessions_of,$(call name_of,$(text)))))

.PHONY: session-tools
session-tools:
	@tests/reader/need sessions || [ $$? = 3 ]

# The guide for instructors grades a small class.
$(BUILD)/book/sessions/grading.ok: $(BUILD)/book/sessions/grading.text \
		$(wildcard tests/grader/* tests/release/* \
		book/tools/*session*) \
		book/tools/run-guide | grader
	@tests/reader/need class && tests/reader/need release && \
		tests/reader/need similarity
	@book/tools/check-sessions book/teaching/K-grading.md || \
		{ [ $$? = 77 ] && echo "The sessions of the guide were" \
		"not run: this system cannot seal programs off."; }
	@touch $@

# The page on a first program has it graded.
$(BUILD)/book/sessions/first-program.ok: \
		$(BUILD)/book/sessions/first-program.text \
		$(wildcard chapters/01-*/suspects/first-try/*.c \
		tests/01-*/*.c book/tools/*session*) \
		book/tools/run-guide | grader session-tools
	@book/tools/check-sessions book/text/05-first-program.md || \
		case $$? in \
		3) ;; \
		77) echo "The sessions of the first program were" \
		"not run: this system cannot seal programs off." ;; \
		*) exit 1 ;; \
		esac
	@touch $@

# --- the site ---

RENDER := book/tools/render $(EDITION) $(BOOK)

$(BOOK)/html/%.html: $(PASS)/%.json $(LABELS) $(FILTERS) \
		book/templates/page.html book/book.yaml | $(PASS)/.checked
	@mkdir -p $(@D)
	@$(RENDER) site:$* $@ '$(NAMES)'

$(BOOK)/html/index.html: $(LABELS) $(FILTERS) book/templates/page.html \
		book/book.yaml | $(PASS)/.checked
	@mkdir -p $(@D)
	@$(RENDER) site:index $@ '$(NAMES)'

# What the pages were searched for is left beside them.
$(BOOK)/html/search.js: $(PAGES)
	@{ echo 'window.BOOK_TEXT = ['; \
		cat $(NAMES:%=$(PASS)/%.search); echo '];'; } >$@

$(BOOK)/html/favicon.svg: book/styles/favicon.svg
	@mkdir -p $(@D)
	@cp $< $@

$(BOOK)/html/%.css: book/styles/%.css
	@mkdir -p $(@D)
	@cp $< $@

# Every run of a chapter writes it anew.
$(BOOK)/results.js:
	@mkdir -p $(@D)
	@touch $@
	@tests/reader/tell-book $(BUILD)/results $@

SCRIPTS := $(patsubst book/scripts/%,$(BOOK)/html/%,\
	$(wildcard book/scripts/*.js)) $(BOOK)/results.js \
	$(BOOK)/html/favicon.svg
$(BOOK)/html/%.js: book/scripts/%.js
	@mkdir -p $(@D)
	@cp $< $@

FONTS := $(BUILD)/book/fonts
$(BOOK)/html/fonts.css: $(FONTS)/inline.css
	@mkdir -p $(@D)/fonts
	@cp $(FONTS)/*.woff2 $(@D)/fonts/
	@book/tools/font-faces $(FONTS) >$@

$(FONTS)/inline.css: book/tools/font-faces
	@mkdir -p $(FONTS)
	@book/tools/font-faces $(FONTS) inline >$@

$(FONTS)/paper.css: $(FONTS)/inline.css
	@book/tools/font-faces $(FONTS) paper >$@

# --- the book in one piece ---

$(BOOK)/sockets-workbook.html: $(DOCUMENTS) $(LABELS) $(FILTERS) \
		book/templates/single.html book/book.yaml book/styles/book.css \
		$(wildcard book/scripts/*.js) $(FONTS)/inline.css \
		| $(PASS)/.checked
	@{ echo '<style>'; cat $(FONTS)/inline.css book/styles/book.css; \
		echo '</style><script>'; cat book/scripts/theme.js; \
		echo '</script>'; } >$(PASS)/single-head.html
	@{ echo '<script src="results.js"></script><script>'; \
		cat $(addprefix book/scripts/,book.js run.js messages.js); \
		echo '</script>'; } \
		>$(PASS)/single-foot.html
	@$(RENDER) single $@ '$(NAMES)' -H $(PASS)/single-head.html \
		-A $(PASS)/single-foot.html

$(PASS)/cover.svg: book/styles/cover.svg
	@mkdir -p $(@D)
	@sed 's/EDITION/$(if $(filter \
		student,$(EDITION)),Student,Instructor) edition/' $< >$@

$(PASS)/print.html: $(DOCUMENTS) $(LABELS) $(FILTERS) \
		book/templates/print.html book/book.yaml \
		$(PASS)/cover.svg $(BUILD)/book/epoch | $(PASS)/.checked
	@$(RENDER) print $@ '$(NAMES)' \
		-M date="$$(date -u -d @$(EPOCH) +%Y-%m-%dT%H:%M:%SZ)" \
		-M state="$$(LC_ALL=C date -u -d @$(EPOCH) '+%-d %B %Y')" \
		-B $(PASS)/cover.svg

$(BOOK)/sockets-workbook.pdf: $(PASS)/print.html book/styles/print.css \
		$(FONTS)/paper.css book/tools/set-paper
	@book/tools/set-paper -q -s $(FONTS)/paper.css -s book/styles/print.css $< $@

$(BOOK)/sockets-workbook.epub: $(DOCUMENTS) $(LABELS) $(FILTERS) \
		book/book.yaml book/styles/epub.css book/tools/finish-epub \
		$(PASS)/cover.svg $(BUILD)/book/epoch | $(PASS)/.checked
	@$(RENDER) epub $@.part.epub '$(NAMES)' --css book/styles/epub.css \
		-M identifier=urn:sockets-workbook:$(EDITION) \
		-M date="$$(date -u -d @$(EPOCH) +%Y-%m-%d)" \
		--epub-cover-image=$(PASS)/cover.svg
	@book/tools/finish-epub $@.part.epub $(EPOCH)
	@mv $@.part.epub $@

# --- all of it ---

# What takes longest is first.
book-forms: $(CHECKED) $(BOOK)/sockets-workbook.pdf \
	$(BOOK)/sockets-workbook.html $(BOOK)/sockets-workbook.epub \
	$(PAGES) $(BOOK)/html/search.js \
	$(BOOK)/html/book.css $(BOOK)/html/fonts.css \
	$(SCRIPTS)
	@echo "The $(EDITION) edition is in $(BOOK):"
	@cd $(BOOK) && ls -1 html/index.html sockets-workbook.*

# Sessions and fonts are the same in both.
both-editions: $(CHECKED) student-edition instructor-edition
student-edition instructor-edition: %-edition: \
		$(FONTS)/paper.css $(BUILD)/book/epoch
	+@$(MAKE) -s --no-print-directory EDITION=$* SESSIONS=no book-forms
