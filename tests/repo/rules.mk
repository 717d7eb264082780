# Proving the workbook; a part of the Makefile.
#
# SPDX-License-Identifier: MIT
.PHONY: matrix new-chapter prove test

matrix: ## which test catches which wrong program
##   CHAPTERS='1 2'  only these
##   JOBS=NUMBER    so many samples at a time
##   RUNS=NUMBER    runs of each wrong one, by other seeds; 3
##   DRAW=NUMBER    one of so many wrong ones takes all tests
	+@$(SHOWN)tests/repo/matrix/run $(CHAPTERS)

new-chapter: ## the files of a new chapter, to be filled in
##   KEY=09-relay   its name in every folder
##   PROGRAM=relay  what its readers write
##   STEPS='usage send'  a word for every step
	@$(SHOWN)tests/repo/chapter/new

# Numbers only: there are files of such a name, too.
CHAPTER_CHECKS := $(addprefix check-,$(shell seq 99))
$(CHAPTER_CHECKS): check-%: FORCE ## what there is to say of chapter N alone
	+@$(SHOWN)tests/reader/need test || [ $$? = 3 ]
	+@$(SHOWN)tests/repo/chapter/check '$*'

test: ## prove the workbook itself
	+@$(SHOWN)tests/reader/need test || [ $$? = 3 ]
	+@$(SHOWN)tests/repo/run-checks

prove: ## the same on a fresh Debian, and all commands; as root
##   RELEASE=NAME   trixie unless given; or bookworm
##   ROOT=DIR       keeps that system; build/roots/RELEASE
##   PARTS='book grade'  only these; tests/repo/prove/parts
##   TESTS='tree shell'  only these checks of make test
##   CHAPTERS='1 2'  of make matrix; all
##   USERS=root     not also as the ordinary user reader
	+@$(SHOWN)tests/repo/prove/run
