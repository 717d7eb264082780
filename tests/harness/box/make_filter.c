/*
 * Writes the box's system call filter as a BPF program.
 * usage: make_filter FILE
 *
 * Namespaces do not cover everything: AF_VSOCK, keyrings, io_uring,
 * memfd and System V shared memory would leave the box.  The filter
 * allows what it does not name.  ptrace(2) stays allowed, because
 * LeakSanitizer needs it and the PID namespace bounds it.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "gate.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/* Kernel keys, other kernels' doors, mounts, modules, clocks, what
 * outlives its maker where there is no IPC namespace, and what the
 * teacher's account has a limited number of. */
static const int forbidden[] = {
	SCMP_SYS(acct),
	SCMP_SYS(add_key),
	SCMP_SYS(bpf),
	SCMP_SYS(chroot),
	SCMP_SYS(delete_module),
	SCMP_SYS(fanotify_init),
	SCMP_SYS(finit_module),
	SCMP_SYS(fsconfig),
	SCMP_SYS(fsmount),
	SCMP_SYS(fsopen),
	SCMP_SYS(fspick),
	SCMP_SYS(init_module),
	SCMP_SYS(inotify_init),
	SCMP_SYS(inotify_init1),
	SCMP_SYS(io_setup),
	SCMP_SYS(io_uring_enter),
	SCMP_SYS(io_uring_register),
	SCMP_SYS(io_uring_setup),
	SCMP_SYS(kcmp),
	SCMP_SYS(kexec_file_load),
	SCMP_SYS(kexec_load),
	SCMP_SYS(keyctl),
	SCMP_SYS(lookup_dcookie),
	SCMP_SYS(memfd_create),
	SCMP_SYS(memfd_secret),
	SCMP_SYS(modify_ldt),
	SCMP_SYS(mount),
	SCMP_SYS(mount_setattr),
	SCMP_SYS(move_mount),
	SCMP_SYS(mq_open),
	SCMP_SYS(msgget),
	SCMP_SYS(name_to_handle_at),
	SCMP_SYS(open_by_handle_at),
	SCMP_SYS(open_tree),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(personality),
	SCMP_SYS(pidfd_getfd),
	SCMP_SYS(pivot_root),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(quotactl),
	SCMP_SYS(reboot),
	SCMP_SYS(request_key),
	SCMP_SYS(semget),
	SCMP_SYS(setns),
	SCMP_SYS(shmget),
	SCMP_SYS(swapoff),
	SCMP_SYS(swapon),
	SCMP_SYS(syslog),
	SCMP_SYS(umount2),
	SCMP_SYS(unshare),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(vhangup),
};

static void stop(const char *what, int error)
{
	fprintf(stderr, "make_filter: %s: %s\n", what, strerror(error));
	exit(EXIT_FAILURE);
}

static void check(int result, const char *what)
{
	if (result < 0)
		stop(what, -result);
}

static void forbid_calls(scmp_filter_ctx filter)
{
	size_t count = sizeof forbidden / sizeof forbidden[0];

	for (size_t i = 0; i < count; i++)
		check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
			      forbidden[i], 0),
			"forbidden call");
}

/* New user namespaces would bring new capabilities with them. */
static void forbid_namespaces(scmp_filter_ctx filter)
{
	check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
		      SCMP_SYS(clone), 1,
		      SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_NEWUSER,
			      CLONE_NEWUSER)),
		"clone");
	/* Its flags are in memory; the C library falls back. */
	check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
		      SCMP_SYS(clone3), 0),
		"clone3");
	/* Would type into the terminal that started the grader. */
	check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
		      SCMP_SYS(ioctl), 1,
		      SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffffu,
			      TIOCSTI)),
		"ioctl");
}

/*
 * Shared memory that was filled and let go of is in no process's share:
 * it is counted by its mappings (observe.c), and so none is large.
 */
static void forbid_large_shares(scmp_filter_ctx filter)
{
	static const scmp_datum_t kinds[] = { MAP_SHARED,
		MAP_SHARED_VALIDATE };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOMEM),
			      SCMP_SYS(mmap), 2,
			      SCMP_A1(SCMP_CMP_GT, GATE_LARGEST_SHARE,
				      0),
			      SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_TYPE,
				      kinds[i])),
			"shared memory");
}

static int is_taught(int family)
{
	return family == AF_UNIX || family == AF_INET ||
		family == AF_INET6 || family == AF_NETLINK;
}

static void forbid_families(scmp_filter_ctx filter)
{
	uint32_t refuse = SCMP_ACT_ERRNO(EAFNOSUPPORT);

	for (int family = 0; family < 64; family++)
		if (!is_taught(family))
			check(seccomp_rule_add(filter, refuse,
				      SCMP_SYS(socket), 1,
				      SCMP_A0(SCMP_CMP_EQ,
					      (scmp_datum_t)family, 0)),
				"socket family");
	check(seccomp_rule_add(filter, refuse, SCMP_SYS(socket), 1,
		      SCMP_A0(SCMP_CMP_GE, 64, 0)),
		"socket families");
}

int main(int argc, char *argv[])
{
	if (argc != 2) {
		fputs("usage: make_filter FILE\n", stderr);
		return EXIT_FAILURE;
	}
	int file = open(argv[1],
		O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
	if (file == -1)
		stop(argv[1], errno);
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	if (filter == NULL)
		stop("seccomp_init", ENOMEM);
	check(seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH,
		      SCMP_ACT_KILL_PROCESS),
		"foreign architectures");
	/* x32 shares the architecture; a tree makes it quick. */
	check(seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2),
		"optimize");
	forbid_calls(filter);
	forbid_namespaces(filter);
	forbid_families(filter);
	forbid_large_shares(filter);
	check(seccomp_export_bpf(filter, file), argv[1]);
	seccomp_release(filter);
	if (close(file) == -1)
		stop(argv[1], errno);
	return EXIT_SUCCESS;
}
