# What is handed to others; a part of the Makefile.
#
# SPDX-License-Identifier: MIT
.PHONY: release similarity

release: ## what to hand out: readers' bundle, Gradescope autograder
##   CHAPTERS='1 2'  those that the autograder grades
##   BOOK=no        leave the book out of the bundle
	+@$(SHOWN)tests/release/make

similarity: ## which programs of a class are much alike
##   SUBMISSIONS=DIR  has a folder for every student
##   FROM_PERCENT=N   from so many percent on; 50
	+@$(SHOWN)tests/release/similarity
