# Grading a class; a part of the Makefile.
#
# SPDX-License-Identifier: MIT
.PHONY: grade grader

grade: ## grade a class: a folder of programs for every student
##   SUBMISSIONS=DIR    those folders, and grading.txt if any
##   OUT=DIR            grade book and reports; build/grades
##   JOBS=NUMBER        at once; one more than processors
##   CHAPTERS='1 2'     only these
	+@$(SHOWN)tests/grader/grade

GRADER := $(addprefix $(BUILD)/grader/,csv intake boxed budget level \
	roster similar)
grader: $(GRADER) $(KEYS:%=$(BUILD)/tests/%/suite)

$(BUILD)/grader/%: $(BUILD)/tests/grader/%.o $(BUILD)/tests/harness/parts.a
	$(in_its_folder)
	$(HARNESS_CC) -o $@ $(filter %.o,$^) $(filter %.a,$^) \
		-Wl,--as-needed $(LIBRARIES)

$(BUILD)/grader/intake: $(addprefix $(BUILD)/tests/grader/,account.o \
	archive.o candidate.o entry.o names.o)
$(BUILD)/grader/roster: $(addprefix $(BUILD)/tests/grader/,digest.o \
	entry.o export.o names.o)
