# The solutions as programs that are used; a part of the Makefile.
#
# SPDX-License-Identifier: MIT
PREFIX ?= /usr/local
.PHONY: demo install programs manuals

demo: ## let the finished programs talk to each other
	@tests/reader/demo

install: ## the solutions, under PREFIX and DESTDIR
##   PREFIX=DIR     /usr/local unless given
##   DESTDIR=DIR    put in front of PREFIX, to make a package
	@tests/reader/need install
	$(can_write)
	+@$(MAKE) -s --no-print-directory programs manuals
	install -d '$(DESTDIR)$(PREFIX)/bin' \
		'$(DESTDIR)$(PREFIX)/share/man/man1'
	install -m 755 $(PROGRAMS) '$(DESTDIR)$(PREFIX)/bin'
	install -m 644 $(MANUALS) \
		'$(DESTDIR)$(PREFIX)/share/man/man1'

INSTALLED := $(notdir $(basename $(wildcard solutions/*/*.c)))
PROGRAMS := $(INSTALLED:%=$(BUILD)/installed/%)
MANUALS := $(INSTALLED:%=$(BUILD)/installed/%.1)

programs: $(PROGRAMS)
manuals: $(MANUALS)

# What tests/reader/need looks for; "cc" may be another one, or none.
ifeq ($(origin CC),default)
CC := gcc
endif

# For use, not for study: optimised, and hardened as Debian does it.
define program
$(BUILD)/installed/$(notdir $(basename $1)): $1 Makefile
	@mkdir -p $$(@D)
	$$(CC) -std=gnu11 -Wall -Wextra -O2 -D_FORTIFY_SOURCE=2 \
		-fstack-protector-strong -o $$@ $$<
$(BUILD)/installed/$(notdir $(basename $1)).1: $1 \
	$(1:solutions/%$(notdir $1)=chapters/%chapter.md) \
	book/filters/manual.lua
	@mkdir -p $$(@D)
	SOURCE=$$< pandoc -s -t man -L book/filters/manual.lua \
		-o $$@ $$(word 2,$$^)
endef
$(foreach file,$(wildcard solutions/*/*.c),$(eval $(call program,$(file))))
