/*
 * attack 6: fills the buffers of as many sockets as it can have, in as
 * many processes.
 * must: both have a limit, and all is gone afterwards.
 * status: fail timeout
 */
int main(void)
{
	static char bytes[65536];
	int ends[2];

	while (fork() != -1)
		continue;
	while (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0,
		       ends) == 0)
		for (int i = 0; i < 2; i++)
			while (write(ends[i], bytes, sizeof bytes) > 0)
				continue;
	for (;;)
		pause();
}
