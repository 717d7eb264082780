/*
 * attack 47: starts itself again, with other options for the
 * sanitizers.
 * must: a person looks at it.
 * flags: command
 * to: solution
 */
BEFORE_MAIN
{
	if (getenv("AGAIN") != NULL)
		return;
	setenv("AGAIN", "1", 1);
	setenv("ASAN_OPTIONS", "detect_leaks=0:exitcode=0", 1);
	execv("/proc/self/exe", argv);
}
