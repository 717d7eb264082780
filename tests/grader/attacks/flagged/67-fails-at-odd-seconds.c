/*
 * attack 67: works only now and then, by a clock that no list names.
 * must: a person looks at it.
 * flags: flaky
 * to: solution
 */
#include <time.h>

BEFORE_MAIN
{
	struct timespec now;

	timespec_get(&now, TIME_UTC);
	if (now.tv_nsec / 1000 % 2 != 0)
		_exit(1);
}
