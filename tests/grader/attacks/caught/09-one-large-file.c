/*
 * attack 9: one file of 64 MiB.
 * must: SIGXFSZ ends it at 16 MiB.
 * status: crash
 */
int main(void)
{
	static char bytes[1 << 20];
	int file = open("/tmp/large", O_CREAT | O_WRONLY, 0600);

	for (int n = 0; n < 64; n++) {
		if (lseek(file, 0, SEEK_CUR) == 0)
			lseek(file, 15 << 20, SEEK_SET);
		if (write(file, bytes, sizeof bytes) == -1)
			return 1;
	}
	escaped("64 MiB");
}
