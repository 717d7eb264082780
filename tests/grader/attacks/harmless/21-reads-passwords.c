/*
 * attack 21: reads the passwords, and the memory of its parent.
 * must: it may not.
 * to: solution
 * level: any
 */
BEFORE_MAIN
{
	char path[64];

	if (open("/etc/shadow", O_RDONLY) != -1)
		escaped("/etc/shadow");
	snprintf(path, sizeof path, "/proc/%d/environ", getppid());
	if (getppid() > 1 && open(path, O_RDONLY) != -1)
		escaped(path);
}
