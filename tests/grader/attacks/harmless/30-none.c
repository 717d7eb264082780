/*
 * attack 30: none; an honest program, graded while others run in
 * circles, fork and hoard.
 * must: it gets what it would get alone.
 * to: solution
 */
