/*
 * hostile: ends, and its grandchild keeps the output open for ever.
 * expects: fail
 */
#include <unistd.h>

int main(void)
{
	if (fork() == 0 && fork() == 0)
		for (;;)
			pause();
	return 1;
}
