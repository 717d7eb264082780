/*
 * attack 69: looks up in the command lines of others where the grader
 * works, and reads what it writes there: the seed, and the answers.
 * must: permission is denied, or nobody is there.
 * level: any
 * to: solution
 */
static void try_words(const char *words, size_t size)
{
	static const char *const names[] = { "/result.json",
		"/report.txt", "/run.json", "/build.log" };
	char path[4096];

	for (const char *word = words; word < words + size;
		word += strlen(word) + 1)
		for (size_t i = 0; i < sizeof names / sizeof *names;
			i++) {
			const char *end = strrchr(word, '/');
			int folder =
				end != NULL ? (int)(end - word) : 0;

			snprintf(path, sizeof path, "%.*s%s", folder,
				word, names[i]);
			if (strstr(path, "workbook-one") != NULL &&
				access(path, R_OK) == 0)
				escaped(path);
		}
}

BEFORE_MAIN
{
	char path[300];
	char words[8192];
	struct dirent *entry;
	DIR *processes = opendir("/proc");

	while (processes != NULL &&
		(entry = readdir(processes)) != NULL) {
		snprintf(path, sizeof path, "/proc/%s/cmdline",
			entry->d_name);
		int file = open(path, O_RDONLY);
		if (file == -1)
			continue;
		ssize_t n = read(file, words, sizeof words - 1);
		close(file);
		words[n > 0 ? n : 0] = '\0';
		try_words(words, n > 0 ? (size_t)n : 0);
	}
	if (processes != NULL)
		closedir(processes);
}
