/*
 * attack 12: writes escape sequences to stderr without end.
 * must: a quarter of a megabyte is the end of it, and none of them
 * arrives at the terminal.
 * status: fail timeout
 */
int main(void)
{
	static const char clear[] = "\033[2J\033[H\033]0;owned\007";

	for (;;)
		if (write(STDERR_FILENO, clear, sizeof clear) < 0)
			return 1;
}
