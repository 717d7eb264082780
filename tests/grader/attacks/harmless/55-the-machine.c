/*
 * attack 55: restarts the machine, reads its log, changes its settings
 * and its name.
 * must: all of that is refused.
 * to: solution
 */
BEFORE_MAIN
{
	char log[100];

	if (reboot(RB_DISABLE_CAD) == 0)
		escaped("reboot");
	if (klogctl(3, log, sizeof log) > 0)
		escaped("the kernel's log");
	if (sethostname("owned", 5) == 0)
		escaped("the host's name");
	if (open("/proc/sys/kernel/core_pattern", O_WRONLY) != -1)
		escaped("a setting of the kernel");
	if (open("/proc/sys/net/ipv4/ip_default_ttl", O_WRONLY) != -1)
		escaped("a setting of the network");
	if (open("/proc/sysrq-trigger", O_WRONLY) != -1)
		escaped("sysrq");
}
