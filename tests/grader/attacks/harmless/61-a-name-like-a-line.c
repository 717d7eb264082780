/*
 * attack 61: takes a name that looks like what /proc says, and makes
 * itself hard to look into.
 * must: the grader takes it for itself, and not for process 1.
 * program: echoclient
 * to: solution
 */
BEFORE_MAIN
{
	prctl(PR_SET_NAME, "Tgid: 1");
	prctl(PR_SET_DUMPABLE, 0);
	prctl(PR_SET_DUMPABLE, 1);
}
