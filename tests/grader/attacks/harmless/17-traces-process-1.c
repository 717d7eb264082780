/*
 * attack 17: traces the box's process 1, and has it exit with 0.
 * must: the exit status is that of the program all the same, or is
 * not believed.
 * to: solution
 * level: any
 */
BEFORE_MAIN
{
	if (ptrace(PTRACE_SEIZE, 1, NULL, NULL) == -1)
		return;
	ptrace(PTRACE_INTERRUPT, 1, NULL, NULL);
	ptrace(PTRACE_DETACH, 1, NULL, NULL);
}
