/*
 * dns_serve - the DNS server of the tests as a program of its own
 *
 * usage: dns_serve [-v] PORT ZONEFILE
 *
 * Serves the names of ZONEFILE on 127.0.0.1, UDP and TCP; for the
 * console sessions in the text.  Prints the line "ready" when both
 * sockets are bound; runs until SIGTERM, SIGINT or the end of its
 * standard input.  -v: tells on stderr what is asked and answered.
 *
 * A line of ZONEFILE is one of
 *	NAME TYPE VALUE...	TYPE is A, AAAA or CNAME
 *	NAME BEHAVIOUR		NXDOMAIN, SERVFAIL, REFUSED or SILENT
 * Empty lines, and what follows a "#", mean nothing.
 *
 * Try: dns_serve -v 5300 chapters/01-name-lookup/zone
 *
 * SPDX-License-Identifier: MIT
 */
#include "dns.h"
#include "journal.h"
#include "loop.h"

#include <err.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

static bool verbose;

/* The server's journal goes to stderr here. */
void journal_event(const char *who, const char *event,
	const char *arrow, const char *format, ...)
{
	va_list arguments;

	if (!verbose)
		return;
	fprintf(stderr, "%s %s%s%s ", who, event,
		arrow[0] != '\0' ? " " : "", arrow);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

static _Noreturn void usage(void)
{
	fputs("usage: dns_serve [-v] PORT ZONEFILE\n", stderr);
	exit(2);
}

static uint16_t parse_port(const char *text)
{
	char *end;
	unsigned long port;

	errno = 0;
	port = strtoul(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || *end != '\0' ||
		errno != 0 || port == 0 || port > UINT16_MAX)
		errx(1, "%s: a port is a number from 1 to 65535", text);
	return (uint16_t)port;
}

/* Teaches the server one line; returns NULL or what is wrong. */
static const char *teach_line(struct dns_server *server, char *line)
{
	static const char blanks[] = " \t\r\n";
	char *rest;
	const char *name, *kind, *value, *error;

	line[strcspn(line, "#")] = '\0';
	name = strtok_r(line, blanks, &rest);
	if (name == NULL)
		return NULL;
	kind = strtok_r(NULL, blanks, &rest);
	if (kind == NULL)
		return "a type is missing";
	value = strtok_r(NULL, blanks, &rest);
	do {
		error = dns_teach(server, name, kind, value);
		value = strtok_r(NULL, blanks, &rest);
	} while (error == NULL && value != NULL);
	return error;
}

/* Reports every bad line before it gives up. */
static void read_zone(struct dns_server *server, const char *path)
{
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;
	bool bad = false;

	if (file == NULL)
		err(1, "cannot open %s", path);
	for (unsigned number = 1; getline(&line, &size, file) != -1;
		number++) {
		const char *error = teach_line(server, line);

		if (error == NULL)
			continue;
		warnx("%s:%u: %s", path, number, error);
		bad = true;
	}
	if (ferror(file))
		err(1, "cannot read %s", path);
	free(line);
	fclose(file);
	if (bad)
		exit(1);
}

/* A descriptor that becomes readable when we are asked to end. */
static int open_signals(void)
{
	sigset_t signals;
	int fd;

	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	if (sigprocmask(SIG_BLOCK, &signals, NULL) == -1)
		err(1, "cannot block signals");
	fd = signalfd(-1, &signals, SFD_CLOEXEC);
	if (fd == -1)
		err(1, "cannot watch for signals");
	return fd;
}

static void on_signal(void *context, int fd, short revents)
{
	bool *ended = context;

	(void)fd;
	(void)revents;
	*ended = true;
}

/* What comes on standard input means nothing; only its end counts. */
static void on_input(void *context, int fd, short revents)
{
	bool *ended = context;
	char ignored[512];
	ssize_t n = read(fd, ignored, sizeof ignored);

	(void)revents;
	if (n == 0 || (n == -1 && errno != EINTR && errno != EAGAIN))
		*ended = true;
}

static bool has_ended(void *context)
{
	const bool *ended = context;

	return *ended;
}

static void serve(int signals)
{
	const int64_t hour_us = INT64_C(3600) * 1000000;
	bool ended = false;
	int64_t deadline;

	loop_watch(signals, POLLIN, on_signal, &ended);
	loop_watch(STDIN_FILENO, POLLIN, on_input, &ended);
	if (puts("ready") == EOF || fflush(stdout) == EOF)
		err(1, "cannot write to standard output");
	do
		deadline = loop_now_us() + hour_us;
	while (!loop_until(has_ended, &ended, deadline));
}

int main(int argc, char *argv[])
{
	struct dns_server *server;
	uint16_t port;
	int signals, option;

	while ((option = getopt(argc, argv, "v")) != -1) {
		if (option != 'v')
			usage();
		verbose = true;
	}
	if (argc - optind != 2)
		usage();
	port = parse_port(argv[optind]);
	signals = open_signals();
	server = dns_open(port);
	if (server == NULL)
		err(1, "cannot serve on port %u", (unsigned)port);
	read_zone(server, argv[optind + 1]);
	serve(signals);
	dns_close(server);
	close(signals);
	return 0;
}
