/*
 * attack 6: shared memory that it fills and then lets go of, so that
 * it does not count as resident.
 * must: it counts, or processor time ends it.
 * status: fail timeout
 */
enum { SIZE = 64 << 20 };

int main(void)
{
	for (;;) {
		char *block = mmap(NULL, SIZE, PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);

		if (block == MAP_FAILED)
			continue;
		memset(block, 1, SIZE);
		madvise(block, SIZE, MADV_DONTNEED);
	}
}
