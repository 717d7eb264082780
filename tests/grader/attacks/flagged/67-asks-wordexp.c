/*
 * attack 67: lets wordexp(3) run a command.
 * must: a person looks at it.
 * flags: command
 * to: solution
 */
#include <wordexp.h>

BEFORE_MAIN
{
	wordexp_t words;

	if (getenv("NEVER") != NULL &&
		wordexp("$(getent hosts)", &words, 0) == 0)
		wordfree(&words);
}
