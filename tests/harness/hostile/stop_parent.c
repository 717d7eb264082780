/*
 * hostile: stops its parents and waits.
 * expects: timeout
 */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>

int main(void)
{
	kill(getppid(), SIGSTOP);
	kill(1, SIGSTOP);
	for (;;)
		pause();
}
