/*
 * hear - print which signals come, and from whom
 *
 * usage: hear
 *
 * Reads SIGUSR1 and SIGTERM from a descriptor; ends after SIGTERM.
 * Try: ./hear &, and kill -USR1 $(pidof hear)
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* for strsignal */
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/types.h>
#include <unistd.h>

/* Returns a descriptor from which the two signals can be read. */
static int open_signals(void)
{
	sigset_t chosen;

	sigemptyset(&chosen);
	sigaddset(&chosen, SIGUSR1);
	sigaddset(&chosen, SIGTERM);
	/* Else a signal would do what it does to any process. */
	if (sigprocmask(SIG_BLOCK, &chosen, NULL) == -1)
		err(EXIT_FAILURE, "cannot block signals");
	int signals = signalfd(-1, &chosen, SFD_CLOEXEC);
	if (signals == -1)
		err(EXIT_FAILURE, "cannot watch signals");
	return signals;
}

int main(void)
{
	int signals = open_signals();
	struct signalfd_siginfo info;

	do {
		if (read(signals, &info, sizeof info) !=
			(ssize_t)sizeof info)
			err(EXIT_FAILURE, "cannot read a signal");
		printf("%s, from process %u\n",
			strsignal((int)info.ssi_signo), info.ssi_pid);
		if (fflush(stdout) == EOF)
			err(EXIT_FAILURE, "cannot print");
	} while (info.ssi_signo != SIGTERM);
	return EXIT_SUCCESS;
}
