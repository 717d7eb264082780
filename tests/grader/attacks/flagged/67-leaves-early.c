/*
 * attack 67: leaves before the search for leaks.
 * must: a person looks at it.
 * flags: leak
 * to: solution
 */
static void leave(void)
{
	_exit(EXIT_SUCCESS);
}

BEFORE_MAIN
{
	if (getenv("NEVER") != NULL)
		atexit(leave);
}
