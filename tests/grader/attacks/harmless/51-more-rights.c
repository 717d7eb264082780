/*
 * attack 51: asks for namespaces, mounts and another user's rights.
 * must: all of that is refused.
 * to: solution
 * level: any
 */
BEFORE_MAIN
{
	if (unshare(CLONE_NEWUSER) == 0 || unshare(CLONE_NEWNS) == 0)
		escaped("unshare");
	if (mount("none", "/tmp", "tmpfs", 0, NULL) == 0)
		escaped("mount");
	if (chroot("/tmp") == 0)
		escaped("chroot");
	if (setuid(0) == 0 && getuid() == 0)
		escaped("setuid");
	if (syscall(SYS_clone3, NULL, 0) != -1 || errno != ENOSYS)
		escaped("clone3");
	if (syscall(SYS_setns, 0, 0) != -1 || errno != EPERM)
		escaped("setns");
	if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
		escaped("a setuid program would do");
}
