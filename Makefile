# Every task of the workbook; `make` alone lists them.
#
# The commands run scripts of tests/reader/, which say in words what is
# wrong.  The other rules build the grader, all of it below $(BUILD).
# A chapter is there when chapters/NN-name/chapter.md is: nothing here
# names one.  Commands of teachers and authors are in files rules.mk.
#
# SPDX-License-Identifier: MIT
BUILD ?= build
# The user's shell may have a variable of that name.  An empty one means
# nothing, and a bad one stops only what builds.
ifneq ($(words $(BUILD)),1)
ifneq ($(strip $(BUILD)),)
ifneq ($(filter-out help reset-%,$(MAKECMDGOALS)),)
$(error BUILD=$(BUILD): that has to be the name of one folder, without \
	a blank. If your shell sets it, 'unset BUILD' helps)
endif
endif
override BUILD := build
endif
override BUILD := $(patsubst %/,%,$(strip $(BUILD)))
export BUILD

# These lead cd, git and packers to other places and results.
unexport CDPATH GIT_DIR GIT_WORK_TREE TAR_OPTIONS ZIPOPT UNZIP

# Zip files and some file systems lose the run bits of the scripts.
LOST := $(shell [ -x tests/reader/need ] || sh tests/reader/set-run-bits)
ifneq ($(LOST),)
$(error $(LOST))
endif

# With -n a recipe is shown and not run, even if it begins with "+".
empty :=
ifneq ($(findstring n,$(firstword -$(MAKEFLAGS))),)
SHOWN := \# $(empty)
endif

# What makes more than a script of its own checks this before.
define can_write
@mkdir -p '$(BUILD)' 2>/dev/null && [ -w '$(BUILD)' ] || { printf \
	'%s\n' 'Nothing can be written in the folder $(BUILD).' \
	'With BUILD=/tmp/workbook behind it, the command uses another.' \
	>&2; exit 2; }
endef

# Without its built-in rules make is done in half the time.
MAKEFLAGS += -r

KEYS := $(patsubst chapters/%/chapter.md,%,$(wildcard \
	chapters/[0-9][0-9]-*/chapter.md))

# In question mode a recipe that ends with status 1 ends make with
# status 1 and not a word: the report stays the last thing in sight.
# Any other status still gets "make: *** ..." and status 2.
ifneq ($(MAKECMDGOALS),)
ifeq ($(filter-out chapter-% matrix prove test,$(MAKECMDGOALS)),)
MAKEFLAGS += -q
endif
endif

.PHONY: help progress FORCE

help:
	@awk -f tests/reader/commands.awk $(filter Makefile %/rules.mk,\
		$(MAKEFILE_LIST))
	@echo; echo 'Chapters: $(KEYS)' | fmt -w 79

chapter-%: FORCE ## build and grade the program of chapter N
##   FROM=DIR       grade the one in another folder
##   TEST=PATTERN   run only some tests, as 'one_*'
##   V=1            also show what happened in passing tests
##   SEED=NUMBER    repeat a run, with its names and addresses
##   RESULTS=DIR    write the result record there
	+@$(SHOWN)tests/reader/grade '$*'

watch-%: FORCE ## the same, whenever you save the file
	@tests/reader/watch '$*'

progress: ## your points in every chapter, and your next step
	@tests/reader/progress

hint-%: FORCE ## the next hint for the first open step of chapter N
	@tests/reader/hint '$*'

lab-%: FORCE ## a shell in the private network of chapter N's text
##   FROM=DIR       with the programs in another folder
	@tests/reader/lab '$*'

reset-%: FORCE ## put the skeleton back; your file is kept beside it
	@tests/reader/reset '$*'

# --- the grader -------------------------------------------------------

# The rooms of the harness: each includes what stands before it here, and
# never what stands behind (tests/repo/rooms.awk).
ROOMS := core box watch program peers servers report

