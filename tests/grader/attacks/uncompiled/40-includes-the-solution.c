/*
 * attack 40: includes the solution.
 * must: there is no such file.
 * level: sealed
 */
#include "@ROOT@/solutions/01-name-lookup/nslookup.c"
