/*
 * attack 50: system calls with the numbers of the x32 interface.
 * must: SIGSYS ends it, or the kernel has no such interface.
 * status: crash fail
 */
int main(void)
{
	if (syscall(0x40000000 + SYS_getpid) > 0)
		escaped("an x32 system call");
	return 2;
}
