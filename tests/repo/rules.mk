# Proving the workbook; a part of the Makefile.
#
# SPDX-License-Identifier: MIT
.PHONY: matrix test

matrix: ## which test catches which wrong program
##   CHAPTERS='1 2'  only these
##   JOBS=NUMBER    so many samples at a time
	+@tests/repo/matrix/run $(CHAPTERS)

test: ## prove the workbook itself
	+@tests/reader/need test || [ $$? = 3 ]
	+@tests/repo/run-checks
