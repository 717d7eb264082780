/*
 * attack 67: a send of its own, and only a weak one.
 * must: a person looks at it.
 * flags: override
 * program: echoclient
 * to: solution
 */
__attribute__((weak)) ssize_t send(
	int fd, const void *bytes, size_t size, int flags)
{
	return sendto(fd, bytes, size, flags, NULL, 0);
}
