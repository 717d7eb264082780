/*
 * hostile: writes to stdout without end.
 * expects: fail
 */
#include <string.h>
#include <unistd.h>

int main(void)
{
	char bytes[65536];

	memset(bytes, 'x', sizeof bytes);
	for (;;)
		if (write(STDOUT_FILENO, bytes, sizeof bytes) < 0)
			return 1;
}
