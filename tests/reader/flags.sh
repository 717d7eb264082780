# Sourced by what compiles programs: how the reader's is compiled.
#
# Fortified library calls would hide from AddressSanitizer, and Ubuntu's
# gcc turns them on by itself.  A call in the last line of a function
# has to stand in a report, also where clang would make it a jump.
#
# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034 # who sources it uses it
any_flags='-std=gnu11 -Wall -Wextra -Og -g
	-U_FORTIFY_SOURCE -fno-omit-frame-pointer
	-fno-optimize-sibling-calls'
compile_flags="$any_flags
	-fsanitize=address,undefined -fno-sanitize-recover=undefined"
# These sanitizers and that of threads exclude each other; and where memory
# is to be short, there is none at all ($any_flags).
thread_flags="$any_flags -fsanitize=thread"

# So that it never happens to be zero what the program did not set.
# gcc has it since 12, clang since 8.
pattern_flag=-ftrivial-auto-var-init=pattern
