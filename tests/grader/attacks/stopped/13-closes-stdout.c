/*
 * attack 13: closes its output, and hangs.
 * must: the end of the output is not taken for its end.
 * status: timeout
 */
int main(void)
{
	close(STDOUT_FILENO);
	close(STDERR_FILENO);
	for (;;)
		pause();
}
