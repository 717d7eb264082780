/*
 * attack 68: fills shared memory and lets go of it, so that it is not
 * resident, with a byte of output now and then.
 * must: it is counted all the same, and at most 1 GiB is taken.
 * status: fail timeout
 */
enum { SIZE = 1 << 20, MOST = 2048 };

int main(void)
{
	if (mmap(NULL, 8 * SIZE, PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
		escaped("a large piece of shared memory");
	for (int i = 0; i < MOST; i++) {
		char *block = mmap(NULL, SIZE, PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1,
			0);

		if (block == MAP_FAILED)
			return 1;
		madvise(block, SIZE, MADV_DONTNEED);
		if (i > MOST / 2)
			usleep(100000);
		if (write(STDOUT_FILENO, ".", 1) != 1)
			return 1;
	}
	escaped("two gigabytes of shared memory");
}
