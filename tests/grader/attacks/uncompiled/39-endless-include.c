/*
 * attack 39: includes a file without end.
 * must: there is no such file; the compiler ends.
 */
#include "/dev/zero"
