/*
 * attack 41: includes itself, twice.
 * must: the compiler gives up soon.
 */
#include __FILE__
#include __FILE__
