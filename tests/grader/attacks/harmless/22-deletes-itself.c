/*
 * attack 22: replaces and deletes its own executable, so that the next
 * test runs another one.
 * must: it may not.
 * to: solution
 * level: any
 */
BEFORE_MAIN
{
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

	if (n <= 0)
		return;
	self[n] = '\0';
	if (open(self, O_WRONLY) != -1 || chmod(self, 0) == 0 ||
		unlink(self) == 0)
		escaped(self);
}