HARNESS_CC := gcc
HARNESS_PLACES := tests/harness $(ROOMS:%=tests/harness/%)
INCLUDES := $(HARNESS_PLACES:%=-I%)
CPPFLAGS := $(INCLUDES) -MMD -MP
CFLAGS := -std=gnu11 -O1 -g -Wall -Wextra -Wconversion -Wshadow
# The same bytes in every folder: what is drawn follows from them.
CFLAGS += '-ffile-prefix-map=$(CURDIR)=.'
LIBRARIES := -lcriterion -ljansson -lresolv

# Where what stands in for libgit2 is found, without RUNPATH, which says
# nothing about the libraries of a library: in a copy, in $(BUILD).
comma := ,
LIBRARIES += -Wl,--disable-new-dtags $(addprefix -Wl$(comma)-rpath$(comma),\
	'$$ORIGIN' '$$ORIGIN/../harness' '$$ORIGIN/../../harness')

# Programs of their own, and a library that is preloaded; all the rest
# is the harness, which goes into every suite.
MAINS := gate canary dns_serve make_filter resolver_preload calls_preload
HARNESS := $(patsubst %.c,$(BUILD)/%.o,$(filter-out \
	$(foreach main,$(MAINS),$(HARNESS_PLACES:%=%/$(main).c)), \
	$(foreach place,$(HARNESS_PLACES),$(wildcard $(place)/*.c))))
PARTS := $(filter-out %/launch.o,$(HARNESS))

# What a suite uses when it runs.  The reader's commands copy all that
# is in this folder.
TOOLS := $(addprefix $(BUILD)/harness/,gate canary filter.bpf \
	resolver_preload.so calls_preload.so without_git.so)

# Compilers write into folders that are there.
in_its_folder = @mkdir -p $(@D)

$(BUILD)/%.o: %.c Makefile
	$(in_its_folder)
	$(HARNESS_CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(BUILD)/%.o: $(BUILD)/%.c
	$(in_its_folder)
	$(HARNESS_CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(BUILD)/harness/canary: $(BUILD)/tests/harness/box/canary.o \
	$(BUILD)/tests/harness/parts.a
	$(in_its_folder)
	$(HARNESS_CC) -o $@ $^ -Wl,--as-needed $(LIBRARIES)

# Of the harness this takes little, and neither Criterion nor Jansson: a
# lab does without them.
$(BUILD)/harness/dns_serve: $(patsubst %,$(BUILD)/tests/harness/%.o, \
	peers/dns_serve peers/dns peers/dns_message \
	core/environment core/loop)
	$(in_its_folder)
	$(HARNESS_CC) -o $@ $^ -Wl,--as-needed -lresolv

$(BUILD)/tests/harness/parts.a: $(PARTS)
	$(in_its_folder)
	rm -f $@
	ar rcs $@ $^

# Runs once in every box, so it starts without a dynamic linker.
$(BUILD)/harness/gate: $(BUILD)/tests/harness/box/gate.o
	$(in_its_folder)
	$(HARNESS_CC) -static -o $@ $^

$(BUILD)/harness/make_filter: $(BUILD)/tests/harness/box/make_filter.o
	$(in_its_folder)
	$(HARNESS_CC) -o $@ $^ -lseccomp

$(BUILD)/harness/filter.bpf: $(BUILD)/harness/make_filter
	$< $@

# Each program that a test starts loads one: small, and with nothing
# that it does not need.
$(BUILD)/harness/%.so: tests/harness/watch/%.c Makefile
	$(in_its_folder)
	@mkdir -p $(BUILD)/tests/harness/watch
	$(HARNESS_CC) $(CPPFLAGS) $(CFLAGS) -shared -fPIC -s -o $@ $< \
		-MF $(BUILD)/tests/harness/watch/$*.so.d \
		-Wl,-O1,--as-needed -lresolv

$(BUILD)/harness/without_git.so: tests/harness/box/without_git
	$(in_its_folder)
	$< $(HARNESS_CC) $@

# One suite for each chapter.  sections.c is how its report knows the
# number and the title of a section of the text.
define suite
$(BUILD)/tests/$1/suite: $(BUILD)/tests/$1/sections.o $(HARNESS) \
	$(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/$1/*.c)) | $(TOOLS)
$(BUILD)/tests/$1/sections.c: chapters/$1/chapter.md \
	tests/harness/sections.awk
endef
$(foreach key,$(KEYS),$(eval $(call suite,$(key))))

$(BUILD)/tests/%/suite:
	$(HARNESS_CC) -o $@ $^ $(LIBRARIES)

$(BUILD)/tests/%/sections.c:
	$(in_its_folder)
	awk -v key='$*' -f tests/harness/sections.awk \
		$(filter %.md,$^) >$@.part
	mv $@.part $@

# The self-tests of a room are in a folder of its name.
SELFTESTS := $(foreach folder,$(addprefix tests/harness/selftest,/ \
	$(ROOMS:%=/%/)),$(wildcard $(folder)test_*.c))
$(foreach test,$(SELFTESTS),$(eval $(BUILD)/selftest/$(basename $(notdir \
	$(test))): $(BUILD)/$(test:.c=.o) $(BUILD)/tests/harness/parts.a))

$(BUILD)/tests/harness/selftest/%.o: CPPFLAGS += -Itests/harness/selftest

$(BUILD)/selftest/test_%:
	$(in_its_folder)
	$(HARNESS_CC) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LIBRARIES)

# These self-tests have a network of their own, or start programs.
$(addprefix $(BUILD)/selftest/test_,allowance calls children crowd diag \
	ending expect fault large_crowd limit loss network owners pace peer port \
	program sanitizer sanitizer_options scarcity server turnover udp_peer): \
	$(BUILD)/tests/harness/selftest/trial.o | $(TOOLS) \
	$(foreach built,plain static gcc clang,$(BUILD)/selftest/actor/$(built)/program) \
	$(foreach built,gcc clang,$(BUILD)/selftest/faulty/$(built)/program \
		$(BUILD)/selftest/preset/$(built)/program) \
	$(foreach program,faulty preset,$(foreach built,gcc clang,\
		$(BUILD)/selftest/$(program)/$(built)/program-threads)) \
	$(BUILD)/selftest/actor/gcc/program-plain \
	$(foreach program,host hub,$(BUILD)/selftest/$(program)/plain/program)

$(BUILD)/selftest/%/plain/program: tests/harness/selftest/program_%.c
	$(in_its_folder)
	$(HARNESS_CC) $(CFLAGS) -o $@ $<

$(BUILD)/selftest/%/static/program: tests/harness/selftest/program_%.c
	$(in_its_folder)
	$(HARNESS_CC) $(CFLAGS) -static -o $@ $<

# As a reader's program is built.
$(BUILD)/selftest/%/gcc/program: tests/harness/selftest/program_%.c \
	tests/harness/box/sanitizer_options.h
	$(in_its_folder)
	CC=gcc tests/reader/compile $< $(@D) $(@F)

$(BUILD)/selftest/%/clang/program: tests/harness/selftest/program_%.c \
	tests/harness/box/sanitizer_options.h
	$(in_its_folder)
	CC=clang tests/reader/compile $< $(@D) $(@F)

# Its other builds; tests/reader/compile-all.
define other_build
$(BUILD)/selftest/%/$1/program-$2: tests/harness/selftest/program_%.c \
	tests/harness/box/sanitizer_options.h
	@mkdir -p $$(@D)/$2
	CC=$1 tests/reader/compile $$< $$(@D)/$2 program $2
	mv $$(@D)/$2/program $$@
endef
$(foreach compiler,gcc clang,$(foreach build,threads plain,\
	$(eval $(call other_build,$(compiler),$(build)))))

# A sample may be called reset-something.c: that is none of its commands.
tests/samples/%: ;

# --- what only some copies have: a reader's has no solutions ------------

include $(wildcard solutions/rules.mk book/rules.mk \
	tests/grader/rules.mk tests/repo/rules.mk tests/release/rules.mk)

.SECONDARY:
.DELETE_ON_ERROR:

# Of suites, grader, harness, its rooms and their self-tests.
-include $(wildcard $(addprefix $(BUILD)/,tests/*/*.d tests/*/*/*.d \
	tests/*/*/*/*.d))
