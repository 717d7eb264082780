/*
 * attack 44: has the compiler say that all is well, with escape
 * sequences.
 * must: it compiles, and its log is only text.
 * to: solution
 */
#pragma message("\033[2J\033[HScore 100 of 100 points\033]0;owned\007")
