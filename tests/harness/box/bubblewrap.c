/*
 * The command line that makes the box; see bubblewrap.h.
 * Options as of bubblewrap 0.8, bwrap(1).
 *
 * SPDX-License-Identifier: MIT
 */
#include "bubblewrap.h"

#include "environment.h"
#include "isolation.h"
#include "sanitizer_options.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PRELOAD_IN_BOX "/box/calls_preload.so"

void bubblewrap_add(struct bubblewrap *command, const char *first, ...)
{
	va_list rest;

	va_start(rest, first);
	for (const char *word = first; word != NULL;
		word = va_arg(rest, const char *)) {
		if (command->count == BUBBLEWRAP_MAX - 1)
			abort();
		command->arguments[command->count++] = word;
	}
	va_end(rest);
	command->arguments[command->count] = NULL;
}

/* Files come through descriptors: their paths may be unreadable. */
static void add_file(struct bubblewrap *command, const char *mode,
	enum bubblewrap_file file, const char *path)
{
	bubblewrap_add(command, "--perms", mode, "--file",
		command->paths[file], path, NULL);
}

void bubblewrap_begin(struct bubblewrap *command)
{
	command->count = 0;
	for (int i = 0; i < BOX_FILE_COUNT; i++)
		snprintf(command->paths[i], sizeof command->paths[i],
			"%d", BOX_FIRST_FILE + i);
	bubblewrap_add(command, "bwrap", "--unshare-user",
		"--unshare-pid", "--unshare-ipc", "--unshare-uts",
		"--unshare-cgroup-try", "--disable-userns",
		"--new-session", "--cap-drop", "ALL", "--hostname",
		"box", "--seccomp", command->paths[BOX_FILTER], NULL);
}

void bubblewrap_add_system(struct bubblewrap *command)
{
	bubblewrap_add(command, "--ro-bind", "/usr", "/usr",
		"--symlink", "usr/bin", "/bin", "--symlink", "usr/lib",
		"/lib", "--symlink", "usr/lib64", "/lib64",
		"--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
		NULL);
}

static void add_devices(struct bubblewrap *command)
{
	static const char *const devices[] = { "/dev/null", "/dev/zero",
		"/dev/full", "/dev/urandom" };

	bubblewrap_add(command, "--tmpfs", "/dev", NULL);
	for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
		bubblewrap_add(command, "--dev-bind", devices[i],
			devices[i], NULL);
	bubblewrap_add(command, "--remount-ro", "/dev", NULL);
}

/*
 * Where the C library's debugging data are installed, a sanitizer would
 * read all of them for the one line of the program that it names.
 */
static void hide_debugging_data(struct bubblewrap *command)
{
	if (access("/usr/lib/debug", F_OK) == 0)
		bubblewrap_add(command, "--tmpfs", "/usr/lib/debug",
			"--remount-ro", "/usr/lib/debug", NULL);
}

/*
 * Our own programs may be installed there (make install): whoever
 * runs them has all the answers.  Compilers' libraries may be, too.
 */
static void hide_local_programs(struct bubblewrap *command)
{
	if (access("/usr/local", F_OK) == -1)
		return;
	bubblewrap_add(command, "--tmpfs", "/usr/local",
		"--ro-bind-try", "/usr/local/lib", "/usr/local/lib",
		"--ro-bind-try", "/usr/local/lib64", "/usr/local/lib64",
		"--remount-ro", "/usr/local", NULL);
}

/* /tmp is the small one of box.c. */
static void add_places(struct bubblewrap *command)
{
	bubblewrap_add_system(command);
	hide_debugging_data(command);
	hide_local_programs(command);
	bubblewrap_add(command, "--proc", "/proc", NULL);
	add_devices(command);
	bubblewrap_add(command, "--bind", "/tmp", "/tmp",
		"--ro-bind-try", "/etc/services", "/etc/services",
		NULL);
}

