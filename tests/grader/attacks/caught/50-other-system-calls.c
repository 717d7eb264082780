/*
 * attack 50: system calls by the door for 32-bit programs, which a
 * filter may have forgotten.
 * must: SIGSYS ends it.
 * status: crash
 */
int main(void)
{
#ifdef __x86_64__
	long result = 20;

	__asm__ volatile("int $0x80" : "+a"(result) : : "memory");
	if (result > 0)
		escaped("a 32-bit system call");
	return 1;
#else
	raise(SIGSYS);
#endif
}
