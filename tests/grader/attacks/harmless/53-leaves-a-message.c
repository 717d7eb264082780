/*
 * attack 53: leaves something for the next submission: a key, a queue,
 * a semaphore.
 * must: the calls are refused.
 * to: solution
 * level: any
 */
BEFORE_MAIN
{
	if (syscall(SYS_add_key, "user", "answers", "42", 2,
		    KEY_SPEC_USER_KEYRING) != -1)
		escaped("a key");
	if (msgget(4711, IPC_CREAT | 0666) != -1)
		escaped("a message queue");
	if (semget(4711, 1, IPC_CREAT | 0666) != -1)
		escaped("a semaphore");
	if (mq_open("/answers", O_CREAT | O_RDWR, 0666, NULL) !=
		(mqd_t)-1)
		escaped("a POSIX message queue");
}