static void add_files(struct bubblewrap *command)
{
	add_file(command, "0444", BOX_HOSTS, "/etc/hosts");
	add_file(command, "0444", BOX_RESOLV_CONF, "/etc/resolv.conf");
	add_file(command, "0444", BOX_NSSWITCH_CONF,
		"/etc/nsswitch.conf");
	add_file(command, "0444", BOX_HOST_CONF, "/etc/host.conf");
	add_file(command, "0444", BOX_PASSWD, "/etc/passwd");
	add_file(command, "0555", BOX_GATE, "/box/gate");
	add_file(command, "0555", BOX_PROGRAM, command->program);
	add_file(command, "0555", BOX_PRELOAD, PRELOAD_IN_BOX);
}

/* The root is a tmpfs: writable, it would be memory without a limit. */
static void add_program(
	struct bubblewrap *command, const struct box_order *order)
{
	/* Not in the environment of bubblewrap, which would use it. */
	if (order->calls != -1)
		bubblewrap_add(command, "--setenv", "LD_PRELOAD",
			PRELOAD_IN_BOX, NULL);
	bubblewrap_add(command, "--remount-ro", "/", "--chdir", "/tmp",
		"--", "/box/gate", command->program, NULL);
	for (char *const *word = order->argv; *word != NULL; word++)
		bubblewrap_add(command, *word, NULL);
}

void bubblewrap_compose(
	struct bubblewrap *command, const struct box_order *order)
{
	bubblewrap_begin(command);
	/* With this its end would be the end of all in the box; the
	 * supervisor sees to that, too. */
	if (!order->outlived)
		bubblewrap_add(command, "--die-with-parent", NULL);
	snprintf(command->program, sizeof command->program, "/box/%s",
		order->argv[0]);
	add_places(command);
	add_files(command);
	add_program(command, order);
}

/* Ours, and in front of it the one that finds the DNS server. */
static void compose_preload(const struct box_order *order,
	const char *harness, char *text, size_t size)
{
	bool resolves = order->dns_port != 0;
	const char *between = resolves && order->calls != -1 ? ":" : "";

	snprintf(text, size, "LD_PRELOAD=%s%s%s%s%s",
		resolves ? harness : "",
		resolves ? "/resolver_preload.so" : "", between,
		order->calls != -1 ? harness : "",
		order->calls != -1 ? "/calls_preload.so" : "");
}

char **box_environment(const struct box_order *order)
{
	static char asan[4096];
	static char preload[2200];
	static char port[40];
	static char *variables[] = { "PATH=/usr/bin:/bin", "HOME=/tmp",
		"LANG=C.UTF-8",
		"LSAN_OPTIONS=" SANITIZER_COMMON_OPTIONS(SANITIZER_SET)
			SANITIZER_LEAK_OPTIONS(SANITIZER_SET),
		"UBSAN_OPTIONS=" SANITIZER_COMMON_OPTIONS(SANITIZER_SET)
			SANITIZER_UNDEFINED_OPTIONS(SANITIZER_SET),
		"TSAN_OPTIONS=" SANITIZER_COMMON_OPTIONS(SANITIZER_SET)
			SANITIZER_THREAD_OPTIONS(SANITIZER_SET),
		asan, NULL, NULL, NULL };
	enum { PRELOAD = sizeof variables / sizeof *variables - 3 };
	const char *harness = environment_value(ENVIRONMENT_HARNESS);

	snprintf(asan, sizeof asan,
		"ASAN_OPTIONS=" SANITIZER_COMMON_OPTIONS(SANITIZER_SET)
			SANITIZER_ADDRESS_OPTIONS(
				SANITIZER_SET) "%sdetect_leaks=%d",
		order->reuse_memory
			? SANITIZER_SMALL_QUARANTINE(SANITIZER_SET)
			: SANITIZER_LARGE_QUARANTINE(SANITIZER_SET),
		order->detect_leaks ? 1 : 0);
	variables[PRELOAD] = NULL;
	if (harness[0] == '\0' ||
		isolation_level() == ISOLATION_SEALED ||
		(order->dns_port == 0 && order->calls == -1))
		return variables;
	compose_preload(order, harness, preload, sizeof preload);
	snprintf(port, sizeof port, ENVIRONMENT_DNS_PORT "=%u",
		order->dns_port);
	variables[PRELOAD] = preload;
	variables[PRELOAD + 1] = order->dns_port != 0 ? port : NULL;
	return variables;
}
