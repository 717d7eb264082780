/*
 * A server's process for each client; see children.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "children.h"

#include "diag.h"
#include "journal.h"
#include "observe.h"
#include "reach.h"
#include "soon.h"
#include "verdict.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { AT_MOST_MS = 1000 };

/* --- who has a socket --- */

static bool has_file(pid_t process, uint32_t file)
{
	char path[64];
	char wanted[32];
	struct dirent *entry;
	bool found = false;

	snprintf(wanted, sizeof wanted, "socket:[%u]", file);
	snprintf(path, sizeof path, "/proc/%d/fd", process);
	DIR *descriptors = opendir(path);
	if (descriptors == NULL)
		return false;
	while (!found && (entry = readdir(descriptors)) != NULL) {
		char target[32];
		ssize_t n = readlinkat(dirfd(descriptors),
			entry->d_name, target, sizeof target - 1);

		target[n > 0 ? n : 0] = '\0';
		found = strcmp(target, wanted) == 0;
	}
	closedir(descriptors);
	return found;
}

struct search {
	pid_t first;
	uint32_t file;
	struct holders *holders;
};

static void note_holder(pid_t process, void *context)
{
	const struct search *search = context;
	struct holders *holders = search->holders;

	if (!has_file(process, search->file))
		return;
	if (process == search->first)
		holders->first = process;
	else if (holders->count < CHILDREN_MOST)
		holders->others[holders->count++] = process;
}

void children_find_holders(const struct server *server,
	const struct peer *client, struct holders *holders)
{
	long file = diag_file_of(peer_socket(client));
	struct search search = { program_process(server->program),
		(uint32_t)file, holders };

	reach_require();
	*holders = (struct holders){ 0 };
	if (file > 0)
		program_each_process(
			server->program, note_holder, &search);
}

/* --- one that stands still, or is killed --- */

static _Noreturn void fail_without_process(const struct holders *found)
{
	verdict(VERDICT_FAIL, "a process of its own",
		found->first != 0 ? "the first process has it"
				  : "nobody has it",
		found->first != 0
			? "the server's first process itself has the "
			  "connection of a client, and no other does"
			: "no process has the connection of a client "
			  "that is served");
}

static void find_children(const struct server *server,
	const struct peer *client, struct holders *holders)
{
	children_find_holders(server, client, holders);
	if (holders->count == 0)
		fail_without_process(holders);
}

static void send_signal(pid_t process, int signal)
{
	if (kill(process, signal) == -1 && errno != ESRCH)
		verdict(VERDICT_GRADER_ERROR, NULL, NULL, "kill: %s",
			strerror(errno));
}

static bool is_stopped(void *context)
{
	const pid_t *process = context;

	return observe_is_stopped(*process) ||
		!observe_is_alive(*process);
}

enum { THREE = 3 };

/* Three clients, and of each, whether some process holds it up. */
struct trial {
	const struct server *server;
	struct crowd crowd;
	bool held_up[THREE];
};

static void expect_no_second(unsigned waits)
{
	if (waits <= 1)
		return;
	verdict(VERDICT_FAIL, "one client waits", "more do",
		"when one process of the server stands still, %u "
		"clients get no echo",
		waits);
}

/* Who gets no echo while the process stands still? */
static void try_without(struct trial *trial, pid_t process)
{
	struct peer *const *clients = trial->crowd.clients;
	unsigned waits = 0;

	journal_event("grader", "stops", "", "a child");
	send_signal(process, SIGSTOP);
	program_await(trial->server->program, is_stopped, &process,
		"the child stands still");
	for (int i = 0; i < THREE; i++)
		peer_send(clients[i], "x\n", 2);
	program_await_rest(trial->server->program);
	for (int i = 0; i < THREE; i++) {
		bool held_up = peer_received(clients[i]) < 2;

		trial->held_up[i] |= held_up;
		waits += held_up;
	}
	expect_no_second(waits);
	journal_event("grader", "continues", "", "the child");
	send_signal(process, SIGCONT);
	for (int i = 0; i < THREE; i++)
		peer_expect(clients[i], "x\n", 2, "the echo");
}

static bool is_among(pid_t process, const pid_t *pids, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (pids[i] == process)
			return true;
	return false;
}

