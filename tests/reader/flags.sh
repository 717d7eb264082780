# Sourced by what compiles programs: how the reader's is compiled.
#
# Fortified library calls would hide from AddressSanitizer, and Ubuntu's
# gcc turns them on by itself.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034 # who sources it uses it
compile_flags='-std=gnu11 -Wall -Wextra -Og -g
	-U_FORTIFY_SOURCE -fno-omit-frame-pointer
	-fsanitize=address,undefined -fno-sanitize-recover=undefined'
