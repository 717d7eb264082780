/*
 * attack 19: connects to the socket of the test runner, to say that
 * all tests have passed.
 * must: there is no such socket, or it may not be used.
 * to: solution
 * level: any
 */
BEFORE_MAIN
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	struct dirent *entry;
	DIR *tmp = opendir("/tmp");

	while (tmp != NULL && (entry = readdir(tmp)) != NULL) {
		int fd = socket(AF_UNIX, SOCK_STREAM, 0);

		snprintf(name.sun_path, sizeof name.sun_path,
			"/tmp/%.80s", entry->d_name);
		if (connect(fd, (struct sockaddr *)&name,
			    sizeof name) == 0)
			escaped(name.sun_path);
		close(fd);
	}
	if (tmp != NULL)
		closedir(tmp);
}
