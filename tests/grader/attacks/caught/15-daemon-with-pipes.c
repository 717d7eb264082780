/*
 * attack 15: ends, and its grandchild keeps the output open.
 * must: nobody waits for the grandchild.
 * status: fail
 * level: any
 */
int main(void)
{
	if (fork() == 0 && fork() == 0)
		for (;;)
			pause();
	return 2;
}
