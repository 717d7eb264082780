/*
 * attack 19: connects to every Unix socket that has no place in a
 * folder.
 * must: those of the machine are not there, and the grader's own take
 * nobody.
 * level: sealed
 * to: solution
 */
static bool takes_us(const char *path, int type)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	size_t length = strlen(path);
	int fd = socket(AF_UNIX, type, 0);

	if (fd == -1 || length >= sizeof name.sun_path)
		return false;
	memcpy(name.sun_path + 1, path + 1, length - 1);
	int result = connect(fd, (struct sockaddr *)&name,
		(socklen_t)(sizeof name.sun_family + length));
	close(fd);
	return result == 0;
}

BEFORE_MAIN
{
	char line[400];
	FILE *list = fopen("/proc/net/unix", "r");

	while (list != NULL && fgets(line, sizeof line, list) != NULL) {
		char *path = strchr(line, '@');

		if (path == NULL)
			continue;
		path[strcspn(path, "\n")] = '\0';
		if (takes_us(path, SOCK_STREAM) ||
			takes_us(path, SOCK_DGRAM) ||
			takes_us(path, SOCK_SEQPACKET))
			escaped(path);
	}
	if (list != NULL)
		fclose(list);
}
