/*
 * hostile: writes escape sequences to stderr without end.
 * expects: fail
 */
#include <string.h>
#include <unistd.h>

int main(void)
{
	static const char clear[] = "\033[2J\033[H\033]0;owned\007";

	for (;;)
		if (write(STDERR_FILENO, clear, sizeof clear) < 0)
			return 1;
}
