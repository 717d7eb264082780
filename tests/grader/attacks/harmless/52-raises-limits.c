/*
 * attack 52: raises its own limits and its place in the queue.
 * must: it may not.
 * to: solution
 */
static void raise_limit(__rlimit_resource_t resource, const char *name)
{
	struct rlimit limit;

	getrlimit(resource, &limit);
	if (limit.rlim_max == RLIM_INFINITY)
		escaped(name);
	limit.rlim_max++;
	if (setrlimit(resource, &limit) == 0)
		escaped(name);
}

BEFORE_MAIN
{
	struct sched_param param = { .sched_priority = 1 };

	raise_limit(RLIMIT_CPU, "processor time");
	raise_limit(RLIMIT_NOFILE, "descriptors");
	raise_limit(RLIMIT_NPROC, "processes");
	raise_limit(RLIMIT_FSIZE, "sizes of files");
	if (setpriority(PRIO_PROCESS, 0, -5) == 0)
		escaped("priority");
	if (sched_setscheduler(0, SCHED_FIFO, &param) == 0)
		escaped("real time");
	int file = open("/proc/self/oom_score_adj", O_WRONLY);
	if (file != -1 && write(file, "-900", 4) == 4)
		escaped("the last to be killed");
	close(file);
}
