/*
 * attack 8: two million empty files, each a kilobyte of the kernel's.
 * must: there is no room for more than 4096.
 * level: sealed
 * to: solution
 */
BEFORE_MAIN
{
	char name[32];

	for (int n = 0; n < 10000; n++) {
		snprintf(name, sizeof name, "/tmp/f%d", n);
		int file = open(name, O_CREAT | O_WRONLY, 0600);
		if (file == -1)
			return;
		close(file);
	}
	escaped("ten thousand files");
}
