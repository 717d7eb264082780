/*
 * portnumber - show what atoi and strtol make of a port
 *
 * usage: portnumber <text>...
 *
 * For each text prints what atoi says, what is left of that in the 16
 * bits of a port, and what strtol says.  Try: ./portnumber 7777 7x
 *
 * SPDX-License-Identifier: MIT
 */
#include <err.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>

static void show(const char *text)
{
	int number = atoi(text);
	in_port_t port = (in_port_t)number;
	char *rest;
	long value = strtol(text, &rest, 10);

	printf("%-7s atoi %d, port %u; strtol %ld, rest \"%s\"\n", text,
		number, port, value, rest);
}

int main(int argc, char *argv[])
{
	for (int i = 1; i < argc; i++)
		show(argv[i]);
	if (ferror(stdout) || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "cannot print");
	return EXIT_SUCCESS;
}
