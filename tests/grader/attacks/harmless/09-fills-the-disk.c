/*
 * attack 9: fills /tmp, and one file after the other.
 * must: there is no room for more than 16 MiB.
 * level: sealed
 * to: solution
 */
BEFORE_MAIN
{
	static char bytes[1 << 20];
	size_t written = 0;
	char name[32];

	for (int n = 0; n < 10; n++) {
		snprintf(name, sizeof name, "/tmp/big%d", n);
		int file = open(name, O_CREAT | O_WRONLY, 0600);
		for (int i = 0; i < 10; i++)
			if (write(file, bytes, sizeof bytes) > 0)
				written++;
		close(file);
	}
	if (written > 16)
		escaped("more than 16 MiB");
}
