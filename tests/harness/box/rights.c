/*
 * Giving up rights; see rights.h.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include "rights.h"

#include "isolation.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int rights_become_nobody(void)
{
	uid_t nobody = ISOLATION_UID;

	if (!isolation_can_change_uid())
		return 0;
	if (setgroups(0, NULL) == -1 ||
		setresgid(nobody, nobody, nobody) == -1)
		return -1;
	return setresuid(nobody, nobody, nobody);
}

/* bubblewrap refuses to start with capabilities that it did not get
 * by being setuid root; the program needs none. */
int rights_drop_capabilities(void)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct none[2] = { 0 };

	prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	return (int)syscall(SYS_capset, &header, none);
}

int rights_filter_calls(int file)
{
	struct sock_filter code[512];
	ssize_t n = read(file, code, sizeof code);

	if (n <= 0) {
		errno = n == 0 ? ENODATA : errno;
		return -1;
	}
	struct sock_fprog program = {
		.len = (unsigned short)((size_t)n / sizeof code[0]),
		.filter = code,
	};
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		return -1;
	return (int)syscall(
		SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}
