/*
 * attack 69: looks up in the command lines of others where the grader
 * works, and reads what it writes there: the seed, and the answers.
 * must: permission is denied, or nobody is there.
 * level: any
 * to: solution
 */
static void try_folder(const char *word)
{
	static const char *const names[] = { "/result.json",
		"/report.txt", "/run.json", "/build.log" };
	const char *end = strrchr(word, '/');
	int length = end != NULL ? (int)(end - word) : 0;
	char path[4096];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%.*s%s", length, word,
			names[i]);
		if (strstr(path, "workbook-one") != NULL &&
			access(path, R_OK) == 0)
			escaped(path);
	}
}

/* Of a command line, each with a NUL behind it. */
static void try_words(int file)
{
	char words[8192];
	ssize_t n = read(file, words, sizeof words - 1);
	const char *word = words;

	words[n > 0 ? n : 0] = '\0';
	while (word < words + n) {
		try_folder(word);
		word += strlen(word) + 1;
	}
}

BEFORE_MAIN
{
	char path[300];
	struct dirent *entry;
	DIR *processes = opendir("/proc");

	while (processes != NULL &&
		(entry = readdir(processes)) != NULL) {
		snprintf(path, sizeof path, "/proc/%s/cmdline",
			entry->d_name);
		int file = open(path, O_RDONLY);
		if (file == -1)
			continue;
		try_words(file);
		close(file);
	}
	if (processes != NULL)
		closedir(processes);
}
