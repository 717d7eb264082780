#!/bin/sh
# usage: setup.sh
#
# Gradescope runs this once, as root, when it makes the image of the
# autograder: installs what is needed and builds the tests.
#
# SPDX-License-Identifier: MIT
set -eu
unset CDPATH
cd "${AUTOGRADER:-/autograder}/source"
command -v make >/dev/null || {
	apt-get update
	apt-get install -y --no-install-recommends make
}
# A student's program runs as another user: nothing here is for it.
chmod 700 .
cd workbook
tests/reader/need grade
make -s grader
