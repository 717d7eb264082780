/*
 * hostile: leaves a daemon behind that ignores every signal.
 * expects: fail
 */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>

int main(void)
{
	if (fork() == 0) {
		setsid();
		for (int n = 1; n < 65; n++)
			signal(n, SIG_IGN);
		if (fork() == 0)
			for (;;)
				pause();
		_exit(0);
	}
	return 0;
}
