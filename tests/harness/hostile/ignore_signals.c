/*
 * hostile: ignores every signal and waits for ever.
 * expects: timeout
 */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>

int main(void)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	for (;;)
		pause();
}
