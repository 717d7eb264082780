/*
 * attack 43: one mistake whose report has megabytes.
 * must: the log is cut.
 */
#define TEN(x) x x x x x x x x x x
#define TEXT(x) #x
#define LONG(x) TEXT(x)

_Static_assert(0, LONG(TEN(TEN(TEN(TEN(TEN(123456789)))))));
