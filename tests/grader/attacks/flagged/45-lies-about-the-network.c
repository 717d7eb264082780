/*
 * attack 45: has its own connect, send and recv, which do nothing and
 * say that all went well.
 * must: the server has not seen a thing; a person looks at it.
 * program: echoclient
 *  * points: 40
 * flags: override
 * to: solution
 */
int connect(int fd, const struct sockaddr *name, socklen_t size)
{
	(void)fd;
	(void)name;
	(void)size;
	return 0;
}

ssize_t send(int fd, const void *bytes, size_t n, int flags)
{
	(void)fd;
	(void)bytes;
	(void)flags;
	return (ssize_t)n;
}
