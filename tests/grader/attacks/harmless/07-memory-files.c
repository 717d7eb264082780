/*
 * attack 7: memory that no limit counts: memfd, System V.
 * must: the calls are refused.
 * to: solution
 */
BEFORE_MAIN
{
	if (memfd_create("hoard", 0) != -1)
		escaped("memfd_create");
	if (shmget(IPC_PRIVATE, 1 << 30, IPC_CREAT | 0600) != -1)
		escaped("shmget");
}