void children_expect_one_each(const struct server *server)
{
	struct trial trial = { .server = server };
	struct brood tried = { .count = 0 };

	crowd_gather(&trial.crowd, server, THREE);
	crowd_expect_echoes(&trial.crowd);
	program_await_rest(server->program);
	for (int i = 0; i < THREE; i++) {
		struct holders found = { 0 };

		find_children(server, trial.crowd.clients[i], &found);
		for (unsigned j = 0; j < found.count; j++) {
			pid_t child = found.others[j];

			if (is_among(child, tried.pids, tried.count) ||
				tried.count == CHILDREN_MOST)
				continue;
			tried.pids[tried.count++] = child;
			try_without(&trial, child);
		}
	}
	for (int i = 0; i < THREE; i++)
		if (!trial.held_up[i])
			verdict(VERDICT_FAIL, "a process of its own",
				"none of the children",
				"a client gets its echo whichever of "
				"the children stands still: the first "
				"process serves it");
}

void children_kill(
	const struct server *server, const struct peer *client)
{
	struct holders found = { 0 };

	find_children(server, client, &found);
	journal_event("grader", "kills", "", "the client's process");
	for (unsigned i = 0; i < found.count; i++)
		send_signal(found.others[i], SIGKILL);
}

void children_leave_by_kill(
	const struct server *server, struct peer *client)
{
	program_await_rest(server->program);
	children_kill(server, client);
	peer_close(client);
}

/* --- who has what --- */

static void expect_one_holder(
	const struct server *server, const struct peer *client)
{
	struct holders found = { 0 };

	find_children(server, client, &found);
	if (found.first != 0)
		verdict(VERDICT_FAIL, "one process has it",
			"the first one has it, too",
			"a client's connection is open in the "
			"server's first process, and not only in the "
			"one that serves it");
	if (found.count > 1)
		verdict(VERDICT_FAIL, "one process has it",
			"several have it",
			"a client's connection is open in %u "
			"processes",
			found.count);
	if (has_file(
		    found.others[0], diag_listening_file(server->port)))
		verdict(VERDICT_FAIL, "only the first process has it",
			"a child has it, too",
			"a process that serves a client has the "
			"listening socket, too");
}

void children_expect_own_sockets(const struct crowd *crowd)
{
	program_await_rest(crowd->server->program);
	for (unsigned i = 0; i < crowd->count; i++)
		expect_one_holder(crowd->server, crowd->clients[i]);
}

/* --- their end --- */

void children_note(struct brood *brood, const struct crowd *crowd)
{
	brood->server = crowd->server;
	brood->count = 0;
	for (unsigned i = 0; i < crowd->count; i++) {
		struct holders found = { 0 };

		children_find_holders(
			crowd->server, crowd->clients[i], &found);
		for (unsigned j = 0;
			j < found.count && brood->count < CHILDREN_MOST;
			j++)
			brood->pids[brood->count++] = found.others[j];
	}
}

static void find_zombie(pid_t process, void *context)
{
	bool *found = context;

	*found |= observe_is_zombie(process);
}

static bool are_gone(void *context)
{
	const struct brood *brood = context;
	bool zombie = false;

	for (unsigned i = 0; i < brood->count; i++)
		if (kill(brood->pids[i], 0) == 0 || errno != ESRCH)
			return false;
	program_each_process(
		brood->server->program, find_zombie, &zombie);
	return !zombie;
}

void children_expect_gone(struct brood *brood)
{
	soon_await(brood->server->program, are_gone, brood, AT_MOST_MS,
		"no child is left whose client has gone, and no "
		"zombie");
	/* That the server has ended would be another way to this. */
	program_check_health(brood->server->program, true);
}

static bool have_ended(void *context)
{
	const struct brood *brood = context;

	for (unsigned i = 0; i < brood->count; i++)
		if (observe_is_alive(brood->pids[i]))
			return false;
	return true;
}

void children_end_together(struct brood *brood, struct crowd *crowd)
{
	struct program *program = crowd->server->program;

	children_note(brood, crowd);
	program_pause(program);
	crowd_leave(crowd);
	program_await(program, have_ended, brood,
		"the children end when their clients have gone");
	program_resume(program);
}
