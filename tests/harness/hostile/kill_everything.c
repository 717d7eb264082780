/*
 * hostile: kills every process that it may.
 * expects: crash
 */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>

int main(void)
{
	kill(-1, SIGKILL);
	kill(0, SIGKILL);
	kill(getppid(), SIGKILL);
	kill(getpid(), SIGKILL);
	return 0;
}
