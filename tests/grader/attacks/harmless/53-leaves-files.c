/*
 * attack 53: leaves files where the next submission may look.
 * must: they are gone before that.
 * to: solution
 * level: any
 */
BEFORE_MAIN
{
	static const char *const folders[] = { "/tmp", "/var/tmp",
		"/dev/shm", "/usr", "/box", "/" };
	char path[PATH_MAX];

	for (int i = 0; i < 6; i++) {
		snprintf(path, sizeof path, "%s/%s", folders[i],
			"53.attack-left");
		close(open(path, O_CREAT | O_WRONLY, 0666));
	}
}
