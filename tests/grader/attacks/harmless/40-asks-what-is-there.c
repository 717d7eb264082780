/*
 * attack 40: asks the preprocessor which files there are.
 * must: none.
 * level: sealed
 * to: solution
 */
#if __has_include("@ROOT@/Makefile") || \
	__has_include("/etc/passwd") || __has_include("/root/.bashrc")
BEFORE_MAIN
{
	escaped("a file outside of the box");
}
#endif
