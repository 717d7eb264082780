/*
 * attack 11: opens sockets until none is left.
 * must: 256 descriptors are the end of it.
 * to: solution
 */
BEFORE_MAIN
{
	int last = -1;

	for (int fd = 0; fd != -1; last = fd > last ? fd : last)
		fd = socket(AF_INET, SOCK_STREAM, 0);
	if (last >= 256)
		escaped("more than 256 descriptors");
	close_range(3, ~0U, 0);
}
