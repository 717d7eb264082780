/*
 * attack 6: reads a byte in every two megabytes of nothing, which is
 * no memory but the kernel's, for the page tables.
 * must: processor time ends it.
 * status: fail timeout
 */
int main(void)
{
	size_t step = 2 << 20;
	size_t size = (size_t)1 << 44;
	volatile char *nothing = mmap(NULL, size, PROT_READ,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	for (size_t at = 0;; at = (at + step) % size)
		(void)nothing[at];
}
